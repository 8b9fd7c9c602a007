// Histories whose truth is known, for the tests of hedge ratios.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Hedging;

/// <summary>Printed data and seeded histories.</summary>
internal static class HedgingExamples
{
    public static readonly TradingDate First = TradingDate.Of(2024, 1, 1);

    // Hull, Options, Futures, and Other Derivatives, chapter 3, Table 3.2: fifteen months of changes of a heating-oil
    // future and of jet fuel, a gallon.
    public static readonly double[] HeatingOil =
    [
        0.021,
        0.035,
        -0.046,
        0.001,
        0.044,
        -0.029,
        -0.026,
        -0.029,
        0.048,
        -0.006,
        -0.036,
        -0.011,
        0.019,
        -0.027,
        0.029,
    ];

    public static readonly double[] JetFuel =
    [
        0.029,
        0.020,
        -0.044,
        0.008,
        0.026,
        -0.019,
        -0.010,
        -0.007,
        0.043,
        0.011,
        -0.036,
        -0.018,
        0.009,
        -0.032,
        0.023,
    ];

    /// <summary>A random walk in logs.</summary>
    public static double[] Walk(int days, double daily, SplitMix random, double start = 100)
    {
        var series = new double[days];
        var level = start;
        for (var t = 0; t < days; t++)
        {
            series[t] = level;
            level *= Math.Exp(daily * random.Normal());
        }

        return series;
    }

    /// <summary>True with the given chance.</summary>
    public static bool Chance(SplitMix random, double share) => random.Below(1_000_000) < share * 1_000_000;

    /// <summary>
    /// A seller who looks again with a given chance a day and then asks scale x index^slope, with an error of his own.
    /// </summary>
    public static double[] Repriced(double[] index, double slope, double chance, double noise, SplitMix random)
    {
        var own = new double[index.Length];
        for (var t = 0; t < index.Length; t++)
            own[t] =
                t > 0 && !Chance(random, chance)
                    ? own[t - 1]
                    : 5 * Math.Pow(index[t] / index[0], slope) * Math.Exp(noise * random.Normal());
        return own;
    }

    /// <summary>On days in a row.</summary>
    public static PairedHistory Daily(double[] own, double[] index) => PairedHistory.Daily(First, own, index);

    /// <summary>On the last day of months in a row.</summary>
    public static PairedHistory Monthly(double[] own, double[] index) =>
        PairedHistory.Of(
            [.. Enumerable.Range(0, own.Length).Select(m => ContractMonth.Of(First).Plus(m).Last)],
            own,
            index
        );
}
