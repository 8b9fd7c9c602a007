// The methods of the Deribit-style door that belong to a connection: signing in, channels, heartbeats.
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>They change the connection they come over.</summary>
internal sealed class ConnectionMethods(HttpOptions options, Guests guests, TradeMethods trading, RpcChannels channels)
{
    private const int LeastSeconds = 10;
    private const int MostSeconds = 3600;

    public IEnumerable<(string Name, Func<RpcCall, RpcAnswer> Do)> Open =>
        [
            ("public/auth", SignIn),
            ("public/subscribe", call => Subscribe(call, false)),
            ("public/unsubscribe", Unsubscribe),
            ("public/unsubscribe_all", UnsubscribeAll),
            ("public/set_heartbeat", SetHeartbeat),
            ("public/disable_heartbeat", StopHeartbeat),
        ];

    public IEnumerable<(string Name, Func<RpcCall, RpcAnswer> Do)> Own =>
        [
            ("private/subscribe", call => Subscribe(call, true)),
            ("private/unsubscribe", Unsubscribe),
            ("private/unsubscribe_all", UnsubscribeAll),
            ("private/enable_cancel_on_disconnect", call => SetCancel(call, true)),
            ("private/disable_cancel_on_disconnect", call => SetCancel(call, false)),
            ("private/get_cancel_on_disconnect", call => Scope(call.Session!)),
            ("private/logout", SignOut),
        ];

    // The connection itself is signed in; the token opens nothing else.
    private RpcAnswer SignIn(RpcCall call)
    {
        var session = call.Session!;
        var grant = call.Word("grant_type", "client_signature", "client_credentials");
        var id = call.Needed("client_id");
        var secret = grant == "client_credentials" ? call.Needed("client_secret") : "";
        var moment = grant == "client_signature" ? call.Needed("timestamp") : "";
        var signature = grant == "client_signature" ? call.Needed("signature") : "";
        if (call.Fault is { } fault)
            return fault;
        var (guest, refusal) =
            grant == "client_credentials"
                ? guests.OfSecret(id, secret, session.From)
                : guests.OfSignature(
                    id,
                    moment,
                    call.Text("nonce") ?? "",
                    call.Text("data") ?? "",
                    signature,
                    session.From
                );
        if (refusal is not null)
            return refusal;
        if (session.Guest is { } before && before.Account != guest!.Account)
            return RpcFault.Bad("client_id", id, "This connection speaks for another account.", before.Key);
        session.Guest = guest;
        var until = guest!.Caller?.Until ?? (RpcFrame.Clock / 1000) + 86_400_000;
        return new JsonObject
        {
            ["access_token"] = Token(),
            ["refresh_token"] = Token(),
            ["token_type"] = "bearer",
            ["expires_in"] = long.Max(0, until - (RpcFrame.Clock / 1000)) / 1000,
            ["scope"] = "connection",
        };
    }

    private static string Token() => "connection-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    // A farewell is no broken line: orders stay. It has no answer.
    private static RpcAnswer SignOut(RpcCall call)
    {
        call.Session!.CancelOnDisconnect = CancelScopes.None;
        call.Session.End("signed out");
        return (JsonNode)"ok";
    }

    private RpcAnswer Subscribe(RpcCall call, bool own)
    {
        var session = call.Session!;
        var names = call.Texts("channels");
        var opened = new List<RpcChannel>();
        foreach (var name in names)
        {
            if (call.Fault is not null)
                break;
            var (channel, fault) = channels.Open(name, own ? call.Guest : null);
            if (fault is not null)
                call.Blame(fault);
            else
                opened.Add(channel!);
        }

        if (call.Fault is null && session.Hears(names) > options.MostSubscriptions)
            call.Blame(
                RpcFault.Bad(
                    "channels",
                    Words.Of(session.Hears(names)),
                    "Too many channels for one connection.",
                    Words.Of(options.MostSubscriptions)
                )
            );
        if (call.Fault is not null)
        {
            foreach (var channel in opened)
                channel.Dispose();
            return call.Fault;
        }

        session.Add(opened);
        return Names(names);
    }

    private static RpcAnswer Unsubscribe(RpcCall call)
    {
        var names = call.Texts("channels");
        if (call.Fault is { } fault)
            return fault;
        return Names(call.Session!.Remove(names.Contains));
    }

    private static RpcAnswer UnsubscribeAll(RpcCall call)
    {
        call.Session!.Remove(name => name.StartsWith("user.", StringComparison.Ordinal) == call.IsPrivate);
        return (JsonNode)"ok";
    }

    private static RpcAnswer SetHeartbeat(RpcCall call)
    {
        call.Needed("interval");
        var seconds = call.Whole("interval", LeastSeconds, MostSeconds);
        if (call.Fault is { } fault)
            return fault;
        call.Session!.Heartbeat = new((int)seconds!.Value, Environment.TickCount64);
        return (JsonNode)"ok";
    }

    private static RpcAnswer StopHeartbeat(RpcCall call)
    {
        call.Session!.Heartbeat = null;
        return (JsonNode)"ok";
    }

    private RpcAnswer SetCancel(RpcCall call, bool on)
    {
        var scope = call.Word("scope", "connection", "account");
        if (call.Fault is { } fault)
            return fault;
        if (!call.Guest!.May(Scopes.Trade, Scopes.CancelOnly))
            return RpcFault.Of(new AccessRefusal(AccessReason.ForbiddenScope, "scope", null, Scopes.CancelOnly));
        var session = call.Session!;
        if (on && scope == "connection" && trading.SessionOf(session, call.Guest) is { } refused)
            return refused;
        session.CancelOnDisconnect =
            !on ? CancelScopes.None
            : scope == "account" ? CancelScopes.Account
            : CancelScopes.Connection;
        return (JsonNode)"ok";
    }

    private static JsonObject Scope(RpcSession session) =>
        new()
        {
            ["scope"] = session.CancelOnDisconnect == CancelScopes.Account ? "account" : "connection",
            ["enabled"] = session.CancelOnDisconnect != CancelScopes.None,
        };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);
}

/// <summary>What leaves when a connection is gone.</summary>
internal enum CancelScopes
{
    None = 0,

    /// <summary>Orders that came over it.</summary>
    Connection = 1,

    /// <summary>All orders of its account.</summary>
    Account = 2,
}

/// <summary>Asks a silent client whether it is there. Not for two threads at a time.</summary>
/// <param name="seconds">Between two questions; a client that was asked has as long to answer.</param>
/// <param name="now">Milliseconds of a clock that never goes back.</param>
internal sealed class RpcHeartbeat(int seconds, long now)
{
    private readonly long _interval = seconds * 1000L;
    private long _asked = now;
    private long _heard = now;
    private bool _waits;

    /// <summary>Anything came from the client.</summary>
    public void Heard(long now) => (_heard, _waits) = (now, false);

    /// <summary>Must the client be asked now?</summary>
    public bool IsDue(long now)
    {
        if (_waits || now - long.Max(_asked, _heard) < _interval)
            return false;
        (_asked, _waits) = (now, true);
        return true;
    }

    /// <summary>It was asked and did not answer.</summary>
    public bool IsOver(long now) => _waits && now - _asked >= _interval;
}
