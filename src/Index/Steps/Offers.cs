// Steps that make offers of prices: currency, weights observed, the bundle of classes, comparison with peers.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>convert, weigh, bundle and peers.</summary>
internal static class Offers
{
    /// <summary>value * rate, or value / rate where only the opposite rate is observed.</summary>
    public static void Convert(ConvertStep step, PrintContext context, Table table)
    {
        var to = context.Methodology.Currency;
        table.Keep(row =>
        {
            if (row.Currency == to)
                return null;
            var rate = context.Observations.RateOf(row.Currency, to);
            var inverse = rate.Sequence < 0;
            if (inverse)
                rate = context.Observations.RateOf(to, row.Currency);
            if (rate.Sequence < 0)
                return $"no exchange rate from {row.Currency} to {to}";
            if (step.MaxAgeDays > 0 && context.Day.Days - rate.Seen > step.MaxAgeDays)
                return $"no exchange rate from {row.Currency} to {to} for more than {step.MaxAgeDays} days";
            row.Value = inverse ? row.Value / rate.Rate : row.Value * rate.Rate;
            row.Currency = to;
            row.RateSequence = rate.Sequence;
            return null;
        });
    }

    /// <summary>Takes the rows of the weight class out and gives each offer its weight; an offer without one weighs
    /// nothing.</summary>
    public static void Weigh(WeighStep step, PrintContext context, Table table)
    {
        var weights = new decimal[context.Observations.OfferCount];
        var rests = new long[weights.Length];
        var kept = new List<Row>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (row.Series.Class != step.Class)
            {
                kept.Add(row);
                continue;
            }

            weights[row.Series.Offer] = row.Value;
            rests[row.Series.Offer] = row.Sequence;
        }

        foreach (var row in kept)
        {
            row.Weight = weights[row.Series.Offer];
            if (row.Weight > 0m)
                row.WeightSequence = rests[row.Series.Offer];
        }

        // What only the weight class has left out (a weight of zero) is no constituent and is not told.
        table.LeftOut.RemoveAll(l => l.Row.Series.Class == step.Class);
        table.Rows = kept;
    }

    /// <summary>Sum over classes of weight * price; a missing class takes the price of its substitute, else the offer
    /// is left out.</summary>
    public static void Bundle(BundleStep step, PrintContext context, Table table)
    {
        var parts = step.Parts;
        var slots = new Row?[context.Observations.OfferCount * parts.Count];
        var order = new List<int>();
        var seen = new bool[context.Observations.OfferCount];
        foreach (var row in table.Rows)
        {
            var part = PartOf(parts, row.Series.Class);
            if (part < 0)
                continue;
            slots[(row.Series.Offer * parts.Count) + part] = row;
            if (seen[row.Series.Offer])
                continue;
            seen[row.Series.Offer] = true;
            order.Add(row.Series.Offer);
        }

        var bundled = new List<Row>(order.Count);
        foreach (var offer in order)
            BundleOne(parts, slots.AsSpan(offer * parts.Count, parts.Count), bundled, table);
        table.Rows = bundled;
    }

    /// <summary>Leaves out what is at least Factor times, or at most 1/Factor of, the median of its item where the item
    /// has enough offers.</summary>
    public static void Peers(PeersStep step, Table table)
    {
        var items = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (!items.TryGetValue(row.Series.Item, out var list))
                items.Add(row.Series.Item, list = []);
            list.Add(row);
        }

        foreach (var list in items.Values)
            list.Sort(Table.ByValue);
        table.Keep(row =>
        {
            var list = items[row.Series.Item];
            if (list.Count < step.Least)
                return null;
            var median = Means.Median(list);
            return row.Value >= median * step.Factor || row.Value * step.Factor <= median
                ? "too far from the median of its item"
                : null;
        });
    }

    private static void BundleOne(
        IReadOnlyList<BundlePart> parts,
        ReadOnlySpan<Row?> slots,
        List<Row> bundled,
        Table table
    )
    {
        Row? first = null;
        var sum = 0m;
        var missing = "";
        foreach (var row in slots)
            first ??= row;
        var used = new List<Row>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var row = slots[i];
            if (row is null && parts[i].Instead.Length > 0)
                row = slots[PartOf(parts, parts[i].Instead)];
            if (row is null)
            {
                missing = parts[i].Class;
                continue;
            }

            sum += parts[i].Weight * row.Value;
            used.Add(row);
        }

        if (missing.Length > 0)
            table.Leave($"no {missing} price", first!);
        else
            bundled.Add(Row.Of(first!.Name, sum, first.Weight, used));
    }

    private static int PartOf(IReadOnlyList<BundlePart> parts, string @class)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Class == @class)
                return i;
        }

        return -1;
    }
}
