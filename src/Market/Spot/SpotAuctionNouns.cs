// What goes into a call auction over delivery hours, and what comes out of it.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>One bid of a call auction over consecutive delivery hours 0..hours-1. An hourly bid (one hour, not
/// all-or-none) is divisible; a block takes the same lots in each of its hours or nothing.</summary>
/// <param name="Account">Whose bid it is; with <paramref name="Reference"/> the only tie-break.</param>
/// <param name="Reference">The account's own number of the bid, never twice in an auction.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="FirstHour">From 0 to the auction's hours less one.</param>
/// <param name="Hours">1 for an hourly bid; a block ends inside the auction.</param>
/// <param name="Lots">In each hour: 1 to <see cref="SpotAuction.MostLots"/>.</param>
/// <param name="LimitTicks">Worst price a lot-hour, in ticks, between floor and cap; a block's is for the average over
/// its hours.</param>
/// <param name="AllOrNone">True: a block, of one hour or more.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AuctionBid(
    int Account,
    long Reference,
    Side Side,
    int FirstHour,
    int Hours,
    long Lots,
    long LimitTicks,
    bool AllOrNone
);

/// <summary>The result of a call auction. It depends on the set of bids only, not on their order.</summary>
public sealed class AuctionOutcome
{
    /// <summary>Ticks a lot-hour, by hour. Where no lot trades it is the middle of what would have cleared and no
    /// price of a trade.</summary>
    public required long[] Prices { get; init; }

    /// <summary>Lots traded, by hour: those bought, which are those sold.</summary>
    public required long[] Lots { get; init; }

    /// <summary>By hour: lots of hourly buyers at the cap whom the rationing rule left unserved.</summary>
    public required long[] Unserved { get; init; }

    /// <summary>By hour: lots of hourly sellers at the floor that nobody took.</summary>
    public required long[] Unsold { get; init; }

    /// <summary>By hour at the cap: lots of buy blocks with the cap as their limit that stayed out. Not part of <see
    /// cref="Unserved"/>, since no share of a block can be rationed.</summary>
    public required long[] UnservedInBlocks { get; init; }

    /// <summary>By bid, in the order of the bids given: lots filled; of a block all (in each hour) or 0.</summary>
    public required long[] Filled { get; init; }

    /// <summary>Blocks (their places among the bids given) that stay out although the prices are better than their
    /// limits; by account and reference.</summary>
    public required int[] ParadoxicallyRejected { get; init; }

    /// <summary>What the buyers who are served would have paid less what the sellers who serve would have asked: ticks
    /// times lot-hours.</summary>
    public required Int128 Welfare { get; init; }

    /// <summary>No outcome within the rules has more welfare than this. Equal to <see cref="Welfare"/> when <see
    /// cref="Proven"/>.</summary>
    public required Int128 Bound { get; init; }

    /// <summary>True: the blocks accepted are the best that the rules allow. False: the search ended at its limit; the
    /// outcome keeps every rule but the last, and <see cref="Bound"/> tells how much may be missing.</summary>
    public required bool Proven { get; init; }

    /// <summary>Nodes of the search for the best set of blocks: the same on every computer.</summary>
    public required long Nodes { get; init; }
}
