// The plain twin of the matching engine: the same questions and the same reports from the text of the rules, by lists.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>Does what <see cref="MatchingEngine"/> does, slowly. Tells one listener.</summary>
internal sealed partial class PlainEngine(IMatchingReports reports)
{
    private readonly List<PlainBook> _books = [];
    private readonly SortedDictionary<long, PlainOrder> _live = [];

    /// <summary>Hears what no report shows: a rule that decided something.</summary>
    public Action<string>? Noticed { get; init; }

    public int Orders => _live.Count;

    /// <summary>The numbers of all live orders, rising.</summary>
    public IEnumerable<long> Numbers => _live.Keys;

    public InstrumentId Add(MarketModel model, SpreadLegs? legs = null)
    {
        _books.Add(new(new(_books.Count + 1), model, legs));
        return _books[^1].Id;
    }

    public TradingPhase PhaseOf(InstrumentId instrument) => BookOf(instrument).Phase;

    public Price LastOf(InstrumentId instrument) => new(BookOf(instrument).Last);

    public Price? Best(InstrumentId instrument, Side side) =>
        BookOf(instrument).Of(side) is [var first, ..] ? new Price(first.Price) : null;

    public long NextSequence(InstrumentId instrument) => ++BookOf(instrument).Sequence;

    public bool TryFind(OrderId order, out LiveOrder live)
    {
        var found = _live.TryGetValue(order.Value, out var own);
        live = own?.View() ?? default;
        return found;
    }

    public void Walk(InstrumentId instrument, Side side, Action<LiveOrder> visit)
    {
        foreach (var order in BookOf(instrument).Of(side))
            visit(order.View());
    }

    /// <summary>ORD-008: those whose limit or stop price is outside the new band leave, by their numbers.</summary>
    public void Open(InstrumentId instrument, Price low, Price high, Price reference)
    {
        var book = BookOf(instrument);
        (book.Reference, book.Last, book.Found, book.Traded) = (
            reference.Ticks,
            reference.Ticks,
            reference.Ticks,
            false
        );
        MoveBand(instrument, low, high);
    }

    /// <summary>BND-003: the same within a day.</summary>
    public void MoveBand(InstrumentId instrument, Price low, Price high)
    {
        var book = BookOf(instrument);
        foreach (var order in book.All().ToList())
        {
            var limited = order.Entry.Type != OrderType.Stop;
            var waits = order.IsStop && order.Place != OrderPlace.Resting;
            if ((limited && IsOutside(order.Entry.Price)) || (waits && IsOutside(order.Entry.StopPrice)))
                Leave(order, CancelReason.OutsideLimits);
        }

        var (oldLow, oldHigh) = (book.Low, book.High);
        book.Move(low.Ticks, high.Ticks);
        // MKT-002: closing orders at a price that has become an edge are told out and in again.
        foreach (var order in book.Bids.Concat(book.Asks).Where(book.IsClosingFirst))
        {
            if (order.Price == oldLow || order.Price == oldHigh)
                continue;
            Noticed?.Invoke("closing order stepped forward");
            Tell(order, BookAction.Removed, 0);
            TellAdded(order);
        }

        bool IsOutside(Price price) => price < low || price > high;
    }

    /// <summary>ORD-004, ORD-008: day orders leave, and those whose date has come; all when the month ends.</summary>
    public void Close(InstrumentId instrument, TradingDate day, bool last)
    {
        foreach (var order in BookOf(instrument).All().ToList())
        {
            var staysOn = order.Entry.TimeInForce switch
            {
                TimeInForce.GoodTillCancelled => true,
                TimeInForce.GoodTillDate => order.Entry.Expires > day,
                _ => false,
            };
            if (!staysOn)
                Leave(order, CancelReason.EndOfDay);
            else if (last)
                Leave(order, CancelReason.Expiry);
        }
    }

    public void Cancel(OrderId order, CancelReason reason) => Leave(_live[order.Value], reason);

    public int CancelAll(
        InstrumentId instrument,
        int owner,
        int? group,
        Side side,
        OrderFlags with,
        CancelReason reason
    )
    {
        var leaving = BookOf(instrument)
            .All()
            .Where(o => group is null ? o.Entry.Owner == owner : o.Entry.Group == group)
            .Where(o => side == Side.None || o.Side == side)
            .Where(o => (o.Entry.Flags & with) == with)
            .ToList();
        leaving.ForEach(o => Leave(o, reason));
        return leaving.Count;
    }

    public OrderId Newest(InstrumentId instrument, int owner, Side side, OrderFlags with) =>
        BookOf(instrument)
            .All()
            .LastOrDefault(o => o.Entry.Owner == owner && o.Side == side && (o.Entry.Flags & with) == with)
            ?.Entry.Order
        ?? default;

    /// <summary>AMD-001: smaller in its place, hidden lots first.</summary>
    public void Reduce(OrderId order, long remaining)
    {
        var live = _live[order.Value];
        Must.Hold(remaining > 0 && remaining < live.Lots);
        Shrink(live, live.Lots - remaining);
    }

    /// <summary>AMD-001: off, to enter again with the same number.</summary>
    public LiveOrder Lift(OrderId order)
    {
        var live = _live[order.Value];
        var view = live.View();
        Forget(live);
        reports.Lifted(view);
        return view;
    }

    public void Enter(in OrderEntry order) => Reenter(order, 0);

    public void Reenter(in OrderEntry order, long filled)
    {
        var book = BookOf(order.Instrument);
        if (!Sleeps(book, order))
        {
            ComeIn(book, order, filled);
            QueueReached();
            return;
        }

        var isStop = order.Type is OrderType.Stop or OrderType.StopLimit;
        var live = Stay(book, order, order.Lots, filled, isStop ? OrderPlace.Stop : OrderPlace.AtTheClose);
        // STP-001: at once when the last trade of the day already reaches it.
        if (isStop && book.Phase == TradingPhase.Continuous && book.Traded && Reaches(live, book.Last))
            live.Trigger = book.Last;
        QueueReached();
    }

    private PlainBook BookOf(InstrumentId instrument) => _books[instrument.Value - 1];

    private static bool Sleeps(PlainBook book, in OrderEntry order) =>
        order.Type is OrderType.Stop or OrderType.StopLimit
        || (order.TimeInForce == TimeInForce.AtTheClose && book.Phase != TradingPhase.ClosingAuction);

    private PlainOrder Stay(PlainBook book, in OrderEntry order, long lots, long filled, OrderPlace place)
    {
        // ORD-011: an iceberg shows so many lots at a time.
        var visible = order.Display == 0 ? lots : long.Min(order.Display, lots);
        var live = new PlainOrder(book, order)
        {
            Visible = visible,
            Hidden = lots - visible,
            Filled = filled,
            Place = place,
        };
        _live.Add(live.Number, live);
        if (place == OrderPlace.Resting)
        {
            if (book.Put(live, isFreshSlice: false))
                Noticed?.Invoke("closing order stood before others");
            TellAdded(live);
        }
        else
        {
            book.Asleep.Add(live);
        }

        reports.Stayed(live.View());
        return live;
    }

    private void Leave(PlainOrder order, CancelReason reason)
    {
        var view = order.View();
        Forget(order);
        reports.Left(view, reason, stayed: true);
    }

    private void Forget(PlainOrder order)
    {
        order.Book.Remove(order);
        _live.Remove(order.Number);
        _awake.Remove(order);
        if (order.Place == OrderPlace.Resting)
            Tell(order, BookAction.Removed, 0);
    }

    private void Shrink(PlainOrder order, long by)
    {
        var hidden = long.Min(by, order.Hidden);
        order.Hidden -= hidden;
        order.Visible -= by - hidden;
        if (order.Place == OrderPlace.Resting && by > hidden)
            Tell(order, BookAction.Changed, order.Visible);
    }

    private void TellAdded(PlainOrder order) =>
        Tell(order, order.Book.IsClosingFirst(order) ? BookAction.AddedInFront : BookAction.Added, order.Visible);

    private void Tell(PlainOrder order, BookAction action, long lots) =>
        reports.BookChanged(
            new(
                order.Book.Id,
                ++order.Book.Sequence,
                order.Entry.Order,
                action,
                order.Side,
                order.Entry.Price,
                new(lots)
            )
        );
}
