// The naive market's corrections of closed days (COR-001 to COR-003).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private readonly List<ProposeCorrection> _proposed = [];
    private readonly HashSet<string> _corrected = new(StringComparer.Ordinal);

    private void Propose(ProposeCorrection words)
    {
        if (WhyNot(words) is { } why)
        {
            Refuse(MessageKind.ProposeCorrection, why.Reason, why.Given, why.Limit);
            return;
        }

        _proposed.RemoveAll(p => p.Reference == words.Reference);
        _proposed.Add(words);
        Say(MessageKind.CorrectionProposed, words);
    }

    private void Approve(ApproveCorrection words)
    {
        if (WhyNot(words) is { } why)
        {
            Refuse(MessageKind.ApproveCorrection, why.Reason, why.Given, why.Limit);
            return;
        }

        var p = _proposed.Single(c => c.Reference == words.Reference);
        _proposed.Remove(p);
        _corrected.Add(p.Reference.ToString());
        Post(
            p.Debit,
            p.DebitOwner.Value,
            p.Credit,
            p.CreditOwner.Value,
            p.Currency,
            p.Amount.Minor,
            0,
            PostingReason.Correction
        );
        // Of two accounts each is struck by itself.
        if (p.DebitOwner.Value != 0 && p.CreditOwner.Value != 0)
        {
            var whole = _postings[^1];
            _postings[^1] = whole with { CreditOwner = default };
            _postings.Add(whole with { DebitOwner = default });
        }

        // What the house gives back or takes changes what clients have brought in, all together.
        var brought = (p.DebitOwner.Value == 0 ? 1 : 0) - (p.CreditOwner.Value == 0 ? 1 : 0);
        MovedIn[p.Currency] = MovedIn.GetValueOrDefault(p.Currency) + (brought * p.Amount.Minor);
        var day = _calendars[p.Calendar - 1].Day;
        Say(MessageKind.CorrectionPosted, CorrectionPosted.Of(p, words.Person, day ?? default));
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNot(ProposeCorrection words)
    {
        if (!words.Reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (WhyNotOn(words.Calendar, words.Day) is { } day)
            return day;
        foreach (var (code, owner) in new[] { (words.Debit, words.DebitOwner), (words.Credit, words.CreditOwner) })
        {
            var ofHouse = code is LedgerCode.FeeIncome or LedgerCode.Penalties;
            if (!ofHouse && code != LedgerCode.ClientCash)
                return (RejectReason.BadField, (long)code, 0);
            if (ofHouse && owner.Value != 0)
                return (RejectReason.BadField, owner.Value, 0);
            if (!ofHouse && !_accounts.ContainsKey(owner.Value))
                return (RejectReason.UnknownAccount, owner.Value, 0);
        }

        if (words.DebitOwner == words.CreditOwner)
            return (RejectReason.BadField, words.CreditOwner.Value, words.DebitOwner.Value);
        if (words.Currency is not (Currency.CNY or Currency.USD or Currency.EUR))
            return (RejectReason.UnknownCurrency, (long)words.Currency, 0);
        if (words.Amount.Minor < 1)
            return (RejectReason.ZeroAmount, words.Amount.Minor, 1);
        if (words.Amount.Minor > 100_000_000_000_000)
            return (RejectReason.BadField, words.Amount.Minor, 100_000_000_000_000);
        if (_corrected.Contains(words.Reference.ToString()))
            return (RejectReason.DuplicateReference, 0, 0);
        if (!words.Person.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        return words.Reason.IsWellFormed ? WhyNotFrom(words) : (RejectReason.ReasonMissing, 0, 0);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNot(ApproveCorrection words)
    {
        var found = _proposed.FindIndex(p => p.Reference == words.Reference);
        if (found < 0)
            return (RejectReason.NothingProposed, 0, 0);
        if (!words.Person.IsWellFormed)
            return (RejectReason.PersonMissing, 0, 0);
        var proposed = _proposed[found];
        if (proposed.Person == words.Person)
            return (RejectReason.SamePerson, 0, 0);
        if (proposed.Amount != words.Amount)
            return (RejectReason.AnotherAmountProposed, words.Amount.Minor, proposed.Amount.Minor);
        return WhyNotOn(proposed.Calendar, proposed.Day) ?? WhyNotFrom(proposed);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotOn(int number, TradingDate day)
    {
        if (number < 1 || number > _calendars.Count)
            return (RejectReason.UnknownCalendar, number, _calendars.Count);
        var calendar = _calendars[number - 1];
        var settled = calendar.Terms.IsTradingDay(day) && !(calendar.Day <= day);
        if (!settled)
            return (RejectReason.DayNotSettled, day.Days, calendar.Day?.Days ?? 0);
        return calendar.StepsDone > 0 ? (RejectReason.DayUnderWay, number, calendar.Day!.Value.Days) : null;
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotFrom(ProposeCorrection words)
    {
        var there = Ledger.Of(words.Debit, words.DebitOwner.Value, words.Currency);
        return words.Debit != LedgerCode.ClientCash && words.Amount.Minor > there
            ? (RejectReason.OverIncome, words.Amount.Minor, there)
            : null;
    }
}
