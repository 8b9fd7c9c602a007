// Who trades over a connection: a challenge that a key signs, the session with the market, and its end.
using System.Security.Cryptography;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.Trading;

/// <summary>What a key is to sign, once.</summary>
public sealed record ChallengeShape(string Challenge, string Until);

/// <summary>A session with the market that has ended.</summary>
/// <param name="Cancelled">Its live orders left with it; <paramref name="Orders"/> is how many.</param>
public sealed record EndedSessionShape(int Session, bool Cancelled, int Orders, string Time);

/// <summary>Who trades over this connection.</summary>
/// <param name="Until">When the logon ends unless it is repeated; null: never.</param>
/// <param name="Previous">The last session under the same key; null: there was none.</param>
public sealed record LogonShape(
    int Session,
    string Key,
    string? User,
    IReadOnlyList<int> Accounts,
    IReadOnlyList<string> Scopes,
    bool CancelOnDisconnect,
    string? Until,
    EndedSessionShape? Previous
);

/// <summary>One connection's. A logon that is repeated keeps the session and moves its end.</summary>
internal sealed class TradeLogon(StreamSession session, TradeRoom room)
{
    /// <summary>What is signed in the place of a method.</summary>
    public const string Method = "LOGON";

    // Under which name sessions stand of those whom nobody asked for theirs.
    private const string Nobody = "open";
    private (string Text, long Until)? _challenge;
    private volatile int _number;
    private bool _begun;
    private bool _cancel;
    private string _key = Nobody;

    /// <summary>The session with the market; zero: none has begun.</summary>
    public int Session => _number;

    public Caller? Caller => session.Guest.Caller;

    /// <summary>Why a request is not even looked at; null: it is.</summary>
    public Reply? Refusal(TradeCall call)
    {
        var request = call.Request;
        if (room.Identity is { } identity && Caller is { } caller)
        {
            if (!session.Guest.Stays(identity))
            {
                session.End(StreamGuest.Over, "no longer signed in");
                return call.Refuse(Unknown("the logon has ended"));
            }

            if (
                request.NeedsSession
                && caller.Key is { } key
                && identity.Keys.Admit(key, request.IsCancel) is { } tooMany
            )
                return call.Refuse(tooMany);
        }

        return request.NeedsSession && _number == 0 ? call.Refuse(Unknown("a logon that was answered")) : null;
    }

    /// <summary>A word for a key to sign; the one before is void.</summary>
    public ValueTask<Reply> Challenge(TradeCall call)
    {
        if (call.Frame.Done() is { } fault)
            return ValueTask.FromResult(Reply.Of(fault));
        var now = room.Clock;
        var text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _challenge = (text, now + KeyCheck.Window);
        var shape = new ChallengeShape(text, Moment(now + KeyCheck.Window));
        return ValueTask.FromResult(Reply.Of(shape, WireJson.Wire.ChallengeShape));
    }

    public async ValueTask<Reply> Enter(TradeCall call)
    {
        var body = call.Body(out var fault);
        var key = body.Text("key", false);
        var expires = body.Whole("expires", key is not null, 0, long.MaxValue);
        var signature = body.Text("signature", key is not null);
        var cancel = body.Flag("cancelOnDisconnect", true);
        fault ??= body.Done();
        if (fault is not null)
            return Reply.Of(fault);
        if (room.Identity is { } identity)
        {
            var (caller, refusal) = key is null ? Known(identity) : Signed(identity, key, expires!.Value, signature!);
            if (refusal is not null)
                return call.Refuse(refusal);
            session.Guest.Enter(caller!, long.Min(caller!.Until, identity.Store.Now + Sessions.Longest));
            _key = caller.Key ?? caller.User;
        }

        // Asked again: the session goes on, only the logon's end has moved.
        if (_begun)
            return _number == 0
                ? call.Refuse(Unknown("one at a time"))
                : Reply.Of(Shape(null), WireJson.Wire.LogonShape);
        (_begun, _cancel) = (true, cancel);
        return await Begin();
    }

    public async ValueTask<Reply> Leave(TradeCall call)
    {
        if (call.Frame.Done() is { } fault)
            return Reply.Of(fault);
        var number = _number;
        // What comes from now on finds no session.
        (_number, _begun) = (0, false);
        return await room.End(number, _cancel) is { } orders
            ? Reply.Of(
                new EndedSessionShape(number, _cancel, orders, room.Venue.Now.ToString()),
                WireJson.Wire.EndedSessionShape
            )
            : Reply.Of(WireFault.NotTaken(AnswerStatus.Unknown));
    }

    /// <summary>The connection is gone, and nothing of it is under way.</summary>
    public async Task End()
    {
        var number = _number;
        _number = 0;
        if (number > 0)
            await room.End(number, _cancel);
    }

    private async Task<Reply> Begin()
    {
        EndedSession? previous;
        var key = Name24.Of(_key);
        lock (room.Venue.Views.Gate)
            previous = room.Venue.Views.Sessions.LastOf(key);
        var name = TradeRoom.NameOf(_cancel, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var answer = await room.Venue.AskAsync(MessageKind.BeginSession, new BeginSession(key, name));
        if (ManyOrders.Refusal(answer, MessageKind.BeginSession, null, null) is { } refused)
        {
            _begun = false;
            return Reply.Of(refused);
        }

        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.SessionBegun && entry.As<SessionBegun>() is var begun && begun.Name == name)
                _number = begun.Session;
        }

        Must.Hold(_number > 0);
        return Reply.Of(Shape(previous), WireJson.Wire.LogonShape);
    }

    private LogonShape Shape(EndedSession? previous) =>
        new(
            _number,
            _key,
            Caller?.User,
            [.. Caller?.Accounts ?? new SortedSet<int>()],
            [.. Caller?.Scopes ?? new SortedSet<string>()],
            _cancel,
            Caller is null ? null : Moment(session.Guest.Until),
            previous is null
                ? null
                : new(
                    previous.Ended.Session,
                    previous.Ended.Cancel == 1,
                    previous.Ended.Orders,
                    previous.Time.ToString()
                )
        );

    private AccessVerdict Signed(IdentityDoors identity, string key, long expires, string signature)
    {
        var now = identity.Store.Now;
        var challenge = _challenge;
        _challenge = null;
        if (challenge is not { } given || given.Until <= now)
            return No(identity, AccessReason.ReplayedNonce, "challenge", null, "a challenge that was not used");
        var bytes = new byte[512];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return No(identity, AccessReason.Unauthenticated, "signature", null, "base64");
        var text = RequestText.Of(key, expires, given.Text, Method, "/v1/stream", []);
        var verdict = identity.Keys.Check(
            new(key, text, bytes[..length], session.Guest.From) { Expires = expires, Nonce = given.Text }
        );
        // One connection is one party's from its beginning on.
        return verdict.Caller is { } caller && Caller is { } before && before.Key != caller.Key
            ? No(identity, AccessReason.NotOwner, "key", key, before.Key ?? before.User)
            : verdict;
    }

    // By the signature or the cookie that came with the request for the connection.
    private AccessVerdict Known(IdentityDoors identity) =>
        Caller is not { } caller ? No(identity, AccessReason.Unauthenticated, "key", null, "a key that signs")
        : caller.Key is null && !session.Guest.IsPage
            ? No(identity, AccessReason.Unauthenticated, "Origin", null, "a page of this venue")
        : new(caller, null);

    private static AccessVerdict No(
        IdentityDoors identity,
        AccessReason reason,
        string field,
        string? given,
        string limit
    ) => new(null, new(reason, field, given, limit) { ServerTime = identity.Store.Now });

    private AccessRefusal Unknown(string limit) =>
        new(AccessReason.Unauthenticated, "logon", null, limit) { ServerTime = room.Clock };

    private static string Moment(long milliseconds) => new Instant(checked(milliseconds * 1_000_000)).ToString();
}
