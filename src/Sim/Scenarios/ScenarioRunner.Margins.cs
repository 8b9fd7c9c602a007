// What a story asks of margins by groups: where they came from, and what a shadow would ask.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private bool OfMargins(string name, int account, WordReader words)
    {
        if (words.Has("explained"))
            ExpectExplained(name, account, words);
        else if (words.Has("shadow"))
            ExpectShadow(name, account, words);
        else
            return false;
        return true;
    }

    // explained CONTRACT|SYMBOL|GROUP none, or amounts by name: of a contract, a month that stands alone, a set of
    // scenarios.
    private void ExpectExplained(string name, int account, WordReader words)
    {
        var unit = words.Take("a contract, a month that stands alone, or a group");
        var all = _settlement
            .Where(e => e.Kind == MessageKind.MarginExplained)
            .Select(e => e.As<MarginExplained>())
            .Where(m => m.Account.Value == account && UnitOf(m) == unit)
            .ToList();
        if (words.Has("none"))
        {
            Same($"{name} explained {unit}", "none", all.Count == 0 ? "none" : $"{all[0]}");
            return;
        }

        var told = all.FirstOrDefault();
        while (AmountOf(words.Peek, told) is { } amount)
        {
            var what = words.Take("");
            Same($"{name} explained {unit} {what}", Amount(words), Minor(amount.Minor));
        }

        if (words.Has("scenario"))
            Same($"{name} explained {unit} scenario", $"{words.Whole("a number")}", $"{told.Scenario}");
        if (words.Has("version"))
            Same($"{name} explained {unit} version", $"{words.Whole("a version")}", $"{told.Version}");
    }

    private string UnitOf(MarginExplained m) =>
        m.Instrument.Value > 0 ? SymbolOf(m.Instrument)
        : m.Contract.IsEmpty ? m.Group.ToString()
        : m.Contract.ToString();

    private static Money? AmountOf(string word, MarginExplained m) =>
        word switch
        {
            "scan" => m.Scan,
            "inter-month" => m.InterMonth,
            "spot" => m.Spot,
            "credit" => m.Credit,
            "liquidity" => m.Liquidity,
            "concentration" => m.Concentration,
            "floor" => m.Floor,
            "of-lots" => m.Margin,
            "asked" => m.Asked,
            _ => null,
        };

    private void ExpectShadow(string name, int account, WordReader words)
    {
        var told = _settlement
            .Where(e => e.Kind == MessageKind.MarginShadow)
            .Select(e => e.As<MarginShadow>())
            .Where(m => m.Account.Value == account && m.Currency == _currency)
            .ToList();
        if (words.Has("none"))
            Same($"{name} shadow", "none", told.Count == 0 ? "none" : Minor(told[0].Shadow.Minor));
        else
            Same($"{name} shadow", Amount(words), told.Count == 0 ? "none" : Minor(told[0].Shadow.Minor));
    }
}
