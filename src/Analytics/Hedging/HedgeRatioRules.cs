// The numbers that the sticky-price guard and the estimates go by, each with its default.
namespace Tokenbourse.Analytics.Hedging;

/// <summary>Parameters of an estimate. Defaults are this project's choice where no source is named.</summary>
public sealed record HedgeRatioRules
{
    /// <summary>What a change is.</summary>
    public ChangeKind Kind { get; init; } = ChangeKind.LogReturns;

    /// <summary>Asked for by the hedger; null: the guard picks.</summary>
    public RatioMethod? Method { get; init; }

    /// <summary>Lags of the Newey-West errors; null: floor(4 (n / 100)^(2/9)).</summary>
    public int? Bandwidth { get; init; }

    /// <summary>Of the intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Expected distance of a slope from one for one, as an elasticity.</summary>
    public double Tau { get; init; } = Shrinkage.UsualTau;

    /// <summary>Above this share of zero changes a price is sticky.</summary>
    public double StickyShare { get; init; } = 0.5;

    /// <summary>Fewer changes between the own price's events: nothing is estimable.</summary>
    public int LeastEventSpans { get; init; } = 8;

    /// <summary>Fewer plain changes (days or weeks): too few.</summary>
    public int LeastChanges { get; init; } = 20;

    /// <summary>Fewer monthly changes: too few.</summary>
    public int LeastMonths { get; init; } = 12;

    /// <summary>Fewer rows of Dimson's regression: too few.</summary>
    public int LeastDimson { get; init; } = 60;

    /// <summary>Above this share of zero changes no window of lags is long enough.</summary>
    public double DimsonShare { get; init; } = 0.8;

    /// <summary>Lags either way; null: long enough for 95 % of the gaps between events, 1 to <see cref="MostLags"/>.
    /// </summary>
    public int? DimsonLags { get; init; }

    /// <summary>Longest window of lags.</summary>
    public int MostLags { get; init; } = 10;

    /// <summary>Fewer rows of an error correction: too few.</summary>
    public int LeastErrorCorrection { get; init; } = 60;

    /// <summary>
    /// A price that moves farther apart than this, in days on average, or that closes half of a gap in a longer time,
    /// is not caught by neighbouring months.
    /// </summary>
    public double SlowDays { get; init; } = 15;

    /// <summary>An adjustment needs a t of at most minus this.</summary>
    public double AdjustmentT { get; init; } = 2;

    /// <summary>
    /// A change of either price by more than this factor is left out as a fault of the data. Smaller ones stay: in list
    /// prices the outliers are the price.
    /// </summary>
    public double SuspectFactor { get; init; } = 10;

    /// <summary>Days that are taken out by hand.</summary>
    public IReadOnlyList<ExcludedDay> Without { get; init; } = [];

    /// <summary>Periods known before the first out-of-sample test.</summary>
    public int WarmUp { get; init; } = 8;

    /// <summary>Fewer out-of-sample tests give no figure.</summary>
    public int LeastTests { get; init; } = 6;

    /// <summary>
    /// Periods ahead over which effectiveness is measured; null: twice the mean gap between moves of a sticky price, 1
    /// to <see cref="MostHorizon"/>.
    /// </summary>
    public int? Horizon { get; init; }

    /// <summary>Longest horizon, in periods.</summary>
    public int MostHorizon { get; init; } = 6;

    /// <summary>A hedge that takes away a smaller share of the variance out of sample is poor.</summary>
    public double LeastEffect { get; init; } = 0.2;

    /// <summary>With too few changes to test out of sample, a looser fit is poor.</summary>
    public double LeastUntestedR2 { get; init; } = 0.5;

    /// <summary>Defaults.</summary>
    public static HedgeRatioRules Usual { get; } = new();

    internal RegressionOptions Regression => new(Bandwidth: Bandwidth, Confidence: Confidence);
}
