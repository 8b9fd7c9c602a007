// The operator's clock at the end of a day: settles what is closed, due, and has its prints.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Venue;

/// <summary>Finds which calendar is to be settled next. A day whose settlement was refused is asked again after the next print.</summary>
public sealed class EndOfDay(Calendars calendars)
{
    private readonly Dictionary<int, long> _refusedAtPrint = [];

    /// <summary>The earliest settlement that is owed, and when; null when none is.</summary>
    /// <param name="printTail">The prints log's tail: a refused day waits until it has moved.</param>
    public (SettleDay Command, Instant Due)? Next(long printTail)
    {
        (SettleDay Command, Instant Due)? next = null;
        foreach (var row in calendars.Rows)
        {
            if (!row.AwaitsSettlement)
                continue;
            if (_refusedAtPrint.TryGetValue(row.Number, out var refused) && refused == printTail)
                continue;
            var due = row.SettlementDue;
            if (next is null || due < next.Value.Due)
                next = (new(row.Number, row.Day), due);
        }

        return next;
    }

    /// <summary>The settlement was submitted; if it is still owed it was refused.</summary>
    public void Submitted(int calendar, long printTail)
    {
        if (calendars.Of(calendar).AwaitsSettlement)
            _refusedAtPrint[calendar] = printTail;
        else
            _refusedAtPrint.Remove(calendar);
    }
}
