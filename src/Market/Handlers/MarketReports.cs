// What the order books say becomes positions, frozen money and events, in the moment in which they say it.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Hears the engine during a command. Owners are account slots.</summary>
internal readonly struct MarketReports(State state, Outbox events) : IMatchingReports
{
    public void Traded(in Match match)
    {
        var month = state.MonthOf(match.Instrument)!;
        if (match.Buyer is { Rested: true, Spread.Value: 0 } buyer)
            Release(month, buyer, Side.Buy, match.Lots);
        if (match.Seller is { Rested: true, Spread.Value: 0 } seller)
            Release(month, seller, Side.Sell, match.Lots);
        Novation.Trade(state, month, match, events);
        CountQuote(month, match.Buyer, match.Lots);
        CountQuote(month, match.Seller, match.Lots);
        if (match.Buyer is { Rested: true, Left: 0, Spread.Value: 0 })
            state.CountOrder(match.Buyer.Owner, -1);
        if (match.Seller is { Rested: true, Left: 0, Spread.Value: 0 })
            state.CountOrder(match.Seller.Owner, -1);
    }

    public void BookChanged(in BookChanged change)
    {
        events.Add(MessageKind.BookChanged, change);
        var stirred = state.Stirred;
        if ((stirred.Count == 0 || stirred[^1] != change.Instrument) && !stirred.Contains(change.Instrument))
            stirred.Add(change.Instrument);
    }

    public void Stayed(in LiveOrder order)
    {
        state.CountOrder(order.Owner, 1);
        Freezing.Count(state, order, order.Lots);
    }

    public void Lifted(in LiveOrder order)
    {
        state.CountOrder(order.Owner, -1);
        Freezing.Count(state, order, -order.Lots);
    }

    public void Left(in LiveOrder order, CancelReason reason, bool stayed)
    {
        if (stayed)
            Lifted(order);
        events.Add(
            MessageKind.OrderCancelled,
            new OrderCancelled(order.Order, state.AccountAt(order.Owner), order.Instrument, new(order.Lots), reason)
        );
    }

    public void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed)
    {
        if (stayed)
            Freezing.Shrink(state, order, order.Lots + by, order.Lots);
        events.Add(
            MessageKind.OrderReduced,
            new OrderReduced(
                order.Order,
                state.AccountAt(order.Owner),
                order.Instrument,
                new(by),
                new(order.Lots),
                reason
            )
        );
    }

    public void Elected(in LiveOrder order, Price trigger) =>
        events.Add(
            MessageKind.OrderElected,
            new OrderElected(order.Order, state.AccountAt(order.Owner), order.Instrument, trigger)
        );

    public void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus) =>
        events.Add(MessageKind.AuctionUncrossed, new AuctionUncrossed(instrument, price, new(lots), surplus, sequence));

    public void Indicated(in IndicativeChanged indication) => events.Add(MessageKind.IndicativeChanged, indication);

    public void Interrupted(InstrumentId instrument)
    {
        var i = state.MonthOf(instrument)!.Instrument;
        var until = state.Now.Plus(i.Spec.Market.InterruptionSeconds * 1_000_000_000L);
        Phases.Own(state, i, TradingPhase.VolatilityAuction, until);
        Phases.Tell(state, instrument, TradingPhase.VolatilityAuction, StateCause.DynamicBand, until, default, events);
        if (state.Spreads.Count > 0)
            Spreads.LegMoved(state, instrument, events);
    }

    public void SpreadTraded(in SpreadTraded trade, in MatchSide buyer, in MatchSide seller)
    {
        Freezing.SpreadFilled(state, trade.Instrument, Side.Buy, buyer, trade.Lots.Lots);
        Freezing.SpreadFilled(state, trade.Instrument, Side.Sell, seller, trade.Lots.Lots);
        if (buyer is { Rested: true, Left: 0 })
            state.CountOrder(buyer.Owner, -1);
        if (seller is { Rested: true, Left: 0 })
            state.CountOrder(seller.Owner, -1);
        var spread = state.MonthOf(trade.Instrument)!.Instrument;
        if (spread.Spread!.Kind == SpreadKind.Calendar && spread.Spec.SettlesOnTimes)
            ClosingTrades.Count(state, spread, trade.Price, trade.Lots.Lots);
        events.Add(MessageKind.SpreadTraded, trade);
    }

    /// <summary>Lots of a resting order trade: they are no longer frozen. Margin is refreshed by the trade
    /// itself.</summary>
    private void Release(Month month, in MatchSide side, Side which, long lots)
    {
        ref var reserve = ref month.Reserves[side.Owner];
        var spec = month.Instrument.Spec;
        var rate = Funds.FrozenRate(state, spec, side.Owner, side.Flags);
        reserve.Count(
            which,
            -lots,
            side.Flags,
            Funds.Fee(spec, rate, side.Limit, side.Left) - Funds.Fee(spec, rate, side.Limit, side.Left + lots)
        );
        PricedMargins.Count(state, month, side.Owner, which, side.Flags, -lots * side.Limit.Ticks);
        Must.Hold(reserve.IsSound);
    }

    private void CountQuote(Month month, in MatchSide side, long lots)
    {
        if ((side.Flags & OrderFlags.Quote) == 0)
            return;
        var contract = state.NumberOf(month.Instrument.Spec.Contract);
        if (
            state.ProtectionOf(side.Owner, contract) is { } protection
            && protection.Fill(state.Now, lots)
            && !state.Fired.Contains(protection)
        )
            state.Fired.Add(protection);
    }
}
