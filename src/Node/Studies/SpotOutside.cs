// Attacks from outside of the auction, through the index machine: some that are told one by one, and many at random.
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>Tries deals that would move a print.</summary>
internal static class SpotOutside
{
    // Weights rest on days that are a week old: what is washed in a week has no part in them yet.
    private const int Before = 8;
    private const int Attacked = 7;
    private const int MonthPrints = 30;

    /// <summary>Both kinds on the compute market of a seed.</summary>
    /// <param name="tries">Random attacks of each kind.</param>
    /// <param name="say">Progress.</param>
    public static (List<SpotWashAttack> Fixed, List<SpotRandomWashes> Random) Run(
        long seed,
        int tries,
        Action<string> say
    )
    {
        var terms = SpotTerms.Compute;
        var first = SpotQuestion.First;
        var market = SpotStudy.Market(terms, seed);
        var index = new SpotIndexRun(terms.Kind, first);
        var listed = Washes();
        var (found, drawn) = (new List<SpotTried>(), new List<SpotTried>());
        var stream = Sim.Random64.Of(seed, 41, 0);
        double Chance() => (stream.Next() >> 11) / (double)(1UL << 53);
        for (var day = 0; day < Before + Attacked; day++)
        {
            market.Play();
            var date = first.Plus(day);
            var fork = index.Next(date, SpotDeals.Of(terms, market, date));
            if (day < Before)
                continue;
            var washes = new List<SpotWash>(listed);
            foreach (var kind in Enum.GetValues<SpotWashKind>())
                for (var t = day - Before; t < tries; t += Attacked)
                    washes.Add(SpotWashes.Random(kind, terms.SellerSizes.Count, Chance));
            var bare = fork.Print([]);
            var tried = new SpotTried[washes.Count];
            Parallel.For(
                0,
                tried.Length,
                i =>
                {
                    var deals = SpotDeals.Of(terms, market, date, washes[i]);
                    tried[i] = SpotTried.Of(washes[i], bare, fork.Print(deals));
                }
            );
            found.AddRange(tried.Take(listed.Count));
            drawn.AddRange(tried.Skip(listed.Count));
            say($"attacks outside of the auction: day {day - Before + 1} of {Attacked}, {drawn.Count} at random");
        }

        return ([.. listed.Select(w => Line(w, [.. found.Where(f => f.Wash == w)]))], Random(drawn));
    }

    private static SpotWashAttack Line(SpotWash wash, List<SpotTried> days) =>
        new(
            SpotMarket.SellerName(wash.Seller),
            days.Max(d => d.Weight),
            wash,
            days.Max(d => d.Bound),
            days.Max(d => Math.Abs(d.Move)),
            days.Max(d => Math.Abs(d.Move) / d.Bound),
            days.Sum(d => d.Move) / MonthPrints
        );

    private static List<SpotRandomWashes> Random(List<SpotTried> drawn) =>
        [
            .. drawn
                .GroupBy(d => d.Wash.Kind)
                .OrderBy(g => g.Key)
                .Select(g => new SpotRandomWashes(
                    g.Key,
                    g.Count(),
                    g.Max(d => d.Bound),
                    g.Max(d => Math.Abs(d.Move)),
                    g.Max(d => Math.Abs(d.Move) / d.Bound)
                )),
        ];

    private static List<SpotWash> Washes() =>
        [
            new(0, 1m, 1.1m, 1, SpotWashKind.Related),
            new(0, 100m, 1.1m, 5, SpotWashKind.Group),
            new(0, 100m, 1.1m, 2, SpotWashKind.Ring),
            new(0, 100m, 2m, 5),
            new(0, 100m, 0.5m, 5),
            new(0, 0.1m, 1.1m, 1),
            new(0, 1m, 1.1m, 1),
            new(0, 1m, 1.1m, 5),
            new(0, 10m, 1.1m, 5),
            new(0, 1000m, 1.1m, 50),
            new(0, 1000m, 0.9m, 50),
            new(0, 1000m, 0.9m, 50, Hours: [16, 17, 18, 19, 20, 21, 22, 23]),
            new(5, 1000m, 0.9m, 50),
            new(11, 1000m, 0.9m, 50),
            new(0, 1m, 1.1m, 1, SpotWashKind.Buying),
            new(0, 100m, 1.1m, 5, SpotWashKind.Buying),
        ];
}

/// <summary>An attack on one day, and what became of it.</summary>
internal sealed record SpotTried(SpotWash Wash, double Weight, double Bound, double Move)
{
    /// <param name="bare">The print without it.</param>
    public static SpotTried Of(SpotWash wash, PrintDocument bare, PrintDocument moved)
    {
        if (bare.Value is not { } was || moved.Value is not { } now)
            throw new VerbException($"index machine: no value on {moved.Day}", 1);
        var seller = SpotMarket.SellerName(wash.Seller);
        var weight =
            moved.Used.Where(u => u.Name.Contains(seller, StringComparison.Ordinal)).Sum(u => u.WeightPpm) / 1e6;
        // Weights are told in millionths of each of 24 rows.
        var bound =
            SpotWashes.Bound(wash, weight + 24e-6) + SpotBounds.Rounding((double)was, (double)now, moved.Decimals);
        return new(wash, weight, bound, Math.Log((double)(now / was)));
    }
}
