// How values become one: means and medians, each with its definition.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>Pure functions of rows with values above zero.</summary>
internal static class Means
{
    // Published weights are rounded: half of the whole is reached when a millionth of the whole is lacking.
    private const decimal WeightSlack = 0.000001m;

    /// <summary>combine: the value from the rows, by their weights. Null when nothing weighs anything.</summary>
    public static decimal? Combine(CombineBy by, List<Row> rows)
    {
        if (rows.Count == 0 || TotalWeight(rows) == 0m)
            return null;
        rows.Sort(Table.ByValue);
        return by switch
        {
            CombineBy.ArithmeticMean => Arithmetic(rows),
            CombineBy.Median => Median(rows),
            CombineBy.WeightedMedian => WeightedMedian(rows),
            CombineBy.Sum => Sum(rows),
            _ => Geometric(rows),
        };
    }

    public static decimal TotalWeight(List<Row> rows)
    {
        var total = 0m;
        foreach (var row in rows)
            total += row.Weight;
        return total;
    }

    /// <summary>sum v, whatever the weights.</summary>
    public static decimal Sum(List<Row> rows)
    {
        var sum = 0m;
        foreach (var row in rows)
            sum += row.Value;
        return sum;
    }

    /// <summary>exp( sum w ln v / sum w )</summary>
    public static decimal Geometric(List<Row> rows)
    {
        var sum = 0m;
        foreach (var row in rows)
            sum += row.Weight * DecimalMath.Ln(row.Value);
        return DecimalMath.Exp(sum / TotalWeight(rows));
    }

    /// <summary>exp( sum ln v / n )</summary>
    public static decimal GeometricEqual(List<Row> rows)
    {
        if (rows.Count == 1)
            return rows[0].Value;
        var sum = 0m;
        foreach (var row in rows)
            sum += DecimalMath.Ln(row.Value);
        return DecimalMath.Exp(sum / rows.Count);
    }

    /// <summary>sum w v / sum w</summary>
    public static decimal Arithmetic(List<Row> rows)
    {
        var total = TotalWeight(rows);
        var sum = 0m;
        foreach (var row in rows)
            sum += row.Weight / total * row.Value;
        return sum;
    }

    /// <summary>The middle one of rows in order of value; the mean of the middle two when their number is
    /// even.</summary>
    public static decimal Median(List<Row> sorted)
    {
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half].Value : (sorted[half - 1].Value + sorted[half].Value) / 2m;
    }

    /// <summary>The first value at which the weights so far, in order of value, reach half of all weights.</summary>
    public static decimal WeightedMedian(List<Row> sorted)
    {
        var half = TotalWeight(sorted) * (0.5m - WeightSlack);
        var sum = 0m;
        foreach (var row in sorted)
        {
            sum += row.Weight;
            if (sum >= half)
                return row.Value;
        }

        return sorted[^1].Value;
    }
}
