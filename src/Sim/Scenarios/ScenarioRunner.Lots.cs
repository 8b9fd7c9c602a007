// What a story asks of lots: those held, those that the last command closed, both books at the last settlement.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // How many closed lots this line has asked about.
    private int _lotsAsked;

    private bool OfLots(string name, int account, WordReader words)
    {
        if (words.Has("marked"))
            ExpectMarked(name, account, words);
        else if (words.Peek is "long" or "short" || (words.Peek == "today" && words.PeekSecond is "long" or "short"))
            ExpectHeld(name, account, words);
        else
            return false;
        return true;
    }

    // long [SYMBOL] N, short [SYMBOL] N, today long [SYMBOL] N.
    private void ExpectHeld(string name, int account, WordReader words)
    {
        var today = words.Has("today");
        var word = words.Either("long", "short") ? "long" : "short";
        var month = Month(words);
        var side = word == "long" ? Side.Buy : Side.Sell;
        Same(
            $"{name}{(today ? " today" : "")} {word} {month.Symbol}",
            $"{words.Whole("a number of lots")}",
            $"{_venue.Lots(month.Instrument, account, side, today)}"
        );
    }

    private List<LotClosed> LotsClosed() =>
        [.. _venue.Log[^1].Events.Where(e => e.Kind == MessageKind.LotClosed).Select(e => e.As<LotClosed>())];

    // lot closed N [of NAME] [long|short] [today|carried] [opened [DATE] @ P] [position price P] [by date A]
    // [by trade A]:
    // the first on a line is the first that the last command closed, and so on.
    private void ExpectLotClosed(WordReader words)
    {
        var lots = LotsClosed();
        var at = _lotsAsked++;
        var what = $"lot closed {_lotsAsked}";
        var expected = words.Whole("a number of lots");
        if (at >= lots.Count)
        {
            Differ($"{what}: {expected}", "none");
            lots.Add(default);
            at = lots.Count - 1;
        }

        var lot = lots[at];
        var tick = lot.Instrument.Value == 0 ? 0 : TickOf(lot.Instrument.Value);
        Same(what, $"{expected}", $"{lot.Lots.Lots}");
        while (true)
        {
            if (words.Has("of"))
                Same($"{what} of", words.Take("an account"), AccountNameOf(lot.Account));
            else if (words.Peek is "long" or "short" && !long.TryParse(words.PeekSecond, out _))
                Same($"{what} side", words.Take(""), lot.Side == Side.Buy ? "long" : "short");
            else if (words.Peek is "today" or "carried" && words.PeekSecond is not ("long" or "short"))
                Same($"{what} day", words.Take(""), lot.IsToday == 1 ? "today" : "carried");
            else if (words.Has("opened"))
            {
                if (TradingDate.TryParse(words.Peek, out _))
                    Same($"{what} opened", words.Date().ToString(), lot.OpenDay.ToString());
                words.Need("@");
                Same($"{what} opened @", Plain(words.Decimal("a price")), Plain(lot.OpenPrice.Ticks * tick));
            }
            else if (words.Has("position", "price"))
                Same($"{what} position price", Plain(words.Decimal("a price")), Plain(lot.PositionPrice.Ticks * tick));
            else if (words.Has("by", "date"))
                Same($"{what} by date", Amount(words), Minor(lot.ByDate.Minor));
            else if (words.Has("by", "trade"))
                Same($"{what} by trade", Amount(words), Minor(lot.ByTrade.Minor));
            else
                return;
        }
    }

    // marked [SYMBOL] [long N] [short N] [closed by date A] [closed by trade A] [held by date A] [float by trade A],
    // or marked none.
    private void ExpectMarked(string name, int account, WordReader words)
    {
        var month = Month(words);
        var what = $"{name} marked {month.Symbol}";
        var marks = _settlement
            .Where(e => e.Kind == MessageKind.PositionMarked)
            .Select(e => e.As<PositionMarked>())
            .Where(m => m.Account.Value == account && m.Instrument.Value == month.Instrument)
            .ToList();
        var none = words.Has("none");
        Same(what, none ? "0 times" : "1 times", $"{marks.Count} times");
        var mark = marks.FirstOrDefault();
        while (!none)
        {
            if (words.Has("long"))
                Same($"{what} long", $"{words.Whole("a number of lots")}", $"{mark.Long.Lots}");
            else if (words.Has("short"))
                Same($"{what} short", $"{words.Whole("a number of lots")}", $"{mark.Short.Lots}");
            else if (words.Has("closed", "by", "date"))
                Same($"{what} closed by date", Amount(words), Minor(mark.ClosedByDate.Minor));
            else if (words.Has("closed", "by", "trade"))
                Same($"{what} closed by trade", Amount(words), Minor(mark.ClosedByTrade.Minor));
            else if (words.Has("held", "by", "date"))
                Same($"{what} held by date", Amount(words), Minor(mark.HeldByDate.Minor));
            else if (words.Has("float", "by", "trade"))
                Same($"{what} float by trade", Amount(words), Minor(mark.FloatByTrade.Minor));
            else
                return;
        }
    }
}
