// The books to bytes and back, order by order in their priority.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    /// <summary>Saves what changes in the books. The books themselves (models, legs) are added again before <see
    /// cref="Load"/>.</summary>
    /// <param name="sessions">Who brought each order, too.</param>
    public void Save(StateWriter writer, bool sessions = false)
    {
        Must.Hold(_awake.Count == 0);
        writer.Int(_count);
        foreach (var book in _books.AsSpan(0, _count))
            Save(writer, book, sessions);
    }

    /// <summary>Loads into an engine with the same books and no orders.</summary>
    public void Load(StateReader reader, bool sessions = false)
    {
        Must.Hold(_pool.Count == 0);
        Must.Hold(reader.Int() == _count);
        foreach (var book in _books.AsSpan(0, _count))
            Load(reader, book, sessions);
    }

    private void Save(StateWriter w, Book book, bool sessions)
    {
        w.Byte((byte)book.Phase);
        w.Long(book.Low);
        w.Int(book.Levels);
        w.Long(book.Reference);
        w.Long(book.Last);
        w.Bool(book.Traded);
        w.Long(book.Sequence);
        w.Bool(book.Stirred);
        w.Bool(book.Collected);
        w.Long(book.Indicated.Price);
        w.Long(book.Indicated.Lots);
        w.Long(book.Indicated.Surplus);
        Must.Hold(book.SwingHigh < book.SwingLow);
        var count = CollectLadders(book);
        w.Int(count + book.AtTheClose.Count + book.Woken.Count);
        for (var i = 0; i < count; i++)
            Save(w, _slots[i], sessions);
        foreach (var slot in book.AtTheClose)
            Save(w, slot, sessions);
        foreach (var slot in book.Woken)
            Save(w, slot, sessions);
        w.Long(NumberOf(book.Bids.Top));
        w.Long(NumberOf(book.Asks.Top));
    }

    private void Load(StateReader r, Book book, bool sessions)
    {
        book.Phase = (TradingPhase)r.Byte();
        var low = r.Long();
        var levels = r.Int();
        if (levels > 0)
            book.Resize(low, low + levels - 1);
        book.Reference = r.Long();
        book.Last = r.Long();
        book.Traded = r.Bool();
        book.Sequence = r.Long();
        var stirred = r.Bool();
        var collected = r.Bool();
        if (book.Phase.IsAuction())
            BeginIndications(book);
        book.Collected = collected;
        book.Indicated = (r.Long(), r.Long(), r.Long());
        for (var count = r.Count(); count > 0; count--)
            LoadOrder(r, book, sessions);
        (book.Bids.Top, book.Asks.Top) = (SlotOf(r.Long()), SlotOf(r.Long()));
        book.Stirred = stirred;
    }

    private void Save(StateWriter w, int slot, bool sessions)
    {
        ref readonly var hot = ref _pool.Hot[slot];
        // Of a stop that waits the link is the price that reached it; the others' are made again.
        w.Struct(hot with { Next = hot.Place == OrderPlace.Woken ? hot.Next : 0, Previous = 0 });
        ref readonly var cold = ref _pool.Cold[slot];
        w.Struct(SavedCold.Of(cold, _books[hot.Book - 1].Low));
        if (sessions)
            w.Int(cold.Session);
    }

    private void LoadOrder(StateReader r, Book book, bool sessions)
    {
        var slot = _pool.Take();
        _pool.Hot[slot] = r.Struct<HotOrder>();
        var cold = r.Struct<SavedCold>();
        _pool.Cold[slot] = cold.At(book.Low, sessions ? r.Int() : 0);
        _directory.Add(_pool.Hot[slot].Order, slot);
        Place(book, slot);
    }

    private long NumberOf(int slot) => slot == None ? 0 : _pool.Hot[slot].Order.Value;

    private int SlotOf(long order) => order == 0 ? None : _directory.Find(new(order));

    /// <summary>What a snapshot has of an order's colder half: the price itself, as it was first written down. The
    /// digests of released logs are over these bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private struct SavedCold
    {
        public long Price;
        public int Group;
        public int Hidden;
        public int Display;
        public int Filled;
        public int Expires;
        public OrderType Type;
        public TimeInForce TimeInForce;
        public OrderFlags Flags;
        public SelfMatch SelfMatch;

        public static SavedCold Of(in ColdOrder cold, long low) =>
            new()
            {
                Price = cold.Limit == ColdOrder.NoLimit ? 0 : low + cold.Limit,
                Group = cold.Group,
                Hidden = cold.Hidden,
                Display = cold.Display,
                Filled = cold.Filled,
                Expires = cold.Expires,
                Type = cold.Type,
                TimeInForce = cold.TimeInForce,
                Flags = cold.Flags,
                SelfMatch = cold.SelfMatch,
            };

        /// <summary>A stop without a limit, and nothing else that lives, has none.</summary>
        public readonly ColdOrder At(long low, int session) =>
            new()
            {
                Limit = Type == OrderType.Stop ? ColdOrder.NoLimit : checked((int)(Price - low)),
                Session = session,
                Group = Group,
                Hidden = Hidden,
                Display = Display,
                Filled = Filled,
                Expires = Expires,
                Type = Type,
                TimeInForce = TimeInForce,
                Flags = Flags,
                SelfMatch = SelfMatch,
            };
    }
}
