// From the views to the wire: the market as it stands.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http;

/// <summary>Makes the wire's records. Each method holds the views' gate while it reads.</summary>
public static partial class Present
{
    public static StatusShape Status(IVenue venue, VenueFacts facts, VenueReaders readers)
    {
        var now = venue.Now;
        lock (venue.Views.Gate)
        {
            var calendars = new List<CalendarShape>();
            foreach (var row in venue.Views.Calendars.Rows)
            {
                calendars.Add(
                    new(
                        row.Calendar.Id,
                        row.Day.Days == 0 ? null : row.Day.ToString(),
                        Words.Of(row.Phase),
                        row.NextChange(now)?.ToString()
                    )
                );
            }

            return new(
                "Tokenbourse",
                facts.Environment,
                facts.Seed,
                facts.Simulated,
                now.ToString(),
                readers.Speed?.Invoke() ?? facts.Speed,
                calendars,
                readers.LastCommand(),
                venue.Views.AsOf,
                facts.Version,
                facts.Epoch,
                venue.Views.Risk is { Terms: { } terms } risk
                    ? new(terms.SilentSeconds, risk.Engaged, risk.Since?.ToString())
                    : null,
                facts.Access,
                facts.Replay
            );
        }
    }

    /// <summary>Months that have not ended, in the order of listing.</summary>
    public static IReadOnlyList<InstrumentShape> Instruments(VenueViews views)
    {
        lock (views.Gate)
        {
            var shapes = new List<InstrumentShape>();
            foreach (var row in views.Board.Live)
                shapes.Add(Instrument(views, row));
            return shapes;
        }
    }

    public static InstrumentShape Instrument(VenueViews views, BoardRow row)
    {
        lock (views.Gate)
        {
            var t = row.Terms;
            var calendar = views.Calendars.Of(t.Calendar);
            var feed = views.Feed.Of(row.Id);
            var bid = views.Books.Best(row.Id, Side.Buy);
            var ask = views.Books.Best(row.Id, Side.Sell);
            return new(
                t.Instrument,
                t.Symbol,
                t.Contract,
                t.Month,
                calendar.Calendar.Id,
                t.Currency.ToString(),
                t.NameEn,
                t.NameZh,
                t.HedgesEn,
                t.HedgesZh,
                t.Unit,
                t.Quote,
                t.LotSize,
                Words.Plain(t.TickSize),
                t.PriceDecimals,
                t.Index,
                t.FirstTradingDay,
                t.LastTradingDay,
                Words.Of(row.Last, t),
                Words.Of(row.Previous, t),
                Words.Of(row.Settlement, t),
                Words.Of(bid?.Price, t),
                bid?.Lots,
                Words.Of(ask?.Price, t),
                ask?.Lots,
                row.Volume,
                row.OpenInterest,
                Words.Of(row.Low, t),
                Words.Of(row.High, t),
                Words.Of(row.Expired ? TradingPhase.Closed : feed.State.Phase),
                Words.Of(feed.State.Cause),
                feed.State.Until?.ToString(),
                Words.Of(feed.Indication?.Price, t),
                feed.Indication?.Lots,
                feed.Indication?.Surplus,
                Spread(views, t),
                row.Expired,
                views.AsOf
            );
        }
    }

    /// <summary>Null when no month of that symbol is listed.</summary>
    /// <param name="levels">Most levels a side.</param>
    public static DepthShape? Depth(IVenue venue, string symbol, int levels)
    {
        var views = venue.Views;
        lock (views.Gate)
        {
            if (views.Board.Of(symbol) is not { } row)
                return null;
            var bids = Levels(views.Books.Depth(row.Id, Side.Buy, levels), row.Terms);
            var asks = Levels(views.Books.Depth(row.Id, Side.Sell, levels), row.Terms);
            return new(
                row.Terms.Symbol,
                views.AsOf,
                bids,
                asks,
                Words.Of(row.Last, row.Terms),
                row.Last is null ? null : row.LastLots,
                venue.Now.ToString()
            );
        }
    }

    /// <summary>Newest first; null when no month of that symbol is listed.</summary>
    public static IReadOnlyList<TradeShape>? Trades(VenueViews views, string symbol, int limit, bool simulated)
    {
        lock (views.Gate)
        {
            if (views.Board.Of(symbol) is not { } row)
                return null;
            var shapes = new List<TradeShape>();
            foreach (var trade in row.Tape(limit))
                shapes.Add(Trade(trade, row.Terms, simulated));
            return shapes;
        }
    }

    /// <summary>Null when no month of that contract was ever listed.</summary>
    public static CurveShape? Curve(VenueViews views, string contract)
    {
        lock (views.Gate)
        {
            if (
                views.Board.Rows.LastOrDefault(r =>
                    r.Terms.Spread is null
                    && string.Equals(r.Terms.Contract, contract, StringComparison.OrdinalIgnoreCase)
                )
                is not { } any
            )
                return null;
            var points = new List<CurvePointShape>();
            foreach (var row in views.Board.Curve(contract))
            {
                var t = row.Terms;
                points.Add(
                    new(
                        t.Symbol,
                        t.Month,
                        t.LastTradingDay,
                        Words.Of(row.Settlement, t),
                        Words.Of(row.Last, t),
                        Words.Of(views.Books.Best(row.Id, Side.Buy)?.Price, t),
                        Words.Of(views.Books.Best(row.Id, Side.Sell)?.Price, t),
                        row.OpenInterest
                    )
                );
            }

            var spot = views.Indexes.Newest(any.Terms.Index)?.Print;
            return new(
                any.Terms.Contract,
                any.Terms.Currency.ToString(),
                any.Terms.Quote,
                new(any.Terms.Index, spot?.Day, spot?.Value is { } value ? Words.Fixed(value, spot.Decimals) : null),
                points,
                views.AsOf
            );
        }
    }

    /// <summary>Live orders, oldest first; null when there is no such account.</summary>
    public static IReadOnlyList<OpenOrderShape>? Orders(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            if (views.Statements.Account(new(account)) is null)
                return null;
            return
            [
                .. views.Orders.Of(new AccountId(account)).Select(o => Order(o, views.Board.Of(o.Instrument).Terms)),
            ];
        }
    }

    /// <summary>A market maker's protections by contract; null when there is no such account.</summary>
    public static IReadOnlyList<ProtectionStateShape>? Protections(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            if (views.Statements.Account(new(account)) is null)
                return null;
            return
            [
                .. views
                    .Protections.Of(new(account))
                    .Select(p => new ProtectionStateShape(p.Contract, p.WindowMilliseconds, p.MostLots, p.Fired)),
            ];
        }
    }

    internal static OpenOrderShape Order(LiveOrder o, InstrumentDocument terms) =>
        new(
            o.Order.Value,
            o.ClientOrderId.ToString(),
            terms.Symbol,
            Words.Of(o.Side),
            Words.Of(o.Type),
            Words.Of(o.TimeInForce),
            o.Sleeps ? "sleeping" : "resting",
            Words.Of(o.Price, terms),
            o.Type is OrderType.Stop or OrderType.StopLimit ? Words.Of(o.StopPrice, terms) : null,
            o.Quantity,
            o.Filled,
            o.Remaining,
            o.Visible,
            o.Display == 0 ? null : o.Display,
            o.TimeInForce == TimeInForce.GoodTillDate ? o.Expires.ToString() : null,
            (o.Flags & OrderFlags.PostOnly) != 0,
            (o.Flags & OrderFlags.CloseOnly) != 0,
            (o.Flags & OrderFlags.Hedge) != 0,
            o.IsQuote,
            Words.Of(o.SelfMatch),
            o.Since.ToString()
        );

    internal static List<LevelShape> Levels(IReadOnlyList<DepthLevel> levels, InstrumentDocument terms)
    {
        var shapes = new List<LevelShape>(levels.Count);
        foreach (var level in levels)
            shapes.Add(new(Words.Of(level.Price, terms), level.Lots, level.Orders));
        return shapes;
    }
}
