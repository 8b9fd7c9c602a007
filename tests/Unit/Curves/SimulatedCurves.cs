// Curves simulated from the two-factor model, by its exact steps and with measurement errors.
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Curves;

internal static class SimulatedCurves
{
    /// <summary>NYMEX crude oil 1990 to 1995, Schwartz and Smith (2000), table 2, as printed in the documentation of
    /// the R package NFCP.</summary>
    public static readonly SchwartzSmith Nymex = new(1.49, 0.286, 0.157, -0.0125, 0.145, 0.0115, 0.300);

    /// <summary>Enron's long-dated crude oil, same table [K].</summary>
    public static readonly SchwartzSmith Enron = new(1.19, 0.158, 0.014, -0.0386, 0.115, 0.0161, 0.189);

    /// <summary>Maturities of 1, 5, 9, 13 and 17 months and the measurement deviations published with them.</summary>
    public static readonly double[] NymexYears = [1 / 12.0, 5 / 12.0, 9 / 12.0, 13 / 12.0, 17 / 12.0];

    public static readonly double[] NymexDeviations = [0.042, 0.006, 0.003, 0.0003, 0.004];

    /// <summary>Maturities that reach nine years, as Enron's did, and deviations of our own choice.</summary>
    public static readonly double[] LongYears = [2 / 12.0, 5 / 12.0, 8 / 12.0, 1, 1.5, 2, 3, 5, 7, 9];

    public static readonly double[] LongDeviations =
    [
        0.02,
        0.01,
        0.005,
        0.004,
        0.002,
        0.002,
        0.003,
        0.004,
        0.006,
        0.008,
    ];

    /// <summary>Weeks of curves; chi begins in its long-run distribution.</summary>
    /// <param name="hole">Share of prices left out at random.</param>
    /// <param name="length">Years over which each contract averages; zero for none.</param>
    public static LogCurvePanel Weeks(
        SchwartzSmith truth,
        IReadOnlyList<double> years,
        IReadOnlyList<double> deviations,
        int weeks,
        int seed,
        double hole = 0,
        double length = 0
    )
    {
        var random = new MersenneTwister(seed);
        double Next() => Normal.Sample(random, 0, 1);
        const double Step = 7 / FuturesCurve.DaysPerYear;
        var (varianceChi, both, varianceXi) = truth.StepCovariance(Step);
        var (chi, xi) = (Math.Sqrt(truth.StationaryVariance) * Next(), Math.Log(20));
        var days = new List<LogCurveDay>(weeks);
        for (var w = 0; w < weeks; w++)
        {
            var prices = new List<LogPrice>(years.Count);
            for (var c = 0; c < years.Count; c++)
            {
                var error = deviations[c] * Next();
                if (random.NextDouble() < hole)
                    continue;
                var value = truth.LogPrice(chi, xi, years[c], years[c] + length) + error;
                prices.Add(new(c, years[c], years[c] + length, value));
            }

            days.Add(new(TradingDate.Of(1990, 1, 2).Plus(7 * w), w * Step, prices));
            // Cholesky of the two steps.
            var first = Next();
            chi = (Math.Exp(-truth.Kappa * Step) * chi) + (Math.Sqrt(varianceChi) * first);
            var part = both / Math.Sqrt(varianceChi);
            xi += (truth.MuXi * Step) + (part * first) + (Math.Sqrt(varianceXi - (part * part)) * Next());
        }

        return new([.. years.Select(y => FormattableString.Invariant($"{y:0.##} years"))], days);
    }
}
