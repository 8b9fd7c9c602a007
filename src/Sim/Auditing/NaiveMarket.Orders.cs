// The naive market's orders: refusals asked one after the other, matching by sorting the whole list each time.
using System.Globalization;
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void Place(PlaceOrder words)
    {
        var month =
            words.Instrument.Value >= 1 && words.Instrument.Value <= _instruments.Count
                ? _instruments[words.Instrument.Value - 1]
                : null;
        var key = month is null ? "" : KeyOf(words, month);
        var (reason, given, limit) = AskShape(words, month, key);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskSize(words, month!);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskRisk(words, month!);
        if (reason != RejectReason.None)
        {
            var original = reason == RejectReason.DuplicateClientOrderId ? _clientIds[key] : 0;
            Say(
                MessageKind.OrderRejected,
                new OrderRejected(
                    words.Account,
                    words.Instrument,
                    words.ClientOrderId,
                    reason,
                    given,
                    limit,
                    new(original)
                )
            );
            return;
        }

        var order = new NaiveOrder(new(++_lastOrder), words);
        _clientIds[key] = order.Id.Value;
        Say(
            MessageKind.OrderAccepted,
            new OrderAccepted(
                order.Id,
                words.Account,
                words.Instrument,
                words.Side,
                words.Type,
                words.TimeInForce,
                words.Price,
                words.Quantity,
                words.ClientOrderId
            )
        );
        if (month!.Calendar.Phase == TradingPhase.Continuous)
            Match(month, order);
        if (order.Left == 0)
            return;
        if (words.Type == OrderType.Market || words.TimeInForce != TimeInForce.Day)
            SayCancelled(order, CancelReason.Unfilled);
        else
            month.Resting.Add(order);
    }

    private static string KeyOf(PlaceOrder words, NaiveInstrument month) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{month.Calendar.Number} {words.Account.Value} {words.ClientOrderId}"
        );

    private (RejectReason Reason, long Given, long Limit) AskShape(PlaceOrder words, NaiveInstrument? month, string key)
    {
        if (words.Side is not (Side.Buy or Side.Sell))
            return (RejectReason.BadField, (long)words.Side, 0);
        if (words.Type is not (OrderType.Limit or OrderType.Market))
            return (RejectReason.BadField, (long)words.Type, 0);
        if (words.TimeInForce is not (TimeInForce.Day or TimeInForce.FillAndKill or TimeInForce.FillOrKill))
            return (RejectReason.BadField, (long)words.TimeInForce, 0);
        if (words.Type == OrderType.Market && words.Price.Ticks != 0)
            return (RejectReason.BadField, words.Price.Ticks, 0);
        if (!words.ClientOrderId.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (!_accounts.ContainsKey(words.Account.Value))
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (month is not null && _clientIds.TryGetValue(key, out var first))
            return (RejectReason.DuplicateClientOrderId, first, 0);
        if (month is null || month.Expired)
            return (RejectReason.UnknownInstrument, words.Instrument.Value, 0);
        var phase = month.Calendar.Phase;
        if (month.FirstDay > month.Calendar.Day)
            return (RejectReason.NotTrading, (long)TradingPhase.Closed, 0);
        if (phase is not (TradingPhase.Auction or TradingPhase.Continuous))
            return (RejectReason.NotTrading, (long)phase, 0);
        if (phase == TradingPhase.Auction && words.Type == OrderType.Market)
            return (RejectReason.MarketOrderInAuction, 0, 0);
        if (phase == TradingPhase.Auction && words.TimeInForce != TimeInForce.Day)
            return (RejectReason.ImmediateOrderInAuction, 0, 0);
        return default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskSize(PlaceOrder words, NaiveInstrument month)
    {
        var lots = words.Quantity.Lots;
        if (lots < 1)
            return (RejectReason.QuantityTooSmall, lots, 1);
        if (lots > month.Terms.MaxOrderLots)
            return (RejectReason.QuantityTooLarge, lots, month.Terms.MaxOrderLots);
        if (words.Type == OrderType.Limit && words.Price.Ticks > month.High)
            return (RejectReason.PriceAboveLimit, words.Price.Ticks, month.High);
        if (words.Type == OrderType.Limit && words.Price.Ticks < month.Low)
            return (RejectReason.PriceBelowLimit, words.Price.Ticks, month.Low);
        var reachable = Against(month, words).Sum(o => o.Left);
        if (words.Type == OrderType.Market && reachable == 0)
            return (RejectReason.NothingToTradeWith, 0, 0);
        if (words.TimeInForce == TimeInForce.FillOrKill && reachable < lots)
            return (RejectReason.CannotFillAll, lots, reachable);
        return default;
    }

    private (RejectReason Reason, long Given, long Limit) AskRisk(PlaceOrder words, NaiveInstrument month)
    {
        var account = words.Account.Value;
        var lots = words.Quantity.Lots;
        var buy = words.Side == Side.Buy;
        var net = month.Net(account);
        var buys = month.RestingLots(account, true) + (buy ? lots : 0);
        var sells = month.RestingLots(account, false) + (buy ? 0 : lots);
        var most = month.Terms.PositionLimitLots;
        if (buy && net + buys > most)
            return (RejectReason.PositionLimit, net + buys, most);
        if (!buy && net - sells < -most)
            return (RejectReason.PositionLimit, sells - net, most);

        // What only closes is always taken: an account in trouble must be able to get out.
        if (buy ? net < 0 && buys <= -net : net > 0 && sells <= net)
            return default;
        var price = words.Type == OrderType.Limit ? words.Price.Ticks : WorstReached(month, words);
        var before = RequiredOf(month, account, 0, 0);
        var after = RequiredOf(month, account, buy ? lots : 0, buy ? 0 : lots);
        var loss = long.Max(0, (buy ? 1 : -1) * (price - month.Last)) * (BigInteger)lots * month.Terms.TickValueMinor;
        var needs = after - before + FeeOf(month, price, lots) + loss;
        var free = Free(account, month.Terms.Currency);
        return needs > free ? (RejectReason.InsufficientFunds, (long)needs, (long)free) : default;
    }

    private static long WorstReached(NaiveInstrument month, PlaceOrder words)
    {
        var left = words.Quantity.Lots;
        long worst = 0;
        foreach (var other in Against(month, words))
        {
            if (left <= 0)
                break;
            worst = other.Limit;
            left -= other.Left;
        }

        return worst;
    }

    // Who it could trade with, best first: price, then time (the list is in order of time, and sorting keeps that order).
    private static List<NaiveOrder> Against(NaiveInstrument month, PlaceOrder words)
    {
        var others = month.Resting.Where(o => o.IsBuy != (words.Side == Side.Buy));
        if (words.Type == OrderType.Limit)
            others = others.Where(o =>
                words.Side == Side.Buy ? o.Limit <= words.Price.Ticks : o.Limit >= words.Price.Ticks
            );
        return [.. words.Side == Side.Buy ? others.OrderBy(o => o.Limit) : others.OrderByDescending(o => o.Limit)];
    }

    private void Match(NaiveInstrument month, NaiveOrder order)
    {
        foreach (var other in Against(month, order.Words))
        {
            if (order.Left == 0)
                break;
            Trade(
                month,
                order.IsBuy ? order : other,
                order.IsBuy ? other : order,
                other.Limit,
                long.Min(order.Left, other.Left),
                order.Words.Side
            );
        }

        month.Resting.RemoveAll(o => o.Left == 0);
    }

    // Every price of the band is tried: the rule says which price, not which price that somebody named.
    private void Uncross(NaiveInstrument month)
    {
        (long Lots, long Surplus, long Distance, long Price) best = (0, 0, 0, 0);
        for (var price = month.Low; price <= month.High; price++)
        {
            var bought = month.Resting.Where(o => o.IsBuy && o.Limit >= price).Sum(o => o.Left);
            var sold = month.Resting.Where(o => !o.IsBuy && o.Limit <= price).Sum(o => o.Left);
            var found = (
                Lots: long.Min(bought, sold),
                Surplus: long.Abs(bought - sold),
                Distance: long.Abs(price - month.Previous),
                Price: price
            );
            var better =
                found.Lots != best.Lots ? found.Lots > best.Lots
                : found.Surplus != best.Surplus ? found.Surplus < best.Surplus
                : found.Distance != best.Distance ? found.Distance < best.Distance
                : found.Price < best.Price;
            if (found.Lots > 0 && better)
                best = found;
        }

        Say(MessageKind.AuctionUncrossed, new AuctionUncrossed(new(month.Id), new(best.Price), new(best.Lots)));
        if (best.Lots == 0)
            return;
        var buyers = month
            .Resting.Where(o => o.IsBuy && o.Limit >= best.Price)
            .OrderByDescending(o => o.Limit)
            .ToList();
        var sellers = month.Resting.Where(o => !o.IsBuy && o.Limit <= best.Price).OrderBy(o => o.Limit).ToList();
        while (buyers.Count > 0 && sellers.Count > 0)
        {
            Trade(month, buyers[0], sellers[0], best.Price, long.Min(buyers[0].Left, sellers[0].Left), Side.None);
            if (buyers[0].Left == 0)
                buyers.RemoveAt(0);
            if (sellers[0].Left == 0)
                sellers.RemoveAt(0);
        }

        month.Resting.RemoveAll(o => o.Left == 0);
    }

    private void Trade(NaiveInstrument month, NaiveOrder buy, NaiveOrder sell, long price, long lots, Side aggressor)
    {
        var fee = FeeOf(month, price, lots);
        Say(
            MessageKind.Traded,
            new Traded(
                new(++_lastTrade),
                new(month.Id),
                new(price),
                new(lots),
                buy.Id,
                buy.Words.Account,
                new(fee),
                sell.Id,
                sell.Words.Account,
                new(fee),
                aggressor
            )
        );
        foreach (var order in new[] { buy, sell })
        {
            order.Left -= lots;
            month.Legs.Add(new(order.Words.Account.Value, order.IsBuy ? 1 : -1, price, lots));
            Post(
                LedgerCode.ClientCash,
                order.Words.Account.Value,
                LedgerCode.FeeIncome,
                0,
                month.Terms.Currency,
                fee,
                month.Id,
                PostingReason.Fee
            );
            FeesTaken[month.Terms.Currency] = FeesTaken.GetValueOrDefault(month.Terms.Currency) + fee;
        }

        month.Last = price;
    }

    private void Cancel(CancelOrder words)
    {
        if (!_accounts.ContainsKey(words.Account.Value))
        {
            Refuse(MessageKind.CancelOrder, RejectReason.UnknownAccount, words.Order.Value, 0);
            return;
        }

        var order = _instruments.SelectMany(i => i.Resting).FirstOrDefault(o => o.Id == words.Order);
        if (order is null)
        {
            Refuse(MessageKind.CancelOrder, RejectReason.UnknownOrder, words.Order.Value, 0);
            return;
        }

        if (order.Words.Account != words.Account)
        {
            Refuse(MessageKind.CancelOrder, RejectReason.NotYourOrder, words.Order.Value, 0);
            return;
        }

        foreach (var instrument in _instruments)
            instrument.Resting.Remove(order);
        SayCancelled(order, CancelReason.ByParticipant);
    }
}
