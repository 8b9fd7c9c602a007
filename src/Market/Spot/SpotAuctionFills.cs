// Who gets how many lots at the prices: better limits in full, limits at the price in proportion.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>Fills hourly bids. At the price, buyers and sellers balance as large as they can; a side that cannot be
/// filled is shared in proportion to lots by largest remainders, ties by account and reference. At the cap this share
/// among buyers is the rationing rule.</summary>
internal sealed class AuctionFills
{
    private readonly long[] _prices;
    private readonly long[] _filled;
    private readonly long[] _buyAbove;
    private readonly long[] _buyAt;
    private readonly long[] _sellBelow;
    private readonly long[] _sellAt;
    private readonly List<int> _marginal = [];

    public AuctionFills(long[] prices, long[] filled)
    {
        _prices = prices;
        _filled = filled;
        _buyAbove = new long[prices.Length];
        _buyAt = new long[prices.Length];
        _sellBelow = new long[prices.Length];
        _sellAt = new long[prices.Length];
        BuyLots = new long[prices.Length];
        SellLots = new long[prices.Length];
        BuyLeft = new long[prices.Length];
        SellLeft = new long[prices.Length];
    }

    /// <summary>Lots that hourly bids buy.</summary>
    public long[] BuyLots { get; }

    /// <summary>Lots that hourly bids sell.</summary>
    public long[] SellLots { get; }

    /// <summary>Lots of buyers at the price that get nothing.</summary>
    public long[] BuyLeft { get; }

    /// <summary>Lots of sellers at the price that get nothing.</summary>
    public long[] SellLeft { get; }

    /// <param name="bids">All bids; blocks are passed over.</param>
    /// <param name="net">By hour: lots that accepted blocks buy less lots that they sell.</param>
    public void Fill(ReadOnlySpan<AuctionBid> bids, long[] net)
    {
        for (var i = 0; i < bids.Length; i++)
        {
            ref readonly var bid = ref bids[i];
            if (bid.AllOrNone)
                continue;
            var hour = bid.FirstHour;
            var price = _prices[hour];
            if (bid.LimitTicks == price)
            {
                _marginal.Add(i);
                (bid.Side == Side.Buy ? _buyAt : _sellAt)[hour] += bid.Lots;
            }
            else if (bid.LimitTicks > price == (bid.Side == Side.Buy))
            {
                _filled[i] = bid.Lots;
                (bid.Side == Side.Buy ? _buyAbove : _sellBelow)[hour] += bid.Lots;
            }
        }

        for (var h = 0; h < _prices.Length; h++)
        {
            SellLots[h] = long.Min(_sellBelow[h] + _sellAt[h], _buyAbove[h] + _buyAt[h] + net[h]);
            BuyLots[h] = SellLots[h] - net[h];
            Must.Hold(SellLots[h] >= _sellBelow[h] && BuyLots[h] >= _buyAbove[h]);
            SellLeft[h] = _sellBelow[h] + _sellAt[h] - SellLots[h];
            BuyLeft[h] = _buyAbove[h] + _buyAt[h] - BuyLots[h];
        }

        ShareOut(bids);
    }

    /// <summary>Fills the bids at the price: each hour and side that has too many is shared.</summary>
    private void ShareOut(ReadOnlySpan<AuctionBid> bids)
    {
        var shared = new List<int>[2 * _prices.Length];
        foreach (var i in _marginal)
        {
            ref readonly var bid = ref bids[i];
            var hour = bid.FirstHour;
            var left = (bid.Side == Side.Buy ? BuyLeft : SellLeft)[hour];
            if (left == 0)
                _filled[i] = bid.Lots;
            else if (left < (bid.Side == Side.Buy ? _buyAt : _sellAt)[hour])
                (shared[(2 * hour) + (bid.Side == Side.Buy ? 0 : 1)] ??= []).Add(i);
        }

        for (var s = 0; s < shared.Length; s++)
        {
            if (shared[s] is not { } group)
                continue;
            var hour = s >> 1;
            Share(bids, group, (s & 1) == 0 ? BuyLots[hour] - _buyAbove[hour] : SellLots[hour] - _sellBelow[hour]);
        }
    }

    /// <summary>Whole parts, then a lot each to the largest fractions: those above the last fraction that is reached,
    /// and of those equal to it the first by account and reference.</summary>
    private void Share(ReadOnlySpan<AuctionBid> bids, List<int> group, long whole)
    {
        Int128 total = 0;
        foreach (var i in group)
            total += bids[i].Lots;
        var (rests, left) = (new long[group.Count], whole);
        for (var g = 0; g < rests.Length; g++)
        {
            var product = (Int128)whole * bids[group[g]].Lots;
            // Nearly always the numbers are small, and a long divides many times faster.
            var (part, rest) =
                product <= long.MaxValue
                    ? long.DivRem((long)product, (long)total)
                    : ((long)(product / total), (long)(product % total));
            (_filled[group[g]], rests[g]) = (part, rest);
            left -= part;
        }

        if (left == 0)
            return;
        var sorted = (long[])rests.Clone();
        Array.Sort(sorted);
        var last = sorted[^(int)left];
        var equal = new List<(UInt128 Key, int Bid)>();
        for (var g = 0; g < rests.Length; g++)
        {
            if (rests[g] > last)
                (_filled[group[g]], left) = (_filled[group[g]] + 1, left - 1);
            else if (rests[g] == last)
                equal.Add((SpotAuction.Key(bids[group[g]]), group[g]));
        }

        equal.Sort();
        for (var e = 0; e < left; e++)
            _filled[equal[e].Bid]++;
    }
}
