// Market makers: two-sided quotes that replace each other, and the protection of those who quote much.
using Tokenbourse.Market.Matching;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="PlaceQuotes"/> (rule QTE-001).</summary>
internal static class PlaceQuotesHandler
{
    public static void Handle(State state, in PlaceQuotes quotes, Outbox events, int session = 0)
    {
        var slot = state.SlotOf(quotes.Account);
        var late = PlaceOrderHandler.AskTime(state, quotes.ValidUntil);
        var (reason, given, limit) =
            !quotes.ClientOrderId.IsWellFormed ? (RejectReason.BadField, 0L, 0L)
            : quotes.Count is < 1 or > QuoteEntries.Length ? (RejectReason.BadField, quotes.Count, QuoteEntries.Length)
            : !late.IsNone ? (late.Reason, late.Given, late.Limit)
            : slot == 0 ? (RejectReason.UnknownAccount, quotes.Account.Value, 0L)
            : state.IsRestricted(slot) ? (RejectReason.AccountRestricted, quotes.Account.Value, 0L)
            : KillRules.Ask(state, slot, null, session) is { IsNone: false } stopped
                ? (stopped.Reason, stopped.Given, stopped.Limit)
            : Defaults.ShutOut(state, slot) is > 0 and var member ? (RejectReason.MemberInDefault, member, 0L)
            : default;
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.PlaceQuotes, reason, given, limit, events);
            return;
        }

        for (var i = 0; i < quotes.Count; i++)
            Entry(state, quotes, slot, session, quotes.Entries[i], events);
    }

    private static void Entry(
        State state,
        in PlaceQuotes quotes,
        int slot,
        int session,
        in QuoteEntry entry,
        Outbox events
    )
    {
        var month = state.MonthOf(entry.Instrument);
        var bid = Order(state, slot, entry, Side.Buy) with { Session = session };
        var ask = Order(state, slot, entry, Side.Sell) with { Session = session };
        var refusal = Ask(state, month, slot, entry, bid, ask);
        if (!refusal.IsNone)
        {
            PlaceOrderHandler.Refuse(quotes.Account, entry.Instrument, quotes.ClientOrderId, refusal, default, events);
            return;
        }

        if (month!.Quotes.Length == 0)
            month.Quotes = new (OrderId, OrderId)[month.Positions.Length];
        var reports = new MarketReports(state, events);
        var (oldBid, oldAsk) = month.Quotes[slot];
        if (state.Engine.TryFind(oldBid, out _))
            state.Engine.Cancel(oldBid, CancelReason.Replaced, ref reports);
        if (state.Engine.TryFind(oldAsk, out _))
            state.Engine.Cancel(oldAsk, CancelReason.Replaced, ref reports);
        month.Quotes[slot] = default;
        Place(state, quotes, month, bid, ref month.Quotes[slot].Bid, ref reports, events);
        Place(state, quotes, month, ask, ref month.Quotes[slot].Ask, ref reports, events);
    }

    private static void Place(
        State state,
        in PlaceQuotes quotes,
        Month month,
        in OrderEntry side,
        ref OrderId place,
        ref MarketReports reports,
        Outbox events
    )
    {
        if (side.Lots == 0)
            return;
        var entry = side with { Order = new(++state.LastOrder) };
        place = entry.Order;
        PlaceOrderHandler.Accept(quotes.Account, entry, quotes.ClientOrderId, events);
        state.Engine.Enter(entry, ref reports);
    }

    private static OrderEntry Order(State state, int slot, in QuoteEntry entry, Side side) =>
        new(
            default,
            entry.Instrument,
            slot,
            state.GroupOf(slot),
            side,
            OrderType.Limit,
            TimeInForce.Day,
            side == Side.Buy ? entry.BidPrice : entry.AskPrice,
            side == Side.Buy ? entry.BidLots.Lots : entry.AskLots.Lots,
            OrderFlags.Quote
        );

    private static Refusal Ask(
        State state,
        Month? month,
        int slot,
        in QuoteEntry entry,
        in OrderEntry bid,
        in OrderEntry ask
    )
    {
        if (month is not null && KillRules.AskInstrument(state, month) is { IsNone: false } stopped)
            return stopped;
        if (month is null || month.Instrument.Expired)
            return new(RejectReason.UnknownInstrument, OrderField.Instrument, entry.Instrument.Value, 0);
        if (bid.Lots != 0 && ask.Lots != 0 && bid.Price >= ask.Price)
            return new(RejectReason.BadField, OrderField.Price, bid.Price.Ticks, ask.Price.Ticks - 1);
        var phase = state.Engine.PhaseOf(entry.Instrument);
        if (!phase.TakesOrders())
            return new(RejectReason.NotTrading, OrderField.Instrument, (long)phase, 0);
        if (month.Legs is not null)
            return new(RejectReason.NotForSpreads, OrderField.Type, (long)OrderType.Limit, 0);
        var contract = state.NumberOf(month.Instrument.Spec.Contract);
        if (state.ProtectionOf(slot, contract) is { Frozen: true })
            return new(RejectReason.QuotesFrozen, OrderField.Instrument, entry.Instrument.Value, 0);
        // Taking a quote back enters nothing.
        var refusal = bid.Lots != 0 || ask.Lots != 0 ? RiskInterlock.Ask(state, bid.Flags) : default;
        if (refusal.IsNone)
            refusal = AskSide(month, bid);
        if (refusal.IsNone)
            refusal = AskSide(month, ask);
        return refusal.IsNone ? AskFunds(state, month, slot, bid, ask) : refusal;
    }

    private static Refusal AskSide(Month month, in OrderEntry side)
    {
        var instrument = month.Instrument;
        if (side.Lots < 0)
            return new(RejectReason.QuantityTooSmall, OrderField.Quantity, side.Lots, 1);
        if (side.Lots == 0)
            return default;
        if (side.Lots > instrument.Spec.MaxOrderLots)
            return new(RejectReason.QuantityTooLarge, OrderField.Quantity, side.Lots, instrument.Spec.MaxOrderLots);
        if (side.Price > instrument.High)
            return new(RejectReason.PriceAboveLimit, OrderField.Price, side.Price.Ticks, instrument.High.Ticks);
        return side.Price < instrument.Low
            ? new(RejectReason.PriceBelowLimit, OrderField.Price, side.Price.Ticks, instrument.Low.Ticks)
            : default;
    }

    private static Refusal AskFunds(State state, Month month, int slot, in OrderEntry bid, in OrderEntry ask)
    {
        if (bid.Lots == 0 && ask.Lots == 0)
            return default;
        var freed = default(Freed);
        if (month.Quotes.Length > 0)
        {
            freed = Add(freed, state, month, month.Quotes[slot].Bid);
            freed = Add(freed, state, month, month.Quotes[slot].Ask);
        }

        var spec = month.Instrument.Spec;
        var last = month.Instrument.Last.Ticks;
        var loss =
            Money.OfMove(long.Max(0, bid.Price.Ticks - last), bid.Lots, spec.TickValueMinor)
            + Money.OfMove(long.Max(0, last - ask.Price.Ticks), ask.Lots, spec.TickValueMinor);
        var fees =
            Funds.FrozenFee(state, month, slot, OrderFlags.Quote, bid.Price, bid.Lots)
            + Funds.FrozenFee(state, month, slot, OrderFlags.Quote, ask.Price, ask.Lots);
        var (bidTicks, askTicks) = (bid.Lots * bid.Price.Ticks, ask.Lots * ask.Price.Ticks);
        var wanted = new Wanted(bid.Lots, ask.Lots, fees, loss, bidTicks, askTicks);
        var refusal = PreTrade.Ask(state, month, slot, wanted, freed);
        if (refusal.IsNone && state.HasMembers)
            refusal = Limits.AskQuotes(state, month, slot, bid.Lots, ask.Lots, freed);
        return refusal.IsNone ? CapRules.AskQuotes(state, month, bid, ask, OldSides(state, month, slot)) : refusal;
    }

    private static int OldSides(State state, Month month, int slot)
    {
        if (month.Quotes.Length == 0)
            return 0;
        var (bid, ask) = month.Quotes[slot];
        return (state.Engine.TryFindOwner(bid, out _) ? 1 : 0) + (state.Engine.TryFindOwner(ask, out _) ? 1 : 0);
    }

    private static Freed Add(in Freed freed, State state, Month month, OrderId order)
    {
        if (!state.Engine.TryFind(order, out var live))
            return freed;
        var more = AmendOrderHandler.FreedBy(state, month, live);
        return new(
            freed.Buys + more.Buys,
            freed.Sells + more.Sells,
            freed.Fees + more.Fees,
            freed.BuyTicks + more.BuyTicks,
            freed.SellTicks + more.SellTicks
        );
    }
}

/// <summary>Handles <see cref="SetProtection"/> (rule QTE-002).</summary>
internal static class SetProtectionHandler
{
    public static void Handle(State state, in SetProtection set, Outbox events)
    {
        var slot = state.SlotOf(set.Account);
        var contract = state.NumberOf(set.Contract.ToString());
        var (reason, given, limit) =
            slot == 0 ? (RejectReason.UnknownAccount, (long)set.Account.Value, 0L)
            : contract < 0 ? (RejectReason.UnknownContract, 0L, 0L)
            : set.WindowMilliseconds is < 1 or > 3_600_000 ? (RejectReason.BadField, set.WindowMilliseconds, 3_600_000L)
            : set.MostLots.Lots < 0 ? (RejectReason.BadField, set.MostLots.Lots, 0L)
            : default;
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetProtection, reason, given, limit, events);
            return;
        }

        var protection = state.ProtectionOf(slot, contract);
        if (protection is null)
        {
            protection = new() { Slot = slot, Contract = contract };
            state.Protections.Add(protection);
        }

        protection.Set(set.WindowMilliseconds, set.MostLots.Lots);
        events.Add(
            MessageKind.ProtectionSet,
            new ProtectionSet(set.Account, set.Contract, set.WindowMilliseconds, set.MostLots)
        );
    }
}
