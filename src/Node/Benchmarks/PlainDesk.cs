// The same answer as one would write it first: a path at a time, lists of lists, every figure sorted for itself.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>The baseline of the desk's benchmark; it uses of the engine only the nouns of its input.</summary>
/// <param name="model">Months that average all their weekdays, a strip, a floating own price.</param>
/// <param name="paths">How many.</param>
internal sealed class PlainDesk(PathModel model, int paths)
{
    private static readonly double[] _levels = [0.05, 0.25, 0.5, 0.75, 0.95];

    private Random _chance = new(1);

    /// <summary>One path: cost by month without and with the hedge, and its margin account.</summary>
    private sealed record Path(List<double> Without, List<double> With, List<double> Volumes, List<double> Variation);

    /// <returns>Cost at risk of the hedged plan: 95 % quantile less median.</returns>
    public double Answer()
    {
        _chance = new(1);
        var all = new List<Path>();
        for (var i = 0; i < paths; i++)
            all.Add(Walk());
        for (var month = 0; month < model.Curve.Count; month++)
        {
            var (m, held) = (month, model.Hedge.Legs[month].Quantity);
            Fan(all.Select(p => p.Without[m]));
            Fan(all.Select(p => p.With[m]));
            Fan(all.Select(p => p.Without.Take(m + 1).Sum()));
            Fan(all.Select(p => p.With.Take(m + 1).Sum()));
            _ = all.Count(p => p.Volumes[m] < held);
        }

        Fan(all.Select(p => -p.Variation.Min()));
        Fan(all.Select(p => Stretch(p.Variation, model.Margin.WindowDays)));
        var total = all.Select(p => p.With.Sum()).Order().ToList();
        return total[(int)(0.95 * (paths - 1))] - total[(int)(0.5 * (paths - 1))];
    }

    private static double[] Fan(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return [.. _levels.Select(p => sorted[(int)(p * (sorted.Count - 1))])];
    }

    private static double Stretch(List<double> variation, int days)
    {
        var worst = 0.0;
        for (var t = 1; t < variation.Count; t++)
        {
            for (var back = 1; back <= Math.Min(days, t); back++)
                worst = Math.Max(worst, variation[t - back] - variation[t]);
        }

        return worst;
    }

    private Path Walk()
    {
        var path = new Path([], [], [], [0]);
        var (x, z, basis, variance, growth) = (0.0, 0.0, model.OwnPrice.BasisToday, 0.0, Normal());
        var (past, value) = (model.Today, model.Hedge.Legs.Sum(leg => leg.Quantity * model.Curve[leg.Contract].Price));
        for (var m = 0; m < model.Curve.Count; m++)
        {
            var month = model.Curve[m];
            var (average, shock, years) = (0.0, 0.0, 0.0);
            for (var d = 0; d < month.Averaging.Count; d++)
            {
                (x, z) = Next(x, z, (month.Averaging[d].Days - past.Days) / 365.0);
                past = month.Averaging[d];
                var now = Years(past);
                average += Forward(m, past, past, x, z) / month.Averaging.Count;
                if (d == (month.Averaging.Count - 1) / 2)
                    (shock, years) = ((x + z) / Math.Sqrt(model.Factors.LogVariance(now, 1)), now);
                var marked = Marked(m, d, average, x, z);
                path.Variation.Add(path.Variation[^1] + marked - value);
                value = marked;
            }

            value -= model.Hedge.Legs[m].Quantity * average;
            Cost(path, m, average, shock, years, growth, ref basis, ref variance);
        }

        return path;
    }

    private (double X, double Z) Next(double x, double z, double dt)
    {
        var f = model.Factors;
        var (variance, cross) = (f.ShortVariance(dt), f.CrossVariance(dt));
        var (e1, e2) = (Normal(), Normal());
        var own = Math.Sqrt(variance);
        return (
            (x * Math.Exp(-f.Kappa * dt)) + (own * e1),
            z + (cross / own * e1) + (Math.Sqrt(f.LongVariance(dt) - (cross * cross / variance)) * e2)
        );
    }

    /// <summary>The month that averages by what is printed and what is to come, later ones by their middle.</summary>
    private double Marked(int current, int day, double average, double x, double z)
    {
        var (month, now) = (model.Curve[current], model.Curve[current].Averaging[day]);
        var rest = month.Averaging.Count - day - 1;
        var ahead = month.Averaging[Math.Min(day + 1 + (rest / 2), month.Averaging.Count - 1)];
        var price = average + (rest * Forward(current, now, ahead, x, z) / month.Averaging.Count);
        var sum = model.Hedge.Legs[current].Quantity * price;
        for (var m = current + 1; m < model.Curve.Count; m++)
        {
            var middle = model.Curve[m].Averaging[model.Curve[m].Averaging.Count / 2];
            sum += model.Hedge.Legs[m].Quantity * Forward(m, now, middle, x, z);
        }

        return sum;
    }

    private double Forward(int month, TradingDate now, TradingDate delivery, double x, double z)
    {
        var f = model.Factors;
        var left = Math.Exp(-f.Kappa * (delivery.Days - now.Days) / 365.0);
        var noise = (left * x) + z - (f.LogVariance(Years(now), left) / 2);
        return model.Curve[month].Price * Math.Exp(noise);
    }

    private void Cost(
        Path path,
        int m,
        double average,
        double shock,
        double years,
        double growth,
        ref double basis,
        ref double variance
    )
    {
        var (own, noise) = (model.OwnPrice, model.VolumeNoise);
        var fresh = own.Deviation * own.Deviation * (1 - (own.Persistence * own.Persistence));
        basis = (own.Persistence * basis) + (Math.Sqrt(fresh) * Normal());
        variance = (own.Persistence * own.Persistence * variance) + fresh;
        var around = (noise.Correlation * shock) + (Math.Sqrt(1 - (noise.Correlation * noise.Correlation)) * Normal());
        var spread = noise.GrowthDeviation * years;
        var half = ((noise.Deviation * noise.Deviation) + (spread * spread)) / 2;
        var volume = model.Volumes[m] * Math.Exp((noise.Deviation * around) + (spread * growth) - half);
        var cost = volume * own.Factor * Math.Exp(basis - (variance / 2)) * average;
        path.Volumes.Add(volume);
        path.Without.Add(cost);
        path.With.Add(cost - (model.Hedge.Legs[m].Quantity * (average - model.Curve[m].Price)));
    }

    private double Years(TradingDate date) => (date.Days - model.Today.Days) / 365.0;

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _chance.NextDouble())) * Math.Cos(2 * Math.PI * _chance.NextDouble());
}
