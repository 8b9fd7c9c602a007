// The reports of a day as files: CSV with a trailer line, FIXML, and a manifest that holds each to its bytes.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <param name="Rows">Without the head and the trailer.</param>
internal sealed record ReportEntry(string File, int Rows, SortedDictionary<string, string> Controls, string Sha256);

/// <param name="Checks">What must hold between and inside the files, and whether it does.</param>
internal sealed record ReportManifest(
    string Day,
    bool Simulated,
    IReadOnlyList<ReportEntry> Files,
    SortedDictionary<string, bool> Checks
);

/// <summary>Makes and writes the files.</summary>
internal static class ReportFiles
{
    private static readonly string[] _ofClass = ["member", "class", "currency"];

    public static ReportManifest Write(ClearingBooks books, TradingDate day, string folder)
    {
        var tables = new ReportTables(books, day).All();
        var fixml = new Fixml(books, day);
        var files = tables
            .Select(t => (Name: $"{t.Name}.csv", Bytes: Csv(t), Rows: t.Rows.Count, t.Controls))
            .Concat(new[] { fixml.Trades(), fixml.Positions() }.Select(f => (f.Name, f.Bytes, f.Rows, f.Controls)))
            .ToList();
        Directory.CreateDirectory(folder);
        foreach (var file in files)
            File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes);
        var manifest = new ReportManifest(
            day.ToString(),
            books.Accounts.Any(a => a.Simulated),
            [
                .. files.Select(f => new ReportEntry(
                    f.Name,
                    f.Rows,
                    f.Controls,
                    Convert.ToHexStringLower(SHA256.HashData(f.Bytes))
                )),
            ],
            Checks(tables)
        );
        var json = JsonSerializer.Serialize(manifest, PaperJson.Plain.ReportManifest);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), json + "\n");
        return manifest;
    }

    /// <summary>A head, the rows, and a trailer: the word TRAILER, the rows, then each control total with its
    /// name.</summary>
    private static byte[] Csv(ReportTable table)
    {
        var text = new StringBuilder();
        CsvFormat.Row(text, table.Columns);
        foreach (var row in table.Rows)
            CsvFormat.Row(text, row);
        string[] trailer =
        [
            "TRAILER",
            $"rows={table.Rows.Count.ToString(CultureInfo.InvariantCulture)}",
            .. table.Controls.Select(c => $"{c.Key}={c.Value}"),
        ];
        CsvFormat.Row(text, trailer);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static SortedDictionary<string, bool> Checks(IReadOnlyList<ReportTable> tables)
    {
        var of = tables.ToDictionary(t => t.Name, t => t.Controls, StringComparer.Ordinal);
        var cash = of["cash"];
        return new(StringComparer.Ordinal)
        {
            ["bought is sold"] = of["trades"]["bought"] == of["trades"]["sold"],
            ["long is short"] = of["positions"]["long"] == of["positions"]["short"],
            ["long is open interest"] = OpenInterest(tables),
            ["positions add up from lots"] = of["positions"]
                .All(c => !c.Key.StartsWith("margin.", StringComparison.Ordinal) || of["lots"][c.Key] == c.Value),
            ["margins add up"] = MarginsAddUp(of["margins"], of["margin-groups"]),
            ["variation margin is zero"] = of["variation"]
                .All(c => !c.Key.StartsWith("variation.", StringComparison.Ordinal) || c.Value == "0.00"),
            ["members add up to the house"] = of["members"]
                .All(m => !cash.TryGetValue(m.Key, out var all) || all == m.Value),
            ["accounts add up to members"] = AddUp(tables),
            ["balances are the ledger's"] = cash.All(c =>
                !c.Key.StartsWith("balanceCarriedForward.", StringComparison.Ordinal)
                || cash[$"ledgerBalance.{c.Key[^3..]}"] == c.Value
            ),
        };
    }

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
            controls.TryGetValue($"{name}.{currency}", out var sum)
                ? decimal.Parse(sum, CultureInfo.InvariantCulture)
                : 0;
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

        static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>Lots that ended with their month counted in: the market's open interest is of before.</summary>
    private static bool OpenInterest(IReadOnlyList<ReportTable> tables)
    {
        var of = tables.ToDictionary(t => t.Name, t => t.Controls, StringComparer.Ordinal);
        return of["lots"]["long"] == of["settlement-prices"]["openInterest"]
            && of["lots"]["short"] == of["lots"]["long"];
    }
}
