// What was there before: entrants wait for an overlap, or are compared with what they replace by their traits.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>match: a row stays when its price before is known or can be made from the model that it replaces.</summary>
internal static class Matches
{
    public static void Match(MatchStep step, PrintContext context, Table table)
    {
        var run = table.Run!;
        var memory = run.Memory;
        if (memory.Points.Count == 0)
            return;
        var seen = DaysSeen(context, memory);
        var made = step.Hedonic is null ? [] : Imputed(step, context, table, seen);
        var waits = $"entered less than {step.Overlap} days of deals ago";
        table.Keep(row =>
        {
            var offer = row.Series.Offer;
            if (made.TryGetValue(offer, out var imputed))
            {
                row.LogBefore = imputed.LogBefore;
                return imputed.Reason;
            }

            seen.TryGetValue(offer, out var there);
            var old = there.Days > 0 && there.First <= memory.BeganDay;
            if (!old && there.Days < step.Overlap && !memory.Successors.ContainsKey(offer))
                return waits;
            if (!memory.Points.TryGetValue(offer, out var point) || !run.Usable(point, context.Day.Days, step.Days))
                return "joined: counts from the next print";
            row.LogBefore = point.Log;
            return null;
        });
    }

    // On how many days before today each offer had deals, and on which first.
    private static SortedList<int, (int Days, int First)> DaysSeen(PrintContext context, DealMemory memory)
    {
        var seen = new SortedList<int, (int Days, int First)>();
        for (var i = 0; i < memory.Days.Count; i++)
        {
            var day = memory.Days.GetValueAtIndex(i);
            if (day.Version != context.Methodology.Version)
                continue;
            foreach (var cell in day.Cells)
            {
                var first = !seen.TryGetValue(cell.Offer, out var there);
                seen[cell.Offer] = (there.Days + 1, first ? memory.Days.GetKeyAtIndex(i) : there.First);
            }
        }

        return seen;
    }

    // The first day of a model at a seller on which another of the same maker is gone: one takes the other's place, the
    // larger volume first.
    private static SortedList<int, (decimal? LogBefore, string? Reason)> Imputed(
        MatchStep step,
        PrintContext context,
        Table table,
        SortedList<int, (int Days, int First)> seen
    )
    {
        var run = table.Run!;
        var made = new SortedList<int, (decimal?, string?)>();
        var fresh = new List<Row>();
        foreach (var row in table.Rows)
        {
            if (!seen.ContainsKey(row.Series.Offer) && !run.Posted.ContainsKey(row.Series.Offer))
                fresh.Add(row);
        }

        fresh.Sort(
            (a, b) => a.Weight != b.Weight ? b.Weight.CompareTo(a.Weight) : a.Series.Offer.CompareTo(b.Series.Offer)
        );
        foreach (var row in fresh)
        {
            if (GoneOf(step, context, run, row.Series) is not (>= 0 and var old))
                continue;
            run.Fit ??= Hedonic.Of(step.Hedonic!, context, run.Memory, run.Day);
            var worth = run.Fit.Fault.Length > 0 ? null : Worth(step.Hedonic!, context, run, row.Series, old);
            if (worth is { } difference)
            {
                run.Successors.Add(row.Series.Offer, old);
                made.Add(row.Series.Offer, (run.Memory.Points[old].Log + difference, null));
            }
            else
            {
                var why = run.Fit.Fault.Length > 0 ? run.Fit.Fault : "its traits or its score are not told";
                made.Add(row.Series.Offer, (null, $"new without overlap, and no hedonic price: {why}"));
            }
        }

        return made;
    }

    // The gone offer of the same seller, maker, region and terms with the most volume; -1: none.
    private static int GoneOf(MatchStep step, PrintContext context, DealRun run, Series fresh)
    {
        var memory = run.Memory;
        var best = -1;
        for (var i = 0; i < memory.Points.Count; i++)
        {
            var offer = memory.Points.GetKeyAtIndex(i);
            var old = context.Observations.Offers.All[offer];
            if (
                run.Now.ContainsKey(offer)
                || run.Successors.IndexOfValue(offer) >= 0
                || memory.Successors.IndexOfValue(offer) >= 0
                || old.Seller != fresh.Seller
                || old.Maker != fresh.Maker
                || old.Region != fresh.Region
                || old.Terms != fresh.Terms
                || !run.Usable(memory.Points.GetValueAtIndex(i), context.Day.Days, step.Days)
            )
                continue;
            if (best < 0 || memory.Points[best].Weight < memory.Points[offer].Weight)
                best = offer;
        }

        return best;
    }

    /// <summary>beta' (z_new - z_old): by how much the new one is worth more, as a logarithm.</summary>
    private static decimal? Worth(HedonicTerms terms, PrintContext context, DealRun run, Series fresh, int old)
    {
        var now = Hedonic.Regressors(terms, context, fresh, CellOf(run.Cells, fresh.Offer)?.Traits);
        DealCell? last = null;
        for (var i = run.Memory.Days.Count - 1; i >= 0 && last is null; i--)
            last = CellOf(run.Memory.Days.GetValueAtIndex(i).Cells, old);
        var then = Hedonic.Regressors(terms, context, context.Observations.Offers.All[old], last?.Traits);
        if (now is null || then is null)
            return null;
        var worth = 0m;
        for (var i = 0; i < now.Length; i++)
            worth += run.Fit!.Beta[i] * (now[i] - then[i]);
        return worth is > 10m or < -10m ? null : worth;
    }

    private static DealCell? CellOf(IReadOnlyList<DealCell> cells, int offer)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Offer == offer)
                return cells[i];
        }

        return null;
    }
}
