// What participants and operators ask of the market: blittable, packed, their layout is their bytes.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Time passed and nobody spoke: the machine does what its calendar owes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Tick(byte Reserved);

/// <summary>Cash into (above zero) or out of (below zero) an account. The reference makes a repeat harmless.</summary>
/// <param name="Amount">Minor units; not zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoveCash(AccountId Account, Currency Currency, Money Amount, Name24 Reference);

/// <summary>Buy or sell so many lots.</summary>
/// <param name="Price">Limit in ticks; zero for orders without a limit (market, market-to-limit, stop).</param>
/// <param name="Quantity">All lots, hidden ones included.</param>
/// <param name="SelfMatch">What happens when it would meet an order of its own control group.</param>
/// <param name="StopPrice">Ticks at which a stop wakes; zero for others.</param>
/// <param name="Display">Lots that others see at a time (iceberg); zero: all of them.</param>
/// <param name="Minimum">Lots that must trade at once, else nothing does; fill-and-kill only; zero: none.</param>
/// <param name="Expires">Last trading day of a good-till-date order; else zero.</param>
/// <param name="ValidUntil">Refused when it reaches the market later than this; zero: no bound.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PlaceOrder(
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    Price Price,
    Quantity Quantity,
    ClientOrderId ClientOrderId,
    OrderFlags Flags = OrderFlags.None,
    SelfMatch SelfMatch = SelfMatch.AsContract,
    Price StopPrice = default,
    Quantity Display = default,
    Quantity Minimum = default,
    TradingDate Expires = default,
    Instant ValidUntil = default
);

/// <summary>Take an order of one's own off the book.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelOrder(AccountId Account, OrderId Order, Instant ValidUntil = default);

/// <summary>Change limit and size of a live order. Same price and fewer lots keeps its place; anything else goes to the
/// back.</summary>
/// <param name="Price">The limit from now on; zero for a stop without a limit.</param>
/// <param name="Quantity">All lots of the order from now on, those traded included.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AmendOrder(
    AccountId Account,
    OrderId Order,
    Price Price,
    Quantity Quantity,
    Instant ValidUntil = default
);

/// <summary>Take many orders off at once.</summary>
/// <param name="Scope">Of the account alone, or of every account of its control group.</param>
/// <param name="Side">One side; None for both.</param>
/// <param name="Instrument">One instrument; zero for all.</param>
/// <param name="Contract">One contract's months; empty for all.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MassCancel(
    AccountId Account,
    CancelScope Scope,
    Side Side,
    InstrumentId Instrument,
    Name24 Contract,
    Instant ValidUntil = default
);

/// <summary>One two-sided quote. Lots zero: that side is withdrawn.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct QuoteEntry(
    InstrumentId Instrument,
    Price BidPrice,
    Quantity BidLots,
    Price AskPrice,
    Quantity AskLots
);

/// <summary>Room for the entries of a mass quote.</summary>
[System.Runtime.CompilerServices.InlineArray(Length)]
public struct QuoteEntries : IEquatable<QuoteEntries>
{
    public const int Length = 8;
    private QuoteEntry _first;

    public readonly bool Equals(QuoteEntries other) =>
        ((ReadOnlySpan<QuoteEntry>)this).SequenceEqual((ReadOnlySpan<QuoteEntry>)other);

    public override readonly bool Equals(object? obj) => obj is QuoteEntries other && Equals(other);

    public override readonly int GetHashCode() => this[0].GetHashCode();

    public override readonly string ToString() => string.Join(", ", ((ReadOnlySpan<QuoteEntry>)this).ToArray());

    public static bool operator ==(QuoteEntries left, QuoteEntries right) => left.Equals(right);

    public static bool operator !=(QuoteEntries left, QuoteEntries right) => !left.Equals(right);
}

/// <summary>Replace an account's quotes in 1 to 8 instruments. Each entry is taken or refused alone.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PlaceQuotes(
    AccountId Account,
    ClientOrderId ClientOrderId,
    byte Count,
    QuoteEntries Entries,
    Instant ValidUntil = default
);

/// <summary>A market maker's protection in one contract; sending it again also frees frozen quotes.</summary>
/// <param name="WindowMilliseconds">1 to 3,600,000.</param>
/// <param name="MostLots">Quotes of the account in the contract leave when this many of their lots traded in a window;
/// zero: off.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetProtection(
    AccountId Account,
    Name24 Contract,
    int WindowMilliseconds,
    Quantity MostLots
);

/// <summary>Close a position and open as much on the other side, all at once or not at all.</summary>
/// <param name="Price">Limit in ticks; zero: at the market.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ReversePosition(
    AccountId Account,
    InstrumentId Instrument,
    Price Price,
    ClientOrderId ClientOrderId,
    Instant ValidUntil = default
);

/// <summary>An operator halts an instrument, lets orders only leave, or lets it go on.</summary>
/// <param name="State">Halted, CancelOnly, ResumptionAuction or Continuous (back to the calendar's phase).</param>
/// <param name="Seconds">Length of a resumption auction, 1 to 3,600; else zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetTradingState(InstrumentId Instrument, TradingPhase State, int Seconds, Name24 Cause);

/// <summary>One print of an index, brought by the bridge from the prints log, once.</summary>
/// <param name="Index">The index.</param>
/// <param name="Day">The day that the print is for.</param>
/// <param name="Value">The value times 10^Decimals.</param>
/// <param name="Decimals">Decimals of the value, 0 to 9.</param>
/// <param name="Tier">Fallback tier: 1 is the full methodology.</param>
/// <param name="PrintSequence">Its sequence on the prints log.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SubmitPrint(
    Name24 Index,
    TradingDate Day,
    long Value,
    byte Decimals,
    byte Tier,
    long PrintSequence
);

/// <summary>Settle a trading day of a calendar: prices, variation margin, expiry, margin, next day's bands and
/// listings.</summary>
/// <param name="Calendar">Number of the calendar, in the order of definition from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SettleDay(int Calendar, TradingDate Day);
