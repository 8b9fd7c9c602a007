// The operator's clock while accounts are restricted: asks for closing by force, calendar by calendar, now and then.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Venue;

/// <summary>Finds which calendar's queue is to be gone through next (rule LIQ-001): in continuous trading, where members
/// come first not before they had their session, and again after the interval that the house's rules name.</summary>
public sealed class ForcedClosing(Calendars calendars, OpenCalls calls)
{
    private readonly Dictionary<int, Instant> _asked = [];

    /// <summary>The earliest that is owed, and when; null while nobody is restricted or the house does not close.</summary>
    public OwedStep? Next()
    {
        if (calls.Terms is not { } terms || calls.Restricted.Count == 0)
            return null;
        OwedStep? next = null;
        foreach (var row in calendars.Rows)
        {
            if (row.Phase != TradingPhase.Continuous)
                continue;
            var due = DueOf(row, terms);
            if (next is null || due < next.Value.Due)
                next = new(MessageKind.Liquidate, Codec.Bytes(new Liquidate(row.Number)), row.Number, due);
        }

        return next;
    }

    /// <summary>It was submitted: the next time is an interval later, taken or not.</summary>
    public void Submitted(int calendar, Instant now) => _asked[calendar] = now;

    private Instant DueOf(CalendarRow row, LiquidationTerms terms)
    {
        var due = Later(row.Since, calls.LastMissed);
        var every = terms.EveryMinutes * Instant.PerMinute;
        if (calls.LastDone(row.Number) is { } done)
            due = Later(due, done.Plus(every));
        if (_asked.TryGetValue(row.Number, out var asked))
            due = Later(due, asked.Plus(every));
        return terms.MembersFirst ? Later(due, EndOfFirstSession(row)) : due;
    }

    private static Instant EndOfFirstSession(CalendarRow row)
    {
        var lines = row.Calendar.Timetable;
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i - 1].Phase == TradingPhase.Continuous)
                return row.Calendar.MomentOf(row.Day, lines[i]);
        }

        return row.Since;
    }

    private static Instant Later(Instant a, Instant b) => a > b ? a : b;
}
