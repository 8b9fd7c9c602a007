// A member's default: contributions and layers, the declaration by two officers, closing, tear-up and allocation.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Model.Messages;

/// <summary>How far a member's default has come (rule DEF-012). Only forward.</summary>
public enum DefaultStage : byte
{
    None = 0,

    /// <summary>Two officers declared it.</summary>
    Declared = 1,

    /// <summary>The house closes positions in the market.</summary>
    Closing = 2,

    /// <summary>What is left is auctioned or torn up.</summary>
    Auction = 3,

    /// <summary>The loss lies on its layers.</summary>
    Allocated = 4,
}

/// <summary>A member's contribution to the default fund goes in (above zero) or out (rule DEF-001).</summary>
/// <param name="Amount">Minor units; not zero.</param>
/// <param name="Reference">Makes a repeat harmless; of the member's house account.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoveFund(int Member, Currency Currency, Money Amount, Name24 Reference);

/// <summary>Money of the exchange goes into (above zero) or out of a layer (rule DEF-002).</summary>
/// <param name="Layer">Exchange capital or risk reserve fund.</param>
/// <param name="Amount">Minor units; not zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoveLayer(LedgerCode Layer, Currency Currency, Money Amount, Name24 Reference);

/// <summary>An officer proposes to declare a member in default (rule DEF-003).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProposeDefault(int Member, Name24 Person, Name24 Reason);

/// <summary>Another officer declares it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeclareDefault(int Member, Name24 Person);

/// <summary>A client of a member in default goes to another member (rule DEF-005).</summary>
/// <param name="Member">Where it goes.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PortClient(AccountId Account, int Member);

/// <summary>The house closes lots of an account whose member is in default: limit, fill-and-kill, close-only (rule
/// DEF-006).</summary>
/// <param name="Flags">CloseToday or CloseYesterday where the account may name them.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CloseDefaulted(
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    Price Price,
    Quantity Quantity,
    ClientOrderId ClientOrderId,
    OrderFlags Flags = OrderFlags.None
);

/// <summary>What the accounts of a member in default still hold ends at the last settlement price (rule
/// DEF-009).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TearUpDefault(int Member);

/// <summary>The loss of a member in default is laid on the layers (rule DEF-010).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AllocateLoss(int Member);

/// <summary>A contribution moved.</summary>
/// <param name="Account">The member's house account, which owns it.</param>
/// <param name="Balance">Its contribution now.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct FundMoved(
    int Member,
    AccountId Account,
    Currency Currency,
    Money Amount,
    Money Balance,
    Name24 Reference
);

/// <summary>A layer of the exchange moved.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LayerMoved(
    LedgerCode Layer,
    Currency Currency,
    Money Amount,
    Money Balance,
    Name24 Reference
);

/// <summary>A member's default was proposed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DefaultProposed(int Member, Name24 Proposer, Name24 Reason);

/// <summary>A member is in default.</summary>
/// <param name="Orders">Live orders of its accounts that leave with it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DefaultDeclared(int Member, Name24 Proposer, Name24 Declarer, Name24 Reason, int Orders);

/// <summary>A default came to its next stage.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DefaultMoved(int Member, DefaultStage Stage);

/// <summary>Lots of a member in default were sold in the auction or torn up. No order stands behind it, it has no fee, and
/// it counts neither as volume nor as a last price.</summary>
/// <param name="Trade">Counts on from the trades of orders.</param>
/// <param name="Origin">DefaultAuction or TearUp.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DefaultTraded(
    TradeId Trade,
    InstrumentId Instrument,
    TradingDate Day,
    Price Price,
    Quantity Lots,
    AccountId Buyer,
    Quantity BuyerOpened,
    AccountId Seller,
    Quantity SellerOpened,
    TradeOrigin Origin
)
{
    /// <summary>Lots that are gone on both sides.</summary>
    public long Gone => Lots.Lots - BuyerOpened.Lots - SellerOpened.Lots;

    /// <summary>The same as a trade without orders, for those who list trades.</summary>
    public Traded AsTrade() =>
        new(
            Trade,
            Instrument,
            Price,
            Lots,
            default,
            Buyer,
            default,
            default,
            Seller,
            default,
            Side.None,
            Origin,
            BuyerOpened,
            SellerOpened
        );
}

/// <summary>One side of one month was auctioned.</summary>
/// <param name="Bidders">Buy: longs of the defaulter were given away.</param>
/// <param name="Price">For all who won; zero when nothing was sold.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DefaultAuctioned(
    int Member,
    InstrumentId Instrument,
    Side Bidders,
    Quantity Offered,
    Quantity Sold,
    Price Price
);

/// <summary>A member bid for less than it had to (rule DEF-008).</summary>
/// <param name="Member">In default.</param>
/// <param name="Bidder">Who did not bid enough.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct BidMissed(int Member, int Bidder);

/// <summary>A part of a loss was laid on one contributor of one layer (rule DEF-010).</summary>
/// <param name="Member">In default.</param>
/// <param name="Account">Who bears it; zero: the exchange.</param>
/// <param name="Available">What it had in this layer.</param>
/// <param name="Used">Above zero.</param>
/// <param name="Replenish">What of it is to be paid in again.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LayerUsed(
    int Member,
    Currency Currency,
    DefaultLayer Layer,
    AccountId Account,
    Money Available,
    Money Used,
    Money Replenish
);

/// <summary>A loss in one currency is covered (rule DEF-011).</summary>
/// <param name="Owed">What others bore of it: the member owes it.</param>
/// <param name="ReplenishBy">Trading day by which layers that are kept are to be filled again.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DefaultAllocated(
    int Member,
    Currency Currency,
    Money Loss,
    Money Owed,
    TradingDate ReplenishBy
);
