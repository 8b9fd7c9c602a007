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
        var print = new PrintDocument(
            m.Index,
            m.Version,
            context.Day.ToString(),
            value,
            m.Decimals,
            m.Unit,
            m.Currency,
            tier,
            tierName,
            Used(table.Rows),
            LeftOut(m, table, context.Observations.NumberedOffers),
            table.Coefficients,
            Diagnose.Of(context, table)
        );
        context.Trace?.Take(context, print, table);
        context.Weights?.Take(print, table);
        return print;
    }

    private static List<Constituent> Used(List<Row> rows)
    {
        rows.Sort(
            (a, b) => string.CompareOrdinal(a.Name, b.Name) is var order && order != 0 ? order : Table.ByValue(a, b)
        );
        var shares = Shares(rows);
        var used = new List<Constituent>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
            used.Add(new(rows[i].Name, Shown(rows[i].Value), shares[i], rows[i].Rests(), ""));
        return used;
    }

    /// <summary>Parts per million; what rounding down leaves goes to the largest remainders, earlier names
    /// first.</summary>
    internal static int[] Shares(List<Row> rows)
    {
        var shares = new int[rows.Count];
        var total = Means.TotalWeight(rows);
        if (total == 0m)
            return shares;
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

    // One line per reason and group, with the offers behind it in the log's order: a print of hundreds of offers stays
    // readable.
    private static List<Constituent> LeftOut(IndexMethodology m, Table table, int seriesCount)
    {
        var by = GroupedBy(m);
        var lines = new SortedDictionary<string, Dictionary<string, List<Left>>>(StringComparer.Ordinal);
        var keys = new SortedSet<(string Reason, string Key)>(LineOrder);
        Dictionary<string, List<Left>>? groups = null;
        var reason = "";
        foreach (var left in table.LeftOut)
        {
            // One step leaves out one after the other for the same reason.
            if (
                (groups is null || !ReferenceEquals(left.Reason, reason)) && !lines.TryGetValue(left.Reason, out groups)
            )
                lines.Add(left.Reason, groups = new(StringComparer.Ordinal));
            reason = left.Reason;
            var key = left.Row.Key(by);
            if (!groups.TryGetValue(key, out var rows))
            {
                groups.Add(key, rows = []);
                keys.Add((reason, key));
            }

            rows.Add(left);
        }

        var list = new List<Constituent>(keys.Count);
        var text = new StringBuilder();
        var told = new int[seriesCount];
        foreach (var (of, key) in keys)
            list.Add(Line(of, key, lines[of][key], text, told, list.Count + 1));
        return list;
    }

    private static readonly Comparer<(string Reason, string Key)> LineOrder = Comparer<(
        string Reason,
        string Key
    )>.Create(
        (a, b) =>
            string.CompareOrdinal(a.Reason, b.Reason) is var order && order != 0
                ? order
                : string.CompareOrdinal(a.Key, b.Key)
    );

    // Numbers of items and of offers are below the number of series; told remembers in which line each was named last.
    private static Constituent Line(
        string reason,
        string key,
        List<Left> rows,
        StringBuilder text,
        int[] told,
        int line
    )
    {
        var item = rows[0].WholeItem;
        var one = rows.Count == 1 ? rows[0].Row : null;
        var comma = ": ";
        text.Clear().Append(reason);
        foreach (var left in rows)
        {
            var number = NumberOf(left, item);
            if (told[number] == line)
                continue;
            told[number] = line;
            text.Append(comma).Append(item ? left.Row.Series.Item : left.Row.Series.Label);
            comma = ", ";
        }

        return new(key, one is null ? null : Shown(one.Value), 0, one is null ? [] : one.Rests(), text.ToString());
    }

    private static int NumberOf(Left left, bool item) => item ? left.Row.Series.ItemNumber : left.Row.Series.Offer;

    private static IndexKey GroupedBy(IndexMethodology m)
    {
        foreach (var step in m.Steps)
        {
            if (step is GroupStep group)
                return group.By;
            if (step is ChainStep chain)
                return chain.By;
            if (step is DealsStep or OfferedStep)
                return IndexKey.Seller;
        }

        return IndexKey.Row;
    }

    // Values are shown to nine decimals without trailing zeros; the machine goes on with all of them.
    private static decimal Shown(decimal value) =>
        decimal.Round(value, 9, MidpointRounding.ToEven) / 1.0000000000000000000000000000m;
}
