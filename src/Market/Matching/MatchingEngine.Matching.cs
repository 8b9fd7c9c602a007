// An order enters: it meets the other side price by price, and what is left stays or leaves.
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    /// <summary>An order while it is coming in. What does not change in the meantime is in its slot already.</summary>
    private struct Incoming
    {
        public int Slot;
        public int Group;
        public Side Side;
        public SelfMatch Mode;

        /// <summary>What ended the matching; None: lots or the other side did.</summary>
        public CancelReason Ended;
        public bool Interrupted;

        /// <summary>Ticks it may not trade beyond.</summary>
        public long Limit;
        public long Left;
        public long Filled;

        /// <summary>The last price as the order found it: the middle of the dynamic band.</summary>
        public long Reference;
    }

    /// <summary>Lets an order in that <see cref="Check"/> did not refuse. Stops that it wakes wait for <see
    /// cref="WakeStops"/>.</summary>
    public void Enter<T>(in OrderEntry order, ref T reports)
        where T : IMatchingReports, allows ref struct => Reenter(order, 0, ref reports);

    /// <summary>An order that is awake meets the book.</summary>
    private void ComeIn<T>(Book book, int slot, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        if (book.Phase == TradingPhase.Continuous && !MeetsNobody(book, slot))
            Meet(book, slot, ref reports);
        else if (StaysWhenLeft(_pool.Cold[slot]))
            Stay(book, slot, OrderPlace.Resting, ref reports);
        else
            LeaveUnfilled(book, slot, CancelReason.Unfilled, ref reports);
    }

    /// <summary>Nothing that it could meet is there: so it is with most orders.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MeetsNobody(Book book, int slot)
    {
        ref readonly var cold = ref _pool.Cold[slot];
        if (cold.Type is not (OrderType.Limit or OrderType.StopLimit) || book.HasImplied)
            return false;
        var side = _pool.Hot[slot].Side;
        var level = book.Against(side).Best;
        return level == None || !Crosses(side, cold.Limit, level);
    }

    private void Meet<T>(Book book, int slot, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        ref readonly var hot = ref _pool.Hot[slot];
        ref readonly var cold = ref _pool.Cold[slot];
        var taker = new Incoming
        {
            Slot = slot,
            Group = cold.Group,
            Side = hot.Side,
            Mode = cold.SelfMatch == SelfMatch.AsContract ? book.Model.SelfMatch : cold.SelfMatch,
            Limit = book.Low + cold.Limit,
            Left = hot.Visible,
            Filled = cold.Filled,
            Reference = book.Last,
        };
        if (!SetLimit(book, ref taker))
            taker.Ended = CancelReason.Unfilled;
        else if (book.Model.Allocation == Allocation.PriceTime)
            MatchInTime(book, ref taker, ref reports);
        else
            MatchInProportion(book, ref taker, ref reports);
        if (taker.Left == 0 && taker.Ended == CancelReason.None)
            _pool.Give(slot);
        else
            Finish(book, taker, ref reports);
    }

    /// <summary>Gives an order without a limit its limit; false: nobody is on the other side.</summary>
    private bool SetLimit(Book book, ref Incoming taker)
    {
        var type = _pool.Cold[taker.Slot].Type;
        if (type is OrderType.Limit or OrderType.StopLimit)
            return true;
        if (BestAgainst(book, taker.Side) is not { } best)
            return false;
        if (type == OrderType.MarketToLimit)
        {
            // What is left of it rests at the price that it found.
            taker.Limit = best.Ticks;
            _pool.Cold[taker.Slot].Limit = book.LevelOf(best.Ticks);
            return true;
        }

        taker.Limit = Protected(book, taker.Side, best).Ticks;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool StaysWhenLeft(in ColdOrder order) =>
        order.Type is OrderType.Limit or OrderType.StopLimit or OrderType.MarketToLimit
        && order.TimeInForce is not (TimeInForce.FillAndKill or TimeInForce.FillOrKill);

    /// <summary>What is left of an order stays or leaves.</summary>
    private void Finish<T>(Book book, in Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        Note(taker);
        if (taker.Ended == CancelReason.None && StaysWhenLeft(_pool.Cold[taker.Slot]))
        {
            Stay(book, taker.Slot, OrderPlace.Resting, ref reports);
            return;
        }

        var reason = taker.Ended == CancelReason.None ? CancelReason.Unfilled : taker.Ended;
        LeaveUnfilled(book, taker.Slot, reason, ref reports);
    }

    private void LeaveUnfilled<T>(Book book, int slot, CancelReason reason, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        reports.Left(_pool.View(slot, book.Low), reason, stayed: false);
        _pool.Give(slot);
    }

    /// <summary>Writes into its slot how far an incoming order has come.</summary>
    private void Note(in Incoming taker)
    {
        _pool.Hot[taker.Slot].Visible = (int)taker.Left;
        _pool.Cold[taker.Slot].Filled = checked((int)taker.Filled);
    }

    private void MatchInTime<T>(Book book, ref Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var against = book.Against(taker.Side);
        while (taker.Left > 0 && taker.Ended == CancelReason.None && !taker.Interrupted)
        {
            var level = against.Best;
            var crosses = level != None && Crosses(taker.Side, taker.Limit, book.Low + level);
            if (book.HasImplied && MatchImplied(book, ref taker, crosses ? book.PriceAt(level) : null, ref reports))
                continue;
            if (!crosses)
                return;
            MatchOne(book, against, ref taker, against.Levels[level].First, long.MaxValue, ref reports);
        }
    }

    /// <summary>Meets one resting order with at most so many lots. False: it did not trade.</summary>
    private bool MatchOne<T>(Book book, Ladder against, ref Incoming taker, int slot, long most, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        ref var order = ref _pool.Hot[slot];
        if (_pool.Cold[slot].Group == taker.Group && taker.Mode != SelfMatch.Allow)
        {
            MeetOwn(book, ref taker, slot, ref reports);
            return false;
        }

        var price = TradePriceOf(book, taker.Limit, book.Low + order.Level, book.Last);
        if (LeavesBand(book, price, taker.Reference))
        {
            Interrupt(book, ref taker, ref reports);
            return false;
        }

        var lots = long.Min(long.Min(taker.Left, order.Visible), most);
        taker.Left -= lots;
        taker.Filled += lots;
        book.Note(price);
        var maker = new MatchSide(
            order.Order,
            order.Owner,
            _pool.Cold[slot].Flags,
            book.PriceAt(order.Level),
            order.Visible + _pool.Cold[slot].Hidden - lots,
            Rested: true
        );
        var incoming = SideOf(taker);
        var buys = taker.Side == Side.Buy;
        if (book.Legs is null)
        {
            reports.Traded(
                new(
                    book.Id,
                    book.NextSequence(),
                    new(price),
                    lots,
                    TradeOrigin.Continuous,
                    taker.Side,
                    buys ? incoming : maker,
                    buys ? maker : incoming
                )
            );
        }
        else
        {
            TradeSpread(book, price, lots, taker.Side, buys ? incoming : maker, buys ? maker : incoming, ref reports);
        }

        Take(book, against, slot, checked((int)lots), ref reports);
        return true;
    }

    /// <summary>Takes visible lots off a resting order because they traded, and shows the next slice of an
    /// iceberg.</summary>
    private void Take<T>(Book book, Ladder ladder, int slot, int lots, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        ref var order = ref _pool.Hot[slot];
        Must.Hold(lots > 0 && lots <= order.Visible);
        _pool.Cold[slot].Filled += lots;
        book.Stirred = true;
        if (lots < order.Visible)
        {
            order.Visible -= lots;
            ladder.Levels[order.Level].Visible -= lots;
            Tell(book, order, BookAction.Changed, order.Visible, ref reports);
            return;
        }

        ref var cold = ref _pool.Cold[slot];
        if (cold.Hidden == 0)
        {
            Forget(book, slot, ref reports);
            return;
        }

        ladder.Remove(slot);
        Tell(book, order, BookAction.Removed, 0, ref reports);
        order.Visible = int.Min(cold.Display, cold.Hidden);
        cold.Hidden -= order.Visible;
        // A fresh slice is not an order that comes to rest: it does not become the top order.
        var top = ladder.Top;
        var added = ladder.Add(slot, book.Model.ClosingFirstAtLimit);
        ladder.Top = top;
        TellAdded(book, slot, added, ref reports);
    }

    /// <summary>An incoming order would trade with one of its own control group (rule SMP-001).</summary>
    private void MeetOwn<T>(Book book, ref Incoming taker, int slot, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        if (taker.Mode == SelfMatch.Decrement)
        {
            Decrement(book, ref taker, slot, ref reports);
            return;
        }

        if (taker.Mode is SelfMatch.CancelOldest or SelfMatch.CancelBoth)
            Drop(book, slot, CancelReason.SelfMatch, ref reports);
        if (taker.Mode is SelfMatch.CancelNewest or SelfMatch.CancelBoth)
            taker.Ended = CancelReason.SelfMatch;
    }

    private void Decrement<T>(Book book, ref Incoming taker, int slot, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var total = _pool.Hot[slot].Visible + (long)_pool.Cold[slot].Hidden;
        var by = long.Min(total, taker.Left);
        taker.Left -= by;
        var order = ViewOf(slot);
        if (by == total)
            Forget(book, slot, ref reports);
        else
            Shrink(book, slot, by, ref reports);
        order = by == total ? order.WithoutLots() : ViewOf(slot);
        reports.Reduced(order, by, CancelReason.SelfMatch, stayed: true);
        Note(taker);
        reports.Reduced(_pool.View(taker.Slot, book.Low), by, CancelReason.SelfMatch, stayed: false);
        if (by == total)
            reports.Left(order, CancelReason.SelfMatch, stayed: true);
        if (taker.Left == 0)
            taker.Ended = CancelReason.SelfMatch;
    }

    private void Interrupt<T>(Book book, ref Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        taker.Interrupted = true;
        book.Phase = TradingPhase.VolatilityAuction;
        BeginIndications(book);
        reports.Interrupted(book.Id);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long TradePriceOf(Book book, long incoming, long resting, long last) =>
        book.Model.TradePrice == TradePriceRule.Resting ? resting
        : incoming < resting ? long.Clamp(last, incoming, resting)
        : long.Clamp(last, resting, incoming);

    /// <summary>True when a price lies outside the dynamic band around a price (rule DYN-001).</summary>
    private static bool LeavesBand(Book book, long price, long around)
    {
        if (book.Model.DynamicBandPpm == 0)
            return false;
        var width = book.BandAround(around);
        return price > around + width || price < around - width;
    }

    private MatchSide SideOf(in Incoming taker) =>
        new(
            _pool.Hot[taker.Slot].Order,
            _pool.Hot[taker.Slot].Owner,
            _pool.Cold[taker.Slot].Flags,
            new(taker.Limit),
            taker.Left,
            Rested: false
        );
}
