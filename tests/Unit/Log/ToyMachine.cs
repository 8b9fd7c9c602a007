// A small machine for the tests of logs: accounts with cash, and a calendar that owes something each hour.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Log;

/// <summary>Cash in, one event; cash out, two events; a cancel, none; a tick, one for each hour that began.</summary>
internal sealed class ToyMachine(bool hourly = false) : IMachine
{
    public const long Hour = 60 * Instant.PerMinute;
    private readonly SortedDictionary<int, long> _cash = [];
    private long _hours;
    private long _applied;
    private Instant _due = hourly ? new(Hour) : Instant.Never;

    /// <summary>Makes the machine say something else, as a changed release would.</summary>
    public long Bias { get; init; }

    public long Next { get; private set; }

    public Instant NextDue => _due;

    public ulong Digest
    {
        get
        {
            var writer = new StateWriter();
            Save(writer);
            return writer.Digest;
        }
    }

    /// <summary>Commands applied; other threads may look.</summary>
    public long Applied => Volatile.Read(ref _applied);

    public long CashOf(int account) => _cash.GetValueOrDefault(account);

    public void Apply(in LogEntry entry, Outbox events)
    {
        while (_due <= entry.Time)
        {
            _hours++;
            _due = _due.Plus(Hour);
            events.Add(MessageKind.DayOpened, new DayOpened(1, new((int)_hours)));
        }

        if (entry.Kind == MessageKind.MoveCash)
            Move(entry.As<MoveCash>(), events);
        else if (entry.Kind == MessageKind.OpenAccount)
            events.Add(MessageKind.AccountOpened, entry.Payload.Span);
        Next = entry.Sequence + 1;
        Volatile.Write(ref _applied, _applied + 1);
    }

    public void Save(StateWriter writer)
    {
        writer.Long(Next);
        writer.Long(_hours);
        writer.Long(_due.Nanoseconds);
        writer.Int(_cash.Count);
        foreach (var (account, cash) in _cash)
        {
            writer.Int(account);
            writer.Long(cash);
        }
    }

    public void Load(StateReader reader)
    {
        Next = reader.Long();
        _hours = reader.Long();
        _due = new(reader.Long());
        _cash.Clear();
        for (var left = reader.Count(); left > 0; left--)
            _cash[reader.Int()] = reader.Long();
    }

    private void Move(in MoveCash move, Outbox events)
    {
        var after = CashOf(move.Account.Value) + move.Amount.Minor;
        _cash[move.Account.Value] = after;
        events.Add(
            MessageKind.CashMoved,
            new CashMoved(move.Account, move.Currency, move.Amount, new(after + Bias), move.Reference)
        );
        if (move.Amount.Minor >= 0)
            return;
        events.Add(
            MessageKind.MarginCalled,
            new MarginCalled(move.Account, move.Currency, new(0), new(-move.Amount.Minor))
        );
    }
}
