// Every reason of the books to refuse an order, in the order of the numbers. Nothing changes here.
using System.Runtime.CompilerServices;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Matching;

/// <summary>What asking found out about an order that may enter.</summary>
/// <param name="Worst">The worst price at which it may trade or rest: its limit; for one without a limit the worst it
/// would reach.</param>
public readonly record struct Finding(Refusal Refusal, Price Worst)
{
    public bool IsRefused => !Refusal.IsNone;
}

public sealed partial class MatchingEngine
{
    /// <summary>The bounds that a contract sets to orders.</summary>
    /// <param name="MostLots">The most lots of an order.</param>
    /// <param name="Closable">Lots that a close-only order may close.</param>
    /// <param name="HasClosingAuction">A closing auction of the day is still to come or under way.</param>
    /// <param name="Other">What the caller has against the order (the lots that it names to close; nobody watches over
    /// risk): told after what the phase forbids.</param>
    public readonly record struct Bounds(
        long MostLots,
        long Closable,
        bool HasClosingAuction,
        TradingDate Day,
        Refusal Other = default
    );

    /// <summary>Are the words of the order possible at all? (<c>BadField</c>, docs/rules/refusals.md)</summary>
    /// <param name="goodId">The caller's own number of the order is well formed.</param>
    /// <param name="offsets">The flags that name the lots to close are known.</param>
    public static Refusal CheckWords(in OrderEntry order, bool goodId = true, bool offsets = false)
    {
        if (goodId && HasGoodWords(order))
            return default;
        if (order.Side is not (Side.Buy or Side.Sell))
            return Bad(OrderField.Side, (long)order.Side);
        if (order.Type is < OrderType.Limit or > OrderType.StopLimit)
            return Bad(OrderField.Type, (long)order.Type);
        if (!GoesWith(order.Type, order.TimeInForce))
            return Bad(OrderField.TimeInForce, (long)order.TimeInForce);
        var stays =
            order.Type == OrderType.Limit
            && order.TimeInForce is TimeInForce.Day or TimeInForce.GoodTillCancelled or TimeInForce.GoodTillDate;
        if (!HasGoodFlags(order.Flags, offsets) || ((order.Flags & OrderFlags.PostOnly) != 0 && !stays))
            return Bad(OrderField.Flags, (long)order.Flags);
        if (order.SelfMatch > SelfMatch.Decrement)
            return Bad(OrderField.SelfMatch, (long)order.SelfMatch);
        if (!goodId)
            return Bad(OrderField.ClientOrderId, 0);
        if (order.Price.Ticks != 0 && order.Type is not (OrderType.Limit or OrderType.StopLimit))
            return Bad(OrderField.Price, order.Price.Ticks);
        if (order.StopPrice.Ticks != 0 && !IsStop(order.Type))
            return Bad(OrderField.StopPrice, order.StopPrice.Ticks);
        if (order.Display != 0 && (!stays || order.Display < 0 || order.Display >= order.Lots))
            return Bad(OrderField.Display, order.Display, stays ? order.Lots - 1 : 0);
        var immediate = order.TimeInForce == TimeInForce.FillAndKill;
        if (order.Minimum != 0 && (!immediate || order.Minimum < 0 || order.Minimum > order.Lots))
            return Bad(OrderField.Minimum, order.Minimum, immediate ? order.Lots : 0);
        if (order.Expires.Days != 0 && order.TimeInForce != TimeInForce.GoodTillDate)
            return Bad(OrderField.Expires, order.Expires.Days);
        return default;
    }

    /// <summary>Both at once: are the words possible, and may the order enter its book now?</summary>
    public Refusal Ask(in OrderEntry order, in Bounds bounds)
    {
        if (HasGoodWords(order) && GoesStraightIn(BookOf(order.Instrument), order, bounds))
            return default;
        var refusal = CheckWords(order);
        return refusal.IsNone ? Check(order, bounds).Refusal : refusal;
    }

    /// <summary>May this order enter its book now? The words must be good. Asked before <see cref="Enter"/>.</summary>
    /// <param name="amends">It replaces a live order: its life has begun already.</param>
    public Finding Check(in OrderEntry order, in Bounds bounds, bool amends = false)
    {
        var book = BookOf(order.Instrument);
        return IsCommon(order) && GoesStraightIn(book, order, bounds)
            ? new(default, order.Price)
            : CheckAll(book, order, bounds, amends);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasGoodWords(in OrderEntry order) =>
        order.Side is Side.Buy or Side.Sell && order.SelfMatch <= SelfMatch.Decrement && IsCommon(order);

    /// <summary>The most common words: a limit order that stays or leaves at once and asks for nothing else. All
    /// reasons that such
    /// an order can be refused for are asked beside this; the whole list would find nothing more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsCommon(in OrderEntry order) =>
        order.Type == OrderType.Limit
        && order.TimeInForce is TimeInForce.Day or TimeInForce.FillAndKill or TimeInForce.GoodTillCancelled
        && (order.Flags & ~OrderFlags.Hedge) == 0
        && (order.StopPrice.Ticks | order.Display | order.Minimum) == 0
        && order.Expires.Days == 0;

    /// <summary>Nothing of the book speaks against a common order, and it meets nobody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoesStraightIn(Book book, in OrderEntry order, in Bounds bounds)
    {
        if (book.Phase != TradingPhase.Continuous || book.Legs is not null || !bounds.Other.IsNone)
            return false;
        if (order.Lots < 1 || order.Lots > bounds.MostLots || order.Lots > int.MaxValue)
            return false;
        if (order.Price.Ticks > book.High || order.Price.Ticks < book.Low)
            return false;
        var best = book.Against(order.Side).Best;
        return best == None || !Crosses(order.Side, order.Price.Ticks, book.Low + best);
    }

    private Finding CheckAll(Book book, in OrderEntry order, in Bounds bounds, bool amends)
    {
        var worst = order.Price;
        var refusal = CheckPhase(book, order, bounds, amends);
        if (refusal.IsNone)
            refusal = bounds.Other;
        if (refusal.IsNone)
            refusal = CheckSize(book, order, bounds);
        if (!refusal.IsNone || IsAsleep(book, order))
            return refusal.IsNone ? CheckLast(book, order, bounds) : new(refusal, worst);
        if (book.Phase == TradingPhase.Continuous)
            refusal = CheckReach(book, order, amends, ref worst);
        if (refusal.IsNone && order.TimeInForce == TimeInForce.GoodTillDate && order.Expires < bounds.Day)
            refusal = new(RejectReason.ExpiryPassed, OrderField.Expires, order.Expires.Days, bounds.Day.Days);
        if (refusal.IsNone && (order.Flags & OrderFlags.CloseOnly) != 0 && order.Lots > bounds.Closable)
            refusal = new(RejectReason.OverClose, OrderField.Quantity, order.Lots, bounds.Closable);
        if (refusal.IsNone && book.Phase == TradingPhase.Continuous)
            refusal = CheckOwn(book, order, worst);
        return new(refusal, worst);
    }

    // One of the two, and on an order that closes.
    private static bool HasGoodFlags(OrderFlags flags, bool offsets)
    {
        const OrderFlags Offsets = OrderFlags.CloseToday | OrderFlags.CloseYesterday;
        return (flags & ~(offsets ? Known | Offsets : Known)) == 0
            && ((flags & Offsets) == 0 || ((flags & OrderFlags.CloseOnly) != 0 && (flags & Offsets) != Offsets));
    }

    private const OrderFlags Known = OrderFlags.PostOnly | OrderFlags.CloseOnly | OrderFlags.Hedge;

    private static Refusal Bad(OrderField field, long given, long limit = 0) =>
        new(RejectReason.BadField, field, given, limit);

    private static bool IsStop(OrderType type) => type is OrderType.Stop or OrderType.StopLimit;

    private static bool GoesWith(OrderType type, TimeInForce life) =>
        type switch
        {
            OrderType.Limit => life is >= TimeInForce.Day and <= TimeInForce.AtTheClose,
            OrderType.Market => life is TimeInForce.Day or TimeInForce.FillAndKill or TimeInForce.FillOrKill,
            _ => life is TimeInForce.Day or TimeInForce.GoodTillCancelled or TimeInForce.GoodTillDate,
        };

    private static bool IsAsleep(Book book, in OrderEntry order) =>
        IsStop(order.Type)
        || (order.TimeInForce == TimeInForce.AtTheClose && book.Phase != TradingPhase.ClosingAuction);

    private static Refusal CheckPhase(Book book, in OrderEntry order, in Bounds bounds, bool amends)
    {
        if (!book.Phase.TakesOrders())
            return new(RejectReason.NotTrading, OrderField.Instrument, (long)book.Phase, 0);
        if (amends)
            return default;
        var auction = book.Phase.IsAuction();
        if (auction && order.Type is OrderType.Market or OrderType.MarketToLimit)
            return new(RejectReason.MarketOrderInAuction, OrderField.Type, (long)order.Type, 0);
        if (auction && order.TimeInForce is TimeInForce.FillAndKill or TimeInForce.FillOrKill)
            return new(RejectReason.ImmediateOrderInAuction, OrderField.TimeInForce, (long)order.TimeInForce, 0);
        var missed =
            order.TimeInForce == TimeInForce.AtTheOpen
                ? book.Phase != TradingPhase.Auction
                : order.TimeInForce == TimeInForce.AtTheClose && !bounds.HasClosingAuction;
        if (missed)
            return new(RejectReason.NotInThisPhase, OrderField.TimeInForce, (long)order.TimeInForce, (long)book.Phase);
        if (book.Legs is not null && !IsForSpreads(order))
            return new(RejectReason.NotForSpreads, OrderField.Type, (long)order.Type, 0);
        return default;
    }

    private static bool IsForSpreads(in OrderEntry order) =>
        order.Type == OrderType.Limit
        && order.TimeInForce is TimeInForce.Day or TimeInForce.FillAndKill or TimeInForce.FillOrKill
        && order.Display == 0
        && order.Minimum == 0
        && (order.Flags & OrderFlags.CloseOnly) == 0;

    private static Refusal CheckSize(Book book, in OrderEntry order, in Bounds bounds)
    {
        if (order.Lots < 1)
            return new(RejectReason.QuantityTooSmall, OrderField.Quantity, order.Lots, 1);
        var most = long.Min(bounds.MostLots, int.MaxValue);
        if (order.Lots > most)
            return new(RejectReason.QuantityTooLarge, OrderField.Quantity, order.Lots, most);
        var limited = order.Type is OrderType.Limit or OrderType.StopLimit;
        if (limited && order.Price.Ticks > book.High)
            return new(RejectReason.PriceAboveLimit, OrderField.Price, order.Price.Ticks, book.High);
        if (IsStop(order.Type) && order.StopPrice.Ticks > book.High)
            return new(RejectReason.PriceAboveLimit, OrderField.StopPrice, order.StopPrice.Ticks, book.High);
        if (limited && order.Price.Ticks < book.Low)
            return new(RejectReason.PriceBelowLimit, OrderField.Price, order.Price.Ticks, book.Low);
        if (IsStop(order.Type) && order.StopPrice.Ticks < book.Low)
            return new(RejectReason.PriceBelowLimit, OrderField.StopPrice, order.StopPrice.Ticks, book.Low);
        return default;
    }

    /// <summary>What is asked of an order that will sleep.</summary>
    private static Finding CheckLast(Book book, in OrderEntry order, in Bounds bounds)
    {
        // A stop without a limit is counted at its stop price.
        var worst = order.Type == OrderType.Stop ? order.StopPrice : order.Price;
        Refusal refusal = default;
        if (order.TimeInForce == TimeInForce.GoodTillDate && order.Expires < bounds.Day)
            refusal = new(RejectReason.ExpiryPassed, OrderField.Expires, order.Expires.Days, bounds.Day.Days);
        else if ((order.Flags & OrderFlags.CloseOnly) != 0 && order.Lots > bounds.Closable)
            refusal = new(RejectReason.OverClose, OrderField.Quantity, order.Lots, bounds.Closable);
        return new(refusal, worst);
    }

    /// <summary>Would it find what it insists on, and nothing that it must not meet?</summary>
    private Refusal CheckReach(Book book, in OrderEntry order, bool amends, ref Price worst)
    {
        var unlimited = order.Type is OrderType.Market or OrderType.MarketToLimit;
        if (unlimited)
        {
            if (BestAgainst(book, order.Side) is not { } best)
                return new(RejectReason.NothingToTradeWith, OrderField.Type, (long)order.Type, 0);
            worst = order.Type == OrderType.MarketToLimit ? best : Protected(book, order.Side, best);
        }

        var limit = worst;
        if (!amends && order.TimeInForce == TimeInForce.FillOrKill)
        {
            var found = Countable(book, order, limit, order.Lots);
            if (found < order.Lots)
                return new(RejectReason.CannotFillAll, OrderField.Quantity, order.Lots, found);
        }

        if (
            (order.Flags & OrderFlags.PostOnly) != 0
            && BestAgainst(book, order.Side) is { } met
            && Crosses(order.Side, limit.Ticks, met.Ticks)
        )
            return new(RejectReason.WouldTrade, OrderField.Price, order.Price.Ticks, met.Ticks - order.Side.Sign());
        if (!amends && order.Minimum > 0)
        {
            var found = Countable(book, order, limit, order.Minimum);
            if (found < order.Minimum)
                return new(RejectReason.CannotFillMinimum, OrderField.Minimum, order.Minimum, found);
        }

        if (order.Type == OrderType.Market)
            worst = WorstReached(book, order, limit);
        return default;
    }

    /// <summary>Under cancel newest: would the first order that it meets be its own?</summary>
    private Refusal CheckOwn(Book book, in OrderEntry order, Price worst)
    {
        var mode = order.SelfMatch == SelfMatch.AsContract ? book.Model.SelfMatch : order.SelfMatch;
        if (mode != SelfMatch.CancelNewest)
            return default;
        var against = book.Against(order.Side);
        if (against.Best == None)
            return default;
        var price = book.PriceAt(against.Best);
        if (!Crosses(order.Side, worst.Ticks, price.Ticks) || ImpliedIsBetter(book, order, price))
            return default;
        var first = against.First;
        if (book.Model.Allocation == Allocation.ProRata)
            first = OwnAt(first, order.Group);

        return first == None || _pool.Cold[first].Group != order.Group
            ? default
            : new(
                RejectReason.WouldMeetOwn,
                OrderField.Price,
                _pool.Hot[first].Order.Value,
                price.Ticks - order.Side.Sign()
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Crosses(Side incoming, long limit, long resting) =>
        unchecked((limit - resting) * incoming.Sign()) >= 0;

    /// <summary>A market order's limit (rule ORD-009).</summary>
    private static Price Protected(Book book, Side side, Price best)
    {
        if (book.Model.MarketProtectionPpm == 0)
            return new(side == Side.Buy ? book.High : book.Low);
        var ticks = long.Max(
            1,
            Rounding.ToLong((Int128)book.Reference * book.Model.MarketProtectionPpm, 1_000_000, RoundingMode.Down)
        );
        return new(long.Clamp(best.Ticks + (side.Sign() * ticks), book.Low, book.High));
    }

    /// <summary>The worst resting price that a market order would need; under middle of three the worse of that and the
    /// last price.</summary>
    private static Price WorstReached(Book book, in OrderEntry order, Price limit)
    {
        var ladder = book.Against(order.Side);
        long found = 0;
        var worst = limit;
        for (var level = ladder.Best; level != None && found < order.Lots; level = ladder.Beyond(level))
        {
            var price = book.PriceAt(level);
            if (!Crosses(order.Side, limit.Ticks, price.Ticks))
                break;
            worst = price;
            found += ladder.Levels[level].Lots;
        }

        // What the book lacks an implied price may give, as far as the limit goes.
        if (found < order.Lots && book.HasImplied)
            worst = limit;
        if (book.Model.TradePrice != TradePriceRule.MiddleOfThree)
            return worst;
        return order.Side == Side.Buy
            ? new(long.Min(limit.Ticks, long.Max(worst.Ticks, book.Last)))
            : new(long.Max(limit.Ticks, long.Min(worst.Ticks, book.Last)));
    }

    /// <summary>The first order of a group from this one on in its level; -1: none.</summary>
    private int OwnAt(int slot, int group)
    {
        while (slot != None && _pool.Cold[slot].Group != group)
            slot = _pool.Hot[slot].Next;
        return slot;
    }
}
