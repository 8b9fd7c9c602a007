// The naive market's refusals: every question about an order, one after the other, in the order of their numbers.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private NaiveRefusal? Ask(NaiveInstrument? month, NaiveOrder order, bool reverses)
    {
        var words = order.Words;
        return AskWords(words, reverses)
            ?? AskWho(words.Account, words.ValidUntil)
            ?? AskRestricted(words.Account, words.Flags)
            ?? AskKilled(words.Account, month, order.Session)
            ?? AskShutOut(words.Account)
            ?? AskRepeat(words, month)
            ?? AskContent(order)
            ?? AskPhase(words, month)
            ?? AskOffset(words, month!)
            ?? AskSilence(words.Flags.HasFlag(OrderFlags.CloseOnly))
            ?? AskSize(month!, order)
            ?? AskBook(month!, order)
            ?? AskRisk(month!, order)
            ?? AskLimits(month!, order)
            ?? AskCaps(month!, order, amends: false);
    }

    private NaiveRefusal? AskWords(PlaceOrder w, bool reverses)
    {
        var rests = w.TimeInForce is TimeInForce.Day or TimeInForce.GoodTillCancelled or TimeInForce.GoodTillDate;
        var restingLimit = w.Type == OrderType.Limit && rests;
        var immediate = w.TimeInForce is TimeInForce.FillAndKill or TimeInForce.FillOrKill;
        var goesTogether = w.Type switch
        {
            OrderType.Limit => w.TimeInForce is >= TimeInForce.Day and <= TimeInForce.AtTheClose,
            OrderType.Market => w.TimeInForce == TimeInForce.Day || immediate,
            _ => rests,
        };
        var minimum = w.TimeInForce == TimeInForce.FillAndKill && w.Type is OrderType.Limit or OrderType.Market;
        var (display, least, lots) = (w.Display.Lots, w.Minimum.Lots, w.Quantity.Lots);
        if (w.Side is not (Side.Buy or Side.Sell))
            return Bad(OrderField.Side, (long)w.Side);
        if (w.Type is < OrderType.Limit or > OrderType.StopLimit)
            return Bad(OrderField.Type, (long)w.Type);
        if (!goesTogether)
            return Bad(OrderField.TimeInForce, (long)w.TimeInForce);
        if (
            AreWrong(reverses ? w.Flags & ~OrderFlags.Reverse : w.Flags)
            || (w.Flags.HasFlag(OrderFlags.PostOnly) && !restingLimit)
        )
            return Bad(OrderField.Flags, (long)w.Flags);
        if (w.SelfMatch > SelfMatch.Decrement)
            return Bad(OrderField.SelfMatch, (long)w.SelfMatch);
        if (!w.ClientOrderId.IsWellFormed)
            return Bad(OrderField.ClientOrderId, 0);
        if (w.Type is OrderType.Market or OrderType.MarketToLimit or OrderType.Stop && w.Price.Ticks != 0)
            return Bad(OrderField.Price, w.Price.Ticks);
        if (w.Type is not (OrderType.Stop or OrderType.StopLimit) && w.StopPrice.Ticks != 0)
            return Bad(OrderField.StopPrice, w.StopPrice.Ticks);
        if (display != 0 && (!restingLimit || display < 0 || display >= lots))
            return Bad(OrderField.Display, display, restingLimit ? unchecked(lots - 1) : 0);
        if (least != 0 && (!minimum || least < 0 || least > lots))
            return Bad(OrderField.Minimum, least, minimum ? lots : 0);
        if (w.TimeInForce != TimeInForce.GoodTillDate && w.Expires.Days != 0)
            return Bad(OrderField.Expires, w.Expires.Days);
        return null;
    }

    private static NaiveRefusal Bad(OrderField field, long given, long limit = 0) =>
        new(RejectReason.BadField, field, given, limit);

    private NaiveRefusal? AskWho(AccountId account, Instant validUntil)
    {
        if (validUntil.Nanoseconds != 0 && _now > validUntil)
            return new(RejectReason.TooLate, OrderField.ValidUntil, _now.Nanoseconds, validUntil.Nanoseconds);
        return _accounts.ContainsKey(account.Value)
            ? null
            : new(RejectReason.UnknownAccount, OrderField.Account, account.Value, 0);
    }

    // Before release 6 the day of the order's own calendar alone was asked.
    private NaiveRefusal? AskRepeat(PlaceOrder words, NaiveInstrument? month)
    {
        var first =
            HasSessions ? Known(words.Account, words.ClientOrderId)?.Order
            : month is null ? null
            : KnownOn(month.Calendar, words.Account, words.ClientOrderId)?.Order;
        return first is { } order
            ? new(RejectReason.DuplicateClientOrderId, OrderField.ClientOrderId, order, 0, order)
            : null;
    }

    private static NaiveRefusal? AskPhase(PlaceOrder words, NaiveInstrument? month)
    {
        if (AskTaking(month, words.Instrument) is { } refusal)
            return refusal;
        var phase = month!.Phase;
        var life = words.TimeInForce;
        if (phase.IsAuction() && words.Type is OrderType.Market or OrderType.MarketToLimit)
            return new(RejectReason.MarketOrderInAuction, OrderField.Type, (long)words.Type, 0);
        if (phase.IsAuction() && life is TimeInForce.FillAndKill or TimeInForce.FillOrKill)
            return new(RejectReason.ImmediateOrderInAuction, OrderField.TimeInForce, (long)life, 0);
        if (
            (life == TimeInForce.AtTheOpen && phase != TradingPhase.Auction)
            || (life == TimeInForce.AtTheClose && !month.Calendar.HasClosingAuction)
        )
            return new(RejectReason.NotInThisPhase, OrderField.TimeInForce, (long)life, (long)phase);
        return month.Spread is null ? null : AskSpreadWords(words);
    }

    private static NaiveRefusal? AskTaking(NaiveInstrument? month, InstrumentId instrument)
    {
        if (month is null || month.Expired)
            return new(RejectReason.UnknownInstrument, OrderField.Instrument, instrument.Value, 0);
        return month.Phase.TakesOrders()
            ? null
            : new(RejectReason.NotTrading, OrderField.Instrument, (long)month.Phase, 0);
    }

    private static NaiveRefusal? AskSize(NaiveInstrument month, NaiveOrder order)
    {
        if (order.Left < 1)
            return new(RejectReason.QuantityTooSmall, OrderField.Quantity, order.Left, 1);
        if (order.Left > month.MaxOrderLots)
            return new(RejectReason.QuantityTooLarge, OrderField.Quantity, order.Left, month.MaxOrderLots);
        var prices = new List<(OrderField Field, long Ticks)>();
        if (order.Acts is OrderType.Limit or OrderType.StopLimit)
            prices.Add((OrderField.Price, order.Limit));
        if (order.IsStop)
            prices.Add((OrderField.StopPrice, order.StopPrice));
        foreach (var (field, ticks) in prices.Where(p => p.Ticks > month.High))
            return new(RejectReason.PriceAboveLimit, field, ticks, month.High);
        foreach (var (field, ticks) in prices.Where(p => p.Ticks < month.Low))
            return new(RejectReason.PriceBelowLimit, field, ticks, month.Low);
        return null;
    }

    // What an order would do at once, and what it may not.
    private NaiveRefusal? AskBook(NaiveInstrument month, NaiveOrder order)
    {
        var words = order.Words;
        var now = month.Phase == TradingPhase.Continuous && !Sleeps(month, order);
        var opposite = now ? BestAgainst(month, order.IsBuy) : null;
        if (now && order.Acts is OrderType.Market or OrderType.MarketToLimit && opposite is null)
            return new(RejectReason.NothingToTradeWith, OrderField.Type, (long)words.Type, 0);
        var plan = now ? Plan(month, order) : [];
        var could = plan.Sum(s => s.Trades ? s.Lots : 0);
        if (now && words.TimeInForce == TimeInForce.FillOrKill && could < order.Left)
            return new(RejectReason.CannotFillAll, OrderField.Quantity, order.Left, could);
        // Whoever stands there: an own order too is one that it would meet at once.
        if (now && words.Flags.HasFlag(OrderFlags.PostOnly) && opposite is { } met)
        {
            var rests = met + (order.IsBuy ? -1 : 1);
            if (order.IsBuy ? order.Limit > rests : order.Limit < rests)
                return new(RejectReason.WouldTrade, OrderField.Price, order.Limit, rests);
        }

        if (now && could < words.Minimum.Lots)
            return new(RejectReason.CannotFillMinimum, OrderField.Minimum, words.Minimum.Lots, could);
        if (words.TimeInForce == TimeInForce.GoodTillDate && words.Expires < month.Calendar.Day!.Value)
            return new(
                RejectReason.ExpiryPassed,
                OrderField.Expires,
                words.Expires.Days,
                month.Calendar.Day.Value.Days
            );
        if (order.IsCloseOnly)
        {
            var free = OpensAndCloses(order.Account)
                ? LeftOver(month, order.Account, order.IsBuy, KindOf(month, order.Words.Flags))
                : Closable(month, order.Account, order.IsBuy);
            if (order.Left > free)
                return new(RejectReason.OverClose, OrderField.Quantity, order.Left, long.Max(0, free));
        }

        if (
            plan.Count > 0
            && !plan[0].Trades
            && plan[0].Own is { } own
            && ModeOf(month, order) == SelfMatch.CancelNewest
            && !(
                BestImplied(month, order.IsBuy, order.Account, order.Left) is { } chain
                && IsBetter(order.IsBuy, chain.Price, own.Limit)
            )
        )
        {
            var nearest = own.Limit + (order.IsBuy ? -1 : 1);
            return new(RejectReason.WouldMeetOwn, OrderField.Price, own.Id.Value, nearest);
        }

        return null;
    }

    // Lots of the position that a buy (or sell) may close, less those that live close-only orders of that side will.
    private static long Closable(NaiveInstrument month, int account, bool buys)
    {
        var net = month.Net(account);
        var live = month.Live.Where(o => o.Account == account && o.IsBuy == buys && o.IsCloseOnly).Sum(o => o.Left);
        return long.Max(0, buys ? -net : net) - live;
    }

    // What an order asks money for: lots, those of them that open in an account that opens and closes, the rate of the
    // fee, at which price fee and loss at once are counted.
    private sealed record Asked(
        bool Buy,
        long Lots,
        long Opens,
        long Price,
        FeeRate Rate,
        bool OnlyCloses,
        bool Reverses
    );

    private Asked RiskOf(NaiveInstrument month, NaiveOrder order)
    {
        var price = order.Acts switch
        {
            OrderType.Market => WorstReached(month, order),
            OrderType.MarketToLimit => ActiveLimit(month, order),
            _ => order.FrozenPrice,
        };
        var rate = FrozenRate(month, order);
        return new(order.IsBuy, order.Left, OpensOf(month, order), price, rate, order.IsCloseOnly, order.IsReversal);
    }

    private NaiveRefusal? AskRisk(NaiveInstrument month, NaiveOrder order) =>
        month.Spread is { } spread
            ? AskSpreadRisk(spread, order)
            : AskRisk(month, order.Account, [RiskOf(month, order)]);

    private NaiveRefusal? AskRisk(NaiveInstrument month, int account, List<Asked> sides)
    {
        var both = OpensAndCloses(account);
        var moreBuys = sides.Where(s => s.Buy).Sum(s => both ? s.Opens : s.Lots);
        var moreSells = sides.Where(s => !s.Buy).Sum(s => both ? s.Opens : s.Lots);
        if (AskLimit(month, account, true, moreBuys) is { } over)
            return over;
        if (AskLimit(month, account, false, moreSells) is { } under)
            return under;

        if (IsGrouped(month))
            return AskGroups(month, account, sides);
        if (IsPriced(month))
            return AskPriced(month, account, sides);

        // What only closes is always taken: an account in trouble must be able to get out.
        var before = RequiredOf(month, account, 0, 0);
        // A reversal has closed all that it closes when what it opens is there.
        var reverses = sides.Exists(s => s.Reverses);
        var after = RequiredOf(
            month,
            account,
            moreBuys,
            moreSells,
            reverses && moreSells > 0 ? month.LotsHeld(account, true) : 0,
            reverses && moreBuys > 0 ? month.LotsHeld(account, false) : 0
        );
        var net = month.Net(account);
        var closes = both
            ? sides.TrueForAll(s => s.OnlyCloses)
            : sides.TrueForAll(s =>
                s.Buy
                    ? net < 0 && month.LiveLots(account, true) + moreBuys <= -net
                    : net > 0 && month.LiveLots(account, false) + moreSells <= net
            );
        if (closes && after <= before)
            return null;
        var needs = InCash(account, month.Terms.Currency, after - before);
        foreach (var side in sides)
        {
            var away = long.Max(0, (side.Buy ? 1 : -1) * (side.Price - month.Last));
            needs += FeeOf(month, side.Rate, side.Price, side.Lots);
            needs += away * (BigInteger)side.Lots * month.Terms.TickValueMinor;
        }

        var free = Free(account, month.Terms.Currency);
        return needs > free ? new(RejectReason.InsufficientFunds, OrderField.Quantity, (long)needs, (long)free) : null;
    }

    // RSK-001, POS-006: were all its orders of the side filled.
    private NaiveRefusal? AskLimit(NaiveInstrument month, int account, bool buys, long more)
    {
        var filled = OpensAndCloses(account)
            ? month.LotsHeld(account, buys) + month.OpeningLots(account, buys) + more
            : (buys ? month.Net(account) : -month.Net(account)) + month.LiveLots(account, buys) + more;
        var most = month.Terms.PositionLimitLots;
        return more > 0 && filled > most ? new(RejectReason.PositionLimit, OrderField.Quantity, filled, most) : null;
    }
}
