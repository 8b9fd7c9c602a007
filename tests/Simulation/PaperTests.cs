// Papers as a user gets them: four formats with one fingerprint, reports that add up again, and faults told in a line.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Tokenbourse.Simulation;

/// <summary>Three days of the laboratory, played once.</summary>
public sealed class PaperRun : IDisposable
{
    public PaperRun()
    {
        using var run = ProgramRun.ToEnd("run", "--headless", "--days", "3", "--seed", "7", "--out", Place("run"));
        Assert.True(run.ExitCode == 0, run.Error);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tokenbourse-papers-").FullName;

    public string Place(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed class PaperTests(PaperRun run) : IClassFixture<PaperRun>
{
    private const string Day = "2026-03-18";

    [Fact]
    public void A_statement_has_one_fingerprint_in_all_formats_and_languages_and_its_lines_add_up()
    {
        var json = Statement("101", "--json").Trim();
        var body = json[
            (json.IndexOf(':', StringComparison.Ordinal) + 1)..json.LastIndexOf(",\"sha256\"", StringComparison.Ordinal)
        ];
        var print = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        using var document = JsonDocument.Parse(json);
        Assert.Equal(print, document.RootElement.GetProperty("sha256").GetString());
        foreach (var language in new[] { "en", "zh", "both" })
        {
            Assert.Contains($"sha256 {print}", Statement("101", "--lang", language), StringComparison.Ordinal);
            Assert.Contains(
                $"sha256 {print}",
                Statement("101", "--lang", language, "--format", "csv"),
                StringComparison.Ordinal
            );
            Statement("101", "--lang", language, "--format", "pdf", "--out", run.Place("a.pdf"));
            var pdf = File.ReadAllText(run.Place("a.pdf"), Encoding.Latin1);
            Assert.StartsWith("%PDF-1.4", pdf, StringComparison.Ordinal);
            Assert.Contains($"sha256 {print}", pdf, StringComparison.Ordinal);
            CrossReferences(pdf);
        }

        var paper = document.RootElement.GetProperty("statement");
        Assert.True(paper.GetProperty("simulated").GetBoolean());
        foreach (var currency in paper.GetProperty("currencies").EnumerateArray())
            Lines(currency);
    }

    [Fact]
    public void Boxes_stand_straight_in_both_languages()
    {
        foreach (var language in new[] { "en", "zh", "both" })
        {
            var rows = Statement("house", "--lang", language).Split('\n');
            var width = 0;
            foreach (var row in rows)
            {
                if (row.StartsWith("---", StringComparison.Ordinal))
                    width = row.Length;
                else if (row.StartsWith('|'))
                    Assert.Equal(width, row.EnumerateRunes().Sum(r => r.Value >= 0x2E80 ? 2 : 1));
            }

            Assert.True(width > 60);
        }
    }

    [Fact]
    public void The_house_is_the_sum_of_its_clients_and_all_results_are_zero()
    {
        using var house = JsonDocument.Parse(Statement("house", "--json"));
        foreach (var currency in house.RootElement.GetProperty("statement").GetProperty("currencies").EnumerateArray())
        {
            var summary = currency.GetProperty("summary");
            foreach (
                var figure in new[] { "balanceBroughtForward", "commission", "balanceCarriedForward", "marginOccupied" }
            )
                Assert.Equal(Of(summary, figure), Sum(currency, "clients", figure));
            Assert.Equal(
                0,
                Of(summary, "realizedProfit") + Of(summary, "markToMarket") + Of(summary, "deliveryProfit")
            );
            Lines(currency);
        }
    }

    [Fact]
    public void Clients_add_up_to_members_and_members_to_the_house()
    {
        using var house = JsonDocument.Parse(Statement("house", "--json"));
        foreach (var currency in house.RootElement.GetProperty("statement").GetProperty("currencies").EnumerateArray())
        {
            var summary = currency.GetProperty("summary");
            foreach (var figure in new[] { "commission", "balanceCarriedForward", "marginOccupied" })
                Assert.Equal(Of(summary, figure), Sum(currency, "classes", figure));
            Assert.Equal(
                Of(summary, "balanceBroughtForward"),
                Sum(currency, "classes", "balanceBroughtForward") + Sum(currency, "classes", "ported")
            );
            var classes = currency.GetProperty("classes").EnumerateArray().ToList();
            Assert.Contains(classes, c => c.GetProperty("class").GetString() == "client");
            foreach (var one in classes)
            {
                var mine = currency
                    .GetProperty("clients")
                    .EnumerateArray()
                    .Where(c => new[] { "member", "class" }.All(f => $"{c.GetProperty(f)}" == $"{one.GetProperty(f)}"))
                    .ToList();
                foreach (var figure in new[] { "commission", "balanceCarriedForward", "marginOccupied" })
                    Assert.Equal(Of(one, figure), mine.Sum(c => Of(c, figure)));
                Assert.Equal(Of(one, "clearingDeposit"), Of(one, "balanceCarriedForward") - Of(one, "exchangeMargin"));
                // Its clients are asked for more than the exchange asks.
                var (asked, exchange) = (Of(one, "marginOccupied"), Of(one, "exchangeMargin"));
                Assert.True(one.GetProperty("class").GetString() == "house" ? asked == exchange : asked >= exchange);
            }
        }

        using var member = JsonDocument.Parse(Statement("member-801", "--json"));
        var paper = member.RootElement.GetProperty("statement");
        Assert.Equal("Sim Futures North", paper.GetProperty("owner").GetProperty("name").GetString());
        foreach (var currency in paper.GetProperty("currencies").EnumerateArray())
        {
            Lines(currency);
            Assert.Equal(2, currency.GetProperty("classes").GetArrayLength());
        }

        Assert.Contains("801 Sim Futures North，自营", Statement("101", "--lang", "zh"), StringComparison.Ordinal);
        Assert.Contains("结算准备金", Statement("member-802", "--lang", "zh"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_add_up_again_to_their_control_totals_and_their_bytes_to_the_manifest()
    {
        Run("reports", Day, "--folder", run.Place("run"), "--out", run.Place("reports"));
        using var manifest = JsonDocument.Parse(File.ReadAllText(run.Place("reports/manifest.json")));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(13, files.Count);
        Assert.All(
            manifest.RootElement.GetProperty("checks").EnumerateObject(),
            c => Assert.True(c.Value.GetBoolean())
        );
        foreach (var file in files)
        {
            var name = file.GetProperty("file").GetString()!;
            var bytes = File.ReadAllBytes(run.Place($"reports/{name}"));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
            var controls = file.GetProperty("controls")
                .EnumerateObject()
                .ToDictionary(c => c.Name, c => Decimal(c.Value.GetString()!));
            if (name.EndsWith(".csv", StringComparison.Ordinal))
                Csv(Encoding.UTF8.GetString(bytes), file.GetProperty("rows").GetInt32(), controls);
        }

        Xml(files);
    }

    [Fact]
    public void The_ranking_is_in_order_and_adds_up_to_the_open_interest()
    {
        using var json = JsonDocument.Parse(Run("bulletin", run.Place("run"), "--day", Day, "--ranking", "--json"));
        var months = json.RootElement.GetProperty("bulletin").GetProperty("months").EnumerateArray().ToList();
        Assert.NotEmpty(months);
        foreach (var month in months)
        {
            var interest = month.GetProperty("openInterest").GetInt64();
            Assert.Equal(interest, month.GetProperty("longOfAll").GetInt64());
            Assert.Equal(interest, month.GetProperty("shortOfAll").GetInt64());
            // Agreed legs of spreads are traded, but not in the volume that makes the settlement price.
            // Three members, of whom each stands once.
            Assert.All(
                month.GetProperty("byVolume").EnumerateArray(),
                p => Assert.InRange(p.GetProperty("owner").GetInt32(), 801, 803)
            );
            var traded = month.GetProperty("volumeOfAll").GetInt64();
            Assert.True(traded % 2 == 0 && traded >= 2 * month.GetProperty("volume").GetInt64());
            foreach (var by in new[] { "byVolume", "byLong", "byShort" })
            {
                var lots = month
                    .GetProperty(by)
                    .EnumerateArray()
                    .Select(p => p.GetProperty("lots").GetInt64())
                    .ToList();
                Assert.Equal(lots.OrderDescending(), lots);
            }
        }

        var text = Run("bulletin", run.Place("run"), "--day", Day, "--ranking", "--lang", "zh");
        Assert.Contains("持买单量", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "nearest: 101", "77", Day)]
    [InlineData(1, "not a trading day; nearest settled: 2026-03-18", "101", "2026-03-21")]
    [InlineData(1, "has not been settled; nearest settled: 2026-03-18", "101", "2026-03-19")]
    [InlineData(1, "member 800: there is none; nearest: 801", "member-800", Day)]
    [InlineData(2, "must be a date", "101", "today")]
    [InlineData(2, "must be an account's number", "nobody", Day)]
    [InlineData(2, "needs --out", "101", Day, "--format", "pdf")]
    public void What_cannot_be_had_is_told_with_what_is_nearest(int exit, string words, params string[] arguments)
    {
        using var statement = ProgramRun.ToEnd(["statement", .. arguments, "--folder", run.Place("run")]);
        Assert.Equal(exit, statement.ExitCode);
        Assert.Contains(words, statement.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", statement.Error, StringComparison.Ordinal);
    }

    private static void Lines(JsonElement currency)
    {
        var (summary, byTrade) = (currency.GetProperty("summary"), currency.GetProperty("byTrade"));
        Assert.Equal(Of(summary, "commission"), Sum(currency, "transactions", "commission"));
        Assert.Equal(Of(summary, "realizedProfit"), Sum(currency, "transactions", "realizedProfit"));
        Assert.Equal(Of(summary, "realizedProfit"), Sum(currency, "positionClosed", "realizedProfit"));
        Assert.Equal(Of(byTrade, "realizedProfit"), Sum(currency, "positionClosed", "realizedByTrade"));
        Assert.Equal(Of(summary, "deliveryProfit"), Sum(currency, "expired", "deliveryProfit"));
        Assert.Equal(Of(summary, "markToMarket"), Sum(currency, "positionsDetail", "markToMarket"));
        Assert.Equal(Of(summary, "markToMarket"), Sum(currency, "positions", "markToMarket"));
        Assert.Equal(Of(byTrade, "floatingProfit"), Sum(currency, "positionsDetail", "accumulatedProfit"));
        Assert.Equal(Of(summary, "initialMargin"), Sum(currency, "positionsDetail", "margin"));
        Assert.Equal(Of(summary, "initialMargin"), Of(summary, "marginOffset") + Of(summary, "marginOccupied"));
        Assert.Equal(Of(summary, "clientEquity"), Of(byTrade, "clientEquity"));
        Assert.Equal(
            Of(summary, "balanceCarriedForward"),
            Of(summary, "balanceBroughtForward")
                + Of(summary, "deposits")
                - Of(summary, "withdrawals")
                + Of(summary, "realizedProfit")
                + Of(summary, "markToMarket")
                + Of(summary, "deliveryProfit")
                - Of(summary, "commission")
        );
    }

    private static void Csv(string text, int rows, Dictionary<string, decimal> controls)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        var (head, trailer) = (lines[0], lines[^1]);
        Assert.Equal("TRAILER", trailer[0]);
        Assert.Equal($"rows={rows}", trailer[1]);
        Assert.Equal(rows, lines.Count - 2);
        Assert.Equal(controls.Count, trailer.Length - 2);
        var currency = Array.IndexOf(head, "currency");
        var side = Array.IndexOf(head, "side");
        foreach (var (name, value) in controls)
        {
            var parts = name.Split('.');
            var column = Array.IndexOf(head, parts[0]);
            // Lots by side have no column of their own.
            var wanted = parts[0] is "bought" or "long" ? "buy" : "sell";
            var sum = lines
                .Skip(1)
                .SkipLast(1)
                .Where(l => parts.Length == 1 || l[currency] == parts[1])
                .Where(l => column >= 0 || l[side] == wanted)
                .Sum(l => Decimal(l[column >= 0 ? column : Array.IndexOf(head, "lots")]));
            Assert.Equal(value, sum);
        }
    }

    private void Xml(List<JsonElement> files)
    {
        foreach (var name in new[] { "TrdCaptRpt", "PosRpt" })
        {
            var root = XDocument.Load(run.Place($"reports/{name}.xml")).Root!;
            var batch = root.Elements().Single();
            var instruction = root.Nodes().OfType<XProcessingInstruction>().Single();
            var trailer = XElement.Parse($"<controls {instruction.Data}/>");
            var rows = batch.Elements().Where(e => e.Name.LocalName == name).ToList();
            var told = files.Single(f => f.GetProperty("file").GetString() == $"{name}.xml");
            Assert.Equal("tokenbourse-trailer", instruction.Target);
            Assert.Equal(rows.Count, (int)trailer.Attribute("rows")!);
            Assert.Equal(rows.Count, told.GetProperty("rows").GetInt32());
            if (name == "TrdCaptRpt")
            {
                foreach (var side in new[] { "bought", "sold" })
                    Assert.Equal(rows.Sum(r => (long)r.Attribute("LastQty")!), (long)trailer.Attribute(side)!);
                Assert.All(rows, r => Assert.Equal(2, r.Elements().Count(e => e.Name.LocalName == "RptSide")));
                continue;
            }

            var quantities = rows.Select(r => r.Elements().Single(e => e.Name.LocalName == "Qty")).ToList();
            Assert.Equal(quantities.Sum(q => (long)q.Attribute("Long")!), (long)trailer.Attribute("long")!);
            Assert.Equal((long)trailer.Attribute("long")!, (long)trailer.Attribute("short")!);
            foreach (var group in rows.GroupBy(r => (string)r.Attribute("Ccy")!))
            {
                var amount = group.Sum(r =>
                    (decimal)r.Elements().Single(e => e.Name.LocalName == "Amt").Attribute("Amt")!
                );
                Assert.Equal(amount, (decimal)trailer.Attribute($"heldByDate.{group.Key}")!);
            }
        }
    }

    /// <summary>Every entry of the table points at its object.</summary>
    private static void CrossReferences(string pdf)
    {
        var table = pdf.LastIndexOf("xref\n0 ", StringComparison.Ordinal);
        Assert.EndsWith($"startxref\n{table}\n%%EOF\n", pdf, StringComparison.Ordinal);
        var lines = pdf[table..].Split('\n');
        var count = int.Parse(lines[1].Split(' ')[1], CultureInfo.InvariantCulture);
        for (var number = 1; number < count; number++)
        {
            var place = int.Parse(lines[2 + number].AsSpan(0, 10), CultureInfo.InvariantCulture);
            Assert.StartsWith($"{number} 0 obj\n", pdf[place..(place + 16)], StringComparison.Ordinal);
        }
    }

    private string Statement(string who, params string[] options) =>
        Run(["statement", who, Day, "--folder", run.Place("run"), .. options]);

    private static string Run(params string[] arguments)
    {
        using var program = ProgramRun.ToEnd(arguments);
        Assert.True(program.ExitCode == 0, program.Error + program.Out);
        return program.Out;
    }

    private static decimal Of(JsonElement element, string figure) => Decimal(element.GetProperty(figure).GetString()!);

    private static decimal Sum(JsonElement element, string table, string figure) =>
        element.GetProperty(table).EnumerateArray().Sum(line => Of(line, figure));

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
