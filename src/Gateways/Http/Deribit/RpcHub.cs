// All connections of the Deribit-style door, and the pump that lets them look for what changed.
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Opens connections, answers what comes over them, and ends with the venue.</summary>
/// <param name="failed">Told when the pump breaks: a bug, which nobody would see otherwise.</param>
internal sealed class RpcHub(
    HttpOptions options,
    RpcMethods methods,
    RpcFrame frame,
    TradeMethods trading,
    Guests guests,
    Action<Exception> failed
) : IDisposable
{
    // Keys are asked for again so often, in rounds.
    private const int Recheck = 50;
    private readonly Lock _gate = new();
    private readonly List<RpcSession> _sessions = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _stopped;

    public void Start()
    {
        var stopping = _stop.Token;
        Task.Run(() => Pump(stopping));
    }

    public void Stop()
    {
        _stop.Cancel();
        lock (_gate)
        {
            _stopped = true;
            foreach (var session in _sessions)
                session.End("the venue stops", WebSocketCloseStatus.EndpointUnavailable);
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>The door: a WebSocket, or an error.</summary>
    public async Task Accept(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Reply.Of(WireFault.OfStatus(StatusCodes.Status426UpgradeRequired, null)).Write(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var session = new RpcSession(socket, options, context.Connection.RemoteIpAddress, Answer);
        lock (_gate)
        {
            _sessions.Add(session);
            if (_stopped)
                session.End("the venue stops", WebSocketCloseStatus.EndpointUnavailable);
        }

        try
        {
            await session.Run(context.RequestAborted);
        }
        finally
        {
            lock (_gate)
                _sessions.Remove(session);
            trading.End(session);
        }
    }

    /// <summary>From a frame to a call; what is no request is a fault.</summary>
    /// <returns>The request's id, and the call.</returns>
    public static (JsonNode? Id, RpcCall Call) Read(ReadOnlyMemory<byte> text, string? method, RpcSession? session)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return (null, Bad(method, session, "A request is one object."));
            JsonNode? id = root.TryGetProperty("id", out var given) switch
            {
                true when given.ValueKind is JsonValueKind.Number or JsonValueKind.String => JsonNode.Parse(
                    given.GetRawText()
                ),
                _ => null,
            };
            var named =
                root.TryGetProperty("method", out var word) && word.ValueKind == JsonValueKind.String
                    ? word.GetString()
                    : null;
            if (named is null && method is null)
                return (id, Bad(method, session, "The method is missing."));
            if (named is not null && method is not null && named != method)
                return (id, Bad(method, session, "The method is another than in the address."));
            var call = new RpcCall(named ?? method!) { Session = session, Guest = session?.Guest };
            return (id, root.TryGetProperty("params", out var values) ? call.With(values) : call);
        }
        catch (JsonException)
        {
            return (null, Bad(method, session, "Is not JSON."));
        }
    }

    private static RpcCall Bad(string? method, RpcSession? session, string reason)
    {
        var call = new RpcCall(method ?? "") { Session = session };
        call.Blame(RpcFault.Of(WireFault.Bad("request", null, reason)));
        return call;
    }

    private JsonObject Answer(RpcSession session, ReadOnlyMemory<byte> request)
    {
        var since = RpcFrame.Clock;
        var (id, call) = Read(request, null, session);
        return frame.Of(id, methods.Answer(call), since);
    }

    private async Task Pump(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.Pump);
        try
        {
            for (var turn = 1L; await timer.WaitForNextTickAsync(stopping); turn++)
                Turn(turn);
        }
        catch (OperationCanceledException)
        {
            // The venue stops.
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private void Turn(long turn)
    {
        RpcSession[] sessions;
        lock (_gate)
            sessions = [.. _sessions];
        var now = Environment.TickCount64;
        foreach (var session in sessions)
        {
            if (session.Heartbeat is { } beat)
                Beat(session, beat, now);
            if (turn % Recheck == 0 && session.Guest is { } guest && !guests.StillGood(guest))
                session.End("the key has ended", WebSocketCloseStatus.PolicyViolation);
            session.Tell(turn);
        }
    }

    private static void Beat(RpcSession session, RpcHeartbeat beat, long now)
    {
        if (beat.IsOver(now))
            session.End("no answer to a heartbeat", WebSocketCloseStatus.PolicyViolation);
        else if (beat.IsDue(now))
            session.Send(
                new()
                {
                    ["jsonrpc"] = "2.0",
                    ["method"] = "heartbeat",
                    ["params"] = new JsonObject { ["type"] = "test_request" },
                }
            );
    }
}
