// Attacks on the spot print in the laboratory, each size, beside the bound that is stated for it.
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>A participation limit and what attackers within it reached; shares of the print.</summary>
/// <param name="Limit">Lots in an hour over the hour's volume.</param>
/// <param name="BoundDown">Mean over days of the stated bound, at most 0.</param>
/// <param name="WorstDown">The most that the bound was on a day.</param>
/// <param name="Subsidised">Mean move of a seller who gives the whole limit away.</param>
/// <param name="Attacks">Random attacks that were tried.</param>
/// <param name="Largest">Largest move of one of them, as a share of its day's bound: at most 1.</param>
/// <param name="Washed">Mean move of selling and buying the whole limit at any price.</param>
internal sealed record SpotCurveAttack(
    double Limit,
    double BoundDown,
    double BoundUp,
    double WorstDown,
    double WorstUp,
    double Subsidised,
    int Attacks,
    double Largest,
    double Washed
);

/// <summary>Deals outside of the auction that would move the print, and the bound.</summary>
/// <param name="Weight">Of the seller in the print, on the day with the largest.</param>
/// <param name="Bound">Largest absolute log move of a print that is stated, rounding of the prints with it.</param>
/// <param name="Move">Largest absolute log move found on a day.</param>
/// <param name="Over">Largest move over the bound of its day: at most 1.</param>
/// <param name="Settlement">Log move of the month's average (thirty days) when done on seven days of it.</param>
internal sealed record SpotWashAttack(
    string Seller,
    double Weight,
    SpotWash Wash,
    double Bound,
    double Move,
    double Over,
    double Settlement
);

/// <summary>Random attacks of a kind, each on one day.</summary>
/// <inheritdoc cref="SpotWashAttack"/>
internal sealed record SpotRandomWashes(SpotWashKind Kind, int Attacks, double Bound, double Move, double Over);

/// <summary>Both kinds.</summary>
internal sealed record SpotAttackReport(
    long Seed,
    int Days,
    IReadOnlyList<SpotCurveAttack> Auction,
    IReadOnlyList<SpotWashAttack> Outside,
    IReadOnlyList<SpotRandomWashes> Random
);

/// <summary>Tries them.</summary>
internal static class SpotAttacks
{
    private const int Quiet = 40;
    private const int Days = 20;

    // Accounts of a group at once, in the auction.
    private const int MostPieces = 4;

    /// <summary>All attacks on the compute market of a seed.</summary>
    /// <param name="say">Progress.</param>
    /// <param name="tries">Random attacks a day and limit.</param>
    /// <param name="washes">Random attacks outside of the auction, of each kind.</param>
    public static SpotAttackReport Run(long seed, Action<string> say, int tries = 20, int washes = 300)
    {
        var auction = new SpotAuctionDoor();
        var market = SpotStudy.Market(SpotTerms.Compute, seed);
        for (var day = 0; day < Quiet; day++)
            market.Play();
        double[] limits = [0.02, 0.05, 0.10, 0.25];
        var found = limits.Select(_ => new List<(SpotMove Bound, double Gift, double Wash, double Largest)>()).ToList();
        var chance = Random(seed);
        for (var day = 0; day < Days; day++)
        {
            market.Play();
            for (var i = 0; i < limits.Length; i++)
                found[i].Add(Day(auction, market, limits[i], tries, chance));
        }

        var outside = SpotOutside.Run(seed, washes, say);
        return new(
            seed,
            Days,
            [
                .. limits.Select(
                    (limit, i) =>
                        new SpotCurveAttack(
                            limit,
                            Share(found[i].Average(f => f.Bound.Down)),
                            Share(found[i].Average(f => f.Bound.Up)),
                            Share(found[i].Min(f => f.Bound.Down)),
                            Share(found[i].Max(f => f.Bound.Up)),
                            Share(found[i].Average(f => f.Gift)),
                            Days * tries,
                            found[i].Max(f => f.Largest),
                            Share(found[i].Average(f => f.Wash))
                        )
                ),
            ],
            outside.Fixed,
            outside.Random
        );
    }

    private static (SpotMove Bound, double Gift, double Wash, double Largest) Day(
        ISpotAuction auction,
        SpotMarket market,
        double limit,
        int tries,
        Func<double> chance
    )
    {
        var terms = SpotTerms.Compute;
        var bound = SpotBounds.Of(auction, market, terms, limit);
        var largest = 0.0;
        for (var t = 0; t < tries; t++)
        {
            var pieces = new SpotAttack[1 + (int)(chance() * MostPieces)];
            for (var i = 0; i < pieces.Length; i++)
            {
                // All of a group's accounts together keep the limit.
                var most = limit / pieces.Length;
                pieces[i] = new(most * chance(), 2 * chance(), most * chance(), 2 * chance());
            }

            var move = SpotBounds.Move(auction, market, terms, pieces);
            largest = Math.Max(
                largest,
                move < 0 ? move / bound.Down
                    : bound.Up > 0 ? move / bound.Up
                    : 0
            );
        }

        return (
            bound,
            SpotBounds.Move(auction, market, terms, new SpotAttack(limit, 0, 0, 0)),
            SpotBounds.Move(auction, market, terms, new SpotAttack(limit, 0, limit, double.PositiveInfinity)),
            largest
        );
    }

    private static Func<double> Random(long seed)
    {
        var stream = Sim.Random64.Of(seed, 40, 0);
        return () => (stream.Next() >> 11) / (double)(1UL << 53);
    }

    private static double Share(double log) => Math.Exp(log) - 1;
}
