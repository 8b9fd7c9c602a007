// All order books of one market as one engine: what may enter, and what then happens. Knows nothing of accounts and
// money.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Matching;

/// <summary>
/// The order books. Usable alone: add books, open a day, set a phase, then ask (<see cref="Check"/>) and do (<see
/// cref="Enter"/>).
/// Doing never fails when asking did not refuse. Not safe for threads. Nothing is allocated once the arrays have grown.
/// </summary>
public sealed partial class MatchingEngine
{
    private const int None = OrderPool.None;
    private readonly OrderPool _pool;
    private readonly OrderDirectory _directory;
    private Book[] _books = [];
    private int _count;

    /// <param name="capacity">Live orders for which room is made at once; more make it grow by a quarter.</param>
    public MatchingEngine(int capacity = 1024)
    {
        Must.Hold(capacity > 0);
        _pool = new(capacity);
        _directory = new(_pool, capacity);
        _byNumber = (a, b) => _pool.Hot[a].Order.Value.CompareTo(_pool.Hot[b].Order.Value);
        _slots = new int[capacity];
    }

    public int Books => _count;

    /// <summary>Live orders of all books.</summary>
    public int Orders => _pool.Count;

    /// <summary>Live orders of one book, sleeping ones included.</summary>
    public int OrdersOf(InstrumentId instrument) => Gather(BookOf(instrument));

    /// <summary>Bytes of the arrays that orders need: pool and number index.</summary>
    public long OrderBytes => _pool.Bytes + _directory.Bytes;

    /// <summary>Adds a book; its number is the number of books. It is closed and has no band until <see
    /// cref="Open"/>.</summary>
    public InstrumentId Add(MarketModel model)
    {
        return Add(new Book(_pool, new(_count + 1), model, null));
    }

    /// <summary>Adds the book of a spread between two outright books.</summary>
    public InstrumentId Add(MarketModel model, SpreadLegs legs)
    {
        var (near, far) = (BookOf(legs.Near), BookOf(legs.Far));
        Must.Hold(near.Legs is null && far.Legs is null && near != far);
        var spread = new Book(_pool, new(_count + 1), model, legs);
        near.Spreads.Add(spread);
        far.Spreads.Add(spread);
        (near.HasImplied, far.HasImplied) = (true, true);
        return Add(spread);
    }

    public TradingPhase PhaseOf(InstrumentId instrument) => BookOf(instrument).Phase;

    /// <summary>The best price of a side; null when the side is empty.</summary>
    public Price? Best(InstrumentId instrument, Side side)
    {
        var book = BookOf(instrument);
        var level = book.Of(side).Best;
        return level == None ? null : book.PriceAt(level);
    }

    /// <summary>The last discovered price; S0 before the day's first.</summary>
    public Price LastOf(InstrumentId instrument) => new(BookOf(instrument).Last);

    /// <summary>The next number of an instrument's market data sequence, for an event that the caller tells.</summary>
    public long NextSequence(InstrumentId instrument) => BookOf(instrument).NextSequence();

    /// <summary>A live order; false when there is none of that number.</summary>
    public bool TryFind(OrderId order, out LiveOrder live)
    {
        var slot = _directory.Find(order);
        live = slot == None ? default : ViewOf(slot);
        return slot != None;
    }

    /// <summary>Whose a live order is; false when there is none of that number. Lighter than <see
    /// cref="TryFind"/>.</summary>
    public bool TryFindOwner(OrderId order, out int owner)
    {
        var slot = _directory.Find(order);
        owner = slot == None ? 0 : _pool.Hot[slot].Owner;
        return slot != None;
    }

    /// <summary>Opens a trading day: the band, both ends included, and the previous settlement. Orders that lie outside
    /// leave, by their numbers. Then closing orders that step forward at a new edge are told.</summary>
    public void Open<T>(InstrumentId instrument, Price low, Price high, Price reference, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        (book.Reference, book.Last, book.Traded) = (reference.Ticks, reference.Ticks, false);
        book.ForgetSwing();
        MoveBand(instrument, low, high, ref reports);
    }

    /// <summary>Moves the band, within a day too. Orders that lie outside leave, by their numbers; the others keep
    /// their places. Then closing orders that step forward at a new edge are told.</summary>
    public void MoveBand<T>(InstrumentId instrument, Price low, Price high, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        var count = Gather(book);
        for (var i = 0; i < count; i++)
        {
            ref readonly var cold = ref _pool.Cold[_slots[i]];
            var order = ViewOf(_slots[i]);
            var limited = cold.Type is not (OrderType.Stop or OrderType.Market);
            if (
                (limited && (order.Price < low || order.Price > high))
                || (
                    order.Place is OrderPlace.Stop or OrderPlace.Woken
                    && (order.StopPrice < low || order.StopPrice > high)
                )
            )
            {
                Drop(book, _slots[i], CancelReason.OutsideLimits, ref reports);
            }
        }

        var (oldLow, oldHigh) = (book.Low, book.Low + book.Levels - 1);
        Rebase(book, low.Ticks, high.Ticks);
        if (book.Model.ClosingFirstAtLimit)
            TellNewEdges(book, oldLow, oldHigh, ref reports);
    }

    /// <summary>Ends the trading day: day orders leave, and those good till this day or earlier; all of them on the
    /// last trading day.</summary>
    public void Close<T>(InstrumentId instrument, TradingDate day, bool last, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        var count = Gather(book);
        for (var i = 0; i < count; i++)
        {
            ref readonly var cold = ref _pool.Cold[_slots[i]];
            var lives =
                cold.TimeInForce == TimeInForce.GoodTillCancelled
                || (cold.TimeInForce == TimeInForce.GoodTillDate && cold.Expires > day.Days);
            if (!lives || last)
                Drop(book, _slots[i], lives ? CancelReason.Expiry : CancelReason.EndOfDay, ref reports);
        }
    }

    /// <summary>Takes one live order off.</summary>
    public void Cancel<T>(OrderId order, CancelReason reason, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var slot = _directory.Find(order);
        Must.Hold(slot != None);
        Drop(_books[_pool.Hot[slot].Book - 1], slot, reason, ref reports);
    }

    /// <summary>Takes many off, by their numbers: of one owner (or with <paramref name="group"/> above <see
    /// cref="int.MinValue"/> of one control
    /// group), of one side or (None) both. Returns how many.</summary>
    public int CancelAll<T>(
        InstrumentId instrument,
        int owner,
        int? group,
        Side side,
        OrderFlags with,
        CancelReason reason,
        ref T reports,
        OrderFlags without = OrderFlags.None
    )
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        if (book.IsEmpty && _awake.Count == 0)
            return 0;
        var count = Gather(book);
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            ref readonly var hot = ref _pool.Hot[_slots[i]];
            ref readonly var cold = ref _pool.Cold[_slots[i]];
            if (
                (group is { } g ? cold.Group != g : hot.Owner != owner)
                || (side != Side.None && hot.Side != side)
                || (cold.Flags & with) != with
                || (cold.Flags & without) != 0
            )
                continue;
            Drop(book, _slots[i], reason, ref reports);
            left++;
        }

        return left;
    }

    /// <summary>Takes off, by their numbers, whatever is asked for: of an order and of who brought it. Returns how
    /// many.</summary>
    public int CancelWhere<T>(
        InstrumentId instrument,
        Func<LiveOrder, int, bool> which,
        CancelReason reason,
        ref T reports
    )
        where T : IMatchingReports, allows ref struct
    {
        var book = BookOf(instrument);
        var count = Gather(book);
        var left = 0;
        for (var i = 0; i < count; i++)
        {
            var slot = _slots[i];
            if (!which(ViewOf(slot), _pool.Cold[slot].Session))
                continue;
            Drop(book, slot, reason, ref reports);
            left++;
        }

        return left;
    }

    /// <summary>Who brought a live order; zero when there is none of that number.</summary>
    public int SessionOf(OrderId order)
    {
        var slot = _directory.Find(order);
        return slot == None ? 0 : _pool.Cold[slot].Session;
    }

    /// <summary>The newest live order of an owner on one side with these flags; zero when there is none.</summary>
    public OrderId Newest(InstrumentId instrument, int owner, Side side, OrderFlags with)
    {
        var count = Gather(BookOf(instrument));
        for (var i = count - 1; i >= 0; i--)
        {
            ref readonly var hot = ref _pool.Hot[_slots[i]];
            if (hot.Owner == owner && hot.Side == side && (_pool.Cold[_slots[i]].Flags & with) == with)
                return hot.Order;
        }

        return default;
    }

    /// <summary>Walks the visible orders of one side in priority, for those who want to see the whole book.</summary>
    public void Walk(InstrumentId instrument, Side side, Action<LiveOrder> visit)
    {
        var ladder = BookOf(instrument).Of(side);
        for (var slot = ladder.First; slot != None; slot = ladder.After(slot))
            visit(ViewOf(slot));
    }

    /// <summary>Walks all live orders of an instrument, sleeping and waiting ones too, in no order that
    /// matters.</summary>
    public void WalkAll(InstrumentId instrument, Action<LiveOrder> visit)
    {
        var count = Gather(BookOf(instrument));
        for (var i = 0; i < count; i++)
            visit(ViewOf(_slots[i]));
    }

    private InstrumentId Add(Book book)
    {
        Must.Hold(_count < ushort.MaxValue);
        if (_count == _books.Length)
            Array.Resize(ref _books, int.Max(16, _count * 2));
        _books[_count++] = book;
        return book.Id;
    }

    private Book BookOf(InstrumentId instrument) => _books[instrument.Value - 1];

    private LiveOrder ViewOf(int slot) => _pool.View(slot, _books[_pool.Hot[slot].Book - 1].Low);
}
