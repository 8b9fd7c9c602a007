// A story's price limits that two people set within a day.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // price-limits CONTRACT|SYMBOL P% by PERSON and PERSON [reason WORD]; 'instrument N' after the contract: a number
    private void SetPriceLimits(WordReader words)
    {
        var name = words.Take("a contract or a symbol");
        var month = _symbols.GetValueOrDefault(name);
        // What can be no contract's name is a contract that nobody knows.
        _ = Name24.TryParse(month?.Contract ?? name, out var contract);
        var instrument = words.Has("instrument") ? words.Number("an instrument number") : month?.Instrument ?? 0;
        var ppm = words.Percent("a percentage as in 12%") * 1_000_000m;
        words.Need("by");
        var proposer = NameOf(words);
        words.Need("and");
        var approver = NameOf(words);
        var reason = words.Has("reason") ? NameOf(words) : default;
        var command = new SetPriceLimits(contract, new(instrument), (int)ppm, proposer, approver, reason);
        Outcome(words, _venue.Submit(MessageKind.SetPriceLimits, Codec.Bytes(command)));
    }
}
