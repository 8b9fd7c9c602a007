// From the views to the wire: what an account alone is told of its orders, fills, positions and balances.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http;

public static partial class Present
{
    internal static OrderChangeShape Change(AccountOrder item, InstrumentDocument terms)
    {
        var order = item.Order;
        var status =
            item.Change == OrderChange.Cancelled ? "cancelled"
            : order.Remaining == 0 ? "filled"
            : order.Sleeps ? "sleeping"
            : order.State == OrderState.Entering ? "accepted"
            : order.Filled > 0 ? "partly filled"
            : "resting";
        return new(
            item.Event,
            item.Time.ToString(),
            Words.Of(item.Change),
            item.Reason == CancelReason.None ? null : Words.Of(item.Reason),
            item.Fill is { } fill
                ? new(fill.Trade.Value == 0 ? null : fill.Trade.Value, Words.Of(fill.Price, terms), fill.Lots)
                : null,
            Order(order, terms) with
            {
                Status = status,
            }
        );
    }

    internal static AccountFillShape Fill(in AccountFill fill, InstrumentDocument terms)
    {
        var trade = fill.Trade;
        return new(
            fill.Event,
            fill.Time.ToString(),
            trade.Trade.Value,
            fill.Order.Value == 0 ? null : fill.Order.Value,
            fill.ClientOrderId.IsEmpty ? null : fill.ClientOrderId.ToString(),
            terms.Symbol,
            Words.Of(fill.Side),
            Words.Of(trade.Price, terms),
            trade.Quantity.Lots,
            fill.Opened,
            Words.Of(fill.Fee),
            terms.Currency.ToString(),
            fill.IsTaker switch
            {
                true => "taker",
                false => "maker",
                null => "auction",
            },
            Words.Of(trade.Origin)
        );
    }

    /// <summary>What an account holds, in the order of listing. The caller holds the views' gate.</summary>
    internal static IReadOnlyList<OpenPositionShape> Positions(VenueViews views, AccountId account)
    {
        var held = new List<OpenPositionShape>();
        foreach (var row in views.Board.Rows)
        {
            if (views.Statements.Net(account, row.Id) is var lots && lots != 0)
                held.Add(new(row.Terms.Symbol, lots));
        }

        return held;
    }

    /// <summary>An account's open day, a currency in which there is or was something. The caller holds the views'
    /// gate.</summary>
    internal static IReadOnlyList<CashShape> Balances(VenueViews views, AccountId account)
    {
        var balances = new List<CashShape>();
        foreach (var currency in AllCurrencies)
        {
            var day = views.Statements.Open(account, currency).Cash;
            if (day != new CashDay(currency, day.Day))
                balances.Add(Cash(day));
        }

        return balances;
    }
}
