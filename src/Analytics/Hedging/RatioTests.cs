// The same yardstick for every method: the next month's change, hedged at what the method said before it.
namespace Tokenbourse.Analytics.Hedging;

/// <summary>The changes that methods are compared on.</summary>
internal sealed class RatioTests
{
    private const int LeastWeeks = 20;

    private const double DaysOfMonth = 365.25 / 12;

    // Ratios of short histories are made anew at most so often.
    private const int MostRefits = 60;

    private readonly PairedHistory _history;
    private readonly HedgeRatioRules _rules;
    private readonly HedgeRatioRules _early;
    private readonly Frequency _period;
    private readonly int _horizon;
    private readonly PairedChanges _changes;
    private readonly int[] _known;

    private RatioTests(
        PairedHistory history,
        HedgeRatioRules rules,
        int horizon,
        Frequency period,
        PairedHistory means,
        int[] known
    )
    {
        (_history, _rules, _horizon, _known, _period) = (history, rules, horizon, known, period);
        _changes = means.Changes(rules.Kind, horizon);
        // A test may begin with fewer months than a proposal needs: an early ratio that is bad shows as such.
        _early = rules with
        {
            LeastMonths = Math.Min(rules.LeastMonths, rules.WarmUp),
        };
    }

    /// <summary>Means of months where there are enough, else of weeks, else single observations.</summary>
    public static RatioTests Of(PairedHistory history, StickyFigures sticky, HedgeRatioRules rules)
    {
        var (means, known) = history.Periods(Frequency.Month);
        if (means.Count > rules.LeastMonths || history.Frequency == Frequency.Month)
            return new(history, rules, Horizon(sticky, rules, DaysOfMonth), Frequency.Month, means, known);
        if (history.Frequency == Frequency.Day)
        {
            var (weeks, knownWeeks) = history.Periods(Frequency.Week);
            if (weeks.Count > LeastWeeks)
                return new(history, rules, Horizon(sticky, rules, 7), Frequency.Week, weeks, knownWeeks);
        }

        var spacing = (double)(history.Dates[^1].Days - history.Dates[0].Days) / (history.Count - 1);
        return new(
            history,
            rules,
            Horizon(sticky, rules, spacing),
            history.Frequency,
            history,
            [.. Enumerable.Range(1, history.Count)]
        );
    }

    /// <summary>
    /// Who hedges a price that moves every so often waits for it to move; over a shorter time no ratio could work.
    /// </summary>
    private static int Horizon(StickyFigures sticky, HedgeRatioRules rules, double days) =>
        rules.Horizon
        ?? (
            sticky.ShareOfZero > rules.StickyShare && sticky.MeanGapDays is { } gap
                ? Math.Clamp((int)Math.Ceiling(2 * gap / days), 1, rules.MostHorizon)
                : 1
        );

    public EffectivenessFigures Measure(RatioMethod method, double slope)
    {
        var inSample = Effectiveness.Of(_changes.Own, _changes.Index, slope);
        var (whole, raw, shrunk) = (new List<double>(), new List<double>(), new List<double>());
        var step = 1 + ((_changes.Count - _rules.WarmUp) / MostRefits);
        MethodSlope? held = null;
        var target = 1.0;
        for (var t = _rules.WarmUp; t < _changes.Count; t++)
        {
            // Change t begins with period t: what is known is everything up to the end of period t.
            if ((t - _rules.WarmUp) % step == 0)
            {
                var past = _history.Until(_known[t]);
                held = RatioMethods.Estimate(method, past, _early);
                target = Target(past, _rules.Kind);
            }

            if (held is not { WhyNot: null } estimate)
                continue;
            var drawn = Shrinkage.Toward(estimate.Slope, estimate.Error, _rules.Tau * target, target);
            whole.Add(_changes.Own[t]);
            raw.Add(_changes.Own[t] - (estimate.Slope * _changes.Index[t]));
            shrunk.Add(_changes.Own[t] - (drawn.Slope * _changes.Index[t]));
        }

        var enough = whole.Count >= _rules.LeastTests;
        return new(
            _period,
            _horizon,
            inSample,
            whole.Count,
            enough ? Effectiveness.Reduction(whole, raw) : null,
            enough ? Effectiveness.Reduction(whole, shrunk) : null
        );
    }

    /// <summary>One for one in value: 1 for returns, own price over index for levels.</summary>
    public static double Target(PairedHistory history, ChangeKind kind) =>
        kind == ChangeKind.LogReturns ? 1 : history.Own[^1] / history.Index[^1];
}
