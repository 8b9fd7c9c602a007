// Closing by force: who stands in the queue, how many lots are enough, and orders on behalf of those who owe.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="Liquidate"/> (rules LIQ-001 to LIQ-005).</summary>
internal static class Liquidations
{
    private static readonly ClientOrderId _id = ClientOrderId.Of("forced");

    /// <summary>What is to be closed: one side of a position, and lots of which kind.</summary>
    private readonly record struct Target(Month Month, int Slot, Side Held, LotKind Kind, LiquidationCause Cause)
    {
        public Side Closing => Held.Opposite();

        public Currency Currency => Month.Instrument.Spec.Currency;
    }

    public static void Handle(State state, in Liquidate words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.Liquidate, reason, given, limit, events);
            return;
        }

        var clock = state.Calendars[words.Calendar - 1];
        var terms = state.House.Liquidation!;
        var (queued, lots, left) = (0, 0L, 0);
        for (var number = 1; number < Currencies.Count; number++)
        {
            var queue = LiquidationQueues.Of(state, clock, (Currency)number);
            var slots = new List<int>();
            foreach (var position in queue)
            {
                var slot = state.SlotOf(position.Client);
                if (!slots.Contains(slot))
                    slots.Add(slot);
                lots += Close(state, terms, position, slot, events);
            }

            queued += slots.Count;
            foreach (var slot in slots)
                left += Funds.Free(state, slot, (Currency)number).Minor < 0 ? 1 : 0;
        }

        if (terms.AboveLimits)
            lots += CloseAbove(state, terms, clock, events);
        events.Add(MessageKind.LiquidationDone, new LiquidationDone(clock.Number, clock.Day, queued, new(lots), left));
    }

    /// <summary>What stands above a position limit, month by month, by account; gives the lots closed (rule
    /// LIQ-006).</summary>
    private static long CloseAbove(State state, LiquidationTerms terms, CalendarClock clock, Outbox events)
    {
        long sum = 0;
        foreach (var month in state.Months)
        {
            if (month.Legs is not null || month.Instrument.Expired || month.Instrument.Calendar != clock.Number)
                continue;
            var above = LimitReports.Excess(state, month);
            above.Sort((a, b) => state.AccountAt(a.Slot).Value.CompareTo(state.AccountAt(b.Slot).Value));
            foreach (var (slot, longs, shorts) in above)
            {
                sum += shorts > 0 ? CloseAbove(state, terms, month, slot, Side.Sell, events) : 0;
                sum += longs > 0 ? CloseAbove(state, terms, month, slot, Side.Buy, events) : 0;
            }
        }

        return sum;
    }

    private static long CloseAbove(State state, LiquidationTerms terms, Month month, int slot, Side held, Outbox events)
    {
        var target = new Target(month, slot, held, LotKind.Oldest, LiquidationCause.PositionLimit);
        if (!state.IsTwoSided(slot) || !month.Instrument.Spec.SeparateDates)
            return CloseAbove(state, terms, target, events);
        return CloseAbove(state, terms, target with { Kind = LotKind.Carried }, events)
            + CloseAbove(state, terms, target with { Kind = LotKind.Today }, events);
    }

    private static long CloseAbove(State state, LiquidationTerms terms, in Target target, Outbox events)
    {
        var guard = GuardOf(target, terms);
        long sum = 0;
        // Whoever is counted together shares what is too much: it is worked out anew each time.
        while (AboveOf(state, target) is > 0 and var above)
        {
            var most = long.Min(above, MostOf(state, target, terms));
            if (most < 1 || !CanTrade(state, target, guard))
                break;
            var reports = new MarketReports(state, events);
            if (Clear(state, target, ref reports) > 0)
                continue;
            var traded = Order(state, target, guard, most, events);
            if (traded == 0)
                break;
            sum += traded;
        }

        return sum;
    }

    private static long AboveOf(State state, in Target target)
    {
        var (longs, shorts) = LimitReports.Excess(state, target.Month, target.Slot);
        return target.Held == Side.Buy ? longs : shorts;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in Liquidate words)
    {
        if (words.Calendar < 1 || words.Calendar > state.Calendars.Count)
            return (RejectReason.UnknownCalendar, words.Calendar, state.Calendars.Count);
        if (state.House.Liquidation is not { } terms)
            return (RejectReason.LiquidationOff, words.Calendar, 0);
        var clock = state.Calendars[words.Calendar - 1];
        if (clock.Phase != TradingPhase.Continuous)
            return (RejectReason.NotTrading, (long)clock.Phase, 0);
        if (!terms.MembersFirst)
            return default;
        var members = EndOfFirstSession(clock);
        return LiquidationQueue.Executor(state.Now, members) == LiquidationExecutor.Member
            ? (RejectReason.MembersFirst, state.Now.Nanoseconds, members.Nanoseconds)
            : default;
    }

    private static Instant EndOfFirstSession(CalendarClock clock)
    {
        var lines = clock.Calendar.Timetable;
        var first = 0;
        while (lines[first].Phase != TradingPhase.Continuous)
            first++;
        return clock.Calendar.MomentOf(clock.Day, lines[first + 1]);
    }

    /// <summary>Closes what one place in the queue asks for; gives the lots closed.</summary>
    private static long Close(State state, LiquidationTerms terms, in QueuedPosition position, int slot, Outbox events)
    {
        var month = state.MonthOf(position.Instrument)!;
        var target = new Target(
            month,
            slot,
            position.Lots > 0 ? Side.Buy : Side.Sell,
            LotKind.Oldest,
            LiquidationCause.MissedCall
        );
        if (!state.IsTwoSided(slot) || !month.Instrument.Spec.SeparateDates)
            return Close(state, terms, target, events);
        return Close(state, terms, target with { Kind = LotKind.Carried }, events)
            + Close(state, terms, target with { Kind = LotKind.Today }, events);
    }

    private static long Close(State state, LiquidationTerms terms, in Target target, Outbox events)
    {
        var guard = GuardOf(target, terms);
        long sum = 0;
        while (Funds.Free(state, target.Slot, target.Currency).Minor < 0)
        {
            var most = MostOf(state, target, terms);
            if (most < 1 || !CanTrade(state, target, guard))
                break;
            // Its own orders in the month leave first; they may have been what stood there.
            var reports = new MarketReports(state, events);
            if (Clear(state, target, ref reports) > 0)
                continue;
            var lots = EnoughOf(state, target, most);
            if (lots == 0)
                break;
            var traded = Order(state, target, guard, lots, events);
            if (traded == 0)
                break;
            sum += traded;
        }

        return sum;
    }

    private static int Clear(State state, in Target target, ref MarketReports reports) =>
        state.Engine.CancelAll(
            target.Month.Instrument.Id,
            target.Slot,
            null,
            Side.None,
            OrderFlags.None,
            CancelReason.Liquidation,
            ref reports
        );

    /// <summary>The farthest price: the guard about the previous settlement, within the band.</summary>
    private static Price GuardOf(in Target target, LiquidationTerms terms)
    {
        var i = target.Month.Instrument;
        var guard = Liquidation.Guard(target.Closing, i.Previous, new(terms.ParticipationPpm, terms.GuardPpm));
        return target.Closing == Side.Sell
            ? new(long.Max(guard.Ticks, i.Low.Ticks))
            : new(long.Min(guard.Ticks, i.High.Ticks));
    }

    private static bool CanTrade(State state, in Target target, Price guard)
    {
        var id = target.Month.Instrument.Id;
        return state.Engine.PhaseOf(id) == TradingPhase.Continuous
            && state.Engine.Best(id, target.Held) is { } best
            && target.Closing.Sign() * (best.Ticks - guard.Ticks) <= 0;
    }

    /// <summary>The most lots of one order now (rule LIQ-004).</summary>
    private static long MostOf(State state, in Target target, LiquidationTerms terms)
    {
        var i = target.Month.Instrument;
        var forced = state.ForcedLots(i.Id);
        var share = Rounding.PartsPerMillion(i.Volume - forced, 1, 1, terms.ParticipationPpm, RoundingMode.Down);
        return long.Min(long.Min(HeldLots(target), share - forced), i.Spec.MaxOrderLots);
    }

    private static long HeldLots(in Target target)
    {
        ref readonly var position = ref target.Month.Positions[target.Slot];
        ref readonly var side = ref target.Held == Side.Buy ? ref position.Long : ref position.Short;
        return target.Kind switch
        {
            LotKind.Carried => side.Carried.Lots,
            LotKind.Today => side.Today.Lots,
            _ => side.Lots,
        };
    }

    /// <summary>The fewest lots that bring what is free to zero or more, or all; 0: closing frees nothing (rule
    /// LIQ-003).</summary>
    private static long EnoughOf(State state, in Target target, long most)
    {
        // What a lot frees there hangs on other lots: one by one.
        if (target.Month.Instrument is { Grouped: true } or { Priced: not null })
            return long.Min(1, most);
        var (longs, shorts) = Funds.SidesOf(state, target.Month, target.Slot, 0, 0);
        var now = Funds.RequiredOf(state, target.Month, target.Slot, longs, shorts);
        var free = Funds.Free(state, target.Slot, target.Currency);
        if (Freed(state, target, now, longs, shorts, most).Minor <= 0)
            return 0;
        for (long lots = 1; lots < most; lots++)
        {
            if ((free + Freed(state, target, now, longs, shorts, lots)).Minor >= 0)
                return lots;
        }

        return most;
    }

    /// <summary>Margin that comes free when so many lots close, less the fee of closing them at the last
    /// price.</summary>
    private static Money Freed(State state, in Target target, Money now, long longs, long shorts, long lots)
    {
        var buys = target.Held == Side.Buy;
        var left = Funds.RequiredOf(
            state,
            target.Month,
            target.Slot,
            buys ? longs - lots : longs,
            buys ? shorts : shorts - lots
        );
        var last = target.Month.Instrument.Last;
        return now - left - Funds.FrozenFee(state, target.Month, target.Slot, FlagsOf(target), last, lots);
    }

    private static OrderFlags FlagsOf(in Target target) =>
        OrderFlags.CloseOnly
        | OrderFlags.Forced
        | (target.Kind == LotKind.Today ? OrderFlags.CloseToday : OrderFlags.None);

    /// <summary>One fill-and-kill order and all that follows from it; gives the lots traded.</summary>
    private static long Order(State state, in Target target, Price guard, long lots, Outbox events)
    {
        var account = state.AccountAt(target.Slot);
        var entry = new OrderEntry(
            new(++state.LastOrder),
            target.Month.Instrument.Id,
            target.Slot,
            state.GroupOf(target.Slot),
            target.Closing,
            OrderType.Limit,
            TimeInForce.FillAndKill,
            guard,
            lots,
            FlagsOf(target),
            SelfMatch.CancelOldest
        );
        events.Add(
            MessageKind.LiquidationOrdered,
            new LiquidationOrdered(account, entry.Instrument, entry.Side, new(lots), guard, target.Cause, entry.Order)
        );
        PlaceOrderHandler.Accept(account, entry, _id, events);
        var before = HeldLots(target);
        var reports = new MarketReports(state, events);
        state.Engine.Enter(entry, ref reports);
        var traded = before - HeldLots(target);
        Must.Hold(traded >= 0 && traded <= lots);
        if (traded > 0)
            state.AddForced(entry.Instrument, traded);
        AfterCommand.Run(state, events);
        return traded;
    }
}
