// The visible books of all instruments, rebuilt from book changes.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>Order books as everyone sees them. True at the end of each command's events; inside them a book may look
/// crossed.</summary>
public sealed class Books : View
{
    private readonly List<VisibleBook> _books = [];
    private BookDelta _delta;

    /// <summary>What the last event did to a book, when it was a book change.</summary>
    internal ref readonly BookDelta Delta => ref _delta;

    /// <summary>The book of an instrument; an empty one before its first change.</summary>
    public VisibleBook Of(InstrumentId instrument)
    {
        while (_books.Count < instrument.Value)
            _books.Add(new());
        return _books[instrument.Value - 1];
    }

    /// <summary>Best first; at most so many levels.</summary>
    public IReadOnlyList<DepthLevel> Depth(InstrumentId instrument, Side side, int levels) =>
        instrument.Value > _books.Count ? [] : Of(instrument).Depth(side, levels);

    /// <summary>The best level of a side; null when the side is empty.</summary>
    public DepthLevel? Best(InstrumentId instrument, Side side) =>
        instrument.Value > _books.Count ? null : Of(instrument).Best(side);

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind != MessageKind.BookChanged)
            return;
        var change = entry.As<BookChanged>();
        _delta = Of(change.Instrument).Apply(change);
    }
}
