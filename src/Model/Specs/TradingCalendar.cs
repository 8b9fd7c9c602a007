// Which days trade, and what happens at which moment of them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>One line of the timetable.</summary>
/// <param name="DayOffset">-1: on the calendar day before the trading day (a night session); 0: on it.</param>
/// <param name="Minute">Minutes after local midnight.</param>
/// <param name="Phase">What begins then.</param>
public readonly record struct TimetableLine(int DayOffset, int Minute, TradingPhase Phase);

/// <summary>From this moment local time is so many minutes ahead of UTC.</summary>
public readonly record struct ZoneOffset(Instant From, int Minutes);

/// <summary>A trading calendar: data, valid between two dates, with daylight saving written out.</summary>
public sealed class TradingCalendar
{
    private readonly HashSet<int> _holidays;

    internal TradingCalendar(
        string id,
        string zone,
        IReadOnlyList<ZoneOffset> offsets,
        TradingDate from,
        TradingDate to,
        IReadOnlyList<TradingDate> holidays,
        IReadOnlyList<TimetableLine> timetable,
        TimetableLine settlement
    )
    {
        Id = id;
        Zone = zone;
        Offsets = offsets;
        From = from;
        To = to;
        Holidays = holidays;
        Timetable = timetable;
        Settlement = settlement;
        _holidays = [.. holidays.Select(h => h.Days)];
    }

    public string Id { get; }

    public string Zone { get; }

    public IReadOnlyList<ZoneOffset> Offsets { get; }

    /// <summary>First date on which the calendar is valid.</summary>
    public TradingDate From { get; }

    /// <summary>Last date on which the calendar is valid.</summary>
    public TradingDate To { get; }

    public IReadOnlyList<TradingDate> Holidays { get; }

    /// <summary>In order of time; the last line closes the day.</summary>
    public IReadOnlyList<TimetableLine> Timetable { get; }

    /// <summary>When the day may be settled.</summary>
    public TimetableLine Settlement { get; }

    /// <summary>Monday to Friday without the holidays; false outside the calendar's dates.</summary>
    public bool IsTradingDay(TradingDate date) =>
        date >= From && date <= To && date.Weekday <= 5 && !_holidays.Contains(date.Days);

    /// <summary>The first trading day on or after a date; null when the calendar ends before.</summary>
    public TradingDate? OnOrAfter(TradingDate date)
    {
        if (date < From)
            date = From;
        for (; date <= To; date = date.Plus(1))
        {
            if (IsTradingDay(date))
                return date;
        }

        return null;
    }

    /// <summary>The last trading day on or before a date; null when the calendar begins after.</summary>
    public TradingDate? OnOrBefore(TradingDate date)
    {
        if (date > To)
            date = To;
        for (; date >= From; date = date.Plus(-1))
        {
            if (IsTradingDay(date))
                return date;
        }

        return null;
    }

    /// <summary>Trading days after <paramref name="after"/> up to and including <paramref name="upTo"/>.</summary>
    public int TradingDaysBetween(TradingDate after, TradingDate upTo)
    {
        var days = 0;
        for (var date = after.Plus(1); date <= upTo; date = date.Plus(1))
        {
            if (IsTradingDay(date))
                days++;
        }

        return days;
    }

    /// <summary>The moment of a timetable line on a trading day.</summary>
    public Instant MomentOf(TradingDate day, TimetableLine line)
    {
        var local = Instant.At(day.Plus(line.DayOffset), line.Minute);
        // The offset in force then: taken at the local time read as UTC less the offset; one step is exact away from
        // the change itself.
        var guess = local.Plus(-OffsetAt(local) * Instant.PerMinute);
        return local.Plus(-OffsetAt(guess) * Instant.PerMinute);
    }

    /// <summary>Minutes ahead of UTC at a moment.</summary>
    public int OffsetAt(Instant moment)
    {
        var minutes = Offsets[0].Minutes;
        for (var i = 1; i < Offsets.Count && Offsets[i].From <= moment; i++)
            minutes = Offsets[i].Minutes;
        return minutes;
    }

    /// <summary>Reads a calendar document; null when it has faults.</summary>
    public static TradingCalendar? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var id = f.Text("calendar");
        if (!Name24.TryParse(id, out _))
            f.Fault("calendar", "must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        f.Text("source", fallback: "-");
        f.Text("note", fallback: "-");
        var from = f.Date("from");
        var to = f.Date("to");
        if (to <= from)
            f.Fault("to", "must be later than 'from'");
        if (to.Days - from.Days > 36_600)
            f.Fault("to", "must be within a hundred years of 'from'");
        var zone = f.Object("zone");
        var zoneName = zone?.Text("name") ?? "";
        var offsets = new List<ZoneOffset>();
        foreach (var o in zone?.Objects("offsets") ?? [])
        {
            if (!Instant.TryParse(o.Text("from"), out var moment))
                o.Fault("from", "must be a moment in UTC, yyyy-MM-ddTHH:mm:ssZ");
            offsets.Add(new(moment, (int)o.Whole("minutes", -840, 840)));
            o.Done();
        }

        zone?.Done();
        if (offsets.Count == 0)
            f.Fault("zone", "must have at least one offset");
        for (var i = 1; i < offsets.Count; i++)
        {
            if (offsets[i].From <= offsets[i - 1].From)
                f.Fault("zone", "offsets must be in order of time");
        }

        var holidays = f.Dates("holidays");
        var timetable = f.Objects("timetable").Select(LineOf).ToList();
        var settlement = f.Object("settlement") is { } s ? LineOf(s, TradingPhase.Closed) : default;
        Check(f, timetable, settlement);
        f.Done();
        return faults.Count > before ? null : new(id, zoneName, offsets, from, to, holidays, timetable, settlement);
    }

    private static void Check(Fields f, List<TimetableLine> timetable, TimetableLine settlement)
    {
        if (
            timetable.Count < 2
            || timetable[0].Phase == TradingPhase.Closed
            || timetable[^1].Phase != TradingPhase.Closed
        )
        {
            f.Fault("timetable", "must open with a phase that trades and end with 'closed'");
            return;
        }

        for (var i = 1; i < timetable.Count; i++)
        {
            if (Minutes(timetable[i]) <= Minutes(timetable[i - 1]))
                f.Fault("timetable", "must be in order of time");
            if (timetable[i].Phase == TradingPhase.Closed && i < timetable.Count - 1)
                f.Fault("timetable", "must have 'closed' at the end only");
            if (timetable[i].Phase == timetable[i - 1].Phase)
                f.Fault("timetable", "must change phase at each line");
        }

        if (Minutes(settlement) <= Minutes(timetable[^1]))
            f.Fault("settlement", "must come after the close");
        if (Minutes(settlement) - Minutes(timetable[0]) >= 24 * 60)
            f.Fault("settlement", "must come within 24 hours of the opening");
    }

    private static int Minutes(TimetableLine line) => (line.DayOffset * 24 * 60) + line.Minute;

    private static TimetableLine LineOf(Fields f)
    {
        var phase = f.Word("phase", Phases);
        return LineOf(f, phase);
    }

    private static TimetableLine LineOf(Fields f, TradingPhase phase)
    {
        var line = new TimetableLine((int)f.Whole("day", -1, 1, 0), f.Clock("at"), phase);
        f.Done();
        return line;
    }

    private static readonly (string, TradingPhase)[] Phases =
    [
        ("auction", TradingPhase.Auction),
        ("continuous", TradingPhase.Continuous),
        ("pause", TradingPhase.Pause),
        ("closing auction", TradingPhase.ClosingAuction),
        ("closed", TradingPhase.Closed),
    ];
}
