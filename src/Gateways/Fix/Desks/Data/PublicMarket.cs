// Where each instrument stands that anybody hears, looked at once for all who hear it.
using Tokenbourse.Gateways.Chains;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>One instrument: its newest trades, its figures, and its book for each depth that is heard. What it shows is
/// replaced, never changed.</summary>
internal sealed class PublicInstrument(BoardRow row)
{
    /// <summary>Trades that a hearer may be behind; older ones are left out.</summary>
    public const int MostTrades = 200;

    private readonly SortedDictionary<int, Depth> _depths = [];
    private long _feed = -1;
    private long _row = -1;
    private long _prints = -2;
    private volatile IReadOnlyList<PublicEntry> _figures = [];
    private volatile TapeTrade[] _trades = [];

    public BoardRow Row { get; } = row;

    public FixInstrument Scale { get; } = new FixInstrument(row.Terms);

    public IReadOnlyList<PublicEntry> Figures => _figures;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TapeTrade> Trades => _trades;

    /// <summary>A book with so many levels a side, and how many hear it.</summary>
    internal sealed class Depth(int levels, DepthBook book)
    {
        private volatile DepthBook _book = book;

        public int Levels { get; } = levels;

        public int Hearers { get; set; }

        public DepthBook Book
        {
            get => _book;
            set => _book = value;
        }
    }

    internal bool IsHeard => _depths.Count > 0;

    internal Depth Open(VenueViews views, int levels, Instant now)
    {
        if (!_depths.TryGetValue(levels, out var depth))
            _depths.Add(levels, depth = new(levels, DepthBook.Look(views, Row, levels, now)));
        depth.Hearers++;
        return depth;
    }

    internal void Close(Depth depth)
    {
        if (--depth.Hearers == 0)
            _depths.Remove(depth.Levels);
    }

    internal void Look(VenueViews views, Instant now)
    {
        var sequence = views.Feed.Of(Row.Id).Sequence;
        if (sequence == _feed && Row.Changed == _row && views.Indexes.AsOf == _prints)
            return;
        (_feed, _row, _prints) = (sequence, Row.Changed, views.Indexes.AsOf);
        foreach (var depth in _depths.Values)
        {
            var book = DepthBook.Look(views, Row, depth.Levels, now);
            if (!book.Shows(depth.Book))
                depth.Book = book;
        }

        _figures = PublicFigures.Look(views, Row);
        foreach (var newest in Row.Tape(1))
        {
            if (_trades.Length == 0 || _trades[0].Sequence != newest.Sequence)
                _trades = [.. Row.Tape(MostTrades)];
        }
    }
}

/// <summary>All instruments that are heard. For any number of threads; it takes the views' gate and no other
/// lock.</summary>
internal sealed class PublicMarket(IVenue venue)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, PublicInstrument> _instruments = [];

    public IVenue Venue => venue;

    /// <summary>Hears an instrument; as of now.</summary>
    public (PublicInstrument Instrument, PublicInstrument.Depth Depth) Open(BoardRow row, int levels)
    {
        var now = venue.Now;
        lock (_gate)
        {
            lock (venue.Views.Gate)
            {
                if (!_instruments.TryGetValue(row.Id.Value, out var instrument))
                    _instruments.Add(row.Id.Value, instrument = new(row));
                var depth = instrument.Open(venue.Views, levels, now);
                instrument.Look(venue.Views, now);
                return (instrument, depth);
            }
        }
    }

    /// <summary>Hears it no longer.</summary>
    public void Close(PublicInstrument instrument, PublicInstrument.Depth depth)
    {
        lock (_gate)
        {
            instrument.Close(depth);
            if (!instrument.IsHeard)
                _instruments.Remove(instrument.Row.Id.Value);
        }
    }

    /// <summary>Looks at every instrument once, between two commands.</summary>
    public void Look()
    {
        var now = venue.Now;
        lock (_gate)
        {
            if (_instruments.Count == 0)
                return;
            lock (venue.Views.Gate)
            {
                foreach (var instrument in _instruments.Values)
                    instrument.Look(venue.Views, now);
            }
        }
    }
}
