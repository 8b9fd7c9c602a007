// What a story asks of forced reductions: each pair of the last settlement, in its order.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // How many pairs this line has asked about.
    private int _reductionsAsked;

    // reduced N [@ P] [buyer NAME] [seller NAME]: the first on a line is the first that was told, and so on;
    // reduced none, reduced pairs N.
    private void ExpectReduced(WordReader words)
    {
        var told = _settlement
            .Where(e => e.Kind == MessageKind.ForcedReduced)
            .Select(e => e.As<ForcedReduced>())
            .ToList();
        if (words.Has("none"))
        {
            Same("reductions", "0", $"{told.Count}");
            return;
        }

        if (words.Has("pairs"))
        {
            Same("reductions", $"{words.Whole("a number of pairs")}", $"{told.Count}");
            return;
        }

        var at = _reductionsAsked++;
        var what = $"reduced {_reductionsAsked}";
        var lots = words.Whole("a number of lots");
        var pair = at < told.Count ? told[at] : default;
        Same(what, $"{lots}", $"{pair.Lots.Lots}");
        while (true)
        {
            if (words.Has("@"))
            {
                var tick = pair.Instrument.Value == 0 ? 0 : TickOf(pair.Instrument.Value);
                Same($"{what} @", Plain(words.Decimal("a price")), Plain(pair.Price.Ticks * tick));
            }
            else if (words.Has("buyer"))
                Same($"{what} buyer", words.Take("an account"), AccountNameOf(pair.Buyer));
            else if (words.Has("seller"))
                Same($"{what} seller", words.Take("an account"), AccountNameOf(pair.Seller));
            else
                return;
        }
    }
}
