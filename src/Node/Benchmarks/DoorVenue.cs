// A venue behind its HTTP doors for the benchmarks: commands on disk and flushed, and a bare echo beside it.
using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>As the live venue opens it, in continuous trading, without limits of rate.</summary>
internal sealed class DoorVenue : IAsyncDisposable
{
    private const int Plenty = 1_000_000_000;
    private readonly string _place;
    private readonly VenueLogs _logs;
    private readonly LiveVenue _venue;
    private readonly WebApplication _app;

    private DoorVenue(string place, int connections, TimeSpan heartbeat, DoorWatch? watch)
    {
        _place = place;
        _logs = VenueFolder.Open(place, live: true);
        SetUp(_logs);
        Spares.Await(_logs);
        _venue = new(_logs, speed: 1);
        _app = HttpServer.Build(
            new()
            {
                Port = 0,
                Rates = new(Plenty, Plenty, Plenty, Plenty),
                MostConnections = connections + 64,
                MostStreams = connections + 64,
                MostUnderWay = 4096,
                Heartbeat = heartbeat,
                Watch = watch,
            },
            _venue,
            new("SIM", 1, true, 1m, Release.Version),
            new(_ => null, () => _logs.Commands.Tail - 1, null, _logs.Events.Read)
        );
    }

    public int Port { get; private set; }

    public IVenue Venue => _venue;

    /// <param name="place">A new folder for its logs.</param>
    /// <param name="connections">That it takes, no more of one address than the live venue.</param>
    /// <param name="heartbeat">Silence that a stream breaks; null: never while something is measured.</param>
    /// <param name="watch">Counts what the doors do.</param>
    public static async Task<DoorVenue> Open(
        string place,
        int connections = 256,
        TimeSpan? heartbeat = null,
        DoorWatch? watch = null
    )
    {
        var venue = new DoorVenue(place, connections, heartbeat ?? TimeSpan.FromMinutes(10), watch);
        await venue._app.StartAsync();
        venue.Port = new Uri(venue._app.Urls.First()).Port;
        return venue;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _venue.Dispose();
        _logs.Dispose();
        Directory.Delete(_place, true);
    }

    /// <summary>What the same server does when it answers every message with itself: the doors' bound.</summary>
    public static async Task<(WebApplication App, int Port)> Echo()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "echo" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(Answer);
        await app.StartAsync();
        return (app, new Uri(app.Urls.First()).Port);
    }

    private static async Task Answer(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[64 * 1024];
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (got.MessageType == WebSocketMessageType.Close)
                    break;
                await socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, true, CancellationToken.None);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            return;
        }

        var length = (int)context.Request.ContentLength!.Value;
        var body = ArrayPool<byte>.Shared.Rent(length);
        await context.Request.Body.ReadExactlyAsync(body.AsMemory(0, length));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, length));
        ArrayPool<byte>.Shared.Return(body);
    }

    // The market before the venue opens: rules, accounts, and the time of continuous trading.
    private static void SetUp(VenueLogs logs)
    {
        var runner = new Runner(new MarketMachine(MarketMachine.VenueOrders), logs.Commands, logs.Events);
        runner.Recover();
        var set = new InlineSequencer(runner);
        foreach (var (kind, payload) in OrderStream.Opening())
            set.Submit(kind, payload, OrderStream.Before);
        set.Advance(OrderStream.Open);
        logs.Events.Flush();
    }
}
