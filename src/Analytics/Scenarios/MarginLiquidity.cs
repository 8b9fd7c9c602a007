// The cash that a hedge may ask for while it works: margin calls against the treasury's cap.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>Quantiles of cash, in the futures' money.</summary>
/// <param name="Confidence">Of the quantiles.</param>
/// <param name="WindowDays">Trading days of the stretch.</param>
/// <param name="WorstOutflow">Most variation paid, net, from today to any moment.</param>
/// <param name="WorstWindow">Most variation paid, net, within any stretch of the window.</param>
/// <param name="InitialToday">Initial margin of today's positions.</param>
/// <param name="MostInitial">Most initial margin at any moment.</param>
/// <param name="InitialRise">By how much that is more than today's.</param>
/// <param name="WindowNeed">Stretch and rise together: quantile of the one plus quantile of the other, so on the safe
/// side.</param>
/// <param name="MostNeed">Most money tied up at one moment: variation paid so far and initial margin, jointly by
/// path.</param>
/// <param name="Cap">The treasury's cap; null: none stated.</param>
/// <param name="BeyondCap">Chance that more is tied up at some moment than the cap.</param>
/// <param name="Variation">Fan of variation received up to each month's end.</param>
public sealed record LiquidityReport(
    double Confidence,
    int WindowDays,
    Estimate WorstOutflow,
    Estimate WorstWindow,
    double InitialToday,
    Estimate MostInitial,
    Estimate InitialRise,
    Estimate WindowNeed,
    Estimate MostNeed,
    double? Cap,
    Estimate? BeyondCap,
    IReadOnlyList<(ContractMonth Month, Fan Fan)> Variation
)
{
    /// <summary>Does the need at that confidence fit under the cap? Null without a cap.</summary>
    public bool? WithinCap => Cap is { } cap ? MostNeed.Value <= cap : null;
}

/// <summary>Makes the report; keeps its arrays between calls, one caller at a time.</summary>
public sealed class MarginLiquidity
{
    private readonly SampleFigures _figures = new();
    private double[] _values = [];

    /// <param name="set">A run whose model has a hedge and margin terms.</param>
    /// <param name="confidence">Above 0.5 and below 1.</param>
    /// <param name="cap">Above 0, or null.</param>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public LiquidityReport Of(PathSet set, double confidence = 0.99, double? cap = null)
    {
        if (confidence is not (> 0.5 and < 1))
            throw new ArgumentException($"confidence {confidence}: must be above 0.5 and below 1");
        if (cap is not null and not > 0)
            throw new ArgumentException($"liquidity cap {cap}: must be above 0");
        if (_values.Length < set.Paths)
            _values = new double[set.Paths];
        var model = set.Model;
        var today = model
            .Hedge.Legs.Where(leg => leg.Enter is null)
            .GroupBy(leg => leg.Contract)
            .Sum(group => Math.Abs(group.Sum(leg => leg.Quantity)) * model.Curve[group.Key].Price);
        var initialToday = model.Margin.InitialRate * today;
        var outflow = Take(set.WorstOutflow).QuantileWithError(confidence);
        var window = Take(set.WorstWindow).QuantileWithError(confidence);
        var initial = Take(set.MostInitial).QuantileWithError(confidence);
        var rise = initial with { Value = initial.Value - initialToday };
        var need = Take(set.WorstNeed).QuantileWithError(confidence);
        var beyond = cap is { } level ? _figures.ShareAbove(level) : (Estimate?)null;
        var fans = new (ContractMonth, Fan)[set.Months];
        for (var m = 0; m < fans.Length; m++)
            fans[m] = (model.Curve[m].Month, Take(set.Variation(m)).Fan());
        return new(
            confidence,
            model.Margin.WindowDays,
            outflow,
            window,
            initialToday,
            initial,
            rise,
            new(window.Value + rise.Value, window.Error + rise.Error),
            need,
            cap,
            beyond,
            fans
        );
    }

    private SampleFigures Take(ReadOnlySpan<double> values)
    {
        values.CopyTo(_values);
        return _figures.Of(_values.AsMemory(0, values.Length));
    }
}
