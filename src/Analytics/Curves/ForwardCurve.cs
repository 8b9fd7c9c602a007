// The smoothest forward curve whose means over the delivery periods are the futures prices.
using System.Diagnostics.CodeAnalysis;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>What a contract says of the curve: the mean over an interval of years from now.</summary>
public sealed record ForwardMean(string Contract, double From, double Until, double Price);

/// <summary>A contract whose mean follows from others and so was not needed.</summary>
/// <param name="Implied">Mean that the others imply.</param>
/// <param name="Gap">Its own price less that: within the tolerance.</param>
public sealed record RedundantMean(string Contract, double Implied, double Gap);

/// <summary>f(u) = c0 + c1 u + ... + c4 u⁴ for u = t - From, t in years.</summary>
public sealed record ForwardPiece(double From, double Until, IReadOnlyList<double> Coefficients);

/// <summary>
/// Minimises the integral of f''(t)² subject to the mean of f over each period being the contract's price: a spline of
/// fourth degree with f, f' and f'' continuous at every end of a period (Benth, Koekebakker and Ollmar 2007, after
/// Adams and van Deventer 1994), solved as one linear system with multipliers. At the minimum f''' is continuous too
/// and f'' and f''' are zero at both ends. Nothing keeps f above zero: see <see cref="Lowest"/>.
/// </summary>
public sealed class ForwardCurve
{
    private ForwardCurve(
        TradingDate day,
        IReadOnlyList<ForwardPiece> pieces,
        IReadOnlyList<ForwardMean> means,
        IReadOnlyList<RedundantMean> redundant
    ) => (Day, Pieces, Means, Redundant) = (day, pieces, means, redundant);

    /// <summary>Day from which years count.</summary>
    public TradingDate Day { get; }

    /// <summary>In order, without gaps.</summary>
    public IReadOnlyList<ForwardPiece> Pieces { get; }

    /// <summary>What the curve reproduces.</summary>
    public IReadOnlyList<ForwardMean> Means { get; }

    /// <summary>Contracts that others already said, within the tolerance.</summary>
    public IReadOnlyList<RedundantMean> Redundant { get; }

    /// <summary>Where the curve begins, years from now.</summary>
    public double From => Pieces[0].From;

    /// <summary>Where it ends.</summary>
    public double Until => Pieces[^1].Until;

    /// <summary>Fits the open days of a curve's contracts.</summary>
    /// <param name="tolerance">How far the price of a contract whose period others fill (a quarter and its months) may
    /// be from what they imply, in the price's unit; it is then left out and named. Beyond it the whole is
    /// refused.</param>
    public static bool TryFit(
        FuturesCurve curve,
        double tolerance,
        [NotNullWhen(true)] out ForwardCurve? fit,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        fit = null;
        fault = curve.FirstFault();
        if (fault is not null)
            return false;
        var means = curve.Points.Select(p =>
        {
            var (from, until) = curve.OpenYears(p);
            return new ForwardMean(p.Contract, from, until, p.OpenPrice);
        });
        return TryFit(curve.Day, [.. means], tolerance, out fit, out fault);
    }

    /// <summary>Fits means over intervals; they may overlap and leave gaps.</summary>
    public static bool TryFit(
        TradingDate day,
        IReadOnlyList<ForwardMean> means,
        double tolerance,
        [NotNullWhen(true)] out ForwardCurve? fit,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        fit = null;
        fault = Check(means);
        if (fault is not null || !ForwardPeriods.TryFit(means, tolerance, out var periods, out fault))
            return false;
        var pieces = new ForwardSystem(periods).Solve();
        fit = new(day, pieces, periods.Kept, periods.Redundant);
        // The system is well scaled; should it ever not be, a curve that misses its prices must not pass for one.
        foreach (var mean in fit.Means)
        {
            var miss = fit.Mean(mean.From, mean.Until) - mean.Price;
            if (!(Math.Abs(miss) <= 1e-9 * Math.Max(1, Math.Abs(mean.Price))))
                fault = new(mean.Contract, "mean", $"{mean.Price:R} within 1e-9", $"off by {miss:G3}");
        }

        if (fault is not null)
            fit = null;
        return fit is not null;
    }

    /// <summary>The forward price at a point of time; beyond its ends the curve's last value holds.</summary>
    /// <param name="years">From now.</param>
    public double At(double years)
    {
        var t = Math.Clamp(years, From, Until);
        var piece = Pieces[Find(t)];
        return Value(piece.Coefficients, t - piece.From);
    }

    /// <summary>The mean over an interval inside the curve: what a contract on it should cost.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is empty or leaves the curve.</exception>
    public double Mean(double from, double until)
    {
        const double Slack = 1e-12;
        if (until <= from || from < From - Slack || until > Until + Slack)
            throw new ArgumentOutOfRangeException(nameof(from), "the interval must lie inside the curve");
        var sum = 0.0;
        for (var i = Find(Math.Max(from, From)); i < Pieces.Count && Pieces[i].From < until; i++)
        {
            var piece = Pieces[i];
            var (left, right) = (Math.Max(from, piece.From), Math.Min(until, piece.Until));
            if (right > left)
                sum +=
                    Integral(piece.Coefficients, right - piece.From) - Integral(piece.Coefficients, left - piece.From);
        }

        return sum / (until - from);
    }

    /// <summary>Means of the days, each the interval that ends at its date, that lie wholly in the curve.</summary>
    public IEnumerable<(TradingDate Day, double Price)> Daily()
    {
        var first = (int)Math.Ceiling((From * FuturesCurve.DaysPerYear) - 1e-6);
        var last = (int)Math.Floor((Until * FuturesCurve.DaysPerYear) + 1e-6);
        for (var d = first; d < last; d++)
            yield return (Day.Plus(d + 1), Mean(d / FuturesCurve.DaysPerYear, (d + 1) / FuturesCurve.DaysPerYear));
    }

    /// <summary>The lowest daily mean. Below zero the smoothest curve is no curve of prices.</summary>
    public double Lowest => Daily().Select(d => d.Price).DefaultIfEmpty(At(From)).Min();

    private static CurveFault? Check(IReadOnlyList<ForwardMean> means)
    {
        if (means.Count == 0)
            return new("curve", "contracts", "one at least", "none");
        foreach (var m in means)
        {
            if (!(m.Until > m.From))
                return new(m.Contract, "period", "an end after its beginning", $"{m.From:R} to {m.Until:R} years");
            if (!double.IsFinite(m.Price))
                return new(m.Contract, "price", "a number", CurveFault.Number(m.Price));
        }

        return null;
    }

    private int Find(double t)
    {
        var (low, high) = (0, Pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (t < Pieces[middle].Until)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private static double Value(IReadOnlyList<double> c, double u) =>
        c[0] + (u * (c[1] + (u * (c[2] + (u * (c[3] + (u * c[4])))))));

    private static double Integral(IReadOnlyList<double> c, double u) =>
        u * (c[0] + (u * ((c[1] / 2) + (u * ((c[2] / 3) + (u * ((c[3] / 4) + (u * c[4] / 5))))))));
}
