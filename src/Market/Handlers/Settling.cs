// The parts of a settlement: prices told, variation paid, months ended, rates set.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules STL, MTM, EXP and MRG, piece by piece.</summary>
internal static class Settling
{
    /// <summary>Sets and tells the day's prices of a contract; gives how many.</summary>
    public static int SetPrices(State state, ContractSpec spec, CalendarClock clock, Outbox events)
    {
        var (months, prices) = ContractPrices.Of(state, spec);
        for (var at = 0; at < months.Count; at++)
        {
            var instrument = months[at].Instrument;
            // Inside the day's limits, and it names its step (invariant I-19).
            Must.Hold(prices[at].Price >= instrument.Low && prices[at].Price <= instrument.High);
            Must.Hold(prices[at].Tier != SettlementTier.None);
            instrument.Settled = prices[at].Price;
            TellPrice(state, months[at], clock.Day, prices[at].Price, prices[at].Tier, events);
            events.Add(MessageKind.SettlementEvidence, prices[at].Evidence with { Day = clock.Day });
        }

        ContractPrices.Clear(state, spec);
        return months.Count;
    }

    public static void TellPrice(
        State state,
        Month month,
        TradingDate day,
        Price price,
        SettlementTier tier,
        Outbox events
    )
    {
        var i = month.Instrument;
        events.Add(
            MessageKind.SettlementPriceSet,
            new SettlementPriceSet(
                i.Id,
                day,
                price,
                i.Previous,
                tier,
                new(i.Volume),
                new(OpenInterest(state, month)),
                i.TicksTimesLots
            )
        );
    }

    /// <summary>The price at which a month ends, in its finer units (rule EXP-001).</summary>
    public static long SetFinalPrice(State state, Instrument i, CalendarClock clock, Outbox events)
    {
        var (sum, prints) = PrintsOf(state, i, clock.Calendar);
        var units = FinalPrice.Of(
            sum,
            (Int128)prints * IndexPrints.FinestPer(i.Spec.FinalDecimals),
            i.Spec.UnitsPerTick,
            i.Spec.FinalToTick
        );
        events.Add(
            MessageKind.FinalPriceSet,
            new FinalPriceSet(i.Id, clock.Day, units, (byte)i.Spec.FinalDecimals, prints)
        );
        return units;
    }

    /// <summary>Pays the day's result of every account in a month, to the settlement price or, on the last day, to the
    /// final one.</summary>
    public static void PayVariation(
        State state,
        Month month,
        TradingDate day,
        Price price,
        long? finalUnits,
        Outbox events
    )
    {
        var i = month.Instrument;
        var journal = state.Ledger.Begin();
        // Losers first: what is paid out has been collected (rule MTM-002).
        for (var pass = -1; pass <= 1; pass += 2)
        {
            for (var slot = 1; slot < month.Positions.Length; slot++)
            {
                ref readonly var position = ref month.Positions[slot];
                if (position.IsIdle)
                    continue;
                var amount = finalUnits is { } units
                    ? VariationMargin.ToFinal(position, units, i.Previous, i.Spec.UnitsPerTick, i.Spec.UnitValueMinor)
                    : VariationMargin.To(position, price, i.Previous, i.Spec.TickValueMinor);
                if (long.Sign(amount.Minor) != pass && !(pass == 1 && amount.Minor == 0))
                    continue;
                Pay(
                    state,
                    i,
                    slot,
                    amount,
                    journal,
                    finalUnits is null ? PostingReason.VariationMargin : PostingReason.FinalSettlement,
                    events
                );
                events.Add(
                    MessageKind.VariationPaid,
                    new VariationPaid(state.AccountAt(slot), i.Id, day, new(position.Net), amount)
                );
            }
        }

        Must.Hold(state.Ledger.Balance(LedgerCode.VariationSuspense, 0, i.Spec.Currency).Minor == 0);
    }

    /// <summary>What the day has gathered in a month is gone with it.</summary>
    public static void ClearDay(Instrument i)
    {
        (i.Volume, i.TicksTimesLots) = (0, 0);
        i.ForgetTraded();
        (i.ClosingBid, i.ClosingAsk) = (null, null);
        i.Settled = null;
    }

    /// <summary>Positions and margin of an expired month are zero (rule EXP-002).</summary>
    public static void EndMonth(State state, Month month)
    {
        var i = month.Instrument;
        if (i.Settled is { } price)
            (i.Previous, i.Last) = (price, price);
        (i.Expired, i.Trading) = (true, false);
        ClearDay(i);
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            ref var reserve = ref month.Reserves[slot];
            Must.Hold(reserve.Buys == 0 && reserve.Sells == 0 && reserve.Fees.Minor == 0);
            ref var position = ref month.Positions[slot];
            state.Lots.Clear(ref position.Long);
            state.Lots.Clear(ref position.Short);
            (position, reserve) = (default, default);
        }

        month.SumLots();
        month.Limits.ClearOpened();
        month.Limits.ClearSums();
    }

    /// <summary>Rates of the next trading day and the requirement at the new settlement.</summary>
    /// <returns>Months, and accounts in them that a requirement was worked out for.</returns>
    public static (long Count, long Total) SetRates(State state, CalendarClock clock, TradingDate next)
    {
        long count = 0,
            accounts = 0;
        for (var i = 0; i < state.Months.Count; i++)
        {
            var month = state.Months[i];
            var instrument = month.Instrument;
            if (instrument.Calendar != clock.Number || instrument.Expired || instrument.Spread is not null)
                continue;
            Rates.Set(state, month, next);
            count++;
            accounts += Refresh(state, month);
        }

        return (count, accounts);
    }

    /// <summary>What is required in a month at its price and rate of now; gives in how many accounts.</summary>
    public static long Refresh(State state, Month month)
    {
        long accounts = 0;
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            if (month.Positions[slot].IsIdle && month.Reserves[slot].IsIdle)
                continue;
            Funds.Refresh(state, month, slot);
            var (buys, sells) = Funds.LiveLots(state, month, slot);
            var (longs, shorts) = Funds.SidesOf(state, month, slot, buys, sells);
            accounts += Funds.Margin(state, month.Instrument, slot, long.Max(longs, shorts)).Minor > 0 ? 1 : 0;
        }

        return accounts;
    }

    public static (Int128 Sum, int Count) PrintsOf(State state, Instrument i, TradingCalendar calendar) =>
        state.PrintsOf(i.Spec.Index) is { } prints
            ? prints.Over(
                i.Month.First,
                i.LastDay,
                d => i.Spec.PrintDays == PrintDays.EveryDay || calendar.IsTradingDay(d),
                IndexPrints.Finest
            )
            : (0, 0);

    public static long OpenInterest(State state, Month month)
    {
        long lots = 0;
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            ref readonly var position = ref month.Positions[slot];
            lots += state.HasLots ? position.Long.Lots : long.Max(0, position.Net);
        }

        return lots;
    }

    private static void Pay(
        State state,
        Instrument i,
        int slot,
        Money amount,
        long journal,
        PostingReason reason,
        Outbox events
    )
    {
        var currency = i.Spec.Currency;
        if (amount.Minor < 0)
            Postings.Post(
                state,
                journal,
                LedgerCode.ClientCash,
                slot,
                LedgerCode.VariationSuspense,
                0,
                currency,
                -amount,
                i.Id,
                reason,
                events
            );
        else if (amount.Minor > 0)
            Postings.Post(
                state,
                journal,
                LedgerCode.VariationSuspense,
                0,
                LedgerCode.ClientCash,
                slot,
                currency,
                amount,
                i.Id,
                reason,
                events
            );
    }
}
