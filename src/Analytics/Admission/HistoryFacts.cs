// What can be counted and measured in a price history: steps, digits, calendar, turning points, tails.
namespace Tokenbourse.Analytics.Admission;

/// <summary>The figures on which the admission test decides, and some that are told for the reader.</summary>
/// <param name="Observations">Days with a price.</param>
/// <param name="Moves">Observations at which the price changed.</param>
/// <param name="Stays">Share at which it did not.</param>
/// <param name="MedianStep">Median size of a change, as a share of the price.</param>
/// <param name="Digits">Median number of significant digits of the different prices.</param>
/// <param name="Fives">Share of the different prices that end in 0, 5 or 9 (a quoted price likes to; by chance 0.2 to
/// 0.3).</param>
/// <param name="Turning">Share of changes that go the other way than the change before: one half for a walk, two thirds
/// for independent noise, near zero for a smooth curve.</param>
/// <param name="TurningSigma">How many standard errors that is above one half.</param>
/// <param name="Straight">Share of changes that equal the change before to the last digit.</param>
/// <param name="RankCorrelation">Of a move with the next, by rank: near zero for a walk, near -0.5 for noise around a
/// curve.</param>
/// <param name="Kurtosis">Excess kurtosis of the changes: zero for normal ones; real prices have fat tails.</param>
/// <param name="Clustering">Ljung-Box statistic of the sizes of moves over ten lags; 18.3 is its 95 % point.</param>
/// <param name="MissingDays">Calendar days without an observation between the first and the last.</param>
/// <param name="WeekendMoves">Share of changes on Saturday and Sunday; two sevenths when weekends are like other days.
/// </param>
/// <param name="Repeated">Longest run of changes that stands in the history twice.</param>
/// <param name="Backfilled">Share of points written down more than three days after their day; null: not told.</param>
public sealed record HistoryFacts(
    int Observations,
    int Moves,
    double Stays,
    double MedianStep,
    double Digits,
    double Fives,
    double Turning,
    double TurningSigma,
    double Straight,
    double RankCorrelation,
    double Kurtosis,
    double Clustering,
    int MissingDays,
    double WeekendMoves,
    int Repeated,
    double? Backfilled
)
{
    private const int Lags = 10;
    private const int LeastShift = 8;

    public static HistoryFacts Of(PriceHistory h)
    {
        var steps = h.NonZero.Select(Math.Abs).Order().ToArray();
        var prices = h.Points.Select(p => p.Price).Distinct().ToList();
        var (turning, sigma) = Turns(h.NonZero);
        var seen = h.Points.Where(p => p.Seen is not null).ToList();
        return new(
            h.Points.Count,
            h.NonZero.Length,
            h.Stays,
            steps.Length == 0 ? 0 : Math.Exp(steps[steps.Length / 2]) - 1,
            prices.Count == 0 ? 0 : prices.Select(p => (double)Significant(p)).Order().ElementAt(prices.Count / 2),
            prices.Count == 0 ? 0 : (double)prices.Count(p => LastDigit(p) is 0 or 5 or 9) / prices.Count,
            turning,
            sigma,
            Straights(h),
            RankCorrelationOf(h.Moves),
            ExcessKurtosis(h.NonZero),
            LjungBox(h.Moves.Select(Math.Abs).ToArray(), Lags),
            h.Points.Count == 0 ? 0 : h.Points[^1].Day.Days - h.Points[0].Day.Days + 1 - h.Points.Count,
            Weekends(h),
            LongestRepeat(h),
            seen.Count == 0 ? null : (double)seen.Count(p => p.Seen!.Value.Days - p.Day.Days > 3) / seen.Count
        );
    }

    /// <summary>Digits from the first that is not zero to the last that is not.</summary>
    public static int Significant(decimal price)
    {
        var digits = Text(price).Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        return Math.Max(1, price == decimal.Truncate(price) ? digits.TrimEnd('0').Length : digits.Length);
    }

    // A price of one or two digits ends in what it is; only from three on does the last digit say something.
    private static int LastDigit(decimal price) => Significant(price) < 3 ? 0 : Text(price)[^1] - '0';

    private static string Text(decimal price) =>
        (price / 1.0000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static (double Share, double Sigma) Turns(double[] moves)
    {
        if (moves.Length < 3)
            return (0.5, 0);
        var turns = 0;
        for (var i = 1; i < moves.Length; i++)
            turns += moves[i] > 0 != moves[i - 1] > 0 ? 1 : 0;
        var of = moves.Length - 1;
        var share = (double)turns / of;
        return (share, (share - 0.5) / Math.Sqrt(0.25 / of));
    }

    // Between two points a straight line has equal steps, in prices or in their logarithms; once rounded they differ by
    // one in the last digit, which only says something when the steps are larger.
    private static double Straights(PriceHistory h)
    {
        var grain = Grain(h);
        var equal = 0;
        for (var i = 2; i < h.Points.Count; i++)
        {
            var first = h.Points[i - 1].Price - h.Points[i - 2].Price;
            var second = h.Points[i].Price - h.Points[i - 1].Price;
            if (first == 0 || second == 0)
                continue;
            var bend = Math.Abs(second - first);
            var line = bend <= Math.Abs(first) * 0.0001m || (bend <= grain && Math.Abs(first) >= 5 * grain);
            var power = Math.Abs(h.Moves[i - 1] - h.Moves[i - 2]) <= Math.Abs(h.Moves[i - 2]) * 1e-6;
            equal += line || power ? 1 : 0;
        }

        return h.NonZero.Length < 2 ? 0 : (double)equal / (h.NonZero.Length - 1);
    }

    // One in the last decimal that any price has.
    private static decimal Grain(PriceHistory h)
    {
        var scale = 0;
        foreach (var point in h.Points)
            scale = Math.Max(scale, (point.Price / 1.0000000000000000000000000000m).Scale);
        return new decimal(1, 0, 0, false, (byte)scale);
    }

    private static double RankCorrelationOf(double[] moves)
    {
        var ranks = Ranks(moves);
        return Correlation(ranks.AsSpan(0, Math.Max(0, ranks.Length - 1)), ranks.AsSpan(Math.Min(1, ranks.Length)));
    }

    /// <summary>Ranks from 0; equal values share the mean of theirs.</summary>
    internal static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var i = 0; i < order.Length; )
        {
            var j = i;
            while (j + 1 < order.Length && values[order[j + 1]] == values[order[i]])
                j++;
            for (var k = i; k <= j; k++)
                ranks[order[k]] = (i + j) / 2.0;
            i = j + 1;
        }

        return ranks;
    }

    internal static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double mx = 0,
            my = 0,
            xy = 0,
            xx = 0,
            yy = 0;
        for (var i = 0; i < x.Length; i++)
            (mx, my) = (mx + (x[i] / x.Length), my + (y[i] / x.Length));
        for (var i = 0; i < x.Length; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }

        return xx <= 1e-300 || yy <= 1e-300 ? 0 : xy / Math.Sqrt(xx * yy);
    }

    private static double ExcessKurtosis(double[] moves)
    {
        if (moves.Length < 4)
            return 0;
        var mean = moves.Average();
        double second = 0,
            fourth = 0;
        foreach (var move in moves)
        {
            var square = (move - mean) * (move - mean);
            second += square / moves.Length;
            fourth += square * square / moves.Length;
        }

        return second <= 1e-300 ? 0 : (fourth / (second * second)) - 3;
    }

    private static double LjungBox(double[] values, int lags)
    {
        var n = values.Length;
        if (n <= lags + 1)
            return 0;
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean));
        if (variance <= 1e-300)
            return 0;
        double sum = 0;
        for (var lag = 1; lag <= lags; lag++)
        {
            double both = 0;
            for (var i = lag; i < n; i++)
                both += (values[i] - mean) * (values[i - lag] - mean);
            sum += both / variance * (both / variance) / (n - lag);
        }

        return n * (n + 2.0) * sum;
    }

    private static double Weekends(PriceHistory h)
    {
        var on = 0;
        for (var i = 0; i < h.Moves.Length; i++)
            on += h.Moves[i] != 0 && h.Points[i + 1].Day.Weekday > 5 ? 1 : 0;
        return h.NonZero.Length == 0 ? 0 : (double)on / h.NonZero.Length;
    }

    // The history laid over itself, shifted: a run of moves alike to a fiftieth and to what rounding leaves open. Moves
    // that rounding could have made say nothing and end nothing.
    private static int LongestRepeat(PriceHistory h)
    {
        var grain = (double)Grain(h);
        var longest = 0;
        for (var lag = LeastShift; lag < h.Moves.Length; lag++)
        {
            var run = 0;
            for (var i = lag; i < h.Moves.Length; i++)
            {
                var (now, then) = (h.Moves[i], h.Moves[i - lag]);
                var open = grain * ((1 / (double)h.Points[i].Price) + (1 / (double)h.Points[i - lag].Price));
                if (Math.Abs(now - then) > (Math.Abs(now) * 0.02) + open)
                    run = 0;
                else if (Math.Abs(now) > 4 * open)
                    longest = Math.Max(longest, ++run);
            }
        }

        return longest;
    }
}
