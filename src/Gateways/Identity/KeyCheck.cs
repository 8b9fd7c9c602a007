// The check of keys: the one small door through which REST, the stream and other protocols ask whose signature it is.
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Tokenbourse.Gateways.Meter;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Somebody says that a key signed a text.</summary>
/// <param name="Key">Its number.</param>
/// <param name="Text">What was signed, whole.</param>
/// <param name="Signature">As the key's algorithm makes it.</param>
/// <param name="From">Where it came from; null: not known, then keys with networks are refused.</param>
public readonly record struct KeyClaim(string Key, byte[] Text, byte[] Signature, IPAddress? From)
{
    /// <summary>Until when it is valid, milliseconds since 1970, when the text says so. Protocols that guard time and
    /// repeats themselves leave it and the nonce out.</summary>
    public long? Expires { get; init; }

    /// <summary>Once-only word in the text.</summary>
    public string? Nonce { get; init; }

    /// <summary>It only takes orders off: its own allowance is asked, which orders cannot use up.</summary>
    public bool IsCancel { get; init; }

    /// <summary>The client signs with the secret as it was shown: the bytes of its base64 text, not those that it
    /// stands for. HMAC keys alone.</summary>
    public bool SecretIsText { get; init; }
}

/// <summary>What doors need of keys.</summary>
public interface IKeys
{
    /// <summary>Who signed, or why that is not believed.</summary>
    AccessVerdict Check(in KeyClaim claim);
}

/// <summary>Checks against the store. Safe for many threads.</summary>
public sealed class KeyCheck : IKeys
{
    /// <summary>How far ahead a request may be valid, milliseconds.</summary>
    public const long Window = 30_000;

    /// <summary>Most nonces that are remembered for a key.</summary>
    public const int MostNonces = 10_000;

    private readonly IdentityStore _store;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeyTraffic> _traffic = new(StringComparer.Ordinal);
    private readonly long _since;

    /// <summary>What was signed before the program started is refused, since its nonces are not remembered.</summary>
    public KeyCheck(IdentityStore store) => (_store, _since) = (store, store.Now + Window);

    /// <inheritdoc/>
    public AccessVerdict Check(in KeyClaim claim)
    {
        var now = _store.Now;
        if (claim.Expires is { } until && (until <= now || until > now + Window || until <= _since))
            return No(Skewed(until, now));
        KeyAdded? key;
        Caller? caller;
        long ends;
        lock (_store.Gate)
            (key, caller, ends) = Find(claim.Key);
        if (key is null || caller is null)
            return No(Refusal(AccessReason.Unauthenticated, "key", claim.Key, null));
        if (!IsSigned(key, claim))
            return No(Refusal(AccessReason.BadSignature, "signature", null, null));
        if (ends <= now)
            return No(Refusal(AccessReason.KeyExpired, "key", claim.Key, Moment(ends)));
        if (key.Networks.Length > 0 && !IsNear(key.Networks, claim.From))
            return No(
                Refusal(
                    AccessReason.AddressNotAllowed,
                    "address",
                    claim.From?.ToString(),
                    string.Join(", ", key.Networks)
                )
            );
        if (Count(key, claim, now) is { } refusal)
            return No(refusal);
        return new(caller, null);
    }

    /// <summary>A caller as the store has it now; null: the key has ended, or its person may not come in.</summary>
    public Caller? Again(string key)
    {
        lock (_store.Gate)
        {
            var (_, caller, ends) = Find(key);
            return ends > _store.Now ? caller : null;
        }
    }

    /// <summary>Counts a request over a connection on which the key has signed already; null: it may.</summary>
    public AccessRefusal? Admit(string key, bool cancel)
    {
        KeyAdded? added;
        lock (_store.Gate)
            added = _store.Book.Keys.GetValueOrDefault(key)?.Added;
        return added is null
            ? Refusal(AccessReason.Unauthenticated, "key", key, null)
            : Count(added, new(key, [], [], null) { IsCancel = cancel }, _store.Now);
    }

    private (KeyAdded? Key, Caller? Caller, long Ends) Find(string id)
    {
        if (!_store.Book.Keys.TryGetValue(id, out var key))
            return default;
        var user = _store.Book.Users[key.Added.User];
        if (user.Locked)
            return default;
        var scopes = new SortedSet<string>(key.Added.Scopes, StringComparer.Ordinal);
        scopes.IntersectWith(Scopes.Given(user.Set.Roles));
        var accounts = new SortedSet<int>(key.Added.Accounts);
        accounts.IntersectWith(_store.Book.Participants[user.Set.Participant].Accounts);
        return (key.Added, new(user.Set.User, user.Set.Participant, id, scopes, accounts, key.Expires), key.Expires);
    }

    private bool IsSigned(KeyAdded key, in KeyClaim claim)
    {
        var secret = key.Algorithm == KeyAlgorithms.Hmac;
        if (claim.SecretIsText && !secret)
            return false;
        var material = secret
            ? _store.Vault.Open(IdentityStore.KeyPurpose(key.Key), key.Material)
            : Convert.FromBase64String(key.Material);
        var used = claim.SecretIsText ? TextOf(material) : material;
        var good = KeyAlgorithms.Verify(key.Algorithm, used, claim.Text, claim.Signature);
        CryptographicOperations.ZeroMemory(material);
        CryptographicOperations.ZeroMemory(used);
        return good;
    }

    // No text is made of it: a text could not be wiped out.
    private static byte[] TextOf(byte[] secret)
    {
        var text = new byte[Base64.GetMaxEncodedToUtf8Length(secret.Length)];
        Base64.EncodeToUtf8(secret, text, out _, out _);
        return text;
    }

    // After the signature: nobody else can fill a key's memory or use up its allowance.
    private AccessRefusal? Count(KeyAdded key, in KeyClaim claim, long now)
    {
        bool first;
        lock (_gate)
        {
            if (!_traffic.TryGetValue(key.Key, out var traffic))
                _traffic.Add(key.Key, traffic = new(key.Rate, now));
            if (claim is { Nonce: { } nonce, Expires: { } until })
            {
                switch (traffic.Remember(nonce, until, now))
                {
                    case false:
                        return Refusal(AccessReason.ReplayedNonce, "nonce", nonce, null);
                    case null:
                        return Refusal(AccessReason.RateLimit, "nonce", null, AuditLines.Text(MostNonces)) with
                        {
                            RetryAfter = Window,
                        };
                }
            }

            if (traffic.Take(claim.IsCancel, now) is > 0 and var wait)
                return Refusal(AccessReason.RateLimit, "key", key.Key, AuditLines.Text(key.Rate)) with
                {
                    RetryAfter = wait,
                };
            first = traffic.IsFirstOfDay(now);
        }

        if (first)
            _store.Write(new KeyUsed(now, key.Key, claim.From?.ToString() ?? ""));
        return null;
    }

    private static bool IsNear(string[] networks, IPAddress? from)
    {
        if (from is null)
            return false;
        var address = from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from;
        return Array.Exists(networks, n => IPNetwork.Parse(n).Contains(address));
    }

    private AccessRefusal Skewed(long until, long now)
    {
        var drift =
            until > now + Window ? until - now - Window
            : until <= now ? until - now
            : until - _since;
        return Refusal(AccessReason.ClockSkew, "expires", AuditLines.Text(until), AuditLines.Text(now + Window)) with
        {
            Drift = drift,
            Window = Window,
        };
    }

    private AccessRefusal Refusal(AccessReason reason, string field, string? given, string? limit) =>
        new(reason, field, given, limit) { ServerTime = _store.Now };

    private static AccessVerdict No(AccessRefusal refusal) => new(null, refusal);

    private static string Moment(long milliseconds) =>
        new Model.Numbers.Instant(checked(milliseconds * 1_000_000)).ToString();
}

/// <summary>What one key sent lately. Not for two threads at a time.</summary>
internal sealed class KeyTraffic(int rate, long now)
{
    private const long Day = 86_400_000;
    private readonly Dictionary<string, long> _nonces = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, long> _oldest = new();
    private readonly RateBucket _requests = new(rate, now * TimeSpan.TicksPerMillisecond);
    private readonly RateBucket _cancels = new(rate, now * TimeSpan.TicksPerMillisecond);
    private long _day = -1;

    /// <summary>Takes a nonce. False: it was used; null: no more can be remembered.</summary>
    public bool? Remember(string nonce, long until, long now)
    {
        while (_oldest.TryPeek(out var old, out var end) && end <= now)
        {
            _oldest.Dequeue();
            _nonces.Remove(old);
        }

        if (_nonces.ContainsKey(nonce))
            return false;
        if (_nonces.Count >= KeyCheck.MostNonces)
            return null;
        _nonces.Add(nonce, until);
        _oldest.Enqueue(nonce, until);
        return true;
    }

    /// <summary>Takes one request; else the milliseconds until one may come.</summary>
    public long Take(bool cancel, long now)
    {
        var wait = (cancel ? _cancels : _requests).Take(1, now * TimeSpan.TicksPerMillisecond);
        return (wait + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
    }

    public bool IsFirstOfDay(long now)
    {
        var first = now / Day != _day;
        _day = now / Day;
        return first;
    }
}
