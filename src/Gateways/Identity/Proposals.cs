// Four eyes: a change is proposed by one person, approved by another in another role, and only then handed on.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>A change that somebody proposes.</summary>
/// <param name="Role">The role in which; null: the caller's only one.</param>
/// <param name="Command">The kind of message.</param>
/// <param name="Document">The message as JSON.</param>
/// <param name="Diff">What it changes, for who approves.</param>
/// <param name="EffectiveAt">The venue's moment, nanoseconds since 1970; zero: at once.</param>
/// <param name="Notice">What the market is told of it; null: nothing.</param>
public sealed record ProposalRequest(
    string? Role,
    string Command,
    string Document,
    IReadOnlyList<string> Diff,
    string Reason,
    long EffectiveAt,
    ProposalNotice? Notice = null
);

/// <summary>A notice to the market, in both languages.</summary>
public sealed record ProposalNotice(string En, string Zh);

/// <summary>What the venue said to the command of an approved proposal.</summary>
/// <param name="Outcome"><c>taken</c>, or why not.</param>
/// <param name="Sequence">On the venue's log; -1: not taken.</param>
public readonly record struct ProposalOutcome(string Outcome, long Sequence);

/// <summary>Proposals of a store. Safe for many threads.</summary>
public sealed class Proposals(IdentityStore store)
{
    private const int LeastReason = 20;
    private const int MostReason = 2000;
    private const int MostOpen = 1000;
    private readonly Lock _submitting = new();

    /// <summary>Proposes.</summary>
    /// <param name="caller">By a key with a public half: its signature can be shown to others.</param>
    /// <returns>The proposal's number.</returns>
    public ProposalState Propose(Caller caller, ProposalRequest request)
    {
        var role = RoleOf(caller, request.Role);
        if (request.Reason.Length is < LeastReason or > MostReason)
            throw new IdentityFaultException(
                "reason",
                request.Reason,
                $"must say why in {LeastReason} to {MostReason} characters"
            );
        foreach (var (field, text) in new[] { ("noticeEn", request.Notice?.En), ("noticeZh", request.Notice?.Zh) })
        {
            if (text?.Length is 0 or > MostReason)
                throw new IdentityFaultException(field, text, $"must have 1 to {MostReason} characters");
        }

        lock (store.Gate)
        {
            if (store.Book.Proposals.Values.Count(p => p.Stage == ProposalStage.Open) >= MostOpen)
                throw new IdentityFaultException("proposals", null, $"{MostOpen} are open; turn some down first");
            var id = IdentityStore.NewName("p");
            store.Write(
                new Proposed(
                    store.Now,
                    caller.User,
                    role,
                    caller.Key!,
                    id,
                    request.Command,
                    request.Document,
                    [.. request.Diff],
                    request.Reason,
                    request.EffectiveAt,
                    HashOf(request),
                    request.Notice?.En,
                    request.Notice?.Zh
                )
            );
            return store.Book.Proposals[id];
        }
    }

    /// <summary>Approves what a hash names.</summary>
    /// <param name="hash">The proposal's: who approves says what they saw.</param>
    public ProposalState Approve(Caller caller, string? asRole, string proposal, string hash)
    {
        var role = RoleOf(caller, asRole);
        lock (store.Gate)
        {
            var state = Open(proposal);
            if (state.Proposed.By == caller.User)
                throw new IdentityFaultException("user", caller.User, "proposed it; another person approves");
            if (state.Proposed.Role == role)
                throw new IdentityFaultException("role", role, "proposed it; somebody in another role approves");
            if (state.Proposed.Hash != hash)
                throw new IdentityFaultException("hash", hash, "is not this proposal's; read it again");
            store.Write(new Approved(store.Now, caller.User, role, caller.Key!, proposal, hash));
            return state;
        }
    }

    /// <summary>Turns a proposal down, or takes one's own back. An approved one can be stopped until it was handed
    /// on.</summary>
    public ProposalState Reject(Caller caller, string proposal, string reason)
    {
        _ = RoleOf(caller, null, any: true);
        lock (store.Gate)
        {
            var state = Open(proposal, ProposalStage.Approved);
            store.Write(new Rejected(store.Now, caller.User, proposal, reason));
            return state;
        }
    }

    /// <summary>Hands on what is approved and due. A crash between handing on and writing it down hands it on again:
    /// the venue refuses what it has.</summary>
    /// <param name="now">The venue's moment, nanoseconds since 1970.</param>
    /// <param name="submit">Hands one on; null: the venue takes nothing now, it is tried again later.</param>
    public void Submit(long now, Func<ProposalState, ProposalOutcome?> submit)
    {
        lock (_submitting)
        {
            List<ProposalState> due;
            lock (store.Gate)
            {
                due =
                [
                    .. store
                        .Book.Proposals.Values.Where(p =>
                            p.Stage == ProposalStage.Approved && p.Proposed.EffectiveAt <= now
                        )
                        .OrderBy(p => p.Approved!.Time),
                ];
            }

            foreach (var state in due)
            {
                if (submit(state) is not { } said)
                    return;
                store.Write(new Submitted(store.Now, state.Proposed.Proposal, said.Outcome, said.Sequence));
            }
        }
    }

    private ProposalState Open(string proposal, ProposalStage also = ProposalStage.Open)
    {
        IdentityStore.Known("proposal", proposal, store.Book.Proposals.ContainsKey(proposal));
        var state = store.Book.Proposals[proposal];
        return state.Stage == ProposalStage.Open || state.Stage == also
            ? state
            : throw new IdentityFaultException("proposal", proposal, $"is {Word(state.Stage)} already");
    }

    /// <summary>A stage as people read it.</summary>
    public static string Word(ProposalStage stage) =>
        stage switch
        {
            ProposalStage.Open => "open",
            ProposalStage.Approved => "approved",
            ProposalStage.Rejected => "rejected",
            _ => "submitted",
        };

    private string RoleOf(Caller caller, string? asked, bool any = false)
    {
        lock (store.Gate)
        {
            if (
                caller.Key is not { } key
                || !store.Book.Keys.TryGetValue(key, out var state)
                || state.Added.Algorithm == KeyAlgorithms.Hmac
            )
                throw new IdentityFaultException(
                    "key",
                    caller.Key,
                    "proposals are signed with a key that has a public half (ed25519, ecdsa-p256)"
                );
        }

        var roles = Roles.Proposers.Where(caller.Is).ToList();
        if (asked is not null)
            return roles.Contains(asked)
                ? asked
                : throw new IdentityFaultException("role", asked, $"the key acts in: {string.Join(", ", roles)}");
        return roles.Count == 1 || (any && roles.Count > 0)
            ? roles[0]
            : throw new IdentityFaultException("role", null, $"name one of: {string.Join(", ", roles)}");
    }

    private static string HashOf(ProposalRequest request)
    {
        var text = new StringBuilder("tokenbourse-proposal-v1\n")
            .Append(request.Command)
            .Append('\n')
            .Append(Digest(request.Document))
            .Append('\n')
            .Append(Digest(string.Join('\n', request.Diff)))
            .Append('\n')
            .Append(Digest(request.Reason))
            .Append('\n')
            .Append(request.EffectiveAt.ToString(CultureInfo.InvariantCulture));
        if (request.Notice is { } notice)
            text.Append('\n').Append(Digest(notice.En)).Append('\n').Append(Digest(notice.Zh));
        return Digest(text.ToString());
    }

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
