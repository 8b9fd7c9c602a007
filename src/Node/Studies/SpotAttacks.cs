// Attacks on the spot print in the laboratory, each size, beside the bound that is stated for it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
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
/// <param name="Weight">Of the seller in the print.</param>
/// <param name="Bound">Largest absolute log move of a print that is stated.</param>
/// <param name="Move">Largest absolute log move found on a day.</param>
/// <param name="Settlement">Log move of the month's average (thirty days) when done on seven days of it.</param>
internal sealed record SpotWashAttack(
    string Seller,
    double Weight,
    SpotWash Wash,
    double Bound,
    double Move,
    double Settlement
);

/// <summary>Both kinds.</summary>
internal sealed record SpotAttackReport(
    long Seed,
    int Days,
    IReadOnlyList<SpotCurveAttack> Auction,
    IReadOnlyList<SpotWashAttack> Outside
);

/// <summary>Tries them.</summary>
internal static class SpotAttacks
{
    /// <summary>A deal outside of the auction counts only within a tenth of the auction's price.</summary>
    public static readonly double Band = -Math.Log(0.9);

    private const int Quiet = 40;
    private const int Days = 20;

    // Weights rest on days that are a week old: what is washed in a week has no part in them yet.
    private const int Before = 8;
    private const int Attacked = 7;
    private const int MonthPrints = 30;

    /// <summary>All attacks on the compute market of a seed.</summary>
    /// <param name="tries">Random attacks a day and limit.</param>
    public static SpotAttackReport Run(long seed, int tries = 20)
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
            Outside(seed)
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
            var attack = new SpotAttack(limit * chance(), 2 * chance(), limit * chance(), 2 * chance());
            var move = SpotBounds.Move(auction, market, terms, attack);
            largest = Math.Max(
                largest,
                move < 0 ? move / bound.Down
                    : bound.Up > 0 ? move / bound.Up
                    : 0
            );
        }

        return (
            bound,
            SpotBounds.Move(auction, market, terms, new(limit, 0, 0, 0)),
            SpotBounds.Move(auction, market, terms, new(limit, 0, limit, double.PositiveInfinity)),
            largest
        );
    }

    // The machine prints fifteen days bare, then once for each wash with its deals among them.
    private static List<SpotWashAttack> Outside(long seed)
    {
        var terms = SpotTerms.Compute;
        var first = SpotQuestion.First;
        var rule = SpotIndexRun.Methodology(terms.Kind);
        var washes = Washes();
        var bare = new List<IReadOnlyList<DealObservation>>();
        var washed = washes.Select(_ => new List<IReadOnlyList<DealObservation>>()).ToList();
        var market = SpotStudy.Market(terms, seed);
        for (var day = 0; day < Before + Attacked; day++)
        {
            market.Play();
            var deals = SpotDeals.Of(terms, market, first.Plus(day));
            bare.Add(deals);
            for (var i = 0; i < washes.Count; i++)
                washed[i]
                    .Add(day < Before ? deals : [.. deals, .. SpotDeals.Of(terms, market, first.Plus(day), washes[i])]);
        }

        var prints = SpotIndexRun.Prints(rule, first, bare);
        var lines = new List<SpotWashAttack>();
        for (var i = 0; i < washes.Count; i++)
        {
            var moved = SpotIndexRun.Prints(rule, first, washed[i]);
            var seller = SpotMarket.SellerName(washes[i].Seller);
            var weight =
                prints[^1].Used.Where(u => u.Name.Contains(seller, StringComparison.Ordinal)).Sum(u => u.WeightPpm)
                / 1e6;
            var (most, sum) = (0.0, 0.0);
            for (var day = Before; day < moved.Count; day++)
            {
                var log = Math.Log((double)(moved[day].Value / prints[day].Value)!);
                (most, sum) = (Math.Max(most, Math.Abs(log)), sum + log);
            }

            lines.Add(new(seller, weight, washes[i], Stated(washes[i], weight), most, sum / MonthPrints));
        }

        return lines;
    }

    // What is known to be related, or lies outside of the band, counts for nothing. Prints have four decimals.
    private static double Stated(SpotWash wash, double weight) =>
        wash.Related || wash.Paid is < 0.9m or > 1.1m ? 0 : weight * Band;

    private static List<SpotWash> Washes() =>
        [
            new(0, 1m, 1.1m, 1, true),
            new(0, 100m, 2m, 5, false),
            new(0, 100m, 0.5m, 5, false),
            new(0, 0.1m, 1.1m, 1, false),
            new(0, 1m, 1.1m, 1, false),
            new(0, 1m, 1.1m, 5, false),
            new(0, 10m, 1.1m, 5, false),
            new(0, 1000m, 1.1m, 5, false),
            new(0, 1000m, 1.1m, 50, false),
            new(0, 1000m, 0.9m, 50, false),
            new(0, 1000m, 0.9m, 50, false, [16, 17, 18, 19, 20, 21, 22, 23]),
            new(5, 1000m, 0.9m, 50, false),
            new(11, 1000m, 0.9m, 50, false),
        ];

    private static Func<double> Random(long seed)
    {
        var stream = Sim.Random64.Of(seed, 40, 0);
        return () => (stream.Next() >> 11) / (double)(1UL << 53);
    }

    private static double Share(double log) => Math.Exp(log) - 1;
}
