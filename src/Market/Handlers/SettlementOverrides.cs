// A settlement price by hand: one person proposes it with a reason, another approves it.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="ProposeSettlement"/> and <see cref="ApproveSettlement"/> (rule STL-008).</summary>
internal static class SettlementOverrides
{
    public static void Handle(State state, in ProposeSettlement words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words.Instrument, words.Day, words.Person);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskWords(state.MonthOf(words.Instrument)!.Instrument, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ProposeSettlement, reason, given, limit, events);
            return;
        }

        var instrument = words.Instrument;
        state.Overrides.RemoveAll(o => o.Instrument == instrument);
        state.Overrides.Add(
            new(words.Instrument, words.Day, words.Price, words.Person, Approver: default, words.Reason)
        );
        events.Add(MessageKind.SettlementOverridden, state.Overrides[^1]);
    }

    public static void Handle(State state, in ApproveSettlement words, Outbox events)
    {
        var (reason, given, limit) = Ask(state, words.Instrument, words.Day, words.Person);
        var instrument = words.Instrument;
        var at = state.Overrides.FindIndex(o => o.Instrument == instrument);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskProposal(state, at, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ApproveSettlement, reason, given, limit, events);
            return;
        }

        state.Overrides[at] = state.Overrides[at] with { Approver = words.Person };
        events.Add(MessageKind.SettlementOverridden, state.Overrides[at]);
    }

    /// <summary>The price that two people have set for a month; null: none.</summary>
    public static Price? Of(State state, InstrumentId instrument)
    {
        var at = state.Overrides.FindIndex(o => o.Instrument == instrument && !o.Approver.IsEmpty);
        return at < 0 ? null : state.Overrides[at].Price;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        InstrumentId id,
        TradingDate day,
        in Name24 person
    )
    {
        var month = state.MonthOf(id);
        if (month is null || month.Instrument.Expired)
            return (RejectReason.UnknownInstrument, id.Value, 0);
        if (month.Instrument.Spread is not null)
            return (RejectReason.NotForSpreads, id.Value, 0);
        var clock = state.ClockOf(month.Instrument);
        if (day < clock.Day || clock.Ended)
            return (RejectReason.DayAlreadySettled, day.Days, clock.Ended ? 0 : clock.Day.Days);
        if (day > clock.Day || !clock.AwaitsSettlement)
            return (RejectReason.DayNotOver, day.Days, clock.Day.Days);
        // The step that takes it is done (rule CLD-001).
        if (clock.Step >= (int)ClearingStepNumber.SettlementPrices)
            return (RejectReason.StepOutOfOrder, (long)ClearingStepNumber.SettlementPrices, clock.Step + 1);
        if (!month.Instrument.Trading)
            return (RejectReason.NotTrading, id.Value, 0);
        return person.IsWellFormed ? default : (RejectReason.PersonMissing, 0, 0);
    }

    private static (RejectReason Reason, long Given, long Limit) AskWords(Instrument i, in ProposeSettlement words)
    {
        if (!words.Reason.IsWellFormed)
            return (RejectReason.ReasonMissing, 0, 0);
        if (words.Price > i.High)
            return (RejectReason.PriceAboveLimit, words.Price.Ticks, i.High.Ticks);
        return words.Price < i.Low ? (RejectReason.PriceBelowLimit, words.Price.Ticks, i.Low.Ticks) : default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskProposal(
        State state,
        int at,
        in ApproveSettlement words
    )
    {
        if (at < 0)
            return (RejectReason.NothingProposed, words.Price.Ticks, 0);
        var proposal = state.Overrides[at];
        if (proposal.Proposer == words.Person)
            return (RejectReason.SamePerson, 0, 0);
        if (proposal.Price != words.Price)
            return (RejectReason.AnotherPriceProposed, words.Price.Ticks, proposal.Price.Ticks);
        return proposal.Approver.IsEmpty ? default : (RejectReason.AlreadyApproved, words.Price.Ticks, 0);
    }
}
