// The link: a mean that moves only by the offers that were there at both prints.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>
/// level_t = level_(t-1) * M(P') / M(P), M the trimmed mean over the names of both prints with the weights of the print
/// before, P their values then, and P' = P * m(today) / m(then) with m the group's own rule over those of its offers
/// that were there at both prints. While nobody joins or leaves P' is today's value and the level is the mean itself;
/// neither a seller nor a seller's further region moves it by joining or leaving.
/// </summary>
internal static class PanelLink
{
    private const decimal MostLevel = 1_000_000_000_000m;
    private const decimal LeastLevel = 0.000000001m;

    public static void Go(PanelLinkStep step, PrintContext context, Table table)
    {
        var before = context.State.Link;
        if (before is null || before.Points.Count == 0)
        {
            Begin(step, before, table);
            return;
        }

        // After new coefficients the comparison with the print before is made under the old ones.
        var rule = RuleOf(context.Methodology);
        var from = table.Twin is { Refusal.Length: 0 } twin ? twin : table;
        var now = new List<Row>();
        var then = new List<Row>();
        foreach (var row in from.Rows)
        {
            if (
                !before.Points.TryGetValue(row.Name, out var point)
                || Moved(row.Name, from.OffersOf(row), before, rule) is not { } moved
            )
                continue;
            now.Add(Row.Of(row.Name, point.Value * moved, point.Weight, [row]));
            then.Add(Row.Of(row.Name, point.Value, point.Weight, [row]));
        }

        var (old, other) = (Mean(step, then), Mean(step, now));
        if (old is not > 0m || other is not > 0m)
        {
            context.State.Link = Memory(before.Level, table);
            table.Refusal = "nothing was there at this print and at the one before";
            return;
        }

        var memory = Memory(before.Level * (other.Value / old.Value), table);
        Tell(table, now);
        if (memory.Level is < LeastLevel or > MostLevel)
        {
            context.State.Link = null;
            table.Refusal = "the link's level is out of range";
            return;
        }

        table.Value = memory.Level;
        table.Link = memory;
    }

    private static void Begin(PanelLinkStep step, LinkMemory? before, Table table)
    {
        var memory = Memory(before?.Level ?? 1m, table);
        var level = before?.Level ?? Mean(step, table.Rows);
        if (before is null)
            Keep(table);
        if (level is not > 0m)
        {
            table.Refusal = "nothing to begin the link with";
            return;
        }

        table.Value = level;
        table.Link = memory with { Level = level.Value };
    }

    // How the offers that were there at both prints moved together; null when none was, or when what was there is a
    // measure that was zero.
    private static decimal? Moved(string name, IReadOnlyList<Row> offers, LinkMemory before, CombineBy rule)
    {
        var now = new List<Row>();
        var then = new List<Row>();
        foreach (var offer in offers)
        {
            if (!before.Offers.TryGetValue(offer.Series.Offer, out var value))
                continue;
            now.Add(offer);
            then.Add(Row.Of(offer.Name, value, offer.Weight, [offer]));
        }

        if (now.Count == 0)
            return null;
        var old = ValueOf(name, then, rule);
        return old > 0m ? ValueOf(name, now, rule) / old : null;
    }

    private static decimal ValueOf(string name, List<Row> offers, CombineBy rule)
    {
        offers.Sort(Table.ByValue);
        return rule == CombineBy.Cheapest ? offers[0].Value : Panel.Joined(name, offers, rule).Value;
    }

    private static CombineBy RuleOf(IndexMethodology methodology)
    {
        foreach (var step in methodology.Steps)
        {
            if (step is GroupStep group)
                return group.Take;
        }

        return CombineBy.Median;
    }

    private static LinkMemory Memory(decimal level, Table table)
    {
        var memory = new LinkMemory(level, new(StringComparer.Ordinal), []);
        foreach (var row in table.Rows)
        {
            memory.Points[row.Name] = (row.Value, row.Weight);
            foreach (var offer in table.OffersOf(row))
                memory.Offers[offer.Series.Offer] = offer.Value;
        }

        return memory;
    }

    // What is told as used has the weights that the trim left; the values are those of the coefficients in force.
    private static void Tell(Table table, List<Row> now)
    {
        var weights = new SortedList<string, decimal>(StringComparer.Ordinal);
        foreach (var row in now)
            weights[row.Name] = row.Weight;
        table.Keep(row =>
        {
            if (!weights.TryGetValue(row.Name, out var weight))
                return "joined: counts from the next print";
            row.Weight = weight;
            return null;
        });
        Keep(table);
    }

    private static void Keep(Table table) =>
        table.Keep(row => row.Weight > 0m ? null : "among the outermost by weight: trimmed");

    private static decimal? Mean(PanelLinkStep step, List<Row> rows) =>
        Means.Combine(step.By, Weights.Trimmed(rows, step.TrimWeight));
}
