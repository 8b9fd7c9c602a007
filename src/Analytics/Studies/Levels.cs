// Constructions that look at one day only: the price of a grade as a number of that day's offers.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Levels of a set of models; not a number when the set is too small.</summary>
public static class Levels
{
    /// <summary>Each maker once, at its cheapest; geometric mean of the middle half: floor(n / 4) makers are left out
    /// at either end.</summary>
    /// <param name="least">Makers that must be there.</param>
    public static Func<IReadOnlyList<Member>, double> MakersMiddleHalf(int least) =>
        members => MiddleHalf(Cheapest(members), least);

    /// <summary>Each maker once, at its cheapest; the median in logs.</summary>
    public static Func<IReadOnlyList<Member>, double> MakersMedian(int least) =>
        members => Quantile(Cheapest(members), 0.5, least);

    /// <summary>Each maker once, at its newest model; geometric mean of the middle half.</summary>
    public static Func<IReadOnlyList<Member>, double> MakersNewest(int least) =>
        members => MiddleHalf([.. members.GroupBy(m => m.Maker).Select(g => Newest(g).Price)], least);

    /// <summary>Geometric mean of the k cheapest makers.</summary>
    public static Func<IReadOnlyList<Member>, double> CheapestMakers(int k) => members => Lowest(Cheapest(members), k);

    /// <summary>Geometric mean of the k cheapest models.</summary>
    public static Func<IReadOnlyList<Member>, double> CheapestModels(int k) =>
        members => Lowest([.. members.Select(m => m.Price)], k);

    /// <summary>The k-th cheapest model.</summary>
    public static Func<IReadOnlyList<Member>, double> NthCheapest(int k) =>
        members => members.Count < k ? double.NaN : members.Select(m => m.Price).Order().ElementAt(k - 1);

    /// <summary>The price below which a share q of the models lie, in logs between two.</summary>
    /// <param name="least">Models that must be there.</param>
    public static Func<IReadOnlyList<Member>, double> ModelQuantile(double q, int least) =>
        members => Quantile([.. members.Select(m => m.Price)], q, least);

    /// <summary>The newest model of several; of equals the first by name.</summary>
    public static Member Newest(IEnumerable<Member> members) =>
        members.OrderByDescending(m => m.Listed).ThenBy(m => m.Item, StringComparer.Ordinal).First();

    /// <summary>Quantile in logs, straight between order statistics.</summary>
    public static double Quantile(double[] prices, double q, int least)
    {
        if (prices.Length < least || prices.Length == 0)
            return double.NaN;
        Array.Sort(prices);
        var at = q * (prices.Length - 1);
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, prices.Length - 1);
        return Math.Exp(Math.Log(prices[below]) + ((at - below) * Math.Log(prices[above] / prices[below])));
    }

    /// <summary>Arithmetic mean without the floor(share n) lowest and highest.</summary>
    public static double TrimmedMean(double[] prices, double share)
    {
        if (prices.Length == 0)
            return double.NaN;
        Array.Sort(prices);
        var cut = (int)Math.Floor(share * prices.Length);
        return prices.AsSpan(cut, prices.Length - (2 * cut)).ToArray().Average();
    }

    private static double[] Cheapest(IReadOnlyList<Member> members) =>
        [.. members.GroupBy(m => m.Maker).Select(g => g.Min(m => m.Price))];

    private static double MiddleHalf(double[] prices, int least)
    {
        if (prices.Length < least)
            return double.NaN;
        Array.Sort(prices);
        var cut = prices.Length / 4;
        return Geometric(prices.AsSpan(cut, prices.Length - (2 * cut)));
    }

    private static double Lowest(double[] prices, int k)
    {
        if (prices.Length < k)
            return double.NaN;
        Array.Sort(prices);
        return Geometric(prices.AsSpan(0, k));
    }

    private static double Geometric(ReadOnlySpan<double> prices)
    {
        var sum = 0.0;
        foreach (var price in prices)
            sum += Math.Log(price);
        return Math.Exp(sum / prices.Length);
    }
}
