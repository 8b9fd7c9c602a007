// The board: all instruments, then the rows that changed.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>
/// board: all months; then the rows that changed. What the terms say in prose (whom the contract hedges) is told with a
/// row's first telling only: it never changes, and is nearly half of a row.
/// </summary>
internal sealed class BoardChannel : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly List<RowState> _told = [];

    public BoardChannel(string name, StreamSources sources)
        : base(name)
    {
        _sources = sources;
        Changes([]);
    }

    /// <summary>What of a row can change.</summary>
    private readonly record struct RowState(
        long Changed,
        DepthLevel? Bid,
        DepthLevel? Ask,
        Indication? Indication,
        bool Expired,
        InstrumentShape Shape
    )
    {
        public bool Same(long changed, DepthLevel? bid, DepthLevel? ask, Indication? indication) =>
            Changed == changed && SamePrice(Bid, bid) && SamePrice(Ask, ask) && Indication == indication;

        private static bool SamePrice(DepthLevel? a, DepthLevel? b) => a?.Price == b?.Price && a?.Lots == b?.Lots;
    }

    public override StreamNote Snapshot()
    {
        IReadOnlyList<InstrumentShape> rows = [.. _told.Where(r => !r.Expired).Select(r => r.Shape)];
        return new("snapshot", Seq, Seq, rows, WireJson.Wire.IReadOnlyListInstrumentShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var before = Seq;
        var changed = new List<InstrumentShape>();
        Changes(changed);
        if (changed.Count > 0)
            notes.Add(new("delta", Seq, before, changed, WireJson.Wire.IReadOnlyListInstrumentShape));
        else
            Seq = before;
    }

    private void Changes(List<InstrumentShape> changed)
    {
        var views = _sources.Views;
        for (var i = 0; i < views.Board.Rows.Count; i++)
        {
            var row = views.Board.Rows[i];
            if (i < _told.Count && _told[i].Expired)
                continue;
            var bid = views.Books.Best(row.Id, Side.Buy);
            var ask = views.Books.Best(row.Id, Side.Sell);
            var indication = views.Feed.Of(row.Id).Indication;
            if (i < _told.Count && _told[i].Same(row.Changed, bid, ask, indication))
                continue;
            var state = new RowState(row.Changed, bid, ask, indication, row.Expired, Present.Instrument(views, row));
            if (i < _told.Count)
            {
                _told[i] = state;
                changed.Add(state.Shape with { HedgesEn = null, HedgesZh = null });
            }
            else
            {
                _told.Add(state);
                changed.Add(state.Shape);
            }
        }

        Seq = views.AsOf;
    }
}
