// What a daily series does: how much, how often, in what leaps.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Figures of one series.</summary>
/// <param name="Days">Number of daily moves (days with a value on the day and on the day before).</param>
/// <param name="Volatility">Standard deviation of daily log moves times the root of 365: a year's, as a share.</param>
/// <param name="JumpsAbove5">Daily moves of more than 5 % either way.</param>
/// <param name="JumpsAbove20">Daily moves of more than 20 %.</param>
/// <param name="LargestFall">Largest daily fall, as a share, at most 0.</param>
/// <param name="LargestRise">Largest daily rise, as a share, at least 0.</param>
/// <param name="Still">Share of days without any move.</param>
/// <param name="Change">Log of last over first.</param>
public sealed record SeriesFigures(
    int Days,
    double Volatility,
    int JumpsAbove5,
    int JumpsAbove20,
    double LargestFall,
    double LargestRise,
    double Still,
    double Change
)
{
    // Below this a move is the rounding of a chain, not a price.
    private const double Nothing = 1e-9;

    /// <param name="perYear">Observations a year: 365 for days, 52 for weeks, 12 for months.</param>
    public static SeriesFigures Of(IReadOnlyList<double> series, double perYear = 365)
    {
        var moves = Moves(series);
        if (moves.Count < 2)
            return new(moves.Count, double.NaN, 0, 0, 0, 0, double.NaN, double.NaN);
        var shares = moves.ConvertAll(m => Math.Exp(m) - 1);
        var valued = series.Where(double.IsFinite).ToList();
        return new(
            moves.Count,
            Deviation(moves) * Math.Sqrt(perYear),
            shares.Count(s => Math.Abs(s) > 0.05),
            shares.Count(s => Math.Abs(s) > 0.20),
            Math.Min(0, shares.Min()),
            Math.Max(0, shares.Max()),
            (double)moves.Count(m => Math.Abs(m) < Nothing) / moves.Count,
            Math.Log(valued[^1] / valued[0])
        );
    }

    /// <summary>Log moves between neighbouring days that both have a value.</summary>
    public static List<double> Moves(IReadOnlyList<double> series)
    {
        var moves = new List<double>();
        for (var day = 1; day < series.Count; day++)
            if (double.IsFinite(series[day]) && double.IsFinite(series[day - 1]))
                moves.Add(Math.Log(series[day] / series[day - 1]));
        return moves;
    }

    /// <summary>Standard deviation with n - 1.</summary>
    public static double Deviation(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
