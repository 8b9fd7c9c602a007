// Which deals a print looks at, and the posted prices that stand in for them on a lower tier.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>deals.</summary>
internal static class DealRows
{
    /// <summary>The deals whose consumption ended on the day (on a pooled tier: on one of its days). What the step does
    /// not name was never asked for and is not told.</summary>
    public static void Take(DealsStep step, PrintContext context, Table table)
    {
        var run = table.Run!;
        var observations = context.Observations;
        var offers = observations.Offers;
        offers.Read(observations.Deals);
        var product = context.Methodology.Product;
        var real = product == "token" ? offers.RealTokens : offers.RealHours;
        for (var day = run.Day - (run.PooledDays > 0 ? run.PooledDays - 1 : 0); day <= run.Day; day++)
        {
            var deals = observations.Deals.EndedOn(day);
            for (var i = 0; i < deals.Count; i++)
            {
                var deal = deals[i];
                if (!Names(step, product, deal.Document) || DealTiers.IsAside(run, step, deal))
                    continue;
                var row = Row.Of(offers.Of(deal), deal);
                var against =
                    Against(step, deal, real)
                    ?? (step.Intake ? IntakeScreen.Against(deal, observations.Sources, observations.Deals) : null);
                if (against is { } reason)
                    table.Leave(reason, row);
                else
                    table.Rows.Add(row);
                run.Simulated |= deal.Document.Simulated && !real;
            }
        }

        if (run.PostedDays > 0 && !DealTiers.IsPostedAside(run, step))
            AddPosted(step, context, table);
    }

    private static string? Against(DealsStep step, Deal deal, bool real)
    {
        var o = deal.Document;
        for (var i = 0; i < (o.Flags?.Count ?? 0); i++)
        {
            if (!Holds(step.Without, o.Flags![i]))
                continue;
            return o.Flags[i] switch
            {
                "related" => "flagged related",
                "free" => "flagged free",
                "promotional" => "flagged promotional",
                "prepaid" => "flagged prepaid",
                _ => "flagged government",
            };
        }

        if (o.Net == 0m)
            return "nothing was paid";
        if (o.Simulated && real)
            return "simulated, and real deals are there";
        if (deal.To - deal.From >= step.Longest)
            return "covers more days than a print may use";
        var units = 0m;
        for (var i = 0; i < o.Quantities.Count; i++)
            units += o.Quantities[i].Units;
        return units < step.Least ? "too small" : null;
    }

    private static bool Names(DealsStep step, string product, DealObservation o) =>
        o.Product == product
        && (step.Kinds.Count == 0 || Holds(step.Kinds, o.Kind))
        && Names(step, o.Item, o.Region, o.Terms);

    private static bool Names(DealsStep step, string item, string region, string terms) =>
        (step.Terms.Count == 0 || Holds(step.Terms, terms))
        && (step.Regions.Count == 0 || Holds(step.Regions, region))
        && (step.Items.Count == 0 || Holds(step.Items, item));

    // Who had deals within the window and none today: a row that the standard price gives its posted price, times the
    // median of the shares of the list value that were paid on the days with deals.
    private static void AddPosted(DealsStep step, PrintContext context, Table table)
    {
        var run = table.Run!;
        var there = new bool[context.Observations.Offers.All.Count];
        foreach (var row in table.Rows)
            there[row.Series.Offer] = true;
        var paid = new SortedList<int, List<decimal>>();
        var volumes = new SortedList<int, decimal>();
        for (var i = 0; i < run.Memory.Days.Count; i++)
        {
            var day = run.Memory.Days.GetKeyAtIndex(i);
            var cells = run.Memory.Days.GetValueAtIndex(i);
            if (day < run.Day - run.PostedDays || day >= run.Day || cells.Version != context.Methodology.Version)
                continue;
            foreach (var cell in cells.Cells)
            {
                if (!paid.TryGetValue(cell.Offer, out var list))
                    paid.Add(cell.Offer, list = []);
                list.Add(cell.Paid);
                volumes[cell.Offer] = cell.Volume;
            }
        }

        for (var i = 0; i < paid.Count; i++)
        {
            var offer = context.Observations.Offers.All[paid.GetKeyAtIndex(i)];
            if (there[offer.Number] || !Names(step, offer.Item, offer.Region, offer.Terms))
                continue;
            var list = paid.GetValueAtIndex(i);
            list.Sort();
            var half = list.Count / 2;
            var median = list.Count % 2 == 1 ? list[half] : (list[half - 1] + list[half]) / 2m;
            if (PostedPrices.CurrencyOf(context, offer, run.Day) is not { } currency)
                continue;
            table.Rows.Add(
                new()
                {
                    Series = offer,
                    Name = offer.Label,
                    Value = 1m,
                    Currency = currency,
                    Weight = volumes[offer.Number],
                    Paid = median,
                }
            );
        }
    }

    // The lists are sorted and short.
    private static bool Holds(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return true;
        }

        return false;
    }
}
