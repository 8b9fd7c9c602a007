// What a story does and asks about margin calls, restricted accounts and closing by force.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // How many forced orders this line has asked about.
    private int _forcedAsked;

    // liquidate [calendar NUMBER]: closes by force in the months of the story's calendar.
    private void Liquidate(WordReader words)
    {
        var number = words.Has("calendar") ? words.Number("a calendar's number") : 1;
        OpenLazily(words);
        Outcome(words, _venue.Submit(MessageKind.Liquidate, Codec.Bytes(new Liquidate(number))));
    }

    // call A [until [DATE] HH:MM] [[not] acknowledged] | call none; restricted | not restricted
    private bool OfCalls(string name, int account, WordReader words)
    {
        if (words.Has("call"))
        {
            ExpectCall(name, account, words);
            return true;
        }

        var expected = !words.Has("not");
        if (!words.Has("restricted"))
            return false;
        var last = _venue
            .Events.Where(e =>
                (e.Kind == MessageKind.CallMissed && e.As<CallMissed>().Account.Value == account)
                || (e.Kind == MessageKind.AccountReleased && e.As<AccountReleased>().Account.Value == account)
            )
            .LastOrDefault();
        Same($"{name} restricted", $"{expected}", $"{last?.Kind == MessageKind.CallMissed}");
        return true;
    }

    private void ExpectCall(string name, int account, WordReader words)
    {
        var last = _venue
            .Events.Where(e =>
                (IsCall(e.Kind) && e.As<CallOpened>() is var o && o.Account.Value == account && o.Currency == _currency)
                || (
                    e.Kind == MessageKind.CallMet
                    && e.As<CallMet>() is var m
                    && m.Account.Value == account
                    && m.Currency == _currency
                )
            )
            .LastOrDefault();
        var open = last is not null && IsCall(last.Kind) ? last.As<CallOpened>() : default;
        Same($"{name} call", words.Has("none") ? "0.00" : Amount(words), Minor(open.Amount.Minor));
        if (words.Has("until"))
            Same($"{name} call until", $"{Moment(words)}", $"{open.Deadline}");
        if (words.Has("not", "acknowledged"))
            Same($"{name} call acknowledged", "False", $"{IsAcknowledged(account, open.Amount)}");
        else if (words.Has("acknowledged"))
            Same($"{name} call acknowledged", "True", $"{IsAcknowledged(account, open.Amount)}");
    }

    // forced N [of NAME] [buy|sell] [SYMBOL] [@ P]: orders of the last command by number, first on a line is the first;
    // forced none; liquidation lots N queued N short N
    private bool OfLiquidation(WordReader words)
    {
        if (words.Has("liquidation"))
        {
            var done = Last<LiquidationDone>(MessageKind.LiquidationDone, _ => true) ?? default;
            while (words.Peek is "lots" or "queued" or "short")
            {
                var what = words.Take("");
                var got =
                    what == "lots" ? done.Lots.Lots
                    : what == "queued" ? done.Queued
                    : done.Short;
                Same($"liquidation {what}", $"{words.Whole("a number")}", $"{got}");
            }

            return true;
        }

        if (!words.Has("forced"))
            return false;
        var told = _venue
            .Log[^1]
            .Events.Where(e => e.Kind == MessageKind.LiquidationOrdered)
            .Select(e => e.As<LiquidationOrdered>())
            .ToList();
        if (words.Has("none"))
        {
            Same("forced orders", "0", $"{told.Count}");
            return true;
        }

        var at = _forcedAsked++;
        var order = at < told.Count ? told[at] : default;
        var name = $"forced {_forcedAsked}";
        Same(name, $"{words.Whole("a number of lots")}", $"{order.Lots.Lots}");
        if (words.Has("of"))
            Same($"{name} of", words.Take("an account"), AccountNameOf(order.Account));
        if (words.Peek is "buy" or "sell")
            Same($"{name} side", words.Take(""), order.Side == Side.Buy ? "buy" : "sell");
        if (_symbols.ContainsKey(words.Peek))
            Same($"{name} in", words.Take(""), SymbolOf(order.Instrument.Value));
        if (words.Has("@"))
        {
            var tick = order.Instrument.Value == 0 ? 0 : TickOf(order.Instrument.Value);
            Same($"{name} @", Plain(words.Decimal("a price")), Plain(order.Price.Ticks * tick));
        }

        return true;
    }
}
