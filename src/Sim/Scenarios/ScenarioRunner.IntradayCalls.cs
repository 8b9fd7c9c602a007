// What a story does and asks about calls within the day, and acknowledgements.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // call intraday [calendar NUMBER]
    private void CallIntraday(WordReader words)
    {
        words.Need("intraday");
        var number = words.Has("calendar") ? words.Number("a calendar's number") : 1;
        OpenLazily(words);
        Outcome(words, _venue.Submit(MessageKind.CallIntraday, Codec.Bytes(new CallIntraday(number))));
    }

    // acknowledge NAME [CURRENCY] by PERSON
    private void Acknowledge(WordReader words)
    {
        var account = words.Has("nobody") ? default : AccountOf(words.Take("an account's name"));
        var currency = Currencies.Of(words.Peek) is var c and not Currency.None ? c : _currency;
        if (Currencies.Of(words.Peek) != Currency.None)
            words.Take("");
        words.Need("by");
        var command = new AcknowledgeCall(account, currency, NameOf(words));
        Outcome(words, _venue.Submit(MessageKind.AcknowledgeCall, Codec.Bytes(command)));
    }

    private static bool IsCall(MessageKind kind) => kind is MessageKind.CallOpened or MessageKind.IntradayCallOpened;

    // Of the call that is open: one before it has ended.
    private bool IsAcknowledged(int account, Money amount)
    {
        var seen = 0L;
        foreach (var told in _venue.Events)
        {
            if (
                told.Kind == MessageKind.CallMet
                && told.As<CallMet>() is var met
                && met.Account.Value == account
                && met.Currency == _currency
            )
                seen = 0;
            if (
                told.Kind == MessageKind.CallAcknowledged
                && told.As<CallAcknowledged>() is var by
                && by.Account.Value == account
                && by.Currency == _currency
            )
                seen = by.Amount.Minor;
        }

        return amount.Minor > 0 && seen >= amount.Minor;
    }

    // calls [accounts N] [opened N] [repeated N] [met N]: the last run
    private bool OfRuns(WordReader words)
    {
        if (!words.Has("calls"))
            return false;
        var made = Last<IntradayCallsMade>(MessageKind.IntradayCallsMade, _ => true) ?? default;
        while (words.Peek is "accounts" or "opened" or "repeated" or "met")
        {
            var what = words.Take("");
            var got =
                what == "accounts" ? made.Accounts
                : what == "opened" ? made.Opened
                : what == "repeated" ? made.Repeated
                : made.Met;
            Same($"calls {what}", $"{words.Whole("a number")}", $"{got}");
        }

        return true;
    }
}
