// Whom the spot study hedges: the contracts' buyers, the auction's, those who buy hours or regions, and list buyers.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>A kind of buyer.</summary>
/// <param name="Name">In words.</param>
/// <param name="Short">For a narrow column.</param>
/// <param name="Supply">His contract; null: none.</param>
/// <param name="Hours">Hours UTC of which he buys as many lots each, every day, too few to move the price; null: his
/// own usage.</param>
/// <param name="Basis">What his own region's price does beside the auction's, in logs a year.</param>
internal sealed record SpotCase(
    string Name,
    string Short,
    SpotHedgerKind Kind,
    SpotSupply? Supply = null,
    int[]? Hours = null,
    double Basis = 0
);

/// <summary>The kinds, and simulated buyers as the study sees them.</summary>
internal static class SpotCases
{
    /// <summary>Basis of a region as measured of A100 80 GB spot in forty regions of one cloud, 2023 to 2025, and of
    /// H100 spot there, whose regions were repriced one after the other. <c>study spot --calibrate</c> measures both
    /// again.</summary>
    public const double CalmBasis = 0.07;

    /// <inheritdoc cref="CalmBasis"/>
    public const double WildBasis = 0.65;

    // Lots an hour of a buyer of hours.
    private const double HourLots = 100;

    /// <summary>Buyers under contracts with floor and cap.</summary>
    public static SpotCase Collared { get; } =
        new("index-linked contract with floor and cap", "contract", SpotHedgerKind.Linked, new());

    /// <summary>Buyers in the daily auction.</summary>
    public static SpotCase Auction { get; } = new("daily auction, own hours", "auction", SpotHedgerKind.Spot);

    /// <summary>Buyers at list prices.</summary>
    public static SpotCase List { get; } = new("list price", "list", SpotHedgerKind.List);

    /// <summary>Lines of the main table. Hours: 13 UTC is the evening's peak in Asia, where most buyers live, 16 to 23
    /// UTC its night.</summary>
    public static IReadOnlyList<SpotCase> All { get; } =
    [
        new("index-linked contract without floor and cap", "open contract", SpotHedgerKind.Linked, SpotSupply.Open),
        Collared,
        Auction,
        new("one hour of the day (13 UTC)", "hour", SpotHedgerKind.Spot, Hours: [13]),
        new(
            "a block of the night (16 to 23 UTC)",
            "night",
            SpotHedgerKind.Spot,
            Hours: [16, 17, 18, 19, 20, 21, 22, 23]
        ),
        new("own region, basis as A100 80 GB's", "calm region", SpotHedgerKind.Spot, Basis: CalmBasis),
        new("own region, basis as H100's", "wild region", SpotHedgerKind.Spot, Basis: WildBasis),
        List,
    ];

    /// <summary>Columns of the sensitivity table.</summary>
    public static IReadOnlyList<SpotCase> Few { get; } = [Collared, Auction, List];

    /// <summary>Buyers of a kind on a path, from the largest to the smallest.</summary>
    /// <param name="wanted">How many.</param>
    public static IEnumerable<SpotHedger> Of(
        SpotPath path,
        SpotCase @case,
        string contract,
        SpotSetting setting,
        int wanted
    )
    {
        if (@case.Hours is { } hours)
        {
            yield return Hourly(path, hours, $"{contract} {@case.Name}");
            yield break;
        }

        var kind = @case.Kind switch
        {
            SpotHedgerKind.Linked => SpotBuyerKind.Linked,
            SpotHedgerKind.Spot => SpotBuyerKind.Spot,
            _ => SpotBuyerKind.List,
        };
        var all = path.Buyers.Where(b => b.Kind == kind).ToList();
        foreach (var at in Some(all.Count, wanted))
            yield return Hedger(path, all[at], at, @case, contract, setting);
    }

    private static SpotHedger Hedger(
        SpotPath path,
        SpotBuyerDays buyer,
        int number,
        SpotCase @case,
        string contract,
        SpotSetting setting
    )
    {
        double[] Units(double[] lots) => [.. lots.Select(l => l * path.Terms.UnitsPerLot)];
        if (@case.Kind == SpotHedgerKind.List)
        {
            var terms = contract == "GH" ? setting.ComputeLists : setting.TokenLists;
            var list = SpotLists.Of(path, terms, number);
            var units = Units(buyer.Wanted);
            return new(
                $"{contract} {buyer.Name} follow {terms.Follow}",
                @case.Kind,
                units,
                [.. units.Select((u, d) => u * list[d])],
                [],
                null
            );
        }

        var basis = @case.Basis + setting.Basis;
        var spent = buyer.Spent;
        if (basis > 0)
        {
            var factor = SpotBasis.Of(path, basis, number);
            spent = [.. spent.Select((s, d) => s * factor[d])];
        }

        return @case.Kind == SpotHedgerKind.Spot
            ? new($"{contract} {buyer.Name} basis {basis}", @case.Kind, Units(buyer.Bought), spent, [], null)
            : new(
                $"{contract} {buyer.Name}",
                @case.Kind,
                Units(buyer.Bought),
                spent,
                Units(buyer.Covered),
                setting.Supply ?? @case.Supply
            );
    }

    private static SpotHedger Hourly(SpotPath path, int[] hours, string name)
    {
        var units = HourLots * hours.Length * path.Terms.UnitsPerLot;
        var spent = new double[path.Days];
        for (var day = 0; day < path.Days; day++)
            spent[day] = units * hours.Average(h => (double)path.Prices[(day * 24) + h]) / path.Terms.TicksPerUnit;
        return new(name, SpotHedgerKind.Spot, [.. Enumerable.Repeat(units, path.Days)], spent, [], null);
    }

    // The first, the last, and evenly between.
    private static IEnumerable<int> Some(int count, int wanted) =>
        count <= wanted
            ? Enumerable.Range(0, count)
            : Enumerable.Range(0, wanted).Select(i => wanted == 1 ? 0 : i * (count - 1) / (wanted - 1));
}
