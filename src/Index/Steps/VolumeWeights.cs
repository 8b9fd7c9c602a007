// Weights of past volume, in a chain fixed for the month; enough of it present; broad enough.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>volume weights, coverage and breadth.</summary>
internal static class VolumeWeights
{
    /// <summary>
    /// Row weight = w_i * s_im / (sum of s over the seller's rows): w_i the seller's share of the window's volume among
    /// the sellers present, capped; s_im the item's share of the seller's. In a chain the volumes of the month's first
    /// computed print hold for the month; what ends in combine remembers nothing and gathers them each time.
    /// </summary>
    public static void Weigh(VolumeWeightsStep step, PrintContext context, Table table)
    {
        var run = table.Run!;
        var memory = run.Memory;
        var month = (context.Day.Year * 12) + context.Day.Month - 1;
        run.WeightsMonth = month;
        if (memory.WeightsMonth == month)
        {
            (run.WeightsFrom, run.WeightsTo) = (memory.WeightsFrom, memory.WeightsTo);
            for (var i = 0; i < memory.Volumes.Count; i++)
                run.Volumes.Add(memory.Volumes.GetKeyAtIndex(i), memory.Volumes.GetValueAtIndex(i));
        }
        else
        {
            Gather(step, run, table);
        }

        for (var i = 0; i < run.Successors.Count; i++)
        {
            // The month's fixed volume goes over to the model that took the place.
            if (run.Volumes.Remove(run.Successors.GetValueAtIndex(i), out var volume))
                run.Volumes[run.Successors.GetKeyAtIndex(i)] = volume;
        }

        table.Keep(row =>
            run.Volumes.ContainsKey(row.Series.Offer) ? null : "no volume in the days on which the weights rest"
        );
        SetShares(context, table);
        if (step.EqualItems)
            SetWeightsByItem(step, context, table);
        else
            SetWeights(step, context, table);
    }

    /// <summary>The present sellers' share of the window's volume.</summary>
    public static void Coverage(CoverageStep step, Table table)
    {
        var coverage = table.Run!.Coverage ?? 0m;
        if (coverage < step.Least)
            table.Refusal =
                $"sellers with {decimal.Round(coverage, 4)} of the past volume are there; the methodology asks for "
                + Tokenizers.Text(step.Least);
    }

    /// <summary>1 / sum of squared shares.</summary>
    public static void Breadth(BreadthStep step, Table table)
    {
        var number = EffectiveNumber(step.Of, table.Rows);
        if (number < step.Least)
            table.Refusal =
                $"effective number {decimal.Round(number, 4)}; the methodology asks for {Tokenizers.Text(step.Least)}";
    }

    /// <summary>Zero when nothing weighs anything.</summary>
    internal static decimal EffectiveNumber(IndexKey of, List<Row> rows)
    {
        var total = Means.TotalWeight(rows);
        if (total == 0m)
            return 0m;
        var squares = 0m;
        foreach (var members in Panel.ByKey(of, rows).Values)
        {
            var share = Means.TotalWeight(members) / total;
            squares += share * share;
        }

        return 1m / squares;
    }

    // The window ends lag days before the day of consumption. Where it holds nothing yet, all days so far and this one
    // count: an index must begin somewhere.
    private static void Gather(VolumeWeightsStep step, DealRun run, Table table)
    {
        var to = run.Day - step.Lag;
        var from = to - step.Days + 1;
        for (var again = 0; again < 2 && run.Volumes.Count == 0; again++)
        {
            for (var i = 0; i < run.Memory.Days.Count; i++)
            {
                var day = run.Memory.Days.GetKeyAtIndex(i);
                if (again == 0 && (day < from || day > to))
                    continue;
                if (run.Volumes.Count == 0 && again == 1)
                    from = day;
                foreach (var cell in run.Memory.Days.GetValueAtIndex(i).Cells)
                    Add(run.Volumes, cell.Offer, cell.Volume);
            }

            if (again == 0)
                continue;
            from = run.Volumes.Count == 0 ? run.Day : from;
            to = run.Day;
            foreach (var row in table.Rows)
                Add(run.Volumes, row.Series.Offer, row.Weight);
        }

        (run.WeightsFrom, run.WeightsTo) = (from, to);
    }

    private static void Add(SortedList<int, decimal> volumes, int offer, decimal volume)
    {
        volumes.TryGetValue(offer, out var known);
        volumes[offer] = known + volume;
    }

    private static void SetShares(PrintContext context, Table table)
    {
        var run = table.Run!;
        var sellers = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var total = 0m;
        for (var i = 0; i < run.Volumes.Count; i++)
        {
            var seller = context.Observations.Offers.All[run.Volumes.GetKeyAtIndex(i)].Seller;
            sellers.TryGetValue(seller, out var known);
            sellers[seller] = known + run.Volumes.GetValueAtIndex(i);
            total += run.Volumes.GetValueAtIndex(i);
        }

        var present = 0m;
        var hhi = 0m;
        foreach (var seller in Panel.ByKey(IndexKey.Seller, table.Rows).Keys)
            present += sellers[seller];
        foreach (var volume in sellers.Values)
            hhi += total == 0m ? 0m : volume / total * (volume / total);
        run.Coverage = total == 0m ? 0m : present / total;
        run.Hhi = hhi;
        foreach (var (seller, rows) in Panel.ByKey(IndexKey.Seller, table.Rows))
        {
            foreach (var row in rows)
                row.Weight = run.Volumes[row.Series.Offer];
            var own = Means.TotalWeight(rows);
            foreach (var row in rows)
                row.Weight *= sellers[seller] / own;
        }
    }

    // Each item weighs the same whatever was traded of it; within an item sellers weigh by its past volume, capped.
    private static void SetWeightsByItem(VolumeWeightsStep step, PrintContext context, Table table)
    {
        foreach (var row in table.Rows)
            row.Weight = table.Run!.Volumes[row.Series.Offer];
        DealTiers.WeighPosted(context, table);
        foreach (var rows in Panel.ByKey(IndexKey.Item, table.Rows).Values)
        {
            var item = new Table { Rows = rows };
            Cap(step, item);
            var total = Means.TotalWeight(rows);
            foreach (var row in rows)
                row.Weight = total == 0m ? 0m : row.Weight / total;
        }
    }

    private static void SetWeights(VolumeWeightsStep step, PrintContext context, Table table)
    {
        DealTiers.WeighPosted(context, table);
        Cap(step, table);
    }

    // No seller above the share; a seller's rows keep their proportions.
    private static void Cap(VolumeWeightsStep step, Table table)
    {
        var groups = Panel.ByKey(IndexKey.Seller, table.Rows);
        var sellers = new Table();
        var was = new List<decimal>();
        foreach (var (seller, rows) in groups)
        {
            was.Add(Means.TotalWeight(rows));
            sellers.Rows.Add(Row.Of(seller, 1m, was[^1], rows));
        }

        Panel.Cap(new(step.Most), sellers);
        for (var i = 0; i < was.Count; i++)
        {
            foreach (var row in sellers.Rows[i].Parts!)
                row.Weight *= sellers.Rows[i].Weight / was[i];
        }
    }
}
