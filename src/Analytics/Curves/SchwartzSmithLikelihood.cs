// The exact Gaussian likelihood of log curves under the two-factor model, the three drifts solved for on the way.
using MathNet.Numerics.LinearAlgebra;

namespace Tokenbourse.Analytics.Curves;

/// <summary>
/// A Kalman filter that takes the prices of a day one by one, their measurement errors being independent. The premium
/// lambda_chi and the drifts mu_xi and mu*_xi move means only, so the log-likelihood is a quadratic in them: the
/// filter carries its three slopes along and gives value, gradient and curvature in one pass.
/// First day: chi has its long-run distribution; xi is normal round the mean log price of the day with deviation 10,
/// which leaves it free.
/// </summary>
internal sealed class SchwartzSmithLikelihood
{
    /// <summary>Deviation of the equilibrium before anything is seen, in logs.</summary>
    public const double FirstDeviation = 10;

    private readonly LogCurvePanel _panel;

    public SchwartzSmithLikelihood(LogCurvePanel panel) => _panel = panel;

    /// <summary>Terms of log L(d) = Constant - (Square - 2 d·Slope + d·Curvature d) / 2 with d = (lambda_chi, mu_xi,
    /// mu*_xi).</summary>
    public sealed record Terms(double Constant, double Square, double[] Slope, double[,] Curvature)
    {
        public double At(double lambda, double mu, double muStar)
        {
            double[] d = [lambda, mu, muStar];
            var sum = Square;
            for (var i = 0; i < 3; i++)
            {
                sum -= 2 * d[i] * Slope[i];
                for (var j = 0; j < 3; j++)
                    sum += d[i] * d[j] * Curvature[i, j];
            }

            return Constant - (0.5 * sum);
        }

        /// <summary>The drifts that make the likelihood largest; null when the panel cannot tell them apart.</summary>
        public double[]? Best()
        {
            var matrix = Matrix<double>.Build.DenseOfArray(Curvature);
            if (!(matrix.Determinant() > 1e-12 * Curvature[0, 0] * Curvature[1, 1] * Curvature[2, 2]))
                return null;
            var best = matrix.Solve(Vector<double>.Build.DenseOfArray(Slope)).ToArray();
            return best.All(double.IsFinite) ? best : null;
        }
    }

    /// <summary>One pass.</summary>
    /// <param name="p">Its premium and drifts are not read.</param>
    /// <param name="deviations">Measurement deviation by column, above zero.</param>
    public Terms Run(SchwartzSmith p, IReadOnlyList<double> deviations)
    {
        var state = new State(p, _panel.Days[0].Prices.Average(y => y.Value));
        var now = 0.0;
        // Panels of constant maturities ask for the same loadings every day.
        var kept = new (double From, double Until, CurveLoadings Loadings)[_panel.Columns.Count];
        kept.AsSpan().Fill((double.NaN, double.NaN, default));
        foreach (var day in _panel.Days)
        {
            state.Step(p, day.Years - now);
            now = day.Years;
            foreach (var price in day.Prices)
            {
                ref var last = ref kept[price.Column];
                if (last.From != price.From || last.Until != price.Until)
                    last = (price.From, price.Until, CurveLoadings.Of(p.Kappa, price.From, price.Until));
                state.See(p, last.Loadings, price.Value, deviations[price.Column]);
            }
        }

        return new(
            -0.5 * (state.LogDeterminant + (_panel.Observations * Math.Log(2 * Math.PI))),
            state.Square,
            state.Slope,
            state.Curvature
        );
    }

    private sealed class State
    {
        private readonly double[] _chiSlopes = new double[3];
        private readonly double[] _xiSlopes = new double[3];
        private double _chi;
        private double _xi;
        private double _varianceChi;
        private double _covariance;
        private double _varianceXi = FirstDeviation * FirstDeviation;

        public State(SchwartzSmith p, double level) => (_xi, _varianceChi) = (level, p.StationaryVariance);

        public double LogDeterminant { get; private set; }

        public double Square { get; private set; }

        public double[] Slope { get; } = new double[3];

        public double[,] Curvature { get; } = new double[3, 3];

        public void Step(SchwartzSmith p, double years)
        {
            if (years <= 0)
                return;
            var decay = Math.Exp(-p.Kappa * years);
            var (chi, both, xi) = p.StepCovariance(years);
            _chi *= decay;
            for (var i = 0; i < 3; i++)
                _chiSlopes[i] *= decay;
            _xiSlopes[1] += years;
            _varianceChi = (decay * decay * _varianceChi) + chi;
            _covariance = (decay * _covariance) + both;
            _varianceXi += xi;
        }

        public void See(SchwartzSmith p, CurveLoadings l, double value, double deviation)
        {
            var (gainChi, gainXi) = ((l.Chi * _varianceChi) + _covariance, (l.Chi * _covariance) + _varianceXi);
            var f = (l.Chi * gainChi) + gainXi + (deviation * deviation);
            var v = value - l.Variances(p) - (l.Chi * _chi) - _xi;
            var x0 = (l.Chi * _chiSlopes[0]) + _xiSlopes[0] - l.Decayed;
            var x1 = (l.Chi * _chiSlopes[1]) + _xiSlopes[1];
            var x2 = (l.Chi * _chiSlopes[2]) + _xiSlopes[2] + l.Years;
            LogDeterminant += Math.Log(f);
            Square += v * v / f;
            Learn(0, x0, x0, x1, x2, v, f, gainChi, gainXi);
            Learn(1, x1, x0, x1, x2, v, f, gainChi, gainXi);
            Learn(2, x2, x0, x1, x2, v, f, gainChi, gainXi);
            _chi += gainChi / f * v;
            _xi += gainXi / f * v;
            _varianceChi -= gainChi * gainChi / f;
            _covariance -= gainChi * gainXi / f;
            _varianceXi -= gainXi * gainXi / f;
        }

        private void Learn(
            int row,
            double x,
            double x0,
            double x1,
            double x2,
            double v,
            double f,
            double gainChi,
            double gainXi
        )
        {
            var part = x / f;
            Slope[row] += part * v;
            Curvature[row, 0] += part * x0;
            Curvature[row, 1] += part * x1;
            Curvature[row, 2] += part * x2;
            _chiSlopes[row] -= gainChi * part;
            _xiSlopes[row] -= gainXi * part;
        }
    }
}
