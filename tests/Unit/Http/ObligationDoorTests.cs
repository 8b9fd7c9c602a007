// What a maker and the market's operators are told of obligations: figures by hand, the same after a replay, bad input.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Obligations;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ObligationDoorTests
{
    private static readonly MakerAgreement Ticks = new()
    {
        Agreement = "M9-TT",
        Account = 9,
        Contract = "TT",
        Months = 1,
        IsShare = false,
        Widest = 10,
        LeastLots = 5,
        LeastPresencePpm = 400_000,
        From = TradingDate.Of(2026, 3, 2),
    };

    private static readonly MakerAgreement Share = Ticks with
    {
        Agreement = "M8-TT",
        Account = 8,
        IsShare = true,
        Widest = 5_000,
        Until = TradingDate.Of(2026, 3, 31),
    };

    [Fact]
    public async Task A_maker_sees_presence_spread_and_size_against_what_it_agreed_and_so_does_a_replay()
    {
        await using var floor = await Floor.Open(makers: [Share, Ticks]);
        Open(floor, 9);
        Open(floor, 8);
        // From 9 to 10 o'clock 10 ticks apart, to 11 o'clock 20 ticks; then one side.
        await floor.Place(9, "buy", "6.390", 5, "m-1");
        var ask = await floor.Place(9, "sell", "6.410", 8, "m-2");
        var now = Row(await floor.Get("/v1/accounts/9/obligations")).GetProperty("now");
        Assert.Equal(
            ("met", "6.390", "6.410", "10", 5),
            (now.Text("state"), now.Text("bid"), now.Text("ask"), now.Text("spread"), now.Whole("lots"))
        );
        floor.Clock(2, 10);
        await floor.Ask("DELETE", $"/v1/orders/{ask.Whole("order")}?account=9");
        ask = await floor.Place(9, "sell", "6.430", 8, "m-3");
        floor.Clock(2, 11);
        Assert.Equal("too wide", State(await floor.Get("/v1/accounts/9/obligations")));
        await floor.Ask("DELETE", $"/v1/orders/{ask.Whole("order")}?account=9");
        Assert.Equal("one-sided", State(await floor.Get("/v1/accounts/9/obligations")));
        floor.Clock(2, 12);

        var before = floor.Inner.Logs.Commands.Tail;
        var told = await floor.Get("/v1/accounts/9/obligations");
        Assert.Equal(before, floor.Inner.Logs.Commands.Tail);
        Assert.Equal(
            (9, true, "2026-03"),
            (told.Whole("account"), told.GetProperty("isMaker").GetBoolean(), told.Text("month"))
        );
        var agreed = Assert.Single(told.GetProperty("agreements").EnumerateArray());
        Assert.Equal(
            ("M9-TT", "ticks", "10", 5, "40.0000", "2026-03-02", JsonValueKind.Null),
            (
                agreed.Text("agreement"),
                agreed.Text("spreadUnit"),
                agreed.Text("widestSpread"),
                agreed.Whole("leastLots"),
                agreed.Text("leastPresencePercent"),
                agreed.Text("validFrom"),
                agreed.GetProperty("validTo").ValueKind
            )
        );
        var row = Row(told);
        Assert.Equal("TT-H26", row.Text("symbol"));
        // One hour of three: a third, rounded down; 12 minutes are missing to two fifths of three hours.
        const long minute = 60_000_000_000;
        var today = row.GetProperty("today");
        Assert.Equal(
            ("short", 180 * minute, 60 * minute, 12 * minute, "33.33", "15.00", "2.50"),
            (
                today.Text("state"),
                today.GetProperty("sessionNanoseconds").GetInt64(),
                today.GetProperty("metNanoseconds").GetInt64(),
                today.GetProperty("lackingNanoseconds").GetInt64(),
                today.Text("presencePercent"),
                today.Text("averageSpread"),
                today.Text("averageSize")
            )
        );
        Assert.Equal(today.ToString(), row.GetProperty("monthToDate").ToString());
        Assert.Equal("2026-03-02", Assert.Single(row.GetProperty("days").EnumerateArray()).Text("day"));
        // The pause has begun.
        Assert.Equal("no session", State(told));

        var views = new VenueViews(floor.Inner.Logs.Agreements);
        views.CatchUp(floor.Inner.Logs.Events, floor.Inner.Logs.Prints);
        var again = ObligationPresenter.Of(views, 9, null)!;
        Assert.Equal(
            told.ToString(),
            JsonSerializer.SerializeToElement(again, WireJson.Wire.ObligationsShape).ToString()
        );
    }

    [Fact]
    public async Task A_day_played_again_shows_them_as_they_stood()
    {
        await using var floor = await Floor.Open(makers: [Ticks]);
        Open(floor, 9);
        await floor.Place(9, "buy", "6.390", 5, "m-1");
        var ask = await floor.Place(9, "sell", "6.410", 5, "m-2");
        floor.Clock(2, 10);
        await floor.Ask("DELETE", $"/v1/orders/{ask.Whole("order")}?account=9");
        floor.Clock(2, 16, 30);
        var replay = await floor.Replay("2026-03-02T09:30Z");
        var (status, then) = await floor.Ask("GET", $"/replays/{replay}/v1/accounts/9/obligations");
        Assert.Equal((200, "met"), (status, State(then)));
        var now = await floor.Get("/v1/accounts/9/obligations");
        // One hour of five.
        Assert.Equal("20.00", Row(now).GetProperty("monthToDate").Text("presencePercent"));
        Assert.True(then.Whole("asOf") < now.Whole("asOf"));
    }

    [Fact]
    public async Task A_share_is_told_in_percent_and_operators_see_all_makers()
    {
        await using var floor = await Floor.Open(makers: [Share, Ticks]);
        Open(floor, 9);
        Open(floor, 8);
        // 6.390 and 6.410 are 0.3125 % apart, 6.390 and 6.450 0.9346 %.
        await floor.Place(8, "buy", "6.390", 5, "m-1");
        var ask = await floor.Place(8, "sell", "6.410", 5, "m-2");
        floor.Clock(2, 10);
        await floor.Ask("DELETE", $"/v1/orders/{ask.Whole("order")}?account=8");
        await floor.Place(8, "sell", "6.450", 5, "m-3");
        floor.Clock(2, 11);
        // It is counted until the last event.
        await floor.Place(1, "buy", "6.300", 1, "b-1");
        var told = await floor.Get("/v1/operations/obligations");
        var makers = told.GetProperty("makers").EnumerateArray().ToList();
        Assert.Equal([8, 9], makers.Select(m => m.Whole("account")));
        var eight = Row(makers[0]);
        Assert.Equal(("percent", "0.5000"), Unit(makers[0]));
        var now = eight.GetProperty("now");
        Assert.Equal(("too wide", "0.9346", 0), (now.Text("state"), now.Text("spread"), now.Whole("lots")));
        var today = eight.GetProperty("today");
        Assert.Equal(
            ("met", "50.00", "0.6236", "2.50"),
            (today.Text("state"), today.Text("presencePercent"), today.Text("averageSpread"), today.Text("averageSize"))
        );
        Assert.Equal("no quote", State(makers[1]));
        Assert.Equal(
            ("short", "0.00", JsonValueKind.Null),
            (
                Row(makers[1]).GetProperty("today").Text("state"),
                Row(makers[1]).GetProperty("today").Text("presencePercent"),
                Row(makers[1]).GetProperty("today").GetProperty("averageSpread").ValueKind
            )
        );

        static (string, string) Unit(JsonElement maker) =>
            (
                maker.GetProperty("agreements")[0].Text("spreadUnit"),
                maker.GetProperty("agreements")[0].Text("widestSpread")
            );
    }

    [Fact]
    public async Task An_account_without_agreement_or_role_and_a_month_without_days_are_told_as_they_are()
    {
        await using var floor = await Floor.Open(makers: [Ticks with { Account = 2 }]);
        var none = await floor.Get("/v1/accounts/1/obligations");
        Assert.Equal(
            (0, 0),
            (none.GetProperty("agreements").GetArrayLength(), none.GetProperty("obligations").GetArrayLength())
        );
        var trader = await floor.Get("/v1/accounts/2/obligations");
        Assert.False(trader.GetProperty("isMaker").GetBoolean());
        Assert.Equal(1, trader.GetProperty("obligations").GetArrayLength());
        var other = await floor.Get("/v1/accounts/2/obligations?month=2026-02");
        Assert.Equal(("2026-02", 0), (other.Text("month"), other.GetProperty("obligations").GetArrayLength()));
        Assert.Equal(1, other.GetProperty("agreements").GetArrayLength());
    }

    [Fact]
    public async Task Bad_input_is_named_and_an_unknown_account_is_not_found()
    {
        await using var floor = await Floor.Open(makers: [Ticks]);
        foreach (var place in (string[])["/v1/accounts/1/obligations", "/v1/operations/obligations"])
        {
            foreach (var month in (string[])["2026-13", "2026-3", "March", "2026-03-02"])
            {
                var (status, code, _, error) = await floor.Fault("GET", $"{place}?month={month}");
                Assert.Equal(
                    (400, "BAD_TYPE", "month", month),
                    (status, code, error.Text("field"), error.Text("given"))
                );
            }

            Assert.Equal("UNKNOWN_FIELD", (await floor.Fault("GET", $"{place}?day=2026-03-02")).Code);
        }

        var (missing, _, _, who) = await floor.Fault("GET", "/v1/accounts/77/obligations");
        Assert.Equal((404, "account", "77"), (missing, who.Text("field"), who.Text("given")));
        Assert.Equal("account", (await floor.Fault("GET", "/v1/accounts/nobody/obligations")).Error.Text("field"));
    }

    private static void Open(Floor floor, int account)
    {
        floor.Venue.Submit(
            MessageKind.OpenAccount,
            Documents.Write(new AccountDocument(account, $"Sim Maker {account}", "maker", true))
        );
        floor.Venue.Submit(
            MessageKind.MoveCash,
            Codec.Bytes(new MoveCash(new(account), Currency.CNY, new(900_000_000), Name24.Of("first")))
        );
    }

    private static JsonElement Row(JsonElement told) => Assert.Single(told.GetProperty("obligations").EnumerateArray());

    private static string State(JsonElement told) => Row(told).GetProperty("now").Text("state");
}
