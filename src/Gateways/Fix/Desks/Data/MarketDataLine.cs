// What one subscription has been told of one instrument, and what is new to it.
using Tokenbourse.Gateways.Chains;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>One instrument of one request. It keeps what was told last and nothing else: who is behind is told the
/// difference between that and the newest, once, however much happened meanwhile.</summary>
internal sealed class MarketDataLine(MarketDataAsk ask, PublicInstrument source, PublicInstrument.Depth depth)
{
    // Beyond it the whole is shorter, and safely below the longest message.
    private const int MostChanges = 400;

    private DepthBook? _book;
    private IReadOnlyList<PublicEntry> _figures = [];
    private long _trade = -1;

    public PublicInstrument Source => source;

    public PublicInstrument.Depth Depth => depth;

    /// <summary>The snapshot is told.</summary>
    public bool IsOpen => _book is not null;

    /// <summary>RptSeq(83) of the newest entry; the snapshot begins again at zero.</summary>
    public int Reported { get; set; }

    /// <summary>Everything, as it stands.</summary>
    public List<PublicEntry> Snapshot()
    {
        (_book, _figures, Reported) = (depth.Book, source.Figures, 0);
        var entries = new List<PublicEntry>();
        if (ask.Has(PublicEntry.Bid))
            Levels(entries, PublicEntry.Bid, _book.Bids);
        if (ask.Has(PublicEntry.Offer))
            Levels(entries, PublicEntry.Offer, _book.Asks);
        var trades = source.Trades;
        if (trades.Count > 0)
        {
            _trade = trades[0].Sequence;
            if (ask.Has(PublicEntry.Trade))
                entries.Add(PublicEntry.Of(trades[0], source.Scale));
        }

        foreach (var figure in _figures)
        {
            if (ask.Has(figure.Type))
                entries.Add(figure);
        }

        return entries;
    }

    /// <summary>What changed since the last look of this line.</summary>
    /// <param name="lost">Trades were left out: there were more than are kept.</param>
    /// <returns>Null: so much that a snapshot is due.</returns>
    public List<PublicEntry>? Changes(out bool lost)
    {
        var entries = new List<PublicEntry>();
        lost = false;
        // As one: what is told of the trades is not older than the book behind them.
        var (before, after) = (_book!, depth.Book);
        if (!ReferenceEquals(before, after))
        {
            if (ask.Has(PublicEntry.Bid))
                Levels(entries, PublicEntry.Bid, after.ChangedBids(before), before.Bids);
            if (ask.Has(PublicEntry.Offer))
                Levels(entries, PublicEntry.Offer, after.ChangedAsks(before), before.Asks);
            if (entries.Count > MostChanges)
                return null;
            _book = after;
        }

        Trades(entries, ref lost);
        var figures = source.Figures;
        if (!ReferenceEquals(figures, _figures))
        {
            foreach (var type in PublicEntry.Figures)
            {
                if (ask.Has(type) && PublicFigures.Change(_figures, figures, type) is { } change)
                    entries.Add(change);
            }

            _figures = figures;
        }

        return entries;
    }

    private void Trades(List<PublicEntry> entries, ref bool lost)
    {
        var trades = source.Trades;
        if (trades.Count == 0 || trades[0].Sequence == _trade)
            return;
        var fresh = 0;
        while (fresh < trades.Count && trades[fresh].Sequence > _trade)
            fresh++;
        _trade = trades[0].Sequence;
        if (!ask.Has(PublicEntry.Trade))
            return;
        lost = fresh == PublicInstrument.MostTrades;
        while (fresh > 0)
            entries.Add(PublicEntry.Of(trades[--fresh], source.Scale));
    }

    private void Levels(List<PublicEntry> entries, char side, IReadOnlyList<DepthLevel> levels)
    {
        foreach (var level in levels)
            entries.Add(PublicEntry.Of(side, level, source.Scale));
    }

    private void Levels(
        List<PublicEntry> entries,
        char side,
        List<DepthLevel> changed,
        IReadOnlyList<DepthLevel> before
    )
    {
        var at = 0;
        foreach (var level in changed)
        {
            // Both are in the order of the book, so that one walk finds which levels were there.
            while (at < before.Count && IsBetter(side, before[at], level))
                at++;
            var known = at < before.Count && before[at].Price == level.Price;
            var entry = PublicEntry.Of(side, level, source.Scale);
            entries.Add(known && level.Lots > 0 ? entry with { Action = PublicEntry.Change } : entry);
        }
    }

    private static bool IsBetter(char side, in DepthLevel one, in DepthLevel other) =>
        side == PublicEntry.Bid ? one.Price > other.Price : one.Price < other.Price;
}
