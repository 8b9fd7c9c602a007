// How much of a move of the forward a price with a floor and a cap passes on: all of it between them, less near them.
using MathNet.Numerics.Distributions;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>A price that follows an average one for one between two levels of it and stands still outside. As a
/// function of the average it is floor + max(0, A - low) - max(0, A - high): a bull spread of calls, whose delta by
/// Black's formula (F. Black, The pricing of commodity contracts, 1976) is N(d1(low)) - N(d1(high)).</summary>
public static class CollarDelta
{
    /// <summary>Variance of the logarithm of an average over a month to come: up to its begin that of the forward, over
    /// the month a third of it, since the early prints fix their share early.</summary>
    /// <param name="volatility">A year, as 0.3; from 0.</param>
    /// <param name="yearsToBegin">From today; below zero counts as 0.</param>
    /// <param name="yearsOver">The part of the month that is still to come; from 0.</param>
    public static double Variance(double volatility, double yearsToBegin, double yearsOver) =>
        volatility * volatility * (Math.Max(0, yearsToBegin) + (Math.Max(0, yearsOver) / 3));

    /// <summary>Expected share of a small move of the average's forward that the price passes on, 0 to 1.</summary>
    /// <param name="forward">Of the part of the average that is open; above zero.</param>
    /// <param name="low">Below it the price stands still; zero or less: never.</param>
    /// <param name="high">Above it the price stands still; infinity: never.</param>
    /// <param name="variance">Of the logarithm of the average; zero: it is the forward itself.</param>
    public static double Of(double forward, double low, double high, double variance)
    {
        if (!(forward > 0) || !(high >= low) || !(variance >= 0))
            throw new ArgumentException($"forward {forward}, low {low}, high {high}, variance {variance}");
        return Above(forward, low, variance) - Above(forward, high, variance);
    }

    /// <summary>Expected max(0, A - low) - max(0, A - high) of the average A: what such a price is expected to stand
    /// above its lower end (without a lower end: A - low).</summary>
    /// <inheritdoc cref="Of"/>
    public static double Value(double forward, double low, double high, double variance)
    {
        if (!(forward > 0) || !(high >= low) || !(variance >= 0))
            throw new ArgumentException($"forward {forward}, low {low}, high {high}, variance {variance}");
        return Call(forward, low, variance) - Call(forward, high, variance);
    }

    // F N(d1) - K N(d2), not discounted.
    private static double Call(double forward, double level, double variance)
    {
        if (double.IsPositiveInfinity(level))
            return 0;
        if (level <= 0 || variance == 0)
            return Math.Max(0, forward - level);
        var deviation = Math.Sqrt(variance);
        var middle = Math.Log(forward / level) / deviation;
        return (forward * Normal.CDF(0, 1, middle + (deviation / 2)))
            - (level * Normal.CDF(0, 1, middle - (deviation / 2)));
    }

    // N(d1): the delta of a call. Without variance it is 0 or 1; at the level itself nothing is passed on.
    private static double Above(double forward, double level, double variance)
    {
        if (level <= 0)
            return 1;
        if (double.IsPositiveInfinity(level))
            return 0;
        if (variance == 0)
            return forward > level ? 1 : 0;
        var deviation = Math.Sqrt(variance);
        return Normal.CDF(0, 1, (Math.Log(forward / level) / deviation) + (deviation / 2));
    }
}
