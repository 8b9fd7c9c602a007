// Straight lines and the square-root law through points: least squares, with Newey-West errors where time runs.
namespace Tokenbourse.Sim.Quality;

/// <summary>A line y = a + b x.</summary>
/// <param name="Error">Newey-West standard error of the slope.</param>
/// <param name="Explained">R squared: the share of the variance of y that the line explains.</param>
public readonly record struct Line(Estimate Slope, Estimate Error, Estimate Explained);

/// <summary>Least squares.</summary>
public static class Regression
{
    /// <summary>The line through pairs in the order of time.</summary>
    /// <param name="lags">Lags of the Newey-West error; null: floor(4 (n/100)^(2/9)).</param>
    public static Line Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int? lags = null)
    {
        var count = x.Length;
        if (count < 4)
            return Without(Blank.TooFew, count);
        var (meanX, meanY) = (Statistics.Mean(x), Statistics.Mean(y));
        var (squares, shared) = (Statistics.Central(x, 2), 0.0);
        for (var i = 0; i < count; i++)
            shared += (x[i] - meanX) * (y[i] - meanY);
        if (squares <= 0)
            return Without(Blank.AllEqual, count);
        var slope = shared / squares;
        var scores = new double[count];
        double left = 0;
        for (var i = 0; i < count; i++)
        {
            var error = y[i] - meanY - (slope * (x[i] - meanX));
            left += error * error;
            scores[i] = (x[i] - meanX) * error;
        }

        var most = lags ?? (int)Math.Floor(4 * Math.Pow(count / 100.0, 2.0 / 9));
        var meat = LongRun(scores, int.Min(most, count - 1));
        var whole = Statistics.Central(y, 2);
        return new(
            Estimate.Of(slope, count),
            Estimate.Of(Math.Sqrt(double.Max(0, meat)) / squares, count),
            whole > 0 ? Estimate.Of(1 - (left / whole), count) : Estimate.Without(Blank.AllEqual, count)
        );
    }

    /// <summary>The c of y = c sqrt(x) with weights, and the share of the weighted variance that it explains.</summary>
    public static (Estimate Factor, Estimate Explained) SquareRoot(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> weights
    )
    {
        if (x.Length < 3)
            return (Estimate.Without(Blank.TooFew, x.Length), Estimate.Without(Blank.TooFew, x.Length));
        var (top, bottom, sum, weight) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            top += weights[i] * Math.Sqrt(x[i]) * y[i];
            bottom += weights[i] * x[i];
            sum += weights[i] * y[i];
            weight += weights[i];
        }

        var factor = top / bottom;
        var (left, whole) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            left += weights[i] * Math.Pow(y[i] - (factor * Math.Sqrt(x[i])), 2);
            whole += weights[i] * Math.Pow(y[i] - (sum / weight), 2);
        }

        return (
            Estimate.Of(factor, x.Length),
            whole > 0 ? Estimate.Of(1 - (left / whole), x.Length) : Estimate.Without(Blank.AllEqual, x.Length)
        );
    }

    /// <summary>The d of y = c x^d: the slope through the logarithms of the points whose y is above zero.</summary>
    public static Line Power(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (logX, logY) = (new List<double>(), new List<double>());
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] <= 0 || y[i] <= 0)
                continue;
            logX.Add(Math.Log(x[i]));
            logY.Add(Math.Log(y[i]));
        }

        return logX.Count < 4
            ? Without(x.Length < 4 ? Blank.TooFew : Blank.NotAboveZero, logX.Count)
            : Of([.. logX], [.. logY], 0);
    }

    /// <summary>Bartlett-weighted sum of the products of scores, lag by lag.</summary>
    private static double LongRun(double[] scores, int lags)
    {
        double sum = 0;
        for (var lag = 0; lag <= lags; lag++)
        {
            double products = 0;
            for (var i = lag; i < scores.Length; i++)
                products += scores[i] * scores[i - lag];
            sum += lag == 0 ? products : 2 * (1 - (lag / (lags + 1.0))) * products;
        }

        return sum;
    }

    private static Line Without(Blank reason, long count)
    {
        var blank = Estimate.Without(reason, count);
        return new(blank, blank, blank);
    }
}
