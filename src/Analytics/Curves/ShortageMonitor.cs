// Signs of shortage side by side, each against its own past, and their mean: never a lone gauge.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>A sign as it was measured.</summary>
/// <param name="Name">As scarcity, ask-depth, withdrawn, availability, limit-up, dispersion,
/// rationing, breadth.</param>
/// <param name="Source">Where it comes from, in words.</param>
/// <param name="Today">Null when it cannot be had; <paramref name="Missing"/> then says why.</param>
/// <param name="Past">Values of earlier days, any order.</param>
/// <param name="LowIsTight">A low value means shortage, as with depth.</param>
public sealed record ShortageSign(
    string Name,
    string Source,
    double? Today,
    IReadOnlyList<double> Past,
    bool LowIsTight,
    string? Missing = null
)
{
    /// <summary>Days after which the newest value of a sign is no longer today's.</summary>
    public const int MostAgeDays = 7;

    /// <summary>Days of a sign's past that are looked at.</summary>
    public const int PastDays = 250;

    /// <summary>The sign of a series: its newest value up to a day is today's, unless it is too old.</summary>
    /// <param name="values">In order of day; later days are not looked at.</param>
    /// <param name="missing">Why there is nothing when the series has no value up to the day.</param>
    public static ShortageSign Newest(
        string name,
        string source,
        IReadOnlyList<IndexValue> values,
        TradingDate day,
        bool lowIsTight,
        string missing
    )
    {
        var known = values.Where(v => v.Day <= day).TakeLast(PastDays + 1).ToList();
        if (known.Count == 0)
            return new(name, source, null, [], lowIsTight, missing);
        var past = known.SkipLast(1).Select(v => v.Value);
        return known[^1].Day < day.Plus(-MostAgeDays)
            ? new(name, source, null, [.. past], lowIsTight, $"its newest value is of {known[^1].Day}")
            : new(name, source, known[^1].Value, [.. past], lowIsTight);
    }
}

/// <summary>A sign with its score.</summary>
/// <param name="Score">Robust z, above zero tighter than usual; null when it is not available.</param>
/// <param name="Why">Why there is no score; null when there is one.</param>
public sealed record ShortageScore(ShortageSign Sign, double? Score, string? Why);

/// <summary>What the composite says.</summary>
public enum Tightness
{
    /// <summary>No sign is available.</summary>
    Unknown,

    /// <summary>Below 1.</summary>
    Normal,

    /// <summary>From 1 to below 2.</summary>
    Tight,

    /// <summary>2 and more.</summary>
    Short,
}

/// <summary>The monitor of one day.</summary>
/// <param name="Composite">Mean of the scores that are available; null when none is.</param>
public sealed record ShortageMonitor(IReadOnlyList<ShortageScore> Signs, double? Composite)
{
    /// <summary>Least past days of a sign.</summary>
    public const int LeastDays = 20;

    // The median absolute deviation of a normal variable is its standard deviation over this.
    private const double OfNormal = 1.4826;

    /// <summary>The state's word.</summary>
    public Tightness State => Read(Composite);

    /// <summary>What a score says, alone or as a mean.</summary>
    public static Tightness Read(double? score) =>
        score is not { } z ? Tightness.Unknown
        : z < 1 ? Tightness.Normal
        : z < 2 ? Tightness.Tight
        : Tightness.Short;

    /// <summary>Scores every sign: (today - median) / (1.4826 * median absolute deviation) of its past.</summary>
    public static ShortageMonitor Of(IReadOnlyList<ShortageSign> signs)
    {
        var scores = signs.Select(Score).ToList();
        var known = scores.Where(s => s.Score is not null).Select(s => s.Score!.Value).ToList();
        return new(scores, known.Count == 0 ? null : known.Average());
    }

    private static ShortageScore Score(ShortageSign sign)
    {
        if (sign.Today is not { } today)
            return new(sign, null, sign.Missing ?? "not measured");
        if (sign.Past.Count < LeastDays)
            return new(sign, null, $"not enough history: {sign.Past.Count} of {LeastDays} days");
        var median = Median(sign.Past);
        var scale = OfNormal * Median([.. sign.Past.Select(v => Math.Abs(v - median))]);
        if (!(scale > 1e-12))
            return new(sign, null, $"more than half of {sign.Past.Count} days are alike: no scale");
        var score = (today - median) / scale;
        return new(sign, sign.LowIsTight ? -score : score, null);
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var order = values.Order().ToArray();
        var middle = order.Length / 2;
        return order.Length % 2 == 1 ? order[middle] : 0.5 * (order[middle - 1] + order[middle]);
    }
}
