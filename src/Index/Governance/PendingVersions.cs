// Versions of methodologies that were announced and take over later.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Governance;

/// <summary>A version that waits for its day.</summary>
internal sealed record PendingVersion(IndexMethodology Methodology, byte[] Document);

/// <summary>In the order of their announcement.</summary>
internal sealed class PendingVersions : IStateSection
{
    private readonly List<PendingVersion> _all = [];

    public byte Tag => 10;

    public bool Empty => _all.Count == 0;

    /// <summary>The highest version that waits; null when none does.</summary>
    public int? Newest(string index)
    {
        int? newest = null;
        foreach (var pending in _all)
        {
            if (pending.Methodology.Index == index && (newest is null || pending.Methodology.Version > newest))
                newest = pending.Methodology.Version;
        }

        return newest;
    }

    /// <summary>A later version for the same day or an earlier one takes the place of those that it
    /// overtakes.</summary>
    public void Add(IndexMethodology methodology, byte[] document)
    {
        _all.RemoveAll(p =>
            p.Methodology.Index == methodology.Index && p.Methodology.Effective >= methodology.Effective
        );
        _all.Add(new(methodology, document));
    }

    /// <summary>Takes out the first whose day is not after the next print's; null when there is none.</summary>
    public PendingVersion? Due(string index, TradingDate next)
    {
        for (var i = 0; i < _all.Count; i++)
        {
            var pending = _all[i];
            if (pending.Methodology.Index != index || pending.Methodology.Effective > next)
                continue;
            _all.RemoveAt(i);
            return pending;
        }

        return null;
    }

    public void Save(StateWriter w)
    {
        w.Int(_all.Count);
        foreach (var pending in _all)
            w.Block(pending.Document);
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var document = r.Block().ToArray();
            var methodology =
                IndexMethodology.Read(document, [])
                ?? throw new InvariantBrokenException("an announced methodology has faults");
            _all.Add(new(methodology, document));
        }
    }
}
