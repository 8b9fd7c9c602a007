// The Kalman filter of the two-factor model with everything it saw: factors by day, surprises and what is left.
using MathNet.Numerics.LinearAlgebra;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>The factors after a day's prices.</summary>
/// <param name="Chi">Short-term tightness.</param>
/// <param name="Xi">Log of the equilibrium price.</param>
/// <param name="ChiDeviation">Standard error of chi given the parameters.</param>
public sealed record FactorDay(TradingDate Day, double Chi, double Xi, double ChiDeviation, double XiDeviation);

/// <summary>How one column was met.</summary>
/// <param name="Count">Prices seen.</param>
/// <param name="MeanError">Mean of log price less the model's, factors taken after the day: above zero the model is too
/// low.</param>
/// <param name="MeanAbsoluteError">In logs: 0.01 is about 1 %.</param>
/// <param name="Rmse">In logs.</param>
/// <param name="Surprise">Root mean square of the error of the forecast from the day before, in logs.</param>
/// <param name="Whiteness">Ljung-Box test of those errors over their expected deviations; null for fewer than
/// thirty.</param>
public sealed record ColumnErrors(
    string Column,
    int Count,
    double MeanError,
    double MeanAbsoluteError,
    double Rmse,
    double Surprise,
    LjungBox? Whiteness
);

/// <summary>What the filter saw.</summary>
/// <param name="LogLikelihood">Of the panel, first day included.</param>
public sealed record SchwartzSmithFilter(
    double LogLikelihood,
    IReadOnlyList<FactorDay> Factors,
    IReadOnlyList<ColumnErrors> Errors
)
{
    private const int LeastForWhiteness = 30;

    /// <summary>Runs a day's prices at once through the matrix form of the filter.</summary>
    /// <param name="deviations">Measurement deviation by column, above zero, in logs.</param>
    /// <exception cref="ArgumentException">The panel is empty or faulty, or the deviations do not match its
    /// columns.</exception>
    public static SchwartzSmithFilter Run(SchwartzSmith model, IReadOnlyList<double> deviations, LogCurvePanel panel)
    {
        if (panel.Days.Count == 0 || deviations.Count != panel.Columns.Count || deviations.Any(d => !(d > 0)))
            throw new ArgumentException("needs a day and one deviation above zero a column", nameof(deviations));
        if (panel.FirstFault() is { } fault)
            throw new ArgumentException(fault.ToString(), nameof(panel));
        var build = Matrix<double>.Build;
        var state = Vector<double>.Build.Dense([0, panel.Days[0].Prices.Average(p => p.Value)]);
        var first = SchwartzSmithLikelihood.FirstDeviation;
        var covariance = build.DenseOfArray(
            new[,]
            {
                { model.StationaryVariance, 0 },
                { 0, first * first },
            }
        );
        var columns = panel.Columns.Select(_ => new Column()).ToArray();
        var factors = new List<FactorDay>(panel.Days.Count);
        var (likelihood, now) = (0.0, 0.0);
        foreach (var day in panel.Days)
        {
            (state, covariance) = Predict(model, day.Years - now, state, covariance);
            now = day.Years;
            var n = day.Prices.Count;
            var loadings = build.Dense(n, 2);
            var constants = Vector<double>.Build.Dense(n);
            for (var i = 0; i < n; i++)
            {
                var l = CurveLoadings.Of(model.Kappa, day.Prices[i].From, day.Prices[i].Until);
                (loadings[i, 0], loadings[i, 1], constants[i]) = (l.Chi, 1, l.Constant(model));
            }

            var seen = Vector<double>.Build.Dense(n, i => day.Prices[i].Value) - constants;
            var surprise = seen - (loadings * state);
            var noise = build.DenseDiagonal(n, n, i => Math.Pow(deviations[day.Prices[i].Column], 2));
            var expected = (loadings * covariance * loadings.Transpose()) + noise;
            var cholesky = expected.Cholesky();
            var gain = cholesky.Solve(loadings * covariance).Transpose();
            likelihood -= 0.5 * ((n * Math.Log(2 * Math.PI)) + cholesky.DeterminantLn);
            likelihood -= 0.5 * surprise.DotProduct(cholesky.Solve(surprise));
            state += gain * surprise;
            // Joseph's form stays symmetric and above zero however small a measurement error is.
            var kept = build.DenseIdentity(2) - (gain * loadings);
            covariance = (kept * covariance * kept.Transpose()) + (gain * noise * gain.Transpose());
            var left = seen - (loadings * state);
            for (var i = 0; i < n; i++)
                columns[day.Prices[i].Column].Add(left[i], surprise[i], Math.Sqrt(expected[i, i]), factors.Count > 0);
            factors.Add(new(day.Day, state[0], state[1], Math.Sqrt(covariance[0, 0]), Math.Sqrt(covariance[1, 1])));
        }

        return new(likelihood, factors, [.. columns.Select((c, i) => c.Errors(panel.Columns[i]))]);
    }

    private static (Vector<double> State, Matrix<double> Covariance) Predict(
        SchwartzSmith model,
        double years,
        Vector<double> state,
        Matrix<double> covariance
    )
    {
        if (years <= 0)
            return (state, covariance);
        var (chi, both, xi) = model.StepCovariance(years);
        var step = Matrix<double>.Build.DenseDiagonal(2, 2, i => i == 0 ? Math.Exp(-model.Kappa * years) : 1);
        var moved = step * state;
        moved[1] += model.MuXi * years;
        var noise = Matrix<double>.Build.DenseOfArray(
            new[,]
            {
                { chi, both },
                { both, xi },
            }
        );
        return (moved, (step * covariance * step) + noise);
    }

    private sealed class Column
    {
        private readonly List<double> _left = [];
        private readonly List<double> _surprises = [];
        private readonly List<double> _standard = [];

        public void Add(double left, double surprise, double deviation, bool forecast)
        {
            _left.Add(left);
            // Nothing forecasts the first day.
            if (!forecast)
                return;
            _surprises.Add(surprise);
            _standard.Add(surprise / deviation);
        }

        public ColumnErrors Errors(string name)
        {
            double Root(List<double> x) => x.Count == 0 ? double.NaN : Math.Sqrt(x.Average(e => e * e));
            return new(
                name,
                _left.Count,
                _left.DefaultIfEmpty(double.NaN).Average(),
                _left.Select(Math.Abs).DefaultIfEmpty(double.NaN).Average(),
                Root(_left),
                Root(_surprises),
                _standard.Count >= LeastForWhiteness ? LjungBox.Of(_standard, Math.Min(10, _standard.Count / 5)) : null
            );
        }
    }
}
