// Fits, components and place spreads as programs read them.
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Curves;

internal sealed record CurveResidualShape(string Contract, string Price, string Fitted, string Ticks);

internal sealed record CurveForwardMonthShape(string Month, int Days, string Mean, string Lowest, string Highest);

internal sealed record CurveForwardShape(string? Why, IReadOnlyList<CurveForwardMonthShape> Months);

/// <param name="Error">Null at a bound, or where the curvature says nothing.</param>
internal sealed record CurveEstimateShape(string Name, string Value, string? Error);

/// <summary>Chi in percent; the equilibrium price is e to the power of xi.</summary>
internal sealed record CurveFactorDayShape(string Day, string ChiPercent, string Equilibrium);

/// <param name="Errors">By maturity: root mean square error in percent, and the p of a Ljung-Box test; null: too few
/// days for it.</param>
internal sealed record CurveFactorErrorShape(string Maturity, int Prices, string RmsePercent, string? WhiteP);

internal sealed record CurveFactorsShape(
    string? Why,
    int Days,
    int LeastDays,
    int Prices,
    string? LogLikelihood,
    bool Converged,
    IReadOnlyList<CurveEstimateShape> Estimates,
    IReadOnlyList<CurveFactorErrorShape> Errors,
    IReadOnlyList<CurveFactorDayShape> Factors
);

internal sealed record CurveDynamicDayShape(string Day, string Level, string Slope, string Curvature, string RmseTicks);

/// <summary>How a beta comes back to its mean from day to day.</summary>
internal sealed record CurveReversionShape(string Beta, string Mean, string Persistence, string Noise);

/// <summary>One lambda over the whole history.</summary>
internal sealed record CurveDynamicShape(
    string? Why,
    int LeastDays,
    string? Lambda,
    IReadOnlyList<CurveReversionShape> Reversions,
    IReadOnlyList<CurveDynamicDayShape> Days
);

/// <param name="Dynamic">With <paramref name="Factors"/>: both look at the whole history.</param>
/// <param name="Factors">Null when they were not asked for.</param>
internal sealed record CurveFitsShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    CurveFitShape NelsonSiegel,
    IReadOnlyList<CurveResidualShape> Residuals,
    CurveForwardShape Forward,
    CurveDynamicShape? Dynamic,
    CurveFactorsShape? Factors
);

internal sealed record CurveComponentShape(
    IReadOnlyList<string> Loadings,
    string SharePercent,
    string DeviationPercent
);

internal sealed record CurveScoreDayShape(string Day, IReadOnlyList<string> Percents);

/// <summary>A contract's price after a component moved by two deviations of a day, everything else as it is.</summary>
internal sealed record CurveScenarioShape(string Contract, int Component, string Down, string Up);

internal sealed record CurveComponentsShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    string? Why,
    IReadOnlyList<string> Months,
    IReadOnlyList<CurveComponentShape> Components,
    int Changes,
    int FewChanges,
    bool TooFew,
    string StretchedPercent,
    bool TooStretched,
    IReadOnlyList<CurveScoreDayShape> Scores,
    IReadOnlyList<CurveScenarioShape> Scenarios
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

/// <param name="Month">The nearest that both curves list on the day.</param>
internal sealed record CurveInferencePastShape(
    string Day,
    string Month,
    string PerMillion,
    string PerHour,
    string BreakEven
);

/// <param name="Past">Every settled day at the rate and the throughput of the newest.</param>
internal sealed record CurveInferenceAnswerShape(
    string Contract,
    string Day,
    string Source,
    bool Simulated,
    CurveInferenceShape Inference,
    IReadOnlyList<CurveLegSpreadShape> Generations,
    IReadOnlyList<CurveLegSpreadShape> Regions,
    IReadOnlyList<CurveInferencePastShape> Past
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CurveFitsShape))]
[JsonSerializable(typeof(CurveComponentsShape))]
[JsonSerializable(typeof(CurveInferenceAnswerShape))]
internal sealed partial class CurveFitJson : JsonSerializerContext;
