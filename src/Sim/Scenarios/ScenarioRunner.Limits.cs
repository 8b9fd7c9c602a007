// A story's position limits: quotas of hedgers, the limits in force, large traders, and those above their limit.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // How many of each this line has asked about.
    private int _largeAsked;
    private int _exceededAsked;

    // quota NAME CONTRACT long N short N through DATE by PERSON and PERSON reason WORD
    private void GrantQuota(WordReader words)
    {
        var account = AccountOf(words.Take("an account's name"));
        var contract = words.Name("a contract");
        words.Need("long");
        var longs = words.Whole("lots");
        words.Need("short");
        var shorts = words.Whole("lots");
        words.Need("through");
        var through = words.Date();
        words.Need("by");
        var proposer = NameOf(words);
        words.Need("and");
        var approver = NameOf(words);
        var reason = words.Has("reason") ? NameOf(words) : default;
        var command = new GrantHedgeQuota(
            account,
            contract,
            new(longs),
            new(shorts),
            through,
            proposer,
            approver,
            reason
        );
        Outcome(words, _venue.Submit(MessageKind.GrantHedgeQuota, Codec.Bytes(command)));
    }

    private bool OfLimits(WordReader words)
    {
        if (words.Has("limits"))
            ExpectLimits(words);
        else if (words.Has("large"))
            ExpectLarge(words);
        else if (words.Has("exceeded"))
            ExpectExceeded(words);
        else
            return false;
        return true;
    }

    // limits [SYMBOL] [client N] [other-firm N] [futures-firm N] [opening N]; N may be none
    private void ExpectLimits(WordReader words)
    {
        var month = Month(words);
        var told = Last<PositionLimitsSet>(MessageKind.PositionLimitsSet, e => e.Instrument.Value == month.Instrument);
        while (words.Peek is "client" or "other-firm" or "futures-firm" or "opening")
        {
            var what = words.Take("");
            var expected = words.Has("none") ? "none" : $"{words.Whole("lots, or none")}";
            var lots = what switch
            {
                "client" => told?.Client.Lots,
                "other-firm" => told?.OtherFirm.Lots,
                "futures-firm" => told?.FuturesFirm.Lots,
                _ => told?.Opening.Lots,
            };
            Same($"limits {month.Symbol} {what}", expected, lots is null or 0 ? "none" : $"{lots}");
        }
    }

    // large [SYMBOL] WHO long|short N limit N [due DATE HH:MM]; large none
    private void ExpectLarge(WordReader words)
    {
        var told = _settlement
            .Where(e => e.Kind == MessageKind.LargeTraderReported)
            .Select(e => e.As<LargeTraderReported>())
            .ToList();
        if (words.Has("none"))
        {
            Same("large traders", "0", $"{told.Count}");
            return;
        }

        var large = _largeAsked < told.Count ? told[_largeAsked] : default;
        ExpectTrader(
            words,
            $"large {++_largeAsked}",
            new(large.Instrument, large.Day, large.Kind, large.Trader, large.Side, large.Lots, large.Limit)
        );
        if (!words.Has("due"))
            return;
        var due = string.Create(
            CultureInfo.InvariantCulture,
            $"{large.Due} {large.DueMinute / 60:00}:{large.DueMinute % 60:00}"
        );
        Same($"large {_largeAsked} due", $"{words.Date()} {words.Take("a time of day")}", due);
    }

    // exceeded [SYMBOL] WHO long|short N limit N; exceeded none
    private void ExpectExceeded(WordReader words)
    {
        var told = _settlement
            .Where(e => e.Kind == MessageKind.LimitExceeded)
            .Select(e => e.As<LimitExceeded>())
            .ToList();
        if (words.Has("none"))
        {
            Same("above their limit", "0", $"{told.Count}");
            return;
        }

        var exceeded = _exceededAsked < told.Count ? told[_exceededAsked] : default;
        ExpectTrader(words, $"exceeded {++_exceededAsked}", exceeded);
    }

    // WHO is an account's name, 'group N' or 'member N'.
    private void ExpectTrader(WordReader words, string what, LimitExceeded told)
    {
        var month = Month(words);
        Same($"{what} of", month.Symbol, SymbolOf(told.Instrument.Value));
        var expected = words.Peek is "group" or "member"
            ? $"{words.Take("")} {words.Whole("a number")}"
            : words.Take("an account");
        var who = told.Kind switch
        {
            TraderKind.Group => $"group {told.Trader}",
            TraderKind.Member => $"member {told.Trader}",
            TraderKind.Account => AccountNameOf(new(told.Trader)),
            _ => "nobody",
        };
        Same(what, expected, who);
        var side = words.Either("long", "short") ? "long" : "short";
        Same($"{what} side", side, told.Side == Side.Buy ? "long" : "short");
        Same($"{what} {side}", $"{words.Whole("lots")}", $"{told.Lots.Lots}");
        words.Need("limit");
        var limit = words.Whole("lots");
        Same($"{what} limit", $"{limit}", $"{told.Limit.Lots}");
    }
}
