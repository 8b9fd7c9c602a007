// The sequencer without a thread, for the laboratory: everything is done when the call returns.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Sequences, appends, applies and publishes on the caller's thread: the same calls give the same logs, byte
/// for byte.</summary>
public sealed class InlineSequencer
{
    private readonly Runner _runner;
    private readonly CommandBatch _batch = new();

    /// <param name="runner">Recovered: <see cref="Runner.Recover"/> has been called.</param>
    public InlineSequencer(Runner runner) => _runner = runner;

    public Runner Runner => _runner;

    /// <summary>Submits a blittable command.</summary>
    public Outcome Submit<T>(MessageKind kind, in T message, Instant time)
        where T : unmanaged => Submit(kind, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)), time);

    /// <summary>Submits a command. A time before the last command's becomes the last command's.</summary>
    /// <returns><see cref="OutcomeStatus.Taken"/>, or <see cref="OutcomeStatus.NotLeading"/> when another writer has
    /// the log.</returns>
    public Outcome Submit(MessageKind kind, ReadOnlySpan<byte> payload, Instant time)
    {
        var runner = _runner;
        Must.Hold(MessageSizes.Of(kind) is var size && (size == MessageSizes.Document || size == payload.Length));
        _batch.Begin(runner.Machine.Next, runner.LastTime);
        _batch.Add(kind, payload, time);
        if (!runner.Commands.TryAppend(_batch.First, _batch.Bytes))
            return Outcome.Not(OutcomeStatus.NotLeading);
        Must.Hold(Codec.TryDecode(_batch.Bytes, out var entry, out _));
        runner.Begin();
        var firstEvent = runner.Outbox.NextSequence;
        runner.Apply(in entry);
        runner.Publish();
        var said = runner.Outbox;
        return new(OutcomeStatus.Taken, entry.Sequence, entry.Time, firstEvent, said.Count, said.Bytes);
    }

    /// <summary>Lets time pass: a tick at each moment up to <paramref name="to"/> (included) at which the calendar owes
    /// something.</summary>
    /// <returns>How many ticks there were.</returns>
    public int Advance(Instant to)
    {
        var ticks = 0;
        while (_runner.Machine.NextDue <= to && _runner.Machine.NextDue != Instant.Never)
        {
            var due = _runner.Machine.NextDue;
            if (!Submit(MessageKind.Tick, default(Tick), due).IsTaken)
                break;

            // A machine that stays due would tick for ever.
            Must.Hold(_runner.Machine.NextDue > due);
            ticks++;
        }

        return ticks;
    }
}
