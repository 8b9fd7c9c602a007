// From the feed to the wire: books order by order, trades with their nature, states, indications, the day in numbers.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http;

/// <summary>One instrument's market data.</summary>
public static partial class Present
{
    // The average price is no price of the market: it has two decimals more than one.
    private const int MoreDecimals = 2;

    internal static TradeShape Trade(in TapeTrade trade, InstrumentDocument terms, bool simulated)
    {
        var spread = trade.Nature == TradeNature.None;
        return new(
            trade.Trade.Value == 0 ? null : trade.Trade.Value,
            trade.Sequence,
            trade.Time.ToString(),
            Words.Of(trade.Price, terms),
            trade.Lots,
            trade.Aggressor == Side.None ? "auction" : Words.Of(trade.Aggressor),
            Words.Of(trade.Origin),
            spread ? null : trade.Nature.English(),
            spread ? null : trade.Nature.Chinese(),
            spread ? null : trade.BuyerOpened,
            spread ? null : trade.SellerOpened,
            simulated
        );
    }

    /// <summary>The caller holds the gate.</summary>
    internal static StateShape State(VenueViews views, BoardRow row)
    {
        var feed = views.Feed.Of(row.Id);
        return State(feed.State, feed.Sequence, row.Terms);
    }

    internal static StateShape State(in InstrumentState state, long sequence, InstrumentDocument terms) =>
        new(
            terms.Symbol,
            sequence,
            Words.Of(state.Phase),
            Words.Of(state.Cause),
            state.Until?.ToString(),
            state.Note,
            state.Since.ToString()
        );

    internal static IndicationShape Indication(Indication? indication, InstrumentDocument terms) =>
        new(Words.Of(indication?.Price, terms), indication?.Lots, indication?.Surplus);

    internal static BestShape Best(VisibleBook book, InstrumentDocument terms)
    {
        var (bid, ask) = (book.Best(Side.Buy), book.Best(Side.Sell));
        return new(
            terms.Symbol,
            Words.Of(bid?.Price, terms),
            bid?.Lots,
            bid?.Orders,
            Words.Of(ask?.Price, terms),
            ask?.Lots,
            ask?.Orders
        );
    }

    internal static BookShape Book(InstrumentFeed feed, InstrumentDocument terms, int most = int.MaxValue) =>
        new(
            terms.Symbol,
            feed.Sequence,
            BookOrders(feed.Book.Queue(Side.Buy, most), terms),
            BookOrders(feed.Book.Queue(Side.Sell, most), terms)
        );

    internal static BookChangeShape Change(BookUpdate update, InstrumentDocument terms)
    {
        var delta = update.Delta;
        return new(
            update.Sequence,
            Words.Of(delta.Action),
            Words.Of(delta.Side),
            delta.Order.Value,
            Words.Of(delta.Price, terms),
            delta.Lots,
            delta.Behind.Value == 0 ? null : delta.Behind.Value
        );
    }

    internal static FeedShape Item(FeedUpdate update, InstrumentDocument terms, bool simulated)
    {
        var shape = new FeedShape(update.Sequence, update.Time.ToString(), null, null, null, null, null);
        return update switch
        {
            BookUpdate book => shape with { Book = Change(book, terms) },
            TradeUpdate trade => shape with { Trade = Trade(trade.Trade, terms, simulated) },
            StateUpdate state => shape with { State = State(state.State, state.Sequence, terms) },
            IndicationUpdate indication => shape with { Indication = Indication(indication.Indication, terms) },
            UncrossingUpdate u => shape with
            {
                Uncrossing = new(Words.Of(u.Price, terms), u.Lots, u.Surplus, u.Time.ToString()),
            },
            _ => shape,
        };
    }

    internal static StatisticsShape Statistics(DayStatistics day, InstrumentDocument terms) =>
        new(
            terms.Symbol,
            Words.Of(day.PreviousSettlement, terms),
            Words.Of(day.Open, terms),
            Words.Of(day.High, terms),
            Words.Of(day.Low, terms),
            Words.Of(day.Last, terms),
            day.Last is null ? null : day.LastLots,
            day.Volume,
            day.Trades,
            Words.Minor(day.TurnoverMinor),
            day.DiscoveredLots == 0
                ? null
                : Words.Fixed(
                    (decimal)day.TicksTimesLots / day.DiscoveredLots * terms.TickSize,
                    terms.PriceDecimals + MoreDecimals
                ),
            day.OpenInterest,
            day.OpenInterestChange
        );

    /// <summary>Null when no month of that symbol was ever listed.</summary>
    internal static StatisticsShape? Statistics(VenueViews views, string symbol)
    {
        lock (views.Gate)
        {
            return views.Board.Of(symbol) is { } row ? Statistics(views.Feed.Of(row.Id).Statistics, row.Terms) : null;
        }
    }

    /// <summary>Null when no month of that symbol was ever listed.</summary>
    /// <param name="most">Most orders a side.</param>
    internal static BookShape? Book(VenueViews views, string symbol, int most)
    {
        lock (views.Gate)
            return views.Board.Of(symbol) is { } row ? Book(views.Feed.Of(row.Id), row.Terms, most) : null;
    }

    /// <summary>Null when no month of that symbol was ever listed.</summary>
    internal static StateShape? State(VenueViews views, string symbol)
    {
        lock (views.Gate)
            return views.Board.Of(symbol) is { } row ? State(views, row) : null;
    }

    /// <summary>The words for a bar's length.</summary>
    internal const string BarWords = "1m, 5m, 15m, 1h";

    internal static int? BarMinutes(string word) =>
        word switch
        {
            "1m" => 1,
            "5m" => 5,
            "15m" => 15,
            "1h" => 60,
            _ => null,
        };

    internal static BarShape Bar(in Bar bar, InstrumentDocument terms) =>
        new(
            bar.Start.ToString(),
            Words.Of(bar.Open, terms),
            Words.Of(bar.High, terms),
            Words.Of(bar.Low, terms),
            Words.Of(bar.Close, terms),
            bar.Lots,
            bar.Trades,
            bar.Sequence
        );

    /// <summary>The newest bars, oldest first.</summary>
    internal static IReadOnlyList<BarShape> Bars(InstrumentBars bars, InstrumentDocument terms, int minutes, int most)
    {
        var shapes = bars.Newest(minutes).Take(most).Select(b => Bar(b, terms)).ToList();
        shapes.Reverse();
        return shapes;
    }

    /// <summary>Null when no month of that symbol was ever listed.</summary>
    internal static IReadOnlyList<BarShape>? Bars(VenueViews views, string symbol, int minutes, int most)
    {
        lock (views.Gate)
        {
            return views.Board.Of(symbol) is { } row ? Bars(views.Bars.Of(row.Id), row.Terms, minutes, most) : null;
        }
    }

    private static SpreadShape? Spread(VenueViews views, InstrumentDocument terms) =>
        terms.Spread is { } s
            ? new(
                s.Spread,
                views.Board.Of(new InstrumentId(s.Near)).Terms.Symbol,
                views.Board.Of(new InstrumentId(s.Far)).Terms.Symbol,
                s.NearLots,
                s.FarLots,
                s.NearWeight,
                s.FarWeight
            )
            : null;

    private static List<BookOrderShape> BookOrders(IReadOnlyList<VisibleOrder> queue, InstrumentDocument terms)
    {
        var shapes = new List<BookOrderShape>(queue.Count);
        foreach (var order in queue)
            shapes.Add(new(order.Order.Value, Words.Of(order.Price, terms), order.Lots));
        return shapes;
    }
}
