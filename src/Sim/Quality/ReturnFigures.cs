// Stylised facts of a day: returns of the mid at several horizons, their tails, memory and way to the normal curve.
namespace Tokenbourse.Sim.Quality;

/// <summary>Returns are differences of ln mid, in basis points.</summary>
public static class ReturnFigures
{
    /// <summary>Seconds over which returns are taken.</summary>
    public static IReadOnlyList<int> Horizons { get; } = [1, 10, 60, 300, 1800];

    /// <summary>The share of returns other than zero that counts as the tail.</summary>
    public const double Tail = 0.05;

    /// <summary>Lags of the plots of autocorrelation.</summary>
    public const int Lags = 20;

    /// <summary>Places over which variance ratios are taken.</summary>
    public static IReadOnlyList<int> Places { get; } = [2, 4, 8, 16];

    /// <summary>Returns of so many seconds, basis points.</summary>
    public static double[] Returns(DayGatherer day, int seconds)
    {
        var result = new double[(day.Mids.Count - 1) / seconds];
        for (var i = 0; i < result.Length; i++)
            result[i] = Math.Log(day.Mids[(i + 1) * seconds] / day.Mids[i * seconds]) * 10_000;
        return result;
    }

    /// <summary>All of them.</summary>
    public static IEnumerable<Figure> Of(DayGatherer day) => [.. Shape(day), .. Memory(day), .. Walk(day)];

    private static IEnumerable<Figure> Shape(DayGatherer day)
    {
        foreach (var seconds in Horizons)
        {
            var returns = Returns(day, seconds);
            var name = DayFigures.Text(seconds);
            yield return new("returns", "deviation", name, "bp", Statistics.Deviation(returns));
            yield return new("returns", "kurtosis", name, "number", Statistics.ExcessKurtosis(returns));
            if (seconds <= 60)
                yield return new("returns", "hill", name, "number", Statistics.Hill(returns, Tail));
        }
    }

    private static IEnumerable<Figure> Memory(DayGatherer day)
    {
        foreach (var seconds in Horizons.Where(s => s is >= 60 or 1))
        {
            var returns = Returns(day, seconds);
            var sizes = Statistics.Absolute(returns);
            var name = DayFigures.Text(seconds);
            yield return new("memory", "acf_returns", name, "number", Statistics.Autocorrelation(returns, 1));
            yield return new("memory", "acf_sizes", name, "number", Statistics.Autocorrelation(sizes, 1));
        }

        var minutes = Returns(day, 60);
        double[] lots = [.. day.Minutes.Select(m => (double)m.Lots)];
        foreach (var each in (int[])[1, 5])
        {
            var sizes = Statistics.Absolute(Statistics.Aggregate(minutes, each));
            yield return new(
                "memory",
                "volume_volatility",
                DayFigures.Text(each),
                "number",
                Statistics.Correlation(Statistics.Aggregate(lots, each), sizes)
            );
        }
    }

    private static IEnumerable<Figure> Walk(DayGatherer day)
    {
        var minutes = Returns(day, 60);
        foreach (var places in Places)
        {
            var (ratio, z) = VarianceRatio.Of(minutes, places);
            yield return new("walk", "variance_ratio", DayFigures.Text(places), "number", ratio);
            yield return new("walk", "variance_ratio_z", DayFigures.Text(places), "number", z);
        }
    }
}
