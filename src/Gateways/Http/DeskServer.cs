// A desk's page on the participant's own machine: loopback, the guard in front, documents to read and nothing to write.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tokenbourse.Gateways.Http;

/// <summary>Serves the hedge page and a desk's documents. The venue has no part in it.</summary>
public static class DeskServer
{
    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="pages">Where the built pages are; null: not built.</param>
    /// <param name="read">A document by its name (<c>plan</c>, <c>exposure</c>, <c>market</c>), as it stands in the
    /// desk's folder now; null: there is none.</param>
    /// <param name="configure">For tests: takes the place of the socket.</param>
    public static WebApplication Build(
        int port,
        string? pages,
        Func<string, byte[]?> read,
        Action<WebApplicationBuilder>? configure = null
    )
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "tokenbourse" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddSimpleConsole();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, port));
        builder.Services.AddRoutingCore();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.Use(new Guard(app.Lifetime, app.Logger).Pass);
        TerminalFiles.Use(app, pages, "/hedge.html", "/desk");
        app.UseRouting();
        app.MapGet("/desk/{document}", (RequestDelegate)(context => Tell(context, read)));
        return app;
    }

    private static async Task Tell(HttpContext context, Func<string, byte[]?> read)
    {
        var name = Routes.Part(context, "document");
        context.Response.Headers.CacheControl = "no-store";
        if (read(name) is not { } document)
        {
            await Reply
                .Of(WireFault.NotFound("document", name, "The desk's folder has no such document."))
                .Write(context);
            return;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }

    private static void Limit(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port);
        kestrel.Limits.MaxRequestBodySize = 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 64;
    }
}
