// Months that stay locked to the end of their ladder: positions are reduced at the limit price when the day is cleared.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules RED-001 to RED-004.</summary>
internal static class Reductions
{
    /// <summary>Trading has closed and orders of the day will leave: remembers which closing orders stood at the limit
    /// that the month is locked at.</summary>
    public static void Declare(State state, Month month)
    {
        var instrument = month.Instrument;
        var limit = Limit(month, instrument.LockedAtClose);
        var lots = new long[month.Positions.Length];
        state.Engine.Walk(
            instrument.Id,
            instrument.LockedAtClose,
            order =>
            {
                if ((order.Flags & OrderFlags.CloseOnly) != 0 && order.Price == limit)
                    lots[order.Owner] += order.Lots;
            }
        );
        for (var slot = 1; slot < lots.Length; slot++)
        {
            if (lots[slot] > 0)
                month.Declared.Add((slot, lots[slot]));
        }
    }

    /// <summary>Reduces positions and forgets what was declared; gives how many lots each side gave up.</summary>
    /// <param name="locked">The side that stood at the limit: Buy when the losers are short.</param>
    public static long Reduce(State state, Month month, TradingDate day, Side locked, Outbox events)
    {
        if (month.Declared.Count == 0)
            return 0;
        var instrument = month.Instrument;
        var limit = Limit(month, locked);
        // The day's settlement price comes with a later step: profit and loss are those at the limit price.
        var asked = new ReductionDay(instrument.Symbol, day, 0, limit, limit, locked.Opposite());
        var result = ForcedReduction.Of(asked, Clients(state, month), instrument.Spec.Market.Reduction);
        month.Declared.Clear();
        long sum = 0;
        foreach (var (buyer, seller, lots) in ForcedReduction.Pairs(result))
        {
            Novation.Reduce(state, month, day, state.SlotOf(buyer), state.SlotOf(seller), limit, lots, events);
            sum += lots;
        }

        // What they had ordered has been done for them, or is done at their cost.
        foreach (var (slot, side) in Reduced(state, result))
        {
            var reports = new MarketReports(state, events);
            state.Engine.CancelAll(
                instrument.Id,
                slot,
                null,
                side,
                OrderFlags.CloseOnly,
                CancelReason.NothingToClose,
                ref reports
            );
        }

        return sum;
    }

    private static Price Limit(Month month, Side locked) =>
        locked == Side.Buy ? month.Instrument.High : month.Instrument.Low;

    /// <summary>By account number: neither the order of opening nor that of orders matters.</summary>
    private static List<ReductionClient> Clients(State state, Month month)
    {
        var clients = new List<ReductionClient>();
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            ref readonly var position = ref month.Positions[slot];
            if (position.Long.Lots == 0 && position.Short.Lots == 0)
                continue;
            var at = month.Declared.FindIndex(d => d.Slot == slot);
            clients.Add(
                new(
                    state.AccountAt(slot),
                    state.IsHedge(slot),
                    state.Lots.Of(position.Long),
                    state.Lots.Of(position.Short),
                    at < 0 ? 0 : month.Declared[at].Lots
                )
            );
        }

        clients.Sort((a, b) => a.Account.Value.CompareTo(b.Account.Value));
        return clients;
    }

    /// <summary>Accounts that took part, each with its sides, by account number and side.</summary>
    private static List<(int Slot, Side Side)> Reduced(State state, ReductionResult result)
    {
        var sides = new List<(int Account, Side Side)>();
        foreach (var trade in result.Trades)
        {
            if (!sides.Contains((trade.Account.Value, trade.Side)))
                sides.Add((trade.Account.Value, trade.Side));
        }

        sides.Sort();
        return sides.ConvertAll(s => (state.SlotOf(new(s.Account)), s.Side));
    }
}
