// What goes over the wire of one instrument's market data.
namespace Tokenbourse.Gateways.Http;

/// <summary>What a spread is made of: its price is nearWeight * near - farWeight * far.</summary>
public sealed record SpreadShape(
    string Spread,
    string Near,
    string Far,
    int NearLots,
    int FarLots,
    int NearWeight,
    int FarWeight
);

/// <summary>What may be done in an instrument.</summary>
public sealed record StateShape(
    string Symbol,
    long Sequence,
    string Phase,
    string Cause,
    string? Until,
    string Note,
    string Since
);

/// <summary>What an auction would trade now; nulls outside auctions and while nothing is known.</summary>
public sealed record IndicationShape(string? Price, long? Lots, long? Surplus);

/// <summary>An auction's end: lots zero, nothing crossed.</summary>
public sealed record UncrossingShape(string Price, long Lots, long Surplus, string Time);

/// <summary>The day in numbers. Average and turnover: see the rules of the feed.</summary>
public sealed record StatisticsShape(
    string Symbol,
    string? PreviousSettlement,
    string? Open,
    string? High,
    string? Low,
    string? Last,
    long? LastLots,
    long Volume,
    long Trades,
    string Turnover,
    string? AveragePrice,
    long OpenInterest,
    long OpenInterestChange
);

/// <summary>One order of the visible book.</summary>
public sealed record BookOrderShape(long Order, string Price, long Lots);

/// <summary>The visible book order by order, each price in the order of its places.</summary>
public sealed record BookShape(
    string Symbol,
    long Sequence,
    IReadOnlyList<BookOrderShape> Bids,
    IReadOnlyList<BookOrderShape> Asks
);

/// <summary>One change of the visible book. <paramref name="Behind"/>: the order behind which one that was added (in
/// front or not) stands;
/// null: first of its price.</summary>
public sealed record BookChangeShape(
    long Sequence,
    string Action,
    string Side,
    long Order,
    string Price,
    long Lots,
    long? Behind
);

/// <summary>Best prices.</summary>
public sealed record BestShape(
    string Symbol,
    string? Bid,
    long? BidLots,
    int? BidOrders,
    string? Ask,
    long? AskLots,
    int? AskOrders
);

/// <summary>One item of a feed: exactly one of the last five is there.</summary>
public sealed record FeedShape(
    long Sequence,
    string Time,
    BookChangeShape? Book,
    TradeShape? Trade,
    StateShape? State,
    IndicationShape? Indication,
    UncrossingShape? Uncrossing
);

/// <summary>A trade. <paramref name="Trade"/> is null for a spread, whose legs have numbers; so is its
/// nature.</summary>
public sealed record TradeShape(
    long? Trade,
    long Sequence,
    string Time,
    string Price,
    long Lots,
    string Aggressor,
    string Origin,
    string? Nature,
    string? NatureZh,
    long? BuyerOpened,
    long? SellerOpened,
    bool Simulated
);

/// <summary>What traded in a span of time. Prices are null when only legs of spreads traded, at agreed
/// prices.</summary>
public sealed record BarShape(
    string Start,
    string? Open,
    string? High,
    string? Low,
    string? Close,
    long Volume,
    long Trades,
    long Sequence
);

/// <summary>A part of a stream that was told before, in its order. <paramref name="Next"/>: where to go on; null when
/// nothing newer was told when it was asked.</summary>
/// <param name="Oldest">The oldest number that can still be asked for.</param>
/// <param name="Newest">The newest number there was.</param>
public sealed record ReplayShape<T>(
    string Stream,
    string Epoch,
    long Oldest,
    long Newest,
    long? Next,
    IReadOnlyList<T> Items
);

/// <summary>One print of an index in a replay.</summary>
public sealed record ReplayPrintShape(long Sequence, IndexShape Print);
