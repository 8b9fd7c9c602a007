// Spreads in stories: their documents, their trades, the phase of an instrument and why it is in it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private void DefineSpread(WordReader words)
    {
        var events = _venue.Submit(MessageKind.DefineSpread, SpreadTerms.Read(words).Json());
        Learn(events);
        Outcome(words, events);
    }

    private string SymbolOf(InstrumentId instrument) =>
        _symbols.FirstOrDefault(s => s.Value.Instrument == instrument.Value).Key ?? $"instrument-{instrument.Value}";

    private OutcomePart PartOf(in SpreadTraded trade)
    {
        var names = new List<string>();
        foreach (var order in new[] { trade.BuyOrder, trade.SellOrder })
            names.AddRange(order.Value == 0 ? [] : NamesOf(order));
        return new(PartKind.SpreadTraded, names, trade.Lots.Lots, trade.Price.Ticks * TickOf(trade.Instrument.Value))
        {
            Symbol = SymbolOf(trade.Instrument),
        };
    }

    // last trade [SYMBOL] N @ P [buyer|seller opened N closed N] [aggressor SIDE] [origin WORD]
    private void ExpectLastTrade(WordReader words)
    {
        var month = Month(words);
        var what = $"last trade {month.Symbol}";
        var expected = $"{words.Whole("a number of lots")}{Price(words)}";
        if (month.Spread is not null)
        {
            var spread = Last<SpreadTraded>(MessageKind.SpreadTraded, t => t.Instrument.Value == month.Instrument);
            var told = spread is { } s ? $"{s.Lots.Lots} @ {PriceText(month, s.Price.Ticks)}" : "none";
            Same(what, expected, told);
            while (OfTrade(words, what, spread?.Aggressor, spread?.Origin)) { }
            return;
        }

        var trade = Last<Traded>(MessageKind.Traded, t => t.Instrument.Value == month.Instrument);
        Same(what, expected, trade is { } t ? $"{t.Quantity.Lots} @ {PriceText(month, t.Price.Ticks)}" : "none");
        var name = "";
        while (true)
        {
            if (words.Peek is "buyer" or "seller")
                name = words.Take("");
            else if (name.Length > 0 && words.Peek is "opened" or "closed")
            {
                var word = words.Take("");
                var opened = name == "buyer" ? trade?.BuyerOpened.Lots : trade?.SellerOpened.Lots;
                var got = word == "opened" ? opened : trade?.Quantity.Lots - opened;
                Same($"{what} {name} {word}", $"{words.Whole("a number of lots")}", $"{got}");
            }
            else if (!OfTrade(words, what, trade?.Aggressor, trade?.Origin))
                return;
        }
    }

    private bool OfTrade(WordReader words, string what, Side? aggressor, TradeOrigin? origin)
    {
        if (words.Has("aggressor"))
            Same($"{what} aggressor", words.Take("buy, sell or none"), Spelled($"{aggressor}"));
        else if (words.Has("origin"))
            Same($"{what} origin", words.Take("an origin"), Spelled($"{origin}"));
        else
            return false;
        return true;
    }

    // The calendar's phase, unless the instrument is in one of its own; a spread's is what was last told of it.
    private void ExpectPhase(WordReader words)
    {
        var asked = words.Peek;
        var month = _symbols.ContainsKey(asked) || _symbols.ContainsKey(_symbol) ? Month(words) : null;
        var calendar =
            Last<PhaseChanged>(MessageKind.PhaseChanged, p => month is null || p.Calendar == month.Calendar)?.Phase
            ?? TradingPhase.Closed;
        StateChanged? told = month is null
            ? null
            : Last<StateChanged>(MessageKind.StateChanged, s => s.Instrument.Value == month.Instrument);
        var phase = told?.Phase > TradingPhase.ClosingAuction ? told.Value.Phase : calendar;
        if (month?.Spread is not null)
            phase = told?.Phase ?? TradingPhase.Closed;
        Same("phase", Spelled(PhaseOf(words).ToString()), Spelled(phase.ToString()));
        if (words.Has("cause"))
            Same("phase cause", words.Take("a cause"), Spelled($"{told?.Cause}"));
    }
}
