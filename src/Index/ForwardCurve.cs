// Forward prices of GPU hours out of what is asked for different tenors. A diagnosis, no settlement.
namespace Tokenbourse.Index;

/// <summary>What an hour costs when it is rented for so long.</summary>
/// <param name="Years">Length of the contract, above zero.</param>
/// <param name="Rate">Money per hour, all along.</param>
/// <param name="Offers">Offers behind it.</param>
public sealed record TenorRate(string Terms, decimal Years, decimal Rate, int Offers);

/// <summary>What the hours between two tenors cost, so that both contracts are the same bargain.</summary>
public sealed record ForwardRate(decimal FromYears, decimal ToYears, decimal Rate);

/// <summary>f(T1, T2) = (R(T2) T2 - R(T1) T1) / (T2 - T1), without interest: prices are paid as the hours
/// pass.</summary>
public static class ForwardCurve
{
    /// <summary>The first rate holds from now to its own tenor; then one forward for each step to the next
    /// tenor.</summary>
    /// <param name="tenors">Of different lengths, in any order.</param>
    /// <exception cref="ArgumentException">A tenor is not above zero or stands twice.</exception>
    public static IReadOnlyList<ForwardRate> Of(IReadOnlyList<TenorRate> tenors)
    {
        var sorted = new SortedList<decimal, TenorRate>();
        for (var i = 0; i < tenors.Count; i++)
        {
            if (tenors[i].Years <= 0m || !sorted.TryAdd(tenors[i].Years, tenors[i]))
                throw new ArgumentException("tenors must be above zero and different", nameof(tenors));
        }

        var forwards = new List<ForwardRate>(sorted.Count);
        var years = 0m;
        var paid = 0m;
        for (var i = 0; i < sorted.Count; i++)
        {
            var tenor = sorted.GetValueAtIndex(i);
            var until = tenor.Rate * tenor.Years;
            forwards.Add(new(years, tenor.Years, (until - paid) / (tenor.Years - years)));
            (years, paid) = (tenor.Years, until);
        }

        return forwards;
    }
}
