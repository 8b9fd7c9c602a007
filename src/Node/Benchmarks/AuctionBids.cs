// Invented bids for the benchmark of the call auction: weeks of delivery hours with days, nights and weekends.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Simulated bids, a function of the seed. Limits are ticks in a band of 0 to 10,000.</summary>
internal static class AuctionBids
{
    public const long Floor = 0;
    public const long Cap = 10_000;

    private const int Accounts = 500;

    /// <summary>Hourly bids in random hours and blocks, in random order.</summary>
    /// <param name="hours">Of the auction.</param>
    /// <param name="hourly">Number of hourly bids.</param>
    /// <param name="blocks">Number of blocks, 2 to 24 hours each as far as the auction reaches.</param>
    /// <param name="blockScale">How many times larger than an hourly bid a block's lots are.</param>
    /// <param name="seed">Of everything.</param>
    public static AuctionBid[] Make(int hours, int hourly, int blocks, int blockScale, ulong seed)
    {
        var random = new Random((int)(seed % int.MaxValue));
        var bids = new AuctionBid[hourly + blocks];
        for (var i = 0; i < bids.Length; i++)
        {
            bids[i] = i < hourly ? Hourly(random, random.Next(hours), i) : Block(random, hours, blockScale, i);
        }

        // Blocks arrive among the others.
        for (var i = hourly; i < bids.Length; i++)
        {
            var other = random.Next(bids.Length);
            (bids[i], bids[other]) = (bids[other], bids[i]);
        }

        return bids;
    }

    private static AuctionBid Hourly(Random random, int hour, int number)
    {
        var buys = random.Next(2) == 0;
        // One buyer in twenty takes it at any price, one seller in twenty gives it away.
        var limit =
            random.Next(20) == 0
                ? (buys ? Cap : Floor)
                : long.Clamp(Level(hour) + random.Next(-900, 900) + (buys ? 120 : -120), Floor, Cap);
        return new(1 + random.Next(Accounts), number, Side(buys), hour, 1, Lots(random), limit, false);
    }

    private static AuctionBid Block(Random random, int hours, int scale, int number)
    {
        var buys = random.Next(2) == 0;
        var length = int.Min(hours, 2 + random.Next(23));
        var first = random.Next(hours - length + 1);
        long level = 0;
        for (var h = first; h < first + length; h++)
            level += Level(h);
        var limit = long.Clamp((level / length) + random.Next(-500, 500) + (buys ? 60 : -60), Floor, Cap);
        return new(1 + random.Next(Accounts), number, Side(buys), first, length, scale * Lots(random), limit, true);
    }

    private static Side Side(bool buys) => buys ? Model.Numbers.Side.Buy : Model.Numbers.Side.Sell;

    /// <summary>Many small bids and few large ones: 1 to 50 lots, small ones the likelier.</summary>
    private static long Lots(Random random) => 1 + (random.Next(50) * random.Next(50) / 50);

    /// <summary>Dear in the afternoon, cheap at night, cheaper at the weekend.</summary>
    private static long Level(int hour)
    {
        var ofDay = hour % 24;
        var weekend = hour / 24 % 7 >= 5;
        return 2500 + (40 * (12 - int.Abs(ofDay - 15))) - (weekend ? 300 : 0);
    }
}
