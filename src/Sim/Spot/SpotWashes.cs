// Attacks on the print from outside of the auction, drawn at random, and the bound that is stated for each.
namespace Tokenbourse.Sim.Spot;

/// <summary>
/// A deal outside of the auction counts when it paid 0.9 to 1.1 of the auction's price of its hour. A seller's deals
/// move only his own price of an hour, which weighs at most a quarter of it, within that band: so a group with the
/// weight w moves the logarithm of a print by at most w (-ln 0.9). What a screen sees moves nothing. A group that buys
/// from everybody moves everybody's price within the band: then w is 1. The rounding of two prints comes on top.
/// </summary>
public static class SpotWashes
{
    /// <summary>Lowest and highest price paid, over the auction's, that counts: the methodology's own.</summary>
    public const decimal Least = 0.9m;

    /// <inheritdoc cref="Least"/>
    public const decimal Most = 1.1m;

    /// <summary>The log move that is stated, before rounding.</summary>
    /// <param name="weight">Of the group's sellers in the print.</param>
    public static double Bound(SpotWash wash, double weight)
    {
        if (wash.Paid is < Least or > Most)
            return 0;
        var band = Math.Max(Math.Log((double)Most), -Math.Log((double)Least));
        return wash.Kind switch
        {
            SpotWashKind.Friends => weight * band,
            SpotWashKind.Buying => band,
            _ => 0,
        };
    }

    /// <summary>An attack of a kind: any seller, volumes from a thousandth to ten thousand times his own, prices to
    /// either side of the band's ends, one to forty accounts, all hours or some.</summary>
    /// <param name="chance">Draws, 0 or more and below 1.</param>
    public static SpotWash Random(SpotWashKind kind, int sellers, Func<double> chance)
    {
        var accounts = 1 + (int)(chance() * (kind == SpotWashKind.Buying ? 3 : 40));
        int[]? hours = null;
        if (chance() < 0.5)
        {
            var share = chance();
            hours = [.. Enumerable.Range(0, 24).Where(_ => chance() < share)];
        }

        return new(
            (int)(chance() * sellers),
            decimal.Round((decimal)Math.Pow(10, -3 + (7 * chance())), 4) + 0.001m,
            decimal.Round(0.87m + (0.26m * (decimal)chance()), 3),
            accounts,
            kind,
            hours
        );
    }
}
