// What was wrong in a closed day is put right by a posting of the next one, which two people sign.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="ProposeCorrection"/> and <see cref="ApproveCorrection"/> (rules COR-001 to COR-003,
/// CLD-005).</summary>
internal static class Corrections
{
    /// <summary>References of corrections are the house's.</summary>
    private static AccountId House => default;

    public static void Handle(State state, in ProposeCorrection words, Outbox events)
    {
        var (reason, given, limit) = words.Reference.IsWellFormed
            ? AskDay(state, words.Calendar, words.Day)
            : (RejectReason.BadField, 0, 0);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskSides(state, words);
        if (reason == RejectReason.None)
            (reason, given, limit) = AskWords(state, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ProposeCorrection, reason, given, limit, events);
            return;
        }

        var at = Find(state, words.Reference);
        if (at < 0)
            state.Corrections.Add(words);
        else
            state.Corrections[at] = words;
        events.Add(MessageKind.CorrectionProposed, words);
    }

    public static void Handle(State state, in ApproveCorrection words, Outbox events)
    {
        var at = Find(state, words.Reference);
        var (reason, given, limit) = AskProposal(state, at, words);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.ApproveCorrection, reason, given, limit, events);
            return;
        }

        var proposal = state.Corrections[at];
        state.Corrections.RemoveAt(at);
        state.Use(House, words.Reference);
        Postings.Post(
            state,
            state.Ledger.Begin(),
            proposal.Debit,
            state.SlotOf(proposal.DebitOwner),
            proposal.Credit,
            state.SlotOf(proposal.CreditOwner),
            proposal.Currency,
            proposal.Amount,
            default,
            PostingReason.Correction,
            events
        );
        var clock = state.Calendars[proposal.Calendar - 1];
        events.Add(
            MessageKind.CorrectionPosted,
            CorrectionPosted.Of(proposal, words.Person, clock.Ended ? default : clock.Day)
        );
    }

    private static int Find(State state, Name24 reference) =>
        state.Corrections.FindIndex(c => c.Reference == reference);

    private static (RejectReason Reason, long Given, long Limit) AskDay(State state, int calendar, TradingDate day)
    {
        if (calendar < 1 || calendar > state.Calendars.Count)
            return (RejectReason.UnknownCalendar, calendar, state.Calendars.Count);
        var clock = state.Calendars[calendar - 1];
        if (!clock.Calendar.IsTradingDay(day) || (!clock.Ended && day >= clock.Day))
            return (RejectReason.DayNotSettled, day.Days, clock.Ended ? 0 : clock.Day.Days);
        // A day that is being cleared is finished first.
        return clock.Step > 0 ? (RejectReason.DayUnderWay, calendar, clock.Day.Days) : default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskSides(State state, in ProposeCorrection words)
    {
        var refusal = AskSide(state, words.Debit, words.DebitOwner);
        if (refusal.Reason == RejectReason.None)
            refusal = AskSide(state, words.Credit, words.CreditOwner);
        if (refusal.Reason != RejectReason.None)
            return refusal;
        return words.DebitOwner == words.CreditOwner
            ? (RejectReason.BadField, words.CreditOwner.Value, words.DebitOwner.Value)
            : default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskSide(State state, LedgerCode code, AccountId owner)
    {
        if (code == LedgerCode.ClientCash)
            return state.SlotOf(owner) == 0 ? (RejectReason.UnknownAccount, owner.Value, 0) : default;
        if (code is not (LedgerCode.FeeIncome or LedgerCode.Penalties))
            return (RejectReason.BadField, (long)code, 0);
        return owner.Value != 0 ? (RejectReason.BadField, owner.Value, 0) : default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskWords(State state, in ProposeCorrection words)
    {
        if (words.Currency is <= Currency.None or > Currency.EUR)
            return (RejectReason.UnknownCurrency, (long)words.Currency, 0);
        if (words.Amount.Minor <= 0)
            return (RejectReason.ZeroAmount, words.Amount.Minor, 1);
        if (words.Amount.Minor > MoveCashHandler.MostMinor)
            return (RejectReason.BadField, words.Amount.Minor, MoveCashHandler.MostMinor);
        if (state.HasReference(House, words.Reference))
            return (RejectReason.DuplicateReference, 0, 0);
        if (!words.Person.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        return words.Reason.IsWellFormed ? AskIncome(state, words) : (RejectReason.ReasonMissing, 0, 0);
    }

    // The house gives back what it has taken, and no more; an account may come to owe.
    private static (RejectReason Reason, long Given, long Limit) AskIncome(State state, in ProposeCorrection words)
    {
        if (words.DebitOwner.Value != 0)
            return default;
        var there = state.Ledger.Balance(words.Debit, 0, words.Currency).Minor;
        return words.Amount.Minor > there ? (RejectReason.OverIncome, words.Amount.Minor, there) : default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskProposal(
        State state,
        int at,
        in ApproveCorrection words
    )
    {
        if (at < 0)
            return (RejectReason.NothingProposed, 0, 0);
        if (!words.Person.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        var proposal = state.Corrections[at];
        if (proposal.Person == words.Person)
            return (RejectReason.SamePerson, 0, 0);
        if (proposal.Amount != words.Amount)
            return (RejectReason.AnotherAmountProposed, words.Amount.Minor, proposal.Amount.Minor);
        var refusal = AskDay(state, proposal.Calendar, proposal.Day);
        return refusal.Reason == RejectReason.None ? AskIncome(state, proposal) : refusal;
    }
}
