// Steps for what is no price: ratios of two measures, breadth of an offer, a base of 100, spreads of other indices.
namespace Tokenbourse.Model.Specs;

/// <summary>One row per offer: the value of one class over that of another, weighing as much as the latter.</summary>
/// <param name="Of">Class above the line.</param>
/// <param name="To">Class below the line; zero leaves the offer out.</param>
/// <param name="Rest">True: one minus the ratio.</param>
public sealed record RatioStep(string Of, string To, bool Rest) : IndexStep;

/// <summary>100 * sellers with one of the items / all sellers with a row.</summary>
public sealed record OfferedStep(IReadOnlyList<string> Items) : IndexStep;

/// <summary>value * Value / value of the first computed print.</summary>
public sealed record BaseStep(decimal Value) : IndexStep;

/// <summary>What a spread step gives.</summary>
public enum SpreadOf : byte
{
    /// <summary>1 / (H u): GPU-hours for a million tokens.</summary>
    HeatRate = 1,

    /// <summary>S - P / (H u) - other: money for a million tokens.</summary>
    PerMillion = 2,

    /// <summary>u H S - P - other: money for a GPU-hour.</summary>
    PerHour = 3,

    /// <summary>P / S: million tokens for a GPU-hour at which nothing is left.</summary>
    BreakEven = 4,
}

/// <summary>The inference spread and its kin, from the newest prints of other indices.</summary>
/// <param name="Token">Index in money per million tokens; empty where not needed.</param>
/// <param name="Gpu">Index in money per GPU-hour; empty where not needed.</param>
/// <param name="Throughput">Index in million tokens per GPU-hour; empty where not needed.</param>
/// <param name="Utilisation">Share of the hour in which the measured throughput is reached, above 0, up to 1.</param>
/// <param name="Other">Other costs, in the currency, per what is given.</param>
/// <param name="MaxAgeDays">A print that is older is none; rates likewise.</param>
public sealed record SpreadStep(
    SpreadOf Gives,
    string Token,
    string Gpu,
    string Throughput,
    decimal Utilisation,
    decimal Other,
    int MaxAgeDays
) : IndexStep;

/// <summary>Composite: sum over parts of share * print / throughput ratio.</summary>
/// <param name="Parts">Index, its share of the whole, and how many hours of the reference one of its hours is.</param>
/// <param name="MaxAgeDays">A print that is older is none.</param>
public sealed record CompositeStep(IReadOnlyList<CompositePart> Parts, int MaxAgeDays) : IndexStep;

/// <summary>One part of a composite hour.</summary>
public sealed record CompositePart(string Index, decimal Share, decimal Ratio);
