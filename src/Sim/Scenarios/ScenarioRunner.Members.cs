// A story's clearing members: clients that move, and what each class was struck at.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // move NAME to N
    private void MoveClient(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        words.Need("to");
        var command = new MoveClient(account, words.Number("a member's number"));
        Outcome(words, _venue.Submit(MessageKind.MoveClient, Codec.Bytes(command)));
    }

    // struck N house|client [CURRENCY] none, or [accounts N] and amounts, each with its name: at the last strike of
    // that
    // class and currency.
    private void ExpectStruck(WordReader words)
    {
        var member = words.Number("a member's number");
        var of = words.Take("house or client");
        if (of is not ("house" or "client"))
            throw words.Fault("house or client");
        var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
        if (Currencies.Of(words.Peek) != Currency.None)
            words.Take("");
        var what = $"struck {member} {of}";
        var told = Last<MemberStruck>(
            MessageKind.MemberStruck,
            s => s.Member == member && s.Class == ClassOf(of) && s.Currency == currency
        );
        if (words.Has("none"))
        {
            if (told is { } some)
                Differ($"{what} none", $"{some}");
            return;
        }

        var struck = told ?? default;
        while (AmountOf(struck, words.Peek) is { } amount)
        {
            var name = words.Take("");
            Same($"{what} {name}", Amount(words), Minor(amount.Minor));
        }

        if (words.Has("accounts"))
            Same($"{what} accounts", $"{words.Whole("a number")}", $"{struck.Accounts}");
    }

    private static MemberClass ClassOf(string of) => of == "house" ? MemberClass.House : MemberClass.Client;

    private static Money? AmountOf(in MemberStruck struck, string name) =>
        name switch
        {
            "before" => struck.Before,
            "ported" => struck.Ported,
            "moved" => struck.Moved,
            "fees" => struck.Fees,
            "variation" => struck.Variation,
            "balance" => struck.Balance,
            "margin" => struck.Margin,
            "exchange-margin" => struck.ExchangeMargin,
            "deposit" => struck.Deposit,
            _ => null,
        };
}
