// Two histories side by side: who moves first, and do they agree better than two witnesses can?
namespace Tokenbourse.Analytics.Admission;

/// <summary>How a history goes with another.</summary>
/// <param name="Other">Name of the other.</param>
/// <param name="Common">Days on which both have a price.</param>
/// <param name="Moves">Changes of this one between common days, larger than rounding could make them.</param>
/// <param name="Same">Share of them that the other made too, to a fiftieth and to rounding.</param>
/// <param name="Lag">Observations by which this one follows the other where their moves go best together; negative: it
/// leads.</param>
/// <param name="Correlation">Of the moves at that lag.</param>
/// <param name="SamePrice">Share of common days with the same price to a thousandth.</param>
/// <param name="FollowsDays">Median days from a change of the other to this one's next of the same sign within thirty
/// days; null when there is none. Below zero: it came before.</param>
/// <param name="Known">The other is known to be observed.</param>
public sealed record Agreement(
    string Other,
    int Common,
    int Moves,
    double Same,
    int Lag,
    double Correlation,
    double SamePrice,
    double? FollowsDays,
    bool Known = false
)
{
    private const int MostLag = 5;
    private const int Nearby = 30;

    public static Agreement Of(PriceHistory mine, PriceHistory other)
    {
        var theirs = other.Points.ToDictionary(p => p.Day.Days, p => p.Price);
        var common = mine.Points.Where(p => theirs.ContainsKey(p.Day.Days)).ToList();
        var a = Steps([.. common.Select(p => p.Price)]);
        var b = Steps([.. common.Select(p => theirs[p.Day.Days])]);
        var best = (Correlation: -2.0, Lag: 0);
        foreach (var lag in Enumerable.Range(-MostLag, (2 * MostLag) + 1).OrderBy(Math.Abs))
        {
            var (from, length) = (Math.Max(0, lag), a.Moves.Length - Math.Abs(lag));
            if (length < 10)
                continue;
            var correlation = HistoryFacts.Correlation(
                a.Moves.AsSpan(from, length),
                b.Moves.AsSpan(from - lag, length)
            );
            if (correlation > best.Correlation + 1e-9)
                best = (correlation, lag);
        }

        var (same, told) = best.Correlation < -1 ? (0, 0) : Alike(a, b, best.Lag);
        var equal = common.Count(p => Math.Abs(p.Price - theirs[p.Day.Days]) <= p.Price * 0.001m);
        return new(
            other.Name,
            common.Count,
            told,
            same,
            best.Lag,
            Math.Max(-1, best.Correlation),
            common.Count == 0 ? 0 : (double)equal / common.Count,
            Follows(mine, other)
        );
    }

    // Each move with what rounding to the last decimal leaves open of it.
    private static (double[] Moves, double[] Open) Steps(decimal[] prices)
    {
        var scale = 0;
        foreach (var price in prices)
            scale = Math.Max(scale, (price / 1.0000000000000000000000000000m).Scale);
        var grain = Math.Pow(10, -scale);
        var moves = new double[Math.Max(0, prices.Length - 1)];
        var open = new double[moves.Length];
        for (var i = 0; i < moves.Length; i++)
        {
            moves[i] = prices[i + 1] == prices[i] ? 0 : Math.Log((double)prices[i + 1] / (double)prices[i]);
            open[i] = grain / (double)prices[i + 1];
        }

        return (moves, open);
    }

    // Moves that rounding could have made say nothing.
    private static (double Share, int Told) Alike(
        (double[] Moves, double[] Open) a,
        (double[] Moves, double[] Open) b,
        int lag
    )
    {
        int told = 0,
            alike = 0;
        for (var i = Math.Max(0, lag); i < a.Moves.Length && i - lag < b.Moves.Length; i++)
        {
            var (mine, other) = (a.Moves[i], b.Moves[i - lag]);
            var open = a.Open[i] + b.Open[i - lag];
            if (Math.Abs(mine) <= 4 * open)
                continue;
            told++;
            alike += Math.Abs(mine - other) <= (Math.Abs(mine) * 0.02) + open ? 1 : 0;
        }

        return (told == 0 ? 0 : (double)alike / told, told);
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
