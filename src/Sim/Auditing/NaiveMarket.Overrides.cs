// The naive market's settlement prices by hand: proposed by one person, approved by another.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void Propose(ProposeSettlement words)
    {
        const MessageKind command = MessageKind.ProposeSettlement;
        if (RefuseOverride(command, words.Instrument, words.Day, words.Person))
            return;
        var month = MonthOf(words.Instrument)!;
        if (!words.Reason.IsWellFormed)
            Refuse(command, RejectReason.ReasonMissing, 0, 0);
        else if (words.Price.Ticks > month.High)
            Refuse(command, RejectReason.PriceAboveLimit, words.Price.Ticks, month.High);
        else if (words.Price.Ticks < month.Low)
            Refuse(command, RejectReason.PriceBelowLimit, words.Price.Ticks, month.Low);
        else
            Note(month, new(new(month.Id), words.Day, words.Price, words.Person, default, words.Reason));
    }

    private void Approve(ApproveSettlement words)
    {
        const MessageKind command = MessageKind.ApproveSettlement;
        if (RefuseOverride(command, words.Instrument, words.Day, words.Person))
            return;
        var month = MonthOf(words.Instrument)!;
        if (month.Override is not { } proposed)
            Refuse(command, RejectReason.NothingProposed, words.Price.Ticks, 0);
        else if (proposed.Proposer == words.Person)
            Refuse(command, RejectReason.SamePerson, 0, 0);
        else if (proposed.Price != words.Price)
            Refuse(command, RejectReason.AnotherPriceProposed, words.Price.Ticks, proposed.Price.Ticks);
        else if (!proposed.Approver.IsEmpty)
            Refuse(command, RejectReason.AlreadyApproved, words.Price.Ticks, 0);
        else
            Note(month, proposed with { Approver = words.Person });
    }

    private void Note(NaiveInstrument month, SettlementOverridden note)
    {
        month.Override = note;
        Say(MessageKind.SettlementOverridden, note);
    }

    // STL-008: a month of a day that is over and not settled, and a person who says who they are.
    private bool RefuseOverride(MessageKind command, InstrumentId id, TradingDate day, Name24 person)
    {
        var refusal = WhyNoOverride(id, day, person);
        if (refusal is { } why)
            Refuse(command, why.Reason, why.Given, why.Limit);
        return refusal is not null;
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNoOverride(
        InstrumentId id,
        TradingDate day,
        Name24 person
    )
    {
        if (LivingMonth(id) is not { } month)
            return (RejectReason.UnknownInstrument, id.Value, 0);
        if (month.Spread is not null)
            return (RejectReason.NotForSpreads, id.Value, 0);
        if (month.Calendar.Day is not { } current)
            return (RejectReason.DayAlreadySettled, day.Days, 0);
        if (day < current)
            return (RejectReason.DayAlreadySettled, day.Days, current.Days);
        if (day > current || month.Calendar.Done < month.Calendar.Terms.Timetable.Count)
            return (RejectReason.DayNotOver, day.Days, current.Days);
        if (month.Calendar.StepsDone >= (int)ClearingStepNumber.SettlementPrices)
            return (
                RejectReason.StepOutOfOrder,
                (long)ClearingStepNumber.SettlementPrices,
                month.Calendar.StepsDone + 1
            );
        if (month.FirstDay > current)
            return (RejectReason.NotTrading, id.Value, 0);
        return person.IsWellFormed ? null : (RejectReason.PersonMissing, 0, 0);
    }
}
