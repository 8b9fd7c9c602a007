// The continuous book of one spot product: standard blocks, each with buyers and sellers in order of price and time.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>An order and what is left of it. The slot is its account's place, the group whoever owns it.</summary>
/// <param name="number">Rises with the time at which orders came.</param>
internal sealed class SpotOrder(long number, int slot, int group, in PlaceSpotOrder words, long left)
{
    private readonly PlaceSpotOrder _words = words;

    public long Number { get; } = number;

    public int Slot { get; } = slot;

    public int Group { get; } = group;

    public ref readonly PlaceSpotOrder Words => ref _words;

    /// <summary>Lots in every hour that have not traded.</summary>
    public long Left { get; set; } = left;

    public long LotHours => checked(Left * _words.Hours);
}

/// <summary>One block: both sides best first, of one price the oldest first.</summary>
internal sealed class SpotBlock
{
    public List<SpotOrder> Buys { get; } = [];

    public List<SpotOrder> Sells { get; } = [];

    public bool IsEmpty => Buys.Count == 0 && Sells.Count == 0;

    public List<SpotOrder> Of(Side side) => side == Side.Buy ? Buys : Sells;

    public void Add(SpotOrder order)
    {
        var side = Of(order.Words.Side);
        var at = side.Count;
        while (at > 0 && IsBefore(order, side[at - 1]))
            at--;
        side.Insert(at, order);
    }

    private static bool IsBefore(SpotOrder order, SpotOrder other)
    {
        var (mine, its) = (order.Words.Limit.Ticks, other.Words.Limit.Ticks);
        if (mine != its)
            return order.Words.Side == Side.Buy ? mine > its : mine < its;
        return order.Number < other.Number;
    }
}

/// <summary>Live orders of a product. It keeps order; who may trade, and with what money, is asked elsewhere.</summary>
internal sealed class SpotBook
{
    private readonly SortedList<(long FirstHour, int Hours), SpotBlock> _blocks = [];

    // Looked up in, never walked.
    private readonly Dictionary<(int Slot, long Reference), SpotOrder> _orders = [];
    private readonly Dictionary<int, int> _counts = [];
    private readonly Dictionary<int, long> _offered = [];
    private long _last;

    /// <summary>Live orders.</summary>
    public int Count => _orders.Count;

    /// <summary>When the next block with live orders begins.</summary>
    public Instant NextBegin =>
        _blocks.Count == 0 ? Instant.Never : DeliveryHours.Begin(_blocks.GetKeyAtIndex(0).FirstHour);

    public SpotOrder? Of(int slot, long reference) => _orders.GetValueOrDefault((slot, reference));

    /// <summary>Live orders of an account.</summary>
    public int CountOf(int slot) => _counts.GetValueOrDefault(slot);

    /// <summary>Lot-hours that an account offers in live orders.</summary>
    public long OfferedBy(int slot) => _offered.GetValueOrDefault(slot);

    /// <summary>The number of the next order that comes.</summary>
    public long NextNumber() => ++_last;

    /// <summary>What an order would trade with next; null: nothing at its price or better.</summary>
    public SpotOrder? Against(in PlaceSpotOrder words)
    {
        if (!_blocks.TryGetValue((words.FirstHour, words.Hours), out var block))
            return null;
        var side = block.Of(words.Side.Opposite());
        if (side.Count == 0)
            return null;
        var (limit, price) = (words.Limit.Ticks, side[0].Words.Limit.Ticks);
        return (words.Side == Side.Buy ? price <= limit : price >= limit) ? side[0] : null;
    }

    /// <summary>What is left of an order rests.</summary>
    public void Add(SpotOrder order)
    {
        Must.Hold(order.Left > 0);
        var key = (order.Words.FirstHour, order.Words.Hours);
        if (!_blocks.TryGetValue(key, out var block))
            _blocks.Add(key, block = new());
        block.Add(order);
        _orders.Add((order.Slot, order.Words.Reference), order);
        _counts[order.Slot] = CountOf(order.Slot) + 1;
        Reckon(order, order.LotHours);
    }

    /// <summary>Lots of a resting order traded; with the last one it leaves.</summary>
    public void Fill(SpotOrder order, long lots)
    {
        Must.Hold(lots > 0 && lots <= order.Left);
        Reckon(order, -checked(lots * order.Words.Hours));
        order.Left -= lots;
        if (order.Left == 0)
            Leave(order);
    }

    public void Remove(SpotOrder order)
    {
        Reckon(order, -order.LotHours);
        Leave(order);
    }

    /// <summary>All orders: blocks by first hour and length, buyers before sellers, best first.</summary>
    public List<SpotOrder> All()
    {
        var all = new List<SpotOrder>(_orders.Count);
        for (var i = 0; i < _blocks.Count; i++)
        {
            all.AddRange(_blocks.GetValueAtIndex(i).Buys);
            all.AddRange(_blocks.GetValueAtIndex(i).Sells);
        }

        return all;
    }

    /// <summary>The orders of the block that begins next: of two of one hour the shorter.</summary>
    public List<SpotOrder> Next()
    {
        var block = _blocks.GetValueAtIndex(0);
        return [.. block.Buys, .. block.Sells];
    }

    public void Save(StateWriter w)
    {
        w.Long(_last);
        var all = All();
        w.Int(all.Count);
        foreach (var order in all)
        {
            w.Long(order.Number);
            w.Int(order.Slot);
            w.Int(order.Group);
            w.Struct(order.Words);
            w.Long(order.Left);
        }
    }

    public void Load(StateReader r)
    {
        _last = r.Long();
        for (var count = r.Count(); count > 0; count--)
            Add(new(r.Long(), r.Int(), r.Int(), r.Struct<PlaceSpotOrder>(), r.Long()));
    }

    private void Leave(SpotOrder order)
    {
        var key = (order.Words.FirstHour, order.Words.Hours);
        var block = _blocks[key];
        Must.Hold(block.Of(order.Words.Side).Remove(order));
        if (block.IsEmpty)
            _blocks.Remove(key);
        _orders.Remove((order.Slot, order.Words.Reference));
        _counts[order.Slot]--;
    }

    private void Reckon(SpotOrder order, long lotHours)
    {
        if (order.Words.Side == Side.Sell)
            _offered[order.Slot] = checked(OfferedBy(order.Slot) + lotHours);
    }
}
