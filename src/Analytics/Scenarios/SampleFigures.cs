// Quantiles, shares and means of simulated paths, each with its Monte Carlo error; the units are pairs of paths.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>A figure out of a simulation.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Error">One standard error: what another seed would change it by, about two times in three at
/// most.</param>
public readonly record struct Estimate(double Value, double Error)
{
    /// <summary>The same figure in other units or with the other sign.</summary>
    public Estimate Times(double factor) => new(Value * factor, Math.Abs(Error * factor));
}

/// <summary>The five quantiles of a fan chart.</summary>
public readonly record struct Fan(Estimate P5, Estimate P25, Estimate P50, Estimate P75, Estimate P95);

/// <summary>
/// Values of n paths, path p paired with path p + n/2. The two of a pair may depend on each other (antithetic paths
/// do); pairs do not. So every error is that of n/2 pair means, which is right with and without antithetic paths.
/// </summary>
/// <remarks>
/// A quantile lies between order statistics: position p (n - 1), linear. Its error is the error of the distribution
/// function there divided by the density (without pairs: sqrt(p (1 - p) / n) / f). The density is a Gaussian
/// kernel's with Silverman's bandwidth 0.9 min(deviation, interquartile range / 1.34) n^(-1/5).
/// </remarks>
public sealed class SampleFigures
{
    private double[] _sorted = [];
    private double[] _influence = [];
    private ReadOnlyMemory<double> _values;
    private double _bandwidth;

    /// <summary>Number of paths.</summary>
    public int Count => _values.Length;

    /// <summary>Mean and its error.</summary>
    public Estimate Mean { get; private set; }

    /// <summary>Standard deviation of the paths.</summary>
    public double Deviation { get; private set; }

    /// <summary>Takes values in; they must not change while figures are asked for. Arrays are used again.</summary>
    /// <param name="values">An even number, at least two.</param>
    public SampleFigures Of(ReadOnlyMemory<double> values)
    {
        if (values.Length < 2 || values.Length % 2 != 0)
            throw new ArgumentException($"{values.Length} values: an even number of at least 2 is needed");
        _values = values;
        if (_sorted.Length < values.Length)
            (_sorted, _influence) = (new double[values.Length], new double[values.Length]);
        values.Span.CopyTo(_sorted);
        var sorted = _sorted.AsSpan(0, values.Length);
        sorted.Sort();
        var sum = 0.0;
        foreach (var value in values.Span)
            sum += value;
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values.Span)
            squares += (value - mean) * (value - mean);
        Deviation = Math.Sqrt(squares / values.Length);
        Mean = new(mean, PairError(values.Span));
        var range = (Quantile(0.75) - Quantile(0.25)) / 1.34;
        var width = range > 0 ? Math.Min(Deviation, range) : Deviation;
        _bandwidth = 0.9 * width * PortableMath.Exp(-0.2 * PortableMath.Log(values.Length));
        return this;
    }

    /// <summary>The quantile alone.</summary>
    /// <param name="p">0 to 1.</param>
    public double Quantile(double p)
    {
        var place = p * (Count - 1);
        var below = Math.Min((int)place, Count - 2);
        return _sorted[below] + ((place - below) * (_sorted[below + 1] - _sorted[below]));
    }

    /// <summary>The quantile and its error.</summary>
    public Estimate QuantileWithError(double p)
    {
        var at = Quantile(p);
        var density = Density(at);
        return new(at, density > 0 ? PairedShares.UpTo(_values.Span, at).Error / density : 0);
    }

    /// <summary>5, 25, 50, 75 and 95 %.</summary>
    public Fan Fan() =>
        new(
            QuantileWithError(0.05),
            QuantileWithError(0.25),
            QuantileWithError(0.5),
            QuantileWithError(0.75),
            QuantileWithError(0.95)
        );

    /// <summary>The share of paths above a level.</summary>
    public Estimate ShareAbove(double level)
    {
        var within = PairedShares.UpTo(_values.Span, level);
        return within with { Value = 1 - within.Value };
    }

    /// <summary>The share of paths below a level.</summary>
    public Estimate ShareBelow(double level) => PairedShares.Below(_values.Span, level);

    /// <summary>Mean of the values beyond a quantile: Q + mean of (value - Q)+ / (1 - p).</summary>
    /// <param name="p">Above 0 and below 1.</param>
    public Estimate Shortfall(double p)
    {
        var at = Quantile(p);
        var values = _values.Span;
        var influence = _influence.AsSpan(0, Count);
        var sum = 0.0;
        for (var i = 0; i < influence.Length; i++)
        {
            influence[i] = Math.Max(0, values[i] - at) / (1 - p);
            sum += influence[i];
        }

        return new(at + (sum / Count), PairError(influence));
    }

    /// <summary>A quantile less the median, or less the mean: the error is that of the difference.</summary>
    public Estimate AboveReference(double p, bool median)
    {
        var values = _values.Span;
        var influence = _influence.AsSpan(0, Count);
        var (high, low) = (Quantile(p), median ? Quantile(0.5) : Mean.Value);
        var (atHigh, atLow) = (Density(high), Density(low));
        if (atHigh <= 0 || (median && atLow <= 0))
            return new(high - low, 0);
        for (var i = 0; i < influence.Length; i++)
        {
            var lower = median ? -(values[i] <= low ? 1 : 0) / atLow : values[i];
            influence[i] = (-(values[i] <= high ? 1 : 0) / atHigh) - lower;
        }

        return new(high - low, PairError(influence));
    }

    /// <summary>
    /// How many independent paths would give the error of the distribution function at a quantile: n without pairs;
    /// more when the pairs cancel noise; null where they cancel all of it.
    /// </summary>
    public double? EffectivePaths(double p)
    {
        var error = PairedShares.UpTo(_values.Span, Quantile(p)).Error;
        return error > 0 ? p * (1 - p) / (error * error) : null;
    }

    /// <summary>Kernel density; zero when all paths are alike.</summary>
    private double Density(double at)
    {
        if (_bandwidth <= 1e-12 * Math.Max(1, Math.Abs(at)))
            return 0;
        const double Reach = 6;
        var sorted = _sorted.AsSpan(0, Count);
        var from = sorted.BinarySearch(at - (Reach * _bandwidth));
        var sum = 0.0;
        for (var i = from < 0 ? ~from : from; i < sorted.Length && sorted[i] <= at + (Reach * _bandwidth); i++)
        {
            var away = (sorted[i] - at) / _bandwidth;
            sum += PortableMath.Exp(-away * away / 2);
        }

        return sum / (Count * _bandwidth * 2.5066282746310002);
    }

    /// <summary>Standard error of a mean from the means of its pairs.</summary>
    private static double PairError(ReadOnlySpan<double> values)
    {
        var half = values.Length / 2;
        var sum = 0.0;
        for (var i = 0; i < half; i++)
            sum += (values[i] + values[half + i]) / 2;
        var mean = sum / half;
        var squares = 0.0;
        for (var i = 0; i < half; i++)
        {
            var off = ((values[i] + values[half + i]) / 2) - mean;
            squares += off * off;
        }

        return Math.Sqrt(squares / half / Math.Max(1, half - 1));
    }
}
