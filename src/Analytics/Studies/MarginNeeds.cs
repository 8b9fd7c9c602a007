// What the moves of an index would have asked of a margin and a price limit, had a future followed it day by day.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Two-day moves either way, as shares of the earlier print.</summary>
/// <param name="Span">all, or the last year.</param>
/// <param name="Moves">Number of them; they overlap.</param>
/// <param name="P99">Size that 99 % do not exceed.</param>
/// <param name="P997">Size that 99.7 % do not exceed.</param>
/// <param name="Above16">Number above 16 %.</param>
/// <param name="Above25">Number above 25 %.</param>
/// <param name="Above40">Number above 40 %.</param>
/// <param name="DaysBeyond12">Daily moves beyond 12 % either way.</param>
public sealed record MarginNeed(
    string Name,
    string Span,
    int Moves,
    double P99,
    double P997,
    double Largest,
    int Above16,
    int Above25,
    int Above40,
    int DaysBeyond12
)
{
    private const int Year = 365;

    /// <summary>Over all days and over the last 365.</summary>
    public static IEnumerable<MarginNeed> Of(string name, double[] series)
    {
        if (series.Count(double.IsFinite) < 60 || Sizes(series, 2).Count == 0)
            yield break;
        yield return Of(name, "all", series);
        if (series.Length > Year && Sizes(series[^Year..], 2).Count > 0)
            yield return Of(name, "last year", series[^Year..]);
    }

    private static MarginNeed Of(string name, string span, double[] series)
    {
        var two = Sizes(series, 2);
        two.Sort();
        double At(double q) => two[Math.Max(0, (int)Math.Ceiling(q * two.Count) - 1)];
        return new(
            name,
            span,
            two.Count,
            At(0.99),
            At(0.997),
            two[^1],
            two.Count(m => m > 0.16),
            two.Count(m => m > 0.25),
            two.Count(m => m > 0.40),
            Sizes(series, 1).Count(m => m > 0.12)
        );
    }

    private static List<double> Sizes(double[] series, int days)
    {
        var sizes = new List<double>();
        for (var day = days; day < series.Length; day++)
            if (double.IsFinite(series[day]) && double.IsFinite(series[day - days]))
                sizes.Add(Math.Abs((series[day] / series[day - days]) - 1));
        return sizes;
    }
}
