// Constructions of a GPU-hour index and the renters they are tried on.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>Builds the indices.</summary>
public static class GpuConstructions
{
    internal const string SpotSet = "all clouds, spot";

    private const int LeastSellers = 3;
    private const int EveryDays = 15;

    /// <summary>All of them, with gaps between the windows.</summary>
    public static List<Construction> All(Universe universe, IReadOnlyList<GpuWindow> windows)
    {
        var panel = universe.Panel;
        var inside = Inside(windows, panel.First, panel.Days);
        Construction Of(string name, double[] series, ManipulationFigure? attack = null) =>
            new(name, "clouds but the large ones, on demand", false, Cut(series, inside), attack);
        double Median(double[] p) => Levels.Quantile(p, 0.5, LeastSellers);
        double Trimmed(double[] p) => p.Length < LeastSellers ? double.NaN : Levels.TrimmedMean(p, 0.1);
        var all = new List<Construction>
        {
            Of("matched sellers, chained", Chains.Matched(universe, o => o.Seller), OnChain(universe, inside)),
            Of("matched sellers, 10 % trimmed by move", Chains.Matched(universe, o => o.Seller, 0.1)),
            Of("median of sellers", Sellers(universe, Median), OnLevel(universe, inside, Median)),
            Of("mean of sellers, 10 % trimmed", Sellers(universe, Trimmed), OnLevel(universe, inside, Trimmed)),
            Of("mean of all offers (unit value, offers alike)", Offers(universe)),
        };
        var single = Enumerable
            .Range(0, panel.Offers.Count)
            .OrderByDescending(i => Enumerable.Range(0, panel.Days).Count(d => inside[d] && universe.Has(i, d)))
            .First();
        all.Add(Of($"one seller ({panel.Offers[single].Seller})", panel.Prices[single]));
        return all;
    }

    /// <summary>An index of interruptible capacity: matched sellers, chained.</summary>
    public static Construction Spot(Universe spot, IReadOnlyList<GpuWindow> windows) =>
        new(
            "spot: matched sellers, chained",
            SpotSet,
            false,
            Cut(Chains.Matched(spot, o => o.Seller), Inside(windows, spot.Panel.First, spot.Panel.Days)),
            null
        );

    /// <summary>True on days inside a window.</summary>
    public static bool[] Inside(IReadOnlyList<GpuWindow> windows, TradingDate first, int days)
    {
        var inside = new bool[days];
        foreach (var window in windows)
            for (var day = window.First.Days; day <= window.Last.Days; day++)
                inside[day - first.Days] = true;
        return inside;
    }

    /// <summary>The series without what lies outside.</summary>
    public static double[] Cut(double[] series, bool[] inside) =>
        [.. series.Select((v, day) => inside[day] ? v : double.NaN)];

    private static double[] Sellers(Universe universe, Func<double[], double> level) =>
        [.. Enumerable.Range(0, universe.Panel.Days).Select(day => level(At(universe, day)))];

    // Each seller once, at its median over regions.
    private static double[] At(Universe universe, int day)
    {
        var panel = universe.Panel;
        return
        [
            .. Enumerable
                .Range(0, panel.Offers.Count)
                .Where(i => universe.Has(i, day))
                .GroupBy(i => panel.Offers[i].Seller)
                .Select(g => Levels.Quantile([.. g.Select(i => panel.Prices[i][day])], 0.5, 1)),
        ];
    }

    private static IEnumerable<int> Sampled(Universe universe, bool[] inside) =>
        Enumerable
            .Range(0, universe.Panel.Days)
            .Where(day => day % EveryDays == 0 && inside[day] && At(universe, day).Length >= LeastSellers);

    // The worst seller's cut of 90 %; one and five new sellers at a tenth of the print.
    private static ManipulationFigure OnLevel(Universe universe, bool[] inside, Func<double[], double> level)
    {
        var (cuts, ones, fives) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var day in Sampled(universe, inside))
        {
            var prices = At(universe, day);
            var print = level([.. prices]);
            cuts.Add(
                Enumerable
                    .Range(0, prices.Length)
                    .Min(k => Math.Log(level([.. prices.Select((p, i) => i == k ? p * 0.1 : p)]) / print))
            );
            ones.Add(Math.Log(level([.. prices, print * 0.1]) / print));
            fives.Add(Math.Log(level([.. prices, .. Enumerable.Repeat(print * 0.1, 5)]) / print));
        }

        return Manipulation.Of(cuts, ones, fives);
    }

    private static ManipulationFigure OnChain(Universe universe, bool[] inside) =>
        Manipulation.Of(
            [.. Sampled(universe, inside).Select(day => Math.Log(0.1) / At(universe, day).Length)],
            [0],
            [0]
        );

    private static double[] Offers(Universe universe)
    {
        var panel = universe.Panel;
        var series = new double[panel.Days];
        for (var day = 0; day < series.Length; day++)
        {
            var at = day;
            series[day] = Chains.UnitValue(
                Enumerable
                    .Range(0, panel.Offers.Count)
                    .Where(i => universe.Has(i, at))
                    .Select(i => (panel.Prices[i][at], 1.0))
            );
        }

        return series;
    }
}

/// <summary>Renters of GPUs.</summary>
public static class GpuHedgers
{
    private const int LeastDays = 45;

    // Every three of so many sellers.
    private const int MostSellers = 8;

    /// <summary>All types that the panel can show.</summary>
    public static IReadOnlyList<HedgerType> All(PricePanel all, IReadOnlyList<string> large, bool[] inside)
    {
        double[][] Rows(Func<Offer, bool> fits)
        {
            var part = all.Where(fits);
            return
            [
                .. part
                    .Prices.Select(p => GpuConstructions.Cut(p, inside))
                    .Where(p => p.Count(double.IsFinite) >= LeastDays),
            ];
        }

        var one = Rows(o => o.Terms == "on_demand" && !large.Contains(o.Seller));
        var three = one.OrderByDescending(p => p.Count(double.IsFinite)).Take(MostSellers).ToList();
        return
        [
            new("one cloud, on demand", "rents on demand from one of the smaller clouds", one),
            new(
                "three clouds, on demand",
                "a third each from three of the smaller clouds",
                TokenHedgers.Triples(three)
            ),
            new(
                "large cloud, on demand",
                "rents on demand from a large general cloud",
                Rows(o => o.Terms == "on_demand" && large.Contains(o.Seller))
            ),
            new("spot", "rents interruptible capacity", Rows(o => o.Terms == "spot")),
            new("reserved for a year", "signs for a year at the price of the day", Rows(o => o.Terms == "reserved_1y")),
        ];
    }
}
