// A price history as somebody claims to have observed it, and the moves in it.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Admission;

/// <summary>One claimed observation.</summary>
/// <param name="Price">Above zero, in any unit.</param>
/// <param name="Seen">When it was written down; null: not told.</param>
public readonly record struct HistoryPoint(TradingDate Day, decimal Price, TradingDate? Seen = null);

/// <summary>A series in order of its days, each day once (the last told value), with its logarithmic moves.</summary>
public sealed class PriceHistory
{
    private PriceHistory(string name, List<HistoryPoint> points, int revised)
    {
        Name = name;
        Points = points;
        Revised = revised;
        Logs = [.. points.Select(p => Math.Log((double)p.Price))];
        Moves = new double[Math.Max(0, Logs.Length - 1)];
        for (var i = 0; i < Moves.Length; i++)
            Moves[i] = points[i + 1].Price == points[i].Price ? 0 : Logs[i + 1] - Logs[i];
        NonZero = [.. Moves.Where(m => m != 0)];
    }

    public string Name { get; }

    public IReadOnlyList<HistoryPoint> Points { get; }

    /// <summary>Days whose price was told again otherwise.</summary>
    public int Revised { get; }

    /// <summary>Natural logarithms of the prices.</summary>
    public double[] Logs { get; }

    /// <summary>Differences of the logarithms; exactly zero where the price stayed.</summary>
    public double[] Moves { get; }

    /// <summary>The moves that are none.</summary>
    public double[] NonZero { get; }

    /// <summary>Share of observations at which the price stayed.</summary>
    public double Stays => Moves.Length == 0 ? 1 : 1 - ((double)NonZero.Length / Moves.Length);

    /// <summary>Orders the points; of several of one day the one seen last counts, and it counts as revised when they
    /// differ. Prices of zero or below are left out.</summary>
    public static PriceHistory Of(string name, IEnumerable<HistoryPoint> points)
    {
        var kept = new List<HistoryPoint>();
        var revised = 0;
        foreach (var point in points.Where(p => p.Price > 0).OrderBy(p => p.Day.Days).ThenBy(p => p.Seen?.Days ?? 0))
        {
            if (kept.Count > 0 && kept[^1].Day == point.Day)
            {
                revised += kept[^1].Price != point.Price ? 1 : 0;
                kept[^1] = point;
            }
            else
                kept.Add(point);
        }

        return new(name, kept, revised);
    }
}
