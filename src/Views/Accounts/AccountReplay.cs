// Tells an account's orders and fills again from the event log, as they were told then.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Needs nothing but a mark and the log: no view is read, so it may run beside the fold.</summary>
public sealed class AccountReplay
{
    private readonly AccountId _account;
    private readonly AccountMark _mark;

    internal AccountReplay(AccountId account, AccountMark mark, long newest) =>
        (_account, _mark, Newest) = (account, mark, newest);

    /// <summary>The event behind which the log is to be read.</summary>
    public long Behind => _mark.Event;

    /// <summary>The last event that is told.</summary>
    public long Newest { get; }

    /// <summary>Changes of the account's orders.</summary>
    /// <param name="events">The event log from the entry behind <see cref="Behind"/> on.</param>
    public IEnumerable<AccountOrder> Orders(IEnumerable<LogEntry> events)
    {
        foreach (var (entry, orders) in Follow(events))
        {
            foreach (var (order, change) in orders.Touched)
            {
                if (order.Account == _account)
                    yield return AccountItems.Change(entry, order, change);
            }
        }
    }

    /// <summary>The account's fills.</summary>
    /// <param name="events">As with <see cref="Orders"/>.</param>
    public IEnumerable<AccountFill> Fills(IEnumerable<LogEntry> events)
    {
        foreach (var (entry, orders) in Follow(events))
        {
            if (AccountItems.TradeOf(entry) is not { } trade)
                continue;
            if (trade.Buyer == _account)
                yield return AccountItems.Fill(entry, trade, Side.Buy, orders);
            if (trade.Seller == _account)
                yield return AccountItems.Fill(entry, trade, Side.Sell, orders);
        }
    }

    private IEnumerable<(LogEntry Entry, Orders Orders)> Follow(IEnumerable<LogEntry> events)
    {
        var orders = Accounts.Orders.Stand(_mark.Orders);
        foreach (var entry in events)
        {
            if (entry.Sequence > Newest)
                yield break;
            if (!Concerns(entry, orders))
                continue;
            orders.Follow(entry);
            yield return (entry, orders);
        }
    }

    // Trades pass: a fold of orders leaves out those that it does not know.
    private bool Concerns(in LogEntry entry, Orders orders) =>
        entry.Kind switch
        {
            MessageKind.OrderAccepted => entry.As<OrderAccepted>().Account == _account,
            MessageKind.OrderAmended => entry.As<OrderAmended>().Account == _account,
            MessageKind.OrderReduced => entry.As<OrderReduced>().Account == _account,
            MessageKind.OrderElected => entry.As<OrderElected>().Account == _account,
            MessageKind.OrderCancelled => entry.As<OrderCancelled>().Account == _account,
            MessageKind.BookChanged => orders.Of(entry.As<BookChanged>().Order) is not null,
            MessageKind.Traded or MessageKind.SpreadTraded or MessageKind.DefaultTraded or MessageKind.ForcedReduced =>
                true,
            _ => false,
        };
}
