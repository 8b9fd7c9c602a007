// Position limits: what holds in a month, quotas of hedgers, and who holds much or too much.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Who is counted as one trader (rules of position limits).</summary>
public enum TraderKind : byte
{
    None = 0,

    /// <summary>An account that belongs to no control group, or that hedges.</summary>
    Account = 1,

    /// <summary>A control group.</summary>
    Group = 2,

    /// <summary>A clearing member with all its accounts.</summary>
    Member = 3,
}

/// <summary>Gives a hedge account a quota in a contract; takes the place of the one before (rule LIM-006).</summary>
/// <param name="Long">Most lots long in each month, 0 to a billion.</param>
/// <param name="Short">Most lots short in each month.</param>
/// <param name="Through">The last trading day on which it holds.</param>
/// <param name="Proposer">Who applies for it.</param>
/// <param name="Approver">Another person, who approves it.</param>
/// <param name="Reason">Why.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct GrantHedgeQuota(
    AccountId Account,
    Name24 Contract,
    Quantity Long,
    Quantity Short,
    TradingDate Through,
    Name24 Proposer,
    Name24 Approver,
    Name24 Reason
);

/// <summary>A hedge account has a quota.</summary>
/// <param name="Long">Most lots long in each month of the contract.</param>
/// <param name="Short">Most lots short.</param>
/// <param name="Through">The last trading day on which it holds.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct HedgeQuotaGranted(
    AccountId Account,
    Name24 Contract,
    Quantity Long,
    Quantity Short,
    TradingDate Through,
    Name24 Proposer,
    Name24 Approver,
    Name24 Reason
);

/// <summary>The limits of a month from a trading day on (rule LIM-001). Zero lots: no limit.</summary>
/// <param name="Day">The trading day.</param>
/// <param name="Client">Most lots of a client or its control group on a side.</param>
/// <param name="OtherFirm">Of a member that is no futures firm.</param>
/// <param name="FuturesFirm">Of a futures firm with its clients.</param>
/// <param name="Opening">Most lots that a trader may open in a day.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PositionLimitsSet(
    InstrumentId Instrument,
    TradingDate Day,
    Quantity Client,
    Quantity OtherFirm,
    Quantity FuturesFirm,
    Quantity Opening
);

/// <summary>The margin rate of hedge accounts from the next trading day on, where it is not that of all (rule
/// LIM-007).</summary>
/// <param name="Day">The trading day whose clearing set it.</param>
/// <param name="RatePpm">Of the contract value at settlement.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct HedgeRateSet(InstrumentId Instrument, TradingDate Day, int RatePpm);

/// <summary>A trader holds so much of its limit that it has to report (rule LIM-008).</summary>
/// <param name="Day">The trading day that was cleared.</param>
/// <param name="Trader">Number of the account, control group or member.</param>
/// <param name="Side">Buy: lots long.</param>
/// <param name="Due">The trading day on which the report is due.</param>
/// <param name="DueMinute">Until when on that day, minutes after midnight of the calendar's zone.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LargeTraderReported(
    InstrumentId Instrument,
    TradingDate Day,
    TraderKind Kind,
    int Trader,
    Side Side,
    Quantity Lots,
    Quantity Limit,
    TradingDate Due,
    int DueMinute
);

/// <summary>A trader holds more than the limit that holds from now on (rule LIM-009).</summary>
/// <param name="Day">The trading day that was cleared.</param>
/// <param name="Trader">Number of the account, control group or member.</param>
/// <param name="Side">Buy: lots long.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LimitExceeded(
    InstrumentId Instrument,
    TradingDate Day,
    TraderKind Kind,
    int Trader,
    Side Side,
    Quantity Lots,
    Quantity Limit
);
