// Who may trade over the stream, and hear an account: a challenge is signed, and who is revoked is cut off at once.
using System.Net.WebSockets;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class TradingAccessTests : IAsyncLifetime
{
    private readonly IdentityFolder _folder = new();
    private IdentityDoors _doors = null!;
    private Floor _floor = null!;
    private TestKey _tina = null!;

    public async ValueTask InitializeAsync()
    {
        _doors = new(_folder.Store);
        _folder.Wait(KeyCheck.Window);
        _floor = await Floor.Open(new() { Identity = _doors, Pump = TimeSpan.FromMilliseconds(5) });
        _tina = _folder.Key("ed25519", ["read", "trade"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _floor.DisposeAsync();
        _doors.Sessions.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_key_that_signs_the_challenge_trades_for_its_own_accounts_alone()
    {
        await using var ear = await _floor.Listen();
        Assert.Equal(401, (await ear.Ask("place", Place(1, "b1"))).Status);
        Assert.Equal(401, (await ear.Ask("logon", "\"body\":{}")).Status);
        var (status, logon) = await LogOn(ear, _tina);
        Assert.True(status == 200, $"{logon}");
        Assert.Equal((_tina.Id, "tina"), (logon.Text("key"), logon.Text("user")));
        Assert.Equal(200, (await ear.Ask("place", Place(1, "b1"))).Status);
        var foreign = await ear.Ask("place", Place(3, "b2"));
        Assert.Equal((403, "NOT_OWNER"), (foreign.Status, Code(foreign.Body)));
        var fate = await ear.Ask("order-status", "\"account\":3,\"clientOrderId\":\"b1\"");
        Assert.Equal((403, "NOT_OWNER"), (fate.Status, Code(fate.Body)));
        var group = await ear.Ask(
            "cancel-many",
            """
            "body":{"account":1,"scope":"group"}
            """
        );
        Assert.Equal((403, "FORBIDDEN_SCOPE"), (group.Status, Code(group.Body)));
    }

    [Fact]
    public async Task Anothers_order_is_neither_amended_nor_cancelled()
    {
        await using var ear = await _floor.Listen();
        await using var other = await _floor.Listen();
        await LogOn(ear, _tina);
        await LogOn(other, _folder.Key("hmac-sha256", ["read", "trade"], "otto"));
        var order = (await other.Ask("place", Place(3, "b1"))).Body.Whole("order");
        foreach (var op in (string[])["amend", "cancel"])
        {
            var refused = await ear.Ask(
                op,
                $$"""
                "order":{{order}},"body":{"account":1}
                """
            );
            Assert.Equal((403, "NOT_OWNER"), (refused.Status, Code(refused.Body)));
        }
    }

    [Fact]
    public async Task A_key_that_may_cancel_only_places_nothing()
    {
        await using var ear = await _floor.Listen();
        await LogOn(ear, _folder.Key("ecdsa-p256", ["cancel-only"]));
        var refused = await ear.Ask("place", Place(1, "b1"));
        Assert.Equal((403, "FORBIDDEN_SCOPE"), (refused.Status, Code(refused.Body)));
        Assert.Equal(200, (await ear.Ask("cancel-many", "\"body\":{\"account\":1}")).Status);
    }

    [Fact]
    public async Task A_challenge_counts_once_and_only_for_its_connection()
    {
        await using var ear = await _floor.Listen();
        await using var other = await _floor.Listen();
        var challenge = (await ear.Ask("challenge", null)).Body.Text("challenge");
        var elsewhere = await other.Ask("logon", Signed(_tina, challenge));
        Assert.Equal((401, "REPLAYED_NONCE"), (elsewhere.Status, Code(elsewhere.Body)));
        var wrong = await ear.Ask("logon", Signed(_tina, challenge[..^1] + "x"));
        Assert.Equal((401, "BAD_SIGNATURE"), (wrong.Status, Code(wrong.Body)));
        var again = await ear.Ask("logon", Signed(_tina, challenge));
        Assert.Equal((401, "REPLAYED_NONCE"), (again.Status, Code(again.Body)));
    }

    [Fact]
    public async Task A_logon_that_is_repeated_keeps_the_session_and_one_that_is_not_ends_it()
    {
        await using var ear = await _floor.Listen();
        var first = (await LogOn(ear, _tina)).Body;
        await ear.Ask("place", Place(1, "b1"));
        _folder.Wait(Sessions.Longest - 60_000);
        var second = (await LogOn(ear, _tina)).Body;
        Assert.Equal(first.Whole("session"), second.Whole("session"));
        Assert.NotEqual(first.Text("until"), second.Text("until"));
        var another = await LogOn(ear, _folder.Key("ed25519", ["trade"]));
        Assert.Equal((403, "NOT_OWNER"), (another.Status, Code(another.Body)));
        _folder.Wait(120_000);
        Assert.Equal(200, (await ear.Ask("place", Place(1, "b2"))).Status);
        _folder.Wait(Sessions.Longest);
        await Closes(ear);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_shut_out_is_cut_off_and_their_orders_leave(bool key)
    {
        await using var ear = await _floor.Listen();
        await LogOn(ear, _tina);
        await ear.Ask("place", Place(1, "b1"));
        await ear.Say("""{"op":"subscribe","channels":["fills:1"]}""");
        await ear.Hear("fills:1");
        if (key)
            _folder.Store.RevokeKey("root", _tina.Id);
        else
            _folder.Store.LockUser("root", "tina", true);
        await Closes(ear);
        for (var i = 0; i < 1000 && Open() > 0; i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(0, Open());

        int Open()
        {
            lock (_floor.Venue.Views.Gate)
                return _floor.Venue.Views.Orders.Count;
        }
    }

    [Fact]
    public async Task An_accounts_channels_are_for_its_own_people()
    {
        await using var ear = await _floor.Listen();
        foreach (var channel in (string[])["orders:1", "fills:1", "positions:1", "balances:1"])
        {
            await ear.Say($$"""{"op":"subscribe","channels":["{{channel}}"]}""");
            Assert.Equal("NOT_FOUND", (await ear.Hear("error")).Text("code"));
        }

        await LogOn(ear, _tina);
        await ear.Say("""{"op":"subscribe","channels":["orders:1","orders:3"]}""");
        Assert.Equal("snapshot", (await ear.Hear("orders:1")).Text("type"));
        Assert.Equal("orders:3", (await ear.Hear("error")).Text("given"));
        Assert.Equal(200, (await _floor.Ask(_folder, _tina, "GET", "/v1/replay/orders:1")).Status);
        Assert.Equal(403, (await _floor.Ask(_folder, _tina, "GET", "/v1/replay/orders:3")).Status);
        Assert.Equal(401, (await _floor.Send(new(HttpMethod.Get, "/v1/replay/fills:1"))).Status);
        Assert.Equal(200, (await _floor.Send(new(HttpMethod.Get, "/v1/replay/trades:TT-H26"))).Status);
    }

    [Fact]
    public async Task The_rate_of_a_key_holds_over_a_connection_too()
    {
        await using var ear = await _floor.Listen();
        await LogOn(ear, _folder.Key("ed25519", ["trade"], rate: 3));
        var statuses = new List<int>();
        for (var i = 0; i < 4; i++)
            statuses.Add((await ear.Ask("place", Place(1, $"b{i}"))).Status);
        Assert.Equal([200, 200, 429, 429], statuses);
        Assert.Equal(200, (await ear.Ask("cancel-many", "\"body\":{\"account\":1}")).Status);
    }

    private static string Place(int account, string id) => $"\"body\":{Floor.Order(account, "buy", "6.300", 1, id)}";

    private static string Code(JsonElement body) => body.GetProperty("error").Text("code");

    private async Task<(int Status, JsonElement Body)> LogOn(StreamEar ear, TestKey key)
    {
        var challenge = (await ear.Ask("challenge", null)).Body.Text("challenge");
        return await ear.Ask("logon", Signed(key, challenge));
    }

    private string Signed(TestKey key, string challenge)
    {
        var expires = _folder.Store.Now + 20_000;
        var text = RequestText.Of(key.Id, expires, challenge, "LOGON", "/v1/stream", []);
        var signature = Convert.ToBase64String(key.Sign(text));
        return $$"""
            "body":{"key":"{{key.Id}}","expires":{{expires}},"signature":"{{signature}}"}
            """;
    }

    private static async Task Closes(StreamEar ear)
    {
        while (await ear.Hear() is not null) { }
        Assert.Equal((WebSocketCloseStatus)4001, ear.Socket.CloseStatus);
    }
}
