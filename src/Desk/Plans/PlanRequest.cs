// What a plan is made from, and the assumptions that a treasurer may change.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Desk.Exposures;

namespace Tokenbourse.Desk.Plans;

/// <summary>Paying now for the volume to come.</summary>
/// <param name="Discount">Of the futures price, what a seller grants for money now, 0 to 1.</param>
/// <param name="Financing">Yearly rate at which the hedger has that money, simple interest.</param>
public sealed record PrepayTerms(decimal Discount, decimal Financing)
{
    /// <summary>Five percent off, money at six percent: assumptions, printed as such.</summary>
    public static readonly PrepayTerms Usual = new(0.05m, 0.06m);
}

/// <summary>Assumptions of a plan; each is printed with it.</summary>
public sealed record PlanOptions
{
    /// <summary>Where all chance comes from.</summary>
    public ulong Seed { get; init; } = 7;

    /// <summary>Even, 2 to 1,000,000.</summary>
    public int Paths { get; init; } = 10_000;

    /// <summary>One or two; the digits do not depend on it.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Programme currency for one unit of the contract's; 1 where they are the same.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>Programme currency for one unit of the cross contract's; null: not given.</summary>
    public decimal? CrossRate { get; init; }

    /// <summary>Parameters of the two factors; null: from the index's history, the split by assumption.</summary>
    public TwoFactorParameters? Factors { get; init; }

    /// <summary>Where the factors come from, when they are given.</summary>
    public string FactorsWords { get; init; } = "given";

    /// <summary>Listed months that a stack is held in.</summary>
    public int StackMonths { get; init; } = 1;

    /// <summary>Calendar days before a contract's averaging begins on which a stack leaves it.</summary>
    public int RollDays { get; init; } = 5;

    /// <summary>Standard deviation of a month's volume around its path.</summary>
    public double VolumeDeviation { get; init; } = 0.05;

    /// <summary>Correlation of volume with the price.</summary>
    public double VolumeCorrelation { get; init; }

    /// <summary>Which history the hedge ratio is estimated from, and which changes.</summary>
    public RatioAsked Ratio { get; init; } = RatioAsked.Anything;

    /// <summary>Paying now.</summary>
    public PrepayTerms Prepay { get; init; } = PrepayTerms.Usual;

    /// <summary>Half spread in ticks where the book shows none.</summary>
    public int HalfSpreadTicks { get; init; } = 2;
}

/// <summary>All that a plan is made from.</summary>
/// <param name="Programme">Whose.</param>
/// <param name="Exposure">What is exposed.</param>
/// <param name="Market">The contract's market.</param>
/// <param name="Policy">What is allowed.</param>
/// <param name="Cross">Another contract's market for a cross hedge; null: none.</param>
/// <param name="Own">The hedger's own price by day, contract quote; empty: none was given.</param>
/// <param name="Options">Assumptions.</param>
public sealed record PlanRequest(
    HedgeProgramme Programme,
    ExposureTable Exposure,
    MarketSnapshot Market,
    HedgePolicy Policy,
    MarketSnapshot? Cross,
    IReadOnlyList<IndexDay> Own,
    PlanOptions Options
);

/// <summary>A plan cannot be made of these documents: which, where, what stands there, and the rule.</summary>
public sealed class PlanException(string message) : Exception(message);
