// Which of the facts that markets are known for a day shows: each by one figure and one bar.
namespace Tokenbourse.Sim.Quality;

/// <summary>What the figures say about a fact.</summary>
public enum Verdict
{
    /// <summary>A figure that it needs is blank.</summary>
    Unknown = 0,
    Seen = 1,
    NotSeen = 2,
}

/// <summary>A fact, the figure that decides, and the bar it is held against.</summary>
public readonly record struct StylisedFact(string Key, Estimate Figure, Estimate Bar, Verdict Verdict);

/// <summary>The facts in the order of the page.</summary>
public static class StylisedFacts
{
    /// <summary>Decided at 5 %: an estimate of a correlation that is truly zero lies within 1.96/√n.</summary>
    public const double Normal = 1.96;

    /// <param name="figures">All figures of a day.</param>
    public static IReadOnlyList<StylisedFact> Of(IReadOnlyList<Figure> figures)
    {
        var finest = Find("returns", "kurtosis", "1");
        var widest = Find("returns", "kurtosis", "300");
        var memory = Find("memory", "acf_returns", "60");
        var sizes = Find("memory", "acf_sizes", "60");
        var volume = Find("memory", "volume_volatility", "1");
        var exponent = Find("impact", "exponent", "");
        var walk = figures
            .Where(f => f is { Group: "walk", Key: "variance_ratio_z" })
            .Select(f => f.Estimate)
            .OrderByDescending(e => Math.Abs(e.Value ?? double.MaxValue))
            .FirstOrDefault(Estimate.Without(Blank.NothingObserved, 0));
        return
        [
            Above("heavy_tails", finest, Error(finest, 24)),
            Within("no_memory", memory, Error(memory, 1)),
            Above("clustering", sizes, Error(sizes, 1)),
            Above("volume_volatility", volume, Error(volume, 1)),
            new(
                "aggregation",
                widest,
                finest,
                finest.Value is { } fine && widest.Value is { } wide
                    ? Seen(fine > 0 && Math.Abs(wide) < fine)
                    : Verdict.Unknown
            ),
            new(
                "concave_impact",
                exponent,
                Estimate.Of(1, exponent.Observations),
                exponent.Value is { } power ? Seen(power is > 0 and < 1) : Verdict.Unknown
            ),
            Within("random_walk", walk, Estimate.Of(Normal, walk.Observations)),
        ];

        Estimate Find(string group, string key, string parameter) =>
            figures.Single(f => f.Group == group && f.Key == key && f.Parameter == parameter).Estimate;
    }

    /// <summary>1.96 sqrt(variance / n): 24 for an excess kurtosis, 1 for a correlation.</summary>
    private static Estimate Error(Estimate estimate, double variance) =>
        estimate.Observations > 0
            ? Estimate.Of(Normal * Math.Sqrt(variance / estimate.Observations), estimate.Observations)
            : Estimate.Without(Blank.NothingObserved, 0);

    private static StylisedFact Above(string key, Estimate figure, Estimate bar) =>
        new(key, figure, bar, figure.Value is { } v && bar.Value is { } b ? Seen(v > b) : Verdict.Unknown);

    private static StylisedFact Within(string key, Estimate figure, Estimate bar) =>
        new(key, figure, bar, figure.Value is { } v && bar.Value is { } b ? Seen(Math.Abs(v) <= b) : Verdict.Unknown);

    private static Verdict Seen(bool seen) => seen ? Verdict.Seen : Verdict.NotSeen;
}
