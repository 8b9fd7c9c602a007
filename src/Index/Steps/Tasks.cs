// Tokenizer factors, and what a task costs: the price times the tokens that the item needs for it.
using System.Globalization;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>Factors of a methodology, by item.</summary>
internal static class Tokenizers
{
    public const string Unknown = "no tokenizer factor";

    /// <summary>By item number of the deals' offers; 0: the item has none and is left out.</summary>
    public static decimal[] ByItem(IReadOnlyList<ItemFactor> factors, decimal otherwise, PrintContext context)
    {
        var offers = context.Observations.Offers.All;
        var by = new decimal[offers.Count];
        foreach (var offer in offers)
            by[offer.ItemNumber] = Of(factors, otherwise, offer.Item);
        return by;
    }

    public static decimal Of(IReadOnlyList<ItemFactor> factors, decimal otherwise, string item)
    {
        for (var i = 0; i < factors.Count; i++)
        {
            if (
                factors[i].Begins ? item.StartsWith(factors[i].Item, StringComparison.Ordinal) : factors[i].Item == item
            )
                return factors[i].Factor;
        }

        return otherwise;
    }

    public static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>task: value * measure * factor, the cost of the reference task at this price.</summary>
internal static class Tasks
{
    private const decimal Most = 1_000_000_000m;
    private const decimal Least = 0.000000001m;

    public static void Cost(TaskStep step, PrintContext context, Table table)
    {
        var none = $"no measure of {step.Class}";
        var old = $"no measure of {step.Class} for more than {step.MaxAgeDays} days";
        var measures = Measures(step, context);
        table.Keep(
            row =>
            {
                // A price per token of the item's own tokenizer needs no factor: its task is counted in the same
                // tokens.
                var factor = Tokenizers.Of(step.Tokenizers, step.Otherwise, row.Series.Item);
                if (factor == 0m)
                    return Tokenizers.Unknown;
                if (!measures.TryGetValue(row.Series.Item, out var found))
                    return none;
                var point = found.Points[found.At(context.Day.Days)];
                if (step.MaxAgeDays > 0 && context.Day.Days - point.LastSeen > step.MaxAgeDays)
                    return old;
                if (point.Price!.Value > Most || row.Value > Most)
                    return "out of range";
                var value = row.Value * point.Price.Value * factor;
                if (value is < Least or > Most)
                    return "out of range";
                row.Value = value;
                row.Log = null;
                row.WeightSequence = row.WeightSequence < 0 ? point.LastSequence : row.WeightSequence;
                return null;
            },
            wholeItem: true
        );
    }

    // The newest measure of each item, whoever measured it; of equally new ones the later on the log.
    private static Dictionary<string, Series> Measures(TaskStep step, PrintContext context)
    {
        var by = new Dictionary<string, Series>(StringComparer.Ordinal);
        foreach (var series in context.Observations.Series)
        {
            if (
                series.Product != "task"
                || series.Class != step.Class
                || series.At(context.Day.Days) is not (>= 0 and var at)
            )
                continue;
            var point = series.Points[at];
            if (point.Price is not > 0m)
                continue;
            if (!by.TryGetValue(series.Item, out var known) || Newer(point, known.Points[known.At(context.Day.Days)]))
                by[series.Item] = series;
        }

        return by;
    }

    private static bool Newer(in PricePoint point, in PricePoint known) =>
        point.Start != known.Start ? point.Start > known.Start : point.LastSequence > known.LastSequence;
}
