// The CSV form of a portfolio: one line a position, with its month's prices beside it; it becomes the JSON form.
using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Node.Margins;

/// <summary>Turns the table into the document, so that both forms have one reader and one list of faults. A fault in
/// positions[i] is in line i + 2 of the file.</summary>
internal static class PortfolioCsv
{
    private static readonly string[] Needed = ["day", "contract", "month", "side", "lots", "settlement"];

    private static readonly string[] OfMonth =
    [
        "settlement",
        "last",
        "average",
        "tradingDaysLeft",
        "openInterest",
        "ladder",
        "notice",
        "printsKnown",
        "printsTotal",
    ];

    private static readonly string[] OfLots = ["side", "lots", "open", "today", "hedge"];

    private static readonly string[] Numbers = ["lots", "tradingDaysLeft", "openInterest", "known", "total"];

    private static readonly string[] Flags = ["today", "hedge"];

    /// <summary>Null when the table itself is faulty.</summary>
    public static byte[]? ToJson(byte[] csv, List<PortfolioFault> faults)
    {
        var lines = Encoding
            .UTF8.GetString(csv)
            .TrimStart('\uFEFF')
            .Split('\n')
            .Select(l => l.TrimEnd('\r'))
            .Where(l => l.Length > 0)
            .ToList();
        var columns = lines.Count == 0 ? [] : lines[0].Split(',');
        string[] known = ["day", "contract", "month", .. OfMonth, .. OfLots];
        foreach (var column in columns.Where(c => !known.Contains(c)))
            faults.Add(new("PF-001", "header", column, "is not a column of a portfolio", Words.Nearest(column, known)));
        foreach (var column in Needed.Where(n => !columns.Contains(n)))
            faults.Add(new("PF-001", "header", "", $"must have the column '{column}'", ""));
        if (columns.Distinct().Count() < columns.Length)
            faults.Add(new("PF-001", "header", lines[0], "must not name a column twice", ""));
        var rows = new List<Dictionary<string, string>>();
        for (var i = 1; i < lines.Count && faults.Count == 0; i++)
        {
            var cells = lines[i].Split(',');
            if (cells.Length != columns.Length)
                faults.Add(new("PF-001", $"line {i + 1}", lines[i], $"must have {columns.Length} cells", ""));
            else
                rows.Add(columns.Zip(cells).Where(c => c.Second.Length > 0).ToDictionary(c => c.First, c => c.Second));
        }

        if (faults.Count == 0)
            SameForMonth(rows, faults);
        return faults.Count > 0 ? null : Write(rows);
    }

    // What belongs to a month is written in each of its lines, and must be the same in all of them; the day in all
    // lines.
    private static void SameForMonth(List<Dictionary<string, string>> rows, List<PortfolioFault> faults)
    {
        var first = new Dictionary<string, Dictionary<string, string>>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, at) = (rows[i], $"line {i + 2}");
            if (row.GetValueOrDefault("day") != rows[0].GetValueOrDefault("day"))
                faults.Add(
                    new(
                        "PF-105",
                        $"{at}.day",
                        row.GetValueOrDefault("day", ""),
                        "must be one day",
                        rows[0].GetValueOrDefault("day", "")
                    )
                );
            if (first.TryAdd(Key(row), row))
                continue;
            foreach (var column in OfMonth)
            {
                var (given, before) = (
                    row.GetValueOrDefault(column, ""),
                    first[Key(row)].GetValueOrDefault(column, "")
                );
                if (given != before)
                    faults.Add(
                        new("PF-105", $"{at}.{column}", given, "must be the same in all lines of the month", before)
                    );
            }
        }
    }

    private static string Key(Dictionary<string, string> row) =>
        $"{row.GetValueOrDefault("contract")}/{row.GetValueOrDefault("month")}";

    private static byte[] Write(List<Dictionary<string, string>> rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (rows.Count > 0 && rows[0].TryGetValue("day", out var day))
            json.WriteString("day", day);
        json.WriteStartArray("months");
        foreach (var row in rows.DistinctBy(Key))
        {
            json.WriteStartObject();
            Cells(json, row, ["contract", "month", .. OfMonth[..^2]]);
            if (row.ContainsKey("printsTotal") || row.ContainsKey("printsKnown"))
            {
                json.WriteStartObject("prints");
                Cell(json, "known", row.GetValueOrDefault("printsKnown"));
                Cell(json, "total", row.GetValueOrDefault("printsTotal"));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("positions");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            Cells(json, row, ["contract", "month", .. OfLots]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Cells(Utf8JsonWriter json, Dictionary<string, string> row, string[] columns)
    {
        foreach (var column in columns)
            Cell(json, column, row.GetValueOrDefault(column));
    }

    // A cell that is no number where a number is asked stays a text, so that the reader names the fault.
    private static void Cell(Utf8JsonWriter json, string name, string? cell)
    {
        if (cell is null)
            return;
        if (
            Numbers.Contains(name)
            && long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        )
            json.WriteNumber(name, number);
        else if (Flags.Contains(name) && cell is "true" or "false")
            json.WriteBoolean(name, cell == "true");
        else
            json.WriteString(name, cell);
    }
}

/// <summary>Finds the word that was meant.</summary>
internal static class Words
{
    /// <summary>The known word with the fewest letters to change; empty when there is none.</summary>
    public static string Nearest(string given, IEnumerable<string> known) =>
        known.OrderBy(k => Changes(given, k)).ThenBy(k => k, StringComparer.Ordinal).FirstOrDefault("");

    private static int Changes(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (corner, _) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                var change = corner + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = int.Min(change, 1 + int.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
