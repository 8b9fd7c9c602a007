// Is the number of breaches what the confidence promises, and do breaches come alone? Kupiec, Christoffersen, Basel.
using MathNet.Numerics.Distributions;

namespace Tokenbourse.Analytics.Backtests;

/// <summary>Basel's traffic light of 250 days at 99 %; other lengths and levels by the same probabilities.</summary>
public enum Zone
{
    /// <summary>0 to 4 breaches of 250.</summary>
    Green,

    /// <summary>5 to 9.</summary>
    Yellow,

    /// <summary>10 and more.</summary>
    Red,
}

/// <summary>A likelihood ratio and the chance of one at least as large when the model is right.</summary>
/// <param name="Ratio">At least zero.</param>
/// <param name="Probability">p-value; small: the model is doubtful.</param>
public readonly record struct LikelihoodRatio(double Ratio, double Probability)
{
    internal static LikelihoodRatio Of(double ratio, int freedom)
    {
        // Rounding may leave a ratio of equal likelihoods just below zero.
        var positive = Math.Max(0, ratio);
        return new(positive, 1 - ChiSquared.CDF(freedom, positive));
    }
}

/// <summary>How breaches follow each other: from a day without (0) or with (1) one to the next day.</summary>
public readonly record struct Transitions(int N00, int N01, int N10, int N11)
{
    public static Transitions Of(IReadOnlyList<bool> breaches)
    {
        Span<int> counts = stackalloc int[4];
        for (var t = 1; t < breaches.Count; t++)
            counts[(breaches[t - 1] ? 2 : 0) + (breaches[t] ? 1 : 0)]++;
        return new(counts[0], counts[1], counts[2], counts[3]);
    }
}

/// <summary>The tests of a list of breaches.</summary>
public static class CoverageTests
{
    /// <summary>Chi-square with one degree of freedom is above it in 5 % of cases.</summary>
    public const double RejectOne = 3.841;

    /// <summary>The same with two degrees.</summary>
    public const double RejectTwo = 5.991;

    /// <summary>Kupiec's proportion of failures.</summary>
    /// <param name="n">Days, at least one.</param>
    /// <param name="x">Breaches, 0 to n.</param>
    /// <param name="p">Promised share of breaches, above 0 and below 1.</param>
    public static LikelihoodRatio Kupiec(int n, int x, double p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, n);
        var seen = (double)x / n;
        return LikelihoodRatio.Of(-2 * (Likelihood(n - x, x, p) - Likelihood(n - x, x, seen)), 1);
    }

    /// <summary>Christoffersen's independence: is a breach as likely after a breach as after none?</summary>
    public static LikelihoodRatio Independence(Transitions t)
    {
        var (p01, p11) = (Share(t.N01, t.N00), Share(t.N11, t.N10));
        var both = Share(t.N01 + t.N11, t.N00 + t.N10);
        var alike = Likelihood(t.N00 + t.N10, t.N01 + t.N11, both);
        return LikelihoodRatio.Of(-2 * (alike - Likelihood(t.N00, t.N01, p01) - Likelihood(t.N10, t.N11, p11)), 1);
    }

    /// <summary>Coverage and independence together.</summary>
    public static LikelihoodRatio Conditional(LikelihoodRatio kupiec, LikelihoodRatio independence) =>
        LikelihoodRatio.Of(kupiec.Ratio + independence.Ratio, 2);

    /// <summary>
    /// Yellow begins where the chance of so many breaches or fewer is 95 %, red where it is 99.99 %: with n 250 and 1 %
    /// this gives 5 and 10.
    /// </summary>
    public static Zone TrafficLight(int n, int x, double p)
    {
        var upTo = Binomial.CDF(p, n, x);
        return upTo < 0.95 ? Zone.Green
            : upTo < 0.9999 ? Zone.Yellow
            : Zone.Red;
    }

    private static double Share(int breaches, int others) => breaches == 0 ? 0 : (double)breaches / (breaches + others);

    /// <summary>Logarithm of (1-p)^without * p^with; 0 * ln 0 is 0.</summary>
    private static double Likelihood(int without, int with, double p) =>
        (without == 0 ? 0 : without * Math.Log(1 - p)) + (with == 0 ? 0 : with * Math.Log(p));
}
