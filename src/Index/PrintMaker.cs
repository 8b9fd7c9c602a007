// The print as a document: shares that add up to a million, and what was left out gathered by reason.
using System.Text;
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>Turns a finished table into a <see cref="PrintDocument"/>.</summary>
internal static class PrintMaker
{
    private const int Whole = 1_000_000;

    public static PrintDocument Document(PrintContext context, decimal? value, int tier, string tierName, Table table)
    {
        var m = context.Methodology;
        return new(m.Index, m.Version, context.Day.ToString(), value, m.Decimals, m.Unit, m.Currency, tier, tierName, Used(table.Rows), LeftOut(m, table));
    }

    private static List<Constituent> Used(List<Row> rows)
    {
        rows.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name) is var order && order != 0 ? order : Table.ByValue(a, b));
        var shares = Shares(rows);
        var used = new List<Constituent>(rows.Count);
        for (var i = 0; i < rows.Count; i++) used.Add(new(rows[i].Name, Shown(rows[i].Value), shares[i], rows[i].Rests(), ""));
        return used;
    }

    /// <summary>Parts per million; what rounding down leaves goes to the largest remainders, earlier names first.</summary>
    internal static int[] Shares(List<Row> rows)
    {
        var shares = new int[rows.Count];
        var total = Means.TotalWeight(rows);
        if (total == 0m) return shares;
        var rests = new List<(decimal Part, int At)>(rows.Count);
        var left = Whole;
        for (var i = 0; i < rows.Count; i++)
        {
            var exact = rows[i].Weight / total * Whole;
            shares[i] = (int)decimal.Floor(exact);
            left -= shares[i];
            rests.Add((exact - shares[i], i));
        }

        rests.Sort((a, b) => a.Part != b.Part ? b.Part.CompareTo(a.Part) : a.At.CompareTo(b.At));
        for (var i = 0; left != 0; i = (i + 1) % rests.Count)
        {
            var one = left > 0 ? 1 : -1;
            shares[rests[i].At] += one;
            left -= one;
        }

        return shares;
    }

    // One line per reason and group, with the offers behind it in order of their first sight: a print of hundreds of offers stays readable.
    private static List<Constituent> LeftOut(IndexMethodology m, Table table)
    {
        var by = GroupedBy(m);
        var lines = new SortedDictionary<string, SortedDictionary<string, List<Left>>>(StringComparer.Ordinal);
        foreach (var left in table.LeftOut)
        {
            if (!lines.TryGetValue(left.Reason, out var groups)) lines.Add(left.Reason, groups = new(StringComparer.Ordinal));
            var key = left.Row.Key(by);
            if (!groups.TryGetValue(key, out var rows)) groups.Add(key, rows = []);
            rows.Add(left);
        }

        var list = new List<Constituent>();
        foreach (var (reason, groups) in lines)
        {
            foreach (var (key, rows) in groups) list.Add(Line(reason, key, rows));
        }

        return list;
    }

    private static Constituent Line(string reason, string key, List<Left> rows)
    {
        var item = rows[0].WholeItem;
        var one = rows.Count == 1 ? rows[0].Row : null;
        rows.Sort((a, b) => NumberOf(a, item).CompareTo(NumberOf(b, item)));
        var text = new StringBuilder(reason);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0 && NumberOf(rows[i], item) == NumberOf(rows[i - 1], item)) continue;
            text.Append(i == 0 ? ": " : ", ").Append(item ? rows[i].Row.Series.Item : rows[i].Row.Series.Label);
        }

        return new(key, one is null ? null : Shown(one.Value), 0, one is null ? [] : one.Rests(), text.ToString());
    }

    private static int NumberOf(Left left, bool item) => item ? left.Row.Series.ItemNumber : left.Row.Series.Offer;

    private static IndexKey GroupedBy(IndexMethodology m)
    {
        foreach (var step in m.Steps)
        {
            if (step is GroupStep group) return group.By;
            if (step is ChainStep chain) return chain.By;
        }

        return IndexKey.Row;
    }

    // Values are shown to nine decimals without trailing zeros; the machine goes on with all of them.
    private static decimal Shown(decimal value) => decimal.Round(value, 9, MidpointRounding.ToEven) / 1.0000000000000000000000000000m;
}
