// The twin's matching: price by price, order by order, or pro rata.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Unit.Market.Matching;

internal sealed partial class PlainEngine
{
    private static SelfMatch ModeOf(PlainBook book, in OrderEntry order) =>
        order.SelfMatch == SelfMatch.AsContract ? book.Model.SelfMatch : order.SelfMatch;

    private static bool Crosses(Side side, long limit, long price) =>
        side == Side.Buy ? price <= limit : price >= limit;

    private static long PriceOf(PlainBook book, long incoming, long resting, long last) =>
        book.Model.TradePrice == TradePriceRule.MiddleOfThree
            ? new[] { incoming, resting, last }.Order().ElementAt(1)
            : resting;

    /// <summary>DYN-001: farther from a price than floor(width * price), at least a tick.</summary>
    private static bool LeavesBand(PlainBook book, long price, long around)
    {
        var ppm = book.Model.DynamicBandPpm;
        return ppm > 0
            && long.Abs(price - around) > long.Max(1, (long)decimal.Floor((decimal)around * ppm / 1_000_000));
    }

    /// <summary>An order that is awake: it matches where there is matching; what is left rests or leaves.</summary>
    private void ComeIn(PlainBook book, in OrderEntry order, long filled)
    {
        RememberLast();
        var taker = new PlainTaker(order, ModeOf(book, order), filled);
        if (book.Phase == TradingPhase.Continuous)
            Match(book, taker);
        if (taker.Left > 0 || taker.Ended != CancelReason.None)
            Finish(book, taker);
        RememberLast();
    }

    private void RememberLast() => _books.ForEach(b => b.Found = b.Last);

    private void Match(PlainBook book, PlainTaker taker)
    {
        if (LimitOf(book, taker.Entry) is not { } limit)
            return;
        taker.Limit = limit;
        if (taker.Entry.Type == OrderType.MarketToLimit)
            taker.Entry = taker.Entry with { Price = new(limit) };
        while (taker.Goes)
        {
            var front = book.Against(taker.Side).FirstOrDefault();
            if (front is not null && !Crosses(taker.Side, taker.Limit, front.Price))
                front = null;
            if (FindImplied(book, taker.Side, taker.Entry.Group, taker.Left) is { } chain && Suits(chain, taker, front))
                Execute(chain, taker);
            else if (front is null)
                return;
            else if (book.Model.Allocation == Allocation.ProRata)
                MatchPrice(book, taker, front.Price);
            else if (taker.IsOwn(front))
                MeetOwn(taker, front);
            else
                Trade(book, taker, front, long.Min(taker.Left, front.Visible));
        }
    }

    /// <summary>Ticks beyond which an order does not trade; null: it has no limit and nobody is there.</summary>
    private long? LimitOf(PlainBook book, in OrderEntry order)
    {
        if (order.Type is OrderType.Limit or OrderType.StopLimit)
            return order.Price.Ticks;
        if (BestAgainst(book, order.Side) is not { } best)
            return null;
        if (order.Type == OrderType.MarketToLimit)
            return best;
        var ppm = book.Model.MarketProtectionPpm;
        if (ppm == 0)
            return order.Side == Side.Buy ? book.High : book.Low;
        var ticks = long.Max(1, (long)decimal.Floor((decimal)book.Reference * ppm / 1_000_000));
        return order.Side == Side.Buy ? long.Min(book.High, best + ticks) : long.Max(book.Low, best - ticks);
    }

    private void Finish(PlainBook book, PlainTaker taker)
    {
        var order = taker.Entry;
        var rests =
            order.Type is not (OrderType.Market or OrderType.Stop)
            && order.TimeInForce is not (TimeInForce.FillAndKill or TimeInForce.FillOrKill);
        if (taker.Ended != CancelReason.None)
            reports.Left(taker.View(), taker.Ended, stayed: false);
        else if (rests)
            Stay(book, order, taker.Left, taker.Filled, OrderPlace.Resting);
        else
            reports.Left(taker.View(), CancelReason.Unfilled, stayed: false);
    }

    /// <summary>Trades so many lots with a resting order, or interrupts the book.</summary>
    private void Trade(PlainBook book, PlainTaker taker, PlainOrder resting, long lots)
    {
        var price = PriceOf(book, taker.Limit, resting.Price, book.Last);
        if (LeavesBand(book, price, book.Found))
        {
            taker.Interrupted = true;
            book.Phase = TradingPhase.VolatilityAuction;
            book.Collected = true;
            book.Indicated = (AuctionReference(book), 0, 0);
            reports.Interrupted(book.Id);
            return;
        }

        taker.Left -= lots;
        taker.Filled += lots;
        Discover(book, price);
        var (incoming, maker) = (taker.ToSide(), Rested(resting, lots));
        var (buyer, seller) = taker.Side == Side.Buy ? (incoming, maker) : (maker, incoming);
        if (book.Legs is null)
        {
            reports.Traded(
                new(book.Id, ++book.Sequence, new(price), lots, TradeOrigin.Continuous, taker.Side, buyer, seller)
            );
        }
        else
        {
            TradeSpread(book, price, lots, taker.Side, buyer, seller);
        }

        Take(resting, lots);
    }

    private static MatchSide Rested(PlainOrder order, long lots) =>
        new(order.Entry.Order, order.Entry.Owner, order.Entry.Flags, new(order.Price), order.Lots - lots, Rested: true);

    /// <summary>Lots of a resting order have traded; an iceberg shows its next slice at the back (ORD-011).</summary>
    private void Take(PlainOrder order, long lots)
    {
        Must.Hold(lots > 0 && lots <= order.Visible);
        order.Visible -= lots;
        order.Filled += lots;
        if (order.Visible > 0)
        {
            Tell(order, BookAction.Changed, order.Visible);
            return;
        }

        if (order.Hidden == 0)
        {
            Forget(order);
            return;
        }

        order.Book.Remove(order);
        Tell(order, BookAction.Removed, 0);
        order.Visible = long.Min(order.Entry.Display, order.Hidden);
        order.Hidden -= order.Visible;
        order.Book.Put(order, isFreshSlice: true);
        TellAdded(order);
    }

    /// <summary>SMP-001.</summary>
    private void MeetOwn(PlainTaker taker, PlainOrder own)
    {
        if (taker.Mode == SelfMatch.Decrement)
        {
            var by = long.Min(taker.Left, own.Lots);
            var whole = by == own.Lots;
            taker.Left -= by;
            if (whole)
                Forget(own);
            else
                Shrink(own, by);
            var view = whole ? PlainOrder.ViewOf(own.Entry, own.Place, 0, 0, own.Filled) : own.View();
            reports.Reduced(view, by, CancelReason.SelfMatch, stayed: true);
            reports.Reduced(taker.View(), by, CancelReason.SelfMatch, stayed: false);
            if (whole)
                reports.Left(view, CancelReason.SelfMatch, stayed: true);
            if (taker.Left == 0)
                taker.Ended = CancelReason.SelfMatch;
            return;
        }

        if (taker.Mode is SelfMatch.CancelOldest or SelfMatch.CancelBoth)
            Leave(own, CancelReason.SelfMatch);
        if (taker.Mode is SelfMatch.CancelNewest or SelfMatch.CancelBoth)
            taker.Ended = CancelReason.SelfMatch;
    }

    /// <summary>MKT-003: own orders of the price first, then shares.</summary>
    private void MatchPrice(PlainBook book, PlainTaker taker, long price)
    {
        var level = book.Against(taker.Side).TakeWhile(o => o.Price == price).ToList();
        var own = level.Where(taker.IsOwn).ToList();
        if (own.Count > 0)
        {
            foreach (var order in own.TakeWhile(_ => taker.Ended == CancelReason.None))
                MeetOwn(taker, order);
            return;
        }

        foreach (var (order, lots) in Share(book, level, taker.Left))
        {
            if (lots > 0 && !taker.Interrupted)
                Trade(book, taker, order, lots);
        }
    }

    private List<(PlainOrder Order, long Lots)> Share(PlainBook book, List<PlainOrder> level, long lots)
    {
        var visible = level.Sum(o => o.Visible);
        if (lots >= visible)
            return [.. level.Select(o => (o, o.Visible))];
        var given = level.ToDictionary(o => o, _ => 0L);
        var left = lots;
        if (level.Find(book.IsTop) is { } top)
        {
            given[top] = new[] { book.Model.TopOrderLots, top.Visible, left }.Min();
            left -= given[top];
            if (given[top] > 0 && level.Count > 1)
                Noticed?.Invoke("top order served first");
        }

        var (all, toShare) = (visible - given.Values.Sum(), left);
        foreach (var order in level)
        {
            var share = (long)decimal.Floor((decimal)toShare * (order.Visible - given[order]) / all);
            if (share < book.Model.LeastShareLots)
            {
                if (share > 0)
                    Noticed?.Invoke("share below the least not given");
                continue;
            }

            given[order] += share;
            left -= share;
        }

        foreach (var order in level)
        {
            var more = long.Min(left, order.Visible - given[order]);
            if (more > 0)
                Noticed?.Invoke("rest of shares first come, first served");
            given[order] += more;
            left -= more;
        }

        return [.. level.Select(o => (o, given[o]))];
    }
}
