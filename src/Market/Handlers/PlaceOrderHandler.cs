// An order: every reason to refuse it, in order; then match, novate, post, rest.
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="PlaceOrder"/>.</summary>
internal static class PlaceOrderHandler
{
    /// <summary>What deciding found out, for the doing.</summary>
    private ref struct Decision
    {
        public RejectReason Reason;
        public long Given;
        public long Limit;
        public OrderId Original;
        public int Slot;
        public Price Price;
        public TradingPhase Phase;

        public readonly bool Refused => Reason != RejectReason.None;

        public void Refuse(RejectReason reason, long given = 0, long limit = 0) =>
            (Reason, Given, Limit) = (reason, given, limit);
    }

    public static void Handle(State state, in PlaceOrder order, Outbox events)
    {
        // Decide. Nothing has changed until every reason to refuse has been asked.
        var month = state.MonthOf(order.Instrument);
        var decision = Decide(state, month, order);
        if (decision.Refused)
        {
            events.Add(
                MessageKind.OrderRejected,
                new OrderRejected(
                    order.Account,
                    order.Instrument,
                    order.ClientOrderId,
                    decision.Reason,
                    decision.Given,
                    decision.Limit,
                    decision.Original
                )
            );
            return;
        }

        // Do. Nothing below can be refused.
        var id = new OrderId(++state.LastOrder);
        state.Use(new UsedOrderId(month!.Instrument.Calendar, order.Account.Value, order.ClientOrderId), id);
        events.Add(
            MessageKind.OrderAccepted,
            new OrderAccepted(
                id,
                order.Account,
                order.Instrument,
                order.Side,
                order.Type,
                order.TimeInForce,
                order.Price,
                order.Quantity,
                order.ClientOrderId
            )
        );
        var left = order.Quantity.Lots;
        if (decision.Phase == TradingPhase.Continuous)
            left = Match(state, month, order, id, decision, events);
        if (left == 0)
            return;
        if (order.Type == OrderType.Limit && order.TimeInForce == TimeInForce.Day)
        {
            Rest(state, month, order, id, decision.Slot, left);
            return;
        }

        events.Add(
            MessageKind.OrderCancelled,
            new OrderCancelled(id, order.Account, order.Instrument, new(left), CancelReason.Unfilled)
        );
    }

    private static Decision Decide(State state, Month? month, in PlaceOrder order)
    {
        var decision = new Decision { Slot = state.SlotOf(order.Account) };
        AskWords(state, month, order, ref decision);
        if (!decision.Refused)
            AskMarket(state, month!, order, ref decision);
        if (!decision.Refused)
            AskRisk(state, month!, order, ref decision);
        return decision;
    }

    /// <summary>Is it well formed, who asks, was it asked before, and of what?</summary>
    private static void AskWords(State state, Month? month, in PlaceOrder order, ref Decision d)
    {
        if (order.Side is not (Side.Buy or Side.Sell))
            d.Refuse(RejectReason.BadField, (long)order.Side);
        else if (order.Type is not (OrderType.Limit or OrderType.Market))
            d.Refuse(RejectReason.BadField, (long)order.Type);
        else if (order.TimeInForce is < TimeInForce.Day or > TimeInForce.FillOrKill)
            d.Refuse(RejectReason.BadField, (long)order.TimeInForce);
        else if (!order.ClientOrderId.IsWellFormed)
            d.Refuse(RejectReason.BadField);
        else if (order.Type == OrderType.Market && order.Price.Ticks != 0)
            d.Refuse(RejectReason.BadField, order.Price.Ticks);
        else if (d.Slot == 0)
            d.Refuse(RejectReason.UnknownAccount, order.Account.Value);
        else if (
            month is not null
            && state.OrderOf(new(month.Instrument.Calendar, order.Account.Value, order.ClientOrderId))
                is { Value: > 0 } original
        )
        {
            d.Refuse(RejectReason.DuplicateClientOrderId, original.Value);
            d.Original = original;
        }
        else if (month is null || month.Instrument.Expired)
            d.Refuse(RejectReason.UnknownInstrument, order.Instrument.Value);
    }

    /// <summary>May it be entered now, so many, at that price, and would it find what it insists on?</summary>
    private static void AskMarket(State state, Month month, in PlaceOrder order, ref Decision d)
    {
        var instrument = month.Instrument;
        d.Phase = instrument.Trading ? state.ClockOf(instrument).Phase : TradingPhase.Closed;
        var lots = order.Quantity.Lots;
        d.Price =
            order.Type == OrderType.Limit ? order.Price
            : order.Side == Side.Buy ? instrument.High
            : instrument.Low;
        if (d.Phase is not (TradingPhase.Auction or TradingPhase.Continuous))
            d.Refuse(RejectReason.NotTrading, (long)d.Phase);
        else if (d.Phase == TradingPhase.Auction && order.Type == OrderType.Market)
            d.Refuse(RejectReason.MarketOrderInAuction);
        else if (d.Phase == TradingPhase.Auction && order.TimeInForce != TimeInForce.Day)
            d.Refuse(RejectReason.ImmediateOrderInAuction);
        else if (lots < 1)
            d.Refuse(RejectReason.QuantityTooSmall, lots, 1);
        else if (lots > instrument.Spec.MaxOrderLots)
            d.Refuse(RejectReason.QuantityTooLarge, lots, instrument.Spec.MaxOrderLots);
        else if (d.Price > instrument.High)
            d.Refuse(RejectReason.PriceAboveLimit, d.Price.Ticks, instrument.High.Ticks);
        else if (d.Price < instrument.Low)
            d.Refuse(RejectReason.PriceBelowLimit, d.Price.Ticks, instrument.Low.Ticks);
        if (d.Refused || (order.Type == OrderType.Limit && order.TimeInForce != TimeInForce.FillOrKill))
            return;

        var (found, worst) = month.Book.Reach(order.Side, d.Price, lots);
        if (order.Type == OrderType.Market)
        {
            if (found == 0)
                d.Refuse(RejectReason.NothingToTradeWith);
            d.Price = worst;
        }

        if (!d.Refused && order.TimeInForce == TimeInForce.FillOrKill && found < lots)
            d.Refuse(RejectReason.CannotFillAll, lots, found);
    }

    /// <summary>What would it risk, were everything filled? (rules RSK-001, RSK-002)</summary>
    private static void AskRisk(State state, Month month, in PlaceOrder order, ref Decision d)
    {
        var spec = month.Instrument.Spec;
        ref readonly var position = ref month.Positions[d.Slot];
        ref readonly var reserve = ref month.Reserves[d.Slot];
        var lots = order.Quantity.Lots;
        var buys = reserve.Buys + (order.Side == Side.Buy ? lots : 0);
        var sells = reserve.Sells + (order.Side == Side.Sell ? lots : 0);
        var reached = order.Side == Side.Buy ? position.Net + buys : sells - position.Net;
        if (reached > spec.PositionLimitLots)
        {
            d.Refuse(RejectReason.PositionLimit, reached, spec.PositionLimitLots);
            return;
        }

        var more = Funds.Required(month.Instrument, position.Net, buys, sells) - reserve.Required;
        var closing = order.Side == Side.Buy ? position.Net + buys <= 0 : position.Net - sells >= 0;
        if (more.Minor <= 0 && closing)
            return;
        var lossTicks = long.Max(0, order.Side.Sign() * (d.Price.Ticks - month.Instrument.Last.Ticks));
        var need = more + Money.OfMove(lossTicks, lots, spec.TickValueMinor) + Funds.Fee(spec, d.Price, lots);
        var free = Funds.Free(state, d.Slot, spec.Currency);
        if (need > free)
            d.Refuse(RejectReason.InsufficientFunds, need.Minor, free.Minor);
    }

    private static long Match(
        State state,
        Month month,
        in PlaceOrder order,
        OrderId id,
        in Decision decision,
        Outbox events
    )
    {
        var left = order.Quantity.Lots;
        var book = month.Book;
        while (left > 0 && book.Opposite(order.Side, decision.Price) is >= 0 and var slot)
        {
            var fill = Resting.Fill(state, month, slot, long.Min(left, book.At(slot).Lots));
            left -= fill.Lots;
            var taker = new TradeLeg(id, order.Account, decision.Slot);
            var maker = new TradeLeg(fill.Order, fill.Account, state.SlotOf(fill.Account));
            if (order.Side == Side.Buy)
                Novation.Trade(state, month, fill.Limit, fill.Lots, taker, maker, Side.Buy, events);
            else
                Novation.Trade(state, month, fill.Limit, fill.Lots, maker, taker, Side.Sell, events);
        }

        return left;
    }

    private static void Rest(State state, Month month, in PlaceOrder order, OrderId id, int slot, long lots)
    {
        var place = month.Book.Rest(id, order.Account, order.Side, order.Price, lots);
        state.Orders.Add(id, order.Instrument, place);
        Resting.Freeze(month, slot, order.Side, order.Price, lots);
    }
}
