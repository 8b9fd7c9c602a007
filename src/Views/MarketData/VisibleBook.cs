// One instrument's book as everyone sees it: order by order (L3), by price (L2), best (L1), from book changes alone.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>What one change did to the book.</summary>
/// <param name="Action">Added (or added in front), changed or removed.</param>
/// <param name="Lots">Visible lots of the order now; zero when it left.</param>
/// <param name="Behind">Added: the order that it stands behind; zero: first of its price, or not added.</param>
/// <param name="Level">The price as it is now; zero lots and orders when nobody is left there (L2).</param>
/// <param name="Best">The best price of that side now; null when the side is empty (L1).</param>
/// <param name="BestChanged">The best price, its lots or its orders are other than before.</param>
public readonly record struct BookDelta(
    BookAction Action,
    Side Side,
    OrderId Order,
    Price Price,
    long Lots,
    OrderId Behind,
    DepthLevel Level,
    DepthLevel? Best,
    bool BestChanged
);

/// <summary>A visible book. True after each change; while an order trades it may look crossed.</summary>
public sealed class VisibleBook
{
    private const int None = BookSide.None;
    private readonly Dictionary<long, int> _byOrder = [];
    private readonly BookSide _bids = new(Side.Buy);
    private readonly BookSide _asks = new(Side.Sell);
    private BookPlace[] _places = new BookPlace[32];
    private int _free = None;
    private int _used;

    /// <summary>Orders in the book.</summary>
    public int Orders => _byOrder.Count;

    /// <summary>Best first; at most so many levels.</summary>
    public IReadOnlyList<DepthLevel> Depth(Side side, int levels)
    {
        var half = Of(side);
        var depth = new DepthLevel[int.Min(levels, half.Count)];
        for (var i = 0; i < depth.Length; i++)
            depth[i] = half.At(i);
        return depth;
    }

    /// <summary>The best level of a side; null when the side is empty.</summary>
    public DepthLevel? Best(Side side) => Of(side).Best;

    /// <summary>The orders of a side in their places, best first; at most so many.</summary>
    public IReadOnlyList<VisibleOrder> Queue(Side side, int most = int.MaxValue)
    {
        var half = Of(side);
        var queue = new List<VisibleOrder>();
        for (var step = 0; step < half.Count; step++)
        {
            foreach (var place in half.Places(_places, step))
            {
                if (queue.Count == most)
                    return queue;
                ref readonly var order = ref _places[place];
                queue.Add(new(order.Order, order.Price, order.Lots));
            }
        }

        return queue;
    }

    /// <summary>The orders of a side in their places, best first, and whether each was added in front.</summary>
    internal IEnumerable<(VisibleOrder Order, bool InFront)> Places(Side side)
    {
        var half = Of(side);
        for (var step = 0; step < half.Count; step++)
        {
            var inFront = half.LastInFront(step) != None;
            foreach (var place in half.Places(_places, step))
            {
                yield return (new(_places[place].Order, _places[place].Price, _places[place].Lots), inFront);
                inFront &= place != half.LastInFront(step);
            }
        }
    }

    /// <summary>Applies one change.</summary>
    /// <param name="change">A change that fits the book: anything else is a fault of the source.</param>
    internal BookDelta Apply(in BookChanged change)
    {
        var half = Of(change.Side);
        var before = half.Best;
        var behind = default(OrderId);
        switch (change.Action)
        {
            case BookAction.Added:
            case BookAction.AddedInFront:
                behind = Add(half, change);
                break;
            case BookAction.Changed:
                ref var order = ref _places[_byOrder[change.Order.Value]];
                Must.Hold(order.Side == change.Side && order.Price == change.Price && change.Lots.Lots > 0);
                half.Change(change.Price, change.Lots.Lots - order.Lots);
                order.Lots = change.Lots.Lots;
                break;
            default:
                Must.Hold(change.Action == BookAction.Removed);
                Remove(half, change);
                break;
        }

        var best = half.Best;
        return new(
            change.Action,
            change.Side,
            change.Order,
            change.Price,
            change.Lots.Lots,
            behind,
            half.Of(change.Price),
            best,
            best != before
        );
    }

    private BookSide Of(Side side) => side == Side.Buy ? _bids : _asks;

    private OrderId Add(BookSide half, in BookChanged change)
    {
        Must.Hold(change.Lots.Lots > 0);
        var place = Take();
        _places[place] = new()
        {
            Order = change.Order,
            Price = change.Price,
            Side = change.Side,
            Lots = change.Lots.Lots,
        };
        _byOrder.Add(change.Order.Value, place);
        var behind = half.Add(_places, place, change.Action == BookAction.AddedInFront);
        return behind == None ? default : _places[behind].Order;
    }

    private void Remove(BookSide half, in BookChanged change)
    {
        var known = _byOrder.Remove(change.Order.Value, out var place);
        Must.Hold(known);
        Must.Hold(_places[place].Side == change.Side && _places[place].Price == change.Price);
        half.Remove(_places, place);
        _places[place].Next = _free;
        _free = place;
    }

    private int Take()
    {
        if (_free != None)
        {
            var place = _free;
            _free = _places[place].Next;
            return place;
        }

        if (_used == _places.Length)
            Array.Resize(ref _places, _used * 2);
        return _used++;
    }
}
