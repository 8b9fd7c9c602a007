// When each trading day began and ended on the log: what can be chosen to be played again.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>A trading day of the venue, all calendars together.</summary>
/// <param name="From">When the first calendar opened it; a night session's on the date before.</param>
/// <param name="To">When the log last said something of it.</param>
/// <param name="Settled">No calendar that opened it still owes its settlement.</param>
public sealed record DaySpan(TradingDate Day, Instant From, Instant To, bool Settled);

/// <summary>A row for each day, oldest first.</summary>
public sealed class DaySpans : View
{
    private readonly List<DaySpan> _rows = [];
    private readonly SortedSet<(TradingDate Day, int Calendar)> _open = new(
        Comparer<(TradingDate Day, int Calendar)>.Create(
            (a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : a.Calendar.CompareTo(b.Calendar)
        )
    );

    public IReadOnlyList<DaySpan> Rows => _rows;

    /// <summary>The day that a moment belongs to: the one that was on, else the next; null: it is after all of
    /// them.</summary>
    public DaySpan? At(Instant moment) => _rows.Find(row => moment <= row.To);

    public DaySpan? Of(TradingDate day) => _rows.Find(row => row.Day == day);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.PhaseChanged:
                var changed = entry.As<PhaseChanged>();
                if (changed.Phase != TradingPhase.Closed)
                    _open.Add((changed.Day, changed.Calendar));
                Note(changed.Day, entry.Time);
                break;
            case MessageKind.DaySettled:
                var settled = entry.As<DaySettled>();
                _open.Remove((settled.Day, settled.Calendar));
                Note(settled.Day, entry.Time);
                break;
            case MessageKind.Traded when _rows.Count > 0:
                Note(_rows[^1].Day, entry.Time);
                break;
            default:
                break;
        }
    }

    private void Note(TradingDate day, Instant time)
    {
        var settled = true;
        foreach (var (open, _) in _open)
            settled &= open != day;
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            if (_rows[i].Day != day)
                continue;
            _rows[i] = _rows[i] with { To = time, Settled = settled };
            return;
        }

        // Before the first phase of the first day there is nothing to look at.
        if (_open.Count > 0)
            _rows.Add(new(day, time, time, settled));
    }
}
