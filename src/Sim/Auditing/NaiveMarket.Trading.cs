// The naive market's trades: what one changes, which stops it wakes; and what orders of one owner do when they meet.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Aggressor None: an auction.
    private void Trade(NaiveInstrument month, NaiveOrder one, NaiveOrder two, long price, long lots, Side aggressor)
    {
        var (buy, sell) = one.IsBuy ? (one, two) : (two, one);
        if (month.Spread is { } spread)
            TradeLegs(month, spread, buy, sell, price, lots, aggressor);
        else
            Book(
                month,
                buy,
                sell,
                price,
                lots,
                aggressor,
                aggressor == Side.None ? TradeOrigin.Auction : TradeOrigin.Continuous
            );
        Fill(buy, lots);
        Fill(sell, lots);
    }

    private static void Fill(NaiveOrder order, long lots)
    {
        order.Left -= lots;
        order.Traded += lots;
        if (order.Rests)
            order.Shown -= lots;
    }

    private void Book(
        NaiveInstrument month,
        NaiveOrder buy,
        NaiveOrder sell,
        long price,
        long lots,
        Side aggressor,
        TradeOrigin origin
    )
    {
        var trade = ++_lastTrade;
        // An account that trades with itself buys first and then sells.
        var sellerNet = month.Net(sell.Account) + (buy.Account == sell.Account ? lots : 0);
        var bought = HasLots
            ? Deal(month, buy, 1, trade, price, lots)
            : DealNet(month, month.Net(buy.Account), price, lots);
        var sold = HasLots ? Deal(month, sell, -1, trade, price, lots) : DealNet(month, -sellerNet, price, lots);
        Say(
            MessageKind.Traded,
            new Traded(
                new(trade),
                new(month.Id),
                new(price),
                new(lots),
                buy.Id,
                buy.Words.Account,
                new(bought.Fee),
                sell.Id,
                sell.Words.Account,
                new(sold.Fee),
                aggressor,
                origin,
                new(bought.Opened),
                new(sold.Opened),
                ++month.Sequence
            )
        );
        CountOpened(month, buy.Account, bought.Opened);
        CountOpened(month, sell.Account, sold.Opened);
        foreach (var closed in bought.Closed.Concat(sold.Closed))
        {
            month.Closed.Add(closed);
            Say(MessageKind.LotClosed, closed);
        }

        foreach (var (order, sign, fee) in new[] { (buy, 1, bought.Fee), (sell, -1, sold.Fee) })
        {
            month.Legs.Add(new(order.Account, sign, price, lots, origin == TradeOrigin.SpreadLeg, _now));
            Post(
                LedgerCode.ClientCash,
                order.Account,
                LedgerCode.FeeIncome,
                0,
                month.Terms.Currency,
                fee,
                month.Id,
                PostingReason.Fee
            );
            FeesTaken[month.Terms.Currency] = FeesTaken.GetValueOrDefault(month.Terms.Currency) + fee;
            if (order.IsQuote)
                CountQuoted(order.Account, month.Terms.Contract, lots);
        }

        // An agreed price is none that was found.
        if (origin == TradeOrigin.SpreadLeg)
            return;
        month.Last = price;
        month.TradedToday = true;
        foreach (var stop in month.Live.Where(o => o.IsStop && o.Trigger is null && Reaches(o, price)))
            stop.Trigger = price;
    }

    // The resting order after a trade: smaller, showing its next lots at the back, or gone.
    private void ShowTraded(NaiveInstrument month, NaiveOrder order)
    {
        if (order.Shown > 0)
        {
            SayBook(month, order, BookAction.Changed, order.Shown);
            return;
        }

        SayBook(month, order, BookAction.Removed, 0);
        LoseTop(month, order);
        if (order.Left == 0)
        {
            order.Rests = false;
            month.Live.Remove(order);
            return;
        }

        // A fresh slice stands at the back. It has bettered nobody, so it is not the top order, alone or not.
        order.Place = ++month.LastPlace;
        order.Shown = order.Slice;
        SayAdded(month, order);
    }

    // SMP-001. True when the incoming order goes on.
    private bool Meet(NaiveInstrument month, NaiveOrder incoming, NaiveOrder resting, long lots)
    {
        switch (ModeOf(month, incoming))
        {
            case SelfMatch.CancelOldest:
                Leave(month, resting, CancelReason.SelfMatch);
                return true;
            case SelfMatch.CancelNewest:
                Leave(month, incoming, CancelReason.SelfMatch);
                return false;
            case SelfMatch.CancelBoth:
                Leave(month, resting, CancelReason.SelfMatch);
                Leave(month, incoming, CancelReason.SelfMatch);
                return false;
        }

        resting.Left -= lots;
        incoming.Left -= lots;
        if (resting.Left == 0)
            TakeOff(month, resting);
        else
            ShowReduced(month, resting);
        foreach (var order in new[] { resting, incoming })
        {
            Say(
                MessageKind.OrderReduced,
                new OrderReduced(
                    order.Id,
                    order.Words.Account,
                    order.Words.Instrument,
                    new(lots),
                    new(order.Left),
                    CancelReason.SelfMatch
                )
            );
        }

        if (resting.Left == 0)
            Leave(month, resting, CancelReason.SelfMatch);
        if (incoming.Left > 0)
            return true;
        Leave(month, incoming, CancelReason.SelfMatch);
        return false;
    }

    // Hidden lots go first: often nobody sees that an iceberg became smaller.
    private void ShowReduced(NaiveInstrument month, NaiveOrder order)
    {
        if (!order.Rests || order.Shown <= order.Left)
            return;
        order.Shown = order.Left;
        SayBook(month, order, BookAction.Changed, order.Shown);
    }

    // STP-001.
    private static bool Reaches(NaiveOrder stop, long price) =>
        stop.IsBuy ? price >= stop.StopPrice : price <= stop.StopPrice;

    // STP-002: those that an order reached stand in a queue behind those before, by number, whatever months they are
    // in.
    private void QueueReached()
    {
        foreach (
            var order in _instruments
                .SelectMany(Sleepers)
                .Where(o => o.Trigger is not null && o.Turn == 0)
                .OrderBy(o => o.Id.Value)
        )
            order.Turn = ++_lastTurn;
    }

    // In the continuous phase they enter one by one.
    private void EnterWoken()
    {
        while (true)
        {
            QueueReached();
            var waiting =
                from month in _instruments
                where month.InBook == TradingPhase.Continuous
                from order in month.Live
                where order.Turn > 0
                orderby order.Turn
                select (month, order);
            var (book, next) = waiting.FirstOrDefault();
            if (next is null)
                return;
            next.Turn = 0;
            book.Live.Remove(next);
            next.Acts = next.Acts == OrderType.Stop ? OrderType.Market : OrderType.Limit;
            Say(
                MessageKind.OrderElected,
                new OrderElected(next.Id, next.Words.Account, next.Words.Instrument, new(next.Trigger!.Value))
            );
            Work(book, next);
        }
    }
}
