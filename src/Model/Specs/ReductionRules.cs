// The choices of forced reduction as parameters: thresholds, tiers and the lots that make the average.
namespace Tokenbourse.Model.Specs;

/// <summary>Which lots of the net side make a client's average open price.</summary>
public enum AveragingSet : byte
{
    /// <summary>All lots on the net side.</summary>
    AllLots = 1,

    /// <summary>The latest lots that make up the net quantity, backwards in time.</summary>
    LatestLots = 2,
}

/// <summary>For whom a tier is.</summary>
public enum ReductionPurpose : byte
{
    Any = 1,
    Speculation = 2,
    Hedge = 3,
}

/// <summary>Winners that give up lots together: those of a purpose whose profit on a unit, as a part of the settlement
/// price, is at least <paramref name="FromPpm"/> and below <paramref name="BelowPpm"/>. From zero means above
/// zero.</summary>
/// <param name="BelowPpm">Null: no upper end.</param>
public readonly record struct ReductionTier(ReductionPurpose Purpose, int FromPpm, int? BelowPpm);

/// <summary>How forced reduction is done. The presets are practice as recalled [K], not a rulebook's text.</summary>
/// <param name="LeastLossPpm">A client's closing orders are declared when its loss on a unit is at least this part of
/// the settlement price.</param>
/// <param name="Averaging">The lots that count for profit and loss on a unit.</param>
/// <param name="Tiers">In the order in which they give; a client gives in the first that takes it.</param>
public sealed record ReductionRules(int LeastLossPpm, AveragingSet Averaging, IReadOnlyList<ReductionTier> Tiers)
{
    /// <summary>Shanghai style: 6 %; speculators from 6 %, from 3 %, above zero; then hedgers from 6 %. [K]</summary>
    public static ReductionRules Shanghai { get; } = new(60_000, AveragingSet.LatestLots, WithHedgersFrom(60_000));

    /// <summary>Dalian style: as Shanghai, but hedgers from 7 %. [K]</summary>
    public static ReductionRules Dalian { get; } = new(60_000, AveragingSet.LatestLots, WithHedgersFrom(70_000));

    /// <summary>Financial futures style: 10 %, all lots, everybody from 10 %, from 6 %, above zero. [K]</summary>
    public static ReductionRules Financial { get; } =
        new(
            100_000,
            AveragingSet.AllLots,
            [
                new(ReductionPurpose.Any, 100_000, null),
                new(ReductionPurpose.Any, 60_000, 100_000),
                new(ReductionPurpose.Any, 0, 60_000),
            ]
        );

    private static ReductionTier[] WithHedgersFrom(int ppm) =>
        [
            new(ReductionPurpose.Speculation, 60_000, null),
            new(ReductionPurpose.Speculation, 30_000, 60_000),
            new(ReductionPurpose.Speculation, 0, 30_000),
            new(ReductionPurpose.Hedge, ppm, null),
        ];

    /// <summary>Reads the "reduction" part of a ladder; what it leaves out is as in <see cref="Shanghai"/>.</summary>
    public static ReductionRules Read(Fields? f)
    {
        if (f is null)
            return Shanghai;
        var tiers = new List<ReductionTier>();
        foreach (var tier in f.Objects("tiers", required: false))
        {
            var from = tier.Ppm("from", 0m, 0.999m, 0m);
            int? below = tier.Has("below") ? tier.Ppm("below", 0.000001m, 1m) : null;
            if (below <= from)
                tier.Fault("below", "must be above \"from\"");
            tiers.Add(new(tier.Has("for") ? tier.Word("for", Purposes) : ReductionPurpose.Any, from, below));
            tier.Done();
        }

        var rules = new ReductionRules(
            f.Ppm("lossAtLeast", 0m, 0.999m, 0.06m),
            f.Has("averaging") ? f.Word("averaging", Sets) : AveragingSet.LatestLots,
            f.Has("tiers") ? tiers : Shanghai.Tiers
        );
        if (rules.Tiers.Count is < 1 or > 20)
            f.Fault("tiers", "must be 1 to 20 tiers");
        f.Done();
        return rules;
    }

    private static readonly (string, AveragingSet)[] Sets =
    [
        ("all lots", AveragingSet.AllLots),
        ("latest lots", AveragingSet.LatestLots),
    ];

    private static readonly (string, ReductionPurpose)[] Purposes =
    [
        ("all", ReductionPurpose.Any),
        ("speculation", ReductionPurpose.Speculation),
        ("hedge", ReductionPurpose.Hedge),
    ];
}
