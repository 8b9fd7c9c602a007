// The two factors that move a futures curve: a short one that fades and a long one that stays.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// Schwartz and Smith (Management Science 46, 2000): ln S = chi + xi; chi reverts to zero with <paramref
/// name="Kappa"/>, xi is a Brownian motion. A forward price for delivery at T moves with exp(-kappa (T - t)) of
/// chi's noise and all of xi's.
/// </summary>
/// <param name="Kappa">Reversion a year, 0 or more; half-life ln 2 / kappa.</param>
/// <param name="SigmaChi">Volatility a year of the short factor, 0 or more (0.5: 50 %).</param>
/// <param name="SigmaXi">Volatility a year of the long factor, 0 or more.</param>
/// <param name="Rho">Correlation of the two noises, -1 to 1.</param>
/// <param name="MuXi">Drift a year of xi as it is expected.</param>
/// <param name="LambdaChi">Premium a year of the short factor.</param>
/// <param name="MuXiStar">Drift a year of xi under which futures are fair.</param>
public sealed record TwoFactorParameters(
    double Kappa,
    double SigmaChi,
    double SigmaXi,
    double Rho,
    double MuXi = 0,
    double LambdaChi = 0,
    double MuXiStar = 0
)
{
    /// <summary>Years after which half of a shortage has gone; null when kappa is zero.</summary>
    public double? HalfLife => Kappa > 0 ? 0.6931471805599453 / Kappa : null;

    /// <summary>Each value that is out of its range, with name, value and rule; none: the parameters can be
    /// used.</summary>
    public IEnumerable<string> Faults()
    {
        if (!(double.IsFinite(Kappa) && Kappa >= 0))
            yield return $"kappa {Kappa}: must be 0 or more";
        if (!(double.IsFinite(SigmaChi) && SigmaChi >= 0))
            yield return $"sigma_chi {SigmaChi}: a volatility must be 0 or more";
        if (!(double.IsFinite(SigmaXi) && SigmaXi >= 0))
            yield return $"sigma_xi {SigmaXi}: a volatility must be 0 or more";
        if (Rho is not (>= -1 and <= 1))
            yield return $"rho {Rho}: a correlation must be -1 to 1";
        if (!double.IsFinite(MuXi) || !double.IsFinite(LambdaChi) || !double.IsFinite(MuXiStar))
            yield return $"mu_xi {MuXi}, lambda_chi {LambdaChi}, mu_xi_star {MuXiStar}: must be numbers";
    }

    /// <summary>(1 - exp(-k t)) / k, and t when k is zero.</summary>
    public static double Decayed(double k, double t)
    {
        var product = k * t;
        return product < 1e-5
            ? t * (1 - (product / 2) + (product * product / 6))
            : (1 - PortableMath.Exp(-product)) / k;
    }

    /// <summary>exp(-kappa years): what is left of the short factor.</summary>
    public double Left(double years) => PortableMath.Exp(-Kappa * years);

    /// <summary>Variance of chi after so many years, from a known start.</summary>
    public double ShortVariance(double years) => SigmaChi * SigmaChi * Decayed(2 * Kappa, years);

    /// <summary>Variance of xi after so many years.</summary>
    public double LongVariance(double years) => SigmaXi * SigmaXi * years;

    /// <summary>Covariance of chi and xi after so many years.</summary>
    public double CrossVariance(double years) => Rho * SigmaChi * SigmaXi * Decayed(Kappa, years);

    /// <summary>Covariance of the logarithms of two forward prices, seen from today.</summary>
    /// <param name="years">Until when, from today.</param>
    /// <param name="one">Delivery of one, years from today, not before <paramref name="years"/>.</param>
    /// <param name="other">Delivery of the other.</param>
    public double LogCovariance(double years, double one, double other)
    {
        var (a, b) = (Left(one - years), Left(other - years));
        return (a * b * ShortVariance(years)) + LongVariance(years) + ((a + b) * CrossVariance(years));
    }

    /// <summary>Variance of <c>left</c> chi + xi after so many years.</summary>
    public double LogVariance(double years, double left) =>
        (left * left * ShortVariance(years)) + LongVariance(years) + (2 * left * CrossVariance(years));

    /// <summary>
    /// By how much the logarithm of the expected price lies above today's futures price when the premiums are
    /// believed: left lambda_chi (1 - exp(-kappa t)) / kappa + (mu_xi - mu_xi_star) t.
    /// </summary>
    public double Premium(double years, double left) =>
        (left * LambdaChi * Decayed(Kappa, years)) + ((MuXi - MuXiStar) * years);
}
