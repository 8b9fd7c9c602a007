// How many front-month futures hedge one unit of a later month, when two factors move the curve.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>The ratio and what it leaves.</summary>
/// <param name="Ratio">Units of the front contract for one unit of the later one.</param>
/// <param name="Correlation">Of the two price changes.</param>
/// <param name="Reduction">Share of the variance of the later price's changes that the hedge takes away: correlation
/// squared.</param>
public readonly record struct StackHedge(double Ratio, double Correlation, double Reduction);

/// <summary>
/// With a = exp(-kappa t1) and b = exp(-kappa T), price changes over a short time are F (a or b times chi's noise
/// plus xi's noise), so the variance-minimising ratio is
/// (F_T / F_1) (a b sc^2 + sx^2 + (a + b) rho sc sx) / (a^2 sc^2 + sx^2 + 2 a rho sc sx).
/// </summary>
public static class StackRatio
{
    /// <param name="factors">Volatilities not both zero.</param>
    /// <param name="frontYears">Years to delivery of the front contract, 0 or more.</param>
    /// <param name="frontPrice">Above 0.</param>
    /// <param name="laterYears">Years to delivery of the hedged month, not before the front.</param>
    /// <param name="laterPrice">Above 0.</param>
    /// <exception cref="ArgumentException">Out of range, or a front price that does not move.</exception>
    public static StackHedge Of(
        TwoFactorParameters factors,
        double frontYears,
        double frontPrice,
        double laterYears,
        double laterPrice
    )
    {
        string[] faults = [.. factors.Faults()];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join("; ", faults));
        if (!(frontYears >= 0 && laterYears >= frontYears && double.IsFinite(laterYears)))
            throw new ArgumentException($"deliveries in {frontYears} and {laterYears} years: must ascend from 0");
        if (!(frontPrice > 0 && laterPrice > 0))
            throw new ArgumentException($"prices {frontPrice} and {laterPrice}: must be above 0");
        var (a, b) = (factors.Left(frontYears), factors.Left(laterYears));
        var (own, later) = (Variance(factors, a, a), Variance(factors, b, b));
        if (own <= 0)
            throw new ArgumentException("the front price does not move: no ratio");
        var both = Variance(factors, a, b);
        var correlation = later > 0 ? both / Math.Sqrt(own * later) : 0;
        return new(laterPrice / frontPrice * both / own, correlation, correlation * correlation);
    }

    private static double Variance(TwoFactorParameters f, double a, double b) =>
        (a * b * f.SigmaChi * f.SigmaChi) + (f.SigmaXi * f.SigmaXi) + ((a + b) * f.Rho * f.SigmaChi * f.SigmaXi);
}
