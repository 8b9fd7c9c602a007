// Clearing reports behind the REST door: files that add up, hashes that hold, and FIXML in the standard's own words.
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Reports;

public sealed class ReportDoorTests
{
    private const string Day = "/v1/accounts/1/reports/2026-03-02";
    private static readonly XNamespace _fixml = "http://www.fixprotocol.org/FIXML-4-4";

    [Fact]
    public async Task A_settled_day_s_files_are_those_of_its_manifest_and_every_check_holds()
    {
        await using var floor = await Traded();
        var reports = await floor.Get(Day);
        Assert.Equal("account-1", reports.GetProperty("of").GetString());
        var checks = reports.GetProperty("checks").EnumerateArray().ToList();
        Assert.All(checks, c => Assert.True(c.GetProperty("holds").GetBoolean(), c.ToString()));
        foreach (
            var name in (string[])["house: long is short", "house: variation margin is zero", "both formats agree"]
        )
            Assert.Contains(checks, c => c.GetProperty("name").GetString() == name);
        var files = reports.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(11, files.Count);
        foreach (var file in files)
        {
            var bytes = await floor.Http.GetByteArrayAsync(
                $"{Day}/{file.GetProperty("file").GetString()}",
                TestContext.Current.CancellationToken
            );
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }

        var trades = (await Text(floor, "trades.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        // Two lines of account 1, none of the other side's.
        Assert.Equal(4, trades.Length);
        Assert.Equal("trade,time,day,account", string.Join(',', trades[0].Split(',').Take(4)));
        Assert.Equal(["1", "1"], trades[1..3].Select(t => t.Split(',')[3]));
        Assert.StartsWith("TRAILER,rows=2,bought=20,", trades[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixml_holds_the_rows_of_the_csv()
    {
        await using var floor = await Traded();
        var trades = XDocument.Parse(await Text(floor, "TrdCaptRpt.xml"));
        var batch = trades.Root!.Element(_fixml + "Batch")!;
        Assert.Equal(("4.4", "account-1"), (Word(trades.Root, "v"), Word(batch.Element(_fixml + "Hdr")!, "TID")));
        Assert.Equal(
            [("1", "10", "6.400"), ("2", "10", "6.500")],
            batch
                .Elements(_fixml + "TrdCaptRpt")
                .Select(t => (Word(t, "TrdMtchID"), Word(t, "LastQty"), Word(t, "LastPx")))
        );
        Assert.All(
            batch.Elements(_fixml + "TrdCaptRpt"),
            t => Assert.Equal(("1", "1", "O"), (Side(t, "Side"), Side(t, "Acct"), Side(t, "PosEfct")))
        );
        var position = Assert.Single(Messages(await Text(floor, "PosRpt.xml"), "PosRpt"));
        Assert.Equal(
            ("1", "6.450", "20", "0"),
            (
                Word(position, "Acct"),
                Word(position, "SetPx"),
                Word(position.Element(_fixml + "Qty")!, "Long"),
                Word(position.Element(_fixml + "Qty")!, "Short")
            )
        );
        var collateral = Assert.Single(Messages(await Text(floor, "CollRpt.xml"), "CollRpt"));
        Assert.Equal("999974.20", Word(collateral, "TotNetValu"));
        Assert.Contains("<?tokenbourse-trailer rows=\"1\"", await Text(floor, "PosRpt.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixml_says_nothing_that_the_standard_does_not_know()
    {
        var file = Path.Combine(
            Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "",
            "fix",
            "OrchestraFIX44.xml"
        );
        Assert.SkipUnless(File.Exists(file), "no data: fix/OrchestraFIX44.xml is not under TOKENBOURSE_DATA");
        var words = new FixmlWords(file);
        await using var floor = await Traded();
        foreach (var name in (string[])["TrdCaptRpt", "PosRpt", "CollRpt"])
        {
            var batch = XDocument.Parse(await Text(floor, name + ".xml")).Root!.Element(_fixml + "Batch")!;
            Assert.All(batch.Elements(), e => Assert.Empty(words.Unknown(e)));
            Assert.All(batch.Elements(_fixml + name), e => Assert.Empty(words.Missing(e)));
        }
    }

    [Fact]
    public async Task What_is_not_there_is_said_with_what_is()
    {
        await using var floor = await Traded();
        var day = await floor.Fault("GET", "/v1/accounts/1/reports/2026-03-03");
        Assert.Equal((404, "NOT_FOUND"), (day.Status, day.Code));
        Assert.Equal("2026-03-02", day.Error.GetProperty("limit").GetString());
        Assert.Equal(400, (await floor.Fault("GET", "/v1/accounts/1/reports/monday")).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/accounts/77/reports/2026-03-02")).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/members/9/reports/2026-03-02")).Status);
        using var answer = await floor.Http.GetAsync(Day + "/secrets.csv", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("trades.csv", text, StringComparison.Ordinal);
        using var error = JsonDocument.Parse(text);
        Assert.Equal("file", error.RootElement.GetProperty("error").GetProperty("field").GetString());
    }

    private static async Task<Floor> Traded()
    {
        var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.400", 10, "b1");
        await floor.Place(2, "sell", "6.400", 10, "s1");
        await floor.Place(1, "buy", "6.500", 10, "b2");
        await floor.Place(2, "sell", "6.500", 10, "s2");
        floor.Clock(2, 17);
        return floor;
    }

    private static Task<string> Text(Floor floor, string file) =>
        floor.Http.GetStringAsync($"{Day}/{file}", TestContext.Current.CancellationToken);

    private static IEnumerable<XElement> Messages(string text, string name) =>
        XDocument.Parse(text).Descendants(_fixml + name);

    private static string? Word(XElement element, string name) => (string?)element.Attribute(name);

    private static string? Side(XElement trade, string name) => Word(trade.Element(_fixml + "RptSide")!, name);
}
