// What the laboratory's participants say to an auction, and what they hear back. The auction itself is handed in.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>One bid of a call auction over the hours of a day.</summary>
/// <param name="Account">Who bids.</param>
/// <param name="Reference">The account's own number of the bid; (account, reference) is unique in an auction.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="FirstHour">First hour of delivery, counted from the auction's first.</param>
/// <param name="Hours">Consecutive hours, 1 or more.</param>
/// <param name="Lots">The same in each hour, above zero.</param>
/// <param name="LimitTicks">Ticks a lot-hour: most for a buyer, least for a seller.</param>
/// <param name="AllOrNone">A block: every hour or none.</param>
public readonly record struct SpotBid(
    int Account,
    long Reference,
    Side Side,
    int FirstHour,
    int Hours,
    long Lots,
    long LimitTicks,
    bool AllOrNone
);

/// <summary>What came of an auction.</summary>
/// <param name="Prices">Ticks, one for each hour.</param>
/// <param name="Lots">Lots that were executed, by hour.</param>
/// <param name="Unserved">Demand at the cap that got nothing, lots by hour.</param>
/// <param name="Filled">Lots by bid, in the order in which the bids were given.</param>
public sealed record SpotClearing(long[] Prices, long[] Lots, long[] Unserved, long[] Filled);

/// <summary>A uniform-price auction. The laboratory may not name the market's room: the program hands its auction
/// in.</summary>
public interface ISpotAuction
{
    /// <summary>Clears all hours of a day.</summary>
    /// <param name="hours">Hours 0 to hours - 1.</param>
    /// <param name="floorTicks">Lowest price an hour can have.</param>
    /// <param name="capTicks">Highest price an hour can have.</param>
    SpotClearing Clear(ReadOnlySpan<SpotBid> bids, int hours, long floorTicks, long capTicks);
}
