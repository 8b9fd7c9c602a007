// Which bids an auction takes: each refusal names its rule, the field, what was given and what is allowed.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>Why a bid is not taken. Numbers may stand on the log and never change.</summary>
public enum AuctionRule : byte
{
    /// <summary>The bid is good.</summary>
    None = 0,

    /// <summary>The side is neither buy nor sell.</summary>
    Side = 1,

    /// <summary>Less than one lot.</summary>
    NoLots = 2,

    /// <summary>More than <see cref="SpotAuction.MostLots"/>.</summary>
    TooManyLots = 3,

    /// <summary>The first hour is not an hour of the auction.</summary>
    FirstHour = 4,

    /// <summary>Less than one hour, or the last hour lies behind the auction's.</summary>
    Hours = 5,

    /// <summary>Several hours, but not all-or-none: send a bid for each hour.</summary>
    Divisible = 6,

    /// <summary>The limit is below the floor.</summary>
    BelowFloor = 7,

    /// <summary>The limit is above the cap.</summary>
    AboveCap = 8,

    /// <summary>The account has used the reference in this auction already.</summary>
    Duplicate = 9,
}

/// <summary>What is wrong with a bid; the default value when nothing is.</summary>
/// <param name="Rule">The first rule broken, in the order of their numbers.</param>
/// <param name="Field">Name of the bid's field.</param>
/// <param name="Value">What was given.</param>
/// <param name="Limit">The bound that it missed; for a duplicate the place of the bid that came with it.</param>
public readonly record struct AuctionFault(AuctionRule Rule, string? Field, long Value, long Limit)
{
    public bool IsGood => Rule == AuctionRule.None;
}

/// <summary>The call auction. See docs/spot/auction.md.</summary>
public static partial class SpotAuction
{
    /// <summary>Lots of one bid, at most: with 2^31 bids the lots of an hour still fit a 64-bit number.</summary>
    public const long MostLots = 1_000_000_000;

    /// <summary>Floor and cap lie within plus and minus so many ticks.</summary>
    public const long MostTicks = 1_000_000_000_000;

    /// <summary>Hours of one auction, at most: a leap year.</summary>
    public const int MostHours = 8784;

    /// <summary>Whether an auction can be held on these terms: hours within 1 to <see cref="MostHours"/>, floor not
    /// above cap, both within <see cref="MostTicks"/>.</summary>
    public static bool AreGoodTerms(int hours, long floorTicks, long capTicks) =>
        hours is >= 1 and <= MostHours && floorTicks >= -MostTicks && capTicks <= MostTicks && floorTicks <= capTicks;

    /// <summary>What is wrong with a bid taken alone.</summary>
    /// <param name="bid">Any values at all.</param>
    /// <param name="hours">Hours of the auction.</param>
    /// <param name="floorTicks">The lowest limit allowed.</param>
    /// <param name="capTicks">The highest.</param>
    public static AuctionFault Check(in AuctionBid bid, int hours, long floorTicks, long capTicks)
    {
        if (bid.Side is not (Side.Buy or Side.Sell))
            return new(AuctionRule.Side, nameof(bid.Side), (long)bid.Side, (long)Side.Sell);
        if (bid.Lots < 1)
            return new(AuctionRule.NoLots, nameof(bid.Lots), bid.Lots, 1);
        if (bid.Lots > MostLots)
            return new(AuctionRule.TooManyLots, nameof(bid.Lots), bid.Lots, MostLots);
        if (bid.FirstHour < 0 || bid.FirstHour >= hours)
            return new(AuctionRule.FirstHour, nameof(bid.FirstHour), bid.FirstHour, hours - 1);
        if (bid.Hours < 1 || bid.Hours > hours - bid.FirstHour)
            return new(AuctionRule.Hours, nameof(bid.Hours), bid.Hours, hours - bid.FirstHour);
        if (bid.Hours > 1 && !bid.AllOrNone)
            return new(AuctionRule.Divisible, nameof(bid.Hours), bid.Hours, 1);
        if (bid.LimitTicks < floorTicks)
            return new(AuctionRule.BelowFloor, nameof(bid.LimitTicks), bid.LimitTicks, floorTicks);
        if (bid.LimitTicks > capTicks)
            return new(AuctionRule.AboveCap, nameof(bid.LimitTicks), bid.LimitTicks, capTicks);
        return default;
    }

    /// <summary>What is wrong with a set of bids: a fault for each bid that must be left out, by its place. Of several
    /// bids with one account and reference the first good one stays.</summary>
    public static IReadOnlyList<(int Bid, AuctionFault Fault)> CheckAll(
        ReadOnlySpan<AuctionBid> bids,
        int hours,
        long floorTicks,
        long capTicks
    )
    {
        Must.Hold(AreGoodTerms(hours, floorTicks, capTicks));
        var faults = new List<(int Bid, AuctionFault Fault)>();
        var good = new (UInt128 Key, int Bid)[bids.Length];
        var count = 0;
        for (var i = 0; i < bids.Length; i++)
        {
            var fault = Check(bids[i], hours, floorTicks, capTicks);
            if (fault.IsGood)
                good[count++] = (Key(bids[i]), i);
            else
                faults.Add((i, fault));
        }

        Array.Sort(good, 0, count);
        var first = 0;
        for (var i = 1; i < count; i++)
        {
            if (good[i].Key != good[first].Key)
                first = i;
            else
                faults.Add((good[i].Bid, Twice(bids[good[i].Bid].Reference, good[first].Bid)));
        }

        faults.Sort(static (a, b) => a.Bid.CompareTo(b.Bid));
        return faults;
    }

    /// <summary>Sorts as (account, reference) does.</summary>
    internal static UInt128 Key(in AuctionBid bid) =>
        unchecked(new((uint)bid.Account ^ 1u << 31, (ulong)bid.Reference ^ 1ul << 63));

    private static AuctionFault Twice(long reference, int first) =>
        new(AuctionRule.Duplicate, nameof(AuctionBid.Reference), reference, first);
}
