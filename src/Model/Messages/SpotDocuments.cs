// What an auction of the spot market says when it is over: one price and one quantity for each hour.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>A block that stayed out although its limit was good at the prices found.</summary>
/// <param name="Sum">The prices of its hours added up, ticks: the average would have to be rounded.</param>
public sealed record RejectedBlock(
    int Account,
    long Reference,
    Side Side,
    long FirstHour,
    int Hours,
    long Lots,
    long Limit,
    long Sum
);

/// <summary>Event: an auction of the spot market was held (rules SPT-003 to SPT-006).</summary>
/// <param name="FirstHour">The first delivery hour; the lists go on from there, one entry an hour.</param>
/// <param name="Prices">Ticks.</param>
/// <param name="Lots">Lots sold.</param>
/// <param name="Unserved">Lots that hourly bids asked for at the cap and did not get: demand was rationed.</param>
/// <param name="UnservedInBlocks">Lots of buy blocks with the cap as their limit that stayed out, in hours at the cap:
/// no part of a block can be served.</param>
/// <param name="Unsold">Lots offered at the floor and not sold.</param>
/// <param name="Offered">Lots offered at or below the cap, blocks among them.</param>
/// <param name="Asked">Lots asked for at or above the floor, blocks among them.</param>
/// <param name="Sellers">Accounts that offered, hour by hour.</param>
/// <param name="Rejected">Blocks that were paradoxically rejected.</param>
/// <param name="Welfare">Buyers' limits less sellers' limits over all that was filled, in ticks by lots by hours; as
/// text, since it may pass 2^63.</param>
/// <param name="Bound">No set of blocks can have more.</param>
/// <param name="Proven">The set found is the best there is.</param>
public sealed record SpotAuctionDocument(
    string Product,
    string Gate,
    long FirstHour,
    IReadOnlyList<long> Prices,
    IReadOnlyList<long> Lots,
    IReadOnlyList<long> Unserved,
    IReadOnlyList<long> UnservedInBlocks,
    IReadOnlyList<long> Unsold,
    IReadOnlyList<long> Offered,
    IReadOnlyList<long> Asked,
    IReadOnlyList<int> Sellers,
    IReadOnlyList<RejectedBlock> Rejected,
    int Bids,
    string Welfare,
    string Bound,
    bool Proven
);
