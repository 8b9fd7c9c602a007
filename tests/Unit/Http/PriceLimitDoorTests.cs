// Other price limits through the door: what they would do, the order of two people, and what is told afterwards.
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class PriceLimitDoorTests
{
    private const string Address = "/v1/operations/limits/TT";
    private const string Proposals = "/v1/admin/proposals";
    private const string Bounds = """{"house":"H","version":1,"operatorLimits":{"least":"0.02","most":"0.25"}}""";

    [Fact]
    public async Task What_other_limits_would_do_is_shown_and_nothing_changes_until_they_are_ordered()
    {
        await using var floor = await Floor.Open(spread: Floor.Spread);
        Define(floor);
        await floor.Place(1, "buy", "5.200", 6, "b-1");
        await floor.Place(2, "sell", "6.500", 2, "s-1");
        var before = floor.Inner.Logs.Commands.Tail;
        var shown = await floor.Get($"{Address}?symbol=tt-h26&limit=0.10");
        Assert.Equal(
            ("TT", "0.02", "0.25", JsonValueKind.Null, 1, 6),
            (
                shown.Text("contract"),
                shown.Text("least"),
                shown.Text("most"),
                shown.GetProperty("refused").ValueKind,
                shown.Whole("orders"),
                shown.Whole("lots")
            )
        );
        var rows = shown.GetProperty("months").EnumerateArray().ToList();
        Assert.Equal(["TT-H26", "TTC-H26/J26"], rows.Select(r => r.Text("symbol")));
        Assert.Equal(("5.120", "7.680", "5.760", "7.040"), Bands(rows[0]));
        Assert.Equal("6.400", rows[0].Text("previousSettlement"));
        Assert.Equal(before, floor.Inner.Logs.Commands.Tail);
        Assert.True((await floor.Get(Address)).GetProperty("months").GetArrayLength() > 1);

        var set = await floor.Ask("PUT", Address, Order("0.10", "TT-H26"));
        Assert.True(set.Status == 200, set.Json.ToString());
        var row = set.Json.GetProperty("months")[0];
        var ordered = row.GetProperty("ordered");
        Assert.Equal(
            ("5.760", "7.040", "0.1", "mona", "carl", "news"),
            (
                row.Text("limitLow"),
                row.Text("limitHigh"),
                ordered.Text("limit"),
                ordered.Text("proposer"),
                ordered.Text("approver"),
                ordered.Text("reason")
            )
        );
        var board = (await floor.Get("/v1/operations/board")).GetProperty("rows")[0];
        Assert.Equal(("5.760", "0.1"), (board.Text("limitLow"), board.GetProperty("limitOrder").Text("limit")));
        Assert.Equal("7.040", (await floor.Get("/v1/instruments"))[0].Text("limitHigh"));
        Assert.Equal(2, (await floor.Get("/v1/depth/TT-H26")).GetProperty("asks")[0].Whole("lots"));
        Assert.Empty((await floor.Get("/v1/depth/TT-H26")).GetProperty("bids").EnumerateArray());
        var beyond = await floor.Fault(
            "POST",
            "/v1/orders",
            """{"account":1,"symbol":"TT-H26","side":"buy","price":"7.050","lots":1,"clientOrderId":"b-2"}"""
        );
        Assert.Equal(("PRICE_ABOVE_LIMIT", "7.040"), (beyond.Error.Text("code"), beyond.Error.Text("limit")));
    }

    [Fact]
    public async Task Statistics_of_the_day_go_on_under_other_limits()
    {
        await using var floor = await Floor.Open();
        Define(floor);
        await floor.Place(1, "buy", "6.500", 6, "b-1");
        await floor.Place(2, "sell", "6.500", 2, "s-1");
        Assert.Equal(200, (await floor.Ask("PUT", Address, Order("0.25"))).Status);
        var day = await floor.Get("/v1/statistics/TT-H26");
        Assert.Equal((2, "6.500", "6.500"), (day.Whole("volume"), day.Text("open"), day.Text("high")));
        var row = (await floor.Get("/v1/instruments"))[0];
        Assert.Equal(("8.000", 2), (row.Text("limitHigh"), row.Whole("volume")));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_the_nearest_that_can()
    {
        await using var floor = await Floor.Open(spread: Floor.Spread);
        Assert.Equal(("OPERATOR_LIMITS_OFF", "limit", null), await Refused(floor, Order("0.10")));
        Define(floor);
        await floor.Place(1, "buy", "7.000", 1, "b-1");
        await floor.Place(2, "sell", "7.000", 1, "s-1");
        var before = floor.Inner.Logs.Commands.Tail;
        Assert.Equal(("LIMIT_OUT_OF_BOUNDS", "limit", "0.25"), await Refused(floor, Order("0.26")));
        Assert.Equal(("LIMIT_OUT_OF_BOUNDS", "limit", "0.02"), await Refused(floor, Order("0.01")));
        Assert.Equal(("TRADED_OUTSIDE", "limit", "0.09375"), await Refused(floor, Order("0.09")));
        Assert.Equal(("STATE_UNCHANGED", "limit", null), await Refused(floor, Order("0.20", "TT-H26")));
        Assert.Equal(("SAME_PERSON", "approver", null), await Refused(floor, Order("0.10").Replace("carl", "mona")));
        Assert.Equal(("UNKNOWN_INSTRUMENT", "symbol", null), await Refused(floor, Order("0.10", "TT-Z99")));
        Assert.Equal(("NOT_FOR_SPREADS", "symbol", null), await Refused(floor, Order("0.10", "TTC-H26/J26")));
        Assert.True(floor.Inner.Logs.Commands.Tail > before);
        before = floor.Inner.Logs.Commands.Tail;
        Assert.Equal(("BAD_REQUEST", "limit", "0.999"), await Refused(floor, Order("1.5")));
        Assert.Equal(("BAD_REQUEST", "limit", "0.1"), await Refused(floor, Order("0.1000001")));
        Assert.Equal(("BAD_TYPE", "limit", null), await Refused(floor, Order("ten")));
        Assert.Equal(("UNKNOWN_FIELD", "who", null), await Refused(floor, Order("0.1").Replace("approver", "who")));
        Assert.Equal(("BAD_REQUEST", "reason", "24"), await Refused(floor, Order("0.1").Replace("news", "two words")));
        var unknown = await floor.Fault("PUT", "/v1/operations/limits/NO", Order("0.10"));
        Assert.Equal((404, "UNKNOWN_CONTRACT"), (unknown.Status, unknown.Error.Text("code")));
        Assert.Equal("limit", (await floor.Fault("GET", $"{Address}?limit=x")).Error.Text("field"));
        Assert.Equal("limits", (await floor.Fault("GET", $"{Address}?limits=0.1")).Error.Text("field"));
        Assert.Equal(before, floor.Inner.Logs.Commands.Tail);
        // What is only asked about is answered, with the reason.
        var shown = await floor.Get($"{Address}?limit=0.09");
        Assert.Equal(
            ("TRADED_OUTSIDE", "0.09375"),
            (shown.GetProperty("refused").Text("code"), shown.GetProperty("refused").Text("limit"))
        );
    }

    [Fact]
    public async Task Where_people_have_names_one_proposes_other_limits_and_another_approves_them()
    {
        using var folder = new IdentityFolder();
        var doors = new IdentityDoors(folder.Store);
        folder.Wait(KeyCheck.Window);
        await using var floor = await Floor.Open(new() { Identity = doors });
        var mona = folder.Key("ed25519", ["admin:market-ops"], user: "mona");
        var carl = folder.Key("ecdsa-p256", ["admin:clearing"], user: "carl");
        Assert.Equal(403, (await floor.Ask(folder, mona, "PUT", Address, Order("0.10"))).Status);
        var off = await Propose("""{"contract":"TT","limit":"0.10","reason":"news"}""");
        Assert.Equal((400, "limit"), (off.Status, off.Json.GetProperty("error").Text("field")));
        Define(floor);
        var wide = await Propose("""{"contract":"TT","limit":"0.30","reason":"news"}""");
        Assert.Equal((400, "0.25"), (wide.Status, wide.Json.GetProperty("error").Text("limit")));
        var mute = await Propose("""{"contract":"TT","limit":"0.10"}""");
        Assert.Equal("reason", mute.Json.GetProperty("error").Text("field"));

        var made = await Propose("""{"contract":"TT","symbol":"TT-H26","limit":"0.10","reason":"news"}""");
        Assert.True(made.Status == 200, made.Json.ToString());
        Assert.Equal(
            ["limit: (opening) -> 0.1", "TT-H26: 5.120 … 7.680 -> 5.760 … 7.040"],
            made.Json.GetProperty("diff").EnumerateArray().Select(l => l.GetString())
        );
        var approval = $$"""{"hash":"{{made.Json.Text("hash")}}"}""";
        var path = $"{Proposals}/{made.Json.Text("proposal")}/approve";
        Assert.Equal(403, (await floor.Ask(folder, mona, "POST", path, approval)).Status);
        var done = await floor.Ask(folder, carl, "POST", path, approval);
        Assert.Equal((200, "taken"), (done.Status, done.Json.Text("outcome")));
        var told = floor.Inner.Logs.Events.Read(0).Last(e => e.Kind == MessageKind.PriceLimitsSet);
        var set = told.As<PriceLimitsSet>();
        Assert.Equal(
            ("mona", "carl", "news", 100_000),
            ($"{set.Proposer}", $"{set.Approver}", $"{set.Reason}", set.LimitPpm)
        );
        Assert.Equal("7.040", (await floor.Get("/v1/instruments"))[0].Text("limitHigh"));
        doors.Sessions.Dispose();

        Task<Told> Propose(string document) =>
            floor.Ask(
                folder,
                mona,
                "POST",
                Proposals,
                $$"""{"command":"set-price-limits","document":{{document}},"reason":"The news of this morning is out and read."}"""
            );
    }

    private static void Define(Floor floor) =>
        floor.Venue.Submit(MessageKind.DefineHouse, Encoding.UTF8.GetBytes(Bounds));

    private static string Order(string limit, string? symbol = null) =>
        $$"""{{{(symbol is null ? "" : $"\"symbol\":\"{symbol}\",")}}"limit":"{{limit}}","proposer":"mona","approver":"carl","reason":"news"}""";

    private static async Task<(string Code, string Field, string? Limit)> Refused(Floor floor, string body)
    {
        var fault = await floor.Fault("PUT", Address, body);
        return (
            fault.Error.Text("code"),
            fault.Error.Text("field"),
            fault.Error.GetProperty("limit").ValueKind == JsonValueKind.Null ? null : fault.Error.Text("limit")
        );
    }

    private static (string, string, string, string) Bands(JsonElement row) =>
        (row.Text("limitLow"), row.Text("limitHigh"), row.Text("newLow"), row.Text("newHigh"));
}
