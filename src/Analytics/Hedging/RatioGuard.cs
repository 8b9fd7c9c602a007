// Which method a price's own behaviour allows, and whether what it found carries a hedge.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>The rules of <see cref="HedgeRatio"/>, with the facts that they rest on.</summary>
internal static class RatioGuard
{
    // Ends of an interval may miss by the rounding of doubles.
    private const double Slack = 1e-9;

    public static RatioMethod? Choose(
        PairedHistory history,
        StickyFigures sticky,
        Dictionary<RatioMethod, MethodSlope> slopes,
        HedgeRatioRules rules,
        List<GuardFact> why
    )
    {
        if (rules.Method is { } asked)
            return Asked(asked, history, slopes, why);
        var needed = rules.LeastEventSpans + 1;
        if (sticky.Events < needed)
        {
            why.Add(
                new(
                    "too-few-events",
                    sticky.Events,
                    needed,
                    Invariant($"The own price {Times(sticky.Events)} in {sticky.Observations} observations; ")
                        + Invariant($"{needed} moves are needed. No hedge is proposed on history.")
                )
            );
            return null;
        }

        if (sticky.IndexShareOfZero == 1)
        {
            why.Add(new("index-still", 1, null, "The index never moved. There is nothing to hedge with."));
            return null;
        }

        var share = history.Frequency == Frequency.Month ? sticky.MonthlyShareOfZero ?? 1 : sticky.ShareOfZero;
        if (share <= rules.StickyShare && Plain(history, share, slopes, rules, why) is { } plain)
            return plain;
        if (share > rules.StickyShare)
            why.Add(
                new(
                    "sticky",
                    share,
                    rules.StickyShare,
                    Invariant(
                        $"The own price stands still on {share:0.0%} of observations, over {rules.StickyShare:0%}: "
                    ) + "slopes of single changes lean to zero."
                )
            );
        return Slow(slopes, rules, why)
            ?? Months(sticky, slopes, rules, why)
            ?? Lags(share, slopes, rules, why)
            ?? Events(sticky, slopes, why);
    }

    private static RatioMethod? Asked(
        RatioMethod asked,
        PairedHistory history,
        Dictionary<RatioMethod, MethodSlope> slopes,
        List<GuardFact> why
    )
    {
        var name = HedgeRatio.Name(asked, history.Frequency);
        var whyNot =
            asked == RatioMethod.DailyChanges && history.Frequency == Frequency.Month
                ? "the history has months only"
                : slopes[asked].WhyNot;
        why.Add(
            whyNot is null
                ? new("asked", slopes[asked].N, null, $"The hedger asked for {name}.")
                : new("asked-not-estimable", slopes[asked].N, null, $"The hedger asked for {name}: {whyNot}.")
        );
        return whyNot is null ? asked : null;
    }

    /// <summary>Whether the chosen slope carries a hedge.</summary>
    public static HedgeVerdict Judge(RatioCandidate chosen, HedgeRatioRules rules, List<GuardFact> why)
    {
        var poor = false;
        void Says(bool bad, string code, double? value, double? limit, string words)
        {
            poor |= bad;
            why.Add(new(code, value, limit, words));
        }

        var interval = Invariant($"{chosen.Low:0.00} to {chosen.High:0.00}");
        if (chosen.Low <= 0)
            Says(
                true,
                "slope-not-above-zero",
                chosen.Low,
                0,
                Invariant($"The interval of the slope {chosen.Slope:0.00} runs from {interval}, not above zero.")
            );
        var slack = Slack * Math.Abs(chosen.Slope ?? 0);
        if (chosen.ShrunkSlope < chosen.Low - slack || chosen.ShrunkSlope > chosen.High + slack)
            Says(
                true,
                "belief-against-data",
                chosen.ShrunkSlope,
                null,
                Invariant($"The shrunk slope {chosen.ShrunkSlope:0.00} lies outside the interval of the raw one, ")
                    + $"{interval}: what is believed and what is seen do not agree."
            );
        if (chosen.Effectiveness is { OutOfSampleShrunk: { } outside } figures)
            Says(
                outside < rules.LeastEffect,
                outside < rules.LeastEffect ? "too-little-effect" : "effect",
                outside,
                rules.LeastEffect,
                Invariant($"Hedged at what was known before, {figures.Tests} changes {Word(figures)} ")
                    + (outside > 0 ? Invariant($"lost {outside:0.0%} of their variance") : "gained variance")
                    + Invariant($"; {rules.LeastEffect:0%} are asked for.")
            );
        else
            Says(
                chosen.R2 < rules.LeastUntestedR2,
                chosen.R2 < rules.LeastUntestedR2 ? "untested-and-loose" : "untested",
                chosen.R2,
                rules.LeastUntestedR2,
                "There are too few changes to test the ratio on changes that it was not made from; "
                    + Invariant(
                        $"its own fit has an R² of {chosen.R2:0.00}, {rules.LeastUntestedR2:0.00} are asked for."
                    )
            );
        if (!poor)
            return HedgeVerdict.Usable;
        Says(
            true,
            "poor",
            null,
            null,
            "The hedge is poor: no ratio is proposed on history. A cost that a contract writes on the index needs none."
        );
        return HedgeVerdict.Poor;
    }

    private static RatioMethod? Plain(
        PairedHistory history,
        double share,
        Dictionary<RatioMethod, MethodSlope> slopes,
        HedgeRatioRules rules,
        List<GuardFact> why
    )
    {
        var method = history.Frequency == Frequency.Month ? RatioMethod.MonthlyChanges : RatioMethod.DailyChanges;
        if (slopes[method].WhyNot is { } whyNot)
        {
            why.Add(new("plain-not-estimable", slopes[method].N, null, Invariant($"Plain changes: {whyNot}.")));
            return null;
        }

        why.Add(
            new(
                "not-sticky",
                share,
                rules.StickyShare,
                Invariant(
                    $"The own price stands still on {share:0.0%} of observations, not over {rules.StickyShare:0%}: "
                ) + $"{HedgeRatio.Name(method, history.Frequency)}."
            )
        );
        return method;
    }

    private static RatioMethod? Slow(
        Dictionary<RatioMethod, MethodSlope> slopes,
        HedgeRatioRules rules,
        List<GuardFact> why
    )
    {
        // A long run needs a long history: as long as monthly changes need.
        if (
            slopes[RatioMethod.MonthlyChanges].WhyNot is null
            && slopes[RatioMethod.ErrorCorrection].ErrorCorrection
                is { Accepted: true, HalfLifeDays: { } days } corrected
            && days > rules.SlowDays
        )
        {
            why.Add(
                new(
                    "slow-adjustment",
                    days,
                    rules.SlowDays,
                    "Price and index hang together (unit root of the residual rejected at 5 %), and half of a gap "
                        + Invariant($"closes in {days:0} days, over {rules.SlowDays:0}: neighbouring months catch a ")
                        + Invariant($"part, the long-run slope all of it (g = {corrected.Adjustment:0.0000}).")
                )
            );
            return RatioMethod.ErrorCorrection;
        }

        return null;
    }

    private static RatioMethod? Months(
        StickyFigures sticky,
        Dictionary<RatioMethod, MethodSlope> slopes,
        HedgeRatioRules rules,
        List<GuardFact> why
    )
    {
        var months = slopes[RatioMethod.MonthlyChanges];
        if (months.WhyNot is { } whyNot)
        {
            why.Add(new("months-not-estimable", months.N, rules.LeastMonths, Invariant($"Months: {whyNot}.")));
            return null;
        }

        var still = sticky.MonthlyShareOfZero ?? 1;
        if (still > rules.StickyShare)
        {
            why.Add(
                new(
                    "months-sticky",
                    still,
                    rules.StickyShare,
                    Invariant($"Means of months stand still too, {still:0.0%} of them.")
                )
            );
            return null;
        }

        if (sticky.MeanGapDays > rules.SlowDays)
        {
            why.Add(
                new(
                    "moves-far-apart",
                    sticky.MeanGapDays,
                    rules.SlowDays,
                    Invariant($"Its moves lie {sticky.MeanGapDays:0} days apart, over {rules.SlowDays:0}: ")
                        + "neighbouring months catch a part of what the index did in between."
                )
            );
            return null;
        }

        why.Add(
            new(
                "months",
                months.N,
                rules.LeastMonths,
                Invariant($"{months.N} changes between means of months, {still:0.0%} of them zero: monthly changes.")
            )
        );
        return RatioMethod.MonthlyChanges;
    }

    private static RatioMethod? Lags(
        double share,
        Dictionary<RatioMethod, MethodSlope> slopes,
        HedgeRatioRules rules,
        List<GuardFact> why
    )
    {
        var dimson = slopes[RatioMethod.DimsonLags];
        if (share > rules.DimsonShare || dimson.WhyNot is not null)
            return null;
        why.Add(
            new(
                "lags",
                share,
                rules.DimsonShare,
                Invariant(
                    $"It moves often enough ({1 - share:0.0%} of observations) for a window of {dimson.Window} before "
                ) + "and after: Dimson lags."
            )
        );
        return RatioMethod.DimsonLags;
    }

    private static RatioMethod? Events(
        StickyFigures sticky,
        Dictionary<RatioMethod, MethodSlope> slopes,
        List<GuardFact> why
    )
    {
        if (slopes[RatioMethod.EventAligned].WhyNot is { } whyNot)
        {
            why.Add(
                new("events-not-estimable", sticky.Events, null, Invariant($"Events: {whyNot}. No hedge is proposed."))
            );
            return null;
        }

        why.Add(
            new(
                "events",
                sticky.Events,
                null,
                Invariant($"{sticky.Events} moves of the own price, each against the index since the move before: ")
                    + "event aligned."
            )
        );
        return RatioMethod.EventAligned;
    }

    private static string Times(int count) =>
        count switch
        {
            0 => "never moved",
            1 => "moved once",
            _ => Invariant($"moved {count} times"),
        };

    private static string Word(EffectivenessFigures figures)
    {
        var what = figures.Period switch
        {
            Frequency.Month => "of monthly means",
            Frequency.Week => "of weekly means",
            _ => "of single observations",
        };
        return figures.Horizon == 1 ? what : Invariant($"{what} over {figures.Horizon} periods (they overlap)");
    }
}
