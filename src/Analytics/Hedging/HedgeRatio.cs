// The hedge ratio of a price against an index, by the method that the data allow: the sticky-price guard.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>
/// Estimates hedge ratios. The guard's rule, in order: (1) an own price with fewer moves than make
/// <see cref="HedgeRatioRules.LeastEventSpans"/> spans gives nothing; (2) with at most
/// <see cref="HedgeRatioRules.StickyShare"/> of changes at zero, plain changes; (3) else the error correction's
/// long-run slope, when price and index hang together and half of a gap takes more than
/// <see cref="HedgeRatioRules.SlowDays"/> days to close; (4) else means of months, if there are enough, at most that
/// share of them stands still, and moves of the price lie no more than so many days apart; (5) else Dimson's lags, if
/// the price moves often enough for a window; (6) else the changes from event to event.
/// </summary>
public static class HedgeRatio
{
    private static readonly RatioMethod[] _methods = Enum.GetValues<RatioMethod>();

    /// <summary>Estimates and chooses.</summary>
    /// <exception cref="HedgingException">Malformed rules; a history checks itself when it is made.</exception>
    public static HedgeRatioEstimate Estimate(PairedHistory history, HedgeRatioRules? rules = null)
    {
        rules ??= HedgeRatioRules.Usual;
        HedgingException.Above(nameof(rules.Tau), rules.Tau, 0);
        HedgingException.Above(nameof(rules.SuspectFactor), rules.SuspectFactor, 1);
        HedgingException.NotBelow(nameof(rules.WarmUp), rules.WarmUp, 1);
        HedgingException.Above(nameof(rules.Confidence), rules.Confidence, 0);
        history = history.Without(rules.Without);
        var sticky = Sticky(history);
        var slopes = _methods.ToDictionary(m => m, m => RatioMethods.Estimate(m, history, rules));
        var why = new List<GuardFact>();
        var method = RatioGuard.Choose(history, sticky, slopes, rules, why);
        var tests = history.Count > 1 ? RatioTests.Of(history, sticky, rules) : null;
        var candidates = _methods
            .Where(m => m != RatioMethod.DailyChanges || history.Frequency != Frequency.Month)
            .Select(m => Candidate(m, slopes[m], m == method, history, rules, tests))
            .ToList();
        var verdict = HedgeVerdict.NotEstimable;
        RatioCandidate? chosen = null;
        if (method is not null)
        {
            chosen = candidates.Single(c => c.Chosen);
            verdict = RatioGuard.Judge(chosen, rules, why);
        }

        return new(
            method,
            chosen?.Name ?? "none",
            verdict,
            verdict == HedgeVerdict.Usable ? chosen!.ShrunkSlope : null,
            why,
            rules.Kind,
            history.Count == 0 ? null : history.Dates[0],
            history.Count == 0 ? null : history.Dates[^1],
            sticky,
            candidates,
            rules.Without
        );
    }

    /// <summary>How still both stand.</summary>
    public static StickyFigures Sticky(PairedHistory history)
    {
        var changes = history.Changes(ChangeKind.LogReturns);
        var months = history.Periods(Frequency.Month).Means.Changes(ChangeKind.LogReturns);
        var events = history.Events();
        return new(
            history.Count,
            events.Length,
            changes.ShareOfZeroOwn,
            months.Count == 0 ? Math.Min(1, history.Count) : months.Count + 1,
            months.Count == 0 ? null : months.ShareOfZeroOwn,
            events.Length < 2
                ? null
                : (double)(history.Dates[events[^1]].Days - history.Dates[events[0]].Days) / (events.Length - 1),
            changes.ShareOfZeroIndex
        );
    }

    /// <summary>A method's name as a table shows it.</summary>
    public static string Name(RatioMethod method, Frequency frequency = Frequency.Day) =>
        method switch
        {
            RatioMethod.DailyChanges => frequency == Frequency.Week ? "weekly changes" : "daily changes",
            RatioMethod.MonthlyChanges => "monthly changes",
            RatioMethod.EventAligned => "event aligned",
            RatioMethod.DimsonLags => "Dimson lags",
            _ => "error correction",
        };

    private static RatioCandidate Candidate(
        RatioMethod method,
        MethodSlope slope,
        bool chosen,
        PairedHistory history,
        HedgeRatioRules rules,
        RatioTests? tests
    )
    {
        var frequency = method == RatioMethod.MonthlyChanges ? Frequency.Month : history.Frequency;
        var name = Name(method, frequency);
        var (from, to) =
            slope.Changes.Count == 0
                ? ((Model.Numbers.TradingDate?)null, (Model.Numbers.TradingDate?)null)
                : (slope.Changes.From[0], slope.Changes.To[^1]);
        if (slope.WhyNot is { } whyNot)
            return new(method, name, false, false, whyNot, frequency, slope.N, from, to, slope.Excluded);
        var target = RatioTests.Target(history, rules.Kind);
        var shrunk = Shrinkage.Toward(slope.Slope, slope.Error, rules.Tau * target, target);
        return new(
            method,
            name,
            true,
            chosen,
            null,
            frequency,
            slope.N,
            from,
            to,
            slope.Excluded,
            slope.Slope,
            slope.Error,
            slope.Low,
            slope.High,
            slope.R2,
            shrunk.Slope,
            shrunk.Weight,
            slope.Bandwidth,
            slope.Window,
            tests?.Measure(method, slope.Slope),
            slope.ErrorCorrection
        );
    }
}
