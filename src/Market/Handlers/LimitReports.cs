// After the clearing: who holds so much that it has to report, who holds too much, and whose orders have to go.
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules LIM-008 and LIM-009.</summary>
internal static class LimitReports
{
    /// <summary>What a trader holds on each side, and the most that it may.</summary>
    internal readonly record struct Held(long Longs, long Shorts, long MostLong, long MostShort);

    /// <summary>Tells large traders and those above their limit, month by month; orders that would add to what is too
    /// much leave first.</summary>
    public static void Tell(State state, CalendarClock clock, List<Month> months, Outbox events)
    {
        var next = LimitDocuments.Next(clock);
        foreach (var month in months)
        {
            if (!month.Limits.InForce || state.LimitsOf(month.Instrument.Spec.Contract) is not { } table)
                continue;
            TakeOrdersOff(state, month, next, events);
            var traders = TradersOf(state, month, next);
            foreach (var ((kind, number), held) in traders)
            {
                var told = new LimitExceeded(month.Instrument.Id, clock.Day, kind, number, Side.Buy, default, default);
                Tell(table, next, told with { Lots = new(held.Longs), Limit = new(held.MostLong) }, events);
                var shorts = told with { Side = Side.Sell, Lots = new(held.Shorts), Limit = new(held.MostShort) };
                Tell(table, next, shorts, events);
            }
        }
    }

    /// <summary>Lots of an account that stand above the limit in force of whom it is counted with, each side by itself,
    /// never more than it has: what forced liquidation is for.</summary>
    public static (long Longs, long Shorts) Excess(State state, Month month, int slot)
    {
        if (month.Legs is not null || !month.Limits.InForce)
            return default;
        return ExcessOf(state, month, slot, TradersOf(state, month, state.ClockOf(month.Instrument).Day));
    }

    /// <summary>The same of all accounts that have any, by slot. Where several are counted together each is told with
    /// as much as it could give up.</summary>
    public static List<(int Slot, long Longs, long Shorts)> Excess(State state, Month month)
    {
        var found = new List<(int Slot, long Longs, long Shorts)>();
        if (month.Legs is not null || !month.Limits.InForce)
            return found;
        var traders = TradersOf(state, month, state.ClockOf(month.Instrument).Day);
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            if (month.Positions[slot].IsIdle)
                continue;
            var (longs, shorts) = ExcessOf(state, month, slot, traders);
            if (longs > 0 || shorts > 0)
                found.Add((slot, longs, shorts));
        }

        return found;
    }

    private static (long Longs, long Shorts) ExcessOf(
        State state,
        Month month,
        int slot,
        SortedList<(TraderKind Kind, int Number), Held> traders
    )
    {
        var (longs, shorts) = Limits.HeldBy(state, month, slot);
        var (overLong, overShort) = (0L, 0L);
        foreach (var key in KeysOf(state, slot))
        {
            if (!traders.TryGetValue(key, out var held))
                continue;
            overLong = long.Max(overLong, held.Longs - held.MostLong);
            overShort = long.Max(overShort, held.Shorts - held.MostShort);
        }

        return (long.Min(longs, overLong), long.Min(shorts, overShort));
    }

    private static void Tell(LimitTable table, TradingDate due, in LimitExceeded held, Outbox events)
    {
        var (lots, limit) = (held.Lots.Lots, held.Limit.Lots);
        if (lots == 0 || limit == MonthLimits.None)
            return;
        if (table.LargeFromPpm > 0 && (Int128)lots * 1_000_000 >= (Int128)limit * table.LargeFromPpm)
        {
            var large = new LargeTraderReported(
                held.Instrument,
                held.Day,
                held.Kind,
                held.Trader,
                held.Side,
                held.Lots,
                held.Limit,
                due,
                table.ReportByMinute
            );
            events.Add(MessageKind.LargeTraderReported, large);
        }

        if (lots > limit)
            events.Add(MessageKind.LimitExceeded, held);
    }

    /// <summary>Who holds anything in a month, by kind and number.</summary>
    internal static SortedList<(TraderKind Kind, int Number), Held> TradersOf(State state, Month month, TradingDate day)
    {
        var traders = new SortedList<(TraderKind, int), Held>();
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            if (month.Positions[slot].IsIdle)
                continue;
            var (longs, shorts) = Limits.HeldBy(state, month, slot);
            if (longs == 0 && shorts == 0)
                continue;
            foreach (var key in KeysOf(state, slot))
            {
                var (mostLong, mostShort) = MostOf(state, month, slot, key.Kind, day);
                traders.TryGetValue(key, out var held);
                traders[key] = new(held.Longs + longs, held.Shorts + shorts, mostLong, mostShort);
            }
        }

        return traders;
    }

    // Whom an account is counted with: itself or its group, unless it is its member's own, and its member.
    private static IEnumerable<(TraderKind Kind, int Number)> KeysOf(State state, int slot)
    {
        var (document, trader) = (state.Accounts[slot - 1].Document, state.TraderAt(slot));
        if (!trader.House || trader.Hedges)
            yield return trader.Group > 0 ? (TraderKind.Group, document.Group) : (TraderKind.Account, document.Account);
        if (trader.Member > 0)
            yield return (TraderKind.Member, document.Member!.Value);
    }

    private static (long Long, long Short) MostOf(State state, Month month, int slot, TraderKind kind, TradingDate day)
    {
        var limits = month.Limits;
        if (state.IsHedge(slot))
        {
            var quota = state.QuotaOf(slot, state.NumberOf(month.Instrument.Spec.Contract), day);
            return (quota.Longs, quota.Shorts);
        }

        var most = kind == TraderKind.Member ? limits.OfMember(state.KindOfMember(slot)) : limits.Client;
        return (most, most);
    }

    private static void TakeOrdersOff(State state, Month month, TradingDate next, Outbox events)
    {
        var slots = new List<int>();
        for (var slot = 1; slot < month.Reserves.Length; slot++)
        {
            ref readonly var reserve = ref month.Reserves[slot];
            if (reserve.Opening(Side.Buy) > 0 || reserve.Opening(Side.Sell) > 0)
                slots.Add(slot);
        }

        slots.Sort((a, b) => state.AccountAt(a).Value.CompareTo(state.AccountAt(b).Value));
        foreach (var slot in slots)
        {
            TakeOrdersOff(state, month, slot, Side.Buy, next, events);
            TakeOrdersOff(state, month, slot, Side.Sell, next, events);
        }
    }

    private static void TakeOrdersOff(State state, Month month, int slot, Side side, TradingDate next, Outbox events)
    {
        if (month.Reserves[slot].Opening(side) == 0 || !IsAbove(state, month, slot, side, next))
            return;
        var reports = new MarketReports(state, events);
        state.Engine.CancelAll(
            month.Instrument.Id,
            slot,
            null,
            side,
            OrderFlags.None,
            CancelReason.OverLimit,
            ref reports,
            OrderFlags.CloseOnly
        );
    }

    // Its orders add to a side that they would bring above a limit.
    private static bool IsAbove(State state, Month month, int slot, Side side, TradingDate next)
    {
        var (buys, sells) = Funds.LiveLots(state, month, slot);
        var reach = Limits.ReachOf(state, month, slot, buys, sells);
        var (longs, shorts) = Limits.HeldBy(state, month, slot);
        if (On(reach, side) <= (side == Side.Buy ? longs : shorts))
            return false;
        ref readonly var trader = ref state.TraderAt(slot);
        var (mostLong, mostShort) = MostOf(state, month, slot, TraderKind.Account, next);
        var most = side == Side.Buy ? mostLong : mostShort;
        if (trader.Hedges)
            return On(reach, side) > most;
        var limits = month.Limits;
        var counted = trader.Group > 0 ? limits.OfGroup(trader.Group) : reach;
        if (!trader.House && On(counted, side) > most)
            return true;
        return trader.Member > 0
            && On(limits.OfMembers(trader.Member), side) > limits.OfMember(state.KindOfMember(slot));
    }

    private static long On(in Reach reach, Side side) => side == Side.Buy ? reach.Longs : reach.Shorts;
}
