// When risk was last heard of, and whether it is silent.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

internal sealed partial class State
{
    /// <summary>From when on silence is counted (rule RSK-004).</summary>
    public Instant RiskHeard { get; set; } = new(long.MinValue);

    /// <summary>The interlock is engaged: new orders are refused.</summary>
    public bool RiskSilent { get; set; }

    private void SaveInterlock(StateWriter w)
    {
        w.Long(RiskHeard.Nanoseconds);
        w.Bool(RiskSilent);
    }

    private void LoadInterlock(StateReader r)
    {
        RiskHeard = new(r.Long());
        RiskSilent = r.Bool();
    }
}
