// How much of a hedger's risk an index takes away: R² of period changes and strip effectiveness, with intervals.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Hedge quality of one index for one type of hedger.</summary>
/// <param name="Series">Number of hedgers of the type.</param>
/// <param name="Points">Periods with a change.</param>
/// <param name="R2">Squared correlation of log changes of cost and index, all hedgers of the type together.</param>
/// <param name="R2Low">5 % of the bootstrap.</param>
/// <param name="R2High">95 % of it.</param>
/// <param name="Strips">Starting periods of strips, which overlap.</param>
/// <param name="Strip">1 - Var(hedged) / Var(unhedged), one for one.</param>
/// <param name="StripBest">The same at the ratio that would have been best: hindsight.</param>
public sealed record HedgeFigure(
    int Series,
    int Points,
    double R2,
    double R2Low,
    double R2High,
    int Strips,
    double Strip,
    double StripLow,
    double StripHigh,
    double StripBest
);

/// <summary>Measures hedges.</summary>
public static class HedgeQuality
{
    /// <summary>Draws of the bootstrap.</summary>
    public const int Draws = 400;

    private const int Block = 3;

    /// <summary>
    /// R²: squared correlation of log changes from period to period. Strip: who pays cost c and at period s buys the
    /// next n months of the index at today's level (a known drift would change no variance) ends with
    /// mean(c) / c_s - mean(I) / I_s; effectiveness is 1 - Var of that over Var of mean(c) / c_s, over all s and all
    /// hedgers of the type. Intervals: circular bootstrap of blocks of periods (three for changes, the strip's
    /// length for strips), with all hedgers of a period drawn together.
    /// </summary>
    /// <param name="costs">Cost by period of each hedger.</param>
    /// <param name="index">The index by period.</param>
    /// <param name="strip">Length of the strip in periods.</param>
    public static HedgeFigure Measure(IReadOnlyList<double[]> costs, double[] index, int strip, ulong seed)
    {
        var changes = new Moments[Math.Max(0, index.Length - 1)];
        var strips = new Moments[Math.Max(0, index.Length - strip)];
        foreach (var cost in costs)
        {
            for (var t = 1; t < index.Length; t++)
                changes[t - 1].Add(Math.Log(index[t] / index[t - 1]), Math.Log(cost[t] / cost[t - 1]));
            for (var s = 0; s + strip < index.Length; s++)
                strips[s].Add(Ahead(index, s, strip), Ahead(cost, s, strip));
        }

        var full = Filled(changes);
        var starts = Filled(strips);
        var (low, high) = Interval(full, Block, m => m.R2, seed);
        var (stripLow, stripHigh) = Interval(starts, strip, m => m.OneForOne, seed + 1);
        var all = Moments.Sum(full);
        var ahead = Moments.Sum(starts);
        return new(
            costs.Count,
            full.Length,
            all.R2,
            low,
            high,
            starts.Length,
            ahead.OneForOne,
            stripLow,
            stripHigh,
            ahead.R2
        );
    }

    /// <summary>Mean of the next n values over the present one, less one.</summary>
    public static double Ahead(double[] values, int at, int n)
    {
        var sum = 0.0;
        for (var k = 1; k <= n; k++)
            sum += values[at + k];
        return (sum / n / values[at]) - 1;
    }

    private static Moments[] Filled(Moments[] moments) => [.. moments.Where(m => m.Count > 0)];

    private static (double Low, double High) Interval(
        Moments[] periods,
        int block,
        Func<Moments, double> figure,
        ulong seed
    )
    {
        if (periods.Length < 4)
            return (double.NaN, double.NaN);
        var random = new SplitMix(seed);
        var figures = new List<double>(Draws);
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = default(Moments);
            for (var taken = 0; taken < periods.Length; taken += block)
            {
                var from = random.Below(periods.Length);
                for (var k = 0; k < block && taken + k < periods.Length; k++)
                    sum = Moments.Plus(sum, periods[(from + k) % periods.Length]);
            }

            var value = figure(sum);
            if (double.IsFinite(value))
                figures.Add(value);
        }

        if (figures.Count < Draws / 2)
            return (double.NaN, double.NaN);
        figures.Sort();
        return (figures[(int)(figures.Count * 0.05)], figures[(int)(figures.Count * 0.95)]);
    }
}

/// <summary>Sums of pairs: x the index, y the cost.</summary>
public record struct Moments(int Count, double X, double Y, double XX, double XY, double YY)
{
    // Variance below this is the rounding of a sum.
    private const double Nothing = 1e-14;

    /// <summary>Squared correlation; zero when the index does not move, not a number when the cost does not.</summary>
    public readonly double R2
    {
        get
        {
            var (xx, xy, yy) = Central();
            if (Count < 3 || yy < Nothing)
                return double.NaN;
            return xx < Nothing ? 0 : xy * xy / (xx * yy);
        }
    }

    /// <summary>1 - Var(y - x) / Var(y).</summary>
    public readonly double OneForOne
    {
        get
        {
            var (xx, xy, yy) = Central();
            return Count < 3 || yy < Nothing ? double.NaN : ((2 * xy) - xx) / yy;
        }
    }

    /// <summary>Adds a pair; one that is not two numbers is left out.</summary>
    public void Add(double x, double y)
    {
        if (double.IsFinite(x) && double.IsFinite(y))
            this = Plus(this, new(1, x, y, x * x, x * y, y * y));
    }

    public static Moments Plus(Moments a, Moments b) =>
        new(a.Count + b.Count, a.X + b.X, a.Y + b.Y, a.XX + b.XX, a.XY + b.XY, a.YY + b.YY);

    public static Moments Sum(IEnumerable<Moments> all) => all.Aggregate(default(Moments), Plus);

    private readonly (double XX, double XY, double YY) Central() =>
        Count == 0
            ? default
            : ((XX - (X * X / Count)) / Count, (XY - (X * Y / Count)) / Count, (YY - (Y * Y / Count)) / Count);
}

/// <summary>Seeded random numbers, the same everywhere: SplitMix64.</summary>
public sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A whole number from 0 to n - 1.</summary>
    public int Below(int n) => (int)(Next() % (ulong)n);

    /// <summary>A standard normal number (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Unit())) * Math.Cos(2 * Math.PI * Unit());

    private double Unit() => ((Next() >> 11) + 1) / 9007199254740993.0;
}
