// The part of the front slope that the usual decline does not explain.
namespace Tokenbourse.Analytics.Curves;

/// <summary>What scarcity says.</summary>
public enum ScarcityReading
{
    /// <summary>The front falls as prices fall anyway, within the noise.</summary>
    Usual,

    /// <summary>Near months cost more than the usual decline explains: demand overheats or supply is disrupted
    /// now.</summary>
    ScarceNow,

    /// <summary>Later months cost more than the usual decline explains: a shortage is expected.</summary>
    ShortageExpected,
}

/// <summary>Observed front slope less trend slope, each a logarithmic decline a year. Tokens and GPU hours cannot be
/// stored and get cheaper by themselves, so a falling curve alone is no sign of scarcity.</summary>
/// <param name="Near">Nearest contract whose averaging has not begun: the price of one that averages already is partly
/// about days gone by, and what is left of it too noisy to be a slope.</param>
/// <param name="Far">The next one.</param>
/// <param name="Front">Slope between the two, from their open days.</param>
/// <param name="Noise">A tick in either price, as a slope, and two standard errors of the trend; a trend through two
/// contracts has none, and a tick in either of those counts in its place.</param>
public sealed record Scarcity(string Near, string Far, double Front, CurveTrend Trend, double Noise)
{
    /// <summary>Above zero: near months are dear.</summary>
    public double Value => Front - Trend.Yield;

    /// <summary>In words.</summary>
    public ScarcityReading Reading =>
        Math.Abs(Value) <= Noise ? ScarcityReading.Usual
        : Value > 0 ? ScarcityReading.ScarceNow
        : ScarcityReading.ShortageExpected;

    private static bool IsOpen(FuturesCurve curve, CurvePoint point) => !(point.Delivery?.First <= curve.Day);

    /// <summary>Splits the front slope.</summary>
    /// <param name="why">What is missing when there is no answer.</param>
    public static Scarcity? Of(FuturesCurve curve, IReadOnlyList<IndexValue> index, out CurveFault? why)
    {
        why = null;
        var open = curve.Points.Where(p => IsOpen(curve, p)).Take(2).ToList();
        if (open.Count < 2 || curve.Maturity(open[0]) > CurveTrend.Beyond)
        {
            var given = open.Count < 2 ? CurveFault.Number(open.Count) : $"{open[0].Contract} as the nearest";
            why = new(curve.Product, "front slope", "two contracts, one within half a year", given);
            return null;
        }

        if (CurveTrend.Of(curve, index) is not { } trend)
        {
            var rule = $"two contracts beyond half a year, or {CurveTrend.LeastIndexDays} index values in a year";
            why = new(curve.Product, "trend", rule, "neither");
            return null;
        }

        var years = curve.Maturity(open[1]) - curve.Maturity(open[0]);
        var front = Math.Log(open[0].Price / open[1].Price) / years;
        var far = trend.Error is { } error ? 2 * error : Ticks(curve, CurveTrend.Far(curve));
        return new(open[0].Contract, open[1].Contract, front, trend, Ticks(curve, open) + far);
    }

    /// <summary>What a tick in either of two prices does to the slope between them.</summary>
    private static double Ticks(FuturesCurve curve, IReadOnlyList<CurvePoint> two) =>
        ((curve.Tick / two[0].OpenPrice) + (curve.Tick / two[1].OpenPrice))
        / (curve.Maturity(two[1]) - curve.Maturity(two[0]));
}
