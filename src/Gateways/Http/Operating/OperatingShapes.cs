// What goes over the wire to the market's operators: the board, whom a halt reaches, market quality, drafts.
namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>A trade at the day's price limit.</summary>
/// <param name="Edge"><c>upper</c> or <c>lower</c>.</param>
public sealed record LimitTouchShape(string Time, string Price, string Edge);

/// <summary>An index as a feed: when its newest value came, and by which way.</summary>
/// <param name="IndexDay">Of the newest print with a value; null: none yet.</param>
/// <param name="AgeDays">Calendar days from it to the venue's date.</param>
/// <param name="Tier">1: the full methodology; above: a fallback.</param>
/// <param name="Withheld">Days among the newest 30 that have no value.</param>
public sealed record IndexAgeShape(
    string Index,
    string? IndexDay,
    int? AgeDays,
    int? Tier,
    string? TierName,
    int Withheld
);

/// <summary>A month as an operator watches it.</summary>
/// <param name="Since">When the state began.</param>
/// <param name="Note">The operator's word for it; empty: none.</param>
/// <param name="LimitOrder">Who set the limits in force; null: the opening.</param>
/// <param name="BidLots">Visible lots of the five best prices.</param>
/// <param name="ImbalancePercent">Bid less ask, of both together; null: both are empty.</param>
/// <param name="LimitTouch">The last trade at a price limit of its day; null: never.</param>
/// <param name="MakersPresent">Makers that quote both sides now.</param>
/// <param name="Makers">Makers that had an order on the day.</param>
/// <param name="TwoSidedPercent">Of the day's continuous trading with a bid and an ask; null: none yet.</param>
public sealed record OperatingRowShape(
    string Symbol,
    string Contract,
    string? Month,
    string Calendar,
    string Phase,
    string PhaseCause,
    string Since,
    string? Until,
    string Note,
    string? Last,
    string? LimitLow,
    string? LimitHigh,
    LimitOrderShape? LimitOrder,
    long BidLots,
    long AskLots,
    string? ImbalancePercent,
    LimitTouchShape? LimitTouch,
    int MakersPresent,
    int Makers,
    string? TwoSidedPercent,
    IndexAgeShape IndexAge
);

/// <summary>All live months.</summary>
/// <param name="EngineP99Ms">99 of 100 commands were durable and told within so many milliseconds; null: not
/// counted, or longer than is told apart.</param>
/// <param name="Conflated">Changes told to slow connections later, as one: what they missed is a gap to them.</param>
/// <param name="CutOff">Connections of the stream that the venue ended.</param>
public sealed record OperatingBoardShape(
    string Time,
    IReadOnlyList<OperatingRowShape> Rows,
    string? EngineP99Ms,
    long Conflated,
    long CutOff,
    long EventSequence
);

/// <summary>An account that has orders where something is to happen.</summary>
public sealed record ReachedAccountShape(
    int Account,
    string Name,
    string Role,
    int Orders,
    long BuyLots,
    long SellLots
);

/// <summary>Whom a halt or a resumption reaches: live orders, those of stops and quotes among them.</summary>
/// <param name="Symbols">The months that are counted.</param>
/// <param name="Accounts">By how much they have there, the largest first.</param>
public sealed record ReachShape(
    IReadOnlyList<string> Symbols,
    int Orders,
    int Stops,
    long BuyLots,
    long SellLots,
    long OpenInterest,
    IReadOnlyList<ReachedAccountShape> Accounts,
    long EventSequence
);

/// <summary>A month's market on its trading day. Averages are weighted by time.</summary>
/// <param name="OpenSeconds">Continuous trading so far.</param>
/// <param name="SpreadTicks">Ask less bid; null: there never were both.</param>
/// <param name="SpreadBp">The same now, in 1/10000 of the middle; null: a side is empty, or it is a spread.</param>
/// <param name="BestSize">The smaller side's lots at the best prices.</param>
/// <param name="BidLots">Visible lots of the five best prices now.</param>
public sealed record MonthQualityShape(
    string Symbol,
    string Contract,
    string Day,
    long OpenSeconds,
    string? TwoSidedPercent,
    string? SpreadTicks,
    string? SpreadBp,
    string? BestSize,
    long BidLots,
    long AskLots,
    long Trades,
    long Volume
);

/// <summary>A maker in a month. Shares are of the day's continuous trading.</summary>
/// <param name="PresencePercent">With both sides, at most so wide and at least so large as was asked.</param>
/// <param name="CancelPercent">Orders that left with lots that had not traded, of those accepted; null: none
/// accepted.</param>
public sealed record MakerQualityShape(
    int Account,
    string Name,
    bool Simulated,
    string Symbol,
    string Contract,
    string? PresencePercent,
    string? TwoSidedPercent,
    string? SpreadTicks,
    string? BestSize,
    long Trades,
    long TradedLots,
    long Orders,
    long Cancelled,
    string? CancelPercent
);

/// <summary>Market quality, month by month and maker by maker.</summary>
/// <param name="WidestTicks">The spread against which presence is measured.</param>
/// <param name="LeastLots">The size against which it is measured.</param>
public sealed record QualityShape(
    int WidestTicks,
    int LeastLots,
    IReadOnlyList<MonthQualityShape> Months,
    IReadOnlyList<MakerQualityShape> Makers,
    string Time,
    long EventSequence
);

/// <summary>What is wrong with a field of a draft.</summary>
/// <param name="Given">Null: it is missing.</param>
/// <param name="Rule">What the market asks.</param>
/// <param name="Nearest">What would be taken instead; null: nothing is next to it.</param>
public sealed record DraftFaultShape(string Field, string? Given, string Rule, string? Nearest);

/// <summary>A draft of a contract, read by the market's own reader and tried on a copy of the market.</summary>
/// <param name="Well">The market would take it now.</param>
/// <param name="Against">The contract in force that it is compared with.</param>
/// <param name="TickValue">What a tick is worth on a lot; null while terms are wrong.</param>
public sealed record DraftShape(
    bool Well,
    IReadOnlyList<DraftFaultShape> Faults,
    string Against,
    IReadOnlyList<FieldChangeShape> Changes,
    string? TickValue,
    long EventSequence
);
