// Counts of whole numbers in bounded memory: exact to 255, beyond that to one part in 128.
using System.Numerics;

namespace Tokenbourse.Sim.Quality;

/// <summary>Values from zero up; the mean is exact, quantiles are as fine as the bins.</summary>
public sealed class CountHistogram
{
    private const int Exact = 256;
    private const int Parts = 128;
    private readonly long[] _bins = new long[Exact + (56 * Parts)];
    private double _sum;

    public long Count { get; private set; }

    public Estimate Mean => Estimate.Mean(_sum, Count, Count);

    public void Add(long value)
    {
        _bins[Bin(value)]++;
        _sum += value;
        Count++;
    }

    /// <summary>The least value with at least this share of all at or below it (lower end of its bin).</summary>
    public Estimate Quantile(double share)
    {
        if (Count == 0)
            return Estimate.Without(Blank.NothingObserved, 0);
        var wanted = long.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            seen += _bins[bin];
            if (seen >= wanted)
                return Estimate.Of(Lowest(bin), Count);
        }

        return Estimate.Without(Blank.NothingObserved, Count);
    }

    private static int Bin(long value)
    {
        if (value < Exact)
            return (int)long.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - 7;
        return Exact + ((shift - 1) * Parts) + (int)((value >> shift) - Parts);
    }

    private static long Lowest(int bin)
    {
        if (bin < Exact)
            return bin;
        var shift = ((bin - Exact) / Parts) + 1;
        return (((bin - Exact) % Parts) + (long)Parts) << shift;
    }
}
