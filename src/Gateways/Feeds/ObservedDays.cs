// The days on which a source was really looked at (llm_observation_calendar, gpu_observation_calendar).
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Days of observation by source. A day without a row is a day on which nobody looked.</summary>
public sealed class ObservedDays
{
    private static readonly string[] Columns = ["source", "date"];

    private readonly SortedDictionary<string, SortedSet<TradingDate>> _days = new(StringComparer.Ordinal);

    /// <summary>All days on which any source was looked at, in order.</summary>
    public SortedSet<TradingDate> All { get; } = [];

    /// <summary>Sources in order of their names.</summary>
    public IEnumerable<string> Sources => _days.Keys;

    /// <summary>Reads a calendar file.</summary>
    /// <exception cref="FeedException">The file cannot be read, or a row of it is no day of a source.</exception>
    public static ObservedDays Read(string path)
    {
        var days = new ObservedDays();
        using var table = CsvTable.Open(path, Columns);
        while (table.Read())
        {
            if (table.RowFault.Length > 0)
                throw new FeedException(table.FaultOfRow());
            if (!table.TryDate(1, out var date))
                throw new FeedException(table.Fault(1, "must be a date yyyy-MM-dd"));
            days.Add(table[0], date);
        }

        return days;
    }

    /// <summary>Adds a day; a source that moved on that day was looked at.</summary>
    public void Add(string source, TradingDate date)
    {
        if (!_days.TryGetValue(source, out var set))
            _days[source] = set = [];
        set.Add(date);
        All.Add(date);
    }

    /// <summary>True when the source was looked at in the days up to and including this one.</summary>
    public bool Within(string source, TradingDate day, int days) =>
        _days.TryGetValue(source, out var set) && set.GetViewBetween(day.Plus(-days), day) is { Count: > 0 };

    /// <summary>The source's own days, in order.</summary>
    public IEnumerable<TradingDate> Of(string source) => _days.TryGetValue(source, out var set) ? set : [];
}
