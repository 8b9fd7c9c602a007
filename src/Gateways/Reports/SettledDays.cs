// Which days a log has settled, and the books of one of them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

/// <summary>A day that one calendar, or several, have settled.</summary>
/// <param name="Sequence">Of the newest event that says so.</param>
/// <param name="Time">Of that event.</param>
public readonly record struct SettledDay(TradingDate Day, long Sequence, Instant Time);

/// <summary>Reads an event log from where it stopped.</summary>
public sealed class SettledDays
{
    private readonly SortedDictionary<TradingDate, SettledDay> _days = [];
    private readonly List<TradingCalendar> _calendars = [];
    private long _next;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<SettledDay> All => [.. _days.Values];

    public SettledDay? Of(TradingDate day) => _days.TryGetValue(day, out var found) ? found : null;

    /// <summary>Is it a trading day of any calendar?</summary>
    public bool IsTradingDay(TradingDate day) => _calendars.Exists(c => c.IsTradingDay(day));

    /// <summary>Takes what came since.</summary>
    public void Read(Func<long, IEnumerable<LogEntry>> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var entry in events(_next))
        {
            _next = entry.Sequence + 1;
            if (entry.Kind == MessageKind.CalendarDefined)
                _calendars.Add(TradingCalendar.Read(entry.Payload, [])!);
            else if (entry.Kind == MessageKind.DaySettled && entry.As<DaySettled>().Day is var day)
                _days[day] = new(day, entry.Sequence, entry.Time);
        }
    }

    /// <summary>The books up to the day's settlement.</summary>
    public static ClearingBooks Books(Func<long, IEnumerable<LogEntry>> events, SettledDay day)
    {
        ArgumentNullException.ThrowIfNull(events);
        var books = new ClearingBooks(day.Day);
        foreach (var entry in events(0))
        {
            if (entry.Sequence > day.Sequence)
                break;
            books.Apply(entry);
        }

        return books;
    }

    /// <summary>The settled days next to one that is not, in words; empty where there are none.</summary>
    public string Nearest(TradingDate day) => Nearest([.. _days.Keys], day, d => d.ToString());

    /// <summary>The last before and the first after, in words; the list is in order.</summary>
    public static string Nearest<T>(IReadOnlyList<T> all, T given, Func<T, string> word)
        where T : IComparable<T>
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(word);
        var near = new List<string>();
        var before = all.LastOrDefault(x => x.CompareTo(given) <= 0);
        if (all.Any(x => x.CompareTo(given) <= 0))
            near.Add(word(before!));
        if (all.FirstOrDefault(x => x.CompareTo(given) > 0) is { } after && after.CompareTo(given) > 0)
            near.Add(word(after));
        return string.Join(" and ", near);
    }
}
