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

    /// <summary>What would be taken instead; null: nothing is next to it.</summary>
    public string? Nearest { get; init; }
}

/// <summary>What a new person must be told, once.</summary>
/// <param name="TotpUri">For the authenticator.</param>
/// <param name="RecoveryCodes">Each may be used once in place of a code.</param>
public sealed record NewUser(string TotpUri, IReadOnlyList<string> RecoveryCodes);

/// <summary>Opens an identity folder and changes it. Safe for many threads.</summary>
public sealed partial class IdentityStore : IDisposable
{
    private const int MostAccounts = 10_000;
    private long _version;

    // Null: a running venue holds the folder and is asked to write.
    private readonly AuditLog? _log;
    private readonly AuditFound _found;

    private IdentityStore(
        string folder,
        AuditLog? log,
        AuditFound found,
        IdentityBook book,
        Vault vault,
        TimeProvider clock
    ) => (Folder, _log, _found, Book, Vault, Clock) = (folder, log, found, book, vault, clock);

    /// <summary>Where it stands.</summary>
    public string Folder { get; }

    /// <summary>Changes go through the venue that holds the folder.</summary>
    public bool IsBeside => _log is null;

    /// <summary>Guards <see cref="Book"/>: readers hold it and copy what they need.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What stands.</summary>
    public IdentityBook Book { get; }

    /// <summary>Seals secrets.</summary>
    public Vault Vault { get; }

    /// <summary>The time: people's and keys', not the venue's.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Bytes of a torn tail that opening cut.</summary>
    public long Torn => _log?.Torn ?? 0;

    /// <summary>The newest record's hash.</summary>
    public string Head => _log?.Head ?? Convert.ToHexStringLower(_found.Hash);

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
            return new(folder, log, AuditFound.Nothing, book, Vault.Open(kek), clock);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Rises with each record.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>As <see cref="Open"/>, where no venue holds the folder; else beside it: what is changed is handed to
    /// the venue, which checks it, writes it and lets it take effect.</summary>
    /// <exception cref="AuditLogException">As there, or the holder takes no changes.</exception>
    public static IdentityStore OpenOrAsk(string folder, string kek, TimeProvider clock)
    {
        try
        {
            return Open(folder, kek, clock);
        }
        catch (AuditLogHeldException) when (IdentityErrands.AreTaken(folder))
        {
            var book = new IdentityBook();
            var found = AuditReader.Read(folder, book.Apply);
            if (found.Bad is { } bad)
                throw new AuditLogException($"{folder}: record {bad} {found.Why}");
            if (!File.Exists(kek))
                throw new AuditLogException($"{kek}: the venue's key-encryption key is not there");
            return new(folder, null, found, book, Vault.Open(kek), clock);
        }
    }

    /// <summary>Writes a record and takes it.</summary>
    public void Write(AuditRecord record)
    {
        lock (Gate)
        {
            if (_log is { } log)
                log.Append(record);
            else
                IdentityErrands.Send(Folder, record);
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
        Person(user, roles);
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

    /// <summary>Takes a person who was made beside the store.</summary>
    /// <exception cref="CryptographicException">The secret is not sealed for this person under this store's
    /// key.</exception>
    internal void TakeUser(UserSet set)
    {
        Person(set.User, set.Roles);
        if (set.Password.Length == 0 || set.Recovery.Length == 0)
            throw new IdentityFaultException("password", null, "a person has one, and recovery codes");
        CryptographicOperations.ZeroMemory(Vault.Open(TotpPurpose(set.User), set.Totp));
        lock (Gate)
        {
            Known("participant", set.Participant, Book.Participants.ContainsKey(set.Participant));
            Write(set);
        }
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
        _log?.Dispose();
    }

    private static void Person(string user, IReadOnlyList<string> roles)
    {
        Named("user", user);
        foreach (var role in roles)
        {
            if (!Roles.All.Contains(role))
                throw new IdentityFaultException("roles", role, $"must be of: {string.Join(", ", Roles.All)}");
        }

        if (roles.Count == 0)
            throw new IdentityFaultException("roles", null, "at least one is needed");
    }

    private static void Named(string field, string given)
    {
        if (!Name().IsMatch(given))
            throw new IdentityFaultException(field, given, "must be 1 to 32 of a-z 0-9 . _ -, a letter first");
    }

    [GeneratedRegex("^[a-z][a-z0-9._-]{0,31}\\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
