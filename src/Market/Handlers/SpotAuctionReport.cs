// What an auction tells, and the pairs that its fills make.
using System.Globalization;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>From an outcome to its document and its pairs. Bids come sorted by account and reference.</summary>
internal static class SpotAuctionReport
{
    public static SpotAuctionDocument Of(
        SpotSeries series,
        Instant gate,
        long first,
        AuctionBid[] bids,
        AuctionOutcome outcome
    )
    {
        var hours = outcome.Prices.Length;
        var (offered, asked, sellers) = (new long[hours], new long[hours], new int[hours]);
        var last = new int[hours];
        foreach (var bid in bids)
        {
            for (var hour = bid.FirstHour; hour < bid.FirstHour + bid.Hours; hour++)
            {
                if (bid.Side == Side.Buy)
                {
                    asked[hour] = checked(asked[hour] + bid.Lots);
                    continue;
                }

                offered[hour] = checked(offered[hour] + bid.Lots);
                sellers[hour] += last[hour] == bid.Account ? 0 : 1;
                last[hour] = bid.Account;
            }
        }

        var rejected = new List<RejectedBlock>();
        foreach (var at in outcome.ParadoxicallyRejected)
            rejected.Add(Rejected(bids[at], first, outcome));
        return new(
            series.Spec.Product,
            gate.ToString(),
            first,
            outcome.Prices,
            outcome.Lots,
            outcome.Unserved,
            outcome.UnservedInBlocks,
            outcome.Unsold,
            offered,
            asked,
            sellers,
            rejected,
            bids.Length,
            outcome.Welfare.ToString(CultureInfo.InvariantCulture),
            outcome.Bound.ToString(CultureInfo.InvariantCulture),
            outcome.Proven
        );
    }

    /// <summary>Pairs in an order drawn from product, gate and welfare: as they stand in the document.</summary>
    public static List<SpotPair> Pairs(SpotSeries series, Instant gate, AuctionBid[] bids, AuctionOutcome outcome)
    {
        var hours = outcome.Prices.Length;
        var (buys, sells) = (new List<SpotShare>[hours], new List<SpotShare>[hours]);
        for (var hour = 0; hour < hours; hour++)
            (buys[hour], sells[hour]) = ([], []);
        for (var i = 0; i < bids.Length; i++)
        {
            if (outcome.Filled[i] == 0)
                continue;
            var side = bids[i].Side == Side.Buy ? buys : sells;
            for (var hour = bids[i].FirstHour; hour < bids[i].FirstHour + bids[i].Hours; hour++)
                Add(side[hour], bids[i].Account, outcome.Filled[i]);
        }

        var draw = string.Create(CultureInfo.InvariantCulture, $"{series.Spec.Product} {gate} {outcome.Welfare}");
        return SpotPairing.Pair(buys, sells, outcome.Prices, draw);
    }

    // An account's bids follow each other.
    private static void Add(List<SpotShare> shares, int account, long lots)
    {
        if (shares.Count > 0 && shares[^1].Account == account)
            shares[^1] = shares[^1] with { Lots = checked(shares[^1].Lots + lots) };
        else
            shares.Add(new(account, lots));
    }

    private static RejectedBlock Rejected(in AuctionBid bid, long first, AuctionOutcome outcome)
    {
        long sum = 0;
        for (var hour = bid.FirstHour; hour < bid.FirstHour + bid.Hours; hour++)
            sum = checked(sum + outcome.Prices[hour]);
        return new(
            bid.Account,
            bid.Reference,
            bid.Side,
            first + bid.FirstHour,
            bid.Hours,
            bid.Lots,
            bid.LimitTicks,
            sum
        );
    }
}
