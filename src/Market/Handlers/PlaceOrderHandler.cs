// An order: every reason to refuse it, in order; then the book takes it.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="PlaceOrder"/>.</summary>
internal static class PlaceOrderHandler
{
    /// <param name="own">Flags that the market itself sets.</param>
    /// <param name="byTheHouse">The house closes for a member in default (rule DEF-006).</param>
    /// <param name="session">Over which it came; zero: none.</param>
    /// <param name="content">Fingerprint of the request that it is made of; zero: the order itself is the
    /// request.</param>
    public static void Handle(
        State state,
        in PlaceOrder order,
        Outbox events,
        OrderFlags own = OrderFlags.None,
        bool byTheHouse = false,
        int session = 0,
        ulong content = 0
    )
    {
        // Decide. Nothing has changed until every reason to refuse has been asked.
        if (state.HasSessions && content == 0)
        {
            content = OrderIdentity.ContentOf(order);
            if (OrderIdentity.IsRepeat(state, order.Account, order.ClientOrderId, content, events))
                return;
        }

        var month = state.MonthOf(order.Instrument);
        var entry = EntryOf(state, order, session);
        var original = default(OrderId);
        var refusal = AskWords(state, month, order, entry, byTheHouse, content, ref original);
        entry = entry with { Flags = entry.Flags | own };
        if (refusal.IsNone)
            refusal = Ask(state, month!, entry, default, byTheHouse: byTheHouse);
        if (!refusal.IsNone)
        {
            Refuse(order.Account, order.Instrument, order.ClientOrderId, refusal, original, events);
            return;
        }

        // Do. Nothing below can be refused.
        entry = entry with
        {
            Order = new(++state.LastOrder),
        };
        state.OrderIds[month!.Instrument.Calendar - 1].Add(order.Account, order.ClientOrderId, entry.Order, content);
        if (content != 0 && !byTheHouse)
            CapRules.CountRepeat(state, entry.Owner, content);
        Accept(order.Account, entry, order.ClientOrderId, events);
        var reports = new MarketReports(state, events);
        state.Engine.Enter(entry, ref reports);
    }

    /// <summary>What the books and the risk rules ask of an order in its instrument.</summary>
    /// <param name="freed">What comes free because it takes the place of a live order.</param>
    public static Refusal Ask(
        State state,
        Month month,
        in OrderEntry entry,
        in Freed freed,
        bool amends = false,
        bool byTheHouse = false
    )
    {
        var finding = state.Engine.Check(entry, BoundsOf(state, month, entry, freed, amends), amends);
        if (finding.IsRefused)
            return finding.Refusal;
        var refusal = PreTrade.Ask(state, month, entry, finding.Worst, freed);
        return refusal.IsNone && !byTheHouse ? CapRules.Ask(state, month, entry, finding.Worst, amends) : refusal;
    }

    public static void Refuse(
        AccountId account,
        InstrumentId instrument,
        in ClientOrderId id,
        in Refusal refusal,
        OrderId original,
        Outbox events
    ) =>
        events.Add(
            MessageKind.OrderRejected,
            new OrderRejected(
                account,
                instrument,
                id,
                refusal.Reason,
                refusal.Given,
                refusal.Limit,
                original,
                refusal.Field
            )
        );

    public static void Accept(AccountId account, in OrderEntry entry, in ClientOrderId id, Outbox events) =>
        events.Add(
            MessageKind.OrderAccepted,
            new OrderAccepted(
                entry.Order,
                account,
                entry.Instrument,
                entry.Side,
                entry.Type,
                entry.TimeInForce,
                entry.Price,
                new(entry.Lots),
                id,
                entry.Flags,
                entry.SelfMatch,
                entry.StopPrice,
                new(entry.Display),
                new(entry.Minimum),
                entry.Expires
            )
        );

    /// <summary>Too late? (rule ORD-015)</summary>
    public static Refusal AskTime(State state, Instant validUntil) =>
        validUntil.Nanoseconds != 0 && state.Now > validUntil
            ? new(RejectReason.TooLate, OrderField.ValidUntil, state.Now.Nanoseconds, validUntil.Nanoseconds)
            : default;

    private static OrderEntry EntryOf(State state, in PlaceOrder order, int session)
    {
        var slot = state.SlotOf(order.Account);
        return new(
            default,
            order.Instrument,
            slot,
            slot == 0 ? 0 : state.GroupOf(slot),
            order.Side,
            order.Type,
            order.TimeInForce,
            order.Price,
            order.Quantity.Lots,
            order.Flags,
            order.SelfMatch,
            order.StopPrice,
            order.Display.Lots,
            order.Minimum.Lots,
            order.Expires,
            session
        );
    }

    /// <summary>Is it well formed, who asks, was it asked before, and of what?</summary>
    private static Refusal AskWords(
        State state,
        Month? month,
        in PlaceOrder order,
        in OrderEntry entry,
        bool byTheHouse,
        ulong content,
        ref OrderId original
    )
    {
        var refusal = MatchingEngine.CheckWords(entry, order.ClientOrderId.IsWellFormed, state.HasLots);
        if (refusal.IsNone)
            refusal = AskTime(state, order.ValidUntil);
        if (!refusal.IsNone)
            return refusal;
        if (entry.Owner == 0)
            return new(RejectReason.UnknownAccount, OrderField.Account, order.Account.Value, 0);
        if (state.IsRestricted(entry.Owner) && (entry.Flags & OrderFlags.CloseOnly) == 0)
            return new(RejectReason.AccountRestricted, OrderField.Flags, (long)entry.Flags, (long)OrderFlags.CloseOnly);
        if (!byTheHouse && KillRules.Ask(state, entry.Owner, month, entry.Session) is { IsNone: false } stopped)
            return stopped;
        if (!byTheHouse && Defaults.ShutOut(state, entry.Owner) is > 0 and var member)
            return new(RejectReason.MemberInDefault, OrderField.Account, member, 0);
        if (state.HasSessions)
            original = state.FindIdentity(order.Account, order.ClientOrderId, out _);
        else if (month is not null)
            original = state.OrderIds[month.Instrument.Calendar - 1].Find(order.Account, order.ClientOrderId);
        if (original.Value > 0)
            return new(RejectReason.DuplicateClientOrderId, OrderField.ClientOrderId, original.Value, 0);
        if (content != 0 && !byTheHouse && CapRules.AskRepeat(state, entry.Owner, content) is { IsNone: false } again)
            return again;

        return month is null || month.Instrument.Expired
            ? new(RejectReason.UnknownInstrument, OrderField.Instrument, order.Instrument.Value, 0)
            : default;
    }

    private static MatchingEngine.Bounds BoundsOf(
        State state,
        Month month,
        in OrderEntry entry,
        in Freed freed,
        bool amends
    )
    {
        var clock = state.ClockOf(month.Instrument);
        // An amendment's own lots are among the closing ones that are counted already.
        var own = amends ? freed.Buys + freed.Sells : 0;
        var closable = Closable(state, month, entry, own);
        return new(
            month.Instrument.MaxOrderLots,
            long.Max(0, closable),
            clock.HasClosingAuction,
            clock.Day,
            AskOffset(state, month, entry) is { IsNone: false } offset ? offset : RiskInterlock.Ask(state, entry.Flags)
        );
    }

    /// <summary>Lots that a closing order may close (rules ORD-014 and POS-003).</summary>
    /// <param name="own">Lots that the order itself has frozen already.</param>
    private static long Closable(State state, Month month, in OrderEntry entry, long own)
    {
        ref readonly var position = ref month.Positions[entry.Owner];
        ref readonly var reserve = ref month.Reserves[entry.Owner];
        var buys = entry.Side == Side.Buy;
        var closing = buys ? reserve.ClosingBuys : reserve.ClosingSells;
        if (!state.IsTwoSided(entry.Owner))
            return long.Max(0, buys ? -position.Net : position.Net) - (closing - own);
        ref readonly var side = ref buys ? ref position.Short : ref position.Long;
        var today = buys ? reserve.ClosingBuysToday : reserve.ClosingSellsToday;
        return Funds.KindOf(month.Instrument.Spec, entry.Flags) switch
        {
            LotKind.Today => side.Today.Lots - (today - own),
            LotKind.Carried => side.Carried.Lots - (closing - today - own),
            _ => side.Lots - (closing - own),
        };
    }

    /// <summary>May this account name the lots that it closes in this contract, with this life? (rule
    /// POS-002)</summary>
    private static Refusal AskOffset(State state, Month month, in OrderEntry entry)
    {
        if ((entry.Flags & (OrderFlags.CloseToday | OrderFlags.CloseYesterday)) == 0)
            return default;
        if (!state.IsTwoSided(entry.Owner) || !month.Instrument.Spec.SeparateDates)
            return new(RejectReason.OffsetNotPossible, OrderField.Flags, (long)entry.Flags, 0);
        var overNight = entry.TimeInForce is TimeInForce.GoodTillCancelled or TimeInForce.GoodTillDate;
        return overNight && (entry.Flags & OrderFlags.CloseToday) != 0
            ? new(RejectReason.OffsetNotPossible, OrderField.TimeInForce, (long)entry.TimeInForce, 0)
            : default;
    }
}
