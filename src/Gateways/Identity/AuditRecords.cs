// What the audit log holds: who there is, what was allowed, proposed, approved and done, who came and who failed.
using System.Text.Json.Serialization;

namespace Tokenbourse.Gateways.Identity;

/// <summary>One record. Times are milliseconds since 1970 UTC; no record holds a secret in the clear.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Checkpoint), "checkpoint")]
[JsonDerivedType(typeof(ParticipantSet), "participant-set")]
[JsonDerivedType(typeof(UserSet), "user-set")]
[JsonDerivedType(typeof(UserLocked), "user-locked")]
[JsonDerivedType(typeof(RecoveryUsed), "recovery-used")]
[JsonDerivedType(typeof(SignedIn), "signed-in")]
[JsonDerivedType(typeof(SignInFailed), "sign-in-failed")]
[JsonDerivedType(typeof(SignedOut), "signed-out")]
[JsonDerivedType(typeof(KeyAdded), "key-added")]
[JsonDerivedType(typeof(KeyEnds), "key-ends")]
[JsonDerivedType(typeof(KeyUsed), "key-used")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Approved), "approved")]
[JsonDerivedType(typeof(Rejected), "rejected")]
[JsonDerivedType(typeof(Submitted), "submitted")]
[JsonDerivedType(typeof(Acted), "acted")]
public abstract record AuditRecord(long Time);

/// <summary>The first record.</summary>
/// <param name="Public">The checkpoints' public key, DER in base64.</param>
public sealed record Opened(long Time, string Public) : AuditRecord(Time);

/// <summary>A signature over everything before.</summary>
public sealed record Checkpoint(long Time, string Signature) : AuditRecord(Time);

/// <summary>A participant, new or changed as a whole.</summary>
public sealed record ParticipantSet(long Time, string By, string Participant, string Name, int[] Accounts)
    : AuditRecord(Time);

/// <summary>A person, new or changed as a whole.</summary>
/// <param name="Password">A one-way hash with its parameters.</param>
/// <param name="Totp">The sealed secret of the one-time codes.</param>
/// <param name="Recovery">One-way hashes of the recovery codes.</param>
public sealed record UserSet(
    long Time,
    string By,
    string User,
    string Participant,
    string[] Roles,
    string Password,
    string Totp,
    string[] Recovery
) : AuditRecord(Time);

/// <summary>A person may not come in any more, or may again.</summary>
public sealed record UserLocked(long Time, string By, string User, bool Locked) : AuditRecord(Time);

/// <summary>A recovery code was used up.</summary>
public sealed record RecoveryUsed(long Time, string User, string Hash) : AuditRecord(Time);

/// <summary>A person signed in.</summary>
/// <param name="Step">The one-time code's step; zero: a recovery code was used.</param>
public sealed record SignedIn(long Time, string User, string From, long Step) : AuditRecord(Time);

/// <summary>Somebody tried to sign in. The name is told only when there is such a user.</summary>
public sealed record SignInFailed(long Time, string? User, string From) : AuditRecord(Time);

/// <summary>A person signed out.</summary>
public sealed record SignedOut(long Time, string User) : AuditRecord(Time);

/// <summary>A key.</summary>
/// <param name="Algorithm"><c>ed25519</c>, <c>ecdsa-p256</c>, <c>hmac-sha256</c>.</param>
/// <param name="Material">The public key in base64, or the sealed secret.</param>
/// <param name="Networks">Where it may be used from, as CIDR; empty: from anywhere.</param>
/// <param name="Rate">Requests a minute.</param>
/// <param name="Rotates">The key that it takes the place of; null: none.</param>
public sealed record KeyAdded(
    long Time,
    string By,
    string Key,
    string User,
    string Algorithm,
    string Material,
    string[] Scopes,
    int[] Accounts,
    string[] Networks,
    long Expires,
    int Rate,
    string? Rotates
) : AuditRecord(Time);

/// <summary>A key ends earlier: revoked at once, or rotated with some time for the change.</summary>
public sealed record KeyEnds(long Time, string By, string Key, long Expires, string Why) : AuditRecord(Time);

/// <summary>A key was used; written at most once a day for each key.</summary>
public sealed record KeyUsed(long Time, string Key, string From) : AuditRecord(Time);

/// <summary>A change was proposed.</summary>
/// <param name="Command">The kind of message that will be submitted.</param>
/// <param name="Document">The message as JSON, as it was sent.</param>
/// <param name="Diff">What it changes, field by field.</param>
/// <param name="EffectiveAt">The venue's moment, nanoseconds since 1970; zero: at once.</param>
/// <param name="Hash">Of command, document, diff, reason and moment, and of the notice where there is one.</param>
/// <param name="NoticeEn">What the market is told of it; null: nothing.</param>
/// <param name="NoticeZh">The same in Chinese; both are there or none.</param>
public sealed record Proposed(
    long Time,
    string By,
    string Role,
    string Key,
    string Proposal,
    string Command,
    string Document,
    string[] Diff,
    string Reason,
    long EffectiveAt,
    string Hash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NoticeEn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NoticeZh = null
) : AuditRecord(Time);

/// <summary>A second person approved what a hash names.</summary>
public sealed record Approved(long Time, string By, string Role, string Key, string Proposal, string Hash)
    : AuditRecord(Time);

/// <summary>A proposal was turned down or taken back.</summary>
public sealed record Rejected(long Time, string By, string Proposal, string Reason) : AuditRecord(Time);

/// <summary>The command of an approved proposal was handed to the venue.</summary>
/// <param name="Outcome"><c>taken</c>, or the reason why it was refused.</param>
/// <param name="Sequence">On the venue's log; -1: not taken.</param>
public sealed record Submitted(long Time, string Proposal, string Outcome, long Sequence) : AuditRecord(Time);

/// <summary>An operator did alone what one person may do.</summary>
public sealed record Acted(long Time, string By, string What) : AuditRecord(Time);

/// <summary>How records are written. Nothing about it may change: hashes are over these bytes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext;
