// What must hold inside the reports of a day and between them.
using System.Globalization;

namespace Tokenbourse.Gateways.Reports;

/// <summary>Checks of control totals. Those that ask for both sides of every trade hold for the house alone.</summary>
internal static class ReportChecks
{
    private static readonly string[] _ofClass = ["member", "class", "currency"];

    /// <summary>Of the house's tables.</summary>
    public static SortedDictionary<string, bool> House(IReadOnlyList<ReportTable> tables)
    {
        var of = Totals(tables);
        var cash = of["cash"];
        var checks = Any(tables);
        checks["bought is sold"] = of["trades"]["bought"] == of["trades"]["sold"];
        checks["long is short"] = of["positions"]["long"] == of["positions"]["short"];
        checks["long is open interest"] =
            of["lots"]["long"] == of["settlement-prices"]["openInterest"] && of["lots"]["short"] == of["lots"]["long"];
        checks["variation margin is zero"] = of["variation"]
            .All(c => !c.Key.StartsWith("variation.", StringComparison.Ordinal) || c.Value == "0.00");
        checks["members add up to the house"] = of["members"]
            .All(m => !cash.TryGetValue(m.Key, out var all) || all == m.Value);
        checks["accounts add up to members"] = AddUp(tables);
        return checks;
    }

    /// <summary>Of anybody's tables.</summary>
    public static SortedDictionary<string, bool> Any(IReadOnlyList<ReportTable> tables)
    {
        var of = Totals(tables);
        var cash = of["cash"];
        return new(StringComparer.Ordinal)
        {
            ["positions add up from lots"] = of["positions"]
                .All(c => !c.Key.StartsWith("margin.", StringComparison.Ordinal) || of["lots"][c.Key] == c.Value),
            ["margins add up"] = MarginsAddUp(of["margins"], of["margin-groups"]),
            ["balances are the ledger's"] = cash.All(c =>
                !c.Key.StartsWith("balanceCarriedForward.", StringComparison.Ordinal)
                || cash[$"ledgerBalance.{c.Key[^3..]}"] == c.Value
            ),
        };
    }

    /// <summary>Both formats say the same of trades, positions and what is available.</summary>
    public static bool Agree(IReadOnlyList<ReportTable> tables, IReadOnlyList<FixmlFile> files)
    {
        var of = Totals(tables);
        return Same(files[0].Controls, of["trades"])
            && Same(files[1].Controls, of["positions"])
            && files[1].Rows == tables.First(t => t.Name == "positions").Rows.Count
            && files[2]
                .Controls.Where(c => c.Key.StartsWith("available.", StringComparison.Ordinal))
                .All(c => of["margins"][c.Key] == c.Value)
            && files[2].Rows == tables.First(t => t.Name == "margins").Rows.Count;

        static bool Same(SortedDictionary<string, string> some, SortedDictionary<string, string> all) =>
            some.All(c => all.TryGetValue(c.Key, out var value) && value == c.Value);
    }

    private static Dictionary<string, SortedDictionary<string, string>> Totals(IReadOnlyList<ReportTable> tables) =>
        tables.ToDictionary(t => t.Name, t => t.Controls, StringComparer.Ordinal);

    /// <summary>What is required is what positions and groups ask; the groups' sum is that of their lines.</summary>
    private static bool MarginsAddUp(SortedDictionary<string, string> margins, SortedDictionary<string, string> groups)
    {
        return margins
            .Where(m => m.Key.StartsWith("marginRequired.", StringComparison.Ordinal))
            .Select(m => m.Key[^3..])
            .All(currency =>
                Of(margins, currency, "groupMargin") == Of(groups, currency, "groupMargin")
                && Of(margins, currency, "initialMargin")
                    + Of(margins, currency, "groupMargin")
                    + Of(margins, currency, "otherCalendars")
                    - Of(margins, currency, "marginOffset")
                    == Of(margins, currency, "marginRequired")
            );

        static decimal Of(SortedDictionary<string, string> controls, string currency, string name) =>
            controls.TryGetValue($"{name}.{currency}", out var sum) ? Number(sum) : 0;
    }

    /// <summary>The accounts' lines, summed by member, class and currency, are the members' lines.</summary>
    private static bool AddUp(IReadOnlyList<ReportTable> tables)
    {
        var cash = tables.First(t => t.Name == "cash");
        var members = tables.First(t => t.Name == "members");
        return members.Rows.All(m =>
            cash.Rows.Where(r => _ofClass.All(c => At(cash, r, c) == At(members, m, c)))
                .Sum(r => Number(At(cash, r, "balanceCarriedForward")))
            == Number(At(members, m, "balanceCarriedForward"))
        );

        static string At(ReportTable table, IReadOnlyList<string> row, string column) =>
            row[table.Columns.ToList().IndexOf(column)];
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
