// Stops: asleep by their stop price, woken by discovered prices, entering one by one until nobody is woken (rules STP).
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    private readonly Queue<int> _awake = new(64);
    private readonly List<int> _reached = new(64);

    /// <summary>Lets stops enter that the command has woken, each after the other, to the end. Called after each
    /// command's order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WakeStops<T>(ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        if (_awake.Count > 0)
            LetAwakeIn(ref reports);
    }

    private void LetAwakeIn<T>(ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        while (_awake.TryDequeue(out var slot))
        {
            var book = _books[_pool.Hot[slot].Book - 1];
            if (book.Phase != TradingPhase.Continuous)
            {
                book.Woken.Add(slot);
                continue;
            }

            var order = ViewOf(slot);
            var trigger = book.Low + _pool.Hot[slot].Next;
            _directory.Remove(order.Order, slot);
            reports.Lifted(order);
            reports.Elected(order, new(trigger));
            _pool.Hot[slot].Place = OrderPlace.None;
            ComeIn(book, slot, ref reports);
            EndOrder(book);
        }
    }

    /// <summary>After an order or an uncrossing is done: stops that it reached, in whatever books, queue by their
    /// numbers.</summary>
    private void EndOrder(Book book)
    {
        AskStops(book);
        if (_noted.Count > 0)
            AskNoted();
        if (_reached.Count > 0)
            QueueReached();
    }

    private void QueueReached()
    {
        SortByNumber(_reached);
        foreach (var slot in _reached)
        {
            var book = _books[_pool.Hot[slot].Book - 1];
            // Behind those that were woken before it, where any still wait for their turn.
            if (book.Phase == TradingPhase.Continuous || _awake.Count > 0)
                _awake.Enqueue(slot);
            else
                book.Woken.Add(slot);
        }

        _reached.Clear();
    }

    /// <summary>After something traded in a book: which stops are reached?</summary>
    private void AskStops(Book book)
    {
        if (book.SwingHigh < book.SwingLow)
            return;
        if (book.Stops > 0)
            Elect(book, book.SwingLow, book.SwingHigh);
        book.ForgetSwing();
    }

    /// <summary>Takes the stops that a price from low to high reaches out of their ladders.</summary>
    private void Elect(Book book, long low, long high)
    {
        var from = _reached.Count;
        var buys = book.StopsOf(Side.Buy);
        for (var level = buys.Best; level != None && book.Low + level <= high; level = buys.Beyond(level))
            Reach(buys, level);
        var sells = book.StopsOf(Side.Sell);
        for (var level = sells.Best; level != None && book.Low + level >= low; level = sells.Beyond(level))
            Reach(sells, level);
        for (var i = from; i < _reached.Count; i++)
        {
            ref readonly var hot = ref _pool.Hot[_reached[i]];
            Wake(book, _reached[i], book.FirstThatReaches(hot.Side, book.Low + hot.Level));
        }
    }

    /// <summary>A stop that has just come to sleep wakes at once when the last price reaches it; others that sleep
    /// beyond it wait for a trade.</summary>
    private void ElectEntered(Book book, in OrderEntry order)
    {
        if (order.Side == Side.Buy ? book.Last < order.StopPrice.Ticks : book.Last > order.StopPrice.Ticks)
            return;
        var slot = _directory.Find(order.Order);
        Wake(book, slot, book.Last);
        _awake.Enqueue(slot);
    }

    /// <summary>Takes a stop out of its ladder. Its link to the next one now keeps the price that reached it, in
    /// levels.</summary>
    private void Wake(Book book, int slot, long trigger)
    {
        Unplace(book, slot);
        _pool.Hot[slot].Place = OrderPlace.Woken;
        _pool.Hot[slot].Next = book.LevelOf(trigger);
    }

    private void Reach(Ladder stops, int level)
    {
        for (var slot = stops.Levels[level].First; slot != None; slot = _pool.Hot[slot].Next)
            _reached.Add(slot);
    }

    /// <summary>Takes a stop that leaves out of those that are about to enter.</summary>
    private void LeaveQueue(int slot)
    {
        for (var left = _awake.Count; left > 0; left--)
        {
            var next = _awake.Dequeue();
            if (next != slot)
                _awake.Enqueue(next);
        }
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
}
