// What the engine and its twin show when they are asked, side by side.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

internal sealed partial class EnginePair
{
    private string Tapes()
    {
        var (own, twin) = (RecordedReports.Lines(_tape), RecordedReports.Lines(_twinTape));
        var same = own.Zip(twin).TakeWhile(p => p.First == p.Second).Count();
        return $"after {same} equal reports\n  the engine says\n    {Rest(own)}\n  the twin says\n    {Rest(twin)}";

        string Rest(List<string> lines) => string.Join("\n    ", lines.Skip(same).Take(8));
    }

    private void CompareViews()
    {
        Same(_engine.Orders, _twin.Orders, "live orders");
        var (walked, twins) = (new List<LiveOrder>(), new List<LiveOrder>());
        for (var i = 1; i <= BookWorld.Books; i++)
        {
            var book = new InstrumentId(i);
            Same(_engine.PhaseOf(book), _twin.PhaseOf(book), "phase");
            Same(_engine.LastOf(book), _twin.LastOf(book), "last");
            foreach (var side in new[] { Side.Buy, Side.Sell })
            {
                walked.Clear();
                twins.Clear();
                _engine.Walk(book, side, walked.Add);
                _twin.Walk(book, side, twins.Add);
                if (!walked.SequenceEqual(twins))
                    Same(string.Join('\n', walked), string.Join('\n', twins), "walk");
                Same(_engine.Best(book, side), _twin.Best(book, side), "best");
                var price = _engine.Implied(book, side, out var lots);
                Same((price, lots), (_twin.Implied(book, side, out var twinLots), twinLots), "implied");
            }

            Same(_engine.OwesUncrossing(book), _twin.OwesUncrossing(book), "owes an uncrossing");
            Same(_engine.Indication(book), _twin.Indication(book), "indication");
        }

        foreach (var order in _twin.Numbers)
            Live(new(order), out _);
    }
}
