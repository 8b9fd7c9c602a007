// People who signed in: password, one-time code, a session that is held in memory, and a growing delay after failures.
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>What somebody gives to come in.</summary>
/// <param name="Code">Of the authenticator, or a recovery code.</param>
/// <param name="From">The address, for the audit log.</param>
public readonly record struct SignIn(string User, string Password, string Code, string From);

/// <summary>A session that began, or why none did.</summary>
/// <param name="Token">For the cookie; kept here only as a hash.</param>
/// <param name="Wait">Milliseconds to wait after failures.</param>
public sealed record SignInAnswer(string? Token, Caller? Caller, long Wait);

/// <summary>Sessions end with the program. Safe for many threads.</summary>
public sealed class Sessions(IdentityStore store) : IDisposable
{
    /// <summary>A session ends when nothing was asked for so long, milliseconds.</summary>
    public const long Idle = 30 * 60_000;

    /// <summary>And after so long in any case.</summary>
    public const long Longest = 12 * 3_600_000;

    private const int FreeFailures = 5;
    private const long LongestDelay = 15 * 60_000;
    private const int MostSessions = 10_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    // By the first two bytes of a name's hash: names that nobody has cost no memory, and drive no other name out.
    private readonly (int Count, long Until)[] _failures = new (int, long)[1 << 16];

    // Each hash takes 19 MiB: strangers must not be able to ask for many at once.
    private readonly SemaphoreSlim _hashing = new(2);

    private sealed record Session(string User, long Began)
    {
        public long Used { get; set; } = Began;
    }

    /// <summary>Signs a person in. What was wrong is not told.</summary>
    public async Task<SignInAnswer> Enter(SignIn asked, CancellationToken cancel)
    {
        UserSet? user;
        lock (store.Gate)
            user = store.Book.Users.GetValueOrDefault(asked.User) is { Locked: false } state ? state.Set : null;
        await _hashing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // Asked behind the queue: many who come at once do not all slip past the delay.
            if (Delay(asked.User) is > 0 and var wait)
                return new(null, null, wait);
            var right = Passwords.Verify(asked.Password, user?.Password ?? Passwords.Nobody);
            if (!right || user is null || !UseCode(user, asked))
            {
                store.Write(new SignInFailed(store.Now, user?.User, asked.From));
                return new(null, null, Failed(asked.User));
            }
        }
        finally
        {
            _hashing.Release();
        }

        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=');
        lock (_gate)
        {
            _failures[Place(asked.User)] = default;
            Forget();
            _sessions[HashOf(token)] = new(user.User, store.Now);
        }

        return new(token, Find(token), 0);
    }

    /// <summary>Who the session is of; null: there is none, or it has ended.</summary>
    public Caller? Find(string token) => Find(token, true);

    /// <summary>The same without making it longer: a connection that only listens is no use of it.</summary>
    public Caller? Again(string token) => Find(token, false);

    private Caller? Find(string token, bool use)
    {
        Session? session;
        lock (_gate)
        {
            if (!_sessions.TryGetValue(HashOf(token), out session))
                return null;
            if (IsOver(session))
            {
                _sessions.Remove(HashOf(token));
                return null;
            }

            if (use)
                session.Used = store.Now;
        }

        lock (store.Gate)
        {
            if (!store.Book.Users.TryGetValue(session.User, out var user) || user.Locked)
                return null;
            // A person who was given new secrets since then signs in again.
            if (user.Set.Time > session.Began)
                return null;
            return CallerOf(user.Set, long.Min(session.Began + Longest, session.Used + Idle));
        }
    }

    private Caller CallerOf(UserSet user, long until) =>
        new(
            user.User,
            user.Participant,
            null,
            new SortedSet<string>(Scopes.Given(user.Roles), StringComparer.Ordinal),
            new SortedSet<int>(store.Book.Participants[user.Participant].Accounts),
            until
        );

    /// <summary>A person as the store has them now, whichever session they came by; null: may not come in.</summary>
    public Caller? Now(string user)
    {
        lock (store.Gate)
        {
            return store.Book.Users.TryGetValue(user, out var state) && !state.Locked
                ? CallerOf(state.Set, long.MaxValue)
                : null;
        }
    }

    /// <summary>Ends a session.</summary>
    public void Leave(string token)
    {
        lock (_gate)
        {
            if (!_sessions.Remove(HashOf(token), out var session))
                return;
            store.Write(new SignedOut(store.Now, session.User));
        }
    }

    public void Dispose() => _hashing.Dispose();

    // Decided and written under one gate: two who send the same code at once do not both come in.
    private bool UseCode(UserSet set, in SignIn asked)
    {
        lock (store.Gate)
        {
            var user = store.Book.Users[set.User];
            var secret = store.Vault.Open(IdentityStore.TotpPurpose(set.User), user.Set.Totp);
            if (Totp.Find(secret, asked.Code, store.Clock.GetUtcNow(), user.LastStep) is { } step)
            {
                store.Write(new SignedIn(store.Now, set.User, asked.From, step));
                return true;
            }

            var hash = RecoveryCodes.HashOf(asked.Code);
            if (!user.Recovery.Contains(hash))
                return false;
            store.Write(new RecoveryUsed(store.Now, set.User, hash));
            store.Write(new SignedIn(store.Now, set.User, asked.From, 0));
            return true;
        }
    }

    private long Delay(string user)
    {
        lock (_gate)
            return long.Max(0, _failures[Place(user)].Until - store.Now);
    }

    private long Failed(string user)
    {
        lock (_gate)
        {
            ref var failures = ref _failures[Place(user)];
            var count = failures.Count + 1;
            var wait = count < FreeFailures ? 0 : long.Min(LongestDelay, 1000L << int.Min(count - FreeFailures, 20));
            failures = (count, store.Now + wait);
            return wait;
        }
    }

    private static int Place(string user)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(user));
        return (hash[0] << 8) | hash[1];
    }

    private bool IsOver(Session session) => store.Now >= session.Used + Idle || store.Now >= session.Began + Longest;

    private void Forget()
    {
        foreach (var (hash, session) in _sessions.ToList())
        {
            if (IsOver(session) || _sessions.Count > MostSessions)
                _sessions.Remove(hash);
        }
    }

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
