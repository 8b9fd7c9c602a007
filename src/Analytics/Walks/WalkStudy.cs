// The whole study: every hedger with every strategy, how it hangs on the assumptions, and others like them.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>A contract with its hedgers.</summary>
/// <param name="Cross">The other contract in the currency of this one; null when none is tried.</param>
/// <param name="Start">The first decision falls on this month's last day.</param>
/// <param name="End">The last month hedged.</param>
/// <param name="Others">Groups of hedgers like some of these, each tried with a strip.</param>
public sealed record WalkBook(
    WalkContract Contract,
    WalkContract? Cross,
    ContractMonth Start,
    ContractMonth End,
    IReadOnlyList<WalkHedger> Hedgers,
    IReadOnlyList<(string Group, IReadOnlyList<WalkHedger> Hedgers)> Others
);

/// <summary>One cell of the table.</summary>
/// <param name="Words">What the figures say.</param>
public sealed record WalkLine(
    string Contract,
    string Currency,
    string Hedger,
    bool Sells,
    HedgeStrategy Strategy,
    WalkFigures Figures,
    WalkParts Parts,
    string Words
);

/// <summary>Sums of the months' parts, signed as in <see cref="WalkMonth"/>.</summary>
public sealed record WalkParts(
    decimal Budget,
    decimal IndexMove,
    decimal Basis,
    decimal Strip,
    decimal Roll,
    decimal Fees,
    decimal Interest,
    decimal Net
)
{
    /// <summary>Adds the months up.</summary>
    public static WalkParts Of(IReadOnlyList<WalkMonth> months) =>
        new(
            months.Sum(m => m.Budget),
            months.Sum(m => m.IndexMove),
            months.Sum(m => m.Basis),
            months.Sum(m => m.Strip),
            months.Sum(m => m.Roll),
            months.Sum(m => m.Fees),
            months.Sum(m => m.Interest),
            months.Sum(m => m.Net)
        );
}

/// <summary>A strategy under one changed assumption.</summary>
public sealed record SensitivityLine(
    string Assumption,
    string Contract,
    string Hedger,
    HedgeStrategy Strategy,
    double Reduction,
    double NetOverCost,
    double PeakOverMonth
);

/// <summary>What a strip did for everybody of a kind.</summary>
/// <param name="Counted">Hedgers with at least twelve months and a price that moved.</param>
/// <param name="Still">Hedgers with as many months whose price never differed from its budget.</param>
/// <param name="Better">Of those counted, how many had less variance with the strip.</param>
/// <param name="Half">Of those counted, how many lost at least half of it.</param>
public sealed record CrowdLine(
    string Contract,
    string Group,
    int Counted,
    int Still,
    int Better,
    int Half,
    double Lowest,
    double Median,
    double Highest
);

/// <summary>Describes a hedger.</summary>
/// <param name="Units">Of the first month walked.</param>
public sealed record WalkNote(string Contract, string Hedger, string What, decimal UnitsADay);

/// <summary>The study's result.</summary>
/// <param name="Walks">The walks behind <paramref name="Lines"/>, in the same order.</param>
public sealed record WalkReport(
    string Source,
    WalkRules Rules,
    IReadOnlyList<WalkNote> Notes,
    IReadOnlyList<WalkLine> Lines,
    IReadOnlyList<SensitivityLine> Sensitivity,
    IReadOnlyList<CrowdLine> Crowds,
    IReadOnlyList<WalkResult> Walks
);

/// <summary>Runs the study.</summary>
public static class WalkStudy
{
    /// <summary>Fewer months than these are no sample.</summary>
    public const int LeastMonths = 12;

    private static readonly HedgeStrategy[] _strategies = Enum.GetValues<HedgeStrategy>();

    /// <summary>The assumptions that are changed one at a time.</summary>
    public static IReadOnlyList<(string Name, WalkRules Rules)> Assumptions(WalkRules rules)
    {
        var curve = rules.Curve;
        return
        [
            ("as stated", rules),
            ("flat curve", rules with { Curve = curve with { Trend = 0 } }),
            ("trend not shrunk", rules with { Curve = curve with { Prior = 1000 } }),
            ("trend of half a year", rules with { Curve = curve with { Window = 182 } }),
            ("risk premium +10 % a year", rules with { Curve = curve with { RiskPremium = 0.1 } }),
            ("risk premium -10 % a year", rules with { Curve = curve with { RiskPremium = -0.1 } }),
            ("noise of 2 % in every price", rules with { Curve = curve with { Noise = 0.02 } }),
            ("noise of 10 % in every price", rules with { Curve = curve with { Noise = 0.1 } }),
            ("half spread of 1 %", rules with { HalfSpread = 0.01m }),
            ("fees ten times", rules with { FeeTimes = 10 }),
            ("interest of 15 %", rules with { Interest = 0.15m }),
            ("three months ahead", rules with { Horizon = 3 }),
            ("one month ahead", rules with { Horizon = 1 }),
            ("parts of lots", rules with { WholeLots = false }),
        ];
    }

    /// <summary>Everything.</summary>
    /// <param name="say">Is told what is being walked.</param>
    public static WalkReport Run(string source, IReadOnlyList<WalkBook> books, WalkRules rules, Action<string> say)
    {
        var notes = new List<WalkNote>();
        var lines = new List<WalkLine>();
        var walks = new List<WalkResult>();
        var sensitivity = new List<SensitivityLine>();
        var crowds = new List<CrowdLine>();
        foreach (var book in books)
        {
            foreach (var hedger in book.Hedgers)
            {
                say($"{book.Contract.Code}: {hedger.Name}");
                notes.Add(new(book.Contract.Code, hedger.Name, hedger.What, hedger.UnitsADay));
                foreach (var strategy in _strategies)
                {
                    if (!Fits(strategy, hedger, book))
                        continue;
                    var walk = Walked(book, hedger, strategy, rules);
                    walks.Add(walk);
                    lines.Add(Line(book, hedger, walk, rules));
                }

                foreach (var strategy in (HedgeStrategy[])[HedgeStrategy.Strip, HedgeStrategy.StackAndRoll])
                    sensitivity.AddRange(
                        Assumptions(rules).Select(a => Changed(book, hedger, strategy, a.Name, a.Rules))
                    );
            }

            crowds.AddRange(book.Others.Select(o => Crowd(book, o.Group, o.Hedgers, rules)));
        }

        return new(source, rules, notes, lines, sensitivity, crowds, walks);
    }

    /// <summary>One walk of a book.</summary>
    public static WalkResult Walked(WalkBook book, WalkHedger hedger, HedgeStrategy strategy, WalkRules rules) =>
        Walk.Run(hedger, strategy, book.Contract, book.Cross, book.Start, book.End, rules);

    // Nobody pays a seller ahead here, and only tokens have another contract to be hedged with.
    private static bool Fits(HedgeStrategy strategy, WalkHedger hedger, WalkBook book) =>
        strategy switch
        {
            HedgeStrategy.Prepay => !hedger.Sells,
            HedgeStrategy.CrossHedge => book.Cross is not null,
            _ => true,
        };

    private static WalkLine Line(WalkBook book, WalkHedger hedger, WalkResult walk, WalkRules rules)
    {
        var figures = WalkFigures.Of(walk, rules.Horizon, rules.Seed);
        return new(
            book.Contract.Code,
            book.Contract.Currency,
            hedger.Name,
            hedger.Sells,
            walk.Strategy,
            figures,
            WalkParts.Of(walk.Months),
            WalkWords.Of(walk.Strategy, figures)
        );
    }

    private static SensitivityLine Changed(
        WalkBook book,
        WalkHedger hedger,
        HedgeStrategy strategy,
        string name,
        WalkRules rules
    )
    {
        var figures = WalkFigures.Of(Walked(book, hedger, strategy, rules), rules.Horizon, rules.Seed);
        var month = figures.Months == 0 ? double.NaN : Math.Abs((double)figures.Cost) / figures.Months;
        return new(
            name,
            book.Contract.Code,
            hedger.Name,
            strategy,
            figures.Reduction,
            figures.Cost == 0 ? double.NaN : (double)((figures.Net - figures.Cost) / Math.Abs(figures.Cost)),
            figures.PeakCash / month
        );
    }

    private static CrowdLine Crowd(WalkBook book, string group, IReadOnlyList<WalkHedger> hedgers, WalkRules rules)
    {
        var figures = hedgers
            .Select(h => Walked(book, h, HedgeStrategy.Strip, rules))
            .Where(w => w.Months.Count >= LeastMonths)
            .Select(w => WalkFigures.TakenAway([.. w.Months.Select(m => m.Bare)], [.. w.Months.Select(m => m.Hedged)]))
            .ToList();
        var moved = figures.Where(double.IsFinite).Order().ToList();
        return new(
            book.Contract.Code,
            group,
            moved.Count,
            figures.Count - moved.Count,
            moved.Count(r => r > 0),
            moved.Count(r => r >= 0.5),
            moved.Count == 0 ? double.NaN : moved[0],
            moved.Count == 0 ? double.NaN : moved[moved.Count / 2],
            moved.Count == 0 ? double.NaN : moved[^1]
        );
    }
}
