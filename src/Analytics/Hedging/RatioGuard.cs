// Which method a price's own behaviour allows, and whether what it found carries a hedge.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>The rules of <see cref="HedgeRatio"/>, with the facts that they rest on.</summary>
internal static class RatioGuard
{
    public static RatioMethod? Choose(
        PairedHistory history,
        StickyFigures sticky,
        Dictionary<RatioMethod, MethodSlope> slopes,
        HedgeRatioRules rules,
        List<GuardFact> why
    )
    {
        var needed = rules.LeastEventSpans + 1;
        if (sticky.Events < needed)
        {
            why.Add(
                new(
                    "too-few-events",
                    sticky.Events,
                    needed,
                    Invariant($"The own price moved {Times(sticky.Events)} in {sticky.Observations} observations; ")
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
        return Months(sticky, slopes, rules, why) ?? Lags(share, slopes, rules, why) ?? Events(sticky, slopes, why);
    }

    /// <summary>Whether the chosen slope carries a hedge.</summary>
    public static HedgeVerdict Judge(RatioCandidate chosen, List<GuardFact> why)
    {
        var poor = false;
        if (chosen.Low <= 0)
        {
            poor = true;
            why.Add(
                new(
                    "slope-not-above-zero",
                    chosen.Low,
                    0,
                    Invariant($"The interval of the slope {chosen.Slope:0.00} runs from {chosen.Low:0.00} to ")
                        + Invariant($"{chosen.High:0.00} and is not above zero.")
                )
            );
        }

        if (chosen.Effectiveness is { OutOfSampleShrunk: { } outside } figures)
        {
            poor |= outside <= 0;
            var words =
                Invariant($"Hedged at what was known before, {figures.Tests} changes {Word(figures.Period)} ")
                + (outside > 0 ? Invariant($"lost {outside:0.0%} of their variance.") : "lost none of their variance.");
            why.Add(new(outside <= 0 ? "no-effect-out-of-sample" : "effect-out-of-sample", outside, 0, words));
        }
        else
        {
            why.Add(
                new(
                    "not-tested-out-of-sample",
                    chosen.Effectiveness?.Tests,
                    null,
                    "There are too few changes to test the ratio on changes that it was not made from."
                )
            );
        }

        if (poor)
            why.Add(
                new(
                    "poor",
                    null,
                    null,
                    "The hedge is poor: no ratio is proposed on history. "
                        + "A cost that a contract writes on the index needs none."
                )
            );
        return poor ? HedgeVerdict.Poor : HedgeVerdict.Usable;
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

        if (
            slopes[RatioMethod.ErrorCorrection].ErrorCorrection is { Accepted: true, HalfLifeDays: { } days } corrected
            && days > rules.SlowDays
        )
        {
            why.Add(
                new(
                    "slow-adjustment",
                    days,
                    rules.SlowDays,
                    Invariant(
                        $"Price and index hang together (unit root of the residual rejected at 5 %), and half of a gap "
                    )
                        + Invariant($"closes in {days:0} days, over {rules.SlowDays:0}: neighbouring months catch a ")
                        + Invariant($"part, the long-run slope all of it (g = {corrected.Adjustment:0.0000}).")
                )
            );
            return RatioMethod.ErrorCorrection;
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
            0 => "never",
            1 => "once",
            _ => Invariant($"{count} times"),
        };

    private static string Word(Frequency period) =>
        period switch
        {
            Frequency.Month => "of monthly means",
            Frequency.Week => "of weekly means",
            _ => "of single observations",
        };
}
