// What the generator believes to rest in the main book: price, then time, nothing else. It knows no order types,
// protections or spreads.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Streams;

/// <summary>A plain book over slots, for choosing orders that can be cancelled and amended.</summary>
internal sealed class GeneratorBook
{
    private const int None = -1;
    private readonly int _low;
    private readonly int[][] _first;
    private readonly int[][] _last;
    private readonly List<Slot> _slots = [];
    private readonly Stack<int> _free = [];
    private readonly List<int> _live = [];
    private readonly int[] _gone = new int[256];
    private int _goneCount;
    private int _bid;
    private int _ask;

    public GeneratorBook(int low, int high)
    {
        _low = low;
        var levels = high - low + 1;
        _first = [New(levels), New(levels)];
        _last = [New(levels), New(levels)];
        (_bid, _ask) = (None, levels);
    }

    /// <summary>An order as it rests.</summary>
    public record struct Slot(int Order, int Owner, Side Side, int Price, int Lots, int Next, int Previous, int Place);

    public int Count => _live.Count;

    /// <summary>Best bid; below the band when there is none.</summary>
    public int Bid => _low + _bid;

    /// <summary>Best ask; above the band when there is none.</summary>
    public int Ask => _low + _ask;

    public bool HasBid => _bid >= 0;

    public bool HasAsk => _ask < _first[0].Length;

    /// <summary>The live order at a place from 0 to <see cref="Count"/> - 1; places change.</summary>
    public Slot At(int place) => _slots[_live[place]];

    /// <summary>First in priority at the best price of a side that has orders.</summary>
    public Slot Best(Side side) => _slots[_first[Index(side)][side == Side.Buy ? _bid : _ask]];

    /// <summary>An order that has left, of the last 256; 0 when none has.</summary>
    public int Gone(long draw) => _goneCount == 0 ? 0 : _gone[(int)(draw % int.Min(_goneCount, _gone.Length))];

    /// <summary>Would so many lots at this limit meet an order of the owner?</summary>
    public bool MeetsOwn(Side side, int price, int lots, int owner)
    {
        var other = Index(side.Opposite());
        var level = side == Side.Buy ? _ask : _bid;
        for (; lots > 0 && Reaches(side, level, price - _low); level += side.Sign())
        {
            for (var slot = _first[other][level]; slot != None && lots > 0; slot = _slots[slot].Next)
            {
                if (_slots[slot].Owner == owner)
                    return true;
                lots -= _slots[slot].Lots;
            }
        }

        return false;
    }

    /// <summary>An order comes in, trades as far as it can, and rests when it may.</summary>
    public void Enter(int order, int owner, Side side, int price, int lots, bool rests)
    {
        var other = side.Opposite();
        while (lots > 0 && Reaches(side, side == Side.Buy ? _ask : _bid, price - _low))
        {
            var slot = _first[Index(other)][side == Side.Buy ? _ask : _bid];
            var met = _slots[slot];
            var traded = int.Min(lots, met.Lots);
            lots -= traded;
            if (traded == met.Lots)
                Leave(slot);
            else
                _slots[slot] = met with { Lots = met.Lots - traded };
        }

        if (lots > 0 && rests)
            Rest(new(order, owner, side, price, lots, None, None, 0));
    }

    /// <summary>The live order at a place leaves.</summary>
    public void Cancel(int place) => Leave(_live[place]);

    /// <summary>Same price and not more lots keeps its place in the queue; anything else enters anew.</summary>
    public void Amend(int place, int price, int lots)
    {
        var slot = _live[place];
        var old = _slots[slot];
        if (price == old.Price && lots <= old.Lots)
        {
            _slots[slot] = old with { Lots = lots };
            return;
        }

        Remove(slot);
        Enter(old.Order, old.Owner, old.Side, price, lots, rests: true);
    }

    private static int[] New(int levels)
    {
        var list = new int[levels];
        Array.Fill(list, None);
        return list;
    }

    private static int Index(Side side) => side == Side.Buy ? 0 : 1;

    private bool Reaches(Side side, int level, int limit) =>
        side == Side.Buy ? level < _first[0].Length && level <= limit : level >= 0 && level >= limit;

    private void Rest(Slot order)
    {
        var side = Index(order.Side);
        var level = order.Price - _low;
        var last = _last[side][level];
        order = order with { Previous = last, Place = _live.Count };
        if (!_free.TryPop(out var slot))
        {
            slot = _slots.Count;
            _slots.Add(order);
        }

        _slots[slot] = order;
        _live.Add(slot);
        if (last == None)
            _first[side][level] = slot;
        else
            _slots[last] = _slots[last] with { Next = slot };
        _last[side][level] = slot;
        if (order.Side == Side.Buy)
            _bid = int.Max(_bid, level);
        else
            _ask = int.Min(_ask, level);
    }

    /// <summary>Out of the book for good.</summary>
    private void Leave(int slot)
    {
        _gone[_goneCount++ & 255] = _slots[slot].Order;
        Remove(slot);
    }

    private void Remove(int slot)
    {
        var order = _slots[slot];
        Must.Hold(_live[order.Place] == slot);
        var side = Index(order.Side);
        var level = order.Price - _low;
        if (order.Previous == None)
            _first[side][level] = order.Next;
        else
            _slots[order.Previous] = _slots[order.Previous] with { Next = order.Next };
        if (order.Next == None)
            _last[side][level] = order.Previous;
        else
            _slots[order.Next] = _slots[order.Next] with { Previous = order.Previous };
        var moved = _live[^1];
        _live[order.Place] = moved;
        _slots[moved] = _slots[moved] with { Place = order.Place };
        _live.RemoveAt(_live.Count - 1);
        _free.Push(slot);
        while (_bid >= 0 && _first[0][_bid] == None)
            _bid--;
        while (_ask < _first[1].Length && _first[1][_ask] == None)
            _ask++;
    }
}
