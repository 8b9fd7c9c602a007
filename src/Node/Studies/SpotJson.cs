// The spot study as JSON: everything, with the seeds that made it; what is not a number as null.
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>The whole study.</summary>
/// <param name="Simulated">Always true: no market, price or participant in it is real but under <c>measured</c>.
/// </param>
/// <param name="Measured">Public data; null when no folder was given.</param>
/// <param name="Simulation">The same measures of the simulated markets, the mean over paths.</param>
internal sealed record SpotReport(
    bool Simulated,
    SpotQuestion Question,
    SpotMeasured? Measured,
    SpotMeasured Simulation,
    IReadOnlyList<SpotHedgeLine> Hedges,
    IReadOnlyList<SpotVariantLine> Sensitivities,
    SpotAttackReport? Attacks,
    SpotExample? Example
)
{
    /// <summary>The bar that the first two kinds of buyers are held against.</summary>
    public double Bar { get; } = SpotFigure.Bar;
}

/// <summary>One path to look at: the first seed's.</summary>
/// <param name="Day">First day of the daily series.</param>
/// <param name="Week">Hourly prices of a week of the compute market, and what the buyers wanted in lots.</param>
internal sealed record SpotExample(
    string Day,
    double[] Compute,
    double[] Tokens,
    double[] List,
    double[] Week,
    double[] WeekUsage
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(FiniteNumber)]
)]
[JsonSerializable(typeof(SpotReport))]
internal sealed partial class SpotJson : JsonSerializerContext;
