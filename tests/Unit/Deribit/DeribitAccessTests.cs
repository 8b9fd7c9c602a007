// The Deribit-style door of a venue that knows who asks: keys, signatures, scopes, and nobody else.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Deribit;

public sealed class DeribitAccessTests : IAsyncLifetime
{
    private const string Buy = "private/buy?instrument_name=TT-H26&amount=1&price=6.3";
    private readonly IdentityFolder _folder = new();
    private IdentityDoors _doors = null!;
    private Floor _floor = null!;

    public async ValueTask InitializeAsync()
    {
        _doors = new(_folder.Store);
        _folder.Wait(2 * KeyCheck.Window);
        _floor = await Floor.Open(new() { Identity = _doors, Pump = TimeSpan.FromMilliseconds(10) });
    }

    public async ValueTask DisposeAsync()
    {
        await _floor.DisposeAsync();
        _doors.Sessions.Dispose();
        _folder.Dispose();
    }

    private RpcKey Key(int[]? accounts, params string[] scopes)
    {
        var made = _folder.Store.AddKey("root", new("tina", "hmac-sha256", null, scopes, accounts, [], 30, 60_000));
        return new(made.Key, made.Secret!);
    }

    private async Task<int> Code(string call, RpcKey? key, long drift = 0, string nonce = "n1")
    {
        var (status, json) = await _floor.Rpc(call, key, _folder.Store.Now + drift, nonce);
        return status == 200 ? 0 : json.GetProperty("error").GetProperty("code").GetInt32();
    }

    [Fact]
    public async Task The_secret_as_it_was_shown_signs_and_a_request_counts_once()
    {
        var key = Key([1], "read", "trade");
        Assert.Equal(0, await Code(Buy, key));
        // Another request in the same millisecond, then the first one again.
        Assert.Equal(0, await Code(Buy + "1", key));
        Assert.Equal(13009, await Code(Buy, key));
        Assert.Equal(2, _floor.Inner.Views.Orders.Count);
        Assert.Equal(0, await Code("private/get_positions", key));
        Assert.Equal(13009, await Code("private/get_positions", key, 15_001));
        Assert.Equal(13009, await Code("private/get_positions", key, -15_001));
        Assert.Equal(13004, await Code("private/get_positions", key with { Secret = "other" }));
        Assert.Equal(13009, await Code("private/get_positions", key with { Id = "kxx" }));
        Assert.Equal(13009, await Code("private/get_positions", null));
        Assert.Equal(13009, await Code("private/get_positions", RpcKey.Demo(1)));
        _folder.Store.RevokeKey("root", key.Id);
        Assert.Equal(13009, await Code("private/get_positions", key, nonce: "n2"));
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_and_its_account_let_it()
    {
        var reader = Key([1], "read");
        var canceller = Key([1], "cancel-only");
        Assert.Equal(13021, await Code(Buy, reader));
        Assert.Equal(13021, await Code("private/cancel_all", reader));
        Assert.Equal(13021, await Code("private/get_positions", canceller));
        Assert.Equal(0, await Code("private/cancel_all", canceller));
        Assert.Equal(13021, await Code("private/get_positions", Key(null, "read")));
        Assert.Equal(0, _floor.Inner.Views.Orders.Count);
        var raw = _folder.Key("ed25519", ["read"]);
        Assert.Equal(13004, await Code("private/get_positions", new(raw.Id, "any")));
    }

    [Fact]
    public async Task A_connection_is_signed_in_with_the_secret_and_ends_with_its_key()
    {
        var key = Key([1], "read");
        await using var ear = await _floor.Connect();
        var said =
            $$"""{"grant_type":"client_credentials","client_id":"{{key.Id}}","client_secret":"{{key.Secret}}"}""";
        Assert.StartsWith(
            "connection-",
            (await ear.Ask("public/auth", said)).GetProperty("access_token").GetString(),
            StringComparison.Ordinal
        );
        await ear.Subscribe("private", "user.orders.any.any.raw");
        var refused = await ear.Answer("private/buy", """{"instrument_name":"TT-H26","amount":1,"price":6.3}""");
        Assert.Equal(13021, refused.GetProperty("error").GetProperty("code").GetInt32());
        _folder.Store.RevokeKey("root", key.Id);
        while (await ear.Next() is not null) { }
    }
}
