// The channels of one instrument's feed: trades, the book order by order, best prices, state, indications,
// statistics, everything.
using System.Text.Json.Serialization.Metadata;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>trades:SYMBOL: the newest trades; then each trade. Sequences are those of the instrument's market
/// data.</summary>
internal sealed class TradesChannel : StreamChannel
{
    private const int InSnapshot = 100;
    private readonly StreamSources _sources;
    private readonly BoardRow _row;

    public TradesChannel(string name, StreamSources sources, BoardRow row)
        : base(name)
    {
        _sources = sources;
        _row = row;
        foreach (var newest in row.Tape(1))
            Seq = newest.Sequence;
    }

    public override bool Conflates => false;

    public override StreamNote Snapshot()
    {
        // Trades after the last message are told by the next one.
        var shapes = new List<TradeShape>();
        foreach (var trade in _row.Tape(int.MaxValue))
        {
            if (trade.Sequence <= Seq && shapes.Count < InSnapshot)
                shapes.Add(Shape(trade));
        }

        return new("snapshot", Seq, Seq, shapes, WireJson.Wire.IReadOnlyListTradeShape);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var found = false;
        var fresh = new List<TapeTrade>();
        foreach (var trade in _row.Tape(int.MaxValue))
        {
            found = trade.Sequence <= Seq;
            if (found)
                break;
            fresh.Add(trade);
        }

        if (fresh.Count == 0)
            return;
        if (!found && Seq >= 0)
        {
            // More traded than the tape keeps: begin again.
            Seq = fresh[0].Sequence;
            notes.Add(Snapshot());
            return;
        }

        for (var i = fresh.Count - 1; i >= 0; i--)
        {
            var before = Seq;
            Seq = fresh[i].Sequence;
            notes.Add(new("event", Seq, before, Shape(fresh[i]), WireJson.Wire.TradeShape));
        }
    }

    private TradeShape Shape(in TapeTrade trade) => Present.Trade(trade, _row.Terms, _sources.Facts.Simulated);
}

/// <summary>book.orders:SYMBOL: the visible book order by order (L3); then each change of it.</summary>
internal sealed class BookOrdersChannel(string name, InstrumentFeed feed, InstrumentDocument terms)
    : UpdatesChannel(name, feed)
{
    private readonly ChecksumTurn _turn = new();

    public override StreamNote Snapshot() =>
        new("snapshot", Seq, Seq, Present.Book(Feed, terms) with { Sequence = Seq }, WireJson.Wire.BookShape)
        {
            Checksum = BookChecksum.Of(Feed.Book, terms),
        };

    protected override void Tell(IReadOnlyList<FeedUpdate> updates, List<StreamNote> notes)
    {
        var changes = new List<BookChangeShape>();
        foreach (var update in updates)
        {
            if (update is BookUpdate change)
                changes.Add(Present.Change(change, terms));
        }

        if (changes.Count == 0)
            return;
        var before = Seq;
        Seq = changes[^1].Sequence;
        notes.Add(
            new("delta", Seq, before, changes, WireJson.Wire.IReadOnlyListBookChangeShape)
            {
                Checksum = _turn.IsDue() ? BookChecksum.Of(Feed.Book, terms) : null,
            }
        );
    }
}

/// <summary>feed:SYMBOL: where the instrument's market data stand; then every item of it, one by one, no number left
/// out.</summary>
internal sealed class FeedChannel(string name, StreamSources sources, InstrumentFeed feed, InstrumentDocument terms)
    : UpdatesChannel(name, feed)
{
    private readonly ChecksumTurn _turn = new();

    public override StreamNote Snapshot() =>
        new("snapshot", Seq, Seq, Present.Book(Feed, terms) with { Sequence = Seq }, WireJson.Wire.BookShape)
        {
            Checksum = BookChecksum.Of(Feed.Book, terms),
        };

    protected override void Tell(IReadOnlyList<FeedUpdate> updates, List<StreamNote> notes)
    {
        if (updates.Count == 0)
            return;
        var before = Seq;
        Seq = updates[^1].Sequence;
        IReadOnlyList<FeedShape> shapes = [.. updates.Select(u => Present.Item(u, terms, sources.Facts.Simulated))];
        notes.Add(
            new("delta", Seq, before, shapes, WireJson.Wire.IReadOnlyListFeedShape)
            {
                Checksum = _turn.IsDue() ? BookChecksum.Of(Feed.Book, terms) : null,
            }
        );
    }
}

/// <summary>state:SYMBOL: phase, why, until when; then each change.</summary>
internal sealed class StateChannel(string name, InstrumentFeed feed, InstrumentDocument terms)
    : UpdatesChannel(name, feed)
{
    public override StreamNote Snapshot() =>
        new("snapshot", Seq, Seq, Present.State(Feed.State, Seq, terms), WireJson.Wire.StateShape);

    protected override void Tell(IReadOnlyList<FeedUpdate> updates, List<StreamNote> notes)
    {
        foreach (var update in updates)
        {
            if (update is not StateUpdate state)
                continue;
            var before = Seq;
            Seq = update.Sequence;
            notes.Add(new("event", Seq, before, Present.State(state.State, Seq, terms), WireJson.Wire.StateShape));
        }
    }
}

/// <summary>What follows the updates of one instrument's feed. Sequences are those of its market data.</summary>
internal abstract class UpdatesChannel : StreamChannel
{
    private long _seen;

    protected UpdatesChannel(string name, InstrumentFeed feed)
        : base(name)
    {
        Feed = feed;
        Seq = _seen = feed.Sequence;
    }

    public override bool Conflates => false;

    protected InstrumentFeed Feed { get; }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        if (_seen == Feed.Sequence)
            return;
        var updates = new List<FeedUpdate>();
        var lost = false;
        for (var next = _seen + 1; next <= Feed.Sequence && !lost; next++)
        {
            if (Feed.Update(next) is { } update)
                updates.Add(update);
            else
                lost = true;
        }

        _seen = Feed.Sequence;
        if (!lost)
        {
            Tell(updates, notes);
            return;
        }

        var before = Seq;
        Seq = _seen;
        notes.Add(Snapshot() with { PrevSeq = before });
    }

    protected abstract void Tell(IReadOnlyList<FeedUpdate> updates, List<StreamNote> notes);
}

/// <summary>best:SYMBOL, indication:SYMBOL, statistics:SYMBOL: a small record, told whole when it is another than
/// before.</summary>
internal sealed class RecordChannel<T>(string name, InstrumentFeed feed, Func<T> read, JsonTypeInfo<T> type)
    : StreamChannel(name)
    where T : notnull
{
    private T _told = read();
    private long _seen = feed.Sequence;

    public override StreamNote Snapshot()
    {
        if (Seq < 0)
            Seq = _seen;
        return new("snapshot", Seq, Seq, _told, type);
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        if (Seq < 0)
            Seq = _seen;
        // A new day's statistics begin without an update, so the record itself is asked.
        var record = read();
        _seen = feed.Sequence;
        if (EqualityComparer<T>.Default.Equals(record, _told))
            return;
        _told = record;
        var before = Seq;
        Seq = _seen;
        notes.Add(Snapshot() with { PrevSeq = before });
    }
}
