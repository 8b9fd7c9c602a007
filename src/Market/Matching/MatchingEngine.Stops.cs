// Stops: asleep by their stop price, woken by discovered prices, entering one by one until nobody is woken (rules STP).
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    private readonly Queue<(int Slot, long Trigger)> _awake = new(64);
    private readonly List<int> _reached = new(64);

    /// <summary>Lets stops enter that the command has woken, each after the other, to the end. Called after each
    /// command's
    /// order.</summary>
    public void WakeStops<T>(ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        while (_awake.TryDequeue(out var woken))
        {
            var (slot, trigger) = woken;
            var book = _books[_pool.Hot[slot].Book - 1];
            if (book.Phase != TradingPhase.Continuous)
            {
                book.Woken.Add(woken);
                continue;
            }

            var order = ViewOf(slot);
            _pool.Give(slot);
            _directory.Remove(order.Order);
            reports.Lifted(order);
            reports.Elected(order, new(trigger));
            ComeIn(book, EntryOf(order, order.Price, order.Lots), order.Filled, ref reports);
            AskStops(book);
            if (_noted.Count > 0)
                AskNoted();
        }
    }

    /// <summary>After something traded in a book: which stops are reached?</summary>
    private void AskStops(Book book)
    {
        if (book.SwingHigh < book.SwingLow)
            return;
        if (book.Stops > 0)
            Elect(book);
        book.ForgetSwing();
    }

    /// <summary>Takes the stops that a price since the last asking reached out of their ladders, in the order of their
    /// numbers.</summary>
    private void Elect(Book book)
    {
        _reached.Clear();
        var buys = book.StopsOf(Side.Buy);
        for (var level = buys.Best; level != None && book.Low + level <= book.SwingHigh; level = buys.Beyond(level))
            Reach(buys, level);
        var sells = book.StopsOf(Side.Sell);
        for (var level = sells.Best; level != None && book.Low + level >= book.SwingLow; level = sells.Beyond(level))
            Reach(sells, level);
        SortByNumber(_reached);
        foreach (var slot in _reached)
            Wake(book, slot, TriggerOf(book, slot));
    }

    /// <summary>A stop that a price has reached waits for its turn: in continuous trading at once, else for its
    /// phase.</summary>
    private void Wake(Book book, int slot, long trigger)
    {
        Unplace(book, slot);
        _pool.Hot[slot].Place = OrderPlace.Woken;
        if (book.Phase == TradingPhase.Continuous)
            _awake.Enqueue((slot, trigger));
        else
            book.Woken.Add((slot, trigger));
    }

    /// <summary>The first price that reached a stop.</summary>
    private long TriggerOf(Book book, int slot)
    {
        var stop = book.Low + _pool.Hot[slot].Level;
        var buys = _pool.Hot[slot].Side == Side.Buy;
        foreach (var price in book.Prices)
        {
            if (buys ? price >= stop : price <= stop)
                return price;
        }

        throw new InvariantBrokenException("a stop was reached by no price");
    }

    /// <summary>A stop that entered: does the day's last price reach it already?</summary>
    private void AskAtOnce(Book book, OrderId order)
    {
        if (book.Phase != TradingPhase.Continuous || !book.Traded)
            return;
        var slot = _directory.Find(order);
        var stop = book.Low + _pool.Hot[slot].Level;
        if (_pool.Hot[slot].Side == Side.Buy ? book.Last >= stop : book.Last <= stop)
            Wake(book, slot, book.Last);
    }

    private void Reach(Ladder stops, int level)
    {
        for (var slot = stops.Levels[level].First; slot != None; slot = _pool.Hot[slot].Next)
            _reached.Add(slot);
    }

    // Few at a time: an insertion sort allocates nothing and needs no comparer.
    private void SortByNumber(List<int> slots)
    {
        for (var i = 1; i < slots.Count; i++)
        {
            var slot = slots[i];
            var at = i;
            for (; at > 0 && _pool.Hot[slots[at - 1]].Order.Value > _pool.Hot[slot].Order.Value; at--)
                slots[at] = slots[at - 1];
            slots[at] = slot;
        }
    }

    /// <summary>A live order as it would enter again with this limit and so many lots.</summary>
    private static OrderEntry EntryOf(in LiveOrder order, Price price, long lots) =>
        new(
            order.Order,
            order.Instrument,
            order.Owner,
            order.Group,
            order.Side,
            order.Type,
            order.TimeInForce,
            price,
            lots,
            order.Flags,
            order.SelfMatch,
            order.StopPrice,
            order.Display
        )
        {
            Expires = order.Expires,
        };
}
