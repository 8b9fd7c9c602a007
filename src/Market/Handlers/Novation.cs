// A trade becomes two positions against the house, two fees, one event.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>One side of a trade.</summary>
internal readonly record struct TradeLeg(OrderId Order, AccountId Account, int Slot);

/// <summary>Books trades (rule NOV-001) and posts their fees (rule RSK-003).</summary>
internal static class Novation
{
    public static void Trade(
        State state,
        Month month,
        Price price,
        long lots,
        in TradeLeg buyer,
        in TradeLeg seller,
        Side aggressor,
        Outbox events
    )
    {
        var instrument = month.Instrument;
        var fee = Funds.Fee(instrument.Spec, price, lots);
        month.Positions[buyer.Slot].Trade(Side.Buy, price, lots);
        month.Positions[seller.Slot].Trade(Side.Sell, price, lots);
        instrument.Last = price;
        instrument.Volume += lots;
        instrument.TicksTimesLots += (Int128)price.Ticks * lots;
        Funds.Refresh(month, buyer.Slot);
        Funds.Refresh(month, seller.Slot);
        var trade = new TradeId(++state.LastTrade);
        events.Add(
            MessageKind.Traded,
            new Traded(
                trade,
                instrument.Id,
                price,
                new(lots),
                buyer.Order,
                buyer.Account,
                fee,
                seller.Order,
                seller.Account,
                fee,
                aggressor
            )
        );
        if (fee.Minor == 0)
            return;
        var journal = state.Ledger.Begin();
        PostFee(state, month, buyer, fee, journal, events);
        PostFee(state, month, seller, fee, journal, events);
    }

    private static void PostFee(State state, Month month, in TradeLeg leg, Money fee, long journal, Outbox events) =>
        Postings.Post(
            state,
            journal,
            LedgerCode.ClientCash,
            leg.Slot,
            LedgerCode.FeeIncome,
            0,
            month.Instrument.Spec.Currency,
            fee,
            month.Instrument.Id,
            PostingReason.Fee,
            events
        );
}

/// <summary>Posts and tells in one step, so that the log has every posting.</summary>
internal static class Postings
{
    public static void Post(
        State state,
        long journal,
        LedgerCode debit,
        int debitSlot,
        LedgerCode credit,
        int creditSlot,
        Currency currency,
        Money amount,
        InstrumentId instrument,
        PostingReason reason,
        Outbox events
    )
    {
        state.Ledger.Post(debit, debitSlot, credit, creditSlot, currency, amount);
        events.Add(
            MessageKind.Posted,
            new Posted(
                journal,
                debit,
                Owner(state, debitSlot),
                credit,
                Owner(state, creditSlot),
                currency,
                amount,
                instrument,
                reason
            )
        );
    }

    private static AccountId Owner(State state, int slot) => slot == 0 ? default : state.AccountAt(slot);
}
