// A meter as a program: its doors on loopback, its books, its poster.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>What a meter is made of.</summary>
public sealed record MeterParts
{
    /// <summary>Its document.</summary>
    public required MeterConfig Config { get; init; }

    /// <summary>Its books; not disposed by the server.</summary>
    public required MeterBooks Books { get; init; }

    /// <summary>Whose requests are served.</summary>
    public required MeterKeys Keys { get; init; }

    /// <summary>The venue.</summary>
    public required IDeliveryVenue Venue { get; init; }

    /// <summary>Opens a tokenizer by its name.</summary>
    public required Func<string, BytePairTokenizer> Tokenizers { get; init; }

    /// <summary>Sends to sellers; not disposed by the server.</summary>
    public required HttpMessageInvoker Sellers { get; init; }

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>An environment variable's value.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}

/// <summary>Builds meters. Nothing listens before the application is started.</summary>
public static class MeterServer
{
    /// <param name="port">On 127.0.0.1; 0 lets the system choose.</param>
    /// <param name="parts">What it is made of.</param>
    /// <param name="configure">For tests: takes the place of the socket.</param>
    /// <exception cref="KeyNotFoundException">An environment variable that the document names is not set.</exception>
    public static WebApplication Build(int port, MeterParts parts, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "tokenbourse-meter" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddSimpleConsole();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, port, parts.Config.Limits));
        configure?.Invoke(builder);
        var app = builder.Build();
        var sellers = new SellerCaller(parts.Config, parts.Sellers, parts.Clock, parts.Variable);
        var door = new MeterDoor(
            new(parts.Config, parts.Books, sellers, parts.Clock),
            parts.Keys,
            new(parts.Books, parts.Venue, parts.Config.Limits),
            parts.Tokenizers,
            app.Lifetime,
            app.Logger
        );
        app.Run(door.Handle);
        return app;
    }

    /// <summary>Connections to sellers: kept, without proxies, cookies or redirects.</summary>
    public static HttpMessageInvoker Sellers(MeterLimits limits) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = limits.Connect,
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                ActivityHeadersPropagator = null,
            },
            disposeHandler: true
        );

    private static void Limit(KestrelServerOptions kestrel, int port, MeterLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Limits.MaxRequestBodySize = 16L + (2L * limits.MostBody);
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        // With no buffer a flush ends when the connection has taken the bytes: that is what "delivered" means.
        kestrel.Limits.MaxResponseBufferSize = 0;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}
