// In front of every door: who may knock, what every answer carries, and what a failure looks like.
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Http;

/// <summary>Refuses foreign hosts and origins, sets the security headers, and gives every failure the wire's error
/// shape.</summary>
/// <param name="now">The venue's time; null: there is none.</param>
/// <param name="tls">The names in its certificate are served, too.</param>
internal sealed class Guard(
    IHostApplicationLifetime lifetime,
    ILogger logger,
    Func<string>? now = null,
    HttpTls? tls = null
)
{
    private const string RequestId = "X-Request-Id";

    // Styles may stand in the page: charts place their elements with them. Scripts may not.
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self' ws://localhost:* ws://127.0.0.1:*; "
        + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var asked = context.Request.Headers[RequestId].ToString();
        var id = ClientOrderId.TryParse(asked, out _) ? asked : context.TraceIdentifier;
        headers[RequestId] = id;
        context.Features.Set(new RequestMarks(id, now));

        if (Foreign(context.Request) is { } stranger)
        {
            await Tell(context, StatusCodes.Status403Forbidden, stranger);
            return;
        }

        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            await Tell(context, e.StatusCode, null);
            return;
        }
        catch (IOException e) when (e.InnerException is OverflowException)
        {
            // A chunk of the body whose size no number holds: the server says it in this way.
            await Tell(context, StatusCodes.Status400BadRequest, null);
            return;
        }
        catch (ConnectionResetException)
        {
            // The line broke while the request was read: nothing of it was done, and nobody is there to be told.
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (InvariantBrokenException e)
        {
            DoorLog.Broken(logger, id, e);
            await Tell(context, StatusCodes.Status500InternalServerError, null);
            lifetime.StopApplication();
            return;
        }
        catch (Exception e)
        {
            DoorLog.Failed(logger, id, e);
            await Tell(context, StatusCodes.Status500InternalServerError, null);
            return;
        }

        // What the server answered by itself: no such address, no such method.
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null } response)
        {
            var given =
                response.StatusCode == StatusCodes.Status405MethodNotAllowed
                    ? context.Request.Method
                    : context.Request.Path.Value;
            await Tell(context, response.StatusCode, given);
        }
    }

    /// <summary>The host or origin that may not be served. A name that was made to point at loopback, and a page from
    /// elsewhere, both stop here.</summary>
    private string? Foreign(HttpRequest request)
    {
        var host = request.Host.Host;
        if (host is not ("localhost" or "127.0.0.1" or "[::1]") && !(tls?.IsFor(host) ?? false))
            return request.Host.Value ?? "";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
            return null;
        return Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority == request.Host.Value
            ? null
            : origin;
    }

    private static async Task Tell(HttpContext context, int status, string? given)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var fault = WireFault.OfStatus(status, given);
        if (context.Request.Path.StartsWithSegments("/v1/orders"))
            fault = fault.For(status >= 500 ? WireFault.Unknown : WireFault.NotAccepted);
        await Reply.Of(fault).Write(context);
    }
}
