// Whom a halt or a resumption reaches: live orders and their accounts.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Counted as of the last event.</summary>
internal static class ReachPresenter
{
    /// <summary>Null: there is nothing live of that name.</summary>
    /// <param name="symbol">One month; null: all of the contract.</param>
    public static ReachShape? Reach(VenueViews views, string contract, string? symbol)
    {
        lock (views.Gate)
        {
            var rows = views.Board.Live.Where(r => Same(r.Terms.Contract, contract)).ToList();
            if (symbol is not null)
                rows.RemoveAll(r => !Same(r.Terms.Symbol, symbol));
            return rows.Count == 0 ? null : Reach(views, rows);
        }
    }

    private static ReachShape Reach(VenueViews views, List<BoardRow> rows)
    {
        var months = rows.Select(r => r.Id).ToHashSet();
        var accounts = new List<ReachedAccountShape>();
        var stops = 0;
        foreach (var account in views.Statements.Accounts)
        {
            var live = views
                .Orders.Of(new AccountId(account.Account))
                .Where(o => months.Contains(o.Instrument))
                .ToList();
            if (live.Count == 0)
                continue;
            stops += live.Count(o => o.State == OrderState.AwaitsStop);
            var (bought, sold) = (Lots(live, Side.Buy), Lots(live, Side.Sell));
            accounts.Add(new(account.Account, account.Name, account.Role, live.Count, bought, sold));
        }

        return new(
            [.. rows.Select(r => r.Terms.Symbol)],
            accounts.Sum(a => a.Orders),
            stops,
            accounts.Sum(a => a.BuyLots),
            accounts.Sum(a => a.SellLots),
            rows.Sum(r => r.OpenInterest),
            [.. accounts.OrderByDescending(a => a.BuyLots + a.SellLots).ThenBy(a => a.Account)],
            views.AsOf
        );
    }

    private static long Lots(List<LiveOrder> orders, Side side) =>
        orders.Where(o => o.Side == side).Sum(o => o.Remaining);

    private static bool Same(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
