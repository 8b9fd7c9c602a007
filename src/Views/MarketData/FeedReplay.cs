// Tells an instrument's feed again from the event log, as it was told then.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>Needs nothing but a mark and the log: no view is read, so it may run beside the fold.</summary>
public static class FeedReplay
{
    /// <summary>The updates behind the mark in their order, up to <paramref name="newest"/>.</summary>
    /// <param name="events">The event log from the entry behind the mark on.</param>
    public static IEnumerable<FeedUpdate> Read(
        ReplayMark mark,
        InstrumentId instrument,
        long newest,
        IEnumerable<LogEntry> events
    )
    {
        if (mark.Sequence >= newest)
            yield break;
        var book = mark.Book.Stand();
        var next = mark.Sequence + 1;
        foreach (var entry in events)
        {
            if (FeedItems.Instrument(entry) != instrument)
                continue;
            var delta = entry.Kind == MessageKind.BookChanged ? book.Apply(entry.As<BookChanged>()) : default;
            var update = FeedItems.Of(entry, delta);
            Must.Hold(update.Sequence == next);
            yield return update;
            if (next++ == newest)
                yield break;
        }
    }
}
