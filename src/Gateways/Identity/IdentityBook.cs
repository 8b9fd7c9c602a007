// The fold of the audit log: participants, people, keys and proposals as they stand.
namespace Tokenbourse.Gateways.Identity;

/// <summary>A person as they stand.</summary>
public sealed class UserState(UserSet set)
{
    /// <summary>The newest record.</summary>
    public UserSet Set { get; } = set;

    /// <summary>May not come in.</summary>
    public bool Locked { get; internal set; }

    /// <summary>The step of the last one-time code that was used.</summary>
    public long LastStep { get; internal set; }

    /// <summary>Hashes of recovery codes that are left.</summary>
    public IReadOnlySet<string> Recovery => Left;

    internal SortedSet<string> Left { get; } = new(set.Recovery, StringComparer.Ordinal);
}

/// <summary>A key as it stands.</summary>
public sealed class KeyState(KeyAdded added)
{
    /// <summary>What it was made with.</summary>
    public KeyAdded Added { get; } = added;

    /// <summary>When it ends, milliseconds since 1970.</summary>
    public long Expires { get; internal set; } = added.Expires;

    /// <summary>Why it ends earlier than it was made for; null: it does not.</summary>
    public string? Ended { get; internal set; }

    /// <summary>When it was used last as far as the log knows; zero: never.</summary>
    public long LastUsed { get; internal set; }
}

/// <summary>Where a proposal stands.</summary>
public enum ProposalStage
{
    /// <summary>Nobody has approved it.</summary>
    Open,

    /// <summary>Approved; its moment has not come, or the venue was not asked yet.</summary>
    Approved,

    /// <summary>Turned down or taken back.</summary>
    Rejected,

    /// <summary>Handed to the venue.</summary>
    Submitted,
}

/// <summary>A proposal as it stands.</summary>
public sealed class ProposalState(Proposed proposed)
{
    /// <summary>What was proposed.</summary>
    public Proposed Proposed { get; } = proposed;

    /// <summary>Where it stands.</summary>
    public ProposalStage Stage { get; internal set; }

    /// <summary>Who approved it.</summary>
    public Approved? Approved { get; internal set; }

    /// <summary>Who turned it down.</summary>
    public Rejected? Rejected { get; internal set; }

    /// <summary>What the venue said.</summary>
    public Submitted? Submitted { get; internal set; }
}

/// <summary>Folds records. Not for two threads at a time.</summary>
public sealed class IdentityBook
{
    private readonly SortedDictionary<string, ParticipantSet> _participants = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, UserState> _users = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, KeyState> _keys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ProposalState> _proposals = new(StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ParticipantSet> Participants => _participants;

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, UserState> Users => _users;

    /// <summary>By number.</summary>
    public IReadOnlyDictionary<string, KeyState> Keys => _keys;

    /// <summary>By number.</summary>
    public IReadOnlyDictionary<string, ProposalState> Proposals => _proposals;

    /// <summary>Takes a record that stands on the log.</summary>
    public void Apply(AuditRecord record)
    {
        switch (record)
        {
            case ParticipantSet set:
                _participants[set.Participant] = set;
                break;
            case UserSet set:
                var last = _users.GetValueOrDefault(set.User)?.LastStep ?? 0;
                _users[set.User] = new(set) { LastStep = last };
                break;
            case UserLocked locked:
                _users[locked.User].Locked = locked.Locked;
                break;
            case RecoveryUsed used:
                _users[used.User].Left.Remove(used.Hash);
                break;
            case SignedIn { Step: > 0 } signed:
                _users[signed.User].LastStep = signed.Step;
                break;
            case KeyAdded added:
                _keys[added.Key] = new(added);
                break;
            case KeyEnds ends:
                (_keys[ends.Key].Expires, _keys[ends.Key].Ended) = (ends.Expires, ends.Why);
                break;
            case KeyUsed used:
                _keys[used.Key].LastUsed = used.Time;
                break;
            case Proposed proposed:
                _proposals[proposed.Proposal] = new(proposed);
                break;
            case Approved approved:
                var agreed = _proposals[approved.Proposal];
                (agreed.Approved, agreed.Stage) = (approved, ProposalStage.Approved);
                break;
            case Rejected rejected:
                var turned = _proposals[rejected.Proposal];
                (turned.Rejected, turned.Stage) = (rejected, ProposalStage.Rejected);
                break;
            case Submitted submitted:
                var done = _proposals[submitted.Proposal];
                (done.Submitted, done.Stage) = (submitted, ProposalStage.Submitted);
                break;
            default:
                break;
        }
    }
}
