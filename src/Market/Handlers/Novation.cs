// A trade becomes two positions against the house, lots opened and closed, two fees.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>One side of a transfer.</summary>
/// <param name="Closes">It closes lots that it holds on the other side; else it deals as in any trade.</param>
internal readonly record struct Taker(int Slot, bool Closes);

/// <summary>Books trades (rules NOV-001, POS-001, POS-002) and posts their fees (rule FEE-001).</summary>
internal static class Novation
{
    /// <summary>What one side of a trade does to its position.</summary>
    /// <param name="Kind">Which lots it closes.</param>
    private readonly record struct Effect(long Opened, long Closed, LotKind Kind);

    public static void Trade(State state, Month month, in Match match, Outbox events)
    {
        var instrument = month.Instrument;
        var bought = Book(state, month, match.Buyer, Side.Buy, match);
        var sold = Book(state, month, match.Seller, Side.Sell, match);
        var buyerFee = FeeOf(state, month, match.Buyer.Owner, Side.Buy, bought, match.Price);
        var sellerFee = FeeOf(state, month, match.Seller.Owner, Side.Sell, sold, match.Price);
        if (match.Origin != TradeOrigin.SpreadLeg)
        {
            instrument.Last = match.Price;
            instrument.NoteTraded(match.Price);
            instrument.Volume += match.Lots;
            instrument.TicksTimesLots += (Int128)match.Price.Ticks * match.Lots;
            if (instrument.Spec.SettlesOnTimes)
                ClosingTrades.Count(state, instrument, match.Price, match.Lots);
        }

        var trade = new TradeId(++state.LastTrade);
        events.Add(
            MessageKind.Traded,
            new Traded(
                trade,
                instrument.Id,
                match.Price,
                new(match.Lots),
                match.Buyer.Order,
                state.AccountAt(match.Buyer.Owner),
                buyerFee,
                match.Seller.Order,
                state.AccountAt(match.Seller.Owner),
                sellerFee,
                match.Aggressor,
                match.Origin,
                new(bought.Opened),
                new(sold.Opened),
                match.Sequence
            )
        );
        if (state.HasLots)
        {
            MoveLots(state, month, match.Buyer.Owner, Side.Buy, bought, trade, match.Price, events);
            MoveLots(state, month, match.Seller.Owner, Side.Sell, sold, trade, match.Price, events);
            month.Balance();
        }

        if (state.HasMembers)
        {
            month.Limits.Open(match.Buyer.Owner, bought.Opened);
            month.Limits.Open(match.Seller.Owner, sold.Opened);
        }

        Funds.Refresh(state, month, match.Buyer.Owner);
        Funds.Refresh(state, month, match.Seller.Owner);
        if (buyerFee.Minor == 0 && sellerFee.Minor == 0)
            return;
        var journal = state.Ledger.Begin();
        PostFee(state, month, match.Buyer.Owner, buyerFee, journal, events);
        PostFee(state, month, match.Seller.Owner, sellerFee, journal, events);
    }

    /// <summary>Two positions are reduced against each other: both sides close, oldest first, and pay as for a
    /// trade (rule RED-003).</summary>
    public static void Reduce(
        State state,
        Month month,
        TradingDate day,
        int buyer,
        int seller,
        Price price,
        long lots,
        Outbox events
    )
    {
        var effect = new Effect(0, lots, LotKind.Oldest);
        var buyerFee = FeeOf(state, month, buyer, Side.Buy, effect, price);
        var sellerFee = FeeOf(state, month, seller, Side.Sell, effect, price);
        month.Positions[buyer].Trade(Side.Buy, price, lots);
        month.Positions[seller].Trade(Side.Sell, price, lots);
        var trade = new TradeId(++state.LastTrade);
        events.Add(
            MessageKind.ForcedReduced,
            new ForcedReduced(
                trade,
                month.Instrument.Id,
                day,
                price,
                new(lots),
                state.AccountAt(buyer),
                buyerFee,
                state.AccountAt(seller),
                sellerFee
            )
        );
        MoveLots(state, month, buyer, Side.Buy, effect, trade, price, events);
        MoveLots(state, month, seller, Side.Sell, effect, trade, price, events);
        month.Balance();
        Funds.Refresh(state, month, buyer);
        Funds.Refresh(state, month, seller);
        if (buyerFee.Minor == 0 && sellerFee.Minor == 0)
            return;
        var journal = state.Ledger.Begin();
        PostFee(state, month, buyer, buyerFee, journal, events);
        PostFee(state, month, seller, sellerFee, journal, events);
    }

    /// <summary>Lots of a member in default go to whoever won them, or end: no fee, no volume, no last price (rules
    /// DEF-007 and DEF-009).</summary>
    public static void Transfer(
        State state,
        Month month,
        Taker buyer,
        Taker seller,
        Price price,
        long lots,
        TradeOrigin origin,
        Outbox events
    )
    {
        var bought = Take(state, month, buyer, Side.Buy, price, lots);
        var sold = Take(state, month, seller, Side.Sell, price, lots);
        var trade = new TradeId(++state.LastTrade);
        events.Add(
            MessageKind.DefaultTraded,
            new DefaultTraded(
                trade,
                month.Instrument.Id,
                state.ClockOf(month.Instrument).Day,
                price,
                new(lots),
                state.AccountAt(buyer.Slot),
                new(bought.Opened),
                state.AccountAt(seller.Slot),
                new(sold.Opened),
                origin
            )
        );
        MoveLots(state, month, buyer.Slot, Side.Buy, bought, trade, price, events);
        MoveLots(state, month, seller.Slot, Side.Sell, sold, trade, price, events);
        month.Balance();
        Funds.Refresh(state, month, buyer.Slot);
        Funds.Refresh(state, month, seller.Slot);
    }

    private static Effect Take(State state, Month month, Taker taker, Side side, Price price, long lots)
    {
        ref var position = ref month.Positions[taker.Slot];
        var held = long.Max(0, side == Side.Buy ? -position.Net : position.Net);
        var closed =
            taker.Closes ? lots
            : state.IsTwoSided(taker.Slot) ? 0
            : long.Min(lots, held);
        position.Trade(side, price, lots);
        ref readonly var reserve = ref month.Reserves[taker.Slot];
        if ((side == Side.Buy ? reserve.ClosingBuys : reserve.ClosingSells) > 0 && !state.IsTwoSided(taker.Slot))
            state.Trims.Add((month.Instrument.Id, taker.Slot));
        return new(lots - closed, closed, LotKind.Oldest);
    }

    /// <summary>Moves one net position; gives what the trade opens and closes.</summary>
    private static Effect Book(State state, Month month, in MatchSide side, Side which, in Match match)
    {
        ref var position = ref month.Positions[side.Owner];
        var effect = EffectOf(state, month, position, side, which, match.Lots);
        position.Trade(which, match.Price, match.Lots);
        ref readonly var reserve = ref month.Reserves[side.Owner];
        // A position that shrank may leave a net account's close-only orders with nothing to close.
        if ((which == Side.Buy ? reserve.ClosingBuys : reserve.ClosingSells) > 0 && !state.IsTwoSided(side.Owner))
            state.Trims.Add((month.Instrument.Id, side.Owner));
        return effect;
    }

    private static Effect EffectOf(
        State state,
        Month month,
        in Position position,
        in MatchSide side,
        Side which,
        long lots
    )
    {
        if (!state.IsTwoSided(side.Owner))
        {
            var held = long.Max(0, which == Side.Buy ? -position.Net : position.Net);
            var closed = long.Min(lots, held);
            return new(lots - closed, closed, LotKind.Oldest);
        }

        var kind = Funds.KindOf(month.Instrument.Spec, side.Flags);
        if ((side.Flags & OrderFlags.Reverse) != 0)
        {
            var closed = long.Min(lots, which == Side.Buy ? position.Short.Lots : position.Long.Lots);
            return new(lots - closed, closed, kind);
        }

        return (side.Flags & OrderFlags.CloseOnly) != 0 ? new(0, lots, kind) : new(lots, 0, kind);
    }

    /// <summary>Closes lots, oldest first, and tells each; then opens.</summary>
    private static void MoveLots(
        State state,
        Month month,
        int slot,
        Side which,
        in Effect effect,
        TradeId trade,
        Price price,
        Outbox events
    )
    {
        var instrument = month.Instrument;
        ref var position = ref month.Positions[slot];
        ref var closing = ref which == Side.Buy ? ref position.Short : ref position.Long;
        var (longs, shorts) = (position.Long.Lots, position.Short.Lots);
        for (var left = effect.Closed; left > 0; )
        {
            var taken = state.Lots.Take(ref closing, effect.Kind, left);
            left -= taken.Lots;
            var positionPrice = taken.IsToday ? taken.OpenPrice : instrument.Previous;
            var side = which.Opposite();
            position.Close(side, taken, price, positionPrice);
            events.Add(
                MessageKind.LotClosed,
                new LotClosed(
                    trade,
                    state.AccountAt(slot),
                    instrument.Id,
                    side,
                    taken.Trade,
                    taken.Day,
                    new(taken.Lots),
                    taken.OpenPrice,
                    positionPrice,
                    price,
                    taken.IsToday ? (byte)1 : (byte)0,
                    Result(instrument.Spec.TickValueMinor, side, price, positionPrice, taken.Lots),
                    Result(instrument.Spec.TickValueMinor, side, price, taken.OpenPrice, taken.Lots)
                )
            );
        }

        if (effect.Closed > 0 && state.Calls.Count > 0)
            Calls.NoteClosed(state, slot, instrument.Spec.Currency);
        if (effect.Opened > 0)
        {
            ref var opening = ref which == Side.Buy ? ref position.Long : ref position.Short;
            state.Lots.Open(ref opening, trade, state.ClockOf(instrument).Day, price, effect.Opened);
        }

        month.LotsMoved(position, longs, shorts);
    }

    private static Money Result(long tickValueMinor, Side side, Price price, Price from, long lots) =>
        Money.OfMove(side.Sign() * (price.Ticks - from.Ticks), lots, tickValueMinor);

    /// <summary>Opened, closed and closed-today lots at their rates, rounded once. Asked before lots move: what the
    /// other side of the trade opens is never among them.</summary>
    private static Money FeeOf(State state, Month month, int slot, Side which, in Effect effect, Price price)
    {
        var spec = month.Instrument.Spec;
        if (effect.Closed == 0 || !state.HasLots)
            return Funds.Fee(spec, spec.OpenFee, price, effect.Opened + effect.Closed);
        ref readonly var position = ref month.Positions[slot];
        var carried = which == Side.Buy ? position.Short.Carried.Lots : position.Long.Carried.Lots;
        var today = effect.Kind switch
        {
            LotKind.Today => effect.Closed,
            LotKind.Carried => 0,
            _ => long.Max(0, effect.Closed - carried),
        };
        return Risk.Fee.Of(
            price,
            spec.TickValueMinor,
            (effect.Opened, spec.OpenFee),
            (effect.Closed - today, spec.CloseFee),
            (today, spec.CloseTodayFee)
        );
    }

    private static void PostFee(State state, Month month, int slot, Money fee, long journal, Outbox events)
    {
        if (fee.Minor == 0)
            return;
        Postings.Post(
            state,
            journal,
            LedgerCode.ClientCash,
            slot,
            LedgerCode.FeeIncome,
            0,
            month.Instrument.Spec.Currency,
            fee,
            month.Instrument.Id,
            PostingReason.Fee,
            events
        );
    }
}
