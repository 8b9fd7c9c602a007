// Who asks: a key or a signed-in person, with what they may do.
namespace Tokenbourse.Gateways.Identity;

/// <summary>Known and checked; what it may do is decided with each request.</summary>
/// <param name="User">The person, or whose key it is.</param>
/// <param name="Participant">Whose person it is.</param>
/// <param name="Key">The key; null: a session of the person.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Accounts">For which accounts.</param>
/// <param name="Until">When key or session end, milliseconds since 1970.</param>
public sealed record Caller(
    string User,
    string Participant,
    string? Key,
    IReadOnlySet<string> Scopes,
    IReadOnlySet<int> Accounts,
    long Until
)
{
    /// <summary>Has it the scope?</summary>
    public bool May(string scope) => Scopes.Contains(scope);

    /// <summary>Does it speak for the account?</summary>
    public bool Owns(int account) => Accounts.Contains(account);

    /// <summary>Does it act in the role?</summary>
    public bool Is(string role) => Scopes.Contains(Identity.Scopes.Of(role));

    /// <summary>May it read every account: the venue's own people, each for their work.</summary>
    public bool ReadsAll => Roles.Venue.Any(Is);
}

/// <summary>Why somebody is not let in; the numbers are the venue's error numbers.</summary>
public enum AccessReason
{
    /// <summary>Nobody signed, or nobody we know.</summary>
    Unauthenticated = 1101,

    /// <summary>The signature is not of this request.</summary>
    BadSignature = 1102,

    /// <summary>The moment until which the request is valid lies outside what is taken.</summary>
    ClockSkew = 1103,

    /// <summary>The nonce was used.</summary>
    ReplayedNonce = 1104,

    /// <summary>The key has ended.</summary>
    KeyExpired = 1105,

    /// <summary>The key may not be used from that address.</summary>
    AddressNotAllowed = 1106,

    /// <summary>It is another participant's.</summary>
    NotOwner = 1107,

    /// <summary>It may not do that.</summary>
    ForbiddenScope = 1201,

    /// <summary>Too many requests.</summary>
    RateLimit = 1011,
}

/// <summary>A refusal.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Given">What was given.</param>
/// <param name="Limit">What would have been taken.</param>
public sealed record AccessRefusal(AccessReason Reason, string? Field, string? Given, string? Limit)
{
    /// <summary>The venue's moment of checking, milliseconds since 1970.</summary>
    public long ServerTime { get; init; }

    /// <summary>How far the request's moment lies outside; only with <see cref="AccessReason.ClockSkew"/>.</summary>
    public long? Drift { get; init; }

    /// <summary>How wide the window is; with it.</summary>
    public long? Window { get; init; }

    /// <summary>When to ask again, milliseconds.</summary>
    public long? RetryAfter { get; init; }
}

/// <summary>Somebody, or why not.</summary>
public readonly record struct AccessVerdict(Caller? Caller, AccessRefusal? Refusal);
