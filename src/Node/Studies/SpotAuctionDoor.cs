// The market's own auction, handed to the laboratory, which may not name the market's room.
using Tokenbourse.Market.Spot;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>The auction that venues run, behind the laboratory's interface.</summary>
internal sealed class SpotAuctionDoor : ISpotAuction
{
    private AuctionBid[] _bids = [];

    public SpotClearing Clear(ReadOnlySpan<SpotBid> bids, int hours, long floorTicks, long capTicks)
    {
        if (_bids.Length < bids.Length)
            _bids = new AuctionBid[bids.Length * 2];
        for (var i = 0; i < bids.Length; i++)
        {
            var b = bids[i];
            _bids[i] = new(b.Account, b.Reference, b.Side, b.FirstHour, b.Hours, b.Lots, b.LimitTicks, b.AllOrNone);
        }

        var outcome = SpotAuction.Clear(_bids.AsSpan(0, bids.Length), hours, floorTicks, capTicks);
        return new(outcome.Prices, outcome.Lots, outcome.Unserved, outcome.Filled);
    }
}
