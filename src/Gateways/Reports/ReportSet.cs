// The reports of a day as files in memory: CSV with a trailer line, FIXML, and a manifest that holds each to its bytes.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

/// <summary>Which files are wanted.</summary>
[Flags]
public enum ReportFormats
{
    None = 0,
    Csv = 1,
    Fixml = 2,
    All = Csv | Fixml,
}

/// <summary>One file.</summary>
public sealed record ReportFile(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>The files of a scope and a settled day. The same day gives the same bytes.</summary>
public sealed record ReportSet(ReportManifest Manifest, IReadOnlyList<ReportFile> Files)
{
    private const string ManifestFile = "manifest.json";

    /// <summary>Makes the files from books that hold the day.</summary>
    public static ReportSet Make(
        ClearingBooks books,
        SettledDay day,
        ReportScope scope,
        ReportFormats formats = ReportFormats.All
    )
    {
        ArgumentNullException.ThrowIfNull(books);
        ArgumentNullException.ThrowIfNull(scope);
        var tables = new ReportTables(books, day.Day, scope).All();
        var fixml = new Fixml(books, day.Day, scope, day.Time);
        FixmlFile[] messages = [fixml.Trades(), fixml.Positions(), fixml.Collateral()];
        var files = new List<(string Name, byte[] Bytes, int Rows, SortedDictionary<string, string> Controls)>();
        if (formats.HasFlag(ReportFormats.Csv))
            files.AddRange(tables.Select(t => ($"{t.Name}.csv", Csv(t), t.Rows.Count, t.Controls)));
        if (formats.HasFlag(ReportFormats.Fixml))
            files.AddRange(messages.Select(f => (f.Name, f.Bytes, f.Rows, f.Controls)));
        var manifest = new ReportManifest(
            day.Day.ToString(),
            scope.Word,
            books.Accounts.Any(a => a.Simulated),
            [
                .. files.Select(f => new ReportEntry(
                    f.Name,
                    f.Rows,
                    f.Controls,
                    Convert.ToHexStringLower(SHA256.HashData(f.Bytes))
                )),
            ],
            Checks(books, day, scope, tables, messages)
        );
        return new(
            manifest,
            [
                .. files.Select(f => new ReportFile(f.Name, f.Bytes)),
                new(ManifestFile, Encoding.UTF8.GetBytes(manifest.Json() + "\n")),
            ]
        );
    }

    /// <summary>Writes all files, the manifest last.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Files)
            File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes.ToArray());
    }

    private static SortedDictionary<string, bool> Checks(
        ClearingBooks books,
        SettledDay day,
        ReportScope scope,
        IReadOnlyList<ReportTable> tables,
        FixmlFile[] messages
    )
    {
        var checks = scope.IsHouse ? ReportChecks.House(tables) : ReportChecks.Any(tables);
        checks["both formats agree"] = ReportChecks.Agree(tables, messages);
        if (scope.IsHouse)
            return checks;
        foreach (var (check, holds) in ReportChecks.House(new ReportTables(books, day.Day, ReportScope.House).All()))
            checks[$"house: {check}"] = holds;
        return checks;
    }

    /// <summary>A head, the rows, and a trailer: the word TRAILER, the rows, then each control total with its
    /// name.</summary>
    private static byte[] Csv(ReportTable table)
    {
        var text = new StringBuilder();
        CsvRows.Row(text, table.Columns);
        foreach (var row in table.Rows)
            CsvRows.Row(text, row);
        string[] trailer =
        [
            "TRAILER",
            $"rows={table.Rows.Count.ToString(CultureInfo.InvariantCulture)}",
            .. table.Controls.Select(c => $"{c.Key}={c.Value}"),
        ];
        CsvRows.Row(text, trailer);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
