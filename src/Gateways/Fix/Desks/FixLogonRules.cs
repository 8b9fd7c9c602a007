// Who may log on: address, certificate, signature, and how often somebody may be wrong.
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>Asked at each logon, before anything changes. On an open floor only the file of sessions speaks.</summary>
internal sealed class FixLogonRules(FixHouse house)
{
    private const long SignedTolerance = 5 * Instant.PerSecond;
    private const int MostFailures = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (long Minute, int Failures)> _failures = [];

    // What was signed for logons that were let in, while it is young enough to be shown again.
    private readonly Dictionary<string, Instant> _used = new(StringComparer.Ordinal);
    private readonly Instant _since = house.Now;

    /// <summary>Null: welcome.</summary>
    public string? Refuses(FixGuest guest, FixMessage logon)
    {
        var from = guest.Seat.From is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : guest.Seat.From;
        if (IsThrottled(from))
            return "RATE_LIMIT: too many refused logons from this address, try again in a minute";
        guest.Caller = null;
        var refusal = Ask(guest, logon, from);
        if (refusal is not null)
            Count(from);
        var says = logon.Find(FixTag.CancelOrdersOnDisconnect) >= 0;
        guest.CancelsOnDisconnect = says ? logon.Says(FixTag.CancelOrdersOnDisconnect) : guest.Entry.CancelOnDisconnect;
        return refusal;
    }

    private string? Ask(FixGuest guest, FixMessage logon, IPAddress? from)
    {
        var entry = guest.Entry;
        if (entry.Networks is { Count: > 0 } networks && (from is null || !networks.Any(n => n.Contains(from))))
            return "IP_NOT_ALLOWED: the session may not come from this address";
        var shown = guest.Seat.Certificate?.GetNameInfo(X509NameType.SimpleName, false);
        if (entry.Certificate is { } named && shown != named)
            return "UNAUTHENTICATED: the session needs its certificate";
        if (house.Identity is not { } identity)
            return null;
        if (entry.Key is not { } key || Text(logon.Get(FixTag.Username)) != key)
            return "UNAUTHENTICATED: Username(553) must be the session's key";
        if (logon.Find(FixTag.RawData) < 0)
        {
            guest.Caller = entry.Certificate is null ? null : identity.Keys.Again(key);
            return guest.Caller is null ? "UNAUTHENTICATED: RawData(96) must be the key's signature" : null;
        }

        if (!FixTime.TryTimestamp(logon.Get(FixTag.SendingTime), out var sent))
            return "CLOCK_SKEW: SendingTime(52) cannot be read";
        var apart = house.Now.Nanoseconds - sent.Nanoseconds;
        if (apart is > SignedTolerance or < -SignedTolerance)
            return $"CLOCK_SKEW: SendingTime(52) is {apart / 1_000_000} ms off, at most {SignedTolerance / 1_000_000}";
        // What was let in before is not remembered. Times in whole seconds are up to one behind.
        if (_since.Nanoseconds - sent.Nanoseconds >= Instant.PerSecond)
            return "REPLAYED_NONCE: the logon was signed before the venue opened; sign another one";
        var signature = new byte[logon.Get(FixTag.RawData).Length];
        var read = System.Buffers.Text.Base64.DecodeFromUtf8(
            logon.Get(FixTag.RawData),
            signature,
            out _,
            out var length
        );
        if (read != System.Buffers.OperationStatus.Done)
            return "BAD_SIGNATURE: RawData(96) must be base64";
        var text = Signed(logon);
        var verdict = identity.Keys.Check(new(key, text, signature[..length], from));
        if (verdict.Refusal is { } refusal)
            return $"{CodeOf(refusal.Reason)}: the logon's key is not let in";
        if (!IsFirst(text))
            return "REPLAYED_NONCE: a logon with this SendingTime(52) and MsgSeqNum(34) was let in before";
        guest.Caller = verdict.Caller;
        return null;
    }

    /// <summary>A signature lets in once: whoever saw it on the wire cannot show it again.</summary>
    private bool IsFirst(byte[] text)
    {
        lock (_gate)
        {
            var now = house.Now;
            foreach (var (old, until) in _used)
            {
                if (until < now)
                    _used.Remove(old);
            }

            return _used.TryAdd(Encoding.Latin1.GetString(text), now.Plus(2 * SignedTolerance));
        }
    }

    /// <summary>What a logon's signature is over: 52, 35, 34, 49, 56 with SOH between.</summary>
    private static byte[] Signed(FixMessage logon)
    {
        var text = new List<byte>(96);
        foreach (
            var tag in (int[])
                [FixTag.SendingTime, FixTag.MsgType, FixTag.MsgSeqNum, FixTag.SenderCompID, FixTag.TargetCompID]
        )
        {
            if (text.Count > 0)
                text.Add(FixFrame.End);
            text.AddRange(logon.Get(tag));
        }

        return [.. text];
    }

    private static string CodeOf(AccessReason reason) =>
        reason switch
        {
            AccessReason.BadSignature => "BAD_SIGNATURE",
            AccessReason.KeyExpired => "KEY_EXPIRED",
            AccessReason.AddressNotAllowed => "IP_NOT_ALLOWED",
            AccessReason.RateLimit => "RATE_LIMIT",
            _ => "UNAUTHENTICATED",
        };

    private static string Text(ReadOnlySpan<byte> value) => Encoding.Latin1.GetString(value);

    private bool IsThrottled(IPAddress? from)
    {
        if (from is null)
            return false;
        lock (_gate)
            return _failures.TryGetValue(from, out var count)
                && count.Minute == Minute()
                && count.Failures >= MostFailures;
    }

    private void Count(IPAddress? from)
    {
        if (from is null)
            return;
        lock (_gate)
        {
            var minute = Minute();
            foreach (var (address, count) in _failures)
            {
                if (count.Minute != minute)
                    _failures.Remove(address);
            }

            _failures[from] = (minute, _failures.GetValueOrDefault(from).Failures + 1);
        }
    }

    private long Minute() => house.Now.Nanoseconds / Instant.PerMinute;
}
