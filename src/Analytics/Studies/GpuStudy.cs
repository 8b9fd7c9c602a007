// The study of GPU hours: constructions against renters, in windows in which sellers were really looked at.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>What the study of GPU hours is given.</summary>
/// <param name="Windows">Spans of days, each watched by one set of sources.</param>
/// <param name="Large">Large general clouds: a market of their own.</param>
/// <param name="Shipped">Prints of the shipped index by day.</param>
/// <param name="Recorded">On-demand prices as the sources wrote them, errors and all.</param>
/// <param name="Reference">Prints of a third party's index by day, to compare with; may be empty.</param>
public sealed record GpuFacts(
    string Source,
    IReadOnlyList<PriceFact> Prices,
    IReadOnlyList<RateFact> Rates,
    IReadOnlyList<GpuWindow> Windows,
    IReadOnlyList<string> Large,
    string Item,
    IReadOnlyList<RecordedPrice> Recorded,
    IReadOnlyDictionary<TradingDate, double> Shipped,
    IReadOnlyDictionary<TradingDate, double> Reference
);

/// <summary>A price as a source wrote it.</summary>
/// <param name="Good">The source's compiler marked it as good, looking at the whole period: hindsight.</param>
public sealed record RecordedPrice(string Window, TradingDate Day, string Seller, double Price, bool Good);

/// <summary>Days from first to last, both counted.</summary>
public sealed record GpuWindow(string Name, TradingDate First, TradingDate Last);

/// <summary>One construction in one window, or a seller's own series.</summary>
/// <param name="Sellers">Mean number of sellers a day.</param>
public sealed record GpuSeriesLine(string Window, string Name, double Sellers, SeriesFigures Daily);

/// <summary>One seller's chain over the time that it was watched.</summary>
/// <param name="Low">Lowest price of any of its offers, USD per GPU-hour.</param>
/// <param name="LowDay">The first day on which that was seen.</param>
public sealed record GpuTermsLine(
    string Terms,
    string Seller,
    int Offers,
    SeriesFigures Daily,
    double Low,
    string LowDay
);

/// <summary>The study of GPU hours.</summary>
/// <param name="Series">Volatility and jumps by window.</param>
/// <param name="Lines">Hedge quality by weeks, all windows together.</param>
/// <param name="Steps">Single sellers' moves of 20 % or more, with their day.</param>
public sealed record GpuReport(
    string Source,
    string Item,
    IReadOnlyList<GpuSeriesLine> Series,
    IReadOnlyList<GpuTermsLine> Terms,
    IReadOnlyList<ConstructionLine> Lines,
    IReadOnlyList<PlaceboFigure> Placebo,
    IReadOnlyList<MarginNeed> Needs,
    IReadOnlyList<string> Steps,
    string Compared
);

/// <summary>Runs it.</summary>
public static class GpuStudy
{
    /// <summary>Weeks of a strip: there are too few months.</summary>
    public const int Strip = 6;

    // Nobody repeats a quote that old.
    private const int MaxAge = 62;

    private static readonly string[] Terms = ["on_demand", "spot", "reserved_1y", "reserved_3y"];

    /// <summary>All parts.</summary>
    public static GpuReport Run(GpuFacts facts)
    {
        // Single sellers were watched before the first window, too.
        var first = facts.Prices[0].Known < facts.Windows[0].First ? facts.Prices[0].Known : facts.Windows[0].First;
        var last = facts.Windows[^1].Last;
        var all = PricePanel
            .Of(facts.Prices, facts.Rates, first, last, Currency.USD, null, MaxAge)
            .Where(o => o.Item == facts.Item);
        var small = all.Where(o => o.Terms == "on_demand" && !facts.Large.Contains(o.Seller));
        var universe = new Universe(small, null, 0);
        var constructions = GpuConstructions.All(universe, facts.Windows);
        var spot = new Universe(all.Where(o => o.Terms == "spot"), null, 0);
        if (spot.Panel.Offers.Count > 0)
            constructions.Add(GpuConstructions.Spot(spot, facts.Windows));
        var shipped = Align(facts.Shipped, first, small.Days);
        var inside = GpuConstructions.Inside(facts.Windows, first, small.Days);
        if (facts.Shipped.Count > 0)
            constructions.Add(
                new("GHI-H100 as shipped", "as shipped", false, GpuConstructions.Cut(shipped, inside), null)
            );
        var weeks = Periods.Weeks(first, small.Days);
        var hedgers = GpuHedgers
            .All(all, facts.Large, inside)
            .Select(h => (h.Name, Costs: (IReadOnlyList<double[]>)[.. h.Costs.Select(weeks.Means)]))
            .Where(h => h.Costs.Count > 0)
            .ToList();
        var lines = constructions.Select((c, i) => Line(c, weeks, hedgers, 5000UL + (ulong)(10 * i))).ToList();
        return new(
            facts.Source,
            facts.Item,
            [
                .. facts.Windows.SelectMany(w =>
                    ByWindow(w, constructions, universe).Concat(AsRecorded(w, facts.Recorded))
                ),
            ],
            [.. Terms.SelectMany(t => OfTerms(t, all, facts))],
            lines,
            [.. hedgers.Select(h => Placebo.Of(h.Name, h.Costs, weeks, small.Days, Strip))],
            [.. constructions.SelectMany(c => MarginNeed.Of(c.Name, c.Series))],
            Steps(all),
            Compared(facts, constructions[0].Series, first)
        );
    }

    private static ConstructionLine Line(
        Construction construction,
        Periods weeks,
        IReadOnlyList<(string Name, IReadOnlyList<double[]> Costs)> hedgers,
        ulong seed
    )
    {
        var means = weeks.Means(construction.Series);
        return new(
            construction.Name,
            construction.Set,
            construction.Assumed,
            SeriesFigures.Of(construction.Series),
            SeriesFigures.Of(means, 52),
            [.. hedgers.Select(h => new HedgeLine(h.Name, HedgeQuality.Measure(h.Costs, means, Strip, seed)))],
            construction.Attack,
            means
        );
    }

    private static IEnumerable<GpuSeriesLine> ByWindow(
        GpuWindow window,
        IReadOnlyList<Construction> constructions,
        Universe universe
    )
    {
        var first = universe.Panel.First;
        var (from, to) = (window.First.Days - first.Days, window.Last.Days - first.Days + 1);
        var sellers = Enumerable
            .Range(from, to - from)
            .Average(day =>
                Enumerable
                    .Range(0, universe.Panel.Offers.Count)
                    .Where(i => universe.Has(i, day))
                    .Select(i => universe.Panel.Offers[i].Seller)
                    .Distinct()
                    .Count()
            );
        foreach (var construction in constructions)
            yield return new(
                window.Name,
                construction.Name,
                construction.Set == GpuConstructions.SpotSet ? double.NaN : sellers,
                SeriesFigures.Of(construction.Series[from..to])
            );
    }

    // What the same chain says of rows that nobody cleaned: each seller at the median of its rows.
    private static IEnumerable<GpuSeriesLine> AsRecorded(GpuWindow window, IReadOnlyList<RecordedPrice> recorded)
    {
        foreach (var good in (bool[])[false, true])
        {
            var rows = recorded.Where(r => r.Window == window.Name && (r.Good || !good)).ToList();
            if (rows.Count == 0)
                continue;
            var days = rows.GroupBy(r => r.Day)
                .OrderBy(g => g.Key)
                .Select(g =>
                    g.GroupBy(r => r.Seller)
                        .ToDictionary(s => s.Key, s => Levels.Quantile([.. s.Select(r => r.Price)], 0.5, 1))
                )
                .ToList();
            var chain = Chains.Chain(
                days.Count,
                (day, before) =>
                {
                    var both = days[day].Keys.Where(days[before].ContainsKey).Order(StringComparer.Ordinal).ToList();
                    return both.Count == 0 ? double.NaN : both.Average(s => Math.Log(days[day][s] / days[before][s]));
                }
            );
            yield return new(
                window.Name,
                good ? "all clouds, matched, rows marked good (hindsight)" : "all clouds, matched, as recorded",
                days.Average(d => d.Count),
                SeriesFigures.Of(chain)
            );
        }
    }

    // Chains of matched offers of one seller, over the whole time that it was watched.
    private static IEnumerable<GpuTermsLine> OfTerms(string terms, PricePanel all, GpuFacts facts)
    {
        var part = all.Where(o => o.Terms == terms);
        foreach (var seller in part.Offers.Select(o => o.Seller).Distinct().Order(StringComparer.Ordinal))
        {
            var offers = part.Where(o => o.Seller == seller);
            var chain = Chains.Matched(new Universe(offers, null, 0), o => o.Region);
            var figures = SeriesFigures.Of(chain);
            if (figures.Days < 60 || (!facts.Large.Contains(seller) && terms == "on_demand"))
                continue;
            var low = offers.Prices.Min(p => p.Where(double.IsFinite).Min());
            var day = offers.Prices.Min(p => Array.IndexOf(p, low) is var at && at >= 0 ? at : int.MaxValue);
            yield return new(terms, seller, offers.Offers.Count, figures, low, $"{all.First.Plus(day - 1)}");
        }
    }

    private static List<string> Steps(PricePanel all)
    {
        var steps = new List<(int Day, string Text)>();
        for (var i = 0; i < all.Offers.Count; i++)
        for (var day = 1; day < all.Days; day++)
        {
            var (before, now) = (all.Prices[i][day - 1], all.Prices[i][day]);
            if (!(Math.Abs((now / before) - 1) >= 0.2) || all.Offers[i].Terms == "spot")
                continue;
            var offer = all.Offers[i];
            steps.Add(
                (
                    day,
                    string.Create(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"{all.First.Plus(day - 1)} {offer.Seller} {offer.Terms} {offer.Region} "
                            + $"{before:0.00} to {now:0.00} ({(now / before) - 1:+0 %;-0 %})"
                    )
                )
            );
        }

        return [.. steps.OrderBy(s => s.Day).ThenBy(s => s.Text, StringComparer.Ordinal).Select(s => s.Text)];
    }

    private static string Compared(GpuFacts facts, double[] chain, TradingDate first)
    {
        var moments = default(Moments);
        var ratios = new List<double>();
        foreach (var (day, value) in facts.Reference.OrderBy(r => r.Key))
        {
            var at = day.Days - first.Days;
            if (at < 1 || at >= chain.Length)
                continue;
            if (facts.Shipped.TryGetValue(day, out var own))
                ratios.Add(own / value);
            if (facts.Reference.TryGetValue(day.Plus(-1), out var before))
                moments.Add(Math.Log(chain[at] / chain[at - 1]), Math.Log(value / before));
        }

        ratios.Sort();
        return ratios.Count == 0
            ? "no third-party index on these days"
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{ratios.Count} days with a value of both: own level over the other's "
                    + $"{ratios[ratios.Count / 2]:0.00} in the median; squared correlation of daily moves "
                    + $"{moments.R2:0.00} over {moments.Count} pairs"
            );
    }

    private static double[] Align(IReadOnlyDictionary<TradingDate, double> values, TradingDate first, int days)
    {
        var series = new double[days];
        for (var day = 0; day < days; day++)
            series[day] = values.TryGetValue(first.Plus(day), out var value) ? value : double.NaN;
        return series;
    }
}
