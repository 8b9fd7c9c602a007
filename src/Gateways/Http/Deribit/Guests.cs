// Who speaks at the Deribit-style door: keys of the identity folder, or demo keys at an open simulated venue.
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Somebody known. This interface has one account a key.</summary>
/// <param name="Caller">Null: a demo key, which may do what a trader may.</param>
internal sealed record Guest(int Account, string Key, Caller? Caller)
{
    public bool May(params string[] scopes) => Caller is null || Array.Exists(scopes, Caller.May);
}

/// <summary>Checks signatures. A key's secret is the text that its owner was shown: its bytes are the HMAC
/// key.</summary>
internal sealed class Guests(HttpOptions options, VenueFacts facts, IVenue venue)
{
    /// <summary>The name that a client writes before its signature.</summary>
    public const string Scheme = "deri-hmac-sha256";

    /// <summary>Name and secret of a demo key, before the account's number.</summary>
    public const string Demo = "simulated-";

    // A signature says when it was made; it is good for as long before and after that moment.
    private const long Patience = KeyCheck.Window / 2;
    private const int MostLetters = 128;

    private bool HasDemo => options.Identity is null && facts.Simulated;

    private long Now => options.Identity?.Store.Now ?? DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Who signed a request; nobody and no fault: it bears no signature of this kind.</summary>
    /// <param name="header">Scheme, id, ts, sig and nonce.</param>
    /// <param name="request">Method, target and body as they stood on the wire, a line each.</param>
    public (Guest? Guest, RpcFault? Fault) OfHeader(string header, string request, IPAddress? from, bool cancel)
    {
        if (!header.StartsWith(Scheme + " ", StringComparison.OrdinalIgnoreCase))
            return default;
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in header[(Scheme.Length + 1)..].Split(',', StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                parts[part[..at]] = part[(at + 1)..];
        }

        string[] needed = ["id", "ts", "nonce", "sig"];
        if (Array.Find(needed, name => !parts.ContainsKey(name)) is { } missing)
            return (null, RpcFault.Stranger("The Authorization header needs id, ts, nonce and sig.", missing));
        var text = $"{parts["ts"]}\n{parts["nonce"]}\n{request}";
        return Of(parts["id"], parts["ts"], text, parts["sig"], from, cancel);
    }

    /// <summary>Who signed a moment, as clients do on a connection.</summary>
    public (Guest? Guest, RpcFault? Fault) OfSignature(
        string id,
        string moment,
        string nonce,
        string data,
        string signature,
        IPAddress? from
    ) => Of(id, moment, $"{moment}\n{nonce}\n{data}", signature, from, false);

    /// <summary>Who showed the secret itself.</summary>
    public (Guest? Guest, RpcFault? Fault) OfSecret(string id, string secret, IPAddress? from)
    {
        var text = Encoding.UTF8.GetBytes(id);
        return Check(id, null, text, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text), from, false);
    }

    /// <summary>Is the key still good? People and keys may be shut out while a connection stands.</summary>
    public bool StillGood(Guest guest) => guest.Caller is null || options.Identity!.Keys.Again(guest.Key) is not null;

    private (Guest? Guest, RpcFault? Fault) Of(
        string id,
        string moment,
        string text,
        string signature,
        IPAddress? from,
        bool cancel
    )
    {
        if (moment.Length > 15 || !long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var ts))
            return (null, RpcFault.Stranger("The timestamp must be milliseconds since 1970.", "ts"));
        if (signature.Length > MostLetters || signature.Length % 2 != 0 || !signature.All(char.IsAsciiHexDigit))
            return (null, RpcFault.Stranger("The signature must be HMAC-SHA256 in hex.", "sig"));
        var bytes = Convert.FromHexString(signature);
        return Check(id, ts, Encoding.UTF8.GetBytes(text), bytes, from, cancel);
    }

    private (Guest? Guest, RpcFault? Fault) Check(
        string id,
        long? moment,
        byte[] text,
        byte[] signature,
        IPAddress? from,
        bool cancel
    )
    {
        if (options.Identity is not { } identity)
            return OfDemo(id, moment, text, signature);
        var claim = new KeyClaim(id, text, signature, from)
        {
            Expires = moment + Patience,
            // Clients take the time for their nonce, and two requests may fall into one millisecond: the same
            // signature is the same request.
            Nonce = moment is null ? null : Convert.ToHexString(signature),
            IsCancel = cancel,
            SecretIsText = true,
        };
        var (caller, refusal) = identity.Keys.Check(claim);
        if (refusal is not null)
            return (null, RpcFault.Of(refusal));
        return caller!.Accounts.Count == 1
            ? (new(caller.Accounts.First(), id, caller), null)
            : (null, RpcFault.Of(Several(caller.Accounts.Count)));
    }

    private AccessRefusal Several(int accounts) =>
        new(AccessReason.NotOwner, "accounts", Words.Of(accounts), "a key of one account") { ServerTime = Now };

    private (Guest? Guest, RpcFault? Fault) OfDemo(string id, long? moment, byte[] text, byte[] signature)
    {
        var now = Now;
        if (
            !HasDemo
            || !id.StartsWith(Demo, StringComparison.Ordinal)
            || !int.TryParse(id[Demo.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var account)
            || OrderWords.Find(venue, account) is not null
        )
            return Refuse(AccessReason.Unauthenticated, "client_id", id);
        if (moment is { } ts && long.Abs(ts - now) >= Patience)
            return Refuse(AccessReason.ClockSkew, "timestamp", Words.Of(ts));
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(id), text);
        return CryptographicOperations.FixedTimeEquals(expected, signature)
            ? (new(account, id, null), null)
            : Refuse(AccessReason.BadSignature, "signature", null);

        (Guest?, RpcFault?) Refuse(AccessReason reason, string field, string? given) =>
            (null, RpcFault.Of(new AccessRefusal(reason, field, given, null) { ServerTime = now }));
    }
}
