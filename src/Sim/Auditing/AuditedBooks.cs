// Visible books rebuilt from market data alone, and the check that no number of a sequence is missing.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

/// <summary>What a reader of the market data holds: each instrument's orders in their places.</summary>
public sealed class AuditedBooks
{
    private readonly SortedList<int, List<(long Order, Side Side, long Price, long Lots)>> _books = [];
    private readonly HashSet<long> _inFront = [];
    private readonly SortedList<int, long> _sequences = [];

    /// <summary>The book of an instrument as it would trade: bids, then asks, each from its best price.</summary>
    public IEnumerable<(long Order, Side Side, long Price, long Lots)> Of(int instrument) =>
        // Sorting is stable: orders of one price stay as they stand.
        (_books.GetValueOrDefault(instrument) ?? [])
            .OrderBy(o => o.Side)
            .ThenBy(o => o.Side == Side.Buy ? -o.Price : o.Price);

    /// <summary>Takes one event; instruments that it tells about are added to <paramref name="told"/>.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Fold(Happening happening, SortedSet<int> told)
    {
        var (instrument, sequence) = happening.Message switch
        {
            BookChanged b => (b.Instrument.Value, b.Sequence),
            Traded t => (t.Instrument.Value, t.Sequence),
            AuctionUncrossed a => (a.Instrument.Value, a.Sequence),
            IndicativeChanged i => (i.Instrument.Value, i.Sequence),
            StateChanged s => (s.Instrument.Value, s.Sequence),
            SpreadTraded s => (s.Instrument.Value, s.Sequence),
            _ => (0, 0),
        };
        if (instrument == 0)
            return null;
        told.Add(instrument);
        var expected = _sequences.GetValueOrDefault(instrument) + 1;
        _sequences[instrument] = sequence;
        if (sequence != expected)
            return $"market data of instrument {instrument}: expected sequence {expected}; got {sequence}";
        return happening.Message is BookChanged change ? Change(change) : null;
    }

    private string? Change(BookChanged change)
    {
        if (!_books.TryGetValue(change.Instrument.Value, out var book))
            _books[change.Instrument.Value] = book = [];
        var at = book.FindIndex(o => o.Order == change.Order.Value);
        if ((at < 0) != (change.Action is BookAction.Added or BookAction.AddedInFront))
            return $"{change}: the order {(at < 0 ? "is not" : "is already")} in the book";
        if ((change.Lots.Lots == 0) != (change.Action == BookAction.Removed))
            return $"{change}: lots of an order that is {change.Action}";
        var order = (change.Order.Value, change.Side, change.Price.Ticks, change.Lots.Lots);
        if (change.Action == BookAction.Removed)
            _inFront.Remove(change.Order.Value);
        if (change.Action == BookAction.AddedInFront)
            book.Insert(PlaceInFront(book, change), order);
        else if (change.Action == BookAction.Added)
            book.Add(order);
        else if (change.Action == BookAction.Removed)
            book.RemoveAt(at);
        else if (book[at].Side != change.Side || book[at].Price != change.Price.Ticks)
            return $"{change}: the order stands at {book[at]}";
        else
            book[at] = order;
        return null;
    }

    // Before the first of its price that was not added in front.
    private int PlaceInFront(List<(long Order, Side Side, long Price, long Lots)> book, BookChanged change)
    {
        _inFront.Add(change.Order.Value);
        var before = book.FindIndex(o =>
            o.Side == change.Side && o.Price == change.Price.Ticks && !_inFront.Contains(o.Order)
        );
        return before < 0 ? book.Count : before;
    }
}
