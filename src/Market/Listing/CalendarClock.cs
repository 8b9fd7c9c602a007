// Where a calendar stands: which day, which phase, what is due next.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Listing;

/// <summary>A calendar under way. The day's last line closes it; then it waits to be settled.</summary>
internal sealed class CalendarClock
{
    private (TradingDate Day, int Line, bool Ended) _dueFor = (default, -1, false);
    private Instant _due;
    private TradingDate _momentsFor;
    private Instant[] _moments = [];

    public required int Number { get; init; }

    public required TradingCalendar Calendar { get; init; }

    /// <summary>The document as it came, for the snapshot.</summary>
    public required byte[] Document { get; init; }

    /// <summary>The day that trades now or opens next.</summary>
    public TradingDate Day { get; set; }

    /// <summary>The timetable line that comes next; all lines gone: closed and not yet settled.</summary>
    public int NextLine { get; set; }

    public TradingPhase Phase { get; set; }

    /// <summary>Steps of the day's clearing that are done (rule CLD-001).</summary>
    public int Step { get; set; }

    /// <summary>The calendar has no further day.</summary>
    public bool Ended { get; set; }

    /// <summary>A closing auction of the day is under way or still to come.</summary>
    public bool HasClosingAuction
    {
        get
        {
            if (Phase == TradingPhase.ClosingAuction)
                return true;
            for (var i = NextLine; i < Calendar.Timetable.Count; i++)
            {
                if (Calendar.Timetable[i].Phase == TradingPhase.ClosingAuction)
                    return true;
            }

            return false;
        }
    }

    public bool AwaitsSettlement => !Ended && NextLine == Calendar.Timetable.Count;

    public bool IsOpen => !Ended && NextLine > 0 && NextLine < Calendar.Timetable.Count;

    /// <summary>When the next line is due. Kept, because it is asked at each command.</summary>
    public Instant NextDue
    {
        get
        {
            if (_dueFor != (Day, NextLine, Ended))
            {
                _dueFor = (Day, NextLine, Ended);
                _due = Ended || AwaitsSettlement ? Instant.Never : Calendar.MomentOf(Day, Calendar.Timetable[NextLine]);
            }

            return _due;
        }
    }

    public Instant SettlementDue => Calendar.MomentOf(Day, Calendar.Settlement);

    /// <summary>Nanoseconds from now to the day's close in which orders match or collect for the closing auction;
    /// pauses are not counted.</summary>
    public long TradingTimeLeft(Instant now)
    {
        long left = 0;
        var moments = Moments();
        for (var i = int.Max(0, NextLine - 1); i < moments.Length - 1; i++)
        {
            if (Calendar.Timetable[i].Phase is TradingPhase.Continuous or TradingPhase.ClosingAuction)
                left += long.Max(0, moments[i + 1].Nanoseconds - long.Max(moments[i].Nanoseconds, now.Nanoseconds));
        }

        return left;
    }

    /// <summary>When each line of the day's timetable is due. Kept, because it is asked at each trade.</summary>
    private Instant[] Moments()
    {
        if (_moments.Length > 0 && _momentsFor == Day)
            return _moments;
        if (_moments.Length == 0)
            _moments = new Instant[Calendar.Timetable.Count];
        for (var i = 0; i < _moments.Length; i++)
            _moments[i] = Calendar.MomentOf(Day, Calendar.Timetable[i]);
        _momentsFor = Day;
        return _moments;
    }

    /// <summary>Stands before the opening of the first trading day after <paramref name="after"/> whose close still
    /// lies ahead, or that is not to be left out.</summary>
    public void StandBefore(TradingDate after, Instant now, Func<TradingDate, bool>? keeps = null)
    {
        NextLine = 0;
        Phase = TradingPhase.Closed;
        var day = after;
        while (Calendar.OnOrAfter(day.Plus(1)) is { } next)
        {
            Day = next;
            if (Calendar.MomentOf(next, Calendar.Timetable[^1]) > now || keeps?.Invoke(next) == true)
                return;
            day = next;
        }

        Ended = true;
    }

    public void Save(StateWriter writer)
    {
        writer.Block(Document);
        writer.Int(Day.Days);
        writer.Int(NextLine);
        writer.Byte((byte)Phase);
        writer.Bool(Ended);
    }
}
