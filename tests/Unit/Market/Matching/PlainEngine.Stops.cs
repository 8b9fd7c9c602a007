// The twin's stops (rules STP): each remembers the trade that reached it.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

internal sealed partial class PlainEngine
{
    private readonly List<PlainOrder> _awake = [];
    private long _turns;

    /// <summary>STP-002: each finishes before the next; those that they wake queue behind.</summary>
    public void WakeStops()
    {
        while (_awake.Count > 0)
        {
            var order = _awake[0];
            _awake.RemoveAt(0);
            // In a phase without matching it goes on waiting.
            if (order.Book.Phase != TradingPhase.Continuous)
                continue;
            var view = order.View();
            Forget(order);
            reports.Lifted(view);
            reports.Elected(view, new(order.Trigger!.Value));
            ComeIn(order.Book, order.Entry with { Lots = order.Lots, Minimum = 0 }, order.Filled);
            QueueReached();
        }
    }

    private static bool Reaches(PlainOrder stop, long price) =>
        stop.Side == Side.Buy ? price >= stop.Entry.StopPrice.Ticks : price <= stop.Entry.StopPrice.Ticks;

    /// <summary>A discovered price: the last one, and the one that stops wait for.</summary>
    private static void Discover(PlainBook book, long price)
    {
        book.Last = price;
        book.Traded = true;
        foreach (var stop in book.Asleep.Where(o => o.Place == OrderPlace.Stop && o.Trigger is null))
        {
            if (Reaches(stop, price))
                stop.Trigger = price;
        }
    }

    /// <summary>Those that an order reached queue when it is done, by their numbers.</summary>
    private void QueueReached()
    {
        var reached = _books.SelectMany(b => b.Asleep).Where(o => o.Place == OrderPlace.Stop && o.Trigger is not null);
        foreach (var stop in reached.OrderBy(o => o.Number).ToList())
        {
            stop.Place = OrderPlace.Woken;
            stop.Turn = ++_turns;
            if (stop.Book.Phase == TradingPhase.Continuous)
                _awake.Add(stop);
        }
    }

    private void QueueWaiting(PlainBook book)
    {
        foreach (var stop in book.Asleep.Where(o => o.Place == OrderPlace.Woken).OrderBy(o => o.Turn))
        {
            if (!_awake.Contains(stop))
                _awake.Add(stop);
        }
    }
}
