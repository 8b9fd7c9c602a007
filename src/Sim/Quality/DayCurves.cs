// The curves of a day: what the plots of the page show.
namespace Tokenbourse.Sim.Quality;

/// <summary>All curves, each point with its observations.</summary>
public static class DayCurves
{
    public static IReadOnlyList<Curve> Of(DayGatherer day)
    {
        var seconds = ReturnFigures.Returns(day, 1);
        var minutes = ReturnFigures.Returns(day, 60);
        return
        [
            ByMinute("spread_by_minute", day, m => (m.SpreadTicks, m.TwoSided, m.TwoSided)),
            ByMinute("spread_bp_by_minute", day, m => (m.SpreadPoints, m.TwoSided, m.TwoSided)),
            ByMinute("depth_by_minute", day, m => (m.BestLots / 2, m.Samples, m.Samples)),
            ByMinute("effective_by_minute", day, m => (m.Effective, m.Lots, m.Takes)),
            ByMinute("two_sided_by_minute", day, m => (m.TwoSided, m.Messages, m.Messages)),
            ByMinute("lots_by_minute", day, m => (m.Lots, 1, m.Takes)),
            ByMinute("mid_by_minute", day, m => (m.Mid, m.Messages > 0 ? 1 : 0, m.Messages)),
            Profile("depth_profile_bid", day.BidProfile, day.Samples),
            Profile("depth_profile_ask", day.AskProfile, day.Samples),
            new("gap", day.Gaps.Curve()),
            Memory("acf_returns", minutes),
            Memory("acf_sizes", Statistics.Absolute(minutes)),
            Memory("acf_sizes_second", Statistics.Absolute(seconds)),
            Quantiles("qq_second", seconds),
            Quantiles("qq_minute", minutes),
            new("impact", day.InstantImpact.Points()),
            new("impact_minute", day.LaterImpact.Points()),
        ];
    }

    /// <summary>Quantiles of a standardised series against the normal curve's, at most 201 of them, the ends
    /// included.</summary>
    public static Curve Quantiles(string key, double[] values)
    {
        var deviation = Statistics.Deviation(values).Value ?? 0;
        if (deviation <= 0)
            return new(key, []);
        var mean = Statistics.Mean(values);
        double[] sorted = [.. values.Order()];
        var points = new List<CurvePoint>();
        const int Most = 201;
        var count = int.Min(Most, sorted.Length);
        for (var i = 0; i < count; i++)
        {
            // Evenly over the normal quantiles rather than over ranks, so that the tails are seen.
            var place = count < Most ? i : Rank(i, Most, sorted.Length);
            var share = (place + 0.5) / sorted.Length;
            points.Add(new(NormalCurve.Quantile(share), (sorted[place] - mean) / deviation, 1));
        }

        return new(key, [.. points.DistinctBy(p => p.X)]);
    }

    private static int Rank(int index, int most, int count)
    {
        var end = NormalCurve.Quantile(0.5 / count);
        var at = end + (-2 * end * index / (most - 1));
        return int.Clamp((int)Math.Round((NormalCurve.Below(at) * count) - 0.5), 0, count - 1);
    }

    private static Curve ByMinute(
        string key,
        DayGatherer day,
        Func<MinuteSums, (double Sum, double Weight, long Count)> of
    )
    {
        var points = new List<CurvePoint>();
        for (var i = 0; i < day.Minutes.Count; i++)
        {
            var (sum, weight, count) = of(day.Minutes[i]);
            if (weight > 0)
                points.Add(new(i + 1, sum / weight, count));
        }

        return new(key, points);
    }

    private static Curve Profile(string key, double[] sums, long samples) =>
        new(key, samples == 0 ? [] : [.. sums.Select((sum, i) => new CurvePoint(i, sum / samples, samples))]);

    private static Curve Memory(string key, double[] values) =>
        new(
            key,
            [
                .. Enumerable
                    .Range(1, ReturnFigures.Lags)
                    .Select(lag => (Lag: lag, Estimate: Statistics.Autocorrelation(values, lag)))
                    .Where(a => a.Estimate.Value is not null)
                    .Select(a => new CurvePoint(a.Lag, a.Estimate.Value!.Value, a.Estimate.Observations)),
            ]
        );
}
