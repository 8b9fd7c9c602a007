// Curves made for tests: contracts of calendar months whose prices are means of a given function.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Curves;

internal static class CurveExamples
{
    public static readonly TradingDate Day = TradingDate.Of(2026, 1, 31);

    /// <summary>Months after the day, each settling on the mean of f over its days, by a midpoint rule fine enough for
    /// ten digits.</summary>
    public static FuturesCurve Months(int count, Func<double, double> f, double? spread = null)
    {
        var bare = new FuturesCurve("TK", Day, 0.01, []);
        var points = Enumerable
            .Range(1, count)
            .Select(m =>
            {
                var month = ContractMonth.Of(Day).Plus(m);
                var point = new CurvePoint($"TK{m:00}", month.Last, 1) { Delivery = DeliveryPeriod.Of(month) };
                var (from, until) = bare.OpenYears(point);
                var price = Mean(f, from, until);
                return point with { Price = price, Bid = price - (spread / 2), Ask = price + (spread / 2) };
            })
            .ToList();
        return bare with { Points = points };
    }

    public static double Mean(Func<double, double> f, double from, double until, int parts = 4000)
    {
        var width = (until - from) / parts;
        return Enumerable.Range(0, parts).Sum(i => f(from + ((i + 0.5) * width))) / parts;
    }

    public static FuturesCurve With(this FuturesCurve curve, string contract, Func<CurvePoint, CurvePoint> change) =>
        curve with
        {
            Points = [.. curve.Points.Select(p => p.Contract == contract ? change(p) : p)],
        };
}
