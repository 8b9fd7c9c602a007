// A machine that says one thing to each command and keeps nothing: what is left is the pipeline.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One event for each entry.</summary>
internal sealed class EchoMachine : IMachine
{
    public long Next { get; private set; }

    public Instant NextDue => Instant.Never;

    public ulong Digest => (ulong)Next;

    public void Apply(in LogEntry entry, Outbox events)
    {
        var echo = new CommandRefused(entry.Kind, RejectReason.NotACommand, entry.Sequence, 0);
        events.Add(MessageKind.CommandRefused, in echo);
        Next = entry.Sequence + 1;
    }

    public void Save(StateWriter writer) => writer.Long(Next);

    public void Load(StateReader reader) => Next = reader.Long();
}
