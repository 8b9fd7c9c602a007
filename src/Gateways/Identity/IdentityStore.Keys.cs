// Keys of programs: made, rotated with an overlap, ended.
using System.Security.Cryptography;

namespace Tokenbourse.Gateways.Identity;

/// <summary>A key that is asked for.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Algorithm"><c>ed25519</c>, <c>ecdsa-p256</c>, <c>hmac-sha256</c>.</param>
/// <param name="Public">The public key in base64: 32 raw bytes, or DER (SubjectPublicKeyInfo); null for HMAC.</param>
/// <param name="Scopes">What it may do; empty: read.</param>
/// <param name="Accounts">For which accounts; null: those that its participant has when it is made.</param>
/// <param name="Networks">Where it may be used from, as CIDR; empty: from anywhere.</param>
/// <param name="Days">Until it ends, 1 to 365.</param>
/// <param name="Rate">Requests a minute, 1 to 60,000; cancels have as many of their own.</param>
/// <param name="TransferAndTrade">Said aloud: one key may do both.</param>
public sealed record KeyRequest(
    string User,
    string Algorithm,
    string? Public,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<int>? Accounts,
    IReadOnlyList<string> Networks,
    int Days,
    int Rate,
    bool TransferAndTrade = false
);

/// <summary>A key that was made.</summary>
/// <param name="Secret">Of HMAC keys, in base64; shown this once.</param>
/// <param name="Expires">Milliseconds since 1970.</param>
public sealed record NewKey(string Key, string? Secret, long Expires);

/// <summary>The store's keys.</summary>
public sealed partial class IdentityStore
{
    /// <summary>Longest life of a key.</summary>
    public const int MostDays = 365;

    private const int MostRate = 60_000;
    private const int SecretBytes = 32;
    private const long Day = 86_400_000;

    /// <summary>Makes a key.</summary>
    public NewKey AddKey(string by, KeyRequest request)
    {
        lock (Gate)
            return Add(by, request, null);
    }

    /// <summary>Makes a key with what another one may do; the old one goes on for some hours.</summary>
    /// <param name="publicKey">As in <see cref="KeyRequest"/>.</param>
    /// <param name="overlapHours">0 to 168.</param>
    public NewKey RotateKey(string by, string key, string? publicKey, int days, int overlapHours)
    {
        if (overlapHours is < 0 or > 168)
            throw new IdentityFaultException("overlapHours", AuditLines.Text(overlapHours), "must be 0 to 168");
        lock (Gate)
        {
            Known("key", key, Book.Keys.ContainsKey(key));
            var (old, ends) = (Book.Keys[key].Added, Book.Keys[key].Expires);
            if (ends <= Now)
                throw new IdentityFaultException("key", key, "has ended; make a new one");
            var made = Add(
                by,
                new(
                    old.User,
                    old.Algorithm,
                    publicKey,
                    old.Scopes,
                    old.Accounts,
                    old.Networks,
                    days,
                    old.Rate,
                    TransferAndTrade: true
                ),
                key
            );
            var last = long.Min(ends, Now + ((long)overlapHours * 3_600_000));
            Write(new KeyEnds(Now, by, key, last, $"rotated: {made.Key}"));
            return made;
        }
    }

    /// <summary>Ends a key now.</summary>
    public void RevokeKey(string by, string key)
    {
        lock (Gate)
        {
            Known("key", key, Book.Keys.ContainsKey(key));
            Write(new KeyEnds(Now, by, key, Now, "revoked"));
        }
    }

    /// <summary>Takes the end of a key that was set beside the store; never later than it ends already.</summary>
    internal void EndKey(string by, string key, long expires, string why)
    {
        lock (Gate)
        {
            Known("key", key, Book.Keys.ContainsKey(key));
            if (why.Length is 0 or > 200)
                throw new IdentityFaultException("why", null, "must have 1 to 200 characters");
            Write(new KeyEnds(Now, by, key, long.Min(expires, Book.Keys[key].Expires), why));
        }
    }

    /// <summary>Takes a key that was made beside the store.</summary>
    /// <exception cref="CryptographicException">Its secret is not sealed for it under this store's key.</exception>
    internal void TakeKey(KeyAdded added)
    {
        if (!added.Key.StartsWith('k') || added.Key.Length > 32 || !added.Key.All(char.IsAsciiLetterOrDigit))
            throw new IdentityFaultException("key", added.Key, "must be k and at most 31 letters and digits");
        var days = (added.Expires - Now + Day - 1) / Day;
        lock (Gate)
        {
            if (Book.Keys.ContainsKey(added.Key))
                throw new IdentityFaultException("key", added.Key, "is there already");
            Check(
                new(
                    added.User,
                    added.Algorithm,
                    added.Material,
                    added.Scopes,
                    added.Accounts,
                    added.Networks,
                    (int)long.Clamp(days, 0, int.MaxValue),
                    added.Rate,
                    TransferAndTrade: true
                )
            );
            if (added.Algorithm == KeyAlgorithms.Hmac)
                CryptographicOperations.ZeroMemory(Vault.Open(KeyPurpose(added.Key), added.Material));
            else
                Material(added.Key, new("", added.Algorithm, added.Material, [], null, [], 1, 1));
            Write(added);
        }
    }

    internal static string KeyPurpose(string key) => "key:" + key;

    private NewKey Add(string by, KeyRequest request, string? rotates)
    {
        var (scopes, own) = Check(request);
        var id = NewName("k");
        var (material, secret) = Material(id, request);
        var expires = Now + (request.Days * Day);
        Write(
            new KeyAdded(
                Now,
                by,
                id,
                request.User,
                request.Algorithm,
                material,
                [.. scopes.Distinct().Order(StringComparer.Ordinal)],
                [.. (request.Accounts ?? own).Distinct().Order()],
                [.. request.Networks],
                expires,
                request.Rate,
                rotates
            )
        );
        return new(id, secret, expires);
    }

    /// <summary>What a key may do, and its participant's accounts; refuses what is not its person's.</summary>
    private (IReadOnlyList<string> Scopes, IReadOnlyList<int> Own) Check(KeyRequest request)
    {
        Known("user", request.User, Book.Users.ContainsKey(request.User));
        var user = Book.Users[request.User].Set;
        var given = Scopes.Given(user.Roles);
        IReadOnlyList<string> scopes = request.Scopes.Count == 0 ? [DefaultScope(given)] : request.Scopes;
        foreach (var scope in scopes)
        {
            if (!given.Contains(scope))
                throw new IdentityFaultException("scopes", scope, $"the user's roles give: {string.Join(", ", given)}");
        }

        if (scopes.Contains(Scopes.Transfer) && scopes.Contains(Scopes.Trade) && !request.TransferAndTrade)
            throw new IdentityFaultException(
                "scopes",
                "transfer, trade",
                "one key has both only when that is asked for by name (transferAndTrade)"
            );
        var own = Book.Participants[user.Participant].Accounts;
        foreach (var account in request.Accounts ?? [])
        {
            if (!own.Contains(account))
                throw new IdentityFaultException(
                    "accounts",
                    AuditLines.Text(account),
                    $"is no account of {user.Participant}"
                );
        }

        foreach (var network in request.Networks)
        {
            if (!System.Net.IPNetwork.TryParse(network, out _))
                throw new IdentityFaultException(
                    "networks",
                    network,
                    "must be a network as 192.0.2.0/24 or 2001:db8::/48"
                );
        }

        if (request.Days is < 1 or > MostDays)
            throw new IdentityFaultException("days", AuditLines.Text(request.Days), $"must be 1 to {MostDays}");
        if (request.Rate is < 1 or > MostRate)
            throw new IdentityFaultException("rate", AuditLines.Text(request.Rate), $"must be 1 to {MostRate}");
        return (scopes, own);
    }

    private static string DefaultScope(IReadOnlyList<string> given) =>
        given.Contains(Scopes.Read) ? Scopes.Read : given[0];

    private (string Material, string? Secret) Material(string id, KeyRequest request)
    {
        if (request.Algorithm == KeyAlgorithms.Hmac)
        {
            if (request.Public is not null)
                throw new IdentityFaultException(
                    "public",
                    null,
                    "an HMAC key has no public key; its secret is made here"
                );
            var secret = RandomNumberGenerator.GetBytes(SecretBytes);
            return (Vault.Seal(KeyPurpose(id), secret), Convert.ToBase64String(secret));
        }

        return KeyAlgorithms.IsPublic(request.Algorithm, request.Public) switch
        {
            true => (request.Public!, null),
            false => throw new IdentityFaultException(
                "public",
                request.Public,
                "must be the public key in base64: 32 bytes (ed25519), or SubjectPublicKeyInfo (ecdsa-p256)"
            ),
            null => throw new IdentityFaultException(
                "algorithm",
                request.Algorithm,
                $"must be of: {string.Join(", ", KeyAlgorithms.All)}"
            ),
        };
    }
}
