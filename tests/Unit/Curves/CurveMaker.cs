// Curves written out by hand, for the tests of this folder.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Curves;

internal static class CurveMaker
{
    public static readonly TradingDate Day = TradingDate.Of(2026, 1, 1);

    /// <summary>Contracts that settle on their last trading day, so many days after the first of January 2026.</summary>
    public static FuturesCurve Curve(params (int Days, double Price)[] points) => On(Day, points);

    public static FuturesCurve On(TradingDate day, params (int Days, double Price)[] points) =>
        new("TK", day, 0.01, [.. points.Select(Point)]);

    private static CurvePoint Point((int Days, double Price) p) => new($"TK-{p.Days:D3}", Day.Plus(p.Days), p.Price);
}
