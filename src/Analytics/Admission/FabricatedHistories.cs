// FABRICATED histories, made to see whether the admission test finds them. Never data.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Admission;

/// <summary>How a history is faked.</summary>
public enum Fabrication
{
    /// <summary>Trend, sine and independent noise: the cheapest fake.</summary>
    TrendSineNoise,

    /// <summary>Trend and two sines without noise.</summary>
    Smooth,

    /// <summary>Random values weeks apart, straight lines between them.</summary>
    Interpolated,

    /// <summary>Independent noise around a constant.</summary>
    NoiseAroundLevel,

    /// <summary>Trend, sine, and noise that remembers (0.8 from one day to the next).</summary>
    TrendSineSlowNoise,

    /// <summary>A random walk with normal steps, every calendar day.</summary>
    NormalWalk,

    /// <summary>The same on weekdays only.</summary>
    NormalWalkWeekdays,

    /// <summary>A true-looking walk repeated from its middle on.</summary>
    Repeated,

    /// <summary>Another history at another level.</summary>
    Copied,

    /// <summary>Steps at random days, as list prices have: the fake that this test cannot find.</summary>
    ListSteps,
}

/// <summary>Seeded; the same on every computer up to the last bits of sine and logarithm, which rounding to cents
/// hides.</summary>
public static class FabricatedHistories
{
    private static readonly double[] _periods = [7, 14, 30, 60, 90, 180];

    /// <summary>One fabricated history, its name beginning with FABRICATED.</summary>
    /// <param name="days">Number of observations.</param>
    /// <param name="model">For <see cref="Fabrication.Copied"/>: what is copied.</param>
    public static PriceHistory Make(Fabrication how, int days, ulong seed, PriceHistory? model = null)
    {
        var chance = new Chance(seed);
        var name = $"FABRICATED {how} {seed}";
        var start = TradingDate.Of(2025, 1, 6);
        if (how == Fabrication.Copied && model is not null)
        {
            var factor = (decimal)Math.Round(chance.Between(0.2, 5), 3);
            return PriceHistory.Of(
                name,
                model.Points.Select(p => new HistoryPoint(p.Day, Rounded((double)(p.Price * factor))))
            );
        }

        var logs = Logs(how, days, chance);
        var level = chance.Between(1, 5);
        var points = new List<HistoryPoint>();
        var day = start;
        foreach (var log in logs)
        {
            if (how == Fabrication.NormalWalkWeekdays)
                while (day.Weekday > 5)
                    day = day.Plus(1);
            points.Add(new(day, Rounded(level * Math.Exp(log))));
            day = day.Plus(1);
        }

        return PriceHistory.Of(name, points);
    }

    private static double[] Logs(Fabrication how, int days, Chance chance)
    {
        var trend = chance.Between(-0.001, 0.001);
        var period = _periods[(int)chance.Between(0, _periods.Length)];
        var amplitude = chance.Between(0.02, 0.1);
        var noise = chance.Between(0.003, 0.02);
        var phase = chance.Between(0, 2 * Math.PI);
        double walk = 0,
            slow = 0;
        var logs = new double[days];
        for (var t = 0; t < days; t++)
        {
            var draw = noise * chance.Normal();
            walk += draw;
            slow = (0.8 * slow) + draw;
            var curve = (trend * t) + (amplitude * Math.Sin((2 * Math.PI * t / period) + phase));
            logs[t] = how switch
            {
                Fabrication.TrendSineNoise => curve + draw,
                Fabrication.Smooth => curve + (amplitude / 3 * Math.Sin(2 * Math.PI * t / (period * 1.7))),
                Fabrication.NoiseAroundLevel => draw,
                Fabrication.TrendSineSlowNoise => curve + slow,
                Fabrication.ListSteps => t > 0 && chance.Between(0, 1) < 0.97
                    ? logs[t - 1]
                    : (t > 0 ? logs[t - 1] : 0) + (chance.Normal() * 0.15),
                Fabrication.Repeated when t > 0 && t >= days / 2 => logs[t - 1]
                    + logs[Math.Max(1, t - (days / 2) + 1)]
                    - logs[Math.Max(1, t - (days / 2) + 1) - 1],
                _ => (trend * t) + walk,
            };
        }

        if (how == Fabrication.Interpolated)
            Interpolate(logs);
        return logs;
    }

    private static void Interpolate(double[] logs)
    {
        const int apart = 15;
        for (var from = 0; from < logs.Length - 1; from += apart)
        {
            var to = Math.Min(from + apart, logs.Length - 1);
            for (var t = from + 1; t < to; t++)
                logs[t] = Math.Log(
                    Math.Exp(logs[from]) + ((Math.Exp(logs[to]) - Math.Exp(logs[from])) * (t - from) / (to - from))
                );
        }
    }

    // To a tenth of a cent below ten, to cents above: as people do who want it to look like a quote.
    private static decimal Rounded(double price) => Math.Max(0.001m, decimal.Round((decimal)price, price < 10 ? 3 : 2));

    // splitmix64 and the polar method's simpler brother (Box and Muller).
    private sealed class Chance(ulong seed)
    {
        private ulong _state = seed;

        public double Between(double least, double most) => least + ((most - least) * Unit());

        public double Normal() => Math.Sqrt(-2 * Math.Log(Math.Max(Unit(), 1e-300))) * Math.Cos(2 * Math.PI * Unit());

        private double Unit()
        {
            unchecked
            {
                _state += 0x9E3779B97F4A7C15;
                var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
                return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
            }
        }
    }
}
