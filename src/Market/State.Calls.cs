// The state of margin calls: which are open, who is restricted, what was closed by force today.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>A margin call that is not met (rule CAL-001).</summary>
/// <param name="Account">The account's number: calls stand in the order of it, then of the currency.</param>
/// <param name="Amount">What was missing when it was told last.</param>
/// <param name="Missed">Its deadline came and it was not met.</param>
/// <param name="Intraday">A run within the day told it last: free funds count beside free cash (rule CAL-007).</param>
/// <param name="Acknowledged">The amount that was acknowledged; zero: none was.</param>
internal readonly record struct OpenCall(
    int Account,
    int Slot,
    Currency Currency,
    int Calendar,
    TradingDate Day,
    Money Amount,
    Instant Deadline,
    bool Missed,
    bool Intraday,
    Money Acknowledged
);

internal sealed partial class State
{
    private readonly List<OpenCall> _calls = [];
    private readonly SortedList<int, long> _forced = [];

    // By account slot; shorter than the accounts are many.
    private bool[] _restricted = [];
    private Instant? _callDue = Instant.Never;

    /// <summary>Calls that are open, by account number and currency.</summary>
    public IReadOnlyList<OpenCall> Calls => _calls;

    /// <summary>Whose free cash rose, or who closed lots while called within the day, in the command under
    /// way.</summary>
    public List<(int Slot, Currency Currency)> CashCame { get; } = [];

    /// <summary>The earliest deadline of a call that is neither met nor missed.</summary>
    public Instant CallDue => _callDue ??= EarliestDeadline();

    /// <summary>It missed a call that is not met since (rule CAL-005).</summary>
    public bool IsRestricted(int slot) => slot < _restricted.Length && _restricted[slot];

    /// <summary>The place of an account's call; below zero: none, and its complement is where it would stand.</summary>
    public int CallAt(int account, Currency currency)
    {
        var (from, to) = (0, _calls.Count - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var way = _calls[middle].Account.CompareTo(account);
            if (way == 0)
                way = ((int)_calls[middle].Currency).CompareTo((int)currency);
            if (way == 0)
                return middle;
            (from, to) = way < 0 ? (middle + 1, to) : (from, middle - 1);
        }

        return ~from;
    }

    /// <summary>Opens a call or takes the place of the one that stands there.</summary>
    public void Put(in OpenCall call)
    {
        var at = CallAt(call.Account, call.Currency);
        if (at >= 0)
            _calls[at] = call;
        else
            _calls.Insert(~at, call);
        _callDue = null;
        Restrict(call.Slot, call.Account);
    }

    public void RemoveCall(int at)
    {
        var (slot, account) = (_calls[at].Slot, _calls[at].Account);
        _calls.RemoveAt(at);
        _callDue = null;
        Restrict(slot, account);
    }

    /// <summary>Lots of a month that forced orders closed today (rule LIQ-004).</summary>
    public long ForcedLots(InstrumentId instrument) => _forced.GetValueOrDefault(instrument.Value);

    public void AddForced(InstrumentId instrument, long lots) =>
        _forced[instrument.Value] = ForcedLots(instrument) + lots;

    /// <summary>The month's day is over.</summary>
    public void ClearForced(InstrumentId instrument) => _forced.Remove(instrument.Value);

    private void Restrict(int slot, int account)
    {
        var missed = false;
        for (var currency = 1; currency < Currencies.Count && !missed; currency++)
            missed = CallAt(account, (Currency)currency) is >= 0 and var at && _calls[at].Missed;
        if (missed && slot >= _restricted.Length)
            Array.Resize(ref _restricted, int.Max(slot + 1, _restricted.Length * 2));
        if (slot < _restricted.Length)
            _restricted[slot] = missed;
    }

    private Instant EarliestDeadline()
    {
        var due = Instant.Never;
        foreach (var call in _calls)
        {
            if (!call.Missed && call.Deadline < due)
                due = call.Deadline;
        }

        return due;
    }

    private void SaveCalls(StateWriter w)
    {
        w.Int(_calls.Count);
        foreach (var call in _calls)
        {
            w.Int(call.Slot);
            w.Byte((byte)call.Currency);
            w.Int(call.Calendar);
            w.Int(call.Day.Days);
            w.Long(call.Amount.Minor);
            w.Long(call.Deadline.Nanoseconds);
            w.Bool(call.Missed);
            if (!HasInterventions)
                continue;
            w.Bool(call.Intraday);
            w.Long(call.Acknowledged.Minor);
        }

        w.Int(_forced.Count);
        foreach (var (instrument, lots) in _forced)
        {
            w.Int(instrument);
            w.Long(lots);
        }
    }

    private void LoadCalls(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var slot = r.Int();
            Put(
                new(
                    AccountAt(slot).Value,
                    slot,
                    (Currency)r.Byte(),
                    r.Int(),
                    new(r.Int()),
                    new(r.Long()),
                    new(r.Long()),
                    r.Bool(),
                    HasInterventions && r.Bool(),
                    new(HasInterventions ? r.Long() : 0)
                )
            );
        }

        for (var count = r.Count(); count > 0; count--)
            _forced.Add(r.Int(), r.Long());
    }
}
