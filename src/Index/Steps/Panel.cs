// Steps on the panel of constituents: one row per maker or seller, enough of them, without the outermost, none too
// heavy.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>group, require, trim and cap.</summary>
internal static class Panel
{
    /// <summary>One row per key: its cheapest offer, or the median or geometric mean of its offers.</summary>
    public static void Group(GroupStep step, Table table)
    {
        var grouped = new List<Row>();
        table.Groups = new(StringComparer.Ordinal);
        foreach (var (key, rows) in ByKey(step.By, table.Rows))
        {
            rows.Sort(Table.ByValue);
            table.Groups[key] = rows;
            if (step.Take != CombineBy.Cheapest)
            {
                grouped.Add(Joined(key, rows, step.Take));
                continue;
            }

            grouped.Add(Row.Of(key, rows[0].Value, rows[0].Weight, [rows[0]]));
            for (var i = 1; i < rows.Count; i++)
                table.Leave("dearer than the cheapest of its group", rows[i]);
        }

        table.Rows = grouped;
    }

    /// <summary>Counts different keys. Too few lead to the first fallback that has enough; none: to a refusal that says
    /// so.</summary>
    public static void Require(RequireStep step, IReadOnlyList<IndexFallback> fallbacks, Table table)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
            keys.Add(row.Key(step.Of));
        while (keys.Count < LeastOn(table.Tier, step, fallbacks))
        {
            if (table.Tier > fallbacks.Count || !fallbacks[table.Tier - 1].Lowers)
            {
                var word = step.Of switch
                {
                    IndexKey.Maker => "makers",
                    IndexKey.Seller => "sellers",
                    IndexKey.Item => "items",
                    _ => "constituents",
                };
                table.Refusal = $"{keys.Count} {word}; the methodology asks for {step.Least}";
                return;
            }

            table.Tier++;
        }
    }

    /// <summary>The lowest and the highest floor(share * n) by value leave.</summary>
    public static void Trim(TrimStep step, Table table)
    {
        table.Rows.Sort(Table.ByValue);
        var cut = (int)decimal.Floor(step.Share * table.Rows.Count);
        if (cut == 0)
            return;
        for (var i = 0; i < cut; i++)
            table.Leave("among the lowest: trimmed", table.Rows[i]);
        for (var i = table.Rows.Count - cut; i < table.Rows.Count; i++)
            table.Leave("among the highest: trimmed", table.Rows[i]);
        table.Rows = table.Rows.GetRange(cut, table.Rows.Count - (2 * cut));
    }

    /// <summary>
    /// No share above Most: the excess goes to the uncapped in proportion, again until none is above. Where Most times
    /// the number of rows is
    /// not above one, all weigh the same.
    /// </summary>
    public static void Cap(CapStep step, Table table)
    {
        var rows = table.Rows;
        var total = Means.TotalWeight(rows);
        if (total == 0m)
            return;
        var weighing = 0;
        foreach (var row in rows)
            weighing += row.Weight > 0m ? 1 : 0;
        if (step.Most * weighing <= 1m)
        {
            foreach (var row in rows)
                row.Weight = row.Weight > 0m ? 1m : 0m;
            return;
        }

        var capped = new bool[rows.Count];
        foreach (var row in rows)
            row.Weight /= total;
        for (var again = true; again; )
        {
            again = false;
            var free = 0m;
            var room = 1m;
            for (var i = 0; i < rows.Count; i++)
            {
                if (capped[i])
                    room -= step.Most;
                else
                    free += rows[i].Weight;
            }

            for (var i = 0; i < rows.Count; i++)
            {
                if (capped[i] || rows[i].Weight * room <= step.Most * free)
                    continue;
                capped[i] = true;
                rows[i].Weight = step.Most;
                again = true;
            }

            if (again)
                continue;
            for (var i = 0; i < rows.Count; i++)
            {
                if (!capped[i] && free > 0m)
                    rows[i].Weight = rows[i].Weight * room / free;
            }
        }
    }

    /// <summary>Rows by key, in the order of the keys' letters.</summary>
    internal static SortedDictionary<string, List<Row>> ByKey(IndexKey by, List<Row> rows)
    {
        var groups = new SortedDictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var key = row.Key(by);
            if (!groups.TryGetValue(key, out var list))
                groups.Add(key, list = []);
            list.Add(row);
        }

        return groups;
    }

    /// <summary>One row for all: their median or geometric mean, their mean weight, everything they rest on.</summary>
    internal static Row Joined(string name, List<Row> rows, CombineBy by) =>
        Row.Of(
            name,
            by switch
            {
                CombineBy.Median => Means.Median(rows),
                CombineBy.WeightedMedian when Means.TotalWeight(rows) > 0m => Means.WeightedMedian(rows),
                CombineBy.WeightedMedian => Means.Median(rows),
                _ => Means.GeometricEqual(rows),
            },
            Means.TotalWeight(rows) / rows.Count,
            rows
        );

    private static int LeastOn(int tier, RequireStep step, IReadOnlyList<IndexFallback> fallbacks)
    {
        if (tier == 1 || tier > fallbacks.Count + 1)
            return step.Least;
        var fallback = fallbacks[tier - 2];
        var least = step.Of switch
        {
            IndexKey.Maker => fallback.Makers,
            IndexKey.Seller => fallback.Sellers,
            IndexKey.Item => 0,
            _ => fallback.Rows,
        };
        return least == 0 ? step.Least : least;
    }
}
