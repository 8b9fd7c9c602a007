// Steps on who counts how much: no outliers, no share too small, the ends of the weight taken off.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>deviation, floor and trim weight.</summary>
internal static class Weights
{
    /// <summary>Leaves out |ln v - median| > Most * 1.4826 * median |ln v - median|. Where more than half of the rows
    /// are the same the measure is zero and nothing leaves.</summary>
    public static void Deviation(DeviationStep step, Table table)
    {
        if (table.Rows.Count < step.Least)
            return;
        var logs = new decimal[table.Rows.Count];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = DecimalMath.Ln(table.Rows[i].Value);
        var median = Middle(logs);
        var away = Array.ConvertAll(logs, l => decimal.Abs(l - median));
        var limit = step.Most * 1.4826m * Middle(away);
        if (limit == 0m)
            return;
        var at = 0;
        table.Keep(_ => away[at++] > limit ? "too far from the median: an outlier" : null);
    }

    /// <summary>Shares below Least become Least; the others give in proportion, again until none is below. Where Least
    /// times the number of rows is not below one, all weigh the same.</summary>
    public static void Floor(FloorStep step, Table table)
    {
        var rows = table.Rows;
        var total = Means.TotalWeight(rows);
        if (rows.Count == 0 || total == 0m || step.Least * rows.Count >= 1m)
        {
            foreach (var row in rows)
                row.Weight = 1m;
            return;
        }

        var raised = new bool[rows.Count];
        foreach (var row in rows)
            row.Weight /= total;
        for (var again = true; again; )
        {
            again = false;
            var room = 1m;
            var free = 0m;
            for (var i = 0; i < rows.Count; i++)
            {
                if (raised[i])
                    room -= step.Least;
                else
                    free += rows[i].Weight;
            }

            for (var i = 0; i < rows.Count; i++)
            {
                if (raised[i] || rows[i].Weight * room >= step.Least * free)
                    continue;
                raised[i] = true;
                rows[i].Weight = step.Least;
                again = true;
            }

            if (again)
                continue;
            for (var i = 0; i < rows.Count; i++)
            {
                if (!raised[i])
                    rows[i].Weight = rows[i].Weight * room / free;
            }
        }
    }

    /// <summary>trim weight.</summary>
    public static void Trim(TrimWeightStep step, Table table)
    {
        var kept = Trimmed(table.Rows, step.Share);
        foreach (var row in table.Rows)
        {
            if (row.Weight == 0m)
                table.Leave("among the outermost by weight: trimmed", row);
        }

        table.Rows = kept;
    }

    /// <summary>Sets the weights to what the trim leaves (rows that lose all: zero) and gives the rows with
    /// any.</summary>
    public static List<Row> Trimmed(List<Row> rows, decimal share)
    {
        rows.Sort(Table.ByValue);
        var off = Means.TotalWeight(rows) * share;
        var rest = off;
        for (var i = 0; i < rows.Count && rest > 0m; i++)
            Take(rows[i], ref rest);
        rest = off;
        for (var i = rows.Count - 1; i >= 0 && rest > 0m; i--)
            Take(rows[i], ref rest);
        return rows.FindAll(r => r.Weight > 0m);
    }

    private static void Take(Row row, ref decimal rest)
    {
        var taken = row.Weight < rest ? row.Weight : rest;
        row.Weight -= taken;
        rest -= taken;
    }

    private static decimal Middle(decimal[] values)
    {
        var sorted = (decimal[])values.Clone();
        Array.Sort(sorted);
        var half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2m;
    }
}
