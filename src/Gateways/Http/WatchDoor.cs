// Around every request: its trace, its time, its refusal in the log; and the addresses that only a watcher asks.
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Gateways.Http;

/// <summary><c>/metrics</c>, <c>/health/live</c> and <c>/health/ready</c> are no part of the contract for programs:
/// they stand before the routes. With TLS metrics are on the port of administration, where a client certificate is
/// asked.</summary>
internal sealed class WatchDoor(HttpOptions options, ILogger logger)
{
    private const string Other = "other";
    private readonly DoorWatch? _watch = options.Watch;

    /// <summary>The outermost: sees the status that was really told.</summary>
    public async Task Measure(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        using var span = Span(context);
        await next(context);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? Other;
        if (span is not null)
            Tell(span, context, route);
        // A stream lives for hours: it is no request that takes so long.
        if (_watch is { HasBegun: false } || context.Response.StatusCode == StatusCodes.Status101SwitchingProtocols)
            return;
        var method = Method(context.Request.Method);
        _watch?.Meters.Answered(method, route, context.Response.StatusCode, Stopwatch.GetElapsedTime(began));
        if (context.Features.Get<RequestMarks>() is not { Code: { } code } marks)
            return;
        _watch?.Meters.Refused("rest", code);
        DoorLog.Refused(logger, marks.Id, code, context.Response.StatusCode, method, route);
    }

    /// <summary>Behind the guard, before everything else.</summary>
    public async Task Serve(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value;
        if (path is not ("/metrics" or "/health/live" or "/health/ready"))
        {
            await next(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        else if (path == "/metrics")
            await Metrics(context);
        else
            await Health(context, path == "/health/live");
    }

    private async Task Metrics(HttpContext context)
    {
        if (_watch?.Book is not { } book || (options.Tls is { } tls && context.Connection.LocalPort != tls.AdminPort))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await Write(context, StatusCodes.Status200OK, MetricsBook.ContentType, Encoding.UTF8.GetBytes(book.Write()));
    }

    private async Task Health(HttpContext context, bool live)
    {
        var health = _watch?.Health ?? new([], []);
        var shape = live ? health.AskLive() : health.AskReady();
        var status = shape.Checks.All(c => c.Well) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await Write(context, status, "application/json; charset=utf-8", Watch.Health.Json(shape));
    }

    private static async Task Write(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The trace begins here, or goes on from the sender's; whether it is kept is ours to say.</summary>
    private Activity? Span(HttpContext context)
    {
        if (
            _watch is { HasBegun: false }
            || !VenueTraces.Source.HasListeners()
            || context.Request.Headers.Upgrade.Count > 0
        )
            return null;
        // The server's own activity is not kept: a span below it would hang in the air.
        Activity.Current = null;
        var asked = context.Request.Headers.TraceParent.ToString();
        ActivityContext.TryParse(asked, null, isRemote: true, out var parent);
        return VenueTraces.Source.StartActivity(Method(context.Request.Method), ActivityKind.Server, parent);
    }

    private static void Tell(Activity span, HttpContext context, string route)
    {
        span.DisplayName = $"{span.OperationName} {route}";
        span.SetTag("http.request.method", span.OperationName);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Features.Get<RequestMarks>() is { } marks)
        {
            span.SetTag("tokenbourse.request_id", marks.Id);
            span.SetTag("error.type", marks.Code);
        }

        if (context.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }

    // Whoever asks may invent methods.
    private static string Method(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" ? method : Other;
}
