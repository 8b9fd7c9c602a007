// What a day of messages is: how message numbers become session time, and how far ahead figures look.
namespace Tokenbourse.Sim.Quality;

/// <summary>
/// A stream has no clock. Its messages are spread evenly over the session's minutes, so a weight by messages is a
/// weight by time.
/// </summary>
/// <param name="Messages">Messages after the loading, 1 or more.</param>
/// <param name="Minutes">Minutes of the session.</param>
/// <param name="Low">Lowest price of the day's band, ticks.</param>
/// <param name="High">Highest price, ticks.</param>
public sealed record DayPlan(long Messages, int Minutes, long Low, long High)
{
    /// <summary>Seconds of a session.</summary>
    public int Seconds => Minutes * 60;

    /// <summary>Messages a second of the session; at least one.</summary>
    public long PerSecond => long.Max(1, Messages / Seconds);

    /// <summary>Messages a minute; at least one.</summary>
    public long PerMinute => long.Max(1, Messages / Minutes);

    /// <summary>Messages after a trade at which its realised spread and its impact are read: four fixed distances and a
    /// minute.</summary>
    public IReadOnlyList<long> Horizons =>
        [.. new[] { 10, 100, 1_000, 10_000, PerMinute }.Distinct().Where(h => h < Messages).Order()];

    /// <summary>Ticks behind the best price to which depth is counted.</summary>
    public const int NearTicks = 10;

    /// <summary>Ticks behind the best price that the depth profile shows.</summary>
    public const int ProfileTicks = 40;

    /// <summary>Lots whose cost is asked.</summary>
    public static IReadOnlyList<int> CostLots { get; } = [1, 5, 10, 50, 100];

    /// <summary>Messages after a heavy trade at which the spread is looked at.</summary>
    public IReadOnlyList<long> Offsets =>
        [.. new[] { 0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5 * PerSecond, 30 * PerSecond }.Distinct().Order()];

    /// <summary>Messages between the two of a pair of the autoregression of the gap.</summary>
    public const int GapStep = 10;

    /// <summary>Messages after a heavy trade over which pairs are taken.</summary>
    public const int GapReach = 200;

    /// <summary>The minute in which a message falls, from 0.</summary>
    public int MinuteOf(long message) => (int)(message * Minutes / Messages);

    /// <summary>Whole seconds of the session that are over once so many messages are through.</summary>
    public int SecondsAfter(long messages) => (int)(messages * Seconds / Messages);
}

/// <summary>Sums of one minute of the session.</summary>
public sealed class MinuteSums
{
    public long Messages { get; set; }
    public long TwoSided { get; set; }
    public double SpreadTicks { get; set; }
    public double SpreadPoints { get; set; }
    public long Samples { get; set; }
    public double BestLots { get; set; }
    public long Takes { get; set; }
    public long Lots { get; set; }
    public long Flow { get; set; }

    /// <summary>Price by lots.</summary>
    public double Notional { get; set; }

    /// <summary>Effective spread by lots, ticks.</summary>
    public double Effective { get; set; }

    /// <summary>The last mid of the minute, ticks; carried on while one side is empty.</summary>
    public double Mid { get; set; }
    public RollSpread Roll { get; } = new();
}
