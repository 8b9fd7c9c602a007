// How fast the good gets cheaper by itself: the part of a falling curve that is no news.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One day of the index that contracts settle on.</summary>
public readonly record struct IndexValue(TradingDate Day, double Value);

/// <summary>Where a trend was taken from.</summary>
public enum TrendSource
{
    /// <summary>Contracts that average beyond half a year from now.</summary>
    FarContracts,

    /// <summary>The index's own past.</summary>
    Index,
}

/// <summary>The usual decline.</summary>
/// <param name="Yield">Logarithmic decline a year, with a roll yield's sign: above zero prices fall.</param>
/// <param name="Error">Standard error of the least-squares line; null with two points. Prices of one curve and days of
/// one index are no independent draws, so it is a lower bound.</param>
/// <param name="Points">Contracts or days that the line goes through.</param>
public sealed record CurveTrend(TrendSource Source, double Yield, double? Error, int Points)
{
    /// <summary>Years from now from which a contract says more about the trend than about today's market.</summary>
    public const double Beyond = 0.5;

    /// <summary>Days of the index's past that its trend looks at.</summary>
    public const int IndexDays = 365;

    /// <summary>Least index values for a trend.</summary>
    public const int LeastIndexDays = 60;

    /// <summary>
    /// By least squares of ln price on years: over the contracts beyond half a year where there are two or more, else
    /// over the index's last year.
    /// </summary>
    /// <param name="index">In order of day; later days than the curve's are not looked at.</param>
    /// <returns>Null when neither is long enough.</returns>
    public static CurveTrend? Of(FuturesCurve curve, IReadOnlyList<IndexValue> index)
    {
        var far = Far(curve);
        if (far.Count >= 2)
            return Line(TrendSource.FarContracts, [.. far.Select(p => (curve.Maturity(p), Math.Log(p.OpenPrice)))]);
        var past = index
            .Where(v => v.Value > 0 && v.Day <= curve.Day && v.Day.Days > curve.Day.Days - IndexDays)
            .Select(v => (curve.Years(v.Day), Math.Log(v.Value)))
            .ToList();
        return past.Count >= LeastIndexDays ? Line(TrendSource.Index, past) : null;
    }

    /// <summary>Contracts that average beyond half a year from now.</summary>
    internal static IReadOnlyList<CurvePoint> Far(FuturesCurve curve) =>
        [.. curve.Points.Where(p => curve.Maturity(p) > Beyond && p.OpenPrice > 0)];

    private static CurveTrend Line(TrendSource source, List<(double Years, double Log)> points)
    {
        var (x, y) = (points.Average(p => p.Years), points.Average(p => p.Log));
        var square = points.Sum(p => (p.Years - x) * (p.Years - x));
        var slope = points.Sum(p => (p.Years - x) * (p.Log - y)) / square;
        if (points.Count == 2)
            return new(source, -slope, null, 2);
        var left = points.Sum(p => Math.Pow(p.Log - y - (slope * (p.Years - x)), 2));
        return new(source, -slope, Math.Sqrt(left / (points.Count - 2) / square), points.Count);
    }
}
