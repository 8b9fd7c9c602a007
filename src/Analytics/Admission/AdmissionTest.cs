// Was this history observed, or made? The tests, their thresholds, and the rule that turns them into a verdict.
namespace Tokenbourse.Analytics.Admission;

/// <summary>What follows from the findings.</summary>
public enum Verdict
{
    /// <summary>Nothing speaks against it.</summary>
    Admitted,

    /// <summary>Too little to judge, or one doubt: watched and not used.</summary>
    Probation,

    /// <summary>It looks made.</summary>
    Refused,
}

/// <summary>One test that spoke against a history.</summary>
/// <param name="Test">Name of the closed set in docs/admission-test.md.</param>
/// <param name="Points">2: enough to refuse; 1: a doubt; 0: too little to judge.</param>
public sealed record Finding(string Test, int Points, double Value, double Threshold, string Words);

/// <summary>One series judged.</summary>
public sealed record SeriesVerdict(
    string Series,
    Verdict Verdict,
    IReadOnlyList<Finding> Findings,
    HistoryFacts Facts,
    CurveFit Fit,
    SpectralLine Line,
    IReadOnlyList<Agreement> Agreements
);

/// <summary>A source judged by its series.</summary>
/// <param name="Chance">Probability of at least so many refused series if every one had been observed.</param>
public sealed record SourceVerdict(
    Verdict Verdict,
    IReadOnlyList<SeriesVerdict> Series,
    int Judged,
    int Refused,
    double Chance,
    string Words
);

/// <summary>The thresholds and the rule.</summary>
public static class AdmissionTest
{
    /// <summary>Below so many observations nothing is decided: what speaks is told, and the series waits.</summary>
    public const int LeastObservations = 30;

    /// <summary>Below so many changes the tests of moves say nothing.</summary>
    public const int LeastMoves = 40;

    /// <summary>Of fewer observations only one wave is asked for: two would fit any short walk.</summary>
    public const int ShortHistory = 100;

    /// <summary>Trend and two waves explain at least this share ...</summary>
    public const double CurveExplains = 0.5;

    /// <summary>... and leave independent noise: correlation of neighbours at most this.</summary>
    public const double CurveRest = 0.3;

    /// <summary>A wave so many times above its neighbours, ...</summary>
    public const double LineAbove = 25;

    /// <summary>... that goes round so often ...</summary>
    public const int LineCycles = 3;

    /// <summary>... and would come by chance less often than this.</summary>
    public const double LineChance = 0.001;

    /// <summary>Fewer turning points than this: a smooth curve.</summary>
    public const double SmoothTurning = 0.3;

    /// <summary>More than this: noise around a level or curve ...</summary>
    public const double NoiseTurning = 0.62;

    /// <summary>... when it is so many standard errors above one half.</summary>
    public const double NoiseSigma = 3.5;

    /// <summary>So many changes equal to the one before: drawn with a ruler. Asked from ten changes on.</summary>
    public const double StraightShare = 0.25;

    /// <summary>Moves with tails no fatter than this ...</summary>
    public const double ThinTails = 0.3;

    /// <summary>... and without quiet and loud times (Ljung-Box of the sizes, ten lags, 95 % point): drawn from a
    /// normal distribution. Asked from a hundred changes on.</summary>
    public const double NoClustering = 18.3;

    /// <summary>So long a run of changes that stands there twice.</summary>
    public const int RepeatedRun = 8;

    /// <summary>Prices with so many significant digits are computed, not quoted.</summary>
    public const double ComputedDigits = 9;

    /// <summary>The same moves as another history, of at least twenty: a copy.</summary>
    public const double CopiedMoves = 0.9;

    /// <summary>Of observed series so many are refused (measured, docs/admission-test.md).</summary>
    public const double FalseRate = 0.03;

    /// <summary>A source is refused when more than this share of its judged series is, ...</summary>
    public const double SourceShare = 1.0 / 3;

    /// <summary>... and watched when chance explains its refused series less often than this.</summary>
    public const double SourceChance = 0.05;

    /// <summary>Moves that go with a known history's so closely, of at least forty: a copy with noise, or a hedge of
    /// it.
    /// </summary>
    public const double MovesWith = 0.97;

    // Pairs are compared with so many others at most; each comparison walks both histories.
    private const int MostOthers = 60;
    private const int LeastCopied = 20;

    /// <summary>Judges each series, also against each other and against known histories, and the source as a whole.
    /// </summary>
    public static SourceVerdict Judge(IReadOnlyList<PriceHistory> series, IReadOnlyList<PriceHistory>? known = null)
    {
        var verdicts = new List<SeriesVerdict>();
        foreach (var history in series)
        {
            var others = series
                .Where(s => !ReferenceEquals(s, history) && s.NonZero.Length >= LeastCopied)
                .Take(MostOthers);
            var moves = history.NonZero.Length >= LeastCopied;
            verdicts.Add(Judge(history, moves ? [.. others] : [], moves ? known : null));
        }

        return OfSource(verdicts);
    }

    /// <summary>The source as a whole, from the verdicts of its series.</summary>
    public static SourceVerdict OfSource(IReadOnlyList<SeriesVerdict> verdicts)
    {
        var judged = verdicts.Count(v => v.Facts.Observations >= LeastObservations && v.Facts.Moves > 0);
        var refused = verdicts.Count(v => v.Verdict == Verdict.Refused);
        var chance = AtLeast(refused, judged);
        var admitted = verdicts.Count(v => v.Verdict == Verdict.Admitted);
        var (verdict, words) =
            refused > judged * SourceShare ? (Verdict.Refused, "too many of its series look made")
            : judged == 0 ? (Verdict.Probation, "nothing moves, or too little is there to judge")
            : chance < SourceChance
                ? (Verdict.Probation, "more of its series look made than chance explains, fewer than a third")
            : admitted * 2 > judged ? (Verdict.Admitted, "most of its series show nothing against them")
            : (Verdict.Probation, "doubts remain");
        return new(verdict, verdicts, judged, refused, chance, words);
    }

    /// <summary>Judges one series.</summary>
    /// <param name="others">Series of the same source: moving together is no fault among them, copying is.</param>
    /// <param name="known">Histories that are known to be observed.</param>
    public static SeriesVerdict Judge(
        PriceHistory history,
        IReadOnlyList<PriceHistory> others,
        IReadOnlyList<PriceHistory>? known = null
    )
    {
        var facts = HistoryFacts.Of(history);
        var enough = facts.Observations >= LeastObservations && facts.Moves >= LeastMoves;
        var fit = enough ? Curve.Fit(history.Logs, facts.Observations < ShortHistory ? 1 : 2) : default;
        var line = enough ? Curve.Line(history.Moves) : default;
        List<Agreement> agreements =
        [
            .. (known ?? []).Select(k => Agreement.Of(history, k) with { Known = true }),
            .. others.Select(o => Agreement.Of(history, o)),
        ];
        var findings = new List<Finding>();
        if (facts.Observations < LeastObservations)
            findings.Add(new("too_short", 0, facts.Observations, LeastObservations, "too few observations to judge"));
        else if (facts.Moves == 0)
            findings.Add(new("constant", 0, 0, 1, "never moves: a constant cannot be told from a forgotten one"));
        Shape(facts, findings);
        if (enough)
            Formula(facts, fit, line, findings);
        Habits(facts, findings);
        Copies(agreements, findings);
        var points = findings.Sum(f => f.Points);
        var verdict =
            points >= 2 && facts.Observations >= LeastObservations ? Verdict.Refused
            : findings.Count > 0 ? Verdict.Probation
            : Verdict.Admitted;
        return new(history.Name, verdict, findings, facts, fit, line, agreements);
    }

    private static void Shape(HistoryFacts facts, List<Finding> findings)
    {
        if (facts.Moves >= 10 && facts.Straight >= StraightShare)
            findings.Add(
                new(
                    "interpolated",
                    2,
                    facts.Straight,
                    StraightShare,
                    "changes equal the change before: drawn between points"
                )
            );
        if (facts.Moves >= LeastMoves && facts.Turning <= SmoothTurning)
            findings.Add(new("too_smooth", 2, facts.Turning, SmoothTurning, "hardly ever turns: a smooth curve"));
        if (facts.Repeated >= RepeatedRun)
            findings.Add(
                new(
                    "repeats_itself",
                    2,
                    facts.Repeated,
                    RepeatedRun,
                    "a run of changes stands there twice: copied from itself"
                )
            );
    }

    private static void Formula(HistoryFacts facts, CurveFit fit, SpectralLine line, List<Finding> findings)
    {
        if (fit.Explained >= CurveExplains && fit.RestCorrelation <= CurveRest)
            findings.Add(
                new(
                    "curve_and_noise",
                    2,
                    fit.RestCorrelation,
                    CurveRest,
                    "a trend with waves explains it and leaves independent noise"
                )
            );
        if (line.AboveNeighbours >= LineAbove && line.Cycles >= LineCycles && line.Chance <= LineChance)
            findings.Add(
                new("single_period", 2, line.AboveNeighbours, LineAbove, "one period stands out of the spectrum")
            );
        if (facts.Turning >= NoiseTurning && facts.TurningSigma >= NoiseSigma)
            findings.Add(
                new("noise_around_level", 2, facts.Turning, NoiseTurning, "turns as often as independent noise does")
            );
    }

    private static void Habits(HistoryFacts facts, List<Finding> findings)
    {
        if (facts.Moves >= 100 && facts.Kurtosis <= ThinTails && facts.Clustering <= NoClustering)
            findings.Add(
                new(
                    "normal_moves",
                    1,
                    facts.Kurtosis,
                    ThinTails,
                    "moves drawn from one normal distribution: no fat tails, no quiet times"
                )
            );
        if (facts.Moves >= 60 && facts.MissingDays == 0 && facts.Stays < 0.15 && facts.WeekendMoves > 0.2)
            findings.Add(
                new("never_sleeps", 1, facts.WeekendMoves, 0.2, "moves every day of every week, and no day is missing")
            );
        if (facts.Moves > 0 && facts.Digits >= ComputedDigits)
            findings.Add(new("computed_digits", 1, facts.Digits, ComputedDigits, "more digits than any quote has"));
        if (facts.Backfilled >= 0.5)
            findings.Add(
                new(
                    "backfilled",
                    1,
                    facts.Backfilled.Value,
                    0.5,
                    "most of it was written down days after it is said to have been seen"
                )
            );
    }

    private static void Copies(List<Agreement> agreements, List<Finding> findings)
    {
        Agreement? most = null;
        foreach (var each in agreements)
            if (each.Moves >= LeastCopied && each.Same >= CopiedMoves && (most is null || each.Same > most.Same))
                most = each;
        if (most is null)
        {
            var with = agreements.Find(a => a.Known && a.Moves >= LeastMoves && a.Correlation >= MovesWith);
            if (with is not null)
                findings.Add(new("moves_with", 1, with.Correlation, MovesWith, $"moves as {with.Other} does"));
            return;
        }

        findings.Add(
            most.SamePrice >= 0.9 && most.Lag == 0
                ? new("no_second_witness", 1, most.Same, CopiedMoves, $"tells the same prices as {most.Other}")
                : new("copied", 2, most.Same, CopiedMoves, $"makes the moves of {most.Other} at another level or later")
        );
    }

    /// <summary>Probability of at least k of n at the rate of false refusals.</summary>
    private static double AtLeast(int k, int n) =>
        k <= 0 ? 1 : 1 - MathNet.Numerics.Distributions.Binomial.CDF(FalseRate, Math.Max(n, k), k - 1);
}
