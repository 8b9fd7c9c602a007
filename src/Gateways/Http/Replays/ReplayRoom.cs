// The documents and the stream of one replayed venue: the same routes and rules as the live one's.
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Gateways.Http.Trading;
using Tokenbourse.Venue.Replaying;

namespace Tokenbourse.Gateways.Http.Replays;

/// <summary>Lasts until another moment is asked for: numbers that were told before mean nothing then, so the streams
/// end and the epoch is another.</summary>
internal sealed class ReplayRoom : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly StreamHub _hub;
    private readonly RequestDelegate _pass;

    /// <param name="options">Those of the doors; what is counted there counts live requests only.</param>
    /// <param name="failed">Told of a bug.</param>
    public ReplayRoom(
        HttpOptions options,
        ReplayedVenue venue,
        VenueFacts facts,
        VenueReaders readers,
        Action<Exception> failed
    )
    {
        Epoch = facts.Epoch;
        options = options with { Watch = null, ReadOnly = true };
        var door = Door.Of(options, venue);
        var room = new TradeRoom(door, options, (e, _) => failed(e));
        _hub = new(options, venue, facts, readers, room, failed);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddRoutingCore();
        // Asked for by the framework's routing.
        var listener = new DiagnosticListener("tokenbourse.replay");
        services.AddSingleton(listener);
        services.AddSingleton<DiagnosticSource>(listener);
        _services = services.BuildServiceProvider();
        var app = new ApplicationBuilder(_services);
        app.UseRouting();
        if (options.Identity is { } identity)
            app.Use(new AccessDoor(options, identity, venue).Pass);
        HttpServer.UseStreams(app);
        app.UseEndpoints(endpoints =>
        {
            new Routes(options, door, facts, readers).Map(endpoints);
            endpoints.MapGet("/v1/stream", (RequestDelegate)_hub.Accept);
        });
        _pass = app.Build();
        _hub.Listen();
    }

    /// <summary>Of the numbers that are told here.</summary>
    public string Epoch { get; }

    public async Task Pass(HttpContext context)
    {
        await _pass(context);
        // Those who count requests by their address know the live ones.
        context.SetEndpoint(null);
    }

    public void Dispose()
    {
        _hub.Stop();
        _hub.Dispose();
        _services.Dispose();
    }
}
