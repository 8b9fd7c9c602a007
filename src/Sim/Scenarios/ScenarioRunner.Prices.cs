// A story's settlement prices: by hand with two people, and what each rests on.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // propose [SYMBOL] P by PERSON [reason WORD] [on DATE]
    private void Propose(WordReader words)
    {
        var (instrument, price) = PriceOf(words);
        words.Need("by");
        var person = NameOf(words);
        var reason = words.Has("reason") ? NameOf(words) : default;
        var day = words.Has("on") ? words.Date() : _day;
        var command = new ProposeSettlement(instrument, day, price, person, reason);
        Outcome(words, _venue.Submit(MessageKind.ProposeSettlement, Codec.Bytes(command)));
    }

    // approve [SYMBOL] P by PERSON [on DATE]
    private void Approve(WordReader words)
    {
        var (instrument, price) = PriceOf(words);
        words.Need("by");
        var person = NameOf(words);
        var day = words.Has("on") ? words.Date() : _day;
        var command = new ApproveSettlement(instrument, day, price, person);
        Outcome(words, _venue.Submit(MessageKind.ApproveSettlement, Codec.Bytes(command)));
    }

    private static Name24 NameOf(WordReader words) => words.Has("nobody") ? default : words.Name("a name");

    private (InstrumentId Instrument, Price Price) PriceOf(WordReader words)
    {
        if (words.Has("instrument"))
        {
            var number = words.Number("an instrument number");
            return (new(number), new(words.Whole("a price in ticks")));
        }

        var month = Month(words);
        return (new(month.Instrument), new(TicksOf(month, words)));
    }

    // evidence [SYMBOL] P [step WORD] [from SYMBOL] [spread SYMBOL] [fraction N/N] [window LENGTH LENGTH]
    private void ExpectEvidence(WordReader words)
    {
        var month = Month(words);
        var told = Last<SettlementEvidence>(
            MessageKind.SettlementEvidence,
            e => e.Instrument.Value == month.Instrument
        );
        var what = $"evidence {month.Symbol}";
        Same(what, Plain(words.Decimal("a price")), told is { } t ? Plain(t.Computed.Ticks * month.TickSize) : "none");
        if (words.Has("step"))
            Same($"{what} step", words.Take("a tier"), Spelled(told?.Step.ToString() ?? "none"));
        if (words.Has("from"))
            Same($"{what} from", words.Take("a symbol"), SymbolOf(told?.From.Value ?? 0));
        if (words.Has("spread"))
            Same($"{what} spread", words.Take("a symbol"), SymbolOf(told?.Spread.Value ?? 0));
        if (words.Has("fraction"))
        {
            var fraction = string.Create(CultureInfo.InvariantCulture, $"{told?.Numerator}/{told?.Denominator}");
            Same($"{what} fraction", words.Take("a fraction as in 12/5"), fraction);
        }

        if (!words.Has("window"))
            return;
        var (from, to) = (words.Duration() / Instant.PerSecond, words.Duration() / Instant.PerSecond);
        Same($"{what} window", $"{from}s {to}s", $"{told?.FromSeconds}s {told?.ToSeconds}s");
    }

    private string SymbolOf(int instrument) =>
        _symbols.Values.FirstOrDefault(s => s.Instrument == instrument)?.Symbol ?? "none";
}
