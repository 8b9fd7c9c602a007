// Finds the repository's own files from a test: rulebook and, where they are there, the reference tables.
using System.Globalization;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Unit.Index;

/// <summary>Rulebook texts and the reference tables as observations in order of the day on which they were
/// seen.</summary>
internal static class ReferenceData
{
    public static string? Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "rulebook", "indexes")))
                folder = folder.Parent;
            return folder?.FullName;
        }
    }

    public static string[] RulebookFiles =>
        Directory
            .GetFiles(Path.Combine(Root!, "rulebook", "indexes"), "*.json")
            .Order(StringComparer.Ordinal)
            .ToArray();

    public static string Rule(string index) =>
        File.ReadAllText(Path.Combine(Root!, "rulebook", "indexes", index + ".json"));

    /// <summary>Null when the tables are not there.</summary>
    public static List<(string Day, MessageKind Kind, byte[] Bytes)>? Observations()
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_REFERENCE") ?? Path.Combine(Root!, "reference");
        if (!File.Exists(Path.Combine(folder, "token_prices.csv")))
            return null;
        var all = new List<(string Day, MessageKind Kind, byte[] Bytes)>();
        foreach (var r in Rows(folder, "rates.csv"))
        {
            all.Add(
                (
                    r["seen"],
                    MessageKind.ObserveRate,
                    Documents.Write(
                        new RateObservation(
                            r["seen"],
                            Currency(r["base"]),
                            Currency(r["quote"]),
                            Number(r["rate"]),
                            r["source"],
                            "reference"
                        )
                    )
                )
            );
        }

        foreach (var r in Rows(folder, "quality.csv"))
        {
            all.Add(
                (
                    r["seen"],
                    MessageKind.ObserveQuality,
                    Documents.Write(
                        new QualityObservation(
                            r["seen"],
                            r["exam"],
                            r["item"],
                            r["maker"],
                            Number(r["score"]),
                            r["source"],
                            "reference"
                        )
                    )
                )
            );
        }

        foreach (var file in new[] { "token_prices.csv", "gpu_prices.csv" })
        {
            foreach (var r in Rows(folder, file))
            {
                all.Add(
                    (
                        r["seen"],
                        MessageKind.ObservePrice,
                        Documents.Write(
                            new PriceObservation(
                                r["seen"],
                                r["effective"],
                                r["product"],
                                r["seller"],
                                r["maker"],
                                r["item"],
                                r["class"],
                                r["region"],
                                r["terms"],
                                r["price"].Length == 0 ? null : Number(r["price"]),
                                Currency(r["currency"]),
                                r["unit"],
                                r["event"],
                                r["source"],
                                "reference"
                            )
                        )
                    )
                );
            }
        }

        return
        [
            .. all.Select((a, i) => (a, i))
                .OrderBy(x => x.a.Day, StringComparer.Ordinal)
                .ThenBy(x => x.i)
                .Select(x => x.a),
        ];
    }

    private static Tokenbourse.Model.Numbers.Currency Currency(string code) =>
        Tokenbourse.Model.Numbers.Currencies.Of(code);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<Dictionary<string, string>> Rows(string folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var names = Split(lines[0]);
        foreach (var line in lines.Skip(1).Where(l => l.Length > 0))
        {
            var cells = Split(line);
            yield return names
                .Select((n, i) => (n, cells[i]))
                .ToDictionary(p => p.n, p => p.Item2, StringComparer.Ordinal);
        }
    }

    internal static List<string> Split(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in line.TrimEnd('\r'))
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(c);
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
