// The optional terms of the percentage rule. A document without one of these fields means what it meant before the
// field existed.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Which lots of a client the percentage rule charges.</summary>
public enum SideRule : byte
{
    /// <summary>Longs and shorts.</summary>
    Both = 1,

    /// <summary>Of each contract the dearer of all longs and all shorts, over all its months.</summary>
    Larger = 2,
}

/// <summary>At which price today's lots are margined. Lots of earlier days: always the previous settlement.</summary>
public enum PriceBase : byte
{
    PreviousSettlement = 1,
    Last = 2,

    /// <summary>The average price of the day so far.</summary>
    Average = 3,

    /// <summary>Each lot's own open price.</summary>
    Open = 4,
}

/// <summary>A rate for the last trading days, the last one counted as 1.</summary>
/// <param name="TradingDays">It holds while so many trading days or fewer are left, today counted.</param>
public readonly record struct LastDays(int TradingDays, int RatePpm);

/// <summary>A rate for an open interest up to so many lots.</summary>
public readonly record struct OpenInterestStep(long UpTo, int RatePpm);

/// <summary>How the rate grows with open interest: by steps, or along a line without a cliff.</summary>
public sealed record OpenInterestTerms
{
    /// <summary>Rising limits, the last <see cref="long.MaxValue"/>; empty: the line is used.</summary>
    public IReadOnlyList<OpenInterestStep> Steps { get; init; } = [];

    /// <summary>Lots at which the line leaves the contract's rate.</summary>
    public long From { get; init; }

    /// <summary>Lots at which the line reaches the whole value.</summary>
    public long To { get; init; }
}

/// <summary>Terms of the percentage rule beyond rate and phases.</summary>
public sealed record PercentageTerms
{
    /// <summary>What a document says that names none of them.</summary>
    public static readonly PercentageTerms Plain = new();

    public SideRule Sides { get; init; } = SideRule.Both;

    /// <summary>Both sides are charged again when so many trading days or fewer are left, the last one counted.
    /// [K]</summary>
    public int LargerSideOffDays { get; init; }

    public PriceBase Base { get; init; } = PriceBase.PreviousSettlement;

    /// <summary>Minor units a lot beside the rate.</summary>
    public long PerLotMinor { get; init; }

    /// <summary>By how much the rates of this document are lower for hedge positions, ppm; 0: not at all.</summary>
    public int HedgeBelowPpm { get; init; }

    /// <summary>Farthest from the last trading day first.</summary>
    public IReadOnlyList<LastDays> LastDays { get; init; } = [];

    /// <summary>Null: open interest does not matter.</summary>
    public OpenInterestTerms? OpenInterest { get; init; }

    /// <summary>Below this the rate does not fall while the final average becomes known, ppm; -1: it does not
    /// fall.</summary>
    public int AveragingFloorPpm { get; init; } = -1;

    /// <summary>Asks a margin document for these fields.</summary>
    /// <param name="ratePpm">The document's own rate.</param>
    internal static PercentageTerms Read(Fields f, int ratePpm)
    {
        var larger = f.Object("largerSide", required: false);
        var hedge = f.Ppm("hedgeBelow", 0m, 0.5m, 0m);
        if (hedge >= ratePpm)
            f.Fault("hedgeBelow", "must be below the rate");
        var averaging = f.Object("averaging", required: false);
        var floor = averaging?.Ppm("floor", 0m, 1m) ?? -1;
        if (floor > ratePpm)
            averaging!.Fault("floor", "must not be above the rate");
        var terms = new PercentageTerms
        {
            Sides = larger is null ? SideRule.Both : SideRule.Larger,
            LargerSideOffDays = (int)(larger?.Whole("offLastDays", 0, 60, 0) ?? 0),
            Base = f.Word("basePrice", Bases, required: false),
            PerLotMinor = f.Minor("perLot", 0m, 1_000_000m, 0m),
            HedgeBelowPpm = hedge,
            LastDays = DaysOf(f),
            OpenInterest = InterestOf(f.Object("openInterest", required: false)),
            AveragingFloorPpm = floor,
        };
        larger?.Done();
        averaging?.Done();
        return terms;
    }

    private static List<LastDays> DaysOf(Fields f)
    {
        var days = new List<LastDays>();
        foreach (var d in f.Objects("lastDays", required: false))
        {
            days.Add(new((int)d.Whole("tradingDays", 1, 250), d.Ppm("rate", 0.001m, 1m)));
            if (days is [.., var earlier, var last] && last.TradingDays >= earlier.TradingDays)
                d.Fault("tradingDays", "must be fewer than in the line before");
            d.Done();
        }

        return days;
    }

    private static OpenInterestTerms? InterestOf(Fields? f)
    {
        if (f is null)
            return null;
        var lines = f.Objects("steps", required: false);
        if (f.Has("steps") == (f.Has("from") || f.Has("to")))
            f.Fault("steps", "must have either 'steps', or 'from' and 'to'");
        var steps = new List<OpenInterestStep>();
        for (var i = 0; i < lines.Count; i++)
        {
            var last = i == lines.Count - 1;
            var upTo = last ? long.MaxValue : lines[i].Whole("upTo", 1, 1_000_000_000_000);
            steps.Add(new(upTo, lines[i].Ppm("rate", 0.001m, 1m)));
            if (steps is [.., var lower, var step] && step.UpTo <= lower.UpTo)
                lines[i].Fault("upTo", "must be above the line before");
            if (steps is [.., var cheaper, var dearer] && dearer.RatePpm < cheaper.RatePpm)
                lines[i].Fault("rate", "must not be below the line before");
            lines[i].Done();
        }

        if (f.Has("steps") && steps.Count == 0)
            f.Fault("steps", "must have a line");
        if (f.Has("steps"))
        {
            f.Done();
            return new() { Steps = steps };
        }

        var line = new OpenInterestTerms
        {
            From = f.Whole("from", 0, 1_000_000_000_000),
            To = f.Whole("to", 1, 1_000_000_000_000),
        };
        if (line.To <= line.From)
            f.Fault("to", "must be above 'from'");
        f.Done();
        return line;
    }

    private static readonly (string, PriceBase)[] Bases =
    [
        ("previous settlement", PriceBase.PreviousSettlement),
        ("last", PriceBase.Last),
        ("average", PriceBase.Average),
        ("open", PriceBase.Open),
    ];
}
