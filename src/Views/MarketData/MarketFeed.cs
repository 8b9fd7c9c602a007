// The public market data feed: for each instrument one contiguous sequence of book changes, trades, auctions and
// states.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>The feed of one instrument: where it stands, and its newest updates by number.</summary>
public sealed class InstrumentFeed
{
    /// <summary>Updates that are kept. Who is farther behind takes the book and the statistics anew.</summary>
    public const int Kept = 1024;
    private FeedUpdate?[] _updates = new FeedUpdate?[32];

    internal InstrumentFeed(VisibleBook book) => Book = book;

    public VisibleBook Book { get; }

    public DayStatistics Statistics { get; } = new();

    /// <summary>Number of the newest update; zero before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Before anything was told of it: no words, not a missing text.</summary>
    public InstrumentState State { get; private set; } = new(default, default, null, "", default);

    /// <summary>What the auction would trade; null outside auctions and until something crosses or rests.</summary>
    public Indication? Indication { get; private set; }

    /// <summary>Worth of one tick on one lot; zero until the instrument is listed.</summary>
    internal long TickValueMinor { get; set; }

    /// <summary>An update by its number; null when it is no longer kept or has not come yet.</summary>
    public FeedUpdate? Update(long sequence) =>
        sequence < 1 || sequence > Sequence || sequence <= Sequence - _updates.Length
            ? null
            : _updates[sequence % _updates.Length];

    /// <summary>The next update must be the next number: a gap is a fault of the source.</summary>
    internal void Expect(long sequence) => Must.Hold(sequence == Sequence + 1);

    internal void Add(FeedUpdate update)
    {
        Expect(update.Sequence);
        Sequence = update.Sequence;
        if (Sequence >= _updates.Length && _updates.Length < Kept)
            Grow();
        _updates[Sequence % _updates.Length] = update;
        switch (update)
        {
            case StateUpdate state:
                State = state.State;
                Indication = null;
                break;
            case IndicationUpdate indication:
                Indication = indication.Indication;
                break;
            case UncrossingUpdate:
                Indication = null;
                break;
            default:
                break;
        }
    }

    // Numbers below the length lie at their own places, in the longer array too.
    private void Grow() => Array.Resize(ref _updates, _updates.Length * 2);
}

/// <summary>The feeds of all instruments.</summary>
public sealed class MarketFeed : View
{
    private readonly List<InstrumentFeed> _feeds = [];

    /// <summary>The visible books that the feed keeps.</summary>
    public Books Books { get; } = new();

    public int Count => _feeds.Count;

    public InstrumentFeed Of(InstrumentId instrument)
    {
        while (_feeds.Count < instrument.Value)
            _feeds.Add(new(Books.Of(new(_feeds.Count + 1))));
        return _feeds[instrument.Value - 1];
    }

    protected override void Fold(in LogEntry entry)
    {
        Books.Apply(entry);
        var instrument = FeedItems.Instrument(entry);
        if (instrument.Value != 0)
            Of(instrument).Add(FeedItems.Of(entry, Books.Delta));
        switch (entry.Kind)
        {
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                var traded = Of(trade.Instrument);
                traded.Statistics.Add(trade, traded.TickValueMinor);
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Of(spread.Instrument).Statistics.Add(spread);
                break;
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                Of(new(listed.Instrument)).TickValueMinor = listed.TickValueMinor;
                break;
            case MessageKind.ForcedReduced:
                var reduced = entry.As<ForcedReduced>();
                Of(reduced.Instrument).Statistics.Reduce(reduced.Lots.Lots);
                break;
            case MessageKind.DefaultTraded:
                var passed = entry.As<DefaultTraded>();
                Of(passed.Instrument).Statistics.Reduce(passed.Gone);
                break;
            case MessageKind.BandSet:
                var band = entry.As<BandSet>();
                Of(band.Instrument).Statistics.Begin(band);
                break;
            case MessageKind.InstrumentExpired:
                Of(entry.As<InstrumentExpired>().Instrument).Statistics.Expire();
                break;
            default:
                break;
        }
    }
}
