// The assumptions that the sensitivity table changes, one at a time.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>Lines of the sensitivity table.</summary>
internal static class SpotVariants
{
    /// <summary>What does not change the market; the first is as stated.</summary>
    public static List<(string Name, SpotSetting Setting)> Settings()
    {
        var usual = SpotSetting.Usual;
        SpotSetting Lists(double follow) =>
            usual with
            {
                ComputeLists = usual.ComputeLists with { Follow = follow },
                TokenLists = usual.TokenLists with { Follow = follow },
            };
        return
        [
            ("as stated", usual),
            ("one month ahead", usual with { Walk = usual.Walk with { Ahead = 1 } }),
            ("six months ahead", usual with { Walk = usual.Walk with { Ahead = 6 } }),
            ("no noise in futures prices", usual with { Curve = usual.Curve with { Noise = 0 } }),
            ("noise of 10 % in futures prices", usual with { Curve = usual.Curve with { Noise = 0.10 } }),
            (
                "futures 10 % a year above the expected price",
                usual with
                {
                    Curve = usual.Curve with { Premium = 0.10 },
                }
            ),
            (
                "a contract's buyer budgets what he paid before, not his contract",
                usual with
                {
                    Walk = usual.Walk with { KnowsContract = false },
                }
            ),
            ("supply contract held within 10 % of its reference", usual with { Supply = new(0.04, 0.94, 1.14) }),
            ("a basis of 20 % a year of the buyer's own (region, tier)", usual with { Basis = 0.20 }),
            ("lists take over half of the index's move when they change", Lists(0.5)),
            ("lists take over all of it", Lists(1)),
        ];
    }

    /// <summary>What changes the market: simulated anew with the same seeds.</summary>
    /// <param name="tapes">The cost of compute drawn from each instead of made.</param>
    public static List<(string Name, Func<SpotTerms, SpotTerms> Change)> Markets(IReadOnlyList<SpotTape> tapes) =>
        [
            .. tapes.Select(tape =>
                (
                    $"cost of compute from {tape.Name}",
                    (Func<SpotTerms, SpotTerms>)(t => t.Kind == "compute" ? t with { CostTape = tape.Moves } : t)
                )
            ),
            ("usage flat through the day", t => t with { Steepness = 0 }),
            ("usage twice as steep through the day", t => t with { Steepness = 2, Interactive = 1 }),
            ("bursts of twice the size", t => t with { Burst = t.Burst * 2 }),
            ("one seller with half of the capacity", t => t with { SellerSizes = [50, 10, 9, 8, 7, 6, 5, 5] }),
            ("six times the outages", t => t with { Outages = t.Outages * 6 }),
            ("four fifths of the demand under contracts", t => t with { LinkedBuyers = 16, SpotBuyers = 4 }),
            ("buyers' own growth of 60 % a year", t => t with { OwnGrowth = 0.6 }),
            ("a fifth less room in the machines", t => t with { Headroom = t.Headroom * 0.8 }),
        ];
}
