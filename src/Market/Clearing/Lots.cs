// Lots: what each trade opened, until something closes it. One pool for all positions; queues in order of time.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>What a trade opened and nothing has closed yet (rule POS-001).</summary>
internal struct Lot
{
    public long Trade;

    /// <summary>Open price, ticks.</summary>
    public long Ticks;

    public int Day;

    public int Size;

    /// <summary>The next younger one; zero: none.</summary>
    public int Next;
}

/// <summary>Lots of one side of one position in order of time, and how many they are.</summary>
internal struct LotQueue
{
    public int First;

    public int Last;

    public long Lots;
}

/// <summary>One side of a position: carried lots, today's lots, and what all of them cost when they were
/// opened.</summary>
internal struct LotSide
{
    public LotQueue Carried;

    public LotQueue Today;

    /// <summary>Sum of open price times lots of all lots, ticks.</summary>
    public long CostTicks;

    /// <summary>The same of today's alone.</summary>
    public long TodayTicks;

    public readonly long Lots => Carried.Lots + Today.Lots;
}

/// <summary>Which lots a closing trade may take.</summary>
internal enum LotKind : byte
{
    /// <summary>Carried ones, then today's.</summary>
    Oldest = 0,
    Carried = 1,
    Today = 2,
}

/// <summary>A part of a lot that a trade took.</summary>
internal readonly record struct TakenLot(TradeId Trade, TradingDate Day, Price OpenPrice, long Lots, bool IsToday);

/// <summary>The pool. Taking and adding allocate nothing once it has its size.</summary>
internal sealed class LotPool
{
    private Lot[] _lots = new Lot[256];
    private int _used = 1;
    private int _free;

    /// <summary>A trade opened lots.</summary>
    public void Open(ref LotSide side, TradeId trade, TradingDate day, Price price, long lots)
    {
        Append(ref side.Today, trade.Value, day.Days, price.Ticks, lots);
        side.CostTicks += price.Ticks * lots;
        side.TodayTicks += price.Ticks * lots;
    }

    /// <summary>A lot of a day before: of a snapshot, or of a release that knew none.</summary>
    public void Carry(ref LotSide side, TradeId trade, TradingDate day, Price price, long lots)
    {
        Append(ref side.Carried, trade.Value, day.Days, price.Ticks, lots);
        side.CostTicks += price.Ticks * lots;
    }

    /// <summary>Takes the oldest lot that may be taken, or the part of it that is wanted; there must be one.</summary>
    public TakenLot Take(ref LotSide side, LotKind kind, long most)
    {
        var today = kind == LotKind.Today || (kind == LotKind.Oldest && side.Carried.Lots == 0);
        ref var queue = ref today ? ref side.Today : ref side.Carried;
        Must.Hold(queue.First != 0 && most > 0);
        ref var lot = ref _lots[queue.First];
        var size = (int)long.Min(lot.Size, most);
        var taken = new TakenLot(new(lot.Trade), new(lot.Day), new(lot.Ticks), size, today);
        lot.Size -= size;
        queue.Lots -= size;
        side.CostTicks -= lot.Ticks * size;
        if (today)
            side.TodayTicks -= lot.Ticks * size;
        if (lot.Size == 0)
            RemoveFirst(ref queue);
        return taken;
    }

    /// <summary>Today's lots become carried ones: the day is settled.</summary>
    public void Roll(ref LotSide side)
    {
        side.TodayTicks = 0;
        if (side.Today.First == 0)
            return;
        if (side.Carried.First == 0)
            side.Carried = side.Today;
        else
        {
            _lots[side.Carried.Last].Next = side.Today.First;
            side.Carried.Last = side.Today.Last;
            side.Carried.Lots += side.Today.Lots;
        }

        side.Today = default;
    }

    /// <summary>All lots end.</summary>
    public void Clear(ref LotSide side)
    {
        while (side.Carried.First != 0)
            RemoveFirst(ref side.Carried);
        while (side.Today.First != 0)
            RemoveFirst(ref side.Today);
        side = default;
    }

    /// <summary>The lots of a side, oldest first.</summary>
    public List<OpenLots> Of(in LotSide side)
    {
        var lots = new List<OpenLots>();
        foreach (var first in (ReadOnlySpan<int>)[side.Carried.First, side.Today.First])
        {
            for (var at = first; at != 0; at = _lots[at].Next)
                lots.Add(new(new(_lots[at].Ticks), _lots[at].Size));
        }

        return lots;
    }

    /// <summary>Does a side say of itself what its lots add up to, in order of time? (invariants I-3 and I-4)</summary>
    public bool IsSound(in LotSide side)
    {
        var (carried, carriedTicks, ordered) = Sum(side.Carried);
        var (today, todayTicks, orderedToday) = Sum(side.Today);
        return ordered
            && orderedToday
            && carried == side.Carried.Lots
            && today == side.Today.Lots
            && todayTicks == side.TodayTicks
            && carriedTicks + todayTicks == side.CostTicks;
    }

    public void Save(StateWriter writer, in LotSide side)
    {
        Save(writer, side.Carried);
        Save(writer, side.Today);
    }

    public void Load(StateReader reader, ref LotSide side)
    {
        for (var count = reader.Count(); count > 0; count--)
            Carry(ref side, new(reader.Long()), new(reader.Int()), new(reader.Long()), reader.Int());
        for (var count = reader.Count(); count > 0; count--)
            Open(ref side, new(reader.Long()), new(reader.Int()), new(reader.Long()), reader.Int());
    }

    private void Save(StateWriter writer, in LotQueue queue)
    {
        var count = 0;
        for (var at = queue.First; at != 0; at = _lots[at].Next)
            count++;
        writer.Int(count);
        for (var at = queue.First; at != 0; at = _lots[at].Next)
        {
            ref readonly var lot = ref _lots[at];
            writer.Long(lot.Trade);
            writer.Int(lot.Day);
            writer.Long(lot.Ticks);
            writer.Int(lot.Size);
        }
    }

    private (long Lots, long Ticks, bool Ordered) Sum(in LotQueue queue)
    {
        long lots = 0,
            ticks = 0,
            trade = -1;
        var ordered = true;
        for (var at = queue.First; at != 0; at = _lots[at].Next)
        {
            ref readonly var lot = ref _lots[at];
            lots += lot.Size;
            ticks += lot.Ticks * lot.Size;
            ordered &= lot.Size > 0 && lot.Trade > trade && (lot.Next != 0 || at == queue.Last);
            trade = lot.Trade;
        }

        return (lots, ticks, ordered);
    }

    private void Append(ref LotQueue queue, long trade, int day, long ticks, long lots)
    {
        var at = Free();
        _lots[at] = new()
        {
            Trade = trade,
            Ticks = ticks,
            Day = day,
            Size = checked((int)lots),
        };
        if (queue.First == 0)
            queue.First = at;
        else
            _lots[queue.Last].Next = at;
        queue.Last = at;
        queue.Lots += lots;
    }

    private void RemoveFirst(ref LotQueue queue)
    {
        var at = queue.First;
        queue.First = _lots[at].Next;
        if (queue.First == 0)
            queue.Last = 0;
        _lots[at].Next = _free;
        _free = at;
    }

    private int Free()
    {
        if (_free != 0)
        {
            var at = _free;
            _free = _lots[at].Next;
            return at;
        }

        if (_used == _lots.Length)
            Array.Resize(ref _lots, _lots.Length * 2);
        return _used++;
    }
}
