// A history of curves read at maturities that stay the same.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Log prices of one day at the given maturities.</summary>
/// <param name="Stretched">Cells that no two neighbouring months stood round: bridged or extended.</param>
public sealed record MaturityRow(TradingDate Day, IReadOnlyList<double> LogPrices, int Stretched);

/// <summary>
/// Method: ln F is a straight line between the two contracts that stand round the maturity; beyond the first or the
/// last contract its value holds, for at most <see cref="Reach"/>. A cell counts as stretched when its two contracts
/// are further apart than <see cref="Bridge"/> or when it is held beyond an end; a day that would have to reach further
/// has no row.
/// </summary>
/// <param name="Years">Maturities, ascending.</param>
/// <param name="Skipped">Days without a row.</param>
public sealed record ConstantMaturities(
    IReadOnlyList<double> Years,
    IReadOnlyList<MaturityRow> Rows,
    IReadOnlyList<TradingDate> Skipped
)
{
    /// <summary>Months of up to 31 days, with a weekend at either end, are neighbours.</summary>
    public const double Bridge = 35 / FuturesCurve.DaysPerYear;

    /// <summary>How far the first or last price is held.</summary>
    public const double Reach = 31 / FuturesCurve.DaysPerYear;

    /// <summary>Share of stretched cells, 0 to 1.</summary>
    public double StretchedShare =>
        Rows.Count == 0 ? 0 : (double)Rows.Sum(r => r.Stretched) / (Rows.Count * Years.Count);

    /// <summary>Reads curves without faults; a faulty one is skipped.</summary>
    /// <param name="curves">In order of day.</param>
    /// <param name="years">Above zero, ascending.</param>
    public static ConstantMaturities Of(IReadOnlyList<FuturesCurve> curves, IReadOnlyList<double> years)
    {
        var rows = new List<MaturityRow>(curves.Count);
        var skipped = new List<TradingDate>();
        foreach (var curve in curves)
        {
            if (Row(curve, years) is { } row)
                rows.Add(row);
            else
                skipped.Add(curve.Day);
        }

        return new(years, rows, skipped);
    }

    private static MaturityRow? Row(FuturesCurve curve, IReadOnlyList<double> years)
    {
        if (curve.Points.Count == 0 || curve.FirstFault() is not null || curve.Points.Any(p => p.OpenPrice <= 0))
            return null;
        var points = curve
            .Points.Select(p => (At: curve.Maturity(p), Log: Math.Log(p.OpenPrice)))
            .OrderBy(p => p.At)
            .ToArray();
        var logs = new double[years.Count];
        var stretched = 0;
        for (var i = 0; i < years.Count; i++)
        {
            var after = Array.FindIndex(points, p => p.At >= years[i]);
            if (after > 0)
            {
                var (left, right) = (points[after - 1], points[after]);
                var gap = right.At - left.At;
                logs[i] = gap > 0 ? left.Log + ((right.Log - left.Log) * (years[i] - left.At) / gap) : right.Log;
                // A contract that stands on the maturity itself needs no neighbour.
                stretched += gap > Bridge && right.At - years[i] > 1e-9 ? 1 : 0;
                continue;
            }

            var end = after == 0 ? points[0] : points[^1];
            if (Math.Abs(end.At - years[i]) > Reach)
                return null;
            logs[i] = end.Log;
            stretched += Math.Abs(end.At - years[i]) > 1e-9 ? 1 : 0;
        }

        return new(curve.Day, logs, stretched);
    }
}
