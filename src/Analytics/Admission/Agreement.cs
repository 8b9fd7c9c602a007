// Two histories side by side: who moves first, and do they agree better than two witnesses can?
namespace Tokenbourse.Analytics.Admission;

/// <summary>How a history goes with another.</summary>
/// <param name="Other">Name of the other.</param>
/// <param name="Common">Days on which both have a price.</param>
/// <param name="Moves">Changes of this one between common days.</param>
/// <param name="Same">Share of them that the other made too, to a fiftieth, at the best lag.</param>
/// <param name="Lag">Observations by which this one follows the other at the best lag; negative: it leads.</param>
/// <param name="Correlation">Of the moves at that lag.</param>
/// <param name="SamePrice">Share of common days with the same price to a thousandth.</param>
/// <param name="FollowsDays">Median days from a change of the other to this one's next of the same sign within thirty
/// days; null when there is none. Below zero: it came before.</param>
public sealed record Agreement(
    string Other,
    int Common,
    int Moves,
    double Same,
    int Lag,
    double Correlation,
    double SamePrice,
    double? FollowsDays
)
{
    private const int MostLag = 5;
    private const int Nearby = 30;

    public static Agreement Of(PriceHistory mine, PriceHistory other)
    {
        var theirs = other.Points.ToDictionary(p => p.Day.Days, p => p.Price);
        var common = mine.Points.Where(p => theirs.ContainsKey(p.Day.Days)).ToList();
        var a = Steps([.. common.Select(p => (double)p.Price)]);
        var b = Steps([.. common.Select(p => (double)theirs[p.Day.Days])]);
        var best = (Same: -1.0, Lag: 0, Correlation: 0.0);
        foreach (var lag in Enumerable.Range(-MostLag, (2 * MostLag) + 1).OrderBy(Math.Abs))
        {
            var from = Math.Max(0, lag);
            var length = a.Length - Math.Abs(lag);
            if (length < 10)
                continue;
            var x = a.AsSpan(from, length);
            var y = b.AsSpan(from - lag, length);
            var same = Alike(x, y);
            if (same > best.Same + 1e-9)
                best = (same, lag, HistoryFacts.Correlation(x, y));
        }

        var equal = common.Count(p => Math.Abs(p.Price - theirs[p.Day.Days]) <= p.Price * 0.001m);
        return new(
            other.Name,
            common.Count,
            a.Count(m => m != 0),
            Math.Max(0, best.Same),
            best.Lag,
            best.Correlation,
            common.Count == 0 ? 0 : (double)equal / common.Count,
            Follows(mine, other)
        );
    }

    private static double[] Steps(double[] prices)
    {
        var steps = new double[Math.Max(0, prices.Length - 1)];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = prices[i + 1] == prices[i] ? 0 : Math.Log(prices[i + 1] / prices[i]);
        return steps;
    }

    private static double Alike(ReadOnlySpan<double> mine, ReadOnlySpan<double> theirs)
    {
        int moves = 0,
            alike = 0;
        for (var i = 0; i < mine.Length; i++)
        {
            if (mine[i] == 0)
                continue;
            moves++;
            alike += Math.Abs(mine[i] - theirs[i]) <= Math.Abs(mine[i]) * 0.02 ? 1 : 0;
        }

        return moves == 0 ? 0 : (double)alike / moves;
    }

    private static double? Follows(PriceHistory mine, PriceHistory other)
    {
        var lags = new List<double>();
        for (var i = 0; i < other.Moves.Length; i++)
        {
            if (other.Moves[i] == 0)
                continue;
            var day = other.Points[i + 1].Day.Days;
            double? nearest = null;
            for (var k = 0; k < mine.Moves.Length; k++)
            {
                var apart = mine.Points[k + 1].Day.Days - day;
                if (
                    mine.Moves[k] * other.Moves[i] > 0
                    && Math.Abs(apart) <= Nearby
                    && (nearest is null || Math.Abs(apart) < Math.Abs(nearest.Value))
                )
                    nearest = apart;
            }

            if (nearest is { } found)
                lags.Add(found);
        }

        lags.Sort();
        return lags.Count == 0 ? null : lags[lags.Count / 2];
    }
}
