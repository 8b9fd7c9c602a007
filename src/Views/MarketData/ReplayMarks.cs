// Places on the event log from which an instrument's feed can be told again, of the last 24 hours.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>The feed as it stood behind one event.</summary>
/// <param name="Sequence">The instrument's market data sequence then.</param>
/// <param name="Event">The event's sequence; what comes next on the log comes next in the feed.</param>
public sealed record ReplayMark(long Sequence, long Event, Instant Time, BookImage Book);

/// <summary>Marks of each instrument, oldest first. A mark is made when enough was told since the last, of the
/// instrument or of all together.</summary>
public sealed class ReplayMarks(MarketFeed feed) : View
{
    /// <summary>How far back a replay may begin, nanoseconds.</summary>
    public const long Reach = Instant.PerDay;

    private const int UpdatesApart = 1024;
    private const int EventsApart = 65_536;
    private readonly List<List<ReplayMark>> _marks = [];

    /// <summary>The newest number before the oldest one that can be told again.</summary>
    public long Before(InstrumentId instrument) => Of(instrument) is [var oldest, ..] ? oldest.Sequence : 0;

    /// <summary>Where to begin so that the number <paramref name="from"/> is told; null when it is too long
    /// ago.</summary>
    public ReplayMark? For(InstrumentId instrument, long from)
    {
        var marks = Of(instrument);
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            if (marks[i].Sequence < from)
                return marks[i];
        }

        return null;
    }

    protected override void Fold(in LogEntry entry)
    {
        var instrument = FeedItems.Instrument(entry);
        if (instrument.Value == 0)
            return;
        var marks = Of(instrument);
        var now = feed.Of(instrument);
        if (marks.Count == 0)
        {
            // Before the first update there is no book.
            marks.Add(new(now.Sequence - 1, entry.Sequence - 1, entry.Time, BookImage.Empty));
            return;
        }

        var last = marks[^1];
        if (now.Sequence - last.Sequence < UpdatesApart && entry.Sequence - last.Event < EventsApart)
            return;
        marks.Add(new(now.Sequence, entry.Sequence, entry.Time, BookImage.Of(now.Book)));
        var gone = 0;
        while (entry.Time.Nanoseconds - marks[gone + 1].Time.Nanoseconds > Reach)
            gone++;
        marks.RemoveRange(0, gone);
    }

    private List<ReplayMark> Of(InstrumentId instrument)
    {
        while (_marks.Count < instrument.Value)
            _marks.Add([]);
        return _marks[instrument.Value - 1];
    }
}
