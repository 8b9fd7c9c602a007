// A story's corrections of closed days: who pays whom, who proposes, who approves.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // correct REFERENCE approve A by PERSON
    // correct REFERENCE [calendar N] day DATE debit WHO credit WHO A [CURRENCY] by PERSON [reason WORD]
    private void Correct(WordReader words)
    {
        var reference = NameOf(words);
        if (words.Has("approve"))
        {
            var approved = MinorOf(words);
            words.Need("by");
            var approval = new ApproveCorrection(reference, new(approved), NameOf(words));
            Outcome(words, _venue.Submit(MessageKind.ApproveCorrection, Codec.Bytes(approval)));
            return;
        }

        var calendar = words.Has("calendar") ? words.Number("a calendar's number") : 1;
        words.Need("day");
        var day = words.Date();
        words.Need("debit");
        var (debit, payer) = SideOf(words);
        words.Need("credit");
        var (credit, paid) = SideOf(words);
        var amount = MinorOf(words);
        var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
        if (Currencies.Of(words.Peek) != Currency.None)
            words.Take("");
        words.Need("by");
        var person = NameOf(words);
        var reason = words.Has("reason") ? NameOf(words) : default;
        var proposal = new ProposeCorrection(
            reference,
            calendar,
            day,
            debit,
            payer,
            credit,
            paid,
            currency,
            new(amount),
            person,
            reason
        );
        Outcome(words, _venue.Submit(MessageKind.ProposeCorrection, Codec.Bytes(proposal)));
    }

    // The house's income by its name, a ledger account by its number, else an account's cash.
    private (LedgerCode Code, AccountId Owner) SideOf(WordReader words)
    {
        if (words.Has("fees"))
            return (LedgerCode.FeeIncome, default);
        if (words.Has("penalties"))
            return (LedgerCode.Penalties, default);
        return words.Has("ledger")
            ? ((LedgerCode)(ushort)words.Whole("a ledger account's number"), default)
            : (LedgerCode.ClientCash, AccountOf(words.Take("an account, fees or penalties")));
    }

    // NAME corrected A: what corrections have brought it.
    private long CorrectedOf(int account, Currency currency) =>
        _venue
            .Events.Where(e => e.Kind == MessageKind.CorrectionPosted)
            .Select(e => e.As<CorrectionPosted>())
            .Where(p => p.Currency == currency)
            .Sum(p =>
                (
                    p.CreditOwner.Value == account ? 1
                    : p.DebitOwner.Value == account ? -1
                    : 0
                ) * p.Amount.Minor
            );

    // NAME struck [before A] [moved A] [fees A] [variation A] [balance A]: at the last settlement.
    private void ExpectStruck(string name, int account, WordReader words)
    {
        var told = Last<AccountStruck>(
            MessageKind.AccountStruck,
            s => s.Account.Value == account && s.Currency == _currency
        );
        while (words.Peek is "before" or "moved" or "fees" or "variation" or "balance")
        {
            var word = words.Take("");
            var got = word switch
            {
                "before" => told?.Before,
                "moved" => told?.Moved,
                "fees" => told?.Fees,
                "variation" => told?.Variation,
                _ => told?.Balance,
            };
            Same($"{name} struck {word}", Amount(words), got is { } minor ? Minor(minor.Minor) : "none");
        }
    }
}
