// The space in which the likelihood of the two-factor model is searched, and the way back to its own figures.
using MathNet.Numerics.LinearAlgebra;

namespace Tokenbourse.Analytics.Curves;

/// <summary>Points are ln kappa, ln sigma_chi, ln sigma_xi, artanh rho, then ln of each column's measurement
/// deviation.</summary>
internal sealed class SchwartzSmithSpace
{
    private const int Dynamics = 4;
    private static readonly double[] _speeds = [0.5, 1.5, 4];
    private static readonly (double Low, double High) _logKappa = (Math.Log(0.02), Math.Log(40));
    private static readonly (double Low, double High) _logSigma = (Math.Log(1e-3), Math.Log(5));

    // A correlation of 0.9993 and beyond is one factor, not two.
    private static readonly (double Low, double High) _correlation = (-4, 4);

    private readonly LogCurvePanel _panel;
    private readonly SchwartzSmithLikelihood _likelihood;

    public SchwartzSmithSpace(LogCurvePanel panel) => (_panel, _likelihood) = (panel, new(panel));

    /// <summary>Less log-likelihood, the drifts at their best; steep walls stand outside the sensible ranges.</summary>
    public double Loss(double[] point)
    {
        var model = Model(point, 0, 0, 0);
        var terms = _likelihood.Run(model, Deviations(point));
        if (terms.Best() is not { } d)
            return double.PositiveInfinity;
        var loss = -terms.At(d[0], d[1], d[2]) + Walls(point);
        return double.IsNaN(loss) ? double.PositiveInfinity : loss;
    }

    public (SchwartzSmith Model, double[] Deviations) Complete(double[] point)
    {
        var deviations = Deviations(point);
        var d = _likelihood.Run(Model(point, 0, 0, 0), deviations).Best()!;
        return (Model(point, d[0], d[1], d[2]), deviations);
    }

    /// <summary>Volatilities as the front and the back of the panel move, no correlation, errors of one
    /// percent.</summary>
    public IEnumerable<double[]> Starts()
    {
        var back = Math.Max(0.02, Volatility(_panel.Columns.Count - 1));
        var front = Math.Max(1.1 * back, Volatility(0));
        var chi = Math.Sqrt((front * front) - (back * back));
        foreach (var kappa in _speeds)
        {
            var point = new double[Dynamics + _panel.Columns.Count];
            (point[0], point[1], point[2], point[3]) = (Math.Log(kappa), Math.Log(chi), Math.Log(back), 0);
            point.AsSpan(Dynamics).Fill(Math.Log(0.01));
            yield return point;
        }
    }

    /// <summary>The dynamics of a point with one column after the other nearly exact.</summary>
    public IEnumerable<double[]> ExactStarts(double[] from)
    {
        for (var column = 0; column < _panel.Columns.Count; column++)
        {
            if (IsExact(from, column))
                continue;
            var point = (double[])from.Clone();
            point.AsSpan(Dynamics).Fill(Math.Log(0.01));
            point[Dynamics + column] = Math.Log(2 * SchwartzSmithFit.Floor);
            yield return point;
        }
    }

    public static bool IsExact(double[] point, int column) =>
        Math.Exp(point[Dynamics + column]) < SchwartzSmithFit.Floor;

    /// <summary>Every figure with its standard error.</summary>
    public IReadOnlyList<Estimate> Estimates(double[] point)
    {
        var (model, deviations) = Complete(point);
        var free = Enumerable.Range(0, deviations.Length).Where(c => !IsExact(point, c)).ToArray();
        double[] at = [.. point[..Dynamics], model.LambdaChi, model.MuXi, model.MuStarXi];
        double[] whole = [.. at, .. free.Select(c => point[Dynamics + c])];
        var errors = Errors(point, whole, free);
        // Derivatives of each figure by the number that stands for it.
        double[] slopes = [model.Kappa, model.SigmaChi, model.SigmaXi, 1 - (model.Rho * model.Rho), 1, 1, 1];
        int[] order = [0, 1, 4, 5, 2, 6, 3];
        var estimates = order
            .Select((k, i) => new Estimate(SchwartzSmith.Names[i], model.Values[i], slopes[k] * errors[k]))
            .ToList();
        // d (ln 2 / kappa) / d ln kappa is the half-life itself, with the other sign.
        estimates.Add(new("half_life", model.HalfLife, model.HalfLife * errors[0]));
        for (var c = 0; c < deviations.Length; c++)
        {
            var place = Array.IndexOf(free, c);
            var slope = Math.Exp(2 * point[Dynamics + c]) / deviations[c];
            var error = place < 0 ? double.NaN : slope * errors[at.Length + place];
            estimates.Add(new($"measurement {_panel.Columns[c]}", deviations[c], error));
        }

        return estimates;
    }

    private double[] Errors(double[] point, double[] whole, int[] free)
    {
        double Loss(double[] x)
        {
            var moved = (double[])point.Clone();
            x.AsSpan(0, Dynamics).CopyTo(moved);
            for (var i = 0; i < free.Length; i++)
                moved[Dynamics + free[i]] = x[Dynamics + 3 + i];
            var terms = _likelihood.Run(Model(moved, 0, 0, 0), Deviations(moved));
            return -terms.At(x[Dynamics], x[Dynamics + 1], x[Dynamics + 2]);
        }

        var steps = whole.Select((_, i) => i is >= Dynamics and < Dynamics + 3 ? 1e-2 : 1e-3).ToArray();
        var second = QuasiNewton.Curvature(Loss, whole, steps);
        // What a wall holds is taken as given: the likelihood still falls there, so its curvature is no information.
        int[] open = [.. Enumerable.Range(0, whole.Length).Where(i => i >= Dynamics || !AtBound(point, i))];
        var information = Matrix<double>.Build.Dense(open.Length, open.Length, (i, j) => second[open[i], open[j]]);
        double[] errors = [.. whole.Select(_ => double.NaN)];
        var spectrum = information.Evd(Symmetricity.Symmetric).EigenValues;
        if (!spectrum.All(e => e.Real > 0))
            return errors;
        var variances = information.Inverse().Diagonal();
        for (var i = 0; i < open.Length; i++)
            errors[open[i]] = Math.Sqrt(variances[i]);
        return errors;
    }

    /// <summary>A wall holds the number: the search ended on it or beyond, where only the wall's slope stops it.
    /// </summary>
    private static bool AtBound(double[] point, int place)
    {
        var (low, high) = Range(place);
        return point[place] <= low || point[place] >= high;
    }

    private static (double Low, double High) Range(int place) =>
        place switch
        {
            0 => _logKappa,
            3 => _correlation,
            _ => _logSigma,
        };

    private static SchwartzSmith Model(double[] point, double lambda, double mu, double muStar) =>
        new(
            Math.Exp(Math.Clamp(point[0], _logKappa.Low - 1, _logKappa.High + 1)),
            Math.Exp(Math.Clamp(point[1], _logSigma.Low - 1, _logSigma.High + 1)),
            lambda,
            mu,
            Math.Exp(Math.Clamp(point[2], _logSigma.Low - 1, _logSigma.High + 1)),
            muStar,
            Math.Tanh(point[3])
        );

    private double[] Deviations(double[] point)
    {
        var deviations = new double[_panel.Columns.Count];
        for (var c = 0; c < deviations.Length; c++)
        {
            var free = Math.Exp(Math.Clamp(point[Dynamics + c], -20, 2));
            deviations[c] = Math.Sqrt((free * free) + (SchwartzSmithFit.Floor * SchwartzSmithFit.Floor));
        }

        return deviations;
    }

    private static double Walls(double[] point)
    {
        double Wall(double x, (double Low, double High) range) =>
            x < range.Low ? Math.Pow(x - range.Low, 2)
            : x > range.High ? Math.Pow(x - range.High, 2)
            : 0;
        return 1e4 * Enumerable.Range(0, Dynamics).Sum(place => Wall(point[place], Range(place)));
    }

    /// <summary>Annual deviation of a column's own moves between the days on which it has a price.</summary>
    private double Volatility(int column)
    {
        var (squares, years) = (0.0, 0.0);
        (double At, double Value)? before = null;
        foreach (var day in _panel.Days)
        {
            foreach (var price in day.Prices.Where(p => p.Column == column))
            {
                if (before is { } b)
                    (squares, years) = (squares + Math.Pow(price.Value - b.Value, 2), years + day.Years - b.At);
                before = (day.Years, price.Value);
            }
        }

        return years > 0 ? Math.Sqrt(squares / years) : 0;
    }
}
