// What must hold of any outcome, best or not: balance, limits, priority, shares, blocks, and what is told.
using System.Numerics;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Spot;

/// <summary>Checks an outcome bid by bid.</summary>
internal static class AuctionAudit
{
    public static void Hold(AuctionCase @case, AuctionOutcome outcome)
    {
        var bought = new BigInteger[@case.Hours];
        var sold = new BigInteger[@case.Hours];
        BigInteger welfare = 0;
        var paradoxical = new List<int>();
        for (var i = 0; i < @case.Bids.Length; i++)
        {
            var bid = @case.Bids[i];
            var lots = outcome.Filled[i];
            var sign = bid.Side == Side.Buy ? 1 : -1;
            var hours = Enumerable.Range(bid.FirstHour, bid.Hours);
            foreach (var h in hours)
                (bid.Side == Side.Buy ? bought : sold)[h] += lots;
            welfare += (BigInteger)sign * lots * bid.Hours * bid.LimitTicks;
            var gain = sign * ((bid.LimitTicks * bid.Hours) - hours.Sum(h => outcome.Prices[h]));
            Assert.InRange(lots, 0, bid.Lots);
            if (bid.AllOrNone)
            {
                Assert.True(lots == 0 || (lots == bid.Lots && gain >= 0));
                if (lots == 0 && gain > 0)
                    paradoxical.Add(i);
            }
            else
            {
                // Better than the price: in full. Worse: nothing.
                Assert.True(gain == 0 || lots == (gain > 0 ? bid.Lots : 0));
            }
        }

        for (var h = 0; h < @case.Hours; h++)
        {
            Assert.InRange(outcome.Prices[h], @case.Floor, @case.Cap);
            Assert.Equal(bought[h], sold[h]);
            Assert.Equal(bought[h], outcome.Lots[h]);
            Assert.Equal(Left(@case, outcome, h, Side.Buy, @case.Cap), outcome.Unserved[h]);
            Assert.Equal(Left(@case, outcome, h, Side.Sell, @case.Floor), outcome.Unsold[h]);
        }

        Assert.Equal(welfare, (BigInteger)outcome.Welfare);
        Assert.True(outcome.Bound >= outcome.Welfare);
        Assert.Equal(
            paradoxical.OrderBy(i => @case.Bids[i].Account).ThenBy(i => @case.Bids[i].Reference),
            outcome.ParadoxicallyRejected
        );
    }

    /// <summary>What hourly bids of a side at the edge of the band did not get, when the price stands there.</summary>
    private static long Left(AuctionCase @case, AuctionOutcome outcome, int hour, Side side, long edge) =>
        outcome.Prices[hour] != edge
            ? 0
            : @case
                .Bids.Select((bid, i) => (bid, left: bid.Lots - outcome.Filled[i]))
                .Where(x => !x.bid.AllOrNone && x.bid.FirstHour == hour && x.bid.Side == side)
                .Where(x => x.bid.LimitTicks == edge)
                .Sum(x => x.left);
}
