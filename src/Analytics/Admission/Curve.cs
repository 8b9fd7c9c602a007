// Is a history a formula? A trend and a few waves fitted to it, and a single wave looked for in its moves.
namespace Tokenbourse.Analytics.Admission;

/// <summary>How well a trend with waves describes a history.</summary>
/// <param name="Explained">Share of the variance of the logarithms that the curve explains.</param>
/// <param name="RestCorrelation">Of what the curve leaves, one observation with the next: near zero when independent
/// noise was added to a formula; near one for a real price, which wanders.</param>
/// <param name="Periods">Of the waves, in observations.</param>
public readonly record struct CurveFit(double Explained, double RestCorrelation, double[] Periods);

/// <summary>The strongest wave in the moves.</summary>
/// <param name="Period">In observations.</param>
/// <param name="Cycles">How often it goes round in the history.</param>
/// <param name="AboveNeighbours">Its power against the typical power of the frequencies around it.</param>
/// <param name="Chance">Fisher's probability of so strong a wave in independent moves.</param>
public readonly record struct SpectralLine(double Period, int Cycles, double AboveNeighbours, double Chance);

/// <summary>Least squares and the periodogram.</summary>
public static class Curve
{
    private const int Neighbours = 12;

    /// <summary>ln p_t = a + b t + sum over the waves of (c cos + d sin), the waves found one after the other where
    /// they explain most of what is left. Source of the idea: a fabricated history is cheapest made so.</summary>
    /// <param name="logs">Logarithms of the prices, evenly spaced.</param>
    /// <param name="waves">How many, 1 to 3.</param>
    public static CurveFit Fit(double[] logs, int waves)
    {
        var n = logs.Length;
        var one = new double[n];
        var time = new double[n];
        for (var i = 0; i < n; i++)
            (one[i], time[i]) = (1, ((double)i / n) - 0.5);
        var whole = Rest([one], logs).Sum(e => e * e);
        var columns = new List<double[]> { one, time };
        var rest = Rest(columns, logs);
        var periods = new List<double>();
        for (var wave = 0; wave < waves && whole > 1e-12; wave++)
        {
            var cycles = Strongest(rest);
            periods.Add(n / cycles);
            var (cosine, sine) = Wave(n, cycles);
            columns.Add(cosine);
            columns.Add(sine);
            rest = Rest(columns, logs);
        }

        var explained = whole <= 1e-12 ? 0 : 1 - (rest.Sum(e => e * e) / whole);
        var correlation = HistoryFacts.Correlation(rest.AsSpan(0, n - 1), rest.AsSpan(1));
        return new(explained, correlation, [.. periods]);
    }

    /// <summary>The periodogram of the moves, their outliers drawn in to three deviations so that one jump is no wave.
    /// </summary>
    public static SpectralLine Line(double[] moves)
    {
        var drawn = DrawnIn(moves);
        var n = drawn.Length;
        var power = new double[Math.Max(0, (n / 2) - 1)];
        for (var k = 0; k < power.Length; k++)
            power[k] = Power(drawn, k + 1);
        var sum = power.Sum();
        if (power.Length < Neighbours || sum <= 1e-300)
            return new(0, 0, 0, 1);
        var at = Array.IndexOf(power, power.Max());
        var around = new List<double>();
        for (var k = Math.Max(0, at - Neighbours); k < Math.Min(power.Length, at + Neighbours + 1); k++)
            if (Math.Abs(k - at) > 1)
                around.Add(power[k]);
        around.Sort();

        // The median of an exponential is ln 2 of its mean.
        var typical = Math.Max(around[around.Count / 2] / Math.Log(2), 1e-300);
        var share = power[at] / sum;
        var chance = Math.Min(1, power.Length * Math.Pow(1 - share, power.Length - 1));
        return new((double)n / (at + 1), at + 1, power[at] / typical, chance);
    }

    private static double[] DrawnIn(double[] moves)
    {
        if (moves.Length == 0)
            return [];
        var median = Median(moves);
        var deviation = Median([.. moves.Select(m => Math.Abs(m - median))]) * 1.4826;
        if (deviation <= 0)
            deviation = Math.Sqrt(moves.Sum(m => (m - median) * (m - median)) / moves.Length);
        return [.. moves.Select(m => Math.Clamp(m - median, -3 * deviation, 3 * deviation))];
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    // Half cycles first, then tenths around the best: a slow wave seldom closes within the history.
    private static double Strongest(double[] rest)
    {
        double best = 1,
            most = -1;
        for (var cycles = 0.75; cycles <= rest.Length / 4.0; cycles += cycles < 12 ? 0.5 : 1)
            Try(cycles);
        var middle = best;
        for (var step = -5; step <= 5; step++)
            if (middle + (step * 0.1) >= 0.5)
                Try(middle + (step * 0.1));
        return best;

        void Try(double cycles)
        {
            var power = Power(rest, cycles);
            if (power > most)
                (best, most) = (cycles, power);
        }
    }

    private static double Power(double[] values, double cycles)
    {
        // The wave by rotation: two multiplications a step instead of two trigonometric functions.
        var angle = 2 * Math.PI * cycles / values.Length;
        var (turnSine, turnCosine) = Math.SinCos(angle);
        double cosine = 1,
            sine = 0,
            real = 0,
            imaginary = 0;
        foreach (var value in values)
        {
            real += value * cosine;
            imaginary += value * sine;
            (cosine, sine) = ((cosine * turnCosine) - (sine * turnSine), (sine * turnCosine) + (cosine * turnSine));
        }

        return (real * real) + (imaginary * imaginary);
    }

    private static (double[] Cosine, double[] Sine) Wave(int n, double cycles)
    {
        var (cosine, sine) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
            (sine[i], cosine[i]) = Math.SinCos(2 * Math.PI * cycles * i / n);
        return (cosine, sine);
    }

    // Gram-Schmidt: each column made square to those before it and taken out; nearly dependent ones are passed over.
    private static double[] Rest(IReadOnlyList<double[]> columns, double[] values)
    {
        var rest = (double[])values.Clone();
        var basis = new List<double[]>();
        foreach (var column in columns)
        {
            var square = (double[])column.Clone();
            var before = Dot(square, square);
            foreach (var each in basis)
                TakeOut(square, each, Dot(square, each));
            var length = Math.Sqrt(Dot(square, square));
            if (length * length < before * 1e-10)
                continue;
            for (var i = 0; i < square.Length; i++)
                square[i] /= length;
            basis.Add(square);
            TakeOut(rest, square, Dot(rest, square));
        }

        return rest;
    }

    private static void TakeOut(double[] values, double[] direction, double amount)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] -= amount * direction[i];
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
