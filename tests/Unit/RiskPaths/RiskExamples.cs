// Curves and a slow, plain simulator for the tests of the risk engine; it shares no code with the engine.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.RiskPaths;

internal static class RiskExamples
{
    /// <summary>A Monday.</summary>
    public static readonly TradingDate Today = TradingDate.Of(2026, 8, 31);

    public static readonly TwoFactorParameters Factors = new(1.5, 0.6, 0.3, -0.2);

    /// <summary>A falling curve from September 2026 on.</summary>
    public static FuturesMonth[] Curve(int months) =>
        [
            .. Enumerable
                .Range(0, months)
                .Select(m => new FuturesMonth(ContractMonth.Of(2026, 9).Plus(m), 10 * Math.Pow(0.98, m))),
        ];

    public static PathModel Plan(int months) =>
        new()
        {
            Today = Today,
            Curve = Curve(months),
            Factors = Factors,
            Volumes = [.. Enumerable.Range(0, months).Select(m => 100.0 + m)],
        };

    /// <summary>One contract whose settlement is the print of one day, two years from today; one long
    /// factor.</summary>
    public static PathModel OneDay(double sigma, TradingDate day) =>
        new()
        {
            Today = Today,
            Curve = [new(ContractMonth.Of(day), 10) { Averaging = [day] }],
            Factors = new(1, 0, sigma, 0),
            Volumes = [1],

            // The price of one day does not care for the way there.
            Step = PathStep.Month,
        };

    /// <summary>Mean and standard error of independent values.</summary>
    public static (double Mean, double Error) Mean(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
        return (mean, Math.Sqrt(variance / values.Count));
    }

    public static double Covariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (mx, my, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            mx += x[i] / x.Length;
            my += y[i] / y.Length;
        }

        for (var i = 0; i < x.Length; i++)
            sum += (x[i] - mx) * (y[i] - my);
        return sum / x.Length;
    }
}

/// <summary>
/// The truth that the engine is held against: every averaging day has a forward price of its own, which moves by
/// small steps of its own stochastic equation; every contract's price is the plain mean of its days.
/// </summary>
internal sealed class NaiveSimulator(PathModel model, ulong seed)
{
    private ulong _state = seed;
    private double? _spare;

    /// <summary>One path: the settlements by month, and the day-by-day value of the given holding.</summary>
    public (double[] Settlements, List<double> Variation) Path(double[] held)
    {
        var f = model.Factors;
        var days = model.Curve.SelectMany((m, i) => m.Averaging.Select(d => (Month: i, Day: d))).ToList();
        var forwards = days.ConvertAll(d => model.Curve[d.Month].Price);
        var prints = new double[days.Count];
        var variation = new List<double> { 0 };
        var value = model.Curve.Select((m, i) => held[i] * m.Price).Sum();
        var (today, last) = (model.Today, days[^1].Day);
        var (past, sum) = (today, 0.0);
        for (var day = today.Plus(1); day <= last; day = day.Plus(1))
        {
            if (day.Weekday > 5)
                continue;
            var dt = (day.Days - past.Days) / 365.0;
            past = day;
            var e1 = Normal() * Math.Sqrt(dt);
            var e2 = (f.Rho * e1) + (Math.Sqrt(1 - (f.Rho * f.Rho)) * Normal() * Math.Sqrt(dt));
            for (var i = 0; i < days.Count; i++)
            {
                if (days[i].Day < day)
                    continue;
                var a = f.SigmaChi * Math.Exp(-f.Kappa * (days[i].Day.Days - day.Days) / 365.0);
                var variance = (a * a) + (f.SigmaXi * f.SigmaXi) + (2 * a * f.SigmaXi * f.Rho);
                forwards[i] *= Math.Exp((a * e1) + (f.SigmaXi * e2) - (variance * dt / 2));
                prints[i] = forwards[i];
            }

            var now = 0.0;
            for (var i = 0; i < days.Count; i++)
                now += held[days[i].Month] * forwards[i] / model.Curve[days[i].Month].Averaging.Count;
            sum += now - value;
            value = now;
            variation.Add(sum);
        }

        var settlements = new double[model.Curve.Count];
        for (var i = 0; i < days.Count; i++)
            settlements[days[i].Month] += prints[i] / model.Curve[days[i].Month].Averaging.Count;
        return (settlements, variation);
    }

    /// <summary>Marsaglia's polar method over a plain linear congruence.</summary>
    public double Normal()
    {
        if (_spare is { } kept)
        {
            _spare = null;
            return kept;
        }

        while (true)
        {
            var (x, y) = ((2 * Uniform()) - 1, (2 * Uniform()) - 1);
            var square = (x * x) + (y * y);
            if (square is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * scale;
            return x * scale;
        }
    }

    private double Uniform()
    {
        unchecked
        {
            _state = (_state * 6364136223846793005UL) + 1442695040888963407UL;
            return (_state >> 11) * (1.0 / (1UL << 53));
        }
    }
}
