// What the market's operators are told: the board, whom a halt reaches, market quality, health, drafts of contracts.
using System.Text.Json;
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class OperatingDoorTests
{
    [Fact]
    public async Task The_board_tells_state_book_limit_and_index_of_each_month_and_a_halt_whom_it_reaches()
    {
        await using var floor = await Floor.Open();
        await floor.Place(1, "buy", "6.300", 6, "b-1");
        await floor.Place(2, "sell", "6.500", 2, "s-1");
        var row = Month(await floor.Get("/v1/operations/board"));
        Assert.Equal(
            ("continuous", "50.00", 6, 2, JsonValueKind.Null),
            (
                row.Text("phase"),
                row.Text("imbalancePercent"),
                row.Whole("bidLots"),
                row.Whole("askLots"),
                row.GetProperty("limitTouch").ValueKind
            )
        );
        var index = row.GetProperty("indexAge");
        Assert.Equal(
            ("TIX", "2026-03-02", 0, 1),
            (index.Text("index"), index.Text("indexDay"), index.Whole("ageDays"), index.Whole("tier"))
        );

        // A trade at the upper limit, and an operator's word.
        await floor.Place(3, "sell", "7.680", 1, "s-2");
        await floor.Place(1, "buy", "7.680", 3, "b-2");
        Assert.Equal(
            200,
            (await floor.Ask("PUT", "/v1/instruments/TT-H26/state", """{"state":"halted","cause":"news"}""")).Status
        );
        row = Month(await floor.Get("/v1/operations/board"));
        var touch = row.GetProperty("limitTouch");
        Assert.Equal(
            ("halted", "operator", "news", "upper", "7.680"),
            (row.Text("phase"), row.Text("phaseCause"), row.Text("note"), touch.Text("edge"), touch.Text("price"))
        );

        var reach = await floor.Get("/v1/operations/reach/TT?symbol=TT-H26");
        var account = Assert.Single(reach.GetProperty("accounts").EnumerateArray());
        Assert.Equal((1, 6, 0), (account.Whole("account"), account.Whole("buyLots"), account.Whole("sellLots")));
        Assert.Equal((1, 3), (reach.Whole("orders"), reach.Whole("openInterest")));
        Assert.True((await floor.Get("/v1/operations/reach/tt")).GetProperty("symbols").GetArrayLength() > 1);
        Assert.Equal("contract", (await floor.Fault("GET", "/v1/operations/reach/NO")).Error.Text("field"));
        Assert.Equal("symbol", (await floor.Fault("GET", "/v1/operations/reach/TT?symbol=X")).Error.Text("field"));
    }

    [Fact]
    public async Task A_maker_is_present_for_as_long_as_both_its_sides_are_narrow_and_large_enough()
    {
        await using var floor = await Floor.Open();
        floor.Venue.Submit(
            MessageKind.OpenAccount,
            Documents.Write(new AccountDocument(9, "Sim Maker", "maker", true))
        );
        floor.Venue.Submit(
            MessageKind.MoveCash,
            Codec.Bytes(new MoveCash(new(9), Currency.CNY, new(900_000_000), Name24.Of("first")))
        );
        // An hour with both sides 10 ticks apart, an hour 20 apart, an hour with one side.
        await floor.Place(9, "buy", "6.390", 5, "m-1");
        var ask = await floor.Place(9, "sell", "6.410", 8, "m-2");
        floor.Clock(2, 10);
        await floor.Ask("DELETE", $"/v1/orders/{ask.Whole("order")}?account=9");
        ask = await floor.Place(9, "sell", "6.430", 8, "m-3");
        floor.Clock(2, 11);
        await floor.Ask("DELETE", $"/v1/orders/{ask.Whole("order")}?account=9");
        floor.Clock(2, 12);
        var told = await floor.Get("/v1/operations/quality");
        var maker = Assert.Single(told.GetProperty("makers").EnumerateArray());
        Assert.Equal(
            ("Sim Maker", "33.33", "66.67", "15.00", "5.00", "66.67", 3, 2),
            (
                maker.Text("name"),
                maker.Text("presencePercent"),
                maker.Text("twoSidedPercent"),
                maker.Text("spreadTicks"),
                maker.Text("bestSize"),
                maker.Text("cancelPercent"),
                maker.Whole("orders"),
                maker.Whole("cancelled")
            )
        );
        var month = told.GetProperty("months")[0];
        Assert.Equal((3 * 3600, "66.67"), (month.Whole("openSeconds"), month.Text("twoSidedPercent")));
        Assert.Equal("66.67", Presence(await floor.Get("/v1/operations/quality?spread=20&lots=5")));
        Assert.Equal("0.00", Presence(await floor.Get("/v1/operations/quality?spread=20&lots=10")));
        Assert.Equal("lots", (await floor.Fault("GET", "/v1/operations/quality?lots=3")).Error.Text("field"));
        Assert.Equal("spread", (await floor.Fault("GET", "/v1/operations/quality?spread=101")).Error.Text("field"));
        var board = Month(await floor.Get("/v1/operations/board"));
        Assert.Equal((0, 1), (board.Whole("makersPresent"), board.Whole("makers")));

        static string Presence(JsonElement told) => told.GetProperty("makers")[0].Text("presencePercent");
    }

    [Fact]
    public async Task A_draft_is_read_by_the_market_and_each_fault_says_what_would_be_taken()
    {
        await using var floor = await Floor.Open();
        var before = floor.Inner.Logs.Commands.Tail;
        var same = await Draft(floor, _ => { });
        Assert.False(same.GetProperty("well").GetBoolean());
        var fault = Assert.Single(same.GetProperty("faults").EnumerateArray());
        Assert.Equal(
            ("contract", "TT", "is defined already"),
            (fault.Text("field"), fault.Text("given"), fault.Text("rule"))
        );

        var other = await Draft(
            floor,
            draft =>
            {
                draft["contract"] = "TU";
                draft["priceLimit"] = "0.05";
            }
        );
        Assert.True(other.GetProperty("well").GetBoolean(), other.ToString());
        Assert.Equal("20.00", other.Text("tickValue"));
        Assert.Equal(
            ["contract: \"TT\" > \"TU\"", "priceLimit: \"0.10\" > \"0.05\""],
            other
                .GetProperty("changes")
                .EnumerateArray()
                .Select(c => $"{c.Text("field")}: {c.Text("was")} > {c.Text("is")}")
        );

        var bad = await Draft(
            floor,
            draft =>
            {
                draft["contract"] = "TU";
                draft["tick"] = "0.0000015";
                draft["maxOrderLots"] = 2_000_000;
                draft["priceLimit"] = "1.5";
                draft["colour"] = "red";
            }
        );
        var faults = bad.GetProperty("faults").EnumerateArray().ToDictionary(f => f.Text("field"));
        Assert.Equal(
            ("1000000", "0.999", "0.000002", JsonValueKind.Null),
            (
                faults["maxOrderLots"].Text("nearest"),
                faults["priceLimit"].Text("nearest"),
                faults["tick"].Text("nearest"),
                faults["colour"].GetProperty("nearest").ValueKind
            )
        );
        Assert.Equal(404, (await floor.Fault("POST", "/v1/contracts/NO/draft", "{}")).Status);
        Assert.Equal(before, floor.Inner.Logs.Commands.Tail);
    }

    [Fact]
    public async Task Health_tells_what_is_counted_and_is_silent_where_nothing_is()
    {
        await using (var bare = await Floor.Open())
        {
            var nothing = await bare.Get("/v1/operations/health");
            Assert.Equal(JsonValueKind.Null, nothing.GetProperty("queue").ValueKind);
            Assert.Equal(0, nothing.GetProperty("doors").GetArrayLength());
        }

        using var meters = new DoorMeters();
        using var book = new MetricsBook(meters.Meter);
        var watch = new DoorWatch(meters, book, new([], [new("disk", () => "full")]));
        await using var floor = await Floor.Open(new() { Watch = watch });
        watch.Begin();
        await floor.Get("/v1/status");
        await floor.Get("/v1/status");
        meters.Closed("slow");
        var told = await floor.Get("/v1/operations/health");
        Assert.Equal("not ready", told.Text("status"));
        var door = told.GetProperty("doors")[0];
        Assert.Equal(("/v1/status", "GET", 2), (door.Text("name"), door.Text("method"), door.Whole("count")));
        Assert.Equal(
            ("slow", 1),
            (told.GetProperty("closed")[0].Text("name"), told.GetProperty("closed")[0].Whole("count"))
        );
        Assert.Equal("TIX", told.GetProperty("feeds")[0].Text("index"));
    }

    private static JsonElement Month(JsonElement board) =>
        board.GetProperty("rows").EnumerateArray().First(r => r.Text("symbol") == "TT-H26");

    private static Task<JsonElement> Draft(Floor floor, Action<JsonObject> change)
    {
        var draft = JsonNode.Parse(MarketDesk.Contract)!.AsObject();
        change(draft);
        return Asked(floor, draft.ToJsonString());
    }

    private static async Task<JsonElement> Asked(Floor floor, string draft)
    {
        var (status, json) = await floor.Ask("POST", "/v1/contracts/TT/draft", draft);
        Assert.True(status == 200, json.ToString());
        return json;
    }
}
