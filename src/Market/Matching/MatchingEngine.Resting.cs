// Orders that stay: coming to rest or to sleep, becoming smaller, leaving, moving to a new day's band.
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    // Made once: a comparison that is made where it is used would be allocated there.
    private readonly Comparison<int> _byNumber;
    private int[] _slots;

    /// <summary>Takes a slot for an order that comes in: all its lots, none of them hidden yet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Fill(Book book, in OrderEntry order, long filled)
    {
        var slot = _pool.Take();
        ref var hot = ref _pool.Hot[slot];
        hot.Order = order.Order;
        hot.Visible = checked((int)order.Lots);
        hot.Owner = order.Owner;
        hot.Book = (ushort)book.Id.Value;
        hot.Side = order.Side;
        hot.Place = OrderPlace.None;
        // A stop keeps its stop price here until it rests.
        hot.Level = IsStop(order.Type) ? book.LevelOf(order.StopPrice.Ticks) : 0;
        ref var cold = ref _pool.Cold[slot];
        cold.Limit = order.Type is OrderType.Limit or OrderType.StopLimit
            ? book.LevelOf(order.Price.Ticks)
            : ColdOrder.NoLimit;
        cold.Session = order.Session;
        cold.Group = order.Group;
        cold.Hidden = 0;
        cold.Display = checked((int)order.Display);
        cold.Filled = checked((int)filled);
        cold.Expires = order.Expires.Days;
        cold.Type = order.Type;
        cold.TimeInForce = order.TimeInForce;
        cold.Flags = order.Flags;
        cold.SelfMatch = order.SelfMatch;
        return slot;
    }

    /// <summary>So it is with most orders: nothing but a limit and lots, nobody to meet, and it stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StaysStraight(Book book, in OrderEntry order)
    {
        if (!IsCommon(order) || order.TimeInForce == TimeInForce.FillAndKill)
            return false;
        if (book.Phase != TradingPhase.Continuous || book.HasImplied)
            return false;
        var best = book.Against(order.Side).Best;
        return best == None || !Crosses(order.Side, order.Price.Ticks, book.Low + best);
    }

    /// <summary>What <see cref="Fill"/> and <see cref="Stay"/> do, where most of their questions are answered.</summary>
    private void StayPlain<T>(Book book, in OrderEntry order, long filled, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var level = book.LevelOf(order.Price.Ticks);
        var slot = _pool.Take();
        ref var hot = ref _pool.Hot[slot];
        hot.Order = order.Order;
        hot.Level = level;
        hot.Visible = checked((int)order.Lots);
        hot.Owner = order.Owner;
        hot.Book = (ushort)book.Id.Value;
        hot.Side = order.Side;
        hot.Place = OrderPlace.Resting;
        ref var cold = ref _pool.Cold[slot];
        cold.Limit = level;
        cold.Session = order.Session;
        cold.Group = order.Group;
        cold.Hidden = 0;
        cold.Display = 0;
        cold.Filled = checked((int)filled);
        cold.Expires = 0;
        cold.Type = OrderType.Limit;
        cold.TimeInForce = order.TimeInForce;
        cold.Flags = order.Flags;
        cold.SelfMatch = order.SelfMatch;
        _directory.Add(order.Order, slot);
        // An order that closes is not a plain one: none steps forward here.
        book.Of(order.Side).Add(slot, ref hot, cold, closingFirst: false);
        book.Stirred = true;
        Tell(book, hot, BookAction.Added, hot.Visible, ref reports);
        reports.Stayed(new(hot, cold, book.Low));
    }

    /// <summary>Puts what is left of an order where it belongs and tells it.</summary>
    private void Stay<T>(Book book, int slot, OrderPlace place, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        ref var hot = ref _pool.Hot[slot];
        ref var cold = ref _pool.Cold[slot];
        if (cold.Display > 0 && cold.Display < hot.Visible)
        {
            cold.Hidden = hot.Visible - cold.Display;
            hot.Visible = cold.Display;
        }

        hot.Place = place;
        _directory.Add(hot.Order, slot);
        if (place == OrderPlace.Resting)
        {
            hot.Level = cold.Limit;
            var added = book.Of(hot.Side).Add(slot, ref hot, cold, book.Model.ClosingFirstAtLimit);
            book.Stirred = true;
            Tell(book, hot, added, hot.Visible, ref reports);
        }
        else
        {
            if (place == OrderPlace.AtTheClose)
                hot.Level = cold.Limit;
            Place(book, slot);
        }

        reports.Stayed(new(hot, cold, book.Low));
    }

    /// <summary>Links a filled slot into its list.</summary>
    private void Place(Book book, int slot)
    {
        switch (_pool.Hot[slot].Place)
        {
            case OrderPlace.Resting:
                book.Of(_pool.Hot[slot].Side).Add(slot, book.Model.ClosingFirstAtLimit);
                book.Stirred = true;
                break;
            case OrderPlace.Stop:
                book.StopsOf(_pool.Hot[slot].Side).Add(slot, closingFirst: false);
                book.Stops++;
                break;
            case OrderPlace.AtTheClose:
                book.AtTheClose.Add(slot);
                break;
            default:
                book.Woken.Add(slot);
                break;
        }
    }

    private void Unplace(Book book, int slot)
    {
        switch (_pool.Hot[slot].Place)
        {
            case OrderPlace.Resting:
                UnplaceResting(book, slot, _pool.Hot[slot]);
                break;
            case OrderPlace.Stop:
                book.StopsOf(_pool.Hot[slot].Side).Remove(slot);
                book.Stops--;
                break;
            case OrderPlace.AtTheClose:
                book.AtTheClose.Remove(slot);
                break;
            default:
                if (!book.Woken.Remove(slot))
                    LeaveQueue(slot);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UnplaceResting(Book book, int slot, in HotOrder hot)
    {
        book.Of(hot.Side).Remove(slot);
        book.Stirred = true;
    }

    /// <summary>Takes an order off for good and tells it.</summary>
    private void Drop<T>(Book book, int slot, CancelReason reason, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var order = _pool.View(slot, book.Low);
        Forget(book, slot, ref reports);
        reports.Left(order, reason, stayed: true);
    }

    /// <summary>Takes an order off every list; tells only that the visible book lost it.</summary>
    private void Forget<T>(Book book, int slot, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        ref readonly var hot = ref _pool.Hot[slot];
        var order = hot.Order;
        if (hot.Place == OrderPlace.Resting)
        {
            UnplaceResting(book, slot, hot);
            Tell(book, hot, BookAction.Removed, 0, ref reports);
        }
        else
        {
            Unplace(book, slot);
        }

        _directory.Remove(order, slot);
        _pool.Give(slot);
    }

    /// <summary>Makes a live order smaller in its place, hidden lots first.</summary>
    private void Shrink<T>(Book book, int slot, long by, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        ref var hot = ref _pool.Hot[slot];
        ref var cold = ref _pool.Cold[slot];
        var hidden = checked((int)long.Min(by, cold.Hidden));
        var visible = checked((int)(by - hidden));
        Must.Hold(visible < hot.Visible);
        cold.Hidden -= hidden;
        hot.Visible -= visible;
        if (hot.Place != OrderPlace.Resting)
            return;
        ref var level = ref book.Of(hot.Side).Levels[hot.Level];
        level.Hidden -= hidden;
        level.Visible -= visible;
        book.Stirred = true;
        if (visible > 0)
            Tell(book, hot, BookAction.Changed, hot.Visible, ref reports);
    }

    private void TellAdded<T>(Book book, int slot, BookAction added, ref T reports)
        where T : IMatchingReports, allows ref struct =>
        Tell(book, _pool.Hot[slot], added, _pool.Hot[slot].Visible, ref reports);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tell<T>(Book book, in HotOrder hot, BookAction action, long lots, ref T reports)
        where T : IMatchingReports, allows ref struct =>
        reports.BookChanged(
            new(book.Id, book.NextSequence(), hot.Order, action, hot.Side, book.PriceAt(hot.Level), new(lots))
        );

    /// <summary>Every live order of a book into the scratch, by its number. Returns how many.</summary>
    private int Gather(Book book)
    {
        var count = CollectLadders(book);
        foreach (var slot in book.AtTheClose)
            _slots[count++] = slot;
        foreach (var slot in book.Woken)
            _slots[count++] = slot;
        foreach (var slot in _awake)
        {
            if (_pool.Hot[slot].Book == book.Id.Value)
                _slots[count++] = slot;
        }

        _slots.AsSpan(0, count).Sort(_byNumber);
        return count;
    }

    /// <summary>All orders of the ladders into the scratch, each ladder in its priority.</summary>
    private int CollectLadders(Book book)
    {
        if (_slots.Length < _pool.Count)
            _slots = new int[_pool.Hot.Length];

        var count = 0;
        Collect(book.Bids, ref count);
        Collect(book.Asks, ref count);
        if (book.Stops > 0)
        {
            Collect(book.StopsOf(Side.Buy), ref count);
            Collect(book.StopsOf(Side.Sell), ref count);
        }

        return count;
    }

    private void Collect(Ladder ladder, ref int count)
    {
        for (var slot = ladder.First; slot != None; slot = ladder.After(slot))
            _slots[count++] = slot;
    }

    /// <summary>Lifts every order out, moves the ladders, and puts them back in their old order of priority.</summary>
    private void Rebase(Book book, long low, long high)
    {
        var old = book.Low;
        var (topBid, topAsk) = (book.Bids.Top, book.Asks.Top);
        var count = CollectLadders(book);
        for (var i = 0; i < count; i++)
            Unplace(book, _slots[i]);
        // The orders that sleep outside the ladders keep a level too.
        foreach (var slot in book.AtTheClose)
            MoveLevels(slot, old - low);
        foreach (var slot in book.Woken)
            MoveWoken(slot, old - low);
        foreach (var slot in _awake)
        {
            if (_pool.Hot[slot].Book == book.Id.Value)
                MoveWoken(slot, old - low);
        }

        book.Resize(low, high);
        for (var i = 0; i < count; i++)
        {
            MoveLevels(_slots[i], old - low);
            Place(book, _slots[i]);
        }

        (book.Bids.Top, book.Asks.Top) = (topBid, topAsk);
    }

    /// <summary>After the band has moved: where an edge has come to lie at a price that was none, the closing orders
    /// have stepped forward, and that is told (rule MKT-002).</summary>
    private void TellNewEdges<T>(Book book, long oldLow, long oldHigh, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var (lowest, highest) = (0, book.Levels - 1);
        for (var side = Side.Buy; side <= Side.Sell; side++)
        {
            var (best, worst) = side == Side.Buy ? (highest, lowest) : (lowest, highest);
            if (IsNew(best))
                TellInFront(book, book.Of(side), best, ref reports);
            if (worst != best && IsNew(worst))
                TellInFront(book, book.Of(side), worst, ref reports);
        }

        bool IsNew(int level) => book.Low + level != oldLow && book.Low + level != oldHigh;
    }

    /// <summary>Tells those that stand in front at an edge out and in again, in their places.</summary>
    private void TellInFront<T>(Book book, Ladder ladder, int edge, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var last = ladder.LastInFront(edge);
        if (last == None)
            return;
        for (var slot = ladder.Levels[edge].First; ; slot = _pool.Hot[slot].Next)
        {
            Tell(book, _pool.Hot[slot], BookAction.Removed, 0, ref reports);
            TellAdded(book, slot, BookAction.AddedInFront, ref reports);
            if (slot == last)
                return;
        }
    }

    private void MoveLevels(int slot, long levels)
    {
        var by = checked((int)levels);
        _pool.Hot[slot].Level += by;
        ref var limit = ref _pool.Cold[slot].Limit;
        if (limit != ColdOrder.NoLimit)
            limit += by;
    }

    private void MoveWoken(int slot, long levels)
    {
        MoveLevels(slot, levels);
        _pool.Hot[slot].Next += checked((int)levels);
    }
}
