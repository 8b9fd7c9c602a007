// The channels of the market: the board, the books, the tape.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>board: all months; then the rows that changed.</summary>
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
                _told[i] = state;
            else
                _told.Add(state);
            changed.Add(state.Shape);
        }

        Seq = views.AsOf;
    }
}

/// <summary>depth:SYMBOL: the book; then the levels that changed. Levels deeper than the window are not told.</summary>
internal sealed class DepthChannel : StreamChannel
{
    private const int Window = 500;
    private readonly StreamSources _sources;
    private readonly BoardRow _row;
    private IReadOnlyList<DepthLevel> _bids = [];
    private IReadOnlyList<DepthLevel> _asks = [];
    private (Price? Last, long Lots) _last;
    private Instant _time;

    public DepthChannel(string name, StreamSources sources, BoardRow row)
        : base(name)
    {
        _sources = sources;
        _row = row;
        Remember(sources.Venue.Now, Levels(Side.Buy), Levels(Side.Sell));
    }

    public override StreamNote Snapshot()
    {
        var t = _row.Terms;
        var shape = new DepthShape(
            t.Symbol,
            Seq,
            Present.Levels(_bids, t),
            Present.Levels(_asks, t),
            Words.Of(_last.Last, t),
            _last.Last is null ? null : _last.Lots,
            _time.ToString()
        );
        return new("snapshot", Seq, Seq, shape, WireJson.Wire.DepthShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var bids = Levels(Side.Buy);
        var asks = Levels(Side.Sell);
        var bidChanges = Changes(_bids, bids, descending: true);
        var askChanges = Changes(_asks, asks, descending: false);
        if (bidChanges.Count == 0 && askChanges.Count == 0 && _last == (_row.Last, _row.LastLots))
            return;
        var before = Seq;
        Remember(now, bids, asks);
        var t = _row.Terms;
        var shape = new DepthDeltaShape(
            Present.Levels(bidChanges, t),
            Present.Levels(askChanges, t),
            Words.Of(_last.Last, t),
            _last.Last is null ? null : _last.Lots
        );
        notes.Add(new("delta", Seq, before, shape, WireJson.Wire.DepthDeltaShape));
    }

    private IReadOnlyList<DepthLevel> Levels(Side side) => _sources.Views.Books.Depth(_row.Id, side, Window);

    private void Remember(Instant now, IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks)
    {
        (_bids, _asks, _last, _time) = (bids, asks, (_row.Last, _row.LastLots), now);
        Seq = _sources.Views.AsOf;
    }

    /// <summary>Both lists best first: a walk side by side. A level that is gone is told with zero lots.</summary>
    private static List<DepthLevel> Changes(
        IReadOnlyList<DepthLevel> before,
        IReadOnlyList<DepthLevel> after,
        bool descending
    )
    {
        var changes = new List<DepthLevel>();
        int b = 0,
            a = 0;
        while (b < before.Count || a < after.Count)
        {
            var order =
                b == before.Count ? 1
                : a == after.Count ? -1
                : before[b].Price.CompareTo(after[a].Price) * (descending ? -1 : 1);
            if (order < 0)
            {
                changes.Add(new(before[b++].Price, 0, 0));
            }
            else if (order > 0)
            {
                changes.Add(after[a++]);
            }
            else
            {
                if (before[b] != after[a])
                    changes.Add(after[a]);
                b++;
                a++;
            }
        }

        return changes;
    }
}
