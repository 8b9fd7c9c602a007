// The HTTP doors as one program: loopback, limits, the guard in front, REST, the stream, the terminal's files.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Http.Deribit;
using Tokenbourse.Gateways.Http.Replays;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Gateways.Http.Trading;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Builds the doors. Nothing listens before the application is started.</summary>
public static class HttpServer
{
    /// <param name="options">Where and how wide.</param>
    /// <param name="venue">Called from several threads at a time.</param>
    /// <param name="facts">Told by /v1/status.</param>
    /// <param name="readers">What is read besides the views.</param>
    /// <param name="configure">For tests: takes the place of the socket.</param>
    public static WebApplication Build(
        HttpOptions options,
        IVenue venue,
        VenueFacts facts,
        VenueReaders readers,
        Action<WebApplicationBuilder>? configure = null
    )
    {
        if (!IPAddress.IsLoopback(options.Address) && (options.Identity is null || options.Tls is null))
            throw new ArgumentException("elsewhere than on loopback only with identity and TLS", nameof(options));
        facts = facts with { Access = options.Identity is null ? "open" : "identity" };
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "tokenbourse" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The server's own lines tell addresses as they were asked.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        (options.Logging ?? (logging => logging.AddSimpleConsole()))(builder.Logging);
        builder.WebHost.UseKestrelCore();
        if (options.Tls is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, options));
        builder.Services.AddRoutingCore();
        configure?.Invoke(builder);
        var app = builder.Build();

        var door = Door.Of(options, venue);
        var room = new TradeRoom(
            door,
            options,
            (e, broken) =>
            {
                app.Logger.Log(broken ? LogLevel.Critical : LogLevel.Error, e, "a request of order entry failed");
                if (broken)
                    app.Lifetime.StopApplication();
            }
        );
        var hub = new StreamHub(
            options,
            venue,
            facts,
            readers,
            room,
            e =>
            {
                app.Logger.LogCritical(e, "the stream's pump broke; the venue stops");
                app.Lifetime.StopApplication();
            }
        );
        if (options.Watch is { } watched)
            hub.Watch(watched.Meters);
        app.Lifetime.ApplicationStarted.Register(hub.Start);
        app.Lifetime.ApplicationStopping.Register(hub.Stop);
        app.Lifetime.ApplicationStopped.Register(hub.Dispose);
        var watch = new WatchDoor(options, app.Logger);
        app.Use(watch.Measure);
        app.Use(new Guard(app.Lifetime, app.Logger, () => venue.Now.ToString(), options.Tls).Pass);
        app.Use(watch.Serve);
        if (options.Tls is { } tls)
            app.Use(tls.Pass);
        var stage = readers.Replays is { } replays ? new ReplayStage(options, facts, replays, app.Logger) : null;
        if (stage is not null)
            app.Lifetime.ApplicationStopping.Register(stage.Dispose);
        var past = new ReplayDoor(options, venue.Views, stage);
        app.Use(past.Pass);
        TerminalFiles.Use(app, options.TerminalFolder, "/index.html", "/v1", "/api", "/ws");
        app.UseRouting();
        if (options.Identity is { } identity)
            app.Use(new AccessDoor(options, identity, venue).Pass);
        UseStreams(app);
        new Routes(options, door, facts, readers).Map(app);
        past.Map(app);
        if (readers.Events is { } events)
            new DeribitDoor(
                options,
                door,
                facts,
                events,
                e =>
                {
                    app.Logger.LogCritical(e, "the pump of channels broke; the venue stops");
                    app.Lifetime.StopApplication();
                }
            ).Map(app);
        new SessionRoutes(options.Identity, options.Tls).Map(app);
        if (options.Identity is { } known)
            Administer(app, known, venue);
        app.MapGet("/v1/stream", (RequestDelegate)hub.Accept);
        return app;
    }

    /// <summary>WebSockets whose small writes go together.</summary>
    internal static void UseStreams(IApplicationBuilder app)
    {
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
                    context.Features.Set<IHttpUpgradeFeature>(new CorkedUpgrade(upgrade));
                return next(context);
            }
        );
        app.UseWebSockets(
            new() { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(15) }
        );
    }

    private static void Administer(WebApplication app, IdentityDoors identity, IVenue venue)
    {
        var admin = new AdminRoutes(
            identity,
            venue,
            e =>
            {
                app.Logger.LogCritical(e, "the round of approved proposals broke; the venue stops");
                app.Lifetime.StopApplication();
            }
        );
        admin.Map(app);
        app.Lifetime.ApplicationStarted.Register(admin.Start);
        app.Lifetime.ApplicationStarted.Register(() =>
            identity.Inbox.Start(e =>
            {
                app.Logger.LogCritical(e, "changes of the identity folder cannot be written; the venue stops");
                app.Lifetime.StopApplication();
            })
        );
        app.Lifetime.ApplicationStopping.Register(admin.Stop);
        app.Lifetime.ApplicationStopping.Register(identity.Inbox.Stop);
        app.Lifetime.ApplicationStopped.Register(admin.Dispose);
    }

    private static void Limit(KestrelServerOptions kestrel, HttpOptions options)
    {
        kestrel.AddServerHeader = false;
        var addresses = new AddressGate(options.MostFromAddress);
        var handshakes = new HandshakeGate(options.MostHandshakes, HandshakeGate.UsualLongest);
        kestrel.Listen(
            options.Address,
            options.Port,
            listen =>
            {
                Count(listen, addresses);
                options.Tls?.Use(listen, handshakes, options.HandshakePatience);
            }
        );
        if (options.Tls is { } tls)
        {
            kestrel.Listen(
                options.Address,
                tls.AdminPort,
                listen =>
                {
                    Count(listen, addresses);
                    tls.UseForAdministration(listen, handshakes, options.HandshakePatience);
                }
            );
        }

        // Routes stop at MostBody; the rest of a body that is somewhat longer is drained, so that its sender hears the
        // refusal.
        kestrel.Limits.MaxRequestBodySize = 16L * options.MostBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.MaxConcurrentConnections = options.MostConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.MostStreams;
        kestrel.Limits.RequestHeadersTimeout = options.HeadPatience;
        kestrel.Limits.MinRequestBodyDataRate = new(options.LeastRate, options.RateGrace);
        kestrel.Limits.MinResponseDataRate = new(options.LeastRate, options.RateGrace);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }

    // Before TLS: a handshake costs more than a connection.
    private static void Count(ListenOptions listen, AddressGate addresses) =>
        listen.Use(next =>
            async connection =>
            {
                if (connection.RemoteEndPoint is not IPEndPoint { Address: var address })
                {
                    await next(connection);
                    return;
                }

                if (!addresses.Enter(address))
                {
                    connection.Abort(new ConnectionAbortedException("too many connections of this address"));
                    return;
                }

                try
                {
                    await next(connection);
                }
                finally
                {
                    addresses.Leave(address);
                }
            }
        );
}
