// Moves of the past as scenarios for tomorrow: as they were, or scaled to today's volatility.
namespace Tokenbourse.Analytics.Margin;

/// <summary>How past moves are scaled to the volatility of now.</summary>
/// <param name="Lambda">Weight of the past in the variance, 0.9 to below 1.</param>
public sealed record VolatilityFilter(double Lambda)
{
    /// <summary>g: 1 scales fully, 1/2 half (less procyclical), 0 not at all.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The volatility of now is at least this (of the horizon's log returns).</summary>
    public double Floor { get; init; }

    /// <summary>The volatility of now is at least this share of the root mean square of all returns known.</summary>
    public double FloorOfHistory { get; init; }

    /// <summary>Scale a move by the volatility before it, not by the one that already holds it. [K] which is
    /// meant.</summary>
    public bool BeforeTheMove { get; init; }

    /// <summary>Follow the mean too, by the same weight, and measure moves from it.</summary>
    public bool TrackMean { get; init; }

    /// <summary>The variance begins as the mean square of so many first returns.</summary>
    public int SeedObservations { get; init; } = 60;
}

/// <summary>Log returns over the horizon by node and scenario, each scenario named by the last day of its
/// move.</summary>
public sealed record ScenarioReturns(IReadOnlyList<string> Days, IReadOnlyList<double[]> ByNode)
{
    public int Count => Days.Count;

    /// <summary>Overlapping returns ln(P_t / P_(t-h)).</summary>
    /// <param name="horizon">h, in days: the margin period of risk.</param>
    public static ScenarioReturns Of(PriceHistory history, int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var count = Math.Max(0, history.Days.Count - horizon);
        return new(
            [.. history.Days.Skip(horizon)],
            [
                .. history.Prices.Select(p =>
                    Enumerable.Range(0, count).Select(t => Math.Log(p[t + horizon] / p[t])).ToArray()
                ),
            ]
        );
    }

    /// <summary>The last so many.</summary>
    public ScenarioReturns Last(int count) =>
        count >= Count ? this : new([.. Days.Skip(Count - count)], [.. ByNode.Select(r => r[^count..])]);

    /// <summary>R*_t = R_t * (g * max(s_now, floor) / s_t + 1 - g).</summary>
    /// <param name="volatility">s_now with its floor, by node.</param>
    public ScenarioReturns Scaled(VolatilityFilter filter, out double[] volatility)
    {
        volatility = new double[ByNode.Count];
        var scaled = new double[ByNode.Count][];
        for (var node = 0; node < ByNode.Count; node++)
        {
            var returns = ByNode[node];
            var path = Volatility(returns, filter, out var now);
            volatility[node] = now;
            scaled[node] = new double[returns.Length];
            for (var t = 0; t < returns.Length; t++)
            {
                // A volatility of zero holds no move to scale; before the move it is held to the floor as well.
                var then = filter.BeforeTheMove ? Math.Max(path[t], LeastVolatility(returns, filter)) : path[t];
                var ratio = then > 0 ? now / then : 1;
                scaled[node][t] = returns[t] * ((filter.Share * ratio) + 1 - filter.Share);
            }
        }

        return new(Days, scaled);
    }

    /// <summary>s_t by the recursion s2_t = lambda * s2_(t-1) + (1 - lambda) * R_t^2.</summary>
    /// <param name="now">The last one, not below the floor.</param>
    public static double[] Volatility(ReadOnlySpan<double> returns, VolatilityFilter filter, out double now)
    {
        var path = new double[returns.Length];
        var variance = MeanSquare(returns[..Math.Min(returns.Length, filter.SeedObservations)]);
        var mean = 0.0;
        for (var t = 0; t < returns.Length; t++)
        {
            var before = variance;
            if (filter.TrackMean)
                mean = (filter.Lambda * mean) + ((1 - filter.Lambda) * returns[t]);
            var move = returns[t] - mean;
            variance = (filter.Lambda * variance) + ((1 - filter.Lambda) * move * move);
            path[t] = Math.Sqrt(filter.BeforeTheMove ? before : variance);
        }

        now = Math.Max(Math.Sqrt(variance), LeastVolatility(returns, filter));
        return path;
    }

    private static double LeastVolatility(ReadOnlySpan<double> returns, VolatilityFilter filter) =>
        filter.FloorOfHistory > 0
            ? Math.Max(filter.Floor, filter.FloorOfHistory * Math.Sqrt(MeanSquare(returns)))
            : filter.Floor;

    private static double MeanSquare(ReadOnlySpan<double> returns)
    {
        var sum = 0.0;
        foreach (var move in returns)
            sum += move * move;
        return returns.Length > 0 ? sum / returns.Length : 0;
    }
}
