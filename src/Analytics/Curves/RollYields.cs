// What holding a contract earns while the curve stays as it is: roll yields and implied carry between two contracts.
namespace Tokenbourse.Analytics.Curves;

/// <summary>Two contracts of one curve.</summary>
/// <param name="Pair">As M1-M4: places by calendar month, M1 being the nearest contract's month.</param>
/// <param name="Yield">ln(near / far) * 365 / days between their last trading days: above zero the curve falls and a
/// long position earns by rolling.</param>
public sealed record RollYield(string Pair, string Near, string Far, double Yield)
{
    /// <summary>ln(far / near) a year: what the curve would pay for carrying the good, were it storable.</summary>
    public double Carry => -Yield;
}

/// <summary>The pairs that every curve is asked for.</summary>
public static class RollYields
{
    /// <summary>Months of the far side of the pairs that open at M1.</summary>
    public static IReadOnlyList<int> Places { get; } = [2, 4, 13];

    /// <summary>M1-M2, M1-M4 and M1-M13, as far as those months are listed.</summary>
    public static IReadOnlyList<RollYield> FromFront(FuturesCurve curve)
    {
        var yields = new List<RollYield>();
        foreach (var place in Places)
        {
            if (At(curve, place) is { } far && curve.Points[0] is var near)
                yields.Add(Between($"M1-M{place}", near, far));
        }

        return yields;
    }

    /// <summary>Each contract against the next.</summary>
    public static IReadOnlyList<RollYield> Adjacent(FuturesCurve curve) =>
        [
            .. curve
                .Points.Zip(curve.Points.Skip(1))
                .Select(p => Between($"M{PlaceOf(curve, p.First)}-M{PlaceOf(curve, p.Second)}", p.First, p.Second)),
        ];

    /// <summary>The contract whose month is so many months, less one, after the nearest one's; null when it is not
    /// listed.</summary>
    public static CurvePoint? At(FuturesCurve curve, int place) =>
        curve.Points.FirstOrDefault(p => PlaceOf(curve, p) == place);

    /// <summary>1 for the nearest contract's month.</summary>
    public static int PlaceOf(FuturesCurve curve, CurvePoint point) => MonthOf(point) - MonthOf(curve.Points[0]) + 1;

    private static int MonthOf(CurvePoint point) => (point.LastTradingDay.Year * 12) + point.LastTradingDay.Month - 1;

    private static RollYield Between(string pair, CurvePoint near, CurvePoint far)
    {
        var days = far.LastTradingDay.Days - near.LastTradingDay.Days;
        return new(
            pair,
            near.Contract,
            far.Contract,
            Math.Log(near.Price / far.Price) * FuturesCurve.DaysPerYear / days
        );
    }
}
