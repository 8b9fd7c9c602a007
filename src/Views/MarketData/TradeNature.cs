// What a trade did to positions, in the eight words of a Chinese tape.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>Open and close nature of a trade.</summary>
public enum TradeNature : byte
{
    /// <summary>A spread: positions arise in its legs.</summary>
    None = 0,

    /// <summary>双开: both sides opened all lots; open interest rises by all of them.</summary>
    BothOpen = 1,

    /// <summary>双平: both sides closed all lots; open interest falls by all of them.</summary>
    BothClose = 2,

    /// <summary>多开: open interest rises by a part, the buyer came in.</summary>
    LongOpen = 3,

    /// <summary>空开: open interest rises by a part, the seller came in.</summary>
    ShortOpen = 4,

    /// <summary>多平: open interest falls by a part, the seller came in (longs leave).</summary>
    LongClose = 5,

    /// <summary>空平: open interest falls by a part, the buyer came in (shorts leave).</summary>
    ShortClose = 6,

    /// <summary>多换: open interest stays, the buyer came in.</summary>
    LongChange = 7,

    /// <summary>空换: open interest stays, the seller came in.</summary>
    ShortChange = 8,
}

/// <summary>The one place where the nature of a trade is derived.</summary>
public static class TradeNatures
{
    /// <summary>Lots by which a trade changed open interest: what the buyer opened long less what the seller closed
    /// long.</summary>
    public static long OpenInterestChange(in Traded trade) =>
        trade.BuyerOpened.Lots + trade.SellerOpened.Lots - trade.Quantity.Lots;

    /// <summary>
    /// The nature of a trade. The change of open interest chooses the pair of words; who came in chooses the word of
    /// the pair. In an auction
    /// nobody came in: then the side that opened more (or, where open interest falls, closed more) counts as the one;
    /// at a tie the buyer.
    /// </summary>
    public static TradeNature Of(in Traded trade)
    {
        var (lots, bought, sold) = (trade.Quantity.Lots, trade.BuyerOpened.Lots, trade.SellerOpened.Lots);
        Must.Hold(bought >= 0 && sold >= 0 && bought <= lots && sold <= lots);
        var change = OpenInterestChange(trade);
        if (change == lots)
            return TradeNature.BothOpen;
        if (change == -lots)
            return TradeNature.BothClose;
        var buyer =
            trade.Aggressor != Side.None ? trade.Aggressor == Side.Buy
            : change < 0 ? bought <= sold
            : bought >= sold;
        return change > 0 ? (buyer ? TradeNature.LongOpen : TradeNature.ShortOpen)
            : change < 0 ? (buyer ? TradeNature.ShortClose : TradeNature.LongClose)
            : buyer ? TradeNature.LongChange
            : TradeNature.ShortChange;
    }

    /// <summary>The word in English; empty for <see cref="TradeNature.None"/>.</summary>
    public static string English(this TradeNature nature) =>
        nature switch
        {
            TradeNature.BothOpen => "both open",
            TradeNature.BothClose => "both close",
            TradeNature.LongOpen => "long open",
            TradeNature.ShortOpen => "short open",
            TradeNature.LongClose => "long close",
            TradeNature.ShortClose => "short close",
            TradeNature.LongChange => "long change",
            TradeNature.ShortChange => "short change",
            _ => "",
        };

    /// <summary>The word of a Chinese tape; empty for <see cref="TradeNature.None"/>.</summary>
    public static string Chinese(this TradeNature nature) =>
        nature switch
        {
            TradeNature.BothOpen => "双开",
            TradeNature.BothClose => "双平",
            TradeNature.LongOpen => "多开",
            TradeNature.ShortOpen => "空开",
            TradeNature.LongClose => "多平",
            TradeNature.ShortClose => "空平",
            TradeNature.LongChange => "多换",
            TradeNature.ShortChange => "空换",
            _ => "",
        };
}
