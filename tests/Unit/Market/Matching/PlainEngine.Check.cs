// The twin's refusals, line by line as in the table of docs/rules/refusals.md.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Bounds = Tokenbourse.Market.Matching.MatchingEngine.Bounds;

namespace Tokenbourse.Unit.Market.Matching;

internal sealed partial class PlainEngine
{
    /// <summary>1001, in the order of the table.</summary>
    public static Refusal CheckWords(in OrderEntry o, bool goodId = true)
    {
        var staying = new[] { TimeInForce.Day, TimeInForce.GoodTillCancelled, TimeInForce.GoodTillDate };
        var lives = o.Type switch
        {
            OrderType.Limit => Enum.GetValues<TimeInForce>().Where(l => l != TimeInForce.None),
            OrderType.Market => [TimeInForce.Day, TimeInForce.FillAndKill, TimeInForce.FillOrKill],
            OrderType.MarketToLimit or OrderType.Stop or OrderType.StopLimit => staying,
            _ => [],
        };
        var isStop = o.Type is OrderType.Stop or OrderType.StopLimit;
        var hasLimit = o.Type is OrderType.Limit or OrderType.StopLimit;
        var canStay = o.Type == OrderType.Limit && staying.Contains(o.TimeInForce);
        var known = OrderFlags.PostOnly | OrderFlags.CloseOnly | OrderFlags.Hedge;
        var strange = (o.Flags & ~known) != 0 || (o.Flags.HasFlag(OrderFlags.PostOnly) && !canStay);
        var badDisplay = o.Display != 0 && (!canStay || o.Display < 0 || o.Display >= o.Lots);
        var immediate = o.TimeInForce == TimeInForce.FillAndKill;
        var badMinimum = o.Minimum != 0 && (!immediate || o.Minimum < 0 || o.Minimum > o.Lots);
        var table = new (bool Holds, OrderField Field, long Given, long Limit)[]
        {
            (o.Side != Side.Buy && o.Side != Side.Sell, OrderField.Side, (long)o.Side, 0),
            (o.Type == OrderType.None || !Enum.IsDefined(o.Type), OrderField.Type, (long)o.Type, 0),
            (!lives.Contains(o.TimeInForce), OrderField.TimeInForce, (long)o.TimeInForce, 0),
            (strange, OrderField.Flags, (long)o.Flags, 0),
            (!Enum.IsDefined(o.SelfMatch), OrderField.SelfMatch, (long)o.SelfMatch, 0),
            (!goodId, OrderField.ClientOrderId, 0, 0),
            (!hasLimit && o.Price.Ticks != 0, OrderField.Price, o.Price.Ticks, 0),
            (!isStop && o.StopPrice.Ticks != 0, OrderField.StopPrice, o.StopPrice.Ticks, 0),
            (badDisplay, OrderField.Display, o.Display, canStay ? o.Lots - 1 : 0),
            (badMinimum, OrderField.Minimum, o.Minimum, immediate ? o.Lots : 0),
            (o.TimeInForce != TimeInForce.GoodTillDate && o.Expires.Days != 0, OrderField.Expires, o.Expires.Days, 0),
        };
        foreach (var (holds, field, given, limit) in table)
        {
            if (holds)
                return new(RejectReason.BadField, field, given, limit);
        }

        return default;
    }

    /// <summary>2002 to 2111: each line is asked only when none before it held.</summary>
    public Finding Check(OrderEntry order, Bounds bounds, bool amends = false)
    {
        var book = BookOf(order.Instrument);
        var sleeps = Sleeps(book, order);
        var matches = book.Phase == TradingPhase.Continuous && !sleeps;
        var worst = order.Type == OrderType.Stop ? order.StopPrice : order.Price;
        Func<Refusal>[] table =
        [
            () => CheckPhase(book, order, bounds, amends),
            () => CheckSize(book, order, bounds),
            () => matches ? CheckReach(book, order, amends, ref worst) : default,
            () => CheckDate(order, bounds),
            () => CheckClosing(order, bounds),
            () => matches ? CheckOwn(book, order, worst.Ticks) : default,
        ];
        foreach (var line in table)
        {
            var refusal = line();
            if (!refusal.IsNone)
                return new(refusal, worst);
        }

        return new(default, worst);
    }

    private static Refusal CheckPhase(PlainBook book, OrderEntry o, Bounds bounds, bool amends)
    {
        var phase = book.Phase;
        if (!phase.TakesOrders())
            return new(RejectReason.NotTrading, OrderField.Instrument, (long)phase, 0);
        if (amends)
            return default;
        if (phase.IsAuction() && o.Type is (OrderType.Market or OrderType.MarketToLimit))
            return new(RejectReason.MarketOrderInAuction, OrderField.Type, (long)o.Type, 0);
        if (phase.IsAuction() && o.TimeInForce is (TimeInForce.FillAndKill or TimeInForce.FillOrKill))
            return new(RejectReason.ImmediateOrderInAuction, OrderField.TimeInForce, (long)o.TimeInForce, 0);
        var tooLateForOpening = o.TimeInForce == TimeInForce.AtTheOpen && phase != TradingPhase.Auction;
        var noClosing = o.TimeInForce == TimeInForce.AtTheClose && !bounds.HasClosingAuction;
        if (tooLateForOpening || noClosing)
            return new(RejectReason.NotInThisPhase, OrderField.TimeInForce, (long)o.TimeInForce, (long)phase);
        var forSpreads =
            o.Type == OrderType.Limit
            && o.TimeInForce is TimeInForce.Day or TimeInForce.FillAndKill or TimeInForce.FillOrKill
            && (o.Display, o.Minimum) == (0, 0)
            && !o.Flags.HasFlag(OrderFlags.CloseOnly);
        return book.Legs is null || forSpreads
            ? default
            : new(RejectReason.NotForSpreads, OrderField.Type, (long)o.Type, 0);
    }

    private static Refusal CheckSize(PlainBook book, OrderEntry o, Bounds bounds)
    {
        if (o.Lots < 1)
            return new(RejectReason.QuantityTooSmall, OrderField.Quantity, o.Lots, 1);
        if (o.Lots > bounds.MostLots)
            return new(RejectReason.QuantityTooLarge, OrderField.Quantity, o.Lots, bounds.MostLots);
        var prices = new List<(OrderField Field, long Ticks)>();
        if (o.Type is OrderType.Limit or OrderType.StopLimit)
            prices.Add((OrderField.Price, o.Price.Ticks));
        if (o.Type is OrderType.Stop or OrderType.StopLimit)
            prices.Add((OrderField.StopPrice, o.StopPrice.Ticks));
        foreach (var (field, ticks) in prices.Where(p => p.Ticks > book.High))
            return new(RejectReason.PriceAboveLimit, field, ticks, book.High);
        foreach (var (field, ticks) in prices.Where(p => p.Ticks < book.Low))
            return new(RejectReason.PriceBelowLimit, field, ticks, book.Low);
        return default;
    }

    private Refusal CheckReach(PlainBook book, OrderEntry o, bool amends, ref Price worst)
    {
        if (LimitOf(book, o) is not { } limit)
            return new(RejectReason.NothingToTradeWith, OrderField.Type, (long)o.Type, 0);
        worst = new(o.Type == OrderType.Market ? WorstReached(book, o, limit) : limit);
        if (o.TimeInForce == TimeInForce.FillOrKill && !amends)
        {
            var could = CouldTrade(book, o, limit, o.Lots);
            if (could < o.Lots)
                return new(RejectReason.CannotFillAll, OrderField.Quantity, o.Lots, could);
        }

        if (o.Flags.HasFlag(OrderFlags.PostOnly) && BestAgainst(book, o.Side) is { } best)
        {
            if (Crosses(o.Side, limit, best))
                return new(RejectReason.WouldTrade, OrderField.Price, limit, best - o.Side.Sign());
        }

        if (o.Minimum > 0 && !amends)
        {
            var could = CouldTrade(book, o, limit, o.Minimum);
            if (could < o.Minimum)
                return new(RejectReason.CannotFillMinimum, OrderField.Minimum, o.Minimum, could);
        }

        return default;
    }

    private static Refusal CheckDate(OrderEntry o, Bounds bounds) =>
        o.TimeInForce == TimeInForce.GoodTillDate && o.Expires < bounds.Day
            ? new(RejectReason.ExpiryPassed, OrderField.Expires, o.Expires.Days, bounds.Day.Days)
            : default;

    private static Refusal CheckClosing(OrderEntry o, Bounds bounds) =>
        o.Flags.HasFlag(OrderFlags.CloseOnly) && o.Lots > bounds.Closable
            ? new(RejectReason.OverClose, OrderField.Quantity, o.Lots, bounds.Closable)
            : default;

    /// <summary>SMP-002: the first match under cancel newest would be its own.</summary>
    private Refusal CheckOwn(PlainBook book, OrderEntry o, long limit)
    {
        if (ModeOf(book, o) != SelfMatch.CancelNewest || book.Against(o.Side) is not [var front, ..])
            return default;
        if (!Crosses(o.Side, limit, front.Price))
            return default;
        var taker = new PlainTaker(o, SelfMatch.CancelNewest, 0) { Limit = LimitOf(book, o)!.Value };
        if (FindImplied(book, o.Side, o.Group, o.Lots) is { } chain && Suits(chain, taker, front))
            return default;
        var met =
            book.Model.Allocation == Allocation.ProRata
                ? book.Against(o.Side).TakeWhile(x => x.Price == front.Price).FirstOrDefault(taker.IsOwn)
            : taker.IsOwn(front) ? front
            : null;
        return met is null
            ? default
            : new(RejectReason.WouldMeetOwn, OrderField.Price, met.Number, front.Price - o.Side.Sign());
    }

    /// <summary>What a market order is counted at: the last price that its lots need; with spreads about, as far as it
    /// may go when the book alone is not enough.</summary>
    private long WorstReached(PlainBook book, OrderEntry o, long limit)
    {
        long found = 0;
        var worst = limit;
        foreach (var other in book.Against(o.Side).TakeWhile(x => found < o.Lots && Crosses(o.Side, limit, x.Price)))
            (found, worst) = (found + other.Lots, other.Price);
        var hasSpreads = _books.Any(b => b.Legs is { } l && (l.Near == book.Id || l.Far == book.Id));
        if (found < o.Lots && hasSpreads)
            worst = limit;
        if (book.Model.TradePrice != TradePriceRule.MiddleOfThree)
            return worst;
        return o.Side == Side.Buy
            ? long.Min(limit, long.Max(worst, book.Last))
            : long.Max(limit, long.Min(worst, book.Last));
    }

    /// <summary>Plays the order against a copy of the other side, outright orders only, until an own order or the
    /// dynamic band ends it.</summary>
    private static long CouldTrade(PlainBook book, OrderEntry o, long limit, long most)
    {
        var mode = ModeOf(book, o);
        var copy = book.Against(o.Side)
            .Where(x => Crosses(o.Side, limit, x.Price))
            .Select(x => (Order: x, x.Visible, x.Hidden))
            .ToList();
        if (mode == SelfMatch.CancelOldest)
            copy.RemoveAll(c => c.Order.Entry.Group == o.Group);
        var (found, left, last) = (0L, o.Lots, book.Last);
        while (copy.Count > 0 && found < most && left > 0)
        {
            var (front, visible, hidden) = copy[0];
            var level = copy.TakeWhile(c => c.Order.Price == front.Price).ToList();
            var meets = book.Model.Allocation == Allocation.ProRata ? level : [copy[0]];
            var own =
                mode == SelfMatch.Allow ? -1 : copy.FindIndex(c => meets.Contains(c) && c.Order.Entry.Group == o.Group);
            if (own >= 0 && mode != SelfMatch.Decrement)
                break;
            if (own >= 0)
            {
                // Both become smaller: the incoming order has fewer lots left to fill.
                left -= long.Min(left, copy[own].Visible + copy[own].Hidden);
                copy.RemoveAt(own);
                continue;
            }

            last = PriceOf(book, limit, front.Price, last);
            if (LeavesBand(book, last, book.Last))
                break;
            copy.RemoveAt(0);
            found += long.Min(left, visible);
            left -= long.Min(left, visible);
            if (hidden == 0)
                continue;
            // The next slice goes to the back of its price: of the closing ones where those come first.
            var slice = long.Min(front.Entry.Display, hidden);
            var back = book.IsClosingFirst(front)
                ? level.Count(c => book.IsClosingFirst(c.Order)) - 1
                : level.Count - 1;
            copy.Insert(back, (front, slice, hidden - slice));
        }

        return long.Min(found, most);
    }
}
