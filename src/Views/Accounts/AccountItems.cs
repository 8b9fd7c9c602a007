// What one event of the market means to an account: changes of its orders, and fills.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>A change of an order.</summary>
/// <param name="Event">Sequence of the event that told it.</param>
/// <param name="Order">As it stands behind that event; a copy.</param>
/// <param name="Reason">Of a cancel or a reduction; else None.</param>
/// <param name="Fill">Of a fill.</param>
public sealed record AccountOrder(
    long Event,
    Instant Time,
    OrderChange Change,
    LiveOrder Order,
    CancelReason Reason,
    OrderFill? Fill
);

/// <summary>One side of a trade: the account's own. Legs of a spread are fills of the spread's order.</summary>
/// <param name="Event">Sequence of the event that told it.</param>
/// <param name="Side">The account's.</param>
/// <param name="ClientOrderId">Empty where no order stands behind it.</param>
public readonly record struct AccountFill(
    long Event,
    Instant Time,
    AccountId Account,
    Side Side,
    ClientOrderId ClientOrderId,
    Traded Trade
)
{
    /// <summary>Zero where no order stands behind it.</summary>
    public OrderId Order => Side == Side.Buy ? Trade.BuyOrder : Trade.SellOrder;

    public Money Fee => Side == Side.Buy ? Trade.BuyerFee : Trade.SellerFee;

    /// <summary>Lots by which the position grew; the others closed.</summary>
    public long Opened => (Side == Side.Buy ? Trade.BuyerOpened : Trade.SellerOpened).Lots;

    /// <summary>Its order came in; null where neither side did.</summary>
    public bool? IsTaker => Trade.Aggressor == Side.None ? null : Trade.Aggressor == Side;
}

/// <summary>Takes events apart.</summary>
public static class AccountItems
{
    /// <summary>The trade that an event tells, whichever kind it is of; null: it tells none.</summary>
    public static Traded? TradeOf(in LogEntry entry) =>
        entry.Kind switch
        {
            MessageKind.Traded => entry.As<Traded>(),
            MessageKind.DefaultTraded => entry.As<DefaultTraded>().AsTrade(),
            MessageKind.ForcedReduced => entry.As<ForcedReduced>().AsTrade(),
            _ => null,
        };

    /// <summary>A change that <paramref name="entry"/> made.</summary>
    internal static AccountOrder Change(in LogEntry entry, LiveOrder order, OrderChange change)
    {
        var reason = entry.Kind switch
        {
            MessageKind.OrderCancelled => entry.As<OrderCancelled>().Reason,
            MessageKind.OrderReduced => entry.As<OrderReduced>().Reason,
            _ => CancelReason.None,
        };
        return new(entry.Sequence, entry.Time, change, order.Copy(), reason, FillOf(entry));
    }

    /// <summary>A side of a trade.</summary>
    /// <param name="orders">As they stand behind the event.</param>
    internal static AccountFill Fill(in LogEntry entry, in Traded trade, Side side, Orders orders)
    {
        var (account, order) = side == Side.Buy ? (trade.Buyer, trade.BuyOrder) : (trade.Seller, trade.SellOrder);
        return new(entry.Sequence, entry.Time, account, side, orders.Known(order)?.ClientOrderId ?? default, trade);
    }

    private static OrderFill? FillOf(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                return new(trade.Trade, trade.Price, trade.Quantity.Lots);
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                return new(default, spread.Price, spread.Lots.Lots);
            default:
                return null;
        }
    }
}
