// Deals that stand out, buyers who are too much of a seller, and the ends of the price range.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>outliers, buyer cap and volume trim. Rows that are no deals (posted prices of a lower tier) pass.</summary>
internal static class DealScreens
{
    // The MAD of a normal distribution times this is its standard deviation.
    private const decimal NormalMad = 1.4826m;

    /// <summary>|ln x - med| above spread * 1.4826 * max(MAD, floor), over the deals of an item with all
    /// sellers.</summary>
    public static void Outliers(OutliersStep step, Table table)
    {
        var far = new HashSet<Row>();
        foreach (var rows in DealsBy(IndexKey.Item, table).Values)
        {
            if (rows.Count < step.Least)
                continue;
            rows.Sort(Table.ByValue);
            SetLogs(rows);
            var median = Middle(rows, row => row.Log!.Value);
            var away = new List<decimal>(rows.Count);
            foreach (var row in rows)
                away.Add(Away(row, median));
            away.Sort();
            var mad = Middle(away, a => a);
            var bound = step.Spread * NormalMad * (mad > step.Floor ? mad : step.Floor);
            foreach (var row in rows)
            {
                if (Away(row, median) > bound)
                    far.Add(row);
            }
        }

        if (far.Count > 0)
            table.Keep(row => far.Contains(row) ? "too far from the median of the item's deals" : null);
    }

    /// <summary>A buyer's volume with a seller counts up to Most of all that then counts with the seller. Where Most
    /// times the number of buyers is not above one, each counts as much as the smallest.</summary>
    public static void BuyerCap(BuyerCapStep step, Table table)
    {
        foreach (var rows in DealsBy(IndexKey.Seller, table).Values)
        {
            var buyers = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
            foreach (var row in rows)
            {
                buyers.TryGetValue(row.Deal!.Document.Buyer, out var volume);
                buyers[row.Deal.Document.Buyer] = volume + row.Weight;
            }

            var volumes = new List<decimal>(buyers.Values);
            var ceiling = Ceiling(volumes, step.Most);
            foreach (var row in rows)
            {
                var volume = buyers[row.Deal!.Document.Buyer];
                if (volume > ceiling)
                    row.Weight *= ceiling / volume;
            }
        }
    }

    /// <summary>The volume L with L = most * sum of min(volume, L).</summary>
    internal static decimal Ceiling(List<decimal> volumes, decimal most)
    {
        volumes.Sort();
        if (most * volumes.Count <= 1m)
            return volumes[0];
        var below = 0m;
        foreach (var volume in volumes)
            below += volume;

        // With the k largest at the ceiling: L = most * (the others + k L).
        for (var k = 0; ; k++)
        {
            var ceiling = k == 0 ? most * below : most * below / (1m - (most * k));
            var largest = volumes[volumes.Count - 1 - k];
            if (largest <= ceiling)
                return k == 0 ? largest : ceiling;
            below -= largest;
        }
    }

    /// <summary>The cheapest and the dearest share of the volume stop counting; what stands at the same price stops in
    /// the same measure, so that the order of deals plays no part.</summary>
    public static void VolumeTrim(VolumeTrimStep step, Table table)
    {
        if (step.OfItem)
        {
            foreach (var rows in DealsBy(IndexKey.Item, table).Values)
                TrimOne(rows, step.Share);
        }
        else
        {
            foreach (var rows in ByOffer(table).Values)
                TrimOne(rows, step.Share);
        }

        table.Keep(row => row.Weight == 0m ? "among the cheapest or the dearest of the volume: trimmed" : null);
    }

    /// <summary>Rows by the number of their offer; rows that are no deals are not among them.</summary>
    internal static SortedDictionary<int, List<Row>> ByOffer(Table table)
    {
        var offers = new SortedDictionary<int, List<Row>>();
        foreach (var row in table.Rows)
        {
            if (row.Deal is null)
                continue;
            if (!offers.TryGetValue(row.Series.Offer, out var list))
                offers.Add(row.Series.Offer, list = []);
            list.Add(row);
        }

        return offers;
    }

    /// <summary>Logarithms of rows in order of value: equal values share one.</summary>
    internal static void SetLogs(List<Row> sorted)
    {
        for (var i = 0; i < sorted.Count; i++)
        {
            sorted[i].Log ??=
                i > 0 && sorted[i].Value == sorted[i - 1].Value ? sorted[i - 1].Log : DecimalMath.Ln(sorted[i].Value);
        }
    }

    private static void TrimOne(List<Row> rows, decimal share)
    {
        rows.Sort(Table.ByValue);
        var cut = share * Means.TotalWeight(rows);
        var left = Means.TotalWeight(rows) - cut;
        var before = 0m;
        for (var i = 0; i < rows.Count; )
        {
            var end = i;
            var volume = 0m;
            for (; end < rows.Count && rows[end].Value == rows[i].Value; end++)
                volume += rows[end].Weight;
            var from = before > cut ? before : cut;
            var to = before + volume < left ? before + volume : left;
            var kept = to > from ? to - from : 0m;
            for (; i < end; i++)
                rows[i].Weight *= volume > 0m ? kept / volume : 0m;
            before += volume;
        }
    }

    private static SortedDictionary<string, List<Row>> DealsBy(IndexKey by, Table table)
    {
        var groups = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (row.Deal is null)
                continue;
            var key = row.Key(by);
            if (!groups.TryGetValue(key, out var list))
                groups.Add(key, list = []);
            list.Add(row);
        }

        return groups;
    }

    private static decimal Away(Row row, decimal median)
    {
        var away = row.Log!.Value - median;
        return away < 0m ? -away : away;
    }

    private static decimal Middle<T>(List<T> sorted, Func<T, decimal> of)
    {
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? of(sorted[half]) : (of(sorted[half - 1]) + of(sorted[half])) / 2m;
    }
}
