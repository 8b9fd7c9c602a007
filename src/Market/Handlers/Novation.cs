// A trade becomes two positions against the house, two fees, one event.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Books trades (rule NOV-001) and posts their fees (rule RSK-003).</summary>
internal static class Novation
{
    public static void Trade(State state, Month month, in Match match, Outbox events)
    {
        var instrument = month.Instrument;
        var fee = Funds.Fee(instrument.Spec, match.Price, match.Lots);
        var bought = Book(state, month, match.Buyer, Side.Buy, match);
        var sold = Book(state, month, match.Seller, Side.Sell, match);
        if (match.Origin != TradeOrigin.SpreadLeg)
        {
            instrument.Last = match.Price;
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
                fee,
                match.Seller.Order,
                state.AccountAt(match.Seller.Owner),
                fee,
                match.Aggressor,
                match.Origin,
                new(bought),
                new(sold),
                match.Sequence
            )
        );
        if (fee.Minor == 0)
            return;
        var journal = state.Ledger.Begin();
        PostFee(state, month, match.Buyer.Owner, fee, journal, events);
        PostFee(state, month, match.Seller.Owner, fee, journal, events);
    }

    /// <summary>Moves one position; gives the lots by which it grew.</summary>
    private static long Book(State state, Month month, in MatchSide side, Side which, in Match match)
    {
        ref var position = ref month.Positions[side.Owner];
        var held = which == Side.Buy ? -position.Net : position.Net;
        var opened = long.Max(0, match.Lots - long.Max(0, held));
        position.Trade(which, match.Price, match.Lots);
        ref readonly var reserve = ref month.Reserves[side.Owner];
        // A position that shrank may leave close-only orders with nothing to close.
        if ((which == Side.Buy ? reserve.ClosingBuys : reserve.ClosingSells) > 0)
            state.Trims.Add((month.Instrument.Id, side.Owner));
        Funds.Refresh(month, side.Owner);
        return opened;
    }

    private static void PostFee(State state, Month month, int slot, Money fee, long journal, Outbox events) =>
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
