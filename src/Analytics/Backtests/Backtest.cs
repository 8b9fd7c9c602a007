// A margin model day by day over a real series: what it asked with what it knew, and what the next days took.
using Tokenbourse.Analytics.Margin;

namespace Tokenbourse.Analytics.Backtests;

/// <summary>One series of prices without roll jumps.</summary>
/// <param name="Name">Shown.</param>
/// <param name="Prices">Above zero, one a day.</param>
public sealed record PriceSeries(string Name, IReadOnlyList<string> Days, double[] Prices);

/// <summary>How a series is walked.</summary>
/// <param name="WarmUp">Days known before the first is tested; at least two.</param>
/// <param name="Horizon">
/// Loss is taken over so many days. Tested days are as far apart, so that losses do not overlap and tests of
/// independence mean what they say.
/// </param>
/// <param name="Confidence">The coverage that is promised.</param>
public sealed record BacktestPlan(int WarmUp, int Horizon, double Confidence = 0.99);

/// <summary>A day whose margin was less than the loss that followed.</summary>
/// <param name="Day">The day on which the margin was set.</param>
/// <param name="Margin">Share of the value.</param>
/// <param name="Loss">Share of the value, above the margin.</param>
public sealed record Breach(string Day, double Margin, double Loss);

/// <summary>One side of one series under one model.</summary>
/// <param name="Side">long or short.</param>
/// <param name="Expected">Breaches that the confidence promises.</param>
/// <param name="MeanRate">Mean margin as a share of the value.</param>
/// <param name="PeakToTrough">Largest over smallest margin rate of the period; null when the smallest is zero.</param>
/// <param name="LargestRise">Largest rise of the rate between neighbouring days, in shares of the value.</param>
public sealed record BacktestResult(
    string Series,
    string Model,
    string Side,
    string First,
    string Last,
    int Days,
    int Breaches,
    double Expected,
    double Coverage,
    LikelihoodRatio Kupiec,
    LikelihoodRatio Independence,
    LikelihoodRatio Conditional,
    Zone Zone,
    double MeanRate,
    double? PeakToTrough,
    double LargestRise,
    double WorstExcess,
    IReadOnlyList<Breach> BreachList,
    [property: System.Text.Json.Serialization.JsonIgnore] IReadOnlyList<double> Rates
);

/// <summary>Runs one model over one series, for a holder and for a seller.</summary>
public static class Backtest
{
    // One lot is worth enough minor units that rounding up does not show in a rate.
    private const double MinorPerPoint = 1e6;

    /// <returns>Two results, long and short; none when the series is not longer than the warm-up and one
    /// horizon.</returns>
    public static IReadOnlyList<BacktestResult> Run(PriceSeries series, IMarginModel model, BacktestPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.WarmUp, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Horizon, 1);
        var history = new PriceHistory(series.Days, [series.Name], [series.Prices]);
        Walk[] walks = [new("long", 1), new("short", -1)];
        var last = series.Prices.Length - 1;
        for (var t = plan.WarmUp - 1; t + plan.Horizon <= last; t++)
        {
            // Nothing after day t is in the history that the model is given.
            var known = history.Until(t + 1);
            var instrument = new Instrument(series.Name, series.Name, 0, series.Prices[t], MinorPerPoint);
            var prepared = model.Prepare(new(known, [instrument]));
            var tested = (t - plan.WarmUp + 1) % plan.Horizon == 0;
            foreach (var walk in walks)
                walk.Day(prepared, instrument, series, t, tested ? plan.Horizon : 0);
        }

        return [.. walks.Where(w => w.Tested.Count > 0).Select(w => w.Result(series.Name, model.Name, plan))];
    }

    private sealed class Walk(string side, int sign)
    {
        private readonly List<double> _rates = [];
        private readonly List<Breach> _breaches = [];
        private readonly List<string> _days = [];
        private double? _core;

        public List<bool> Tested { get; } = [];

        public void Day(IPreparedMargin prepared, Instrument instrument, PriceSeries series, int t, int horizon)
        {
            var charge = prepared.Charge([sign], _core);
            _core = charge.Rate;
            var rate = charge.Total / instrument.Value;
            _rates.Add(rate);
            if (horizon == 0)
                return;
            var loss = -sign * ((series.Prices[t + horizon] / series.Prices[t]) - 1);
            Tested.Add(loss > rate);
            _days.Add(series.Days[t]);
            if (loss > rate)
                _breaches.Add(new(series.Days[t], rate, loss));
        }

        public BacktestResult Result(string series, string model, BacktestPlan plan)
        {
            var (n, x, p) = (Tested.Count, _breaches.Count, 1 - plan.Confidence);
            var kupiec = CoverageTests.Kupiec(n, x, p);
            var independence = CoverageTests.Independence(Transitions.Of(Tested));
            var least = _rates.Min();
            return new(
                series,
                model,
                side,
                _days[0],
                _days[^1],
                n,
                x,
                n * p,
                1 - ((double)x / n),
                kupiec,
                independence,
                CoverageTests.Conditional(kupiec, independence),
                CoverageTests.TrafficLight(n, x, p),
                _rates.Average(),
                least > 0 ? _rates.Max() / least : null,
                _rates.Count > 1 ? Enumerable.Range(1, _rates.Count - 1).Max(i => _rates[i] - _rates[i - 1]) : 0,
                _breaches.Count > 0 ? _breaches.Max(b => b.Loss - b.Margin) : 0,
                _breaches,
                _rates
            );
        }
    }
}
