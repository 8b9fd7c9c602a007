// A machine under a random market that keeps the books behind papers of what it tells.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Scenarios;

/// <summary>The machine alone; its events go into <see cref="Books"/>.</summary>
internal sealed class KeptBooks : IMarketEngine
{
    private readonly MarketMachine _machine = new();
    private readonly Outbox _outbox = new();

    public ClearingBooks Books { get; } = new();

    /// <summary>What the wire shows of the same days.</summary>
    public Statements Statements { get; } = new();

    public IReadOnlyList<Happening> Submit(in LogEntry command)
    {
        _outbox.Clear();
        (_outbox.Cause, _outbox.Time) = (command.Sequence, command.Time);
        _machine.Apply(in command, _outbox);
        var events = new List<Happening>();
        var rest = _outbox.Bytes;
        while (rest.Length > 0)
        {
            Must.Hold(Codec.TryDecode(rest, out var entry, out var read));
            var copy = entry with { Sequence = Books.AsOf + 1, Payload = entry.Payload.ToArray() };
            events.Add(Happening.Of(copy));
            Books.Apply(copy);
            Statements.Apply(copy);
            rest = rest[read..];
        }

        return events;
    }
}
