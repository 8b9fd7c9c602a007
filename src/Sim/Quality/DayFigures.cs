// From the sums of a day to its figures: spreads, depth, cost, activity, resiliency, orders.
using System.Globalization;

namespace Tokenbourse.Sim.Quality;

/// <summary>All figures of a day, in the order of the page.</summary>
public static class DayFigures
{
    /// <summary>Works them out; the day must be over.</summary>
    public static IReadOnlyList<Figure> Of(DayGatherer day) =>
        [
            .. Spreads(day),
            .. Depth(day),
            .. Activity(day),
            .. Resiliency(day),
            .. Orders(day),
            .. ReturnFigures.Of(day),
            .. ImpactFigures.Of(day),
        ];

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<Figure> Spreads(DayGatherer day)
    {
        var twoSided = day.Minutes.Sum(m => m.TwoSided);
        yield return Spread("quoted", "ticks", day.Minutes.Sum(m => m.SpreadTicks), twoSided, twoSided);
        yield return Spread("quoted", "bp", day.Minutes.Sum(m => m.SpreadPoints), twoSided, twoSided);
        yield return Spread("effective", "ticks", day.EffectiveSum, day.EffectiveLots, day.EffectiveCount);
        yield return Spread("effective_equal", "ticks", day.EffectiveEqualSum, day.EffectiveCount, day.EffectiveCount);
        foreach (var horizon in day.Horizons)
        {
            yield return new("spread", "realised", Text(horizon.Messages), "ticks", horizon.Realised);
            yield return new("spread", "impact", Text(horizon.Messages), "ticks", horizon.Impact);
        }

        yield return new("spread", "roll", "", "ticks", day.DayRoll.Estimate());
        var minutes = day.Minutes.Select(m => m.Roll.Estimate()).Where(e => e.Blank != Blank.TooFew).ToList();
        yield return new(
            "spread",
            "roll_valid",
            "",
            "share",
            Estimate.Mean(minutes.Count(e => e.Value is not null), minutes.Count, minutes.Count)
        );
        yield return new("spread", "two_sided", "", "share", Estimate.Mean(twoSided, day.Seen, day.Seen));

        static Figure Spread(string key, string unit, double sum, double weight, long count) =>
            new("spread", key, "", unit, Estimate.Mean(sum, weight, count));
    }

    private static IEnumerable<Figure> Depth(DayGatherer day)
    {
        yield return Lots("depth_best", "", day.BestDepth);
        yield return Lots("depth_levels", "5", day.FiveLevels);
        yield return Lots("depth_ticks", Text(DayPlan.NearTicks), day.NearDepth);
        for (var i = 0; i < DayPlan.CostLots.Count; i++)
        {
            yield return new(
                "depth",
                "cost",
                Text(DayPlan.CostLots[i]),
                "ticks",
                Estimate.Mean(day.Costs[i], day.CostCounts[i], day.CostCounts[i])
            );
        }

        yield return new("depth", "queue_mean", "", "orders", day.Queues.Mean);
        yield return new("depth", "queue_quantile", "50", "orders", day.Queues.Quantile(0.5));
        yield return new("depth", "queue_quantile", "99", "orders", day.Queues.Quantile(0.99));

        Figure Lots(string key, string parameter, double sum) =>
            new("depth", key, parameter, "lots", Estimate.Mean(sum / 2, day.Samples, day.Samples));
    }

    private static IEnumerable<Figure> Activity(DayGatherer day)
    {
        var counts = day.Counts;
        var takes = day.TradeLots.Count;
        yield return new("activity", "takes", "", "orders", Estimate.Of(takes, counts.All));
        yield return new("activity", "fills", "", "fills", Estimate.Of(day.Fills, counts.All));
        yield return new("activity", "volume", "", "lots", Estimate.Of(day.Minutes.Sum(m => m.Lots), takes));
        yield return new("activity", "order_to_trade", "", "ratio", Estimate.Mean(counts.All, takes, counts.All));
        yield return new(
            "activity",
            "cancel_ratio",
            "",
            "share",
            Estimate.Mean(counts.Cancels, counts.News, counts.News)
        );
        yield return new(
            "activity",
            "cancel_resting",
            "",
            "share",
            Estimate.Mean(counts.Cancels, counts.MayRest, counts.MayRest)
        );
        var refused = counts.NewsRefused + counts.CancelsRefused + counts.AmendsRefused;
        yield return new("activity", "refused", "", "share", Estimate.Mean(refused, counts.All, counts.All));
        yield return new("activity", "trade_mean", "", "lots", day.TradeLots.Mean);
        yield return new("activity", "trade_quantile", "50", "lots", day.TradeLots.Quantile(0.5));
        yield return new("activity", "trade_quantile", "90", "lots", day.TradeLots.Quantile(0.9));
        yield return new("activity", "trade_quantile", "99", "lots", day.TradeLots.Quantile(0.99));
    }

    private static IEnumerable<Figure> Resiliency(DayGatherer day)
    {
        var curve = day.Gaps.Curve();
        var seconds = (double)day.Plan.Seconds / day.Plan.Messages;
        foreach (var (key, life) in new[] { ("half_life", HalfLife.Of(curve)), ("half_life_ar", day.Gaps.ByPairs) })
        {
            yield return new("resiliency", key, "", "messages", life);
            yield return new("resiliency", key, "", "seconds", life.Times(seconds));
        }

        yield return new(
            "resiliency",
            "first_gap",
            "",
            "ticks",
            curve.Count > 0
                ? Estimate.Of(curve[0].Y, curve[0].Observations)
                : Estimate.Without(Blank.NothingObserved, 0)
        );
        yield return new("resiliency", "recovered", "5", "share", day.Gaps.Recovered(5 * day.Plan.PerSecond));
        yield return new("resiliency", "recovered", "30", "share", day.Gaps.Recovered(30 * day.Plan.PerSecond));
    }

    private static IEnumerable<Figure> Orders(DayGatherer day)
    {
        var seconds = (double)day.Plan.Seconds / day.Plan.Messages;
        foreach (var (key, lives) in new[] { ("life_filled", day.FilledLives), ("life_cancelled", day.CancelledLives) })
        {
            foreach (var (share, name) in new[] { (0.1, "10"), (0.5, "50"), (0.9, "90") })
                yield return new("orders", key, name, "seconds", lives.Quantile(share).Times(seconds));
        }

        yield return new(
            "orders",
            "still_resting",
            "",
            "orders",
            Estimate.Of(day.StillResting, day.FilledLives.Count + day.CancelledLives.Count + day.StillResting)
        );
    }
}
