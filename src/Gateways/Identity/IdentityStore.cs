// The store of identities: everything is decided, written to the audit log, and only then so.
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Something cannot be set: which field, what was given, what is taken.</summary>
public sealed class IdentityFaultException(string field, string? given, string rule)
    : Exception($"{field}{(given is null ? "" : $" '{given}'")}: {rule}")
{
    /// <summary>Which field.</summary>
    public string Field { get; } = field;

    /// <summary>What was given.</summary>
    public string? Given { get; } = given;

    /// <summary>What is taken.</summary>
    public string Rule { get; } = rule;
}

/// <summary>What a new person must be told, once.</summary>
/// <param name="TotpUri">For the authenticator.</param>
/// <param name="RecoveryCodes">Each may be used once in place of a code.</param>
public sealed record NewUser(string TotpUri, IReadOnlyList<string> RecoveryCodes);

/// <summary>Opens an identity folder and changes it. Safe for many threads.</summary>
public sealed partial class IdentityStore : IDisposable
{
    private const int MostAccounts = 10_000;
    private readonly AuditLog _log;
    private long _version;

    private IdentityStore(AuditLog log, IdentityBook book, Vault vault, TimeProvider clock) =>
        (_log, Book, Vault, Clock) = (log, book, vault, clock);

    /// <summary>Guards <see cref="Book"/>: readers hold it and copy what they need.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What stands.</summary>
    public IdentityBook Book { get; }

    /// <summary>Seals secrets.</summary>
    public Vault Vault { get; }

    /// <summary>The time: people's and keys', not the venue's.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Bytes of a torn tail that opening cut.</summary>
    public long Torn => _log.Torn;

    /// <summary>The newest record's hash.</summary>
    public string Head => _log.Head;

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Opens a folder, or begins one.</summary>
    /// <param name="folder">With the audit log.</param>
    /// <param name="kek">File of the key-encryption key; made when it is not there.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="AuditLogException">Damaged, held by another program, or not readable.</exception>
    public static IdentityStore Open(string folder, string kek, TimeProvider clock)
    {
        var book = new IdentityBook();
        var log = AuditLog.Open(folder, clock, book.Apply);
        try
        {
            return new(log, book, Vault.Open(kek), clock);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Rises with each record.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Writes a record and takes it.</summary>
    public void Write(AuditRecord record)
    {
        lock (Gate)
        {
            _log.Append(record);
            Book.Apply(record);
            Volatile.Write(ref _version, _version + 1);
        }
    }

    /// <summary>Names a participant and its accounts.</summary>
    public void SetParticipant(string by, string participant, string name, IReadOnlyList<int> accounts)
    {
        Named("participant", participant);
        if (name.Length is 0 or > 200)
            throw new IdentityFaultException("name", name, "must have 1 to 200 characters");
        if (accounts.Count > MostAccounts || accounts.Any(a => a is < 1 or > 1_000_000))
            throw new IdentityFaultException("accounts", null, "must be numbers from 1 to 1000000, at most 10000");
        lock (Gate)
        {
            var taken = Book
                .Participants.Values.Where(p => p.Participant != participant)
                .SelectMany(p => p.Accounts.Intersect(accounts).Select(a => (Account: a, p.Participant)))
                .ToList();
            if (taken.Count > 0)
                throw new IdentityFaultException(
                    "accounts",
                    AuditLines.Text(taken[0].Account),
                    $"belongs to {taken[0].Participant}"
                );
            Write(new ParticipantSet(Now, by, participant, name, [.. accounts.Distinct().Order()]));
        }
    }

    /// <summary>Names a person, or gives one new secrets; what they had is void.</summary>
    public NewUser SetUser(string by, string user, string participant, IReadOnlyList<string> roles, string password)
    {
        Named("user", user);
        foreach (var role in roles)
        {
            if (!Roles.All.Contains(role))
                throw new IdentityFaultException("roles", role, $"must be of: {string.Join(", ", Roles.All)}");
        }

        if (roles.Count == 0)
            throw new IdentityFaultException("roles", null, "at least one is needed");
        if (password.Length is < Passwords.Least or > Passwords.Most)
            throw new IdentityFaultException(
                "password",
                null,
                $"must have {Passwords.Least} to {Passwords.Most} characters"
            );
        if (password.Contains(user, StringComparison.OrdinalIgnoreCase))
            throw new IdentityFaultException("password", null, "must not contain the user's name");
        var hash = Passwords.Make(password);
        var secret = Totp.NewSecret();
        var codes = RecoveryCodes.New();
        lock (Gate)
        {
            Known("participant", participant, Book.Participants.ContainsKey(participant));
            Write(
                new UserSet(
                    Now,
                    by,
                    user,
                    participant,
                    [.. roles.Distinct().Order(StringComparer.Ordinal)],
                    hash,
                    Vault.Seal(TotpPurpose(user), secret),
                    [.. codes.Select(RecoveryCodes.HashOf)]
                )
            );
        }

        return new(Totp.Uri(user, secret), codes);
    }

    /// <summary>Shuts a person out, or lets them in again. Their keys follow.</summary>
    public void LockUser(string by, string user, bool locked)
    {
        lock (Gate)
        {
            Known("user", user, Book.Users.ContainsKey(user));
            Write(new UserLocked(Now, by, user, locked));
        }
    }

    /// <summary>A name that nothing has yet.</summary>
    internal static string NewName(string prefix) =>
        prefix + Totp.Base32(RandomNumberGenerator.GetBytes(10)).ToLowerInvariant();

    internal static string TotpPurpose(string user) => "totp:" + user;

    internal static void Known(string field, string given, bool known)
    {
        if (!known)
            throw new IdentityFaultException(field, given, $"there is no such {field}");
    }

    public void Dispose()
    {
        Vault.Dispose();
        _log.Dispose();
    }

    private static void Named(string field, string given)
    {
        if (!Name().IsMatch(given))
            throw new IdentityFaultException(field, given, "must be 1 to 32 of a-z 0-9 . _ -, a letter first");
    }

    [GeneratedRegex("^[a-z][a-z0-9._-]{0,31}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
