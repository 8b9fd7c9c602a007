// Everything that a simulation of cost or revenue stands on, as one value; and how it is to be run.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>How far apart the moments of a path are.</summary>
public enum PathStep
{
    /// <summary>Every weekday and averaging day; ten days of margin calls mean ten days.</summary>
    Day,

    /// <summary>One moment a week of each month, at its middle day.</summary>
    Week,

    /// <summary>One moment a month, at its middle day: the average inside the month has no own noise.</summary>
    Month,
}

/// <summary>Margin of the hedge.</summary>
/// <param name="InitialRate">Initial margin over the value of open positions at market price, gross, 0 or more
/// (0.4: 40 %).</param>
/// <param name="WindowDays">Trading days of the worst stretch of margin calls, at least 1.</param>
public sealed record MarginTerms(double InitialRate = 0, int WindowDays = 10);

/// <summary>The inputs.</summary>
public sealed record PathModel
{
    /// <summary>Paths begin here; the curve is of this day's close.</summary>
    public required TradingDate Today { get; init; }

    /// <summary>Today's curve, months ascending; matched exactly by the mean of the paths.</summary>
    public required IReadOnlyList<FuturesMonth> Curve { get; init; }

    /// <summary>What moves it.</summary>
    public required TwoFactorParameters Factors { get; init; }

    /// <summary>
    /// How much of the risk premiums of <see cref="Factors"/> is believed: 0 (the standard): futures have no trend;
    /// 1: prices are expected where the fit expects them.
    /// </summary>
    public double PremiumShare { get; init; }

    /// <summary>Expected volume by month of the curve, 0 or more; empty: none (a lender).</summary>
    public IReadOnlyList<double> Volumes { get; init; } = [];

    /// <summary>The hedger's own price.</summary>
    public OwnPriceModel OwnPrice { get; init; } = new();

    /// <summary>How wrong the volumes may be.</summary>
    public VolumeNoise VolumeNoise { get; init; } = new();

    /// <summary>Null: one currency.</summary>
    public CurrencyNoise? Currency { get; init; }

    /// <summary>The futures held.</summary>
    public HedgeSchedule Hedge { get; init; } = HedgeSchedule.None;

    /// <summary>How they are margined.</summary>
    public MarginTerms Margin { get; init; } = new();

    /// <summary>The grid.</summary>
    public PathStep Step { get; init; } = PathStep.Day;

    /// <summary>Days on which all futures prices are kept for the reader (each costs months times paths
    /// numbers).</summary>
    public IReadOnlyList<TradingDate> Observe { get; init; } = [];

    /// <summary>Every input that is out of its range, in words; none: the model can be run.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Curve.Count == 0)
            faults.Add("curve: empty; at least one month is needed");
        foreach (var month in Curve)
            faults.AddRange(month.Faults(Today));
        foreach (var (near, far) in Curve.Zip(Curve.Skip(1)))
        {
            if (far.Month <= near.Month)
                faults.Add($"curve: {far.Month} after {near.Month}: months must ascend");
            else if (near.Averaging.Count > 0 && far.Averaging.Count > 0 && far.Averaging[0] <= near.Averaging[^1])
                faults.Add($"curve: the averaging days of {near.Month} and {far.Month} overlap");
        }

        faults.AddRange(Factors.Faults());
        if (!double.IsFinite(PremiumShare))
            faults.Add($"premium share {PremiumShare}: must be a number");
        if (Volumes.Count != 0 && Volumes.Count != Curve.Count)
            faults.Add($"volumes: {Volumes.Count} for {Curve.Count} months");
        for (var m = 0; m < Math.Min(Volumes.Count, Curve.Count); m++)
        {
            if (!(double.IsFinite(Volumes[m]) && Volumes[m] >= 0))
                faults.Add($"{Curve[m].Month}: volume {Volumes[m]}: must be 0 or more");
        }

        faults.AddRange(OwnPrice.Faults());
        faults.AddRange(VolumeNoise.Faults());
        faults.AddRange(Currency?.Faults() ?? []);
        faults.AddRange(Hedge.Faults(Curve, Today));
        if (!(double.IsFinite(Margin.InitialRate) && Margin.InitialRate >= 0))
            faults.Add($"initial margin rate {Margin.InitialRate}: must be 0 or more");
        if (Margin.WindowDays < 1)
            faults.Add($"margin window of {Margin.WindowDays} days: must be at least 1");
        faults.AddRange(Observe.Where(d => d <= Today).Select(d => $"observe {d}: must be after {Today}"));
        return faults;
    }
}

/// <summary>How it is run.</summary>
/// <param name="Paths">Even, 2 to 1,000,000.</param>
/// <param name="Seed">Same seed, same digits, whatever the number of threads.</param>
/// <param name="Threads">At least 1.</param>
/// <param name="Antithetic">Every second path has the noises of its pair with the other sign.</param>
public sealed record PathRun(int Paths, long Seed, int Threads = 1, bool Antithetic = true)
{
    internal IEnumerable<string> Faults()
    {
        if (Paths is < 2 or > 1_000_000 || Paths % 2 != 0)
            yield return $"paths {Paths}: must be even, 2 to 1,000,000";
        if (Threads < 1)
            yield return $"threads {Threads}: must be at least 1";
    }
}
