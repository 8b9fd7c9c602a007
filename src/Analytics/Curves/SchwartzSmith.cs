// The two-factor model of a futures curve: a short-term deviation that dies away and an equilibrium that wanders.
namespace Tokenbourse.Analytics.Curves;

/// <summary>
/// Schwartz and Smith (2000): ln S = chi + xi with d chi = -kappa chi dt + sigma_chi dz_chi and
/// d xi = mu_xi dt + sigma_xi dz_xi, dz_chi dz_xi = rho dt; for pricing chi drifts by -lambda_chi more and xi by
/// mu*_xi. Time in years, rates and deviations a year, as shares (0.286 is 28.6 %).
/// </summary>
/// <param name="Kappa">How fast the deviation dies away, above zero.</param>
/// <param name="SigmaChi">Volatility of the deviation, above zero.</param>
/// <param name="LambdaChi">Its risk premium.</param>
/// <param name="MuXi">Drift of the equilibrium as it happens.</param>
/// <param name="SigmaXi">Its volatility, above zero.</param>
/// <param name="MuStarXi">Its drift in prices.</param>
/// <param name="Rho">Correlation of the two, between -1 and 1.</param>
public sealed record SchwartzSmith(
    double Kappa,
    double SigmaChi,
    double LambdaChi,
    double MuXi,
    double SigmaXi,
    double MuStarXi,
    double Rho
)
{
    /// <summary>Names of the seven in this order.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "kappa",
        "sigma_chi",
        "lambda_chi",
        "mu_xi",
        "sigma_xi",
        "mu*_xi",
        "rho",
    ];

    /// <summary>Years after which half of a deviation is left: ln 2 / kappa.</summary>
    public double HalfLife => Math.Log(2) / Kappa;

    /// <summary>Variance of the deviation when it has run for long.</summary>
    public double StationaryVariance => SigmaChi * SigmaChi / (2 * Kappa);

    /// <summary>The seven in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<double> Values => [Kappa, SigmaChi, LambdaChi, MuXi, SigmaXi, MuStarXi, Rho];

    /// <summary>ln F for one maturity: e^(-kappa t) chi + xi + A(t).</summary>
    public double LogPrice(double chi, double xi, double years) => LogPrice(chi, xi, years, years);

    /// <summary>
    /// Mean of ln F over an interval of maturities, or ln F at a point when both ends are the same. The price of an
    /// averaging contract is the mean of F, not e to the mean of ln F; the difference is half the variance of ln F
    /// within the interval: (slope × length)² / 24 of the price for a straight piece, that is 0.003 % for a curve that
    /// falls 30 % a year and a month.
    /// </summary>
    public double LogPrice(double chi, double xi, double from, double until)
    {
        var l = CurveLoadings.Of(Kappa, from, until);
        return (l.Chi * chi) + xi + l.Constant(this);
    }

    /// <summary>F for one maturity.</summary>
    public double Price(double chi, double xi, double years) => Math.Exp(LogPrice(chi, xi, years));

    /// <summary>A(t): what the model's drifts and variances put between a price and its factors.</summary>
    public double Adjustment(double years) => CurveLoadings.Of(Kappa, years, years).Constant(this);

    /// <summary>Volatility of the futures price of a maturity, a year: it falls from the front to sigma_xi far
    /// out.</summary>
    public double Volatility(double years)
    {
        var chi = Math.Exp(-Kappa * years) * SigmaChi;
        return Math.Sqrt((chi * chi) + (SigmaXi * SigmaXi) + (2 * Rho * chi * SigmaXi));
    }

    /// <summary>Variances and covariance of the factors' moves over a step of years.</summary>
    public (double Chi, double Both, double Xi) StepCovariance(double years)
    {
        var once = -Expm1(-Kappa * years) / Kappa;
        var twice = -Expm1(-2 * Kappa * years) / (2 * Kappa);
        return (SigmaChi * SigmaChi * twice, Rho * SigmaChi * SigmaXi * once, SigmaXi * SigmaXi * years);
    }

    // e^x - 1 keeps its digits near zero by way of the hyperbolic sine.
    internal static double Expm1(double x) => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);
}

/// <summary>What an interval of maturities takes from each term of the model.</summary>
/// <param name="Chi">Mean of e^(-kappa t).</param>
/// <param name="Twice">Mean of e^(-2 kappa t).</param>
/// <param name="Years">Mean of t.</param>
/// <param name="Decayed">(1 - Chi) / kappa.</param>
internal readonly record struct CurveLoadings(double Chi, double Twice, double Years, double Decayed)
{
    public static CurveLoadings Of(double kappa, double from, double until)
    {
        var length = until - from;
        var (chi, twice) = (Math.Exp(-kappa * from), Math.Exp(-2 * kappa * from));
        if (length > 0)
        {
            chi *= -SchwartzSmith.Expm1(-kappa * length) / (kappa * length);
            twice *= -SchwartzSmith.Expm1(-2 * kappa * length) / (2 * kappa * length);
        }

        return new(chi, twice, 0.5 * (from + until), (1 - chi) / kappa);
    }

    /// <summary>Mean of A(t).</summary>
    public double Constant(SchwartzSmith p) => (p.MuStarXi * Years) - (Decayed * p.LambdaChi) + Variances(p);

    /// <summary>The part of A(t) that knows neither drift nor premium.</summary>
    public double Variances(SchwartzSmith p) =>
        0.5
        * (
            ((1 - Twice) * p.StationaryVariance)
            + (p.SigmaXi * p.SigmaXi * Years)
            + (2 * Decayed * p.Rho * p.SigmaChi * p.SigmaXi)
        );
}
