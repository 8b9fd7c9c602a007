// How far the basis strayed in the past, by days to expiry.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>One basis, so many days before a contract's last day.</summary>
public readonly record struct BasisPoint(int DaysToExpiry, double Basis);

/// <summary>The band of one bucket of days.</summary>
/// <param name="From">Fewest days to expiry.</param>
/// <param name="To">Most days, included.</param>
/// <param name="Quantiles">In the order that was asked for; null with too few points.</param>
public sealed record BasisBucket(int From, int To, int N, IReadOnlyList<double>? Quantiles);

/// <summary>Bands of basis.</summary>
public static class BasisBand
{
    /// <summary>5, 25, 50, 75 and 95 %.</summary>
    public static IReadOnlyList<double> UsualQuantiles { get; } = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>Quantiles of each bucket, linear between order statistics at (n - 1) p.</summary>
    /// <param name="ends">Last day of each bucket, ascending; the first begins at 0. Points beyond are left out.
    /// </param>
    /// <param name="least">A bucket with fewer points shows none.</param>
    public static IReadOnlyList<BasisBucket> Of(
        IReadOnlyList<BasisPoint> points,
        IReadOnlyList<int> ends,
        IReadOnlyList<double>? quantiles = null,
        int least = 10
    )
    {
        quantiles ??= UsualQuantiles;
        HedgingException.Finite("basis", [.. points.Select(p => p.Basis)]);
        foreach (var q in quantiles)
            if (q is not (>= 0 and <= 1))
                throw new HedgingException("quantile", Invariant($"{q}"), "must be 0 to 1");
        HedgingException.NotBelow(nameof(least), least, 1);
        var buckets = new List<BasisBucket>(ends.Count);
        var from = 0;
        foreach (var end in ends)
        {
            if (end < from)
                throw new HedgingException("ends", Invariant($"{end}"), Invariant($"must be at least {from}"));
            var (low, high) = (from, end);
            var inside = points
                .Where(p => p.DaysToExpiry >= low && p.DaysToExpiry <= high)
                .Select(p => p.Basis)
                .Order()
                .ToArray();
            buckets.Add(
                new(
                    low,
                    high,
                    inside.Length,
                    inside.Length < least ? null : [.. quantiles.Select(q => Quantile(inside, q))]
                )
            );
            from = end + 1;
        }

        return buckets;
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
