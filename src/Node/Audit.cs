// Runs the independent auditor over the market's logs.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Node;

/// <summary>What the auditor said.</summary>
/// <param name="Difference">The first difference in words; null when it agrees.</param>
internal sealed record AuditResult(long Commands, long Trades, int DaysSettled, string? Difference);

/// <summary>Walks command and event log side by side.</summary>
internal static class Audit
{
    public static AuditResult Run(ILog commands, ILog events)
    {
        var auditor = new Auditor();
        using var said = events.Read(0).GetEnumerator();
        var more = said.MoveNext();
        var own = new List<LogEntry>();
        foreach (var command in commands.Read(0))
        {
            own.Clear();
            while (more && said.Current.Cause == command.Sequence)
            {
                own.Add(said.Current);
                more = said.MoveNext();
            }

            if (auditor.Check(command, own) is { } difference)
                return new(auditor.Commands, auditor.Trades, auditor.DaysSettled, difference);
        }

        return new(
            auditor.Commands,
            auditor.Trades,
            auditor.DaysSettled,
            more ? $"event {said.Current.Sequence} has no command" : null
        );
    }
}
