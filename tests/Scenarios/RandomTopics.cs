// What a random market may be about, so that a test can ask for one thing without the others in its way.
namespace Tokenbourse.Scenarios;

/// <summary>Topics of release 3; orders, days and forced reductions are always there.</summary>
[Flags]
internal enum RandomTopics
{
    None = 0,

    /// <summary>Clients change their members, members their mark-ups.</summary>
    Members = 1,

    /// <summary>Money with states, and collateral.</summary>
    Money = 2,

    /// <summary>Position limits.</summary>
    Limits = 4,

    /// <summary>Margin calls with a deadline, closing by force.</summary>
    Calls = 8,

    /// <summary>Members fall.</summary>
    Defaults = 16,

    /// <summary>The watch over risk falls silent.</summary>
    Watch = 32,

    /// <summary>Closed days are corrected.</summary>
    Corrections = 64,

    /// <summary>Span, scenarios, shadows and base prices.</summary>
    Groups = 128,

    /// <summary>The spot market: bids, certificates, deliveries, tenders.</summary>
    Spot = 256,

    /// <summary>Sessions, requests that come again, caps, timers, kill switches.</summary>
    Doors = 512,

    /// <summary>Price limits are set within the day.</summary>
    PriceLimits = 1024,

    All = 2047,
}
