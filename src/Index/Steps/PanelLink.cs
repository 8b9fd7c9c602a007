// The link: a mean that moves only by those who were there at both prints.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>
/// level_t = level_(t-1) * M(values of today) / M(values of the print before), M the trimmed mean over the names that are in
/// both, with the weights of the print before. While nobody joins or leaves this is the mean itself; who joins or leaves
/// does not move it.
/// </summary>
internal static class PanelLink
{
    private const decimal MostLevel = 1_000_000_000_000m;
    private const decimal LeastLevel = 0.000000001m;

    public static void Go(PanelLinkStep step, PrintContext context, Table table)
    {
        var before = context.State.Link;
        var points = new SortedList<string, (decimal, decimal)>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
            points[row.Name] = (row.Value, row.Weight);
        if (before is null || before.Points.Count == 0)
        {
            Begin(step, before, points, table);
            return;
        }

        // After new coefficients the comparison with the print before is made under the old ones.
        var rows = table.Twin is { Refusal.Length: 0 } twin ? twin.Rows : table.Rows;
        var now = new List<Row>();
        var then = new List<Row>();
        foreach (var row in rows)
        {
            if (!before.Points.TryGetValue(row.Name, out var point))
                continue;
            now.Add(Row.Of(row.Name, row.Value, point.Weight, [row]));
            then.Add(Row.Of(row.Name, point.Value, point.Weight, [row]));
        }

        var (old, other) = (Mean(step, then), Mean(step, now));
        if (old is not > 0m || other is not > 0m)
        {
            context.State.Link = new(before.Level, points);
            table.Refusal = "nothing was there at this print and at the one before";
            return;
        }

        Tell(table, before, now);
        Settle(before.Level * (other.Value / old.Value), points, context, table);
    }

    private static void Begin(
        PanelLinkStep step,
        LinkMemory? before,
        SortedList<string, (decimal, decimal)> points,
        Table table
    )
    {
        var level = Mean(step, table.Rows);
        Keep(table);
        if (before is not null)
            level = before.Level;
        if (level is not > 0m)
        {
            table.Refusal = "nothing to begin the link with";
            return;
        }

        table.Value = level;
        table.Link = new(level.Value, points);
    }

    private static void Settle(
        decimal level,
        SortedList<string, (decimal, decimal)> points,
        PrintContext context,
        Table table
    )
    {
        if (level is < LeastLevel or > MostLevel)
        {
            context.State.Link = null;
            table.Refusal = "the link's level is out of range";
            return;
        }

        table.Value = level;
        table.Link = new(level, points);
    }

    // What is told as used has the weights that the trim left; the values are those of the coefficients in force.
    private static void Tell(Table table, LinkMemory before, List<Row> now)
    {
        var weights = new SortedList<string, decimal>(StringComparer.Ordinal);
        foreach (var row in now)
            weights[row.Name] = row.Weight;
        table.Keep(row =>
        {
            if (!before.Points.ContainsKey(row.Name))
                return "joined: counts from the next print";
            row.Weight = weights.TryGetValue(row.Name, out var weight) ? weight : 0m;
            return null;
        });
        Keep(table);
    }

    private static void Keep(Table table) =>
        table.Keep(row => row.Weight > 0m ? null : "among the outermost by weight: trimmed");

    private static decimal? Mean(PanelLinkStep step, List<Row> rows) =>
        Means.Combine(step.By, Weights.Trimmed(rows, step.TrimWeight));
}
