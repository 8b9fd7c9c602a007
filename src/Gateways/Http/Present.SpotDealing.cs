// What readers of the spot market between auctions are shown: levels to everybody, orders and quotes to their accounts.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Gateways.Http;

/// <summary>Shapes of book and quotes, read with the views' gate held.</summary>
internal static class PresentSpotDealing
{
    /// <summary>Null: no such product.</summary>
    public static IReadOnlyList<SpotBlockShape>? Book(VenueViews views, string product, long? firstHour, long? hours)
    {
        lock (views.Gate)
        {
            return views.Spot.Of(product) is { } row
                ? [.. views.Spot.Dealing.Blocks(product, firstHour, hours).Select(b => Block(row, b))]
                : null;
        }
    }

    /// <summary>Null: no such account.</summary>
    public static IReadOnlyList<SpotOrderShape>? OrdersOf(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : [.. views.Spot.Dealing.OrdersOf(new(account)).Select(o => Order(views.Spot, o))];
        }
    }

    /// <summary>Requests that the account made with all quotes on them, and those of others with its own quote;
    /// null: no such account.</summary>
    public static IReadOnlyList<SpotRequestShape>? RequestsFor(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : [.. views.Spot.Dealing.Requests.Select(r => Request(views.Spot, r, account))];
        }
    }

    private static SpotBlockShape Block(SpotProductRow row, SpotBlockLevels b) =>
        new(
            PresentSpot.Hour(b.FirstHour),
            b.Hours,
            [.. b.Bids.Select(l => new SpotLevelShape(row.PriceOf(l.Ticks), l.Lots, l.Orders))],
            [.. b.Asks.Select(l => new SpotLevelShape(row.PriceOf(l.Ticks), l.Lots, l.Orders))]
        );

    private static SpotOrderShape Order(SpotBoard board, LiveSpotOrder order)
    {
        var w = order.Words;
        var product = w.Product.ToString();
        return new(
            w.Reference,
            product,
            Words.Of(w.Side),
            PresentSpot.Hour(w.FirstHour),
            w.Hours,
            w.Lots.Lots,
            order.Left,
            board.Of(product)!.PriceOf(w.Limit.Ticks),
            Words.Of(order.Reserved),
            order.Time.ToString()
        );
    }

    private static SpotRequestShape Request(SpotBoard board, OpenSpotRequest request, int account)
    {
        var w = request.Words;
        var product = w.Product.ToString();
        var row = board.Of(product)!;
        var mine = w.Account.Value == account;
        return new(
            w.Request,
            w.Account.Value,
            mine,
            w.Reference,
            product,
            Words.Of(w.Side),
            PresentSpot.Hour(w.FirstHour),
            w.Hours,
            w.Lots.Lots,
            w.Until.ToString(),
            [.. request.Quotes.Where(q => mine || q.Words.Account.Value == account).Select(q => Quote(row, w, q))]
        );
    }

    private static SpotQuoteShape Quote(SpotProductRow row, in SpotQuoteAsked asked, OpenSpotQuote quote)
    {
        var price = quote.Words.Price.Ticks;
        var worth = Money.OfMove(price, asked.Lots.Lots * asked.Hours, row.Spec.TickValueMinor);
        return new(
            quote.Words.Quote,
            quote.Words.Account.Value,
            row.PriceOf(price),
            Words.Of(worth),
            quote.Time.ToString()
        );
    }
}
