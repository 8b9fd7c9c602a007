// What governance remembers: nothing of it is there, or in a snapshot, until somebody uses it.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index.Governance;

/// <summary>The sections with tags 10 to 14.</summary>
internal sealed class GovernanceState
{
    public PendingVersions Pending { get; } = new();

    public CorrectionWindows Windows { get; } = new();

    public Judgements Judgements { get; } = new();

    public Complaints Complaints { get; } = new();

    public WeightsBySeller Weights { get; } = new();

    /// <summary>Closes windows that have run out, and forgets what was judged within them.</summary>
    public void Forget(Instant now)
    {
        while (Windows.Close(now) is { } closed)
            Judgements.Forget(closed.Index, closed.Day.ToString());
    }

    public IStateSection[] Sections => [Pending, Windows, Judgements, Complaints, Weights];
}
