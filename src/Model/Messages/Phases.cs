// What may be done in an instrument, and why that changes; where trades and book changes come from.
namespace Tokenbourse.Model.Messages;

/// <summary>What may be done in an instrument now.</summary>
public enum TradingPhase : byte
{
    /// <summary>Nothing trades, no orders are taken.</summary>
    Closed = 0,

    /// <summary>Orders collect for the opening call auction.</summary>
    Auction = 1,

    /// <summary>Orders match as they come.</summary>
    Continuous = 2,

    /// <summary>A break: orders stay, can be cancelled, none are taken.</summary>
    Pause = 3,

    /// <summary>Orders collect for the closing call auction.</summary>
    ClosingAuction = 4,

    /// <summary>Orders collect after a price would have left the dynamic band.</summary>
    VolatilityAuction = 5,

    /// <summary>Orders collect before trading resumes after a halt.</summary>
    ResumptionAuction = 6,

    /// <summary>Halted by an operator or a rule: orders stay and can be cancelled.</summary>
    Halted = 7,

    /// <summary>Orders may leave and nothing else, until an operator says otherwise.</summary>
    CancelOnly = 8,
}

/// <summary>What follows from a phase.</summary>
public static class TradingPhases
{
    /// <summary>Orders collect and are matched at a single price when the phase ends.</summary>
    public static bool IsAuction(this TradingPhase phase) =>
        phase
            is TradingPhase.Auction
                or TradingPhase.ClosingAuction
                or TradingPhase.VolatilityAuction
                or TradingPhase.ResumptionAuction;

    /// <summary>Orders are taken.</summary>
    public static bool TakesOrders(this TradingPhase phase) => phase == TradingPhase.Continuous || phase.IsAuction();
}

/// <summary>Why an instrument's phase changed.</summary>
public enum StateCause : byte
{
    None = 0,
    Calendar = 1,
    Operator = 2,

    /// <summary>A trade would have left the dynamic band.</summary>
    DynamicBand = 3,

    /// <summary>An auction of set length is over.</summary>
    AuctionEnded = 4,

    /// <summary>Limit-locked after the last step of the ladder.</summary>
    LimitLadder = 5,

    /// <summary>A spread follows its legs.</summary>
    Legs = 6,
}

/// <summary>Where a trade's price comes from.</summary>
public enum TradeOrigin : byte
{
    None = 0,
    Continuous = 1,
    Auction = 2,

    /// <summary>A leg whose price is that of an outright order.</summary>
    Implied = 3,

    /// <summary>A leg of a spread that traded against a spread: its price is agreed, not discovered; neither last price
    /// nor settlement heed it.</summary>
    SpreadLeg = 4,

    /// <summary>A forced reduction, in papers and tables; the log tells it as <see cref="ForcedReduced"/>.</summary>
    ForcedReduction = 5,

    /// <summary>Sold in the auction of a member in default; the log tells it as <see cref="DefaultTraded"/>.</summary>
    DefaultAuction = 10,

    /// <summary>Positions of a member in default ended at the last settlement price; told likewise.</summary>
    TearUp = 11,
}

/// <summary>What happened to one order of the visible book.</summary>
public enum BookAction : byte
{
    None = 0,

    /// <summary>At the back of its price.</summary>
    Added = 1,

    /// <summary>Other lots, same place.</summary>
    Changed = 2,
    Removed = 3,

    /// <summary>Before the orders that were <see cref="Added"/> at its price, behind those that were added in front
    /// before it (rule MKT-002).</summary>
    AddedInFront = 4,
}
