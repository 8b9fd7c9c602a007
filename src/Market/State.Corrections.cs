// Corrections that wait for their second person.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market;

internal sealed partial class State
{
    /// <summary>Proposed and not approved, in the order of their first proposals.</summary>
    public List<ProposeCorrection> Corrections { get; } = [];

    private void SaveCorrections(StateWriter w)
    {
        w.Int(Corrections.Count);
        foreach (var correction in Corrections)
            w.Struct(correction);
    }

    private void LoadCorrections(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
            Corrections.Add(r.Struct<ProposeCorrection>());
    }
}
