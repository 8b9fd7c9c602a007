// The visible book of every instrument, rebuilt from market data alone, and what is wrong with that data.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>One order as market data shows it.</summary>
/// <param name="Lots">Visible lots.</param>
/// <param name="InFront">It was added in front of others of its price (MKT-002).</param>
public sealed record VisibleOrder(long Order, Side Side, long Ticks, long Lots, bool InFront);

/// <summary>Folds market data order by order; each thing that does not fit is a fault (MDS-001).</summary>
public sealed class VisibleBook
{
    private readonly SortedList<int, List<VisibleOrder>> _orders = [];
    private readonly SortedList<int, long> _sequences = [];

    /// <summary>What did not fit, in the order of telling; whoever reads them empties the list.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The newest number of an instrument's sequence; zero before the first.</summary>
    public long Sequence(int instrument) => _sequences.GetValueOrDefault(instrument);

    /// <summary>Orders of a side, in their places: best price first, at each price as they would trade.</summary>
    public IReadOnlyList<VisibleOrder> Of(int instrument, Side side)
    {
        var orders = _orders.GetValueOrDefault(instrument, []).Where(o => o.Side == side);
        // Sorting is stable: orders of one price stay as they stand.
        return [.. side == Side.Buy ? orders.OrderByDescending(o => o.Ticks) : orders.OrderBy(o => o.Ticks)];
    }

    /// <summary>An order as it is shown; null when it is not.</summary>
    public VisibleOrder? Find(int instrument, long order) =>
        _orders.GetValueOrDefault(instrument, []).FirstOrDefault(o => o.Order == order);

    /// <summary>One message of the instrument's sequence: it must be one more than the last.</summary>
    public void Follow(int instrument, long sequence, string what)
    {
        var wanted = Sequence(instrument) + 1;
        if (sequence != wanted)
            Fault($"sequence {wanted} of instrument {instrument} for {what}", $"{sequence}");
        _sequences[instrument] = sequence;
    }

    /// <summary>One change of one order.</summary>
    public void Change(BookChanged change)
    {
        if (!_orders.TryGetValue(change.Instrument.Value, out var orders))
            _orders[change.Instrument.Value] = orders = [];
        var order = new VisibleOrder(
            change.Order.Value,
            change.Side,
            change.Price.Ticks,
            change.Lots.Lots,
            change.Action == BookAction.AddedInFront
        );
        var at = orders.FindIndex(o => o.Order == order.Order);
        if (at < 0 != (change.Action is BookAction.Added or BookAction.AddedInFront))
        {
            Fault($"{change.Action} of order {order.Order} {(at < 0 ? "after it was added" : "once")}", "otherwise");
            return;
        }

        switch (change.Action)
        {
            case BookAction.Added or BookAction.AddedInFront:
                if (order.Lots < 1)
                    Fault($"order {order.Order} added with lots", $"{order.Lots}");
                orders.Insert(PlaceOf(orders, order), order);
                break;
            case BookAction.Changed:
                if (order.Lots < 1 || orders[at].Ticks != order.Ticks || orders[at].Side != order.Side)
                    Fault($"order {order.Order} changed in its lots alone", $"{orders[at]} to {order}");
                orders[at] = orders[at] with { Lots = order.Lots };
                break;
            case BookAction.Removed:
                if (order.Lots != 0 || orders[at].Ticks != order.Ticks || orders[at].Side != order.Side)
                    Fault($"order {order.Order} removed whole from where it stood", $"{orders[at]} to {order}");
                orders.RemoveAt(at);
                break;
            default:
                Fault("a known action", $"{change.Action}");
                break;
        }
    }

    private static int PlaceOf(List<VisibleOrder> orders, VisibleOrder order)
    {
        if (!order.InFront)
            return orders.Count;
        var before = orders.FindIndex(o => o.Side == order.Side && o.Ticks == order.Ticks && !o.InFront);
        return before < 0 ? orders.Count : before;
    }

    private void Fault(string wanted, string got) =>
        Faults.Add(string.Create(CultureInfo.InvariantCulture, $"expected {wanted}; got {got}"));
}
