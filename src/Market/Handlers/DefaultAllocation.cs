// The loss of a member in default laid on the layers of the house's rules, each part a posting.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="AllocateLoss"/> (rules DEF-010, DEF-011 and DEF-013).</summary>
internal static class DefaultAllocation
{
    public static void Handle(State state, in AllocateLoss words, Outbox events)
    {
        var (reason, given, limit) = Defaults.AskOpen(state, words.Member, out var each);
        var slots = state.SlotsOf(words.Member);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskFlat(state, slots);
        var plans = new List<(Currency Currency, WaterfallResult Plan)>();
        for (var currency = 1; reason == RejectReason.None && currency < Currencies.Count; currency++)
        {
            var plan = Plan(state, each!, slots, (Currency)currency);
            if (plan.Uncovered.Minor > 0)
                (reason, given, limit) = (
                    RejectReason.LossNotCovered,
                    plan.Loss.Minor,
                    (plan.Loss - plan.Uncovered).Minor
                );
            plans.Add(((Currency)currency, plan));
        }

        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.AllocateLoss, reason, given, limit, events);
            return;
        }

        foreach (var (currency, plan) in plans)
        {
            SetMarginFree(state, slots, currency, events);
            if (plan.Loss.Minor > 0)
                Allocate(state, each!, slots, currency, plan, events);
        }

        Defaults.Advance(each!, DefaultStage.Allocated, events);
    }

    /// <summary>Members that are not in default and have a house account, with their contributions, by that account's
    /// number.</summary>
    /// <param name="of">Whose default it is; null: nobody missed a bid.</param>
    public static List<FundMember> Others(State state, Currency currency, DefaultedMember? of)
    {
        var members = new List<FundMember>();
        foreach (var member in state.Members)
        {
            var slot = state.HouseSlotOf(member.Terms.Member);
            if (slot == 0 || state.DefaultOf(member.Terms.Member) is not null)
                continue;
            var account = state.AccountAt(slot);
            var missed = of is not null && of.Missed.ContainsKey(account.Value);
            members.Add(new(account, state.Ledger.Balance(LedgerCode.DefaultFund, slot, currency), missed));
        }

        members.Sort((a, b) => a.Account.Value.CompareTo(b.Account.Value));
        return members;
    }

    /// <summary>No lots, and nothing that a settlement would still move.</summary>
    private static (RejectReason Reason, long Given, long Limit) AskFlat(State state, List<int> slots)
    {
        foreach (var month in state.Months)
        {
            var instrument = month.Instrument;
            if (month.Legs is not null || instrument.Expired)
                continue;
            foreach (var slot in slots)
            {
                ref readonly var position = ref month.Positions[slot];
                var flat = position.Long.Lots == 0 && position.Short.Lots == 0;
                if (!flat || position.ResultTicks(instrument.Last, instrument.Previous) != 0)
                    return (RejectReason.PositionsLeft, instrument.Id.Value, state.AccountAt(slot).Value);
            }
        }

        return default;
    }

    private static WaterfallResult Plan(State state, DefaultedMember each, List<int> slots, Currency currency)
    {
        var house = state.HouseSlotOf(each.Member);
        var fund = house == 0 ? Money.Zero : state.Ledger.Balance(LedgerCode.DefaultFund, house, currency);
        return DefaultWaterfall.Of(
            new(
                [DefaulterOf(state, slots, house, fund, slot => Balance(state, slot, currency))],
                state.Ledger.Balance(LedgerCode.ExchangeCapital, 0, currency),
                state.Ledger.Balance(LedgerCode.RiskReserve, 0, currency),
                Money.Zero,
                Others(state, currency, each),
                Gains(
                    state,
                    slots,
                    slot => state.GainOf(slot, currency),
                    slot => state.Ledger.Balance(LedgerCode.ClientCash, slot, currency)
                ),
                []
            ),
            RulesOf(state.House.Default!)
        );
    }

    /// <summary>What a member's accounts leave open, and what it has itself to pay that with.</summary>
    /// <param name="house">Slot of its house account; zero: it has none.</param>
    /// <param name="balance">Of a slot, with nothing held any more.</param>
    public static Defaulter DefaulterOf(State state, List<int> slots, int house, Money fund, Func<int, Money> balance)
    {
        long loss = 0,
            own = 0;
        foreach (var slot in slots)
        {
            var left = balance(slot).Minor;
            loss -= long.Min(0, left);
            // A client's money stands for that client alone (invariant I-14).
            own += state.IsHouseClass(slot) ? long.Max(0, left) : 0;
        }

        return new(house == 0 ? default : state.AccountAt(house), new(loss), new(own), fund);
    }

    /// <summary>The layers as the house's rules order them.</summary>
    public static WaterfallRules RulesOf(DefaultRules rules) =>
        new(
            [.. rules.Layers.Select(l => (WaterfallLayer)(byte)l)],
            rules.Remainder,
            rules.NonBiddersFirst,
            rules.AssessmentPpm,
            rules.HaircutPpm,
            rules.ReplenishDays
        );

    /// <summary>Of all accounts not its own, by account number; nobody gives more than its cash.</summary>
    public static List<Forgone> Gains(State state, List<int> own, Func<int, Money> gained, Func<int, Money> cashOf)
    {
        var gains = new List<Forgone>();
        for (var slot = 1; slot <= state.Accounts.Count; slot++)
        {
            var gain = long.Min(gained(slot).Minor, cashOf(slot).Minor);
            if (gain > 0 && !own.Contains(slot))
                gains.Add(new(state.AccountAt(slot), new(gain)));
        }

        gains.Sort((a, b) => a.Account.Value.CompareTo(b.Account.Value));
        return gains;
    }

    /// <summary>Nothing is held, so nothing is required any more.</summary>
    private static void SetMarginFree(State state, List<int> slots, Currency currency, Outbox events)
    {
        foreach (var slot in slots)
        {
            var held = state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);
            if (held.Minor > 0)
                Postings.Post(
                    state,
                    state.Ledger.Begin(),
                    LedgerCode.ClientMargin,
                    slot,
                    LedgerCode.ClientCash,
                    slot,
                    currency,
                    held,
                    default,
                    PostingReason.InitialMargin,
                    events
                );
        }
    }

    private static void Allocate(
        State state,
        DefaultedMember each,
        List<int> slots,
        Currency currency,
        WaterfallResult plan,
        Outbox events
    )
    {
        var before = slots.ConvertAll(s => Balance(state, s, currency));
        var journal = state.Ledger.Begin();
        var owed = plan.Loss;
        foreach (var use in plan.Layers)
        {
            var layer = (DefaultLayer)(byte)use.Layer;
            if (layer is DefaultLayer.DefaulterMargin or DefaultLayer.DefaulterFund)
                owed -= use.Used;
            if (layer == DefaultLayer.DefaulterMargin)
                UseOwn(state, each, slots, currency, use.Used.Minor, journal, events);
            else
            {
                foreach (var part in use.Parts)
                    Use(state, each, currency, layer, part, journal, events);
            }
        }

        for (var i = 0; i < slots.Count; i++)
        {
            if (before[i].Minor < 0)
                Post(
                    state,
                    LedgerCode.DefaultLoss,
                    0,
                    LedgerCode.ClientCash,
                    slots[i],
                    currency,
                    -before[i],
                    journal,
                    events
                );
        }

        Prove(state, slots, before, currency);
        each.Owed[(int)currency] = owed;
        events.Add(
            MessageKind.DefaultAllocated,
            new DefaultAllocated(each.Member, currency, plan.Loss, owed, ReplenishBy(state))
        );
    }

    /// <summary>Invariants I-14 and I-24: what lacked is there, no client gave anything, and nothing is left
    /// over.</summary>
    private static void Prove(State state, List<int> slots, List<Money> before, Currency currency)
    {
        Must.Hold(state.Ledger.Balance(LedgerCode.DefaultLoss, 0, currency).Minor == 0);
        for (var i = 0; i < slots.Count; i++)
        {
            var after = Balance(state, slots[i], currency);
            Must.Hold(after.Minor >= 0);
            if (before[i].Minor < 0)
                Must.Hold(after.Minor == 0);
            else if (!state.IsHouseClass(slots[i]))
                Must.Hold(after == before[i]);
        }
    }

    /// <summary>The defaulter's own money, house account by house account.</summary>
    private static void UseOwn(
        State state,
        DefaultedMember each,
        List<int> slots,
        Currency currency,
        long left,
        long journal,
        Outbox events
    )
    {
        foreach (var slot in slots)
        {
            var has = long.Max(0, Balance(state, slot, currency).Minor);
            var used = long.Min(has, left);
            if (used == 0 || !state.IsHouseClass(slot))
                continue;
            left -= used;
            var part = new LayerPart(state.AccountAt(slot), new(has), new(used), false, Money.Zero);
            Use(state, each, currency, DefaultLayer.DefaulterMargin, part, journal, events);
        }

        Must.Hold(left == 0);
    }

    private static void Use(
        State state,
        DefaultedMember each,
        Currency currency,
        DefaultLayer layer,
        in LayerPart part,
        long journal,
        Outbox events
    )
    {
        if (part.Used.Minor == 0)
            return;
        var slot = state.SlotOf(part.Account);
        var code = layer switch
        {
            DefaultLayer.DefaulterFund or DefaultLayer.MutualFund => LedgerCode.DefaultFund,
            DefaultLayer.ExchangeCapital => LedgerCode.ExchangeCapital,
            DefaultLayer.RiskReserve => LedgerCode.RiskReserve,
            _ => LedgerCode.ClientCash,
        };
        if (layer == DefaultLayer.GainsHaircut)
            state.GainOf(slot, currency) -= part.Used;
        Post(state, code, slot, LedgerCode.DefaultLoss, 0, currency, part.Used, journal, events);
        events.Add(
            MessageKind.LayerUsed,
            new LayerUsed(each.Member, currency, layer, part.Account, part.Available, part.Used, part.Replenish)
        );
    }

    // What is not cash of an account is not part of its balance.
    private static void Post(
        State state,
        LedgerCode debit,
        int debitSlot,
        LedgerCode credit,
        int creditSlot,
        Currency currency,
        Money amount,
        long journal,
        Outbox events
    ) =>
        Postings.Post(
            state,
            journal,
            debit,
            debitSlot,
            credit,
            creditSlot,
            currency,
            amount,
            default,
            debit == LedgerCode.ClientCash || credit == LedgerCode.ClientCash
                ? PostingReason.DefaultLoss
                : PostingReason.DefaultFund,
            events
        );

    private static Money Balance(State state, int slot, Currency currency) =>
        state.Ledger.Balance(LedgerCode.ClientCash, slot, currency)
        + state.Ledger.Balance(LedgerCode.ClientMargin, slot, currency);

    private static TradingDate ReplenishBy(State state)
    {
        if (state.Calendars.Count == 0)
            return default;
        var clock = state.Calendars[0];
        var day = clock.Day;
        for (var i = 0; i < state.House.Default!.ReplenishDays; i++)
            day = clock.Calendar.OnOrAfter(day.Plus(1)) ?? day.Plus(1);
        return day;
    }
}
