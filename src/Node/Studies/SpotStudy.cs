// The spot laboratory's study: seeded markets, whom their futures hedge, and what the answer hangs on.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>What is asked.</summary>
/// <param name="Years">Simulated years a path, 2 to 20.</param>
/// <param name="Seed">Of the first path; path k has seed + k.</param>
/// <param name="Paths">Paths of the main table, 2 to 1,000.</param>
/// <param name="VariantPaths">Paths of each line of the sensitivity table; 0: no table.</param>
/// <param name="Buyers">Buyers of each kind that are walked, from the largest to the smallest.</param>
internal sealed record SpotQuestion(int Years, long Seed, int Paths, int VariantPaths, int Buyers = 2)
{
    /// <summary>First simulated day.</summary>
    public static TradingDate First { get; } = TradingDate.Of(2026, 1, 1);
}

/// <summary>What one kind of buyer gets from a future. All figures are of simulated markets.</summary>
/// <param name="Price">Share of the variance of price over budget that is gone, at the ratio chosen beforehand.</param>
/// <param name="Full">The same one for one.</param>
/// <param name="Bill">The same of the whole bill: the buyer's volume is in it.</param>
/// <param name="Deviation">Standard deviation of price over budget without a hedge.</param>
/// <param name="Ratio">Mean ratio.</param>
internal sealed record SpotHedgeLine(
    string Contract,
    string Buyer,
    SpotHedgerKind Kind,
    int Months,
    SpotFigure Price,
    SpotFigure Full,
    SpotFigure Bill,
    double Deviation,
    double Ratio
);

/// <summary>A line of the sensitivity table.</summary>
internal sealed record SpotVariantLine(string Assumption, IReadOnlyList<SpotHedgeLine> Lines);

/// <summary>Assumptions outside of the market itself.</summary>
/// <param name="Basis">Beside the buyer's own.</param>
/// <param name="Supply">Instead of the contract of the kind of buyer.</param>
internal sealed record SpotSetting(
    SpotWalkRules Walk,
    SpotCurveModel Curve,
    SpotListTerms ComputeLists,
    SpotListTerms TokenLists,
    double Basis = 0,
    SpotSupply? Supply = null
)
{
    /// <summary>Lists change about as often and as far as measured. Their steps follow no market here; whether real
    /// ones do is measured in one window only, so following is a line of the sensitivity table.</summary>
    public static SpotSetting Usual { get; } =
        new(
            new(),
            new(),
            new SpotListTerms(Changes: 6, Step: 0.13, Follow: 0, Falls: 0.55),
            new SpotListTerms(Changes: 3, Step: 0.22, Follow: 0, Falls: 0.57)
        );
}

/// <summary>Runs it.</summary>
internal static class SpotStudy
{
    /// <summary>One seeded pair of markets: GPU hours, and the tokens that are made of them.</summary>
    public static (SpotPath Compute, SpotPath Tokens) Simulate(
        int years,
        long seed,
        Func<SpotTerms, SpotTerms>? change = null
    )
    {
        change ??= t => t;
        var days = SpotQuestion.First.Date.AddYears(years).DayNumber - SpotQuestion.First.Date.DayNumber;
        var compute = Market(change(SpotTerms.Compute), seed).Run(days);
        return (compute, Market(change(SpotTerms.Tokens), seed).Run(days, compute.Prints));
    }

    /// <summary>A market behind the auction that venues run.</summary>
    public static SpotMarket Market(SpotTerms terms, long seed) =>
        new(terms, seed, SpotQuestion.First, new SpotAuctionDoor());

    /// <summary>Main table and sensitivities.</summary>
    /// <param name="say">Progress.</param>
    /// <param name="look">Sees each path of the main table, in order of seeds.</param>
    /// <param name="tapes">Daily log moves of real prices, for markets whose cost is drawn from them.</param>
    public static (List<SpotHedgeLine> Main, List<SpotVariantLine> Variants) Run(
        SpotQuestion question,
        Action<string> say,
        Action<SpotPath, SpotPath> look,
        IReadOnlyList<SpotTape> tapes
    )
    {
        var settings = SpotVariants.Settings();
        var found = new (SpotPath Compute, SpotPath Tokens)[question.Paths];
        var main = new List<SpotWalked>[question.Paths];
        var figures = new List<SpotWalked>[Math.Min(question.VariantPaths, question.Paths)][];
        var done = 0;
        Parallel.For(
            0,
            question.Paths,
            path =>
            {
                found[path] = Simulate(question.Years, question.Seed + path);
                var known = new Dictionary<(string, TradingDate), double>();
                main[path] = Walk(found[path], SpotSetting.Usual, question, SpotCases.All, known);
                if (path < figures.Length)
                    figures[path] =
                    [
                        .. settings.Select(s => Walk(found[path], s.Setting, question, SpotCases.Few, known)),
                    ];
                say($"path {Interlocked.Increment(ref done)} of {question.Paths}");
            }
        );
        foreach (var (compute, tokens) in found)
            look(compute, tokens);
        var variants = new List<SpotVariantLine>();
        for (var i = 0; figures.Length > 0 && i < settings.Count; i++)
        {
            var at = i;
            variants.Add(new(settings[i].Name, Lines([.. figures.Select(f => f[at])], SpotCases.Few)));
        }

        foreach (var (name, change) in figures.Length > 0 ? SpotVariants.Markets(tapes) : [])
        {
            var some = new List<SpotWalked>[figures.Length];
            Parallel.For(
                0,
                some.Length,
                path =>
                {
                    var pair = Simulate(question.Years, question.Seed + path, change);
                    some[path] = Walk(pair, SpotSetting.Usual, question, SpotCases.Few, []);
                }
            );
            variants.Add(new(name, Lines(some, SpotCases.Few)));
            say($"assumption {variants.Count}: {name}");
        }

        return (Lines(main, SpotCases.All), variants);
    }

    private static List<SpotWalked> Walk(
        (SpotPath Compute, SpotPath Tokens) pair,
        SpotSetting setting,
        SpotQuestion question,
        IReadOnlyList<SpotCase> cases,
        Dictionary<(string, TradingDate), double> known
    ) =>
        [
            .. Walk(pair.Compute, "GH", setting, question, cases, known),
            .. Walk(pair.Tokens, "TK", setting, question, cases, known),
        ];

    private static IEnumerable<SpotWalked> Walk(
        SpotPath path,
        string contract,
        SpotSetting setting,
        SpotQuestion question,
        IReadOnlyList<SpotCase> cases,
        Dictionary<(string, TradingDate), double> known
    )
    {
        var curve = new SpotCurve(path.First, path.Prints, setting.Curve with { Seed = (ulong)path.Seed });
        var rules = setting.Walk with { LotUnits = contract == "GH" ? 1000 : 10000 };
        foreach (var @case in cases)
        foreach (var hedger in SpotCases.Of(path, @case, contract, setting, question.Buyers))
            yield return new(contract, @case, SpotWalk.Of(SpotWalk.Run(hedger, curve, path.First, rules, known)));
    }

    // One value a path: the mean over its buyers; the interval is over paths.
    private static List<SpotHedgeLine> Lines(IReadOnlyList<List<SpotWalked>> paths, IReadOnlyList<SpotCase> cases)
    {
        var lines = new List<SpotHedgeLine>();
        foreach (var contract in new[] { "GH", "TK" })
        foreach (var @case in cases)
        {
            var of = paths
                .Select(p => p.Where(f => f.Contract == contract && f.Case == @case).Select(f => f.Figures).ToList())
                .Where(p => p.Count > 0)
                .ToList();
            SpotFigure Over(Func<SpotWalkFigures, double?> value) =>
                SpotFigure.Of([
                    .. of.Select(p => p.Select(value).OfType<double>().DefaultIfEmpty(double.NaN).Average())
                        .Where(double.IsFinite),
                ]);
            lines.Add(
                new(
                    contract,
                    @case.Name,
                    @case.Kind,
                    of.Count == 0 ? 0 : of[0][0].Months,
                    Over(f => f.Chosen),
                    Over(f => f.Full),
                    Over(f => f.Bill),
                    of.SelectMany(p => p).Average(f => f.Deviation),
                    of.SelectMany(p => p).Average(f => f.Ratio)
                )
            );
        }

        return lines;
    }
}

/// <summary>One walk of one buyer on one path.</summary>
internal sealed record SpotWalked(string Contract, SpotCase Case, SpotWalkFigures Figures);
