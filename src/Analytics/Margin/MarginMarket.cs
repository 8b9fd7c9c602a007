// What a margin model is given: prices of the past and the instruments of today.
namespace Tokenbourse.Analytics.Margin;

/// <summary>Settlement prices of risk factors (nodes), day by day, without roll jumps.</summary>
public sealed class PriceHistory
{
    /// <exception cref="ArgumentException">A row of another length than the days, or a price that is not above
    /// zero.</exception>
    public PriceHistory(IReadOnlyList<string> days, IReadOnlyList<string> nodes, IReadOnlyList<double[]> prices)
    {
        if (nodes.Count != prices.Count)
            throw new ArgumentException($"{nodes.Count} nodes and {prices.Count} rows of prices", nameof(prices));
        for (var node = 0; node < prices.Count; node++)
        {
            if (prices[node].Length != days.Count)
                throw new ArgumentException($"{nodes[node]}: {prices[node].Length} prices, {days.Count} days");
            if (prices[node].Any(p => !double.IsFinite(p) || p <= 0))
                throw new ArgumentException($"{nodes[node]}: prices must be above zero");
        }

        (Days, Nodes, Prices) = (days, nodes, prices);
    }

    /// <summary>Days in order; used to name scenarios.</summary>
    public IReadOnlyList<string> Days { get; }

    public IReadOnlyList<string> Nodes { get; }

    /// <summary>Prices by node, then day.</summary>
    public IReadOnlyList<double[]> Prices { get; }

    /// <summary>The history as it was known at the end of a day.</summary>
    /// <param name="count">Number of days from the first, at least one.</param>
    public PriceHistory Until(int count) => new([.. Days.Take(count)], Nodes, [.. Prices.Select(p => p[..count])]);
}

/// <summary>Something that can be held, and what its risk is read from.</summary>
/// <param name="Product">Months of one product share the larger side and the diversification cap.</param>
/// <param name="Node">Index of the node in the history.</param>
/// <param name="Price">Settlement price now.</param>
/// <param name="MinorPerPoint">Minor units of money for a price move of 1.0 on one lot.</param>
public sealed record Instrument(string Code, string Product, int Node, double Price, double MinorPerPoint)
{
    /// <summary>Average daily volume in lots; zero: not known, and then nothing that needs it is charged.</summary>
    public double DailyVolume { get; init; }

    /// <summary>What is given away on each lot when it must be sold, in price points.</summary>
    public double HalfSpread { get; init; }

    /// <summary>Surveyed cost of closing by size; absent: none is charged.</summary>
    public LiquidityCurve? Liquidity { get; init; }

    /// <summary>What one lot is worth, in minor units.</summary>
    public double Value => Price * MinorPerPoint;
}

/// <summary>The history and the instruments of one day.</summary>
public sealed record MarginMarket(PriceHistory History, IReadOnlyList<Instrument> Instruments);
