// Principal components of a futures curve's daily moves: what moves together, and what that does to a position.
using System.Diagnostics.CodeAnalysis;
using MathNet.Numerics.LinearAlgebra;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One way in which the curve moves.</summary>
/// <param name="Loadings">By maturity, of length one; the first that is not zero is above zero.</param>
/// <param name="Deviation">Standard deviation of its score, in logs a step.</param>
/// <param name="Share">Of the total variance, 0 to 1.</param>
public sealed record CurveComponent(IReadOnlyList<double> Loadings, double Deviation, double Share);

/// <summary>Scores of a step, one a component.</summary>
/// <param name="Day">Its last day.</param>
public sealed record ScoreDay(TradingDate Day, IReadOnlyList<double> Scores);

/// <summary>What a holding of so many units of a contract gains when a component moves by one deviation.</summary>
/// <param name="ByComponent">In the price's currency.</param>
public sealed record ComponentExposure(string Contract, double Units, IReadOnlyList<double> ByComponent);

/// <summary>Components of the covariance of the changes of ln F at constant maturities.</summary>
/// <param name="Means">Mean change by maturity, taken out before.</param>
/// <param name="Steps">Changes that were used.</param>
/// <param name="StretchedShare">Of the cells, see <see cref="ConstantMaturities"/>.</param>
public sealed record CurvePca(
    IReadOnlyList<double> Years,
    IReadOnlyList<CurveComponent> Components,
    IReadOnlyList<ScoreDay> Scores,
    IReadOnlyList<double> Means,
    int Steps,
    double StretchedShare
)
{
    /// <summary>Below it a picture of components is one of chance.</summary>
    public const int FewSteps = 60;

    /// <summary>Above it the components are partly those of the interpolation.</summary>
    public const double MuchStretched = 0.2;

    /// <summary>Fewer changes than <see cref="FewSteps"/>.</summary>
    public bool TooFewSteps => Steps < FewSteps;

    /// <summary>More stretched cells than <see cref="MuchStretched"/>.</summary>
    public bool TooStretched => StretchedShare > MuchStretched;

    /// <summary>Changes run from row to row; a gap of more days than <paramref name="longestGap"/> is not
    /// one.</summary>
    /// <param name="longestGap">Calendar days; 12 keeps every Chinese holiday week.</param>
    public static bool TryFit(
        ConstantMaturities history,
        int longestGap,
        [NotNullWhen(true)] out CurvePca? pca,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        (pca, fault) = (null, null);
        var width = history.Years.Count;
        var changes = new List<(TradingDate Day, double[] Change)>();
        for (var t = 1; t < history.Rows.Count; t++)
        {
            var (before, now) = (history.Rows[t - 1], history.Rows[t]);
            if (now.Day.Days - before.Day.Days <= longestGap)
                changes.Add((now.Day, [.. now.LogPrices.Select((x, i) => x - before.LogPrices[i])]));
        }

        if (width < 2 || changes.Count <= width)
        {
            fault = new(
                "history",
                "changes",
                $"two maturities and more than {Math.Max(width, 2)} changes",
                $"{width} and {changes.Count}"
            );
            return false;
        }

        var means = Enumerable.Range(0, width).Select(i => changes.Average(c => c.Change[i])).ToArray();
        var data = Matrix<double>.Build.Dense(changes.Count, width, (t, i) => changes[t].Change[i] - means[i]);
        var components = Decompose(data.TransposeThisAndMultiply(data) / (changes.Count - 1));
        var scores = changes.Select(
            (c, t) => new ScoreDay(c.Day, [.. components.Select(k => Dot(k.Loadings, data.Row(t)))])
        );
        pca = new(history.Years, components, [.. scores], means, changes.Count, history.StretchedShare);
        return true;
    }

    /// <summary>A component's loading at any maturity: straight between its own, held beyond them.</summary>
    public double Loading(int component, double years)
    {
        var loadings = Components[component].Loadings;
        var after = 0;
        while (after < Years.Count && Years[after] < years)
            after++;
        if (after == 0 || after == Years.Count)
            return loadings[after == 0 ? 0 : ^1];
        var part = (years - Years[after - 1]) / (Years[after] - Years[after - 1]);
        return loadings[after - 1] + (part * (loadings[after] - loadings[after - 1]));
    }

    /// <summary>Prices after a component moved by some deviations, everything else as it is.</summary>
    /// <param name="deviations">For example 2 or -2.</param>
    /// <param name="steps">Steps of the history over which it moves: the deviation grows with their root.</param>
    public IReadOnlyList<(string Contract, double Price)> Scenario(
        FuturesCurve curve,
        int component,
        double deviations,
        double steps = 1
    )
    {
        var move = deviations * Components[component].Deviation * Math.Sqrt(steps);
        return
        [
            .. curve.Points.Select(p =>
                (p.Contract, p.Price + OpenShare(p) * Gain(p, component, curve.Maturity(p), move))
            ),
        ];
    }

    /// <summary>Gains of a position by component when each moves up by one deviation of one step.</summary>
    /// <param name="units">Signed units of the price (lots times contract size) by contract; contracts that the curve
    /// does not have are refused.</param>
    /// <exception cref="ArgumentException">A contract is not in the curve.</exception>
    public IReadOnlyList<ComponentExposure> Exposure(
        FuturesCurve curve,
        IReadOnlyList<(string Contract, double Units)> units
    )
    {
        var exposures = new List<ComponentExposure>(units.Count);
        foreach (var (contract, held) in units)
        {
            var point =
                curve.Points.FirstOrDefault(p => p.Contract == contract)
                ?? throw new ArgumentException($"{contract} is not in the curve of {curve.Day}", nameof(units));
            var gains = Components.Select(
                (c, k) => held * OpenShare(point) * Gain(point, k, curve.Maturity(point), c.Deviation)
            );
            exposures.Add(new(contract, held, [.. gains]));
        }

        return exposures;
    }

    // What is known of an average no longer moves.
    private static double OpenShare(CurvePoint point) => 1 - (point.Known?.Share ?? 0);

    private double Gain(CurvePoint point, int component, double years, double move) =>
        point.OpenPrice * (Math.Exp(Loading(component, years) * move) - 1);

    private static List<CurveComponent> Decompose(Matrix<double> covariance)
    {
        var spectrum = covariance.Evd(Symmetricity.Symmetric);
        var values = spectrum.EigenValues.Select(e => Math.Max(0, e.Real)).ToArray();
        var total = values.Sum();
        return
        [
            .. Enumerable
                .Range(0, values.Length)
                .OrderByDescending(i => values[i])
                .Select(i => new CurveComponent(
                    Upright(spectrum.EigenVectors.Column(i).ToArray()),
                    Math.Sqrt(values[i]),
                    total > 0 ? values[i] / total : 0
                )),
        ];
    }

    private static double[] Upright(double[] loadings)
    {
        var first = Array.Find(loadings, l => Math.Abs(l) > 1e-9);
        return first < 0 ? [.. loadings.Select(l => -l)] : loadings;
    }

    private static double Dot(IReadOnlyList<double> a, Vector<double> b) => a.Select((x, i) => x * b[i]).Sum();
}
