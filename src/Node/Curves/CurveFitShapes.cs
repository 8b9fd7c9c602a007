// Fits, components and place spreads as programs read them.
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Curves;

internal sealed record CurveResidualShape(string Contract, string Price, string Fitted, string Ticks);

internal sealed record CurveForwardMonthShape(string Month, int Days, string Mean, string Lowest, string Highest);

internal sealed record CurveForwardShape(string? Why, IReadOnlyList<CurveForwardMonthShape> Months);

/// <param name="Error">Null at a bound, or where the curvature says nothing.</param>
internal sealed record CurveEstimateShape(string Name, string Value, string? Error);

internal sealed record CurveFactorsShape(
    string? Why,
    int Days,
    int Prices,
    string? LogLikelihood,
    bool Converged,
    IReadOnlyList<CurveEstimateShape> Estimates
);

/// <param name="Factors">Null when they were not asked for.</param>
internal sealed record CurveFitsShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    CurveFitShape NelsonSiegel,
    IReadOnlyList<CurveResidualShape> Residuals,
    CurveForwardShape Forward,
    CurveFactorsShape? Factors
);

internal sealed record CurveComponentShape(
    IReadOnlyList<string> Loadings,
    string SharePercent,
    string DeviationPercent
);

internal sealed record CurveComponentsShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    string? Why,
    IReadOnlyList<string> Months,
    IReadOnlyList<CurveComponentShape> Components,
    int Changes,
    bool TooFew,
    string StretchedPercent,
    bool TooStretched
);

internal sealed record CurveLegSpreadShape(
    string First,
    string Second,
    string Day,
    string FirstPrice,
    string SecondPrice,
    string Difference,
    string Ratio
);

internal sealed record CurveInferenceAnswerShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    CurveInferenceShape Inference,
    IReadOnlyList<CurveLegSpreadShape> Generations,
    IReadOnlyList<CurveLegSpreadShape> Regions
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CurveFitsShape))]
[JsonSerializable(typeof(CurveComponentsShape))]
[JsonSerializable(typeof(CurveInferenceAnswerShape))]
internal sealed partial class CurveFitJson : JsonSerializerContext;
