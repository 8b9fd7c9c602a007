// What a margin under a group came from, and what a shadow rule would ask.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Model.Messages;

/// <summary>The margin of an account's lots in one contract under span, or in one set of scenarios (rule MRG-012).
/// Amounts are minor units; what a rule does not have is zero.</summary>
/// <param name="Day">The day that was cleared.</param>
/// <param name="Contract">Under span; empty for a set of scenarios, which is all of the group in one currency.</param>
/// <param name="Instrument">The month that stands alone because its average has begun; zero: none.</param>
/// <param name="Version">Of the group document that the amounts are from.</param>
/// <param name="Scenario">The first of the worst scenarios, from 1.</param>
/// <param name="Margin">max(scan + inter-month + spot + liquidity + concentration - credit, floor), not below
/// zero.</param>
/// <param name="Asked">With the member's mark-up, rounded up (rule MRG-011).</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginExplained(
    AccountId Account,
    Currency Currency,
    TradingDate Day,
    Name24 Group,
    Name24 Contract,
    InstrumentId Instrument,
    MarginRule Rule,
    int Version,
    int Scenario,
    Money Scan,
    Money InterMonth,
    Money Spot,
    Money Credit,
    Money Liquidity,
    Money Concentration,
    Money Floor,
    Money Margin,
    Money Asked
);

/// <summary>What would be required of an account were each contract with a shadow under that shadow (rule
/// MRG-013).</summary>
/// <param name="Day">The day that was cleared.</param>
/// <param name="Asked">What is required.</param>
/// <param name="Shadow">What would be.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginShadow(
    AccountId Account,
    Currency Currency,
    TradingDate Day,
    Money Asked,
    Money Shadow
);
