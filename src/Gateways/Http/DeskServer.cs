// A desk's terminal on the participant's own machine: loopback, the guard in front, its own papers, the venue behind.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tokenbourse.Gateways.Http;

/// <summary>An answer of a desk.</summary>
/// <param name="Status">HTTP.</param>
/// <param name="Body">Whole.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="FileName">A download; null: none.</param>
public sealed record DeskReply(
    int Status,
    ReadOnlyMemory<byte> Body,
    string ContentType = "application/json; charset=utf-8",
    string? FileName = null
);

/// <summary>What stands behind a desk's door. It is asked from several threads.</summary>
public interface IDeskOffice
{
    /// <summary>A paper by its name, as it stands now; null: there is none of that name.</summary>
    DeskReply? Read(string paper, Func<string, string?> query);

    /// <summary>Does a step; null: there is none of that name.</summary>
    Task<DeskReply?> Do(string step, Func<string, string?> query, byte[] body, CancellationToken cancel);
}

/// <summary>Serves the terminal with a desk's programme in it. What is asked under <c>/v1</c> goes on to the venue;
/// nothing of the desk's folder does.</summary>
public static class DeskServer
{
    /// <summary>Longest body: a year's bills as one file.</summary>
    public const int MostBody = 64 * 1024 * 1024;

    /// <param name="port">On 127.0.0.1.</param>
    /// <param name="pages">Where the built terminal is; null: not built.</param>
    /// <param name="office">The desk.</param>
    /// <param name="venue">Where <c>/v1</c> goes; null: no venue, and <c>/v1</c> says so.</param>
    /// <param name="configure">For tests: takes the place of the socket.</param>
    public static WebApplication Build(
        int port,
        string? pages,
        IDeskOffice office,
        Uri? venue = null,
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
        TerminalFiles.Use(app, pages, "/index.html", "/desk", "/v1");
        app.UseRouting();
        app.UseWebSockets();
        app.MapGet("/desk/{paper}", (RequestDelegate)(context => Tell(context, office)));
        app.MapPost("/desk/{step}", (RequestDelegate)(context => Do(context, office)));
        var relay = venue is null ? null : new VenueRelay(venue, app.Lifetime.ApplicationStopping);
        if (relay is not null)
            app.Lifetime.ApplicationStopped.Register(relay.Dispose);
        app.Map("/v1/{**rest}", (RequestDelegate)(context => relay is null ? NoVenue(context) : relay.Pass(context)));
        return app;
    }

    private static Task Tell(HttpContext context, IDeskOffice office)
    {
        var paper = Routes.Part(context, "paper");
        return Write(context, "paper", paper, office.Read(paper, Query(context)));
    }

    private static async Task Do(HttpContext context, IDeskOffice office)
    {
        var step = Routes.Part(context, "step");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        // A step that has begun is ended, whoever went away: the folder is never left between two documents.
        var answer = await office.Do(step, Query(context), body.ToArray(), CancellationToken.None);
        await Write(context, "step", step, answer);
    }

    private static async Task Write(HttpContext context, string what, string name, DeskReply? answer)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        if (answer is null)
        {
            await Reply.Of(WireFault.NotFound(what, name, $"The desk has no such {what}.")).Write(context);
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.FileName is { } file)
            response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static Func<string, string?> Query(HttpContext context)
    {
        var query = context.Request.Query;
        return name => query.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    private static Task NoVenue(HttpContext context) =>
        Reply
            .Of(WireFault.NotFound(null, null, "This desk was started without a venue (desk serve --venue ADDRESS)."))
            .Write(context);

    private static void Limit(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port);
        kestrel.Limits.MaxRequestBodySize = MostBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 64;
    }
}
