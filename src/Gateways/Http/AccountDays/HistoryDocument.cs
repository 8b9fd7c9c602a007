// From the books of a day to what an account ordered and traded on it.
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.AccountDays;

/// <summary>Orders as they stood at the end of the day, fills as the statement has them.</summary>
internal static class HistoryDocument
{
    /// <param name="limit">The newest so many orders, and so many fills.</param>
    public static AccountHistoryShape Of(DayBooks day, AccountDocument who, int limit)
    {
        var account = new AccountId(who.Account);
        var books = day.Books;
        var orders = day.Orders.Of(account).ToList();
        var days = books.Of(account, day.Day);
        var fills = days.SelectMany(d => d.Trades.Select(t => (Trade: t, d.Currency))).ToList();
        return new(
            who.Account,
            who.Name,
            day.Day.ToString(),
            who.Simulated,
            day.Settled.Sequence,
            [
                .. orders
                    .AsEnumerable()
                    .Reverse()
                    .Take(limit)
                    .Select(o => Present.Change(o, books.Terms(o.Order.Instrument))),
            ],
            orders.Count,
            [
                .. fills
                    .OrderByDescending(f => f.Trade.Time.Nanoseconds)
                    .ThenByDescending(f => f.Trade.Trade.Value)
                    .Take(limit)
                    .Select(f => Fill(f.Trade, f.Currency, books.Terms(f.Trade.Instrument))),
            ],
            fills.Count,
            [.. days.Where(d => d.Trades.Count > 0).Select(Sum)]
        );
    }

    private static DayFillShape Fill(in TradeLine t, Currency currency, InstrumentDocument terms) =>
        new(
            t.Time.ToString(),
            t.Trade.Value,
            t.Order.Value == 0 ? null : t.Order.Value,
            terms.Symbol,
            Words.Of(t.Side),
            Words.Of(t.Price, terms),
            t.Lots,
            t.Opened,
            t.ClosedToday,
            t.ClosedCarried,
            Words.Of(t.Turnover),
            Words.Of(t.Fee),
            Words.Of(t.ByDate),
            currency.ToString(),
            Words.Of(t.Origin),
            t.Hedge,
            t.Forced
        );

    private static DayFillSumShape Sum(AccountDay day)
    {
        long bought = 0,
            sold = 0;
        var (turnover, fees, realized) = (Money.Zero, Money.Zero, Money.Zero);
        foreach (var t in day.Trades)
        {
            if (t.Side == Side.Buy)
                bought += t.Lots;
            else
                sold += t.Lots;
            (turnover, fees, realized) = (turnover + t.Turnover, fees + t.Fee, realized + t.ByDate);
        }

        return new(day.Currency.ToString(), bought, sold, Words.Of(turnover), Words.Of(fees), Words.Of(realized));
    }
}
