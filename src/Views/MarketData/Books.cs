// The visible books of all instruments, rebuilt from book changes.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>Order books as everyone sees them. True at the end of each command's events; inside them a book may look
/// crossed.</summary>
public sealed class Books : View
{
    private readonly List<Entry> _books = [];
    private readonly HashSet<string> _closingFirst = [];

    // Close-only orders that live, and what is left of them: book changes do not say which orders may only close.
    private readonly Dictionary<long, long> _closing = [];
    private BookDelta _delta;

    /// <summary>A book and where closing orders go first in it.</summary>
    private sealed class Entry
    {
        public VisibleBook Book { get; } = new();

        public bool ClosingFirst { get; set; }

        public Price Low { get; set; }

        public Price High { get; set; }
    }

    /// <summary>What the last event did to a book, when it was a book change.</summary>
    internal ref readonly BookDelta Delta => ref _delta;

    /// <summary>The book of an instrument; an empty one before its first change.</summary>
    public VisibleBook Of(InstrumentId instrument) => At(instrument).Book;

    /// <summary>Best first; at most so many levels.</summary>
    public IReadOnlyList<DepthLevel> Depth(InstrumentId instrument, Side side, int levels) =>
        instrument.Value > _books.Count ? [] : Of(instrument).Depth(side, levels);

    /// <summary>The best level of a side; null when the side is empty.</summary>
    public DepthLevel? Best(InstrumentId instrument, Side side) =>
        instrument.Value > _books.Count ? null : Of(instrument).Best(side);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.BookChanged:
                Change(entry.As<BookChanged>());
                break;
            case MessageKind.ContractDefined:
                if (ContractSpec.Read(entry.Payload, []) is { Market.ClosingFirstAtLimit: true } spec)
                    _closingFirst.Add(spec.Contract);
                break;
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                At(new(listed.Instrument)).ClosingFirst = _closingFirst.Contains(listed.Contract);
                break;
            case MessageKind.BandSet:
                Band(entry.As<BandSet>());
                break;
            case MessageKind.OrderAccepted:
                var accepted = entry.As<OrderAccepted>();
                if ((accepted.Flags & OrderFlags.CloseOnly) != 0)
                    _closing[accepted.Order.Value] = accepted.Quantity.Lots;
                break;
            default:
                if (_closing.Count > 0)
                    FollowClosing(entry);
                break;
        }
    }

    private void Change(in BookChanged change)
    {
        var entry = At(change.Instrument);
        var closing = entry.ClosingFirst && _closing.ContainsKey(change.Order.Value);
        _delta = entry.Book.Apply(change, closing, change.Price == entry.Low || change.Price == entry.High);
    }

    private void Band(in BandSet band)
    {
        var entry = At(band.Instrument);
        (entry.Low, entry.High) = (band.Low, band.High);
        if (!entry.ClosingFirst)
            return;
        entry.Book.ClosingFirst(band.Low);
        entry.Book.ClosingFirst(band.High);
    }

    private void FollowClosing(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                Reduce(trade.BuyOrder, trade.Quantity.Lots);
                Reduce(trade.SellOrder, trade.Quantity.Lots);
                break;
            case MessageKind.OrderReduced:
                var reduced = entry.As<OrderReduced>();
                Reduce(reduced.Order, reduced.By.Lots);
                break;
            case MessageKind.OrderAmended:
                var amended = entry.As<OrderAmended>();
                if (_closing.ContainsKey(amended.Order.Value))
                    _closing[amended.Order.Value] = amended.Remaining.Lots;
                break;
            case MessageKind.OrderCancelled:
                _closing.Remove(entry.As<OrderCancelled>().Order.Value);
                break;
            default:
                break;
        }
    }

    private void Reduce(OrderId order, long lots)
    {
        if (!_closing.TryGetValue(order.Value, out var left))
            return;
        if (left == lots)
            _closing.Remove(order.Value);
        else
            _closing[order.Value] = left - lots;
    }

    private Entry At(InstrumentId instrument)
    {
        while (_books.Count < instrument.Value)
            _books.Add(new());
        return _books[instrument.Value - 1];
    }
}
