// Limits tables and hedge quotas: how they come in, and which limits hold from a trading day on.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles DefineLimits and <see cref="GrantHedgeQuota"/> (rules LIM-001, LIM-006, LIM-010).</summary>
internal static class LimitDocuments
{
    private const long MostLots = 1_000_000_000;

    public static void Define(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var table = LimitTable.Read(document, faults);
        var before = table is null ? null : state.LimitsOf(table.Contract);
        if (before is not null && table!.Version <= before.Version)
            faults.Add(new("version", $"{table.Version}", $"must be higher than {before.Version}, which is in force"));
        if (DefineHandler.Refused("limits", faults, events))
            return;
        state.LimitTables.RemoveAll(d => d.Table.Contract == table!.Contract);
        state.LimitTables.Add(new(table!, document.ToArray()));
        events.Add(MessageKind.LimitsDefined, document.Span);
        if (before is null && state.ContractOf(table!.Contract) is { } contract)
            SetFirst(state, contract, events);
    }

    public static void Grant(State state, in GrantHedgeQuota grant, Outbox events)
    {
        var (reason, given, limit) = Ask(state, grant, out var contract);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.GrantHedgeQuota, reason, given, limit, events);
            return;
        }

        state.Grant(new(state.SlotOf(grant.Account), contract, grant.Long.Lots, grant.Short.Lots, grant.Through));
        events.Add(
            MessageKind.HedgeQuotaGranted,
            new HedgeQuotaGranted(
                grant.Account,
                grant.Contract,
                grant.Long,
                grant.Short,
                grant.Through,
                grant.Proposer,
                grant.Approver,
                grant.Reason
            )
        );
    }

    /// <summary>Sets the limits of all months of a calendar for the next trading day.</summary>
    public static void SetAll(State state, CalendarClock clock, TradingDate next, Outbox events)
    {
        foreach (var month in state.Months)
        {
            if (month.Instrument.Calendar == clock.Number)
                Set(state, month, next, events);
        }
    }

    /// <summary>Sets the limits of a month from a trading day on, with its open interest of now; nothing without a
    /// table.</summary>
    public static void Set(State state, Month month, TradingDate day, Outbox events)
    {
        var i = month.Instrument;
        if (month.Legs is not null || i.Expired || state.LimitsOf(i.Spec.Contract) is not { } table)
            return;
        var left = Rates.DaysLeft(state.ClockOf(i).Calendar, day, i.LastDay);
        var interest = Settling.OpenInterest(state, month);
        var (client, other, futures) = (Risk.MonthLimits.None, Risk.MonthLimits.None, Risk.MonthLimits.None);
        foreach (var phase in table.Phases)
        {
            if (!phase.HoldsOn(day, i.Month, left))
                continue;
            var shares = interest > phase.AboveOpenInterest ? phase.Shares : default;
            client = Lower(client, phase.Lots.Client, shares.Client, interest);
            other = Lower(other, phase.Lots.OtherFirm, shares.OtherFirm, interest);
            futures = Lower(futures, phase.Lots.FuturesFirm, shares.FuturesFirm, interest);
        }

        month.Limits.Set(client, other, futures, table.OpeningLots ?? Risk.MonthLimits.None);
        events.Add(
            MessageKind.PositionLimitsSet,
            new PositionLimitsSet(i.Id, day, Told(client), Told(other), Told(futures), Told(month.Limits.Opening))
        );
    }

    // A contract's first table holds at once, for the day that its calendar stands on or before.
    private static void SetFirst(State state, DefinedContract contract, Outbox events)
    {
        var clock = state.Calendars[contract.Calendar - 1];
        if (clock.Ended)
            return;
        var rates = clock.Step >= (int)ClearingStepNumber.MarginRates;
        var day = rates ? Next(clock) : clock.Day;
        foreach (var month in state.Months)
        {
            if (month.Instrument.Spec == contract.Spec)
                Set(state, month, day, events);
        }
    }

    /// <summary>The trading day after the one that a calendar stands on.</summary>
    public static TradingDate Next(CalendarClock clock) =>
        clock.Calendar.OnOrAfter(clock.Day.Plus(1)) ?? clock.Day.Plus(1);

    private static long Lower(long most, long? lots, int? share, long interest)
    {
        if (share is { } ppm)
            lots = Rounding.ToLong((Int128)interest * ppm, 1_000_000, RoundingMode.Down);
        return lots < most ? lots.Value : most;
    }

    private static Quantity Told(long most) => new(most == Risk.MonthLimits.None ? 0 : most);

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in GrantHedgeQuota grant,
        out int contract
    )
    {
        contract = grant.Contract.IsWellFormed ? state.NumberOf(grant.Contract.ToString()) : -1;
        var slot = state.SlotOf(grant.Account);
        if (slot == 0)
            return (RejectReason.UnknownAccount, grant.Account.Value, 0);
        if (contract < 0)
            return (RejectReason.UnknownContract, 0, 0);
        if (grant.Long.Lots is < 0 or > MostLots)
            return (RejectReason.BadField, grant.Long.Lots, MostLots);
        if (grant.Short.Lots is < 0 or > MostLots)
            return (RejectReason.BadField, grant.Short.Lots, MostLots);
        if (!grant.Proposer.IsWellFormed || !grant.Approver.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        if (!grant.Reason.IsWellFormed)
            return (RejectReason.ReasonMissing, 0, 0);
        if (grant.Proposer == grant.Approver)
            return (RejectReason.SamePerson, 0, 0);
        if (!state.IsHedge(slot))
            return (RejectReason.NotAHedgeAccount, grant.Account.Value, 0);
        var clock = state.Calendars[state.Contracts[contract].Calendar - 1];
        return !clock.Ended && grant.Through < clock.Day
            ? (RejectReason.QuotaPassed, grant.Through.Days, clock.Day.Days)
            : default;
    }
}
