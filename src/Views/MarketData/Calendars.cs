// Where each calendar stands: its day, its phase, what waits to be settled.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>One calendar as people see it.</summary>
public sealed class CalendarRow
{
    public required int Number { get; init; }

    public required TradingCalendar Calendar { get; init; }

    /// <summary>The day that trades now, or that traded last.</summary>
    public TradingDate Day { get; internal set; }

    public TradingPhase Phase { get; internal set; }

    /// <summary>When the phase began.</summary>
    public Instant Since { get; internal set; }

    /// <summary>Closed and not yet settled.</summary>
    public bool AwaitsSettlement { get; internal set; }

    /// <summary>Steps of the day's clearing that are done; zero before and after it.</summary>
    public int StepsDone { get; internal set; }

    public Instant SettlementDue => Calendar.MomentOf(Day, Calendar.Settlement);

    /// <summary>When the timetable changes the phase next, as seen at a moment; null when the calendar ends.</summary>
    public Instant? NextChange(Instant now)
    {
        for (
            var day = Calendar.OnOrAfter(now.Date.Plus(-1));
            day is { } date && date <= now.Date.Plus(30);
            day = Calendar.OnOrAfter(date.Plus(1))
        )
        {
            foreach (var line in Calendar.Timetable)
            {
                if (Calendar.MomentOf(date, line) is var moment && moment > now)
                    return moment;
            }
        }

        return null;
    }
}

/// <summary>All calendars, by number from 1.</summary>
public sealed class Calendars : View
{
    private readonly List<CalendarRow> _rows = [];

    public IReadOnlyList<CalendarRow> Rows => _rows;

    /// <summary>The release whose rules hold.</summary>
    public int Release { get; private set; } = Releases.First;

    public CalendarRow Of(int number) => _rows[number - 1];

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.CalendarDefined:
                _rows.Add(new() { Number = _rows.Count + 1, Calendar = TradingCalendar.Read(entry.Payload, [])! });
                break;
            case MessageKind.PhaseChanged:
                var changed = entry.As<PhaseChanged>();
                var row = Of(changed.Calendar);
                (row.Day, row.Phase, row.Since) = (changed.Day, changed.Phase, entry.Time);
                row.AwaitsSettlement = changed.Phase == TradingPhase.Closed;
                break;
            case MessageKind.ReleaseSet:
                Release = entry.As<ReleaseSet>().Number;
                break;
            case MessageKind.ClearingStepDone:
                var done = entry.As<ClearingStepDone>();
                Of(done.Calendar).StepsDone = (int)done.Step % ClearingSteps.Last;
                break;
            case MessageKind.DaySettled:
                Of(entry.As<DaySettled>().Calendar).AwaitsSettlement = false;
                break;
            default:
                break;
        }
    }
}
