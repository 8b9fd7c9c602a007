// A story's cash with states and its collateral: what is asked and confirmed, pledged and priced, and what of it
// counts.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private bool OfCash(string first, WordReader words)
    {
        switch (first)
        {
            case "announce":
                AskCash(words, 1);
                return true;
            case "ask":
                AskCash(words, -1);
                return true;
            case "confirm":
                ConfirmCash(words);
                return true;
            case "collateral":
                Define(MessageKind.DefineCollateral, words);
                return true;
            case "pledge":
                MoveUnits(words, 1);
                return true;
            case "give-back":
                MoveUnits(words, -1);
                return true;
            case "value":
                PriceUnits(words);
                return true;
            default:
                return false;
        }
    }

    // announce NAME AMOUNT [CURRENCY] [reference R], ask NAME AMOUNT [CURRENCY] [reference R]
    private void AskCash(WordReader words, int sign)
    {
        var name = words.Take("an account's name");
        if (sign > 0 && !_accounts.ContainsKey(name))
            Open(new AccountDocument(_accounts.Count + 1, name, "trader", true));
        var amount = words.Minor("an amount") * sign;
        var currency = CurrencyOf(words);
        var command = new AskCash(AccountOf(name), currency, new(amount), ReferenceOf(words));
        Outcome(words, _venue.Submit(MessageKind.AskCash, Codec.Bytes(command)));
    }

    // confirm NAME R paid|failed|taken-back [bank B]
    private void ConfirmCash(WordReader words)
    {
        var name = words.Take("an account's name");
        var reference = NameOf(words);
        var word = words.Take("paid, failed or taken-back");
        var outcome = word switch
        {
            "paid" => CashOutcome.Paid,
            "failed" => CashOutcome.Failed,
            "taken-back" => CashOutcome.TakenBack,
            _ => throw words.Fault("paid, failed or taken-back"),
        };
        var bank = words.Has("bank") ? NameOf(words) : default;
        var command = new ConfirmCash(AccountOf(name), reference, outcome, bank);
        Outcome(words, _venue.Submit(MessageKind.ConfirmCash, Codec.Bytes(command)));
    }

    // pledge NAME UNITS ASSET [reference R], give-back NAME UNITS ASSET [reference R]
    private void MoveUnits(WordReader words, int sign)
    {
        var account = AccountOf(words.Take("an account's name"));
        var units = words.Whole("a number of units") * sign;
        var asset = NameOf(words);
        var command = new MoveCollateral(account, asset, units, ReferenceOf(words));
        Outcome(words, _venue.Submit(MessageKind.MoveCollateral, Codec.Bytes(command)));
    }

    // value ASSET PRICE [on DATE]
    private void PriceUnits(WordReader words)
    {
        var asset = NameOf(words);
        var price = words.Minor("a price");
        var day = words.Has("on") ? words.Date() : _day;
        var command = new PriceCollateral(asset, day, new(price));
        Outcome(words, _venue.Submit(MessageKind.PriceCollateral, Codec.Bytes(command)));
    }

    private Currency CurrencyOf(WordReader words)
    {
        var named = Currencies.Of(words.Peek);
        if (named != Currency.None)
            words.Take("");
        return named == Currency.None ? _currency : named;
    }

    private Name24 ReferenceOf(WordReader words) =>
        words.Has("reference") ? NameOf(words) : Name24.Of($"auto-{++_references}");

    // pending A [CURRENCY], pledged N ASSET, collateral A counted A [CURRENCY]
    private bool OfPledges(string name, int account, WordReader words)
    {
        if (words.Has("pending"))
        {
            var expected = Amount(words);
            var held = _venue.Balance(LedgerCode.WithdrawalPending, account, CurrencyOf(words));
            Same($"{name} pending", expected, Minor(held));
        }
        else if (words.Has("pledged"))
        {
            var expected = words.Whole("a number of units");
            var asset = NameOf(words);
            var moved = Last<CollateralMoved>(
                MessageKind.CollateralMoved,
                m => m.Account.Value == account && m.Asset == asset
            );
            Same($"{name} pledged {asset}", $"{expected}", $"{moved?.Pledged ?? 0}");
        }
        else if (words.Has("collateral"))
        {
            var value = Amount(words);
            words.Need("counted");
            var expected = Amount(words);
            var currency = CurrencyOf(words);
            var counted = Last<CollateralCounted>(
                MessageKind.CollateralCounted,
                c => c.Account.Value == account && c.Currency == currency
            );
            Same($"{name} collateral", value, Minor(counted?.Value.Minor ?? 0));
            Same($"{name} collateral counted", expected, Minor(counted?.Counted.Minor ?? 0));
        }
        else
            return false;
        return true;
    }
}
