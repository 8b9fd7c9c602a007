// How far the venue's spot market has been reported: each of its events is taken once.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Index;

/// <summary>The last event taken; -1: none.</summary>
internal sealed class SpotEvents : IStateSection
{
    public byte Tag => 8;

    public bool Empty => Last < 0;

    public long Last { get; set; } = -1;

    public void Save(StateWriter w) => w.Long(Last);

    public void Load(StateReader r) => Last = r.Long();
}
