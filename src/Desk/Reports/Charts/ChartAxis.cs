// One axis of a chart: its range, its marks at 1, 2 or 5 times a power of ten, and how a mark is written.
using System.Globalization;

namespace Tokenbourse.Desk.Reports.Charts;

/// <summary>A linear axis.</summary>
internal sealed class ChartAxis
{
    private readonly int _decimals;

    private ChartAxis(double low, double high, IReadOnlyList<double> marks, int decimals)
    {
        (Low, High, Marks, _decimals) = (low, high, marks, decimals);
    }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Marks { get; }

    /// <summary>Around values.</summary>
    /// <param name="about">How many marks are wanted.</param>
    public static ChartAxis Around(IEnumerable<double> values, bool zero, int about)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        if (zero)
            (low, high) = (double.Min(low, 0), double.Max(high, 0));
        if (high - low < 1e-12 * double.Max(1, Math.Abs(high)))
            (low, high) = (low - 0.5, high + 0.5);
        var step = Step((high - low) / about);
        (low, high) = (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step);
        var count = (int)Math.Round((high - low) / step);
        var decimals = int.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));
        return new(low, high, [.. Enumerable.Range(0, count + 1).Select(i => low + (i * step))], decimals);
    }

    /// <summary>Places 0 to <paramref name="count"/> − 1, half a place of air on both sides.</summary>
    public static ChartAxis OfPlaces(int count) =>
        new(-0.5, count - 0.5, [.. Enumerable.Range(0, count).Select(i => (double)i)], 0);

    /// <summary>0 at the low end, 1 at the high one.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <summary>A mark as text: exact, since steps are round; thousands and millions by their signs.</summary>
    public string Text(double mark)
    {
        var largest = double.Max(Math.Abs(Low), Math.Abs(High));
        var (scale, sign) =
            largest >= 2e9 ? (1e9, "G")
            : largest >= 2e6 ? (1e6, "M")
            : largest >= 2e4 ? (1e3, "k")
            : (1.0, "");
        var decimals = scale > 1 ? int.Max(0, (int)-Math.Floor(Math.Log10((High - Low) / scale / 5))) : _decimals;
        var value = Math.Round(mark / scale, decimals);
        return value == 0
            ? "0"
            : value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                + sign;
    }

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1.0001 => power,
            <= 2.0001 => 2 * power,
            <= 5.0001 => 5 * power,
            _ => 10 * power,
        };
    }
}
