// How far one group of accounts can move the auction's prices of a day, and attacks that try.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>Log moves of a print.</summary>
/// <param name="Down">At most 0.</param>
/// <param name="Up">At least 0.</param>
public readonly record struct SpotMove(double Down, double Up);

/// <summary>What an attacker bids in each hour, in shares of the hour's volume without him.</summary>
/// <param name="Offered">Extra offers, at most the participation limit.</param>
/// <param name="OfferPaid">Their limit over the hour's price without him.</param>
/// <param name="Wanted">Extra demand.</param>
/// <param name="WantPaid">Its limit over the hour's price without him.</param>
public readonly record struct SpotAttack(double Offered, double OfferPaid, double Wanted, double WantPaid);

/// <summary>
/// A uniform price falls with supply and rises with demand. Whoever adds at most Q lots to either side of an hour,
/// at whatever limits, leaves its price between the one with Q more at the floor and the one with Q more at the cap;
/// withholding Q lots is the same as buying them at the cap. So a participation limit on Q bounds every print, and the
/// bound can be published with it: it needs only the bids.
/// </summary>
public static class SpotBounds
{
    private const int Attacker = 900_001;
    private const int Accomplice = 950_001;

    /// <summary>The bound of a day: log move of the print with its own weights of hours.</summary>
    /// <param name="limit">Q as a share of the hour's volume.</param>
    public static SpotMove Of(ISpotAuction auction, SpotMarket market, SpotTerms terms, double limit) =>
        new(
            Move(auction, market, terms, new SpotAttack(limit, 0, 0, 0)),
            Move(auction, market, terms, new SpotAttack(0, 0, limit, double.PositiveInfinity))
        );

    /// <summary>The log move of the day's print under bids of one group, each piece of its own accounts. Its weights of
    /// hours do not change.</summary>
    public static double Move(
        ISpotAuction auction,
        SpotMarket market,
        SpotTerms terms,
        params ReadOnlySpan<SpotAttack> pieces
    )
    {
        var bids = market.Bids.ToList();
        var prices = market.Clearing.Prices;
        for (var hour = 0; hour < 24; hour++)
        {
            var volume = market.Clearing.Lots[hour];
            for (var i = 0; i < pieces.Length; i++)
            {
                var (p, price) = (pieces[i], prices[hour]);
                Add(bids, Attacker + i, Side.Sell, hour, p.Offered * volume, p.OfferPaid * price, terms);
                Add(bids, Accomplice + i, Side.Buy, hour, p.Wanted * volume, p.WantPaid * price, terms);
            }
        }

        var moved = auction.Clear(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bids),
            24,
            terms.FloorTicks,
            terms.CapTicks
        );
        var log = 0.0;
        for (var hour = 0; hour < 24; hour++)
            log += market.HourWeights[hour] * Math.Log((double)moved.Prices[hour] / prices[hour]);
        return log;
    }

    /// <summary>Most by which the rounding of two prints can add to the log move between them.</summary>
    /// <param name="decimals">Of a print.</param>
    public static double Rounding(double before, double after, int decimals)
    {
        var half = 0.5 * Math.Pow(10, -decimals);
        return -Math.Log(1 - (half / before)) - Math.Log(1 - (half / after));
    }

    private static void Add(
        List<SpotBid> bids,
        int account,
        Side side,
        int hour,
        double lots,
        double limit,
        SpotTerms terms
    )
    {
        if ((long)lots <= 0)
            return;
        var ticks = limit >= terms.CapTicks ? terms.CapTicks : Math.Max(terms.FloorTicks, (long)limit);
        bids.Add(new(account, hour, side, hour, 1, (long)lots, ticks, false));
    }
}
