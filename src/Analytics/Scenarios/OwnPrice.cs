// What the hedger really pays and uses: own price around the index, uncertain volume, another currency.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// The hedger's own price: index times factor times exp(basis). The basis is an AR(1) over months around zero, from
/// today's value; the price is scaled so that with a basis of zero today its mean is factor times index.
/// </summary>
/// <param name="Factor">Own price over index, above 0; conversion of units and currency included.</param>
/// <param name="BasisToday">Logarithm of own price over (factor times index) today.</param>
/// <param name="Persistence">Of the basis from month to month, 0 to below 1.</param>
/// <param name="Deviation">Standard deviation of the basis in the long run, 0 or more (0.1: ten percent).</param>
public sealed record OwnPriceModel(
    double Factor = 1,
    double BasisToday = 0,
    double Persistence = 0,
    double Deviation = 0
)
{
    /// <summary>Null: the price floats with the index; else it is a list price that moves in steps.</summary>
    public StickyPrice? Sticky { get; init; }

    internal IEnumerable<string> Faults()
    {
        if (!(double.IsFinite(Factor) && Factor > 0))
            yield return $"own price factor {Factor}: must be above 0";
        if (!double.IsFinite(BasisToday))
            yield return $"basis today {BasisToday}: must be a number";
        if (Persistence is not (>= 0 and < 1))
            yield return $"basis persistence {Persistence}: must be 0 to below 1";
        if (!(double.IsFinite(Deviation) && Deviation >= 0))
            yield return $"basis deviation {Deviation}: must be 0 or more";
        if (Sticky is { } sticky)
        {
            if (!(double.IsFinite(sticky.Today) && sticky.Today > 0))
                yield return $"list price {sticky.Today}: must be above 0";
            if (!(double.IsFinite(sticky.StepsAYear) && sticky.StepsAYear >= 0))
                yield return $"list price steps a year {sticky.StepsAYear}: must be 0 or more";
        }
    }
}

/// <summary>A list price: it stays until its maker announces a step, and then goes to index times factor times
/// exp(basis).</summary>
/// <param name="Today">The list price now, above 0, in the hedger's money and unit.</param>
/// <param name="StepsAYear">Hazard: announcements expected in a year, 0 (never) or more; they come at random.</param>
public sealed record StickyPrice(double Today, double StepsAYear);

/// <summary>
/// ln V = ln expected + deviation (correlation w + sqrt(1 - correlation^2) e) + growth t G, with w the standardised
/// logarithm of the index in the middle of the month, e by month and G once a path, all standard normal; scaled so
/// that the mean is the expected volume.
/// </summary>
/// <param name="Deviation">Of a month's volume around its growth path, 0 or more (0.15: 15 %).</param>
/// <param name="Correlation">Of that noise with the price, -1 to 1.</param>
/// <param name="GrowthDeviation">Uncertainty of yearly growth, 0 or more (0.3: growth may be 30 % a year
/// off).</param>
public sealed record VolumeNoise(double Deviation = 0, double Correlation = 0, double GrowthDeviation = 0)
{
    internal IEnumerable<string> Faults()
    {
        if (!(double.IsFinite(Deviation) && Deviation >= 0))
            yield return $"volume deviation {Deviation}: must be 0 or more";
        if (Correlation is not (>= -1 and <= 1))
            yield return $"volume correlation {Correlation}: must be -1 to 1";
        if (!(double.IsFinite(GrowthDeviation) && GrowthDeviation >= 0))
            yield return $"growth deviation {GrowthDeviation}: must be 0 or more";
    }
}

/// <summary>The exchange rate over today's, lognormal with mean one; read in the middle of each month.</summary>
/// <param name="Volatility">A year, 0 or more.</param>
/// <param name="Correlation">With the index, -1 to 1.</param>
/// <param name="OnHedgeToo">True: futures are in the foreign currency as well, their profit is converted too.</param>
public sealed record CurrencyNoise(double Volatility, double Correlation = 0, bool OnHedgeToo = false)
{
    internal IEnumerable<string> Faults()
    {
        if (!(double.IsFinite(Volatility) && Volatility >= 0))
            yield return $"currency volatility {Volatility}: must be 0 or more";
        if (Correlation is not (>= -1 and <= 1))
            yield return $"currency correlation {Correlation}: must be -1 to 1";
    }
}
