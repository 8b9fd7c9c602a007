// Margin calls as their events tell them, from issue to end: issued, acknowledged, overdue, paid.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>How a call stands.</summary>
public enum CallState
{
    Issued = 1,

    /// <summary>Its deadline came before the money.</summary>
    Overdue = 2,

    Paid = 3,

    /// <summary>Somebody has seen it, and all of it.</summary>
    Acknowledged = 4,
}

/// <summary>Who has seen a call, when, and what it stood at.</summary>
public readonly record struct CallSeen(Instant At, Name24 Person, Money Amount);

/// <summary>A margin call from its issue on.</summary>
/// <param name="Number">In the order of issue, from 0.</param>
/// <param name="Day">That found the money missing last.</param>
/// <param name="Amount">What was missing when it was told last.</param>
/// <param name="Intraday">A run within the day opened it.</param>
/// <param name="Seen">The last acknowledgement; null: there was none.</param>
/// <param name="Ended">When it was met; null: it is open.</param>
/// <param name="Missed">When its deadline came unmet; null: it has not.</param>
public sealed record CallRecord(
    int Number,
    AccountId Account,
    Currency Currency,
    TradingDate Day,
    Money Amount,
    bool Intraday,
    Instant Issued,
    Instant Deadline,
    CallSeen? Seen,
    Instant? Missed,
    Instant? Ended
)
{
    public CallState State =>
        Ended is not null ? CallState.Paid
        : Missed is not null ? CallState.Overdue
        : Seen is { } seen && seen.Amount >= Amount ? CallState.Acknowledged
        : CallState.Issued;
}

/// <summary>Folds the events of calls; keeps those that are open.</summary>
public sealed class CallBook
{
    private readonly SortedDictionary<(int Account, Currency Currency), CallRecord> _open = [];
    private int _issued;

    /// <summary>By account, then currency.</summary>
    public IReadOnlyCollection<CallRecord> Open => _open.Values;

    /// <returns>The call as it stands after the entry; null: the entry is of no call.</returns>
    public CallRecord? Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.CallOpened or MessageKind.IntradayCallOpened:
                return Tell(entry.As<CallOpened>(), entry);
            case MessageKind.CallAcknowledged:
                var by = entry.As<CallAcknowledged>();
                var seen = new CallSeen(entry.Time, by.Person, by.Amount);
                return Keep(_open[(by.Account.Value, by.Currency)] with { Seen = seen });
            case MessageKind.CallMissed:
                var missed = entry.As<CallMissed>();
                return Keep(_open[(missed.Account.Value, missed.Currency)] with { Missed = entry.Time });
            case MessageKind.CallMet:
                var met = entry.As<CallMet>();
                _open.Remove((met.Account.Value, met.Currency), out var ended);
                return ended! with { Ended = entry.Time };
            default:
                return null;
        }
    }

    private CallRecord Tell(in CallOpened told, in LogEntry entry)
    {
        if (_open.TryGetValue((told.Account.Value, told.Currency), out var before))
            return Keep(before with { Day = told.Day, Amount = told.Amount });
        var intraday = entry.Kind == MessageKind.IntradayCallOpened;
        return Keep(
            new(
                _issued++,
                told.Account,
                told.Currency,
                told.Day,
                told.Amount,
                intraday,
                entry.Time,
                told.Deadline,
                null,
                null,
                null
            )
        );
    }

    private CallRecord Keep(CallRecord call) => _open[(call.Account.Value, call.Currency)] = call;
}
