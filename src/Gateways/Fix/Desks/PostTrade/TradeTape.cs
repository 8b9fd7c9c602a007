// Follows a log of events and says of each trade which day it counts for, and where on the log a day's trades are.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>A part of the log, both ends included.</summary>
internal readonly record struct TapeRange(long From, long To);

/// <summary>For one thread at a time.</summary>
internal sealed class TradeTape
{
    private readonly Dictionary<int, int> _calendars;
    private readonly Dictionary<int, TradingDate> _open = [];

    // The first event of a day that may be a trade of it: its opening, or a default's trade before.
    private readonly SortedDictionary<(int Calendar, int Day), long> _begun = [];

    public TradeTape() => _calendars = [];

    private TradeTape(Dictionary<int, int> calendars) => _calendars = calendars;

    /// <summary>Sequence of the last event taken; -1 before the first.</summary>
    public long Taken { get; private set; } = -1;

    /// <summary>The same instruments, for reading a part of the log again.</summary>
    public TradeTape Again() => new(new(_calendars));

    /// <summary>Is the event a trade of a day that has been seen to open?</summary>
    public bool TryTake(in LogEntry entry, out Traded trade, out TradingDate day)
    {
        trade = default;
        day = default;
        Taken = entry.Sequence;
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                _calendars[listed.Instrument] = listed.Calendar;
                return false;
            case MessageKind.DayOpened:
                var opened = entry.As<DayOpened>();
                _open[opened.Calendar] = opened.Day;
                _begun.TryAdd((opened.Calendar, opened.Day.Days), entry.Sequence);
                return false;
            case MessageKind.Traded:
                trade = entry.As<Traded>();
                return _open.TryGetValue(_calendars[trade.Instrument.Value], out day);
            case MessageKind.DefaultTraded:
                var passed = entry.As<DefaultTraded>();
                (trade, day) = (passed.AsTrade(), passed.Day);
                _begun.TryAdd((_calendars[trade.Instrument.Value], day.Days), entry.Sequence);
                return true;
            case MessageKind.ForcedReduced:
                var reduced = entry.As<ForcedReduced>();
                (trade, day) = (reduced.AsTrade(), reduced.Day);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The days that are open now, or were last: the first and the last of them; null before the first
    /// opening.</summary>
    public (TradingDate From, TradingDate To)? Newest() =>
        _open.Count == 0 ? null : (_open.Values.Min(), _open.Values.Max());

    /// <summary>Where the trades of some days are; null: no such day has opened.</summary>
    public TapeRange? Of(TradingDate from, TradingDate to)
    {
        long? first = null;
        var last = -1L;
        foreach (var calendar in _calendars.Values.Distinct())
        {
            var end = Taken;
            foreach (var ((of, day), at) in _begun)
            {
                if (of != calendar)
                    continue;
                if (day >= from.Days && day <= to.Days)
                    first = long.Min(first ?? at, at);
                if (day > to.Days)
                    end = long.Min(end, at);
            }

            last = long.Max(last, end);
        }

        return first is { } begins ? new(begins, last) : null;
    }
}
