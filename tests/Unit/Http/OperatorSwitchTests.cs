// What an operator can set at the doors: caps at the start, and kill switches that reach the spot market.
using System.Text;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class OperatorSwitchTests
{
    private const string Caps = """
        [ { "mostLots": 50 }, { "account": 2, "contract": "TT", "mostLots": 5, "mostNotional": "1000.00" } ]
        """;

    [Fact]
    public async Task Caps_at_the_start_are_set_where_none_are_and_what_is_set_stays()
    {
        await using var floor = await Floor.Open();
        await floor.Ask("PUT", "/v1/caps", """{"account":2,"contract":"TT","mostLots":7}""");
        Assert.Equal(1, DefaultCaps.Apply(floor.Venue, Encoding.UTF8.GetBytes(Caps)));
        Assert.Equal(0, DefaultCaps.Apply(floor.Venue, Encoding.UTF8.GetBytes(Caps)));
        var caps = await floor.Get("/v1/caps");
        Assert.Equal([7, 50], caps.EnumerateArray().Select(c => c.Whole("mostLots")));
        // What the door tells can be given back to it.
        var again = Encoding.UTF8.GetBytes(caps.GetRawText());
        Assert.Equal(0, DefaultCaps.Apply(floor.Venue, again));
    }

    [Theory]
    [InlineData("{}", "not a list")]
    [InlineData("[ 1 ]", "not a list")]
    [InlineData("""[ { "mostLot": 1 } ]""", "UNKNOWN_FIELD mostLot")]
    [InlineData("""[ { "account": 999, "mostLots": 1 } ]""", "UNKNOWN_ACCOUNT account 999")]
    public async Task Caps_that_cannot_be_set_are_named(string json, string told)
    {
        await using var floor = await Floor.Open();
        var fault = Assert.Throws<DefaultCapsException>(() =>
            DefaultCaps.Apply(floor.Venue, Encoding.UTF8.GetBytes(json))
        );
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KillLevel.Market, 0, "market")]
    [InlineData(KillLevel.Account, 1, "account")]
    public async Task While_a_kill_switch_stands_nothing_enters_the_spot_market(
        KillLevel level,
        int number,
        string word
    )
    {
        await using var floor = await Floor.Open();
        Switch(floor, level, number, true);
        foreach (var command in (string[])["place-bid", "place-order", "ask-quote", "give-quote", "take-quote"])
        {
            var (status, code, _, error) = await floor.Fault("POST", $"/v1/spot/{command}", """{"account":1}""");
            Assert.Equal((422, "KILL_SWITCH", word), (status, code, error.GetProperty("given").GetString()));
        }

        // Taking back is not stopped; this fails for a reason of its own.
        var (_, other, _, _) = await floor.Fault("POST", "/v1/spot/cancel-bid", """{"account":1}""");
        Assert.NotEqual("KILL_SWITCH", other);
        Switch(floor, level, number, false);
        (_, other, _, _) = await floor.Fault("POST", "/v1/spot/place-bid", """{"account":1}""");
        Assert.NotEqual("KILL_SWITCH", other);
    }

    [Fact]
    public async Task A_switch_of_another_account_stops_nobody_else()
    {
        await using var floor = await Floor.Open();
        Switch(floor, KillLevel.Account, 2, true);
        var (_, code, _, _) = await floor.Fault("POST", "/v1/spot/place-bid", """{"account":1}""");
        Assert.NotEqual("KILL_SWITCH", code);
    }

    private static void Switch(Floor floor, KillLevel level, int number, bool engage)
    {
        var set = new SetKillSwitch(
            level,
            engage ? (byte)1 : (byte)0,
            number,
            default,
            Name24.Of("mona"),
            engage ? default : Name24.Of("carl")
        );
        Assert.True(floor.Venue.Submit(MessageKind.SetKillSwitch, Codec.Bytes(set)).IsTaken);
    }
}
