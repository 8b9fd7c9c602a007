// One side of a trade, as its owner is told of it.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <param name="Event">Sequence of the event that says so.</param>
/// <param name="Day">The trading day that it counts for.</param>
internal readonly record struct TradeSide(long Event, Instant Time, TradingDate Day, Traded Trade, Side Side)
{
    public AccountId Account => Side == Side.Buy ? Trade.Buyer : Trade.Seller;

    /// <summary>Zero: nobody ordered it.</summary>
    public OrderId Order => Side == Side.Buy ? Trade.BuyOrder : Trade.SellOrder;

    /// <summary>Lots that opened; all others closed.</summary>
    public long Opened => (Side == Side.Buy ? Trade.BuyerOpened : Trade.SellerOpened).Lots;

    public Money Fee => Side == Side.Buy ? Trade.BuyerFee : Trade.SellerFee;

    /// <summary>ExecID(17) of its report on every session.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Event}{(Side == Side.Buy ? 'B' : 'S')}");
}
