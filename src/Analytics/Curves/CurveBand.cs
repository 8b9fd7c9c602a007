// Where past days had the curve at the same time to maturity: the range that holds four fifths of them.
using System.Diagnostics.CodeAnalysis;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One contract of today.</summary>
/// <param name="Low">A tenth of the past prices at its time to maturity lie below it.</param>
/// <param name="High">Nine tenths do.</param>
/// <param name="Days">Past days whose curve reached that maturity.</param>
public sealed record BandPoint(string Contract, double Low, double High, int Days);

/// <summary>
/// Past prices at the time to maturity that each contract has today, read from each day's curve as
/// <see cref="ConstantMaturities"/> reads it; quantiles lie on straight lines between the ordered prices
/// (Hyndman and Fan's seventh). Of an averaging contract it is the price of the open days.
/// </summary>
/// <param name="Days">Days before today that were looked at.</param>
/// <param name="Points">Contracts whose maturity enough days reached, in the curve's order.</param>
public sealed record CurveBand(int Days, IReadOnlyList<BandPoint> Points)
{
    /// <summary>Days before today that count: a year of trading.</summary>
    public const int Window = 250;

    /// <summary>Least days for a range to say anything.</summary>
    public const int LeastDays = 60;

    public const double LowShare = 0.1;
    public const double HighShare = 0.9;

    /// <param name="history">In order of day; only days before today are looked at.</param>
    public static bool TryMeasure(
        FuturesCurve today,
        IReadOnlyList<FuturesCurve> history,
        [NotNullWhen(true)] out CurveBand? band,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        (band, fault) = (null, today.FirstFault());
        if (fault is not null)
            return false;
        var past = history.Where(c => c.Day < today.Day).TakeLast(Window).ToList();
        if (past.Count < LeastDays)
        {
            fault = new(today.Product, "past days", $"{LeastDays} or more", CurveFault.Number(past.Count));
            return false;
        }

        var points = new List<BandPoint>();
        foreach (var point in today.Points)
        {
            var prices = ConstantMaturities
                .Of(past, [today.Maturity(point)])
                .Rows.Select(r => Math.Exp(r.LogPrices[0]))
                .Order()
                .ToArray();
            if (prices.Length >= LeastDays)
                points.Add(new(point.Contract, At(prices, LowShare), At(prices, HighShare), prices.Length));
        }

        band = new(past.Count, points);
        return true;
    }

    private static double At(double[] ordered, double share)
    {
        var place = share * (ordered.Length - 1);
        var below = (int)Math.Floor(place);
        var part = place - below;
        return part > 0 ? ordered[below] + (part * (ordered[below + 1] - ordered[below])) : ordered[below];
    }
}
