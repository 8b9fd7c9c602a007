// The clients' order entry on a venue's own socket: C# with a key, and the Python example.
using System.Text.Json.Nodes;
using Tokenbourse.Desk.Client;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class TradingClientTests
{
    [Fact]
    public async Task A_program_logs_on_with_its_key_trades_and_hears_its_fills()
    {
        using var folder = new IdentityFolder();
        using var doors = new IdentityDoors(folder.Store);
        folder.Wait(KeyCheck.Window);
        await using var floor = await Floor.Open(new() { Identity = doors }, sockets: true);
        var key = folder.Key("ed25519", ["read", "trade"]);
        var other = folder.Key("ed25519", ["read", "trade"], "otto");
        var stream = new Uri(floor.Http.BaseAddress!.AbsoluteUri.Replace("http:", "ws:", StringComparison.Ordinal));
        stream = new(stream, "/v1/stream");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var cancel = patience.Token;
        var chain = new FillChain(1);
        var fills = new List<VenueAccountFill>();
        var heard = new TaskCompletionSource();
        await using var seller = await TradeStream.Connect(
            stream,
            new(other.Id, other.Sign, folder.Clock),
            true,
            _ => { },
            cancel
        );
        await using var buyer = await TradeStream.Connect(
            stream,
            new(key.Id, key.Sign, folder.Clock),
            true,
            message =>
            {
                fills.AddRange(chain.Take(message));
                if (fills.Count == 2)
                    heard.TrySetResult();
            },
            cancel
        );
        await buyer.Subscribe([chain.Channel], cancel);
        var resting = await buyer.Ask("place", Order(1, "buy", 5, "b1"), cancel);
        Assert.Equal("resting", resting.Body.GetProperty("status").GetString());
        var asked = await Task.WhenAll(
            seller.Ask("place", Order(3, "sell", 2, "s1"), cancel),
            seller.Ask("place", Order(3, "sell", 1, "s2"), cancel),
            seller.Ask("place", Order(1, "sell", 1, "s3"), cancel)
        );
        Assert.Equal([200, 200, 403], asked.Select(a => a.Status));
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20), cancel);
        Assert.Equal([2L, 1L], fills.Select(f => f.Lots));
        Assert.All(fills, f => Assert.Equal(("b1", 6.4m), (f.ClientOrderId, f.Price)));
        var ended = await buyer.Ask("logout", null, cancel);
        Assert.Equal(1, ended.Body.GetProperty("orders").GetInt32());
    }

    [Fact]
    public async Task The_Python_example_places_an_order_and_hears_its_fill()
    {
        await using var floor = await Floor.Open(
            new HttpOptions { Pump = TimeSpan.FromMilliseconds(5) },
            sockets: true
        );
        await floor.Place(2, "sell", "6.400", 1, "s1");
        var address = floor.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        string[] words = ["--address", address, "--account", "1", "--price", "6.400", "--lots", "3", "TT-H26"];
        var text = await PythonClientTests.Run("trading.py", words);
        Assert.Contains("partly filled 1 of 3", text, StringComparison.Ordinal);
        Assert.Contains(" 1 at 6.400 fee ", text, StringComparison.Ordinal);
        Assert.Contains("1 orders left with the session", text, StringComparison.Ordinal);
    }

    private static JsonObject Order(int account, string side, long lots, string id) =>
        new()
        {
            ["body"] = new JsonObject
            {
                ["account"] = account,
                ["symbol"] = "TT-H26",
                ["side"] = side,
                ["price"] = "6.400",
                ["lots"] = lots,
                ["clientOrderId"] = id,
            },
        };
}
