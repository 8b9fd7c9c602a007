// The naive market's money that comes and goes, and the prints that it takes.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void MoveCash(MoveCash words)
    {
        var account = words.Account.Value;
        var amount = words.Amount.Minor;
        if (WhyNoCash(words.Account, words.Currency, amount, words.Reference) is { } why)
        {
            Refuse(MessageKind.MoveCash, why.Reason, why.Given, why.Limit);
            return;
        }

        Note(words.Account, words.Currency, amount, words.Reference, waits: false);
        MovedIn[words.Currency] = MovedIn.GetValueOrDefault(words.Currency) + amount;
        if (amount > 0)
            Post(
                LedgerCode.BankCash,
                0,
                LedgerCode.ClientCash,
                account,
                words.Currency,
                amount,
                0,
                PostingReason.Deposit
            );
        else
            Post(
                LedgerCode.ClientCash,
                account,
                LedgerCode.BankCash,
                0,
                words.Currency,
                -amount,
                0,
                PostingReason.Withdrawal
            );
        var balance = Ledger.Of(LedgerCode.ClientCash, account, words.Currency);
        Say(
            MessageKind.CashMoved,
            new CashMoved(words.Account, words.Currency, words.Amount, new(balance), words.Reference)
        );
    }

    private void TakePrint(SubmitPrint words)
    {
        if (!words.Index.IsWellFormed || words.Decimals > 9)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.BadField, words.Decimals, 9);
            return;
        }

        if (words.Value <= 0)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.BadField, words.Value, 1);
            return;
        }

        if (words.PrintSequence <= _lastPrint)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.PrintOutOfOrder, words.PrintSequence, _lastPrint + 1);
            return;
        }

        var index = words.Index.ToString();
        if (_prints.FindLast(p => p.Index == index) is { } newest && words.Day < newest.Day)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.PrintOutOfOrder, words.Day.Days, newest.Day.Days);
            return;
        }

        _lastPrint = words.PrintSequence;
        _prints.RemoveAll(p => p.Index == index && p.Day == words.Day);
        _prints.Add(new(index, words.Day, words.Value, words.Decimals));
        Say(
            MessageKind.PrintTaken,
            new PrintTaken(words.Index, words.Day, words.Value, words.Decimals, words.Tier, words.PrintSequence)
        );
        foreach (var contract in _contracts.Where(c => c.Index == index))
            ListFirstTime(contract);
    }
}
