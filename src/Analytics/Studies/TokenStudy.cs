// The study of tokens: every construction against every type of hedger, on each set of list prices that is there.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>What the study of tokens is given.</summary>
/// <param name="Source">Says where the facts are from.</param>
/// <param name="Prices">Token prices, in order of the day on which each was known.</param>
/// <param name="First">First day under study.</param>
/// <param name="Last">Last day with list prices.</param>
/// <param name="Router">Name of the seller that lists all makers at one place; its list is a book of its own.</param>
/// <param name="Shipped">Prints of the shipped indices, by day from <paramref name="First"/>.</param>
public sealed record TokenFacts(
    string Source,
    IReadOnlyList<PriceFact> Prices,
    IReadOnlyList<RateFact> Rates,
    IReadOnlyList<ScoreFact> Scores,
    IReadOnlyList<UsageFact> Usage,
    IReadOnlyList<TaskCostFact> TaskCosts,
    TradingDate First,
    TradingDate Last,
    string Router,
    IReadOnlyList<(string Name, double[] Series)> Shipped
);

/// <summary>Runs it.</summary>
public static class TokenStudy
{
    /// <summary>Months of a strip.</summary>
    public const int Strip = 6;

    /// <summary>The anchor of the shipped grade.</summary>
    public static readonly string[] Anchors = ["claude-3-sonnet-20240229", "claude-3-sonnet"];

    private const int Probation = 30;
    private const int LeastMakers = 6;

    /// <summary>All parts.</summary>
    public static TokenReport Run(TokenFacts facts)
    {
        var grade = Grade.Anchored("grade S, scores known that day", facts.Scores, Anchors);
        var age = UsageStudy.MedianAge(facts.Usage);
        var all = Panel(facts, facts.Prices, Currency.USD, Bundle.Uncached);
        var router = all.Where(o => o.Seller == facts.Router);
        var named = all.Where(o => o.Seller != facts.Router);
        var books = new List<BookReport>();
        if (router.Offers.Count > 0)
            books.Add(Book("router", router, router, grade, age, []));
        var yuan = Panel(facts, facts.Prices, Currency.CNY, Bundle.Standard).Where(o => o.Seller != facts.Router);
        if (named.Offers.Count > 0)
            books.Add(Book("named sellers, yuan", yuan, named, grade, age, facts.Shipped));
        var wide = router.Offers.Count > 0 ? router : named;
        return new(
            facts.Source,
            books,
            [.. TokenHedgers.All(new Universe(wide, grade, 0)).Select(t => new HedgerNote(t.Name, t.What))],
            Coverage(named, grade),
            Drift(wide, facts.Scores, grade),
            Rebasings(wide, facts.Scores),
            UsageStudy.Of(facts.Usage),
            TaskCostStudy.Of(facts.TaskCosts)
        );
    }

    private static PricePanel Panel(TokenFacts facts, IReadOnlyList<PriceFact> prices, Currency to, Bundle bundle) =>
        PricePanel.Of(prices, facts.Rates, facts.First, facts.Last, to, bundle);

    private static BookReport Book(
        string name,
        PricePanel panel,
        PricePanel dollars,
        Grade grade,
        int age,
        IReadOnlyList<(string Name, double[] Series)> shipped
    )
    {
        var months = Periods.Months(panel.First, panel.Days);
        // A buyer pays the price of the day on which a model is there; nobody makes a buyer wait.
        var hedgers = TokenHedgers.All(new Universe(panel, grade, 0));
        var monthly = hedgers
            .Select(h => (h.Name, (IReadOnlyList<double[]>)[.. h.Costs.Select(months.Means)]))
            .ToList();
        var series = TokenConstructions.All(panel, grade, Probation, LeastMakers, age).ToList();
        series.AddRange(shipped.Select(s => new Construction(s.Name, "as shipped", false, s.Series, null)));
        var lines = series.Select((s, i) => Line(s, months, monthly, 1000UL + (ulong)(10 * i))).ToList();
        return new(
            name,
            panel.First.ToString(),
            panel.First.Plus(panel.Days - 1).ToString(),
            panel.Offers.Count,
            panel.Offers.Select(o => o.Item).Distinct().Count(),
            panel.Offers.Select(o => o.Maker).Distinct().Count(),
            NeverChanged(dollars),
            lines,
            [.. monthly.Select(m => Placebo.Of(m.Name, m.Item2, months, panel.Days, Strip))],
            TokenConstructions.Rules(panel, grade, LeastMakers),
            [
                .. series
                    .Where(s =>
                        s.Set == "as shipped" || s.Name is "makers, middle half" or "matched models, makers alike"
                    )
                    .SelectMany(s => MarginNeed.Of($"{s.Name} ({s.Set})", s.Series)),
            ]
        );
    }

    private static ConstructionLine Line(
        Construction construction,
        Periods months,
        IReadOnlyList<(string Name, IReadOnlyList<double[]> Costs)> hedgers,
        ulong seed
    )
    {
        var means = months.Means(construction.Series);
        return new(
            construction.Name,
            construction.Set,
            construction.Assumed,
            SeriesFigures.Of(construction.Series),
            SeriesFigures.Of(means, 12),
            [.. hedgers.Select(h => new HedgeLine(h.Name, HedgeQuality.Measure(h.Costs, means, Strip, seed)))],
            construction.Attack,
            means
        );
    }

    private static double NeverChanged(PricePanel panel)
    {
        var rows = panel.Prices.Select(p => p.Where(double.IsFinite).ToList()).Where(p => p.Count >= 180).ToList();
        return rows.Count == 0 ? double.NaN : (double)rows.Count(p => p.Max() / p.Min() - 1 < 1e-9) / rows.Count;
    }

    private static List<CoverageLine> Coverage(PricePanel panel, Grade grade)
    {
        var universe = new Universe(panel, grade, Probation);
        var months = Periods.Months(panel.First, panel.Days);
        var lines = new List<CoverageLine>();
        for (var month = 0; month < months.Count; month++)
        {
            var day = months.Start(month) + 14;
            if (day >= panel.Days)
                continue;
            var there = Enumerable.Range(0, panel.Offers.Count).Where(i => universe.Has(i, day)).ToList();
            var sellers = there
                .GroupBy(i => panel.Offers[i].Item)
                .Select(g => g.Select(i => panel.Offers[i].Seller).Distinct().Count());
            lines.Add(
                new(
                    panel.First.Plus(day).ToString()[..7],
                    there.Select(i => panel.Offers[i].Maker).Distinct().Count(),
                    there.Select(i => panel.Offers[i].Item).Distinct().Count(),
                    there.Select(i => panel.Offers[i].Seller).Distinct().Count(),
                    sellers.Count(n => n >= 3)
                )
            );
        }

        return lines;
    }

    private static List<DriftParts> Drift(PricePanel panel, IReadOnlyList<ScoreFact> scores, Grade known)
    {
        var grades = new List<Grade> { known };
        if (LaterEditions(scores) is [var later, ..])
            foreach (var bar in (double[])[15, 20, 30])
                grades.Add(Grade.Later($"score {bar:0} or more of {later[0].Exam}", later, bar));
        var parts = new List<DriftParts>();
        foreach (var grade in grades)
        {
            var universe = new Universe(panel, grade, Probation);
            parts.Add(GradeDrift.Of(universe, grade, "makers, middle half", Levels.MakersMiddleHalf(4)));
            parts.Add(GradeDrift.Of(universe, grade, "models, median", Levels.ModelQuantile(0.5, 4)));
        }

        return parts;
    }

    // Scores that began after the last list price: on these prices they are hindsight.
    private static IReadOnlyList<IReadOnlyList<ScoreFact>> LaterEditions(IReadOnlyList<ScoreFact> scores)
    {
        var later = Grade.Editions(scores.Where(s => !s.Exam.StartsWith("lmarena", StringComparison.Ordinal)));
        return [.. later.Where(e => e.Count > 30)];
    }

    private static List<RebasingFigure> Rebasings(PricePanel panel, IReadOnlyList<ScoreFact> scores)
    {
        var level = Levels.MakersMiddleHalf(4);
        var figures = new List<RebasingFigure>();
        int Day(IReadOnlyList<ScoreFact> edition) => edition[0].Known.Days - panel.First.Days;
        double Anchor(IReadOnlyList<ScoreFact> edition) =>
            edition.Where(s => Anchors.Contains(s.Item)).Select(s => s.Score).DefaultIfEmpty(double.NaN).Max();
        foreach (var exam in (string[])["lmarena-text", "lmarena-catalog"])
        {
            var editions = Grade.Editions(scores.Where(s => s.Exam.StartsWith(exam, StringComparison.Ordinal)));
            if (editions.Count < 2)
                continue;
            var first = Anchor(editions[0]);
            figures.Add(GradeDrift.Rebasing(panel, exam, "the anchor's own score", editions, Anchor, Day, level));
            figures.Add(GradeDrift.Rebasing(panel, exam, $"{first:0}, for good", editions, _ => first, Day, level));
        }

        // Only editions that mark everybody anew; the last prices stand in for those of the day.
        var later = LaterEditions(scores);
        if (later.Count > 1)
            foreach (var bar in (double[])[15, 20, 30])
                figures.Add(
                    GradeDrift.Rebasing(
                        panel,
                        "aa-intelligence (hindsight)",
                        $"{bar:0}, for good",
                        later,
                        _ => bar,
                        _ => panel.Days - 1,
                        level
                    )
                );
        return figures;
    }
}
