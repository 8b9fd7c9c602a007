// Public market data as the Deribit-style door tells it: books, trades, tickers, bars.
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Amounts are contracts. Who calls holds the views' gate.</summary>
internal static class MarketShapes
{
    /// <summary>Trades that can be told of an instrument.</summary>
    public const int MostTrades = 500;

    /// <summary>What positions are valued at: the newest settlement; before the first, the reference of the
    /// listing.</summary>
    public static Price? MarkOf(BoardRow row) => row.Settlement ?? row.Previous;

    public static JsonObject Ticker(VenueViews views, BoardRow row)
    {
        var terms = row.Terms;
        var shape = Quote(views, row);
        var day = views.Feed.Of(row.Id).Statistics;
        shape["state"] = row.Expired ? "closed" : "open";
        shape["phase"] = Words.Of(row.Expired ? TradingPhase.Closed : views.Feed.Of(row.Id).State.Phase);
        shape["last_price"] = Spell.Price(row.Last, terms);
        shape["mark_price"] = Spell.Price(MarkOf(row), terms);
        shape["settlement_price"] = Spell.Price(row.Settlement, terms);
        shape["index_price"] = IndexOf(views, terms);
        shape["estimated_delivery_price"] = IndexOf(views, terms);
        shape["open_interest"] = row.OpenInterest;
        shape["min_price"] = Spell.Price(row.Low, terms);
        shape["max_price"] = Spell.Price(row.High, terms);
        shape["stats"] = new JsonObject
        {
            ["high"] = Spell.Price(day.High, terms),
            ["low"] = Spell.Price(day.Low, terms),
            ["price_change"] = ChangeOf(row),
            ["volume"] = day.Volume,
            ["volume_notional"] = Spell.Minor(day.TurnoverMinor),
        };
        return shape;
    }

    /// <summary>Best bid and ask; a side that is empty has no price and no amount.</summary>
    public static JsonObject Quote(VenueViews views, BoardRow row)
    {
        var bid = views.Books.Best(row.Id, Side.Buy);
        var ask = views.Books.Best(row.Id, Side.Sell);
        return new()
        {
            ["instrument_name"] = row.Terms.Symbol,
            ["best_bid_price"] = Spell.Price(bid?.Price, row.Terms),
            ["best_bid_amount"] = bid?.Lots ?? 0,
            ["best_ask_price"] = Spell.Price(ask?.Price, row.Terms),
            ["best_ask_amount"] = ask?.Lots ?? 0,
        };
    }

    public static JsonObject Summary(IVenue venue, BoardRow row)
    {
        var (views, terms) = (venue.Views, row.Terms);
        var day = views.Feed.Of(row.Id).Statistics;
        var bid = views.Books.Best(row.Id, Side.Buy)?.Price;
        var ask = views.Books.Best(row.Id, Side.Sell)?.Price;
        return new()
        {
            ["instrument_name"] = terms.Symbol,
            ["base_currency"] = terms.Contract,
            ["quote_currency"] = terms.Currency.ToString(),
            ["bid_price"] = Spell.Price(bid, terms),
            ["ask_price"] = Spell.Price(ask, terms),
            ["mid_price"] = bid is { } b && ask is { } a ? (b.Ticks + a.Ticks) * terms.TickSize / 2 : null,
            ["last"] = Spell.Price(row.Last, terms),
            ["mark_price"] = Spell.Price(MarkOf(row), terms),
            ["high"] = Spell.Price(day.High, terms),
            ["low"] = Spell.Price(day.Low, terms),
            ["price_change"] = ChangeOf(row),
            ["volume"] = day.Volume,
            ["volume_notional"] = Spell.Minor(day.TurnoverMinor),
            ["open_interest"] = row.OpenInterest,
            ["creation_timestamp"] = Spell.Time(venue.Now),
        };
    }

    public static JsonObject Book(IVenue venue, BoardRow row, int levels)
    {
        var shape = Ticker(venue.Views, row);
        shape["timestamp"] = Spell.Time(venue.Now);
        shape["change_id"] = venue.Views.Feed.Of(row.Id).Sequence;
        shape["bids"] = Levels(Side.Buy);
        shape["asks"] = Levels(Side.Sell);
        return shape;

        JsonArray Levels(Side side) =>
            new([
                .. venue
                    .Views.Books.Depth(row.Id, side, levels)
                    .Select(l => new JsonArray(Spell.Price(l.Price, row.Terms), l.Lots)),
            ]);
    }

    /// <summary>A trade. One of an auction has no direction: nobody came in.</summary>
    public static JsonObject Trade(TapeTrade trade, InstrumentDocument terms) =>
        new()
        {
            ["trade_id"] = TradeId(trade.Trade, trade.Sequence, terms),
            ["trade_seq"] = trade.Sequence,
            ["instrument_name"] = terms.Symbol,
            ["direction"] = trade.Aggressor == Side.None ? null : Spell.Side(trade.Aggressor),
            ["price"] = Spell.Price(trade.Price, terms),
            ["amount"] = trade.Lots,
            ["contracts"] = trade.Lots,
            ["timestamp"] = Spell.Time(trade.Time),
        };

    /// <summary>Spreads' trades have no number; their legs do.</summary>
    public static string TradeId(TradeId trade, long sequence, InstrumentDocument terms) =>
        trade.Value != 0
            ? Words.Of(trade.Value)
            : string.Create(CultureInfo.InvariantCulture, $"{terms.Symbol}:{sequence}");

    public static JsonObject Bar(in Bar bar, InstrumentDocument terms) =>
        new()
        {
            ["tick"] = Spell.Time(bar.Start),
            ["open"] = Spell.Price(bar.Open, terms),
            ["high"] = Spell.Price(bar.High, terms),
            ["low"] = Spell.Price(bar.Low, terms),
            ["close"] = Spell.Price(bar.Close, terms),
            ["volume"] = bar.Lots,
        };

    /// <summary>Bars as columns, oldest first. Spans in which nothing traded at a price of its own are left
    /// out.</summary>
    public static JsonObject Chart(VenueViews views, BoardRow row, int minutes, long from, long to)
    {
        string[] columns = ["tick", "open", "high", "low", "close", "volume"];
        var found = views
            .Bars.Of(row.Id)
            .Newest(minutes)
            .TakeWhile(b => Spell.Time(b.Start) >= from)
            .Where(b => b.Open is not null && Spell.Time(b.Start) <= to)
            .Select(b => Bar(b, row.Terms))
            .Reverse()
            .ToList();
        var chart = new JsonObject { ["status"] = found.Count == 0 ? "no_data" : "ok" };
        foreach (var column in columns)
            chart[column == "tick" ? "ticks" : column] = new JsonArray([
                .. found.Select(bar => bar[column]!.DeepClone()),
            ]);
        return chart;
    }

    /// <summary>Minutes of a resolution; null: it is none.</summary>
    public static int? Minutes(string resolution) =>
        resolution switch
        {
            "1D" => 1440,
            "1" or "3" or "5" or "10" or "15" or "30" or "60" or "120" or "180" or "360" or "720" => int.Parse(
                resolution,
                CultureInfo.InvariantCulture
            ),
            _ => null,
        };

    public static JsonNode? IndexOf(VenueViews views, InstrumentDocument terms) =>
        views.Indexes.Newest(terms.Index)?.Print.Value is { } value ? value : null;

    // Per cent of the settlement before; of a spread, whose price may be zero, none.
    private static JsonNode? ChangeOf(BoardRow row) =>
        row is { Last: { } last, Previous: { Ticks: > 0 } before }
            ? decimal.Round((last.Ticks - before.Ticks) * 100m / before.Ticks, 4)
            : null;
}
