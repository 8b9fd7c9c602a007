// The table of methods of the Deribit-style door, and who may ask for each.
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>One method.</summary>
/// <param name="Scopes">Of which one is needed; empty: anybody may.</param>
/// <param name="Connected">Only over a connection.</param>
/// <param name="Takes">It changes orders or begins to: counted while it is under way.</param>
internal sealed record RpcMethod(Func<RpcCall, RpcAnswer> Do, string[] Scopes, bool Connected, bool Takes);

/// <summary>Finds the method, asks whether the caller may, and lets it answer.</summary>
internal sealed class RpcMethods
{
    private readonly SortedDictionary<string, RpcMethod> _all = new(StringComparer.Ordinal);
    private readonly Door _door;

    public RpcMethods(
        Door door,
        PublicMethods open,
        PrivateMethods own,
        TradeMethods trading,
        ConnectionMethods connected
    )
    {
        _door = door;
        foreach (var (name, answer) in open.All)
            _all.Add(name, new(answer, [], false, false));
        foreach (var (name, answer) in own.All)
            _all.Add(name, new(answer, [Scopes.Read, Scopes.Report], false, false));
        foreach (var (name, answer) in trading.Placing)
            _all.Add(name, new(answer, [Scopes.Trade], false, true));
        foreach (var (name, answer) in trading.Cancelling)
            _all.Add(name, new(answer, [Scopes.Trade, Scopes.CancelOnly], false, true));
        foreach (var (name, answer) in connected.Open)
            _all.Add(name, new(answer, [], true, false));
        foreach (var (name, answer) in connected.Own)
            _all.Add(name, new(answer, [Scopes.Read, Scopes.Report, Scopes.Trade, Scopes.CancelOnly], true, false));
    }

    /// <summary>For the page that lists them.</summary>
    public IEnumerable<string> Names => _all.Keys;

    public RpcAnswer Answer(RpcCall call)
    {
        if (call.Fault is { } before)
            return before;
        if (!_all.TryGetValue(call.Method, out var method))
            return WireFault.NotFound("method", call.Method, "There is no such method.");
        if (method.Connected && call.Session is null)
            return WireFault.OfStatus(StatusCodes.Status426UpgradeRequired, call.Method);
        if (call.IsPrivate && call.Guest is null)
            return RpcFault.Stranger("Sign the request with a key.");
        if (call.IsPrivate && !call.Guest!.May(method.Scopes))
            return RpcFault.Of(
                new AccessRefusal(AccessReason.ForbiddenScope, "scope", null, string.Join(", ", method.Scopes))
            );
        if (!method.Takes)
            return Whole(call, method.Do(call));
        var ticket = _door.Passage.Enter();
        try
        {
            return Whole(call, method.Do(call));
        }
        finally
        {
            _door.Passage.Leave(ticket);
        }
    }

    // A parameter that could not be read and that no method stopped at.
    private static RpcAnswer Whole(RpcCall call, RpcAnswer answer) => call.Fault is { } fault ? fault : answer;
}

/// <summary>The frame around an answer.</summary>
internal sealed class RpcFrame(bool simulated)
{
    /// <summary>Microseconds since 1970, by the server's own clock.</summary>
    public static long Clock => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;

    /// <param name="id">The request's own; null: it had none.</param>
    /// <param name="since">When it was read.</param>
    public JsonObject Of(JsonNode? id, RpcAnswer answer, long since)
    {
        var now = Clock;
        var frame = new JsonObject { ["jsonrpc"] = "2.0" };
        if (id is not null)
            frame["id"] = id.DeepClone();
        if (answer.Fault is { } fault)
            frame["error"] = new JsonObject
            {
                ["code"] = fault.Code,
                ["message"] = fault.Message,
                ["data"] = fault.Data,
            };
        else
            frame["result"] = answer.Result;
        frame["testnet"] = simulated;
        frame["usIn"] = since;
        frame["usOut"] = now;
        frame["usDiff"] = now - since;
        return frame;
    }
}
