// Administered prices: sellers who look at their list now and then and move it by a step.
namespace Tokenbourse.Sim.Spot;

/// <summary>How lists are kept.</summary>
/// <param name="Changes">Changes of a list a year.</param>
/// <param name="Step">Median absolute log size of what a change has of its own.</param>
/// <param name="Follow">Share of the market's log move since the list's last change that a change takes over: 0 none,
/// 1 all.</param>
/// <param name="Falls">Share of a change's own steps that are falls.</param>
/// <param name="Markup">A list over the index on the first day.</param>
public sealed record SpotListTerms(double Changes, double Step, double Follow, double Falls = 0.5, double Markup = 1.3);

/// <summary>Makes list prices beside a path.</summary>
public static class SpotLists
{
    // Half of the absolute values of a normal variable lie below this many deviations.
    private const double NormalMedian = 0.6745;

    /// <summary>A list's price on each day, in currency a unit.</summary>
    /// <param name="number">Which list: its own chance.</param>
    public static double[] Of(SpotPath path, SpotListTerms terms, int number)
    {
        var chance = new SpotChance(path.Seed, 30, number);
        var market = Math.Log(path.Prints.First(double.IsFinite));
        var at = market;
        var list = new double[path.Days];
        for (var day = 0; day < list.Length; day++)
        {
            if (double.IsFinite(path.Prints[day]))
                market = Math.Log(path.Prints[day]);
            if (day == 0)
                list[0] = Math.Exp(market) * terms.Markup * Math.Exp(0.2 * chance.Normal());
            else
                list[day] = list[day - 1];
            if (!chance.Daily(terms.Changes) || day == 0)
                continue;
            var size = Math.Abs(chance.Normal()) / NormalMedian * terms.Step;
            var own = chance.Unit() < terms.Falls ? -size : size;
            list[day] *= Math.Exp((terms.Follow * (market - at)) + own);
            at = market;
        }

        return list;
    }
}

/// <summary>What a buyer pays over the auction's price who needs another region or tier than the index is made of.
/// </summary>
public static class SpotBasis
{
    /// <summary>A factor on the price by day: a random walk in logs, by itself.</summary>
    /// <param name="volatility">Deviation of its log changes, a year.</param>
    /// <param name="number">Which buyer.</param>
    public static double[] Of(SpotPath path, double volatility, int number)
    {
        var chance = new SpotChance(path.Seed, 31, number);
        var factor = new double[path.Days];
        var log = 0.0;
        for (var day = 0; day < factor.Length; day++)
        {
            log += volatility / Math.Sqrt(365) * chance.Normal();
            factor[day] = Math.Exp(log);
        }

        return factor;
    }
}
