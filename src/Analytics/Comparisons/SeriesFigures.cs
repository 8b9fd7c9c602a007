// How a series of daily levels behaves: volatility, jumps, days without a move, and how it goes with another.
namespace Tokenbourse.Analytics.Comparisons;

/// <summary>A level on a day (yyyy-MM-dd), above zero.</summary>
public sealed record LevelDay(string Day, double Level);

/// <summary>Figures of one series.</summary>
/// <param name="Moves">Pairs of levels on two days that follow each other.</param>
/// <param name="Change">Log change from the first level to the last.</param>
/// <param name="Volatility">Standard deviation of daily log moves times the root of 365: all days are days, those
/// without a move too.</param>
/// <param name="Jumps">Moves of 5 % or more, up or down.</param>
/// <param name="Largest">The largest move by size, as a log.</param>
/// <param name="ZeroDays">Share of moves that are none.</param>
public sealed record SeriesFigures(
    string Name,
    string First,
    string Last,
    int Moves,
    double Change,
    double Volatility,
    int Jumps,
    double Largest,
    string LargestDay,
    double ZeroDays
)
{
    private const double Jump = 0.05;

    /// <summary>Of levels in order of their days.</summary>
    public static SeriesFigures Of(string name, IReadOnlyList<LevelDay> levels)
    {
        var moves = MovesOf(levels);
        var list = moves.Values.ToList();
        var largest = moves.OrderByDescending(m => Math.Abs(m.Value)).FirstOrDefault();
        return new(
            name,
            levels.Count > 0 ? levels[0].Day : "",
            levels.Count > 0 ? levels[^1].Day : "",
            list.Count,
            levels.Count > 0 ? Math.Log(levels[^1].Level / levels[0].Level) : 0,
            Math.Sqrt(Decomposition.Covariance(list, list) * 365),
            list.Count(m => Math.Abs(Math.Exp(m) - 1) >= Jump),
            largest.Value,
            largest.Key ?? "",
            list.Count > 0 ? list.Count(m => m == 0) / (double)list.Count : 0
        );
    }

    /// <summary>Correlation of the daily moves on days on which both have one; NaN where one never moves.</summary>
    public static double Correlation(IReadOnlyList<LevelDay> left, IReadOnlyList<LevelDay> right)
    {
        var other = MovesOf(right);
        var pairs = MovesOf(left)
            .Where(m => other.ContainsKey(m.Key))
            .Select(m => (Left: m.Value, Right: other[m.Key]))
            .ToList();
        var (a, b) = (pairs.ConvertAll(p => p.Left), pairs.ConvertAll(p => p.Right));
        return Decomposition.Covariance(a, b)
            / Math.Sqrt(Decomposition.Covariance(a, a) * Decomposition.Covariance(b, b));
    }

    // Only between days that follow each other: what happened over a gap is nobody's daily move.
    private static SortedDictionary<string, double> MovesOf(IReadOnlyList<LevelDay> levels)
    {
        var moves = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 1; i < levels.Count; i++)
        {
            var (before, now) = (Number(levels[i - 1].Day), Number(levels[i].Day));
            if (now - before == 1)
                moves[levels[i].Day] =
                    levels[i].Level == levels[i - 1].Level ? 0 : Math.Log(levels[i].Level / levels[i - 1].Level);
        }

        return moves;
    }

    private static int Number(string day) =>
        Model.Numbers.TradingDate.TryParse(day, out var date) ? date.Days : int.MinValue;
}
