// The curve's studies as programs read them: every figure computed and rounded, as text; percent is a share times 100.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Tokenbourse.Node.Curves;

internal sealed record CurveMonthShape(
    string Symbol,
    string Month,
    string LastTradingDay,
    int Days,
    string? Bid,
    string? Ask,
    string Settlement,
    string? Change,
    string? Fit,
    string? ResidualTicks,
    long? OpenInterest,
    long? Volume,
    string? RollPercent,
    string? KnownPercent
);

internal sealed record CurveRollShape(string Pair, string Near, string Far, string YieldPercent, string CarryPercent);

internal sealed record CurveScarcityShape(
    string Near,
    string Far,
    string FrontPercent,
    string TrendPercent,
    string TrendSource,
    int TrendPoints,
    string? TrendErrorPercent,
    string Percent,
    string NoisePercent,
    string Reading
);

/// <param name="Shape">single, flat, contango, backwardation or mixed.</param>
/// <param name="NoScarcity">Why there is no split; null when there is one.</param>
internal sealed record CurveStateShape(
    string Shape,
    IReadOnlyList<CurveRollShape> Rolls,
    IReadOnlyList<CurveRollShape> Neighbours,
    int Pairs,
    int PairsFalling,
    string? BackwardatedPercent,
    string? Curvature,
    CurveScarcityShape? Scarcity,
    string? NoScarcity,
    IReadOnlyList<string> Averaging
);

internal sealed record CurveSpreadShape(string Near, string Far, string Price, string? Z, int Days);

internal sealed record CurveButterflyShape(string Near, string Middle, string Far, string Price, string? Z, int Days);

internal sealed record CurveSpreadsShape(
    IReadOnlyList<string> Contracts,
    IReadOnlyList<CurveSpreadShape> Spreads,
    IReadOnlyList<CurveButterflyShape> Butterflies,
    int Window,
    int LeastDays
);

/// <param name="State">unknown, normal, tight or short: what the score alone would say.</param>
/// <param name="Reason">missing, short-history or no-scale; null when there is a score.</param>
/// <param name="Why">The same in words.</param>
internal sealed record CurveSignShape(
    string Name,
    string Source,
    string? Value,
    string? Z,
    string State,
    int Days,
    string? Reason,
    string? Why
);

/// <param name="State">unknown, normal, tight or short.</param>
internal sealed record CurveShortageShape(
    string State,
    string? Composite,
    int Available,
    IReadOnlyList<CurveSignShape> Signs
);

internal sealed record CurveInferenceMonthShape(
    string Month,
    string Token,
    string Gpu,
    string TokenPrice,
    string GpuPrice,
    string PerMillion,
    string PerHour,
    string BreakEven
);

internal sealed record CurveLegShape(string Contract, string Exact, long Lots, string Left);

internal sealed record CurveInferenceShape(
    string? Why,
    string Throughput,
    string ThroughputSource,
    string Utilisation,
    string HeatRate,
    string Rate,
    string RateSource,
    string TokenCurrency,
    string GpuCurrency,
    IReadOnlyList<CurveInferenceMonthShape> Months,
    string Millions,
    CurveLegShape? TokenLeg,
    CurveLegShape? GpuLeg,
    string? Spread,
    int SpreadTokenLots,
    int SpreadGpuLots,
    long Spreads
);

/// <param name="Why">Why there is no fit; null when there is one.</param>
internal sealed record CurveFitShape(
    string? Why,
    string? Level,
    string? Slope,
    string? Curvature,
    string? Lambda,
    string? RmseTicks
);

internal sealed record CurvePastShape(
    string Day,
    string Shape,
    string? FrontYieldPercent,
    string? TrendPercent,
    string? ScarcityPercent,
    string? BackwardatedPercent
);

internal sealed record CurveAnalyticsShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    string Currency,
    string Quote,
    string Tick,
    string Index,
    string? IndexDay,
    string? IndexValue,
    IReadOnlyList<CurveMonthShape> Months,
    CurveStateShape? State,
    string? NoState,
    CurveFitShape Fit,
    CurveSpreadsShape Spreads,
    CurveShortageShape Shortage,
    CurveInferenceShape Inference,
    IReadOnlyList<CurvePastShape> History
);

/// <summary>Spelling of the studies: camelCase, nothing left out, Chinese as letters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CurveAnalyticsShape))]
internal sealed partial class CurveJson : JsonSerializerContext
{
    public static CurveJson Wire => Letters.Json;

    // In a class of its own: the order in which two parts of one class begin is not laid down.
    private static class Letters
    {
        public static readonly CurveJson Json = new(
            new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
            {
                Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            }
        );
    }
}
