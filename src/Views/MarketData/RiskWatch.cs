// Whether the house asks for a heartbeat of risk, and whether orders wait for one.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>The watch over risk as people see it (rules RSK-004, RSK-005).</summary>
public sealed class RiskWatch : View
{
    /// <summary>Null: the house asks for no heartbeat.</summary>
    public InterlockTerms? Terms { get; private set; }

    /// <summary>The interlock is engaged: new orders are refused.</summary>
    public bool Engaged { get; private set; }

    /// <summary>When it was last engaged or released; null: never.</summary>
    public Instant? Since { get; private set; }

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.HouseDefined)
            Terms = HouseRules.Read(entry.Payload, [])?.Interlock;
        if (entry.Kind == MessageKind.InterlockSet)
            (Engaged, Since) = (entry.As<InterlockSet>().Engaged == 1, entry.Time);
    }
}
