// What the simulated markets give where public data were measured: the same measures, averaged over paths.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>Gathers measures path by path.</summary>
internal sealed class SpotSimulated(SpotSetting setting)
{
    private const int Lists = 12;

    private readonly List<(PriceMeasure Compute, PriceMeasure Tokens)> _prices = [];
    private readonly List<(UsageMeasure Compute, UsageMeasure Tokens)> _usage = [];
    private readonly List<(ListMeasure Compute, ListMeasure Tokens)> _lists = [];

    /// <summary>The first path, to be drawn.</summary>
    public SpotExample? Example { get; private set; }

    /// <summary>One more pair of markets.</summary>
    public void Take(SpotPath compute, SpotPath tokens)
    {
        _prices.Add((Prices(compute), Prices(tokens)));
        _usage.Add((Usage(compute), Usage(tokens)));
        _lists.Add((ListsOf(compute, setting.ComputeLists), ListsOf(tokens, setting.TokenLists)));
        Example ??= Draw(compute, tokens);
    }

    /// <summary>Means over the paths.</summary>
    public SpotMeasured Mean() =>
        new(
            [Mean([.. _prices.Select(p => p.Compute)]), Mean([.. _prices.Select(p => p.Tokens)])],
            [Mean([.. _lists.Select(p => p.Compute)]), Mean([.. _lists.Select(p => p.Tokens)])],
            [Mean([.. _usage.Select(p => p.Compute)]), Mean([.. _usage.Select(p => p.Tokens)])],
            [],
            []
        );

    private SpotExample Draw(SpotPath compute, SpotPath tokens)
    {
        // The second week of July of the first year: nothing special about it.
        const int Monday = 186;
        const int Hours = 7 * 24;
        return new(
            compute.First.ToString(),
            compute.Prints,
            tokens.Prints,
            SpotLists.Of(compute, setting.ComputeLists, 0),
            [.. compute.Prices.Skip(Monday * 24).Take(Hours).Select(p => (double)p / compute.Terms.TicksPerUnit)],
            [.. compute.Usage.Skip(Monday * 24).Take(Hours)]
        );
    }

    private static string Name(SpotPath path) => $"simulated {path.Terms.Kind}";

    private static PriceMeasure Prices(SpotPath path) =>
        SpotMeasures.Prices($"{Name(path)}, spot print", path.First, path.Prints);

    // Two weeks, as the traces have: growth of years is not a burst.
    private static UsageMeasure Usage(SpotPath path) =>
        SpotMeasures.Usage(
            $"{Name(path)}, usage",
            [.. path.Usage.Skip(28 * 24).Take(14 * 24)],
            path.First.Plus(28).Weekday
        );

    private static ListMeasure ListsOf(SpotPath path, SpotListTerms terms) =>
        SpotMeasures.Lists(
            $"{Name(path)}, lists",
            [.. Enumerable.Range(0, Lists).Select(i => SpotLists.Of(path, terms, 100 + i))],
            path.Prints
        );

    private static PriceMeasure Mean(IReadOnlyList<PriceMeasure> of) =>
        of[0] with
        {
            Day = of.Average(m => m.Day),
            Week = of.Average(m => m.Week),
            Month = of.Average(m => m.Month),
            Memory = of.Average(m => m.Memory),
            Above5 = of.Average(m => m.Above5),
            Above20 = of.Average(m => m.Above20),
            Still = of.Average(m => m.Still),
            Fall = of.Min(m => m.Fall),
            Rise = of.Max(m => m.Rise),
        };

    private static UsageMeasure Mean(IReadOnlyList<UsageMeasure> of) =>
        of[0] with
        {
            Hours = [.. Enumerable.Range(0, 24).Select(h => of.Average(m => m.Hours[h]))],
            Weekend = of.Average(m => m.Weekend),
            Burst = of.Average(m => m.Burst),
            Memory = of.Average(m => m.Memory),
            Halves = of.Average(m => m.Halves),
        };

    private static ListMeasure Mean(IReadOnlyList<ListMeasure> of) =>
        of[0] with
        {
            Still = of.Average(m => m.Still),
            Changes = of.Average(m => m.Changes),
            Step = of.Average(m => m.Step),
            Falls = of.Average(m => m.Falls),
            Follow = of.Average(m => m.Follow),
            FollowError = of.Average(m => m.FollowError),
        };
}
