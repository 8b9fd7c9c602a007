// The variance ratio of Lo and MacKinlay (1988), with the statistic that is robust to changing variance.
namespace Tokenbourse.Sim.Quality;

/// <summary>Does the variance of sums of q returns grow as q does? One says yes: a random walk.</summary>
public static class VarianceRatio
{
    /// <param name="returns">Returns in order.</param>
    /// <param name="places">q, 2 or more.</param>
    /// <returns>The ratio with overlapping sums and both variances without bias; and z*, standard normal under a random
    /// walk whose variance may change.</returns>
    public static (Estimate Ratio, Estimate Z) Of(ReadOnlySpan<double> returns, int places)
    {
        var count = returns.Length;
        if (count < 2 * places || count < 4)
            return (Estimate.Without(Blank.TooFew, count), Estimate.Without(Blank.TooFew, count));
        var mean = Statistics.Mean(returns);
        var squares = Statistics.Central(returns, 2);
        if (squares <= 0)
            return (Estimate.Without(Blank.AllEqual, count), Estimate.Without(Blank.AllEqual, count));
        double overlapping = 0;
        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += returns[i] - mean;
            if (i >= places)
                sum -= returns[i - places] - mean;
            if (i >= places - 1)
                overlapping += sum * sum;
        }

        var one = squares / (count - 1);
        var scale = (double)places * (count - places + 1) * (1 - ((double)places / count));
        var ratio = overlapping / scale / one;
        double variance = 0;
        for (var lag = 1; lag < places; lag++)
        {
            double products = 0;
            for (var i = lag; i < count; i++)
            {
                var product = (returns[i] - mean) * (returns[i - lag] - mean);
                products += product * product;
            }

            var weight = 2.0 * (places - lag) / places;
            variance += weight * weight * products / (squares * squares);
        }

        return (
            Estimate.Of(ratio, count),
            variance > 0
                ? Estimate.Of((ratio - 1) / Math.Sqrt(variance), count)
                : Estimate.Without(Blank.AllEqual, count)
        );
    }
}
