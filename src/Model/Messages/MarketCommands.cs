// What participants and operators ask of the market: blittable, packed, their layout is their bytes.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>How the price of an order is meant.</summary>
public enum OrderType : byte
{
    None = 0,

    /// <summary>At this price or better.</summary>
    Limit = 1,

    /// <summary>At once at the best there is inside the price band; what is left over is cancelled.</summary>
    Market = 2,
}

/// <summary>How long an order lives.</summary>
public enum TimeInForce : byte
{
    None = 0,

    /// <summary>Until the close of the trading day.</summary>
    Day = 1,

    /// <summary>What cannot trade at once is cancelled (FAK, IOC).</summary>
    FillAndKill = 2,

    /// <summary>All at once or nothing (FOK).</summary>
    FillOrKill = 3,
}

/// <summary>Time passed and nobody spoke: the machine does what its calendar owes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Tick(byte Reserved);

/// <summary>Cash into (above zero) or out of (below zero) an account. The reference makes a repeat harmless.</summary>
/// <param name="Amount">Minor units; not zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoveCash(AccountId Account, Currency Currency, Money Amount, Name24 Reference);

/// <summary>Buy or sell so many lots.</summary>
/// <param name="Price">Limit in ticks; zero for a market order.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PlaceOrder(
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    Price Price,
    Quantity Quantity,
    ClientOrderId ClientOrderId
);

/// <summary>Take an order of one's own off the book.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelOrder(AccountId Account, OrderId Order);

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

/// <summary>Settle a trading day of a calendar: prices, variation margin, expiry, margin, next day's bands and listings.</summary>
/// <param name="Calendar">Number of the calendar, in the order of definition from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SettleDay(int Calendar, TradingDate Day);
