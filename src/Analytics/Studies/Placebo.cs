// The line that any index must beat: random walks that know nothing of the prices.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Hedge quality of indices that are chance.</summary>
/// <param name="R2Mean">Mean R² of the random indices.</param>
/// <param name="R2High">95 % of them lie below.</param>
public sealed record PlaceboFigure(string Hedger, double R2Mean, double R2High, double StripMean);

/// <summary>Random indices.</summary>
public static class Placebo
{
    /// <summary>A random walk: independent normal daily log moves.</summary>
    /// <param name="volatility">A year's.</param>
    public static double[] Walk(int days, double volatility, ulong seed)
    {
        var random = new SplitMix(seed);
        var series = new double[days];
        var level = 100.0;
        for (var day = 0; day < days; day++)
        {
            series[day] = level;
            level *= Math.Exp(volatility / Math.Sqrt(365) * random.Normal());
        }

        return series;
    }

    /// <summary>Hedge quality of so many random walks for one type of hedger.</summary>
    public static PlaceboFigure Of(string hedger, IReadOnlyList<double[]> costs, Periods periods, int days, int strip)
    {
        const int Walks = 200;
        const double Volatility = 0.5;
        var squares = new List<double>();
        var strips = new List<double>();
        for (var i = 0; i < Walks; i++)
        {
            var index = periods.Means(Walk(days, Volatility, 7000UL + (ulong)i));
            var (changes, ahead) = (default(Moments), default(Moments));
            foreach (var cost in costs)
            {
                for (var t = 1; t < index.Length; t++)
                    changes.Add(Math.Log(index[t] / index[t - 1]), Math.Log(cost[t] / cost[t - 1]));
                for (var s = 0; s + strip < index.Length; s++)
                    ahead.Add(HedgeQuality.Ahead(index, s, strip), HedgeQuality.Ahead(cost, s, strip));
            }

            squares.Add(changes.R2);
            strips.Add(ahead.OneForOne);
        }

        squares.Sort();
        return new(hedger, squares.Average(), squares[(int)(Walks * 0.95)], strips.Average());
    }
}
