// The five market shapes: how deep the book is, how wide, and the way its middle goes. Whole numbers only.
namespace Tokenbourse.Sim.Streams;

/// <summary>Where the middle of the market goes.</summary>
public enum StreamPath
{
    /// <summary>A walk by chance, drawn back to the reference.</summary>
    Walk,

    /// <summary>It stands.</summary>
    Stand,

    /// <summary>Up and down by a share of the band, with a little chance on top.</summary>
    Swing,

    /// <summary>
    /// A walk; at two fifths of the stream it falls nearly to the band's low within a fiftieth of it, stays, and
    /// comes back.
    /// </summary>
    Crash,
}

/// <summary>One shape.</summary>
/// <param name="Name">As the command line and the header call it.</param>
/// <param name="Swing">Thousandths of the band's width that the middle moves to each side.</param>
/// <param name="Depth">Orders that rest in the main book, about.</param>
/// <param name="Distance">Mean distance of a new resting order from the middle, ticks (geometric).</param>
public sealed record StreamShape(string Name, StreamPath Path, int Swing, int Depth, int Distance)
{
    /// <summary>Parts of a tick in which the middle is kept.</summary>
    public const int Fine = 1024;

    /// <summary>Messages of a swing there and back.</summary>
    private const long SwingMessages = 500_000;

    /// <summary>All five, in the order in which they are reported.</summary>
    public static IReadOnlyList<StreamShape> All { get; } =
    [
        new("normal", StreamPath.Walk, 0, 8_000, 24),
        new("static", StreamPath.Stand, 0, 12_000, 12),
        new("swing-25", StreamPath.Swing, 250, 8_000, 32),
        new("swing-40", StreamPath.Swing, 400, 8_000, 32),
        new("flash-crash", StreamPath.Crash, 0, 8_000, 40),
    ];

    /// <summary>The shape of that name, or null.</summary>
    public static StreamShape? Of(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Where the path leads at a message, without chance: parts of a tick from the reference.</summary>
    /// <param name="at">Message, from 0.</param>
    /// <param name="count">Messages in all.</param>
    /// <param name="width">Ticks from the band's low to its high.</param>
    internal long Course(long at, long count, long width) =>
        Path switch
        {
            StreamPath.Swing => SwingCourse(at, long.Min(count, SwingMessages), width * Swing * Fine / 1000),
            StreamPath.Crash => CrashCourse(at, count, width * Fine * 9 / 20),
            _ => 0,
        };

    /// <summary>How far one message may throw the middle by chance, parts of a tick.</summary>
    internal int Step => Path is StreamPath.Stand ? 0 : Fine / 8;

    /// <summary>Two parabolas, one up and one down: a sine without fractions.</summary>
    private static long SwingCourse(long at, long period, long height)
    {
        var half = long.Max(period / 2, 1);
        var phase = at % (2 * half);
        var x = phase % half;
        var bow = (long)((Int128)4 * height * x * (half - x) / ((Int128)half * half));
        return phase < half ? bow : -bow;
    }

    private static long CrashCourse(long at, long count, long depth)
    {
        var begin = count * 2 / 5;
        var fall = long.Max(count / 50, 1);
        if (at < begin)
            return 0;
        if (at < begin + fall)
            return -(long)((Int128)depth * (at - begin) / fall);
        var bottom = begin + (2 * fall);
        if (at < bottom)
            return -depth;
        // Nine tenths come back in the tenth of the stream that follows.
        var back = long.Max(count / 10, 1);
        var recovered = (Int128)depth * 9 * long.Min(at - bottom, back) / ((Int128)back * 10);
        return -depth + (long)recovered;
    }
}
