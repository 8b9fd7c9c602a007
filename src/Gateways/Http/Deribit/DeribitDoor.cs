// The Deribit-style door: its addresses, wired to its methods.
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Model.Machine;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>A facade over the same commands and views as the REST door. Requests come by address (GET) or as JSON-RPC
/// (POST); each private one is signed by itself, no cookie is looked at.</summary>
internal sealed class DeribitDoor : IDisposable
{
    private const string Public = "/api/v2/public/{method}";
    private const string Private = "/api/v2/private/{method}";
    private readonly HttpOptions _options;
    private readonly Guests _guests;
    private readonly RpcMethods _methods;
    private readonly RpcFrame _frame;
    private readonly RpcHub _hub;

    /// <param name="events">The market's event log from a sequence on.</param>
    /// <param name="failed">Told when the pump of channels breaks.</param>
    public DeribitDoor(
        HttpOptions options,
        Door door,
        VenueFacts facts,
        Func<long, IEnumerable<LogEntry>> events,
        Action<Exception> failed
    )
    {
        var venue = door.Venue;
        var history = new AccountHistory(venue.Views, events);
        var trading = new TradeMethods(door, history);
        var turns = int.Max(1, (int)(TimeSpan.FromSeconds(1) / options.Pump));
        var channels = new RpcChannels(venue, history, turns);
        _options = options;
        _guests = new(options, facts, venue);
        _methods = new(
            door,
            new(venue, facts),
            new(venue, history, trading),
            trading,
            new(options, _guests, trading, channels)
        );
        _frame = new(facts.Simulated);
        _hub = new(options, _methods, _frame, trading, _guests, failed);
    }

    public void Map(WebApplication app)
    {
        app.MapGet(Public, context => Answer(context, "public/"));
        app.MapGet(Private, context => Answer(context, "private/"));
        app.MapPost(Public, context => Answer(context, "public/"));
        app.MapPost(Private, context => Answer(context, "private/"));
        app.MapPost("/api/v2", context => Answer(context, null));
        app.MapGet("/ws/api/v2", (RequestDelegate)_hub.Accept);
        app.Lifetime.ApplicationStarted.Register(_hub.Start);
        app.Lifetime.ApplicationStopping.Register(_hub.Stop);
        app.Lifetime.ApplicationStopped.Register(Dispose);
    }

    public void Dispose() => _hub.Dispose();

    /// <summary>All methods, for the page that lists them.</summary>
    public IEnumerable<string> Methods => _methods.Names;

    private async Task Answer(HttpContext context, string? side)
    {
        var since = RpcFrame.Clock;
        var request = context.Request;
        var method = side is null ? null : side + Routes.Part(context, "method");
        JsonNode? id = null;
        RpcCall call;
        var body = ReadOnlyMemory<byte>.Empty;
        if (HttpMethods.IsGet(request.Method))
            call = new RpcCall(method!).With(request.Query);
        else if (await Body(context) is { } read)
            (body, (id, call)) = (read, RpcHub.Read(read, method, null));
        else
            (call = new RpcCall(method ?? "")).Blame(
                RpcFault.Of(WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null))
            );
        if (call.Fault is null && call.IsPrivate)
            SignIn(context, call, body.Span);
        var answer = _methods.Answer(call);
        await Write(context, answer.Fault?.Status ?? StatusCodes.Status200OK, _frame.Of(id, answer, since));
    }

    private void SignIn(HttpContext context, RpcCall call, ReadOnlySpan<byte> body)
    {
        var text = $"{context.Request.Method}\n{AccessDoor.Target(context)}\n{Encoding.UTF8.GetString(body)}\n";
        var cancels = call.Method.StartsWith("private/cancel", StringComparison.Ordinal);
        var header = context.Request.Headers.Authorization.ToString();
        var (guest, fault) = _guests.OfHeader(header, text, context.Connection.RemoteIpAddress, cancels);
        call.Guest = guest;
        if (fault is not null)
            call.Blame(fault);
    }

    private async Task<ReadOnlyMemory<byte>?> Body(HttpContext context)
    {
        using var read = new MemoryStream();
        var buffer = new byte[4096];
        int got;
        while ((got = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            read.Write(buffer, 0, got);
            if (read.Length > _options.MostBody)
                return null;
        }

        return read.ToArray();
    }

    private static Task Write(HttpContext context, int status, JsonObject json)
    {
        var bytes = Encoding.UTF8.GetBytes(json.ToJsonString());
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(bytes, 0, bytes.Length, context.RequestAborted);
    }
}
