// What a desk's terminal asks of the venue, passed on: requests with their bodies, and the stream message by message.
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Tokenbourse.Gateways.Http;

/// <summary>Passes <c>/v1</c> on to one venue. Host and origin are the desk's own and stay behind; who is asked is
/// fixed when the desk starts, so that no address of a page can send it elsewhere.</summary>
internal sealed class VenueRelay(Uri venue, CancellationToken stopping) : IDisposable
{
    private const int Piece = 64 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    // Of one hop only, or the desk's own affair.
    private static readonly HashSet<string> _own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host",
        "Origin",
        "Referer",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Upgrade",
        "TE",
        "Trailer",
        "Proxy-Connection",
        "Expect",
    };

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = _patience,
        }
    )
    {
        Timeout = _patience,
    };

    public void Dispose() => _http.Dispose();

    public async Task Pass(HttpContext context)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
                await Stream(context);
            else
                await Ask(context);
        }
        catch (Exception e)
            when (e is HttpRequestException or WebSocketException or OperationCanceledException
                && !context.Response.HasStarted
                && !context.RequestAborted.IsCancellationRequested
            )
        {
            var lost = WireFault.OfStatus(StatusCodes.Status502BadGateway, null);
            await Reply.Of(lost with { Status = StatusCodes.Status502BadGateway }).Write(context);
        }
    }

    private async Task Ask(HttpContext context)
    {
        var request = context.Request;
        using var asked = new HttpRequestMessage(new(request.Method), Address(request, venue.Scheme));
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
            asked.Content = new StreamContent(request.Body);
        foreach (var (name, value) in request.Headers)
            if (!_own.Contains(name) && !asked.Headers.TryAddWithoutValidation(name, value.ToArray()))
                asked.Content?.Headers.TryAddWithoutValidation(name, value.ToArray());
        // The guard has let it through: it is a page of ours, and the venue asks the same of its own.
        if (request.Headers.Origin.Count > 0)
            asked.Headers.TryAddWithoutValidation("Origin", venue.GetLeftPart(UriPartial.Authority));
        using var answer = await _http.SendAsync(
            asked,
            HttpCompletionOption.ResponseHeadersRead,
            context.RequestAborted
        );
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, value) in answer.Headers.Concat(answer.Content.Headers))
            if (!_own.Contains(name))
                context.Response.Headers[name] = value.ToArray();
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task Stream(HttpContext context)
    {
        using var far = new ClientWebSocket();
        far.Options.Proxy = null;
        foreach (var name in new[] { "Cookie", "Authorization" })
            if (context.Request.Headers.TryGetValue(name, out var value))
                far.Options.SetRequestHeader(name, value.ToString());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using (var wait = CancellationTokenSource.CreateLinkedTokenSource(end.Token))
        {
            wait.CancelAfter(_patience);
            await far.ConnectAsync(Address(context.Request, venue.Scheme == "https" ? "wss" : "ws"), wait.Token);
        }

        using var near = await context.WebSockets.AcceptWebSocketAsync();
        // When either side ends, so does the other.
        var (up, down) = (Copy(near, far, end.Token), Copy(far, near, end.Token));
        await Task.WhenAny(up, down);
        await end.CancelAsync();
        await Task.WhenAll(Quiet(up), Quiet(down));
    }

    private Uri Address(HttpRequest request, string scheme) =>
        new UriBuilder(venue)
        {
            Scheme = scheme,
            Path = request.Path.ToUriComponent(),
            Query = request.QueryString.ToUriComponent(),
        }.Uri;

    private static async Task Copy(WebSocket from, WebSocket to, CancellationToken cancel)
    {
        var piece = new byte[Piece];
        while (true)
        {
            var part = await from.ReceiveAsync(piece.AsMemory(), cancel);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                var status = from.CloseStatus ?? WebSocketCloseStatus.NormalClosure;
                if (to.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await to.CloseOutputAsync(status, from.CloseStatusDescription, cancel);
                return;
            }

            await to.SendAsync(piece.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, cancel);
        }
    }

    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            return;
        }
    }
}
