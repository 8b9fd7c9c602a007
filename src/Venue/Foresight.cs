// What a command would do, tried on a copy of the market machine: the machine's own rules, and nothing changes.
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Accounts;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue;

/// <summary>An account before and after a command, and what the market would tell of it.</summary>
public sealed record Foreseen(AccountFigures Before, AccountFigures After, Answer Answer);

/// <summary>Reads the machine and tries commands on copies of it.</summary>
public interface IForesight
{
    /// <summary>Null: no such account, or the venue has stopped.</summary>
    AccountFigures? FiguresOf(AccountId account);

    /// <summary>What a command would do now. Null as above.</summary>
    Foreseen? Try<T>(MessageKind kind, in T command, AccountId account)
        where T : unmanaged;

    /// <summary>What the market would say to a document now. Null: the venue has stopped.</summary>
    Answer? TryDocument(MessageKind kind, ReadOnlyMemory<byte> document);
}

/// <summary>One copy at a time; the state's bytes are kept as long as no command has come.</summary>
/// <param name="now">The venue's clock.</param>
/// <param name="between">Runs an action while nothing else touches the machine; false: the venue has stopped.</param>
public sealed class Foresight(Func<Action<MarketMachine>, bool> between, Func<Instant> now) : IForesight
{
    private readonly Lock _gate = new();
    private readonly StateWriter _bytes = new();
    private long _next = -1;

    /// <inheritdoc/>
    public AccountFigures? FiguresOf(AccountId account)
    {
        AccountFigures? figures = null;
        return between(machine => figures = machine.FiguresOf(account)) ? figures : null;
    }

    /// <inheritdoc/>
    public Foreseen? Try<T>(MessageKind kind, in T command, AccountId account)
        where T : unmanaged
    {
        var payload = Codec.Bytes(command);
        lock (_gate)
        {
            if (Copy() is not { } machine || machine.FiguresOf(account) is not { } before)
                return null;
            var answer = Apply(machine, kind, payload);
            return new(before, machine.FiguresOf(account)!, answer);
        }
    }

    /// <inheritdoc/>
    public Answer? TryDocument(MessageKind kind, ReadOnlyMemory<byte> document)
    {
        lock (_gate)
            return Copy() is { } machine ? Apply(machine, kind, document) : null;
    }

    private MarketMachine? Copy()
    {
        if (!between(Keep))
            return null;
        var machine = new MarketMachine();
        machine.Load(new(_bytes.Bytes));
        return machine;
    }

    private Answer Apply(MarketMachine machine, MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        var time = now() > machine.Time ? now() : machine.Time;
        var told = new Outbox { Cause = machine.Next, Time = time };
        var entry = new LogEntry(machine.Next, time, -1, kind, payload);
        machine.Apply(entry, told);
        return VenueAnswers.Kept(new(OutcomeStatus.Taken, entry.Sequence, time, 0, told.Count, told.Bytes));
    }

    private void Keep(MarketMachine machine)
    {
        if (machine.Next == _next)
            return;
        _bytes.Clear();
        machine.Save(_bytes);
        _next = machine.Next;
    }
}
