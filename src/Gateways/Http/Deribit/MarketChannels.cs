// Channels of market data at the Deribit-style door: books by price, trades, images that change, bars as they form.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>book.{instrument}.{interval}: the whole book, then the prices that changed. Each message names the one
/// before it: a gap is a message lost.</summary>
/// <param name="raw">Each change of the feed alone, instead of what several came to.</param>
internal sealed class BookChannel(string name, IVenue venue, BoardRow row, bool raw) : RpcChannel(name)
{
    private readonly SortedDictionary<long, long> _bids = [];
    private readonly SortedDictionary<long, long> _asks = [];
    private long _told = -1;

    public override bool Update(List<JsonNode> notes)
    {
        lock (venue.Views.Gate)
        {
            var feed = venue.Views.Feed.Of(row.Id);
            if (feed.Sequence == _told)
                return true;
            if (raw && _told >= 0 && feed.Update(_told + 1) is not null)
                Each(feed, notes);
            else
                Whole(feed, notes);
        }

        return true;
    }

    private void Each(InstrumentFeed feed, List<JsonNode> notes)
    {
        for (var sequence = _told + 1; sequence <= feed.Sequence; sequence++)
        {
            if (feed.Update(sequence) is not BookUpdate { Delta: var delta } update)
                continue;
            var sides = (Bids: new JsonArray(), Asks: new JsonArray());
            var buys = delta.Side == Side.Buy;
            Change(buys ? _bids : _asks, delta.Level.Price.Ticks, delta.Level.Lots, buys ? sides.Bids : sides.Asks);
            if (sides.Bids.Count + sides.Asks.Count > 0)
                Note(sequence, Spell.Time(update.Time), sides.Bids, sides.Asks, notes);
        }
    }

    private void Whole(InstrumentFeed feed, List<JsonNode> notes)
    {
        var bids = Half(feed.Book, Side.Buy, _bids);
        var asks = Half(feed.Book, Side.Sell, _asks);
        if (_told < 0 || bids.Count + asks.Count > 0)
            Note(feed.Sequence, Spell.Time(venue.Now), bids, asks, notes);
    }

    private JsonArray Half(VisibleBook book, Side side, SortedDictionary<long, long> told)
    {
        var changes = new JsonArray();
        var left = told.Keys.ToHashSet();
        foreach (var level in book.Depth(side, int.MaxValue))
        {
            left.Remove(level.Price.Ticks);
            Change(told, level.Price.Ticks, level.Lots, changes);
        }

        foreach (var ticks in left.Order())
            Change(told, ticks, 0, changes);
        return changes;
    }

    private void Change(SortedDictionary<long, long> told, long ticks, long lots, JsonArray changes)
    {
        var before = told.GetValueOrDefault(ticks);
        if (before == lots)
            return;
        var word =
            before == 0 ? "new"
            : lots == 0 ? "delete"
            : "change";
        if (lots == 0)
            told.Remove(ticks);
        else
            told[ticks] = lots;
        changes.Add((JsonNode)new JsonArray(word, Spell.Price(new Price(ticks), row.Terms), lots));
    }

    private void Note(long sequence, long time, JsonArray bids, JsonArray asks, List<JsonNode> notes)
    {
        var note = new JsonObject
        {
            ["type"] = _told < 0 ? "snapshot" : "change",
            ["timestamp"] = time,
            ["instrument_name"] = row.Terms.Symbol,
            ["change_id"] = sequence,
            ["bids"] = bids,
            ["asks"] = asks,
        };
        if (_told >= 0)
            note["prev_change_id"] = _told;
        _told = sequence;
        notes.Add(note);
    }
}

/// <summary>trades.{instrument}.{interval}: trades since the last message, oldest first. The first come with the first
/// trade after the subscription.</summary>
internal sealed class TradesChannel(string name, IVenue venue, BoardRow row) : RpcChannel(name)
{
    private long _told = -1;

    public override bool Conflates => false;

    public override bool Update(List<JsonNode> notes)
    {
        lock (venue.Views.Gate)
        {
            var newest = venue.Views.Feed.Of(row.Id).Sequence;
            var before = _told;
            _told = newest;
            if (before < 0 || before == newest)
                return true;
            var fresh = row.Tape(MarketShapes.MostTrades).TakeWhile(t => t.Sequence > before).Reverse().ToList();
            if (fresh.Count > 0)
                notes.Add(new JsonArray([.. fresh.Select(t => MarketShapes.Trade(t, row.Terms))]));
            return fresh.Count < MarketShapes.MostTrades;
        }
    }
}

/// <summary>ticker, quote, user.portfolio: the image at once, then whenever it is another one.</summary>
/// <param name="read">Called with the views' gate held.</param>
internal sealed class ImageChannel(string name, IVenue venue, Func<JsonObject> read) : RpcChannel(name)
{
    private string? _told;

    public override bool Update(List<JsonNode> notes)
    {
        JsonObject image;
        lock (venue.Views.Gate)
            image = read();
        var text = image.ToJsonString();
        if (text == _told)
            return true;
        _told = text;
        image["timestamp"] = Spell.Time(venue.Now);
        notes.Add(image);
        return true;
    }
}

/// <summary>chart.trades.{instrument}.{resolution}: the newest bar at once, then each bar that a trade began or
/// changed.</summary>
internal sealed class ChartChannel(string name, IVenue venue, BoardRow row, int minutes) : RpcChannel(name)
{
    private long _told = -1;

    public override bool Update(List<JsonNode> notes)
    {
        lock (venue.Views.Gate)
        {
            var bars = venue.Views.Bars.Of(row.Id);
            if (bars.Sequence == _told)
                return true;
            var priced = bars.Newest(minutes).Where(b => b.Open is not null);
            var fresh = _told < 0 ? priced.Take(1) : priced.TakeWhile(b => b.Sequence > _told);
            foreach (var bar in fresh.Reverse())
                notes.Add(MarketShapes.Bar(bar, row.Terms));
            _told = bars.Sequence;
            return true;
        }
    }
}
