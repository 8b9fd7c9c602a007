// tokenbourse spot: good input, bad input, exit codes, JSON, against a venue that answers by heart.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Integration.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class SpotVerbTests : IDisposable
{
    private const string Products = "/v1/spot/products";

    private const string Product = """
        [{"product":"GP","nameEn":"GPU","kind":"compute","currency":"USD","unit":"GPU-second","unitsPerLot":3600,
          "tick":"0.01","floor":"0.00","cap":"50.00","maxLots":10,"collateral":"2.00","gate":"2026-03-02T12:00:00Z",
          "firstHour":"2026-03-03T00:00:00Z","hours":24,"contract":null}]
        """;

    private const string Refusal =
        """{"error":{"code":"PRICE_ABOVE_LIMIT","num":2103,"message":"Too much.","field":"limit","given":"60.00","limit":"50.00"}}""";

    private readonly PassingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Products_are_shown_as_a_table_and_as_json()
    {
        await using var venue = await HeartVenue.Open();
        venue.Answers[Products] = (200, Product);
        var (exit, text, error) = CalledProgram.Run("spot", "products", "--venue", venue.Address);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("3,600 x GPU-second", text, StringComparison.Ordinal);
        (exit, text, _) = CalledProgram.Run("spot", "products", "--venue", venue.Address, "--json");
        using var json = JsonDocument.Parse(text);
        Assert.Equal((0, "GP"), (exit, json.RootElement[0].GetProperty("product").GetString()));
        venue.Answers[Products] = (200, "[]");
        Assert.Contains("no spot product", CalledProgram.Run("spot", "products", "--venue", venue.Address).Out);
    }

    [Fact]
    public async Task What_is_no_venue_ends_with_2()
    {
        CalledProgram.Wrong("--venue nowhere", "spot", "products", "--venue", "nowhere");
        CalledProgram.Wrong("127.0.0.1:9", "spot", "products", "--venue", "http://127.0.0.1:9");
        await using var venue = await HeartVenue.Open();
        foreach (var answer in (string[])["<html>", "{}", "[null]", "[{\"product\":\"GP\"}]"])
        {
            venue.Answers[Products] = (200, answer);
            var (exit, text, error) = CalledProgram.Run("spot", "products", "--venue", venue.Address);
            Assert.True((exit, text) == (2, "") && error.Length > 0, $"{answer}: {exit} {text} {error}");
        }

        venue.Answers[Products] = (200, "<html>");
        Assert.Equal(2, CalledProgram.Run("spot", "products", "--venue", venue.Address, "--json").Exit);
        venue.Answers["/v1/spot/cancel-bid"] = (200, "[]");
        string[] cancel = ["spot", "cancel", "--account", "1", "--product", "GP", "--reference", "1"];
        Assert.Equal(2, CalledProgram.Run([.. cancel, "--venue", venue.Address]).Exit);
    }

    [Fact]
    public async Task Bids_and_certificates_are_of_an_account()
    {
        await using var venue = await HeartVenue.Open();
        venue.Answers["/v1/accounts/1/spot-bids"] = (200, "[]");
        venue.Answers["/v1/accounts/1/certificates"] = (200, $"[{Certificate(1)}]");
        var bids = CalledProgram.Run("spot", "bids", "--account", "1", "--venue", venue.Address);
        Assert.Equal((0, "no bid waits\n"), (bids.Exit, bids.Out));
        var mine = CalledProgram.Run("spot", "certificates", "--account", "1", "--venue", venue.Address);
        Assert.Contains("owned, of 2", mine.Out, StringComparison.Ordinal);
        var none = CalledProgram.Run("spot", "bids", "--account", "9", "--venue", venue.Address);
        Assert.Equal((1, ""), (none.Exit, none.Out));
        Assert.Contains("NOT_FOUND 1004", none.Error, StringComparison.Ordinal);
        CalledProgram.Wrong("--account", "spot", "bids", "--venue", venue.Address);
        CalledProgram.Wrong("x", "spot", "bids", "--account", "x", "--venue", venue.Address);
    }

    [Fact]
    public async Task Auctions_are_shown_once_there_is_one()
    {
        await using var venue = await HeartVenue.Open();
        venue.Answers[Products] = (200, Product);
        venue.Answers["/v1/status"] = (
            200,
            """{"venue":"T","simulated":true,"time":"T","speed":1,"calendars":[],"eventSequence":1}"""
        );
        venue.Answers["/v1/spot/products/GP/auctions?limit=1"] = (200, "[]");
        string[] auctions = ["spot", "auctions", "--venue", venue.Address, "--product"];
        var none = CalledProgram.Run([.. auctions, "GP"]);
        Assert.Equal(0, none.Exit);
        Assert.Contains("no auction was held yet", none.Out, StringComparison.Ordinal);
        var svg = _folder.File("none.svg");
        Assert.Equal(1, CalledProgram.Run([.. auctions, "GP", "--svg", svg]).Exit);
        Assert.False(File.Exists(svg));
        Assert.Equal(1, CalledProgram.Run([.. auctions, "other"]).Exit);
        venue.Answers["/v1/spot/products/GP/auctions?limit=1"] = (
            200,
            """
            [{"product":"GP","gate":"2026-03-02T12:00:00Z","bids":2,"rejected":0,"proven":true,"hours":[
              {"hour":"2026-03-03T00:00:00Z","price":"2.50","lots":3,"offered":4,"asked":3,"unserved":0,"unservedInBlocks":0,"unsold":0,
               "sellers":1,"availability":null}]}]
            """
        );
        var one = CalledProgram.Run([.. auctions, "GP", "--svg", svg]);
        Assert.Equal(0, one.Exit);
        Assert.Contains("2.50", one.Out, StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(svg), StringComparison.Ordinal);
        var unwritten = CalledProgram.Run([.. auctions, "GP", "--svg", _folder.Path]);
        Assert.Equal(2, unwritten.Exit);
        Assert.Contains("--svg", unwritten.Error, StringComparison.Ordinal);
        // A venue that lists the auctions of a product that it does not list.
        venue.Answers[Products] = (200, "[]");
        Assert.Equal(1, CalledProgram.Run([.. auctions, "GP"]).Exit);
    }

    [Fact]
    public async Task A_command_is_sent_as_it_was_said_and_a_refusal_ends_with_1()
    {
        await using var venue = await HeartVenue.Open();
        string[] bid =
        [
            .. "spot bid --account 1 --product GP --side buy --reference 4 --lots 2 --limit 21.50".Split(' '),
            .. "--first-hour 2026-03-03T05:00:00Z --hours 4 --all-or-none --venue".Split(' '),
            venue.Address,
        ];
        venue.Answers["/v1/spot/place-bid"] = (
            200,
            """{"command":"place-bid","time":"T","commandSequence":8,"events":[{"kind":"SpotBidTaken","message":{"lots":2}}]}"""
        );
        var (exit, text, _) = CalledProgram.Run(bid);
        Assert.Equal((0, "done at T, sequence 8\n  SpotBidTaken lots=2\n"), (exit, text));
        Assert.Equal(
            """{"account":1,"product":"GP","side":"buy","reference":4,"firstHour":"2026-03-03T05:00:00Z","hours":4,"lots":2,"limit":"21.50","allOrNone":true}""",
            venue.Sent.Single().Body
        );
        venue.Answers["/v1/spot/place-bid"] = (422, Refusal);
        var refused = CalledProgram.Run(bid);
        Assert.Equal((1, ""), (refused.Exit, refused.Out));
        foreach (var word in (string[])["PRICE_ABOVE_LIMIT 2103", "field: limit", "given: 60.00", "limit: 50.00"])
            Assert.Contains(word, refused.Error, StringComparison.Ordinal);
        var json = CalledProgram.Run([.. bid, "--json"]);
        Assert.Equal((1, ""), (json.Exit, json.Error));
        Assert.Contains("\"num\": 2103", json.Out, StringComparison.Ordinal);
        CalledProgram.Wrong("--lots", "spot", "bid", "--account", "1", "--product", "GP");
    }

    [Theory]
    [InlineData("cancel", "cancel-bid", "--product GP --reference 1")]
    [InlineData("issue", "issue-certificate", "--product GP --first-hour H --hours 1 --lots 1 --reference r")]
    [InlineData("transfer", "transfer-certificate", "--certificate 1 --to 2")]
    [InlineData("split", "split-certificate", "--certificate 1 --lots 1")]
    [InlineData("redeem", "redeem-certificate", "--certificate 1 --meter 7")]
    public async Task Each_command_has_its_address(string verb, string command, string options)
    {
        await using var venue = await HeartVenue.Open();
        venue.Answers[$"/v1/spot/{command}"] = (200, """{"time":"T","commandSequence":1,"events":[]}""");
        string[] words = ["spot", verb, "--account", "1", .. options.Split(' '), "--venue", venue.Address];
        Assert.Equal(0, CalledProgram.Run(words).Exit);
        Assert.Equal($"/v1/spot/{command}", venue.Sent.Single().Path);
        CalledProgram.Wrong("--account", ["spot", verb, .. options.Split(' ')]);
    }

    [Fact]
    public void Records_that_agree_end_with_0_and_differences_with_1()
    {
        var list = _folder.File("list.json", $"[{Certificate(1)}]");
        var whole = _folder.File("whole.csv", Usage("02:00:00"));
        string[] reconcile = ["spot", "reconcile", "--certificates", list, "--usage"];
        var (exit, text, error) = CalledProgram.Run([.. reconcile, whole]);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("records and certificates agree", text, StringComparison.Ordinal);
        var shorter = _folder.File("short.csv", Usage("01:30:00"));
        Assert.Equal(1, CalledProgram.Run([.. reconcile, shorter]).Exit);
        (exit, text, _) = CalledProgram.Run([.. reconcile, shorter, "--json"]);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(
            (1, 1800),
            (exit, json.RootElement.GetProperty("certificates")[0].GetProperty("shortfall").GetInt64())
        );
        var first = CalledProgram.Run([.. reconcile, shorter, "--until", "2026-03-03T01:00:00Z"]);
        Assert.Equal(0, first.Exit);
    }

    [Fact]
    public void Wrong_usage_of_reconcile_is_refused_with_the_option()
    {
        var list = _folder.File("list.json", $"[{Certificate(1)}]");
        var usage = _folder.File("usage.csv", Usage("02:00:00"));
        string[] reconcile = ["spot", "reconcile", "--usage", usage];
        CalledProgram.Wrong("--usage", "spot", "reconcile", "--certificates", list);
        CalledProgram.Wrong("one of them", reconcile);
        CalledProgram.Wrong("one of them", [.. reconcile, "--certificates", list, "--venue", "http://127.0.0.1:9"]);
        CalledProgram.Wrong("--account", [.. reconcile, "--venue", "http://127.0.0.1:9"]);
        CalledProgram.Wrong("--post asks", [.. reconcile, "--certificates", list, "--post"]);
        CalledProgram.Wrong("--until", [.. reconcile, "--certificates", list, "--until", "2026-03-03T01:30:00Z"]);
        CalledProgram.Wrong("--certificates", [.. reconcile, "--certificates", _folder.File("none.json")]);
        foreach (
            var (bad, why) in ((string, string)[])
                [
                    ("{}", "must be a list"),
                    ("[null]", "must be a list"),
                    ($"[{Certificate(1)},{Certificate(1)}]", "stands twice"),
                    ($"[{Certificate(1, "issued", 0)}]", "nothing to reconcile"),
                    ($"[{Certificate(1, units: 7201)}]", "units"),
                ]
        )
            CalledProgram.Wrong(why, [.. reconcile, "--certificates", _folder.File("bad.json", bad)]);
        CalledProgram.Wrong(
            "none.csv",
            "spot",
            "reconcile",
            "--usage",
            _folder.File("none.csv"),
            "--certificates",
            list
        );
    }

    private static string Usage(string end) =>
        $"node,start,end,gpus,certificate\nn1,2026-03-03T00:00:00Z,2026-03-03T{end}Z,1,1\n";

    private static string Certificate(long number, string state = "redeemed", int meter = 7, long units = 7200) =>
        $$"""
            {"certificate":{{number}},"product":"GP","issuer":2,"owner":1,"firstHour":"2026-03-03T00:00:00Z","hours":2,
             "lots":1,"units":{{units}},"drawn":0,"failed":0,"paid":"1.00","delivered":"0.00","state":"{{state}}",
             "meter":{{meter}},"lastRecord":0}
            """;
}
