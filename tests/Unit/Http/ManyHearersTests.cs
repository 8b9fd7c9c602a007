// Two hundred who hear one market, twenty of whom read nothing: the others hear all, and what waits is bounded.
using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Desk.Client;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Gateways.Http.Trading;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ManyHearersTests
{
    private const int All = 200;
    private const int Deaf = 20;
    private const string Depth = "depth.20:TT-H26";
    private const string Trades = "trades:TT-H26";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_reads_no_prices_disturbs_nobody_and_is_told_what_it_missed_as_one()
    {
        await using var floor = await Floor.Open();
        using var hub = HubOf(floor, new() { Pump = TimeSpan.FromMilliseconds(2) });
        var (sockets, runs) = await Connect(hub, Depth);
        var told = 0;
        var market = new RecordedStream(floor, Depth, 8);
        for (var turn = 0; turn < 30; turn++)
        {
            for (var i = 0; i < 10; i++)
                told += market.Step().Count;
            await Task.Delay(4, TestContext.Current.CancellationToken);
        }

        Assert.True(told > 100);
        var wanted = new DepthBook(Depth);
        wanted.Take(market.Snapshot());
        await Until(() => sockets.Skip(Deaf).All(s => s.Is(wanted)), "a hearer has not the market's book");
        foreach (var socket in sockets)
            socket.Release();
        await Until(() => sockets.All(s => s.Is(wanted)), "one who was slow has not the market's book");
        // The snapshot, what waited behind it, and all the rest as one.
        Assert.All(sockets.Take(Deaf), s => Assert.InRange(s.Count, 1, 4));
        Assert.All(sockets, s => Assert.False(s.IsWrong));
        await Stop(hub, runs);
    }

    [Fact]
    public async Task Who_reads_nothing_of_what_may_not_be_left_out_is_ended_and_the_others_hear_all_of_it()
    {
        await using var floor = await Floor.Open();
        using var hub = HubOf(floor, new() { Pump = TimeSpan.FromMilliseconds(2), MostWaiting = 30 });
        var (sockets, runs) = await Connect(hub, Trades);
        for (var i = 0; i < 50; i++)
        {
            await floor.Place(1, "buy", "6.400", 1, $"b{i}");
            await floor.Place(2, "sell", "6.400", 1, $"s{i}");
            // Who reads must not fall behind because the machine is busy with others.
            var told = i + 2;
            if (i % 5 == 4)
                await Until(() => sockets.Skip(Deaf).All(s => s.Count == told), "a hearer has not all trades");
        }

        await Until(() => sockets.Take(Deaf).All(s => s.Closed == 4008), "one who reads nothing was not ended");
        await Task.WhenAll(runs.Take(Deaf)).WaitAsync(_patience, TestContext.Current.CancellationToken);
        Assert.All(sockets.Skip(Deaf), s => Assert.Null(s.Closed));
        await Stop(hub, runs);
    }

    private static StreamHub HubOf(Floor floor, HttpOptions options)
    {
        var hub = new StreamHub(
            options,
            floor.Venue,
            new("SIM", 7, true, 120m, "0.1.0"),
            new(_ => null, () => 0),
            new TradeRoom(Door.Of(options, floor.Venue), options, (_, _) => { }),
            e => throw e
        );
        hub.Start();
        return hub;
    }

    /// <summary>The first of them are deaf from the beginning.</summary>
    private static async Task<(ScriptedSocket[] Sockets, Task[] Runs)> Connect(StreamHub hub, string channel)
    {
        var ask = $$"""{"op":"subscribe","channels":["{{channel}}"]}""";
        ScriptedSocket[] sockets =
        [
            .. Enumerable.Range(0, All).Select(n => new ScriptedSocket(ask, channel, n < Deaf)),
        ];
        Task[] runs =
        [
            .. sockets.Select(socket =>
            {
                var context = new DefaultHttpContext();
                context.Features.Set<Microsoft.AspNetCore.Http.Features.IHttpWebSocketFeature>(new Offered(socket));
                return hub.Accept(context);
            }),
        ];
        await Until(() => sockets.Skip(Deaf).All(s => s.Count > 0), "a hearer has no snapshot");
        return (sockets, runs);
    }

    private static async Task Stop(StreamHub hub, Task[] runs)
    {
        hub.Stop();
        await Task.WhenAll(runs).WaitAsync(_patience, TestContext.Current.CancellationToken);
    }

    private static async Task Until(Func<bool> done, string otherwise)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!done())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < _patience, otherwise);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Offered(WebSocket socket) : Microsoft.AspNetCore.Http.Features.IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => true;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => Task.FromResult(socket);
    }
}
