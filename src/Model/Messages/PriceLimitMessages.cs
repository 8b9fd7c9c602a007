// Other price limits for the rest of a trading day, ordered by two people.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Two people set another price limit for the rest of the trading day (rule BND-003).</summary>
/// <param name="Contract">Whose months.</param>
/// <param name="Instrument">One of its months; zero: all of them.</param>
/// <param name="LimitPpm">The share of the previous settlement up and down, parts per million.</param>
/// <param name="Proposer">Who proposed it.</param>
/// <param name="Approver">Who approved it: another person.</param>
/// <param name="Reason">Why.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetPriceLimits(
    Name24 Contract,
    InstrumentId Instrument,
    int LimitPpm,
    Name24 Proposer,
    Name24 Approver,
    Name24 Reason
);

/// <summary>It was set; the <see cref="BandSet"/> of each month and spread whose band it moves follow.</summary>
/// <param name="Day">The trading day at whose end it is over.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PriceLimitsSet(
    Name24 Contract,
    InstrumentId Instrument,
    TradingDate Day,
    int LimitPpm,
    Name24 Proposer,
    Name24 Approver,
    Name24 Reason
);
