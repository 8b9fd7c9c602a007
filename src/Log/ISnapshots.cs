// Whole states at a sequence, so that start-up need not begin at the beginning.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>A machine's whole state.</summary>
/// <param name="Sequence">The last command that it includes.</param>
/// <param name="EventTail">The event log's tail after that command's events.</param>
/// <param name="Time">The time of that command.</param>
/// <param name="Digest">The machine's fingerprint in that state.</param>
/// <param name="State">What the machine saved.</param>
public sealed record Snapshot(long Sequence, long EventTail, Instant Time, ulong Digest, ReadOnlyMemory<byte> State);

/// <summary>Keeps the newest few snapshots. They are a convenience: the log alone is enough.</summary>
public interface ISnapshots
{
    /// <summary>Keeps the snapshot, durably, and forgets the oldest beyond those that are kept.</summary>
    void Save(Snapshot snapshot);

    /// <summary>Whole snapshots, newest first; broken ones are passed over.</summary>
    IEnumerable<Snapshot> NewestFirst();
}

/// <summary>Snapshots in memory.</summary>
public sealed class MemorySnapshots(int keep = 3) : ISnapshots
{
    private readonly Lock _gate = new();
    private readonly List<Snapshot> _kept = [];

    /// <inheritdoc/>
    public void Save(Snapshot snapshot)
    {
        lock (_gate)
        {
            _kept.RemoveAll(kept => kept.Sequence >= snapshot.Sequence);
            _kept.Add(snapshot with { State = snapshot.State.ToArray() });
            if (_kept.Count > keep)
                _kept.RemoveAt(0);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Snapshot> NewestFirst()
    {
        Snapshot[] kept;
        lock (_gate)
            kept = [.. _kept];
        for (var i = kept.Length - 1; i >= 0; i--)
            yield return kept[i];
    }
}
