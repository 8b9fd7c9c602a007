// The price of one good against another on the same day: generations of GPUs, regions.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Two prices of one unit.</summary>
/// <param name="First">As B200.</param>
/// <param name="Second">As H100.</param>
/// <param name="FirstPrice">Above zero.</param>
public sealed record LegSpread(TradingDate Day, string First, string Second, double FirstPrice, double SecondPrice)
{
    /// <summary>First less second, in the price's unit.</summary>
    public double Difference => FirstPrice - SecondPrice;

    /// <summary>First over second.</summary>
    public double Ratio => FirstPrice / SecondPrice;

    /// <summary>The newest day on which both series have a value above zero, up to <paramref name="day"/>; null when
    /// there is none.</summary>
    public static LegSpread? Newest(
        (string Name, IReadOnlyList<IndexValue> Values) first,
        (string Name, IReadOnlyList<IndexValue> Values) second,
        TradingDate day
    )
    {
        var other = second
            .Values.Where(v => v.Value > 0 && v.Day <= day)
            .GroupBy(v => v.Day)
            .ToDictionary(d => d.Key, d => d.Last().Value);
        var newest = first
            .Values.Where(v => v.Value > 0 && other.ContainsKey(v.Day))
            .Select(v => (IndexValue?)v)
            .MaxBy(v => v!.Value.Day);
        return newest is { } found ? new(found.Day, first.Name, second.Name, found.Value, other[found.Day]) : null;
    }
}
