// A published GPU index with revisions, re-computed row by row through the index machine from its published
// constituents.
using System.Globalization;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Integration.Index;

public sealed class EuCriTests
{
    [Theory]
    [InlineData("EU-CRI-H100", "eu-cri-h100.json")]
    [InlineData("EU-CRI-H100-CLOUD", "eu-cri-h100-cloud.json")]
    public void Every_revision_of_a_published_index_is_valued_or_withheld_as_published(
        string series,
        string methodology
    )
    {
        var data = DataFolder();
        if (data is null)
            Assert.Skip("no public data: set TOKENBOURSE_DATA to the folder that holds eucri_index.csv");
        var rule = File.ReadAllBytes(Path.Combine(RepositoryRoot(), "tests", "Integration", "Index", methodology));
        var constituents = Rows(Path.Combine(data, "eucri_constituents.csv")).ToLookup(Key, StringComparer.Ordinal);
        var rows = Rows(Path.Combine(data, "eucri_index.csv")).Where(r => r["series"] == series).ToList();
        Assert.NotEmpty(rows);
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var print = Print(rule, row["date"], [.. constituents[Key(row)]]);
            Assert.Equal(series, print.Index);
            decimal? published = row["value_usd"].Length == 0 ? null : Number(row["value_usd"]);
            if (print.Value != published)
                wrong.Add(
                    $"{Key(row)}: published {row["value_usd"]} [{row["flags"]}], here {print.Value} ({print.TierName})"
                );
            if (published is null && !ReasonAgrees(row["flags"], print.TierName))
                wrong.Add($"{Key(row)}: withheld as [{row["flags"]}], here as '{print.TierName}'");
        }

        var valued = rows.Count(r => r["value_usd"].Length > 0);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{series}: {rows.Count} rows, {valued} valued, {rows.Count - valued} withheld, {wrong.Count} wrong"
        );
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool ReasonAgrees(string flags, string reason) =>
        flags.Contains("insufficient_sources", StringComparison.Ordinal)
            ? reason.EndsWith("sellers; the methodology asks for 5", StringComparison.Ordinal)
            : reason.Length > 0;

    // Each row is its own day of its own machine: its constituents are observed on the day, then the clock passes the
    // print.
    private static PrintDocument Print(byte[] methodology, string date, List<Dictionary<string, string>> constituents)
    {
        Assert.True(TradingDate.TryParse(date, out var day));
        var machine = new IndexMachine();
        var outbox = new Outbox();
        machine.Apply(new(0, Instant.At(day, 0), -1, MessageKind.DefineIndex, methodology), outbox);
        foreach (var c in constituents)
        {
            // What the publisher left out for a reason of its own is told by its terms; the methodology takes only the
            // other two.
            var terms = c["included"] == "1" ? "included" : c["exclusion_reason"];
            Observe(machine, outbox, day, c, terms, "hour", c["price_usd"]);
            Observe(machine, outbox, day, c, terms, "weight", c["weight"]);
        }

        outbox.Clear();
        machine.Apply(new(machine.Next, Instant.At(day, (23 * 60) + 30), -1, MessageKind.Tick, new byte[8]), outbox);
        Assert.True(Codec.TryDecode(outbox.Bytes, out var entry, out var read));
        Assert.Equal(outbox.Length, read);
        var print = Documents.Read<PrintDocument>(entry.Payload.Span);
        Assert.Equal(print.Value is null ? MessageKind.PrintWithheld : MessageKind.Printed, entry.Kind);
        return print;
    }

    private static void Observe(
        IndexMachine machine,
        Outbox outbox,
        TradingDate day,
        Dictionary<string, string> c,
        string terms,
        string @class,
        string number
    )
    {
        var before = outbox.Count;
        var document = Documents.Write(
            new PriceObservation(
                day.ToString(),
                day.ToString(),
                "gpu",
                c["provider"],
                "nvidia",
                $"h100 {c["source"]}".TrimEnd(),
                @class,
                "eu",
                terms,
                Number(number),
                Currency.USD,
                "GPU hour",
                "price",
                "published constituents",
                "eucri"
            )
        );
        machine.Apply(new(machine.Next, Instant.At(day, 60), -1, MessageKind.ObservePrice, document), outbox);
        Assert.Equal(before, outbox.Count);
    }

    private static string Key(Dictionary<string, string> row) => $"{row["date"]} {row["series"]} r{row["revision"]}";

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("the repository's root");
    }

    private static string? DataFolder()
    {
        var folder =
            Environment.GetEnvironmentVariable("TOKENBOURSE_DATA")
            ?? Path.Combine(RepositoryRoot(), "..", "shared", "data");
        return File.Exists(Path.Combine(folder, "eucri_index.csv")) ? folder : null;
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(file);
        var names = Cells(lines[0]);
        return
        [
            .. lines
                .Skip(1)
                .Where(l => l.Length > 0)
                .Select(l =>
                    Cells(l)
                        .Select((c, i) => (names[i], c))
                        .ToDictionary(p => p.Item1, p => p.c, StringComparer.Ordinal)
                ),
        ];
    }

    // Quoted cells hold commas and nothing else that is special.
    private static List<string> Cells(string line)
    {
        var parts = line.TrimEnd('\r').Split('"');
        var cells = new List<string> { "" };
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                cells[^1] += parts[i];
                continue;
            }

            var pieces = parts[i].Split(',');
            cells[^1] += pieces[0];
            cells.AddRange(pieces[1..]);
        }

        return cells;
    }
}
