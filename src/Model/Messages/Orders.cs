// The words of an order: how its price is meant, how long it lives, what it must not do.
namespace Tokenbourse.Model.Messages;

/// <summary>How the price of an order is meant.</summary>
public enum OrderType : byte
{
    None = 0,

    /// <summary>At this price or better.</summary>
    Limit = 1,

    /// <summary>At once at the best there is, no farther than the contract's protection; what is left over is
    /// cancelled.</summary>
    Market = 2,

    /// <summary>At once at the best opposite price; what is left over rests at that price.</summary>
    MarketToLimit = 3,

    /// <summary>Sleeps until a trade reaches the stop price, then is a market order.</summary>
    Stop = 4,

    /// <summary>Sleeps until a trade reaches the stop price, then is a limit order.</summary>
    StopLimit = 5,
}

/// <summary>How long an order lives.</summary>
public enum TimeInForce : byte
{
    None = 0,

    /// <summary>Until the close of the trading day.</summary>
    Day = 1,

    /// <summary>What cannot trade at once is cancelled (FAK, IOC).</summary>
    FillAndKill = 2,

    /// <summary>All at once or nothing (FOK).</summary>
    FillOrKill = 3,

    /// <summary>Until it is cancelled or its contract month ends.</summary>
    GoodTillCancelled = 4,

    /// <summary>Until the close of a trading day that it names.</summary>
    GoodTillDate = 5,

    /// <summary>For the opening auction alone.</summary>
    AtTheOpen = 6,

    /// <summary>Sleeps until the closing auction and is for that auction alone.</summary>
    AtTheClose = 7,
}

/// <summary>What else an order says.</summary>
[Flags]
public enum OrderFlags : byte
{
    None = 0,

    /// <summary>Refused when it would trade at once.</summary>
    PostOnly = 1,

    /// <summary>May only make the account's position smaller (平).</summary>
    CloseOnly = 2,

    /// <summary>Hedging, not speculation: carried on to positions and reports.</summary>
    Hedge = 4,

    /// <summary>One side of a quote; set by the market, not by participants.</summary>
    Quote = 8,

    /// <summary>With close-only: closes lots opened today (平今). Open-and-close accounts only.</summary>
    CloseToday = 16,

    /// <summary>With close-only: closes carried lots (平昨). Open-and-close accounts only.</summary>
    CloseYesterday = 32,

    /// <summary>Closes all lots of the side held, then opens (反手); set by the market, not by participants.</summary>
    Reverse = 64,

    /// <summary>Closes by force (强平, rule LIQ-005); set by the market, not by participants.</summary>
    Forced = 128,
}

/// <summary>What happens when an incoming order would meet one of its own control group.</summary>
public enum SelfMatch : byte
{
    /// <summary>What the contract says.</summary>
    AsContract = 0,

    /// <summary>They trade.</summary>
    Allow = 1,

    /// <summary>The rest of the incoming order is cancelled.</summary>
    CancelNewest = 2,

    /// <summary>The resting order is cancelled and matching goes on.</summary>
    CancelOldest = 3,

    CancelBoth = 4,

    /// <summary>Both become smaller by the lots of the smaller one; nothing trades.</summary>
    Decrement = 5,
}

/// <summary>Whose orders a mass cancel takes.</summary>
public enum CancelScope : byte
{
    None = 0,
    Account = 1,
    ControlGroup = 2,
}

/// <summary>The field of an order that a refusal is about.</summary>
public enum OrderField : byte
{
    None = 0,
    Side = 1,
    Type = 2,
    TimeInForce = 3,
    Flags = 4,
    SelfMatch = 5,
    ClientOrderId = 6,
    Price = 7,
    StopPrice = 8,
    Quantity = 9,
    Display = 10,
    Minimum = 11,
    Expires = 12,
    ValidUntil = 13,
    Account = 14,
    Instrument = 15,
    Order = 16,
    Scope = 17,
}
