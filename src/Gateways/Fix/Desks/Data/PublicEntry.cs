// One market data entry, as it is told in a snapshot or in a change.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>What W and X say of one level, trade or figure.</summary>
/// <param name="Type">MDEntryType(269).</param>
/// <param name="Units">MDEntryPx(270) times 10^<paramref name="Places"/>; null: it has no price.</param>
/// <param name="Lots">MDEntrySize(271); null: it has none.</param>
internal readonly record struct PublicEntry(char Type, long? Units, int Places, long? Lots)
{
    public const char Bid = '0';
    public const char Offer = '1';
    public const char Trade = '2';
    public const char Index = '3';
    public const char Opening = '4';
    public const char Settlement = '6';
    public const char High = '7';
    public const char Low = '8';
    public const char Average = '9';
    public const char Imbalance = 'A';
    public const char Volume = 'B';
    public const char OpenInterest = 'C';

    public const char New = '0';
    public const char Change = '1';
    public const char Delete = '2';

    /// <summary>Every type that is told.</summary>
    public const string Types = "012346789ABC";

    /// <summary>Those of which an instrument has one at a time.</summary>
    public const string Figures = "346789ABC";

    /// <summary>MDUpdateAction(279).</summary>
    public char Action { get; init; } = New;

    /// <summary>NumberOfOrders(346); zero: not told.</summary>
    public int Orders { get; init; }

    /// <summary>MDEntryID(278) of a trade.</summary>
    public long Id { get; init; }

    /// <summary>MDEntryDate(272) and MDEntryTime(273).</summary>
    public Instant? Time { get; init; }

    /// <summary>MDEntryDate(272) alone: the day that the figure is of.</summary>
    public TradingDate? Day { get; init; }

    /// <summary>TradeCondition(277); blank: none.</summary>
    public char Condition { get; init; } = ' ';

    /// <summary>Text(58).</summary>
    public string? Text { get; init; }

    /// <summary>A level of the book; one without lots is gone.</summary>
    public static PublicEntry Of(char side, in DepthLevel level, FixInstrument scale) =>
        new(side, scale.Units(level.Price), scale.Places, level.Lots == 0 ? null : level.Lots)
        {
            Orders = level.Orders,
            Action = level.Lots == 0 ? Delete : New,
        };

    /// <summary>A trade. Text: the side that came in, and where the price is from.</summary>
    public static PublicEntry Of(in TapeTrade trade, FixInstrument scale) =>
        new(Trade, scale.Units(trade.Price), scale.Places, trade.Lots)
        {
            Id = trade.Sequence,
            Time = trade.Time,
            Text =
                $"{(trade.Aggressor == Side.None ? "auction" : Words.Of(trade.Aggressor))}; {Words.Of(trade.Origin)}",
        };
}
