// What became of lots: closed ones one by one, held ones at each settlement.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>A trade closed a lot or a part of one (rule POS-001).</summary>
/// <param name="Trade">The trade that closed it.</param>
/// <param name="Side">Of the lot: Buy for a long one.</param>
/// <param name="OpenTrade">The trade that opened it; zero: it was opened before release 2.</param>
/// <param name="OpenDay">The trading day of that trade; day zero when it is not known.</param>
/// <param name="PositionPrice">What the day's result runs from: the open price today, S0 later.</param>
/// <param name="IsToday">1: opened on the day on which it was closed.</param>
/// <param name="ByDate">Result from the position price, fees not counted.</param>
/// <param name="ByTrade">Result from the open price, fees not counted.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LotClosed(
    TradeId Trade,
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    TradeId OpenTrade,
    TradingDate OpenDay,
    Quantity Lots,
    Price OpenPrice,
    Price PositionPrice,
    Price ClosePrice,
    byte IsToday,
    Money ByDate,
    Money ByTrade
);

/// <summary>Two positions were reduced against each other at the limit price (rule RED-001). Both sides close; no order
/// stands behind it, and it counts neither as volume nor as a last price.</summary>
/// <param name="Trade">Counts on from the trades of orders.</param>
/// <param name="Buyer">Gives up short lots.</param>
/// <param name="Seller">Gives up long lots; the buyer itself where an account's own lots are netted.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ForcedReduced(
    TradeId Trade,
    InstrumentId Instrument,
    TradingDate Day,
    Price Price,
    Quantity Lots,
    AccountId Buyer,
    Money BuyerFee,
    AccountId Seller,
    Money SellerFee
)
{
    /// <summary>The same as a trade without orders, for those who list trades.</summary>
    public Traded AsTrade() =>
        new(
            Trade,
            Instrument,
            Price,
            Lots,
            default,
            Buyer,
            BuyerFee,
            default,
            Seller,
            SellerFee,
            Side.None,
            TradeOrigin.ForcedReduction
        );
}

/// <summary>A position at settlement in both books (rule POS-005).</summary>
/// <param name="Long">Lots held long at the close; on the last day those that ended with it.</param>
/// <param name="ClosedByDate">Result by date of what was closed today.</param>
/// <param name="ClosedByTrade">The same by trade.</param>
/// <param name="HeldByDate">Result of the day of the lots held.</param>
/// <param name="FloatByTrade">Result since they were opened of the lots held.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PositionMarked(
    AccountId Account,
    InstrumentId Instrument,
    TradingDate Day,
    Quantity Long,
    Quantity Short,
    Money ClosedByDate,
    Money ClosedByTrade,
    Money HeldByDate,
    Money FloatByTrade
)
{
    /// <summary>Something was held, or the day came to something.</summary>
    public bool IsAnything =>
        (Long.Lots | Short.Lots | ClosedByDate.Minor | ClosedByTrade.Minor | HeldByDate.Minor | FloatByTrade.Minor)
        != 0;
}
