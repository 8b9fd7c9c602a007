// What a story asks of the book, of single orders, of auctions and of the order in which things were told.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private bool OfBook(WordReader words)
    {
        if (words.Has("depth"))
            ExpectDepth(words);
        else if (words.Has("queue"))
            ExpectQueue(words);
        else if (words.Has("best"))
            ExpectBest(words);
        else if (words.Has("order"))
            ExpectOrder(words);
        else if (words.Has("auction"))
            ExpectAuction(words);
        else if (words.Has("indicative"))
            ExpectIndicative(words);
        else if (words.Has("last", "trade"))
            ExpectLastTrade(words);
        else if (words.Has("locked"))
            ExpectLocked(words);
        else if (words.Has("phase"))
            ExpectPhase(words);
        else if (words.Has("sequence"))
            ExpectSequence(words);
        else if (words.Has("told"))
            ExpectTold(words);
        else if (words.Has("interlock"))
            ExpectInterlock(words);
        else if (words.Has("message"))
            ExpectMessage(words);
        else
            return false;
        return true;
    }

    private static string PriceText(InstrumentDocument month, long ticks) => Plain(ticks * month.TickSize);

    private static string Text(IEnumerable<string> parts) =>
        string.Join(' ', parts) is { Length: > 0 } text ? text : "none";

    // Levels of the visible book; 'by N' asks for the number of orders too.
    private void ExpectDepth(WordReader words)
    {
        var month = Month(words);
        while (words.Peek is "bids" or "asks")
        {
            var word = words.Take("");
            var levels = _venue
                .Book.Of(month.Instrument, word == "bids" ? Side.Buy : Side.Sell)
                .GroupBy(o => o.Ticks)
                .ToList();
            var expected = new List<string>();
            var got = new List<string>();
            if (!words.Has("none"))
            {
                do
                {
                    var level = levels.ElementAtOrDefault(expected.Count);
                    var text = $"{words.Whole("a number of lots")}{Price(words)}";
                    var told = level is null ? "" : $"{level.Sum(o => o.Lots)} @ {PriceText(month, level.Key)}";
                    if (words.Has("by"))
                    {
                        text += $" by {words.Whole("a number of orders")}";
                        told += level is null ? "" : $" by {level.Count()}";
                    }

                    expected.Add(text);
                    if (told.Length > 0)
                        got.Add(told);
                } while (words.NextIsNumber);
            }

            got.AddRange(levels.Skip(expected.Count).Select(l => $"{l.Sum(o => o.Lots)} @ {PriceText(month, l.Key)}"));
            Same($"depth {month.Symbol} {word}", Text(expected), Text(got));
        }
    }

    private static string Price(WordReader words)
    {
        words.Need("@");
        return $" @ {Plain(words.Decimal("a price"))}";
    }

    // queue [SYMBOL] bids P: NAME LOTS NAME LOTS … | none: as they would trade.
    private void ExpectQueue(WordReader words)
    {
        var month = Month(words);
        var word = words.Peek is "bids" or "asks" ? words.Take("") : throw words.Fault("bids or asks");
        var priced = words.Take("a price with a colon, as in 2.000:").TrimEnd(':');
        const NumberStyles Signed = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(priced, Signed, CultureInfo.InvariantCulture, out var price))
            throw words.Fault($"a price with a colon instead of '{priced}'");
        var orders = _venue
            .Book.Of(month.Instrument, word == "bids" ? Side.Buy : Side.Sell)
            .Where(o => o.Ticks * month.TickSize == price)
            .ToList();
        var expected = new List<string>();
        var got = new List<string>();
        if (!words.Has("none"))
        {
            do
            {
                var name = words.Take("an account or an order's id");
                var names = orders.ElementAtOrDefault(expected.Count) is { } order ? NamesOf(new(order.Order)) : [];
                if (orders.ElementAtOrDefault(expected.Count) is { } at)
                    got.Add($"{(names.Contains(name) ? name : names[0])} {at.Lots}");
                expected.Add($"{name} {words.Whole("a number of lots")}");
            } while (long.TryParse(words.PeekSecond, CultureInfo.InvariantCulture, out _));
        }

        got.AddRange(orders.Skip(expected.Count).Select(o => $"{NamesOf(new(o.Order))[0]} {o.Lots}"));
        Same($"queue {month.Symbol} {word} {Plain(price)}:", Text(expected), Text(got));
    }

    private void ExpectBest(WordReader words)
    {
        var month = Month(words);
        while (words.Peek is "bid" or "ask")
        {
            var word = words.Take("");
            var expected = words.Has("none") ? "none" : $"{words.Whole("a number of lots")}{Price(words)}";
            var best = _venue
                .Book.Of(month.Instrument, word == "bid" ? Side.Buy : Side.Sell)
                .GroupBy(o => o.Ticks)
                .FirstOrDefault();
            Same(
                $"best {month.Symbol} {word}",
                expected,
                best is null ? "none" : $"{best.Sum(o => o.Lots)} @ {PriceText(month, best.Key)}"
            );
        }
    }

    // order ID rests N | sleeps N | traded | cancelled REASON.
    private void ExpectOrder(WordReader words)
    {
        var id = words.Peek;
        var number = OrderNext(words);
        var seen = _venue.Order(number.Value) ?? throw words.Fault("an order that was accepted");
        var shown = _venue.Book.Find(seen.Words.Instrument.Value, number.Value) is not null;
        var expected =
            words.Has("traded") ? "traded"
            : words.Has("cancelled") ? $"cancelled {words.Take("why it left")}"
            : words.Peek is "rests" or "sleeps" ? $"{words.Take("")} {words.Whole("a number of lots")}"
            : throw words.Fault("rests N, sleeps N, traded or cancelled REASON");
        Same(
            $"order {id}",
            expected,
            seen.Left > 0 ? $"{(shown ? "rests" : "sleeps")} {seen.Left}"
                : seen.Gone == CancelReason.None ? "traded"
                : $"cancelled {Spelled(seen.Gone.ToString())}"
        );
    }

    private void ExpectAuction(WordReader words)
    {
        var month = Month(words);
        var cross = Last<AuctionUncrossed>(MessageKind.AuctionUncrossed, a => a.Instrument.Value == month.Instrument);
        if (words.Has("none"))
        {
            if (cross is { Quantity.Lots: > 0 })
                Differ($"auction {month.Symbol} none", $"{cross.Value.Quantity.Lots} lots");
            return;
        }

        var lots = words.Whole("a number of lots");
        var expected = $"{lots}{Price(words)}";
        var got = cross is { } c ? $"{c.Quantity.Lots} @ {PriceText(month, c.Price.Ticks)}" : "none";
        Same($"auction {month.Symbol}", expected, got);
        if (words.Has("surplus"))
            Same($"auction {month.Symbol} surplus", $"{words.Whole("lots")}", $"{cross?.Surplus}");
    }

    private void ExpectIndicative(WordReader words)
    {
        var month = Month(words);
        var told = Last<IndicativeChanged>(MessageKind.IndicativeChanged, i => i.Instrument.Value == month.Instrument);
        var expected = words.Has("none") ? "none" : $"{words.Whole("a number of lots")}{Price(words)}";
        Same(
            $"indicative {month.Symbol}",
            expected,
            told is { } t ? $"{t.Lots.Lots} @ {PriceText(month, t.Price.Ticks)}" : "none"
        );
        if (words.Has("surplus"))
            Same($"indicative {month.Symbol} surplus", $"{words.Whole("lots")}", $"{told?.Surplus}");
    }

    private void ExpectLocked(WordReader words)
    {
        var month = Month(words);
        var told = Last<LimitLockSet>(MessageKind.LimitLockSet, l => l.Instrument.Value == month.Instrument);
        var expected =
            words.Has("up") ? Side.Buy
            : words.Has("down") ? Side.Sell
            : words.Has("none") ? Side.None
            : throw words.Fault("up, down or none");
        Same($"locked {month.Symbol}", expected.ToString(), (told?.Side ?? Side.None).ToString());
        if (words.Has("step"))
            Same($"locked {month.Symbol} step", $"{words.Whole("a step")}", $"{told?.Step}");
    }

    // Faults are told line by line; this asks that there is a sequence at all, from 1 on.
    private void ExpectSequence(WordReader words)
    {
        var month = Month(words);
        words.Need("unbroken");
        if (_venue.Book.Sequence(month.Instrument) < 1)
            Differ($"sequence {month.Symbol} unbroken", "none");
    }

    // The kinds of the last command's events in their order; postings apart, book changes by their action.
    private void ExpectTold(WordReader words)
    {
        var expected = new List<string>();
        while (!words.AtEnd)
        {
            var word = words.Take("");
            if (!Enum.TryParse<MessageKind>(word, out _) && !Enum.TryParse<BookAction>(word, out _))
                throw words.Fault($"an event's name, or Added, Changed, Removed, instead of '{word}'");
            expected.Add(word);
        }

        var last = _venue.Log.Count == 0 ? [] : _venue.Log[^1].Events;
        var got = last.Where(e => e.Kind != MessageKind.Posted)
            .Select(e => e.Message is BookChanged b ? b.Action.ToString() : e.Kind.ToString());
        Same("told", Text(expected), Text(got));
    }

    private void ExpectMessage(WordReader words)
    {
        var name = words.Take("a message's name");
        words.Need("number");
        var number = words.Whole("its number");
        Same(
            $"message {name} number",
            number.ToString(CultureInfo.InvariantCulture),
            Enum.TryParse<MessageKind>(name, out var kind) ? $"{(ushort)kind}" : "none"
        );
    }
}
