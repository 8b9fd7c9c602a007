// A slope from few observations leans towards one for one.
namespace Tokenbourse.Analytics.Hedging;

/// <summary>A slope that was drawn towards a target.</summary>
/// <param name="Slope">weight x raw + (1 - weight) x target.</param>
/// <param name="Weight">Of the raw slope: tau² / (tau² + SE²), 0 to 1.</param>
public readonly record struct Shrunk(double Slope, double Weight);

/// <summary>Shrinks slopes.</summary>
public static class Shrinkage
{
    /// <summary>How far from one for one a slope is expected to lie before any data: one standard deviation.</summary>
    public const double UsualTau = 0.25;

    /// <summary>
    /// The mean of a normal belief (target, tau) after an estimate with a normal error. A slope without error keeps its
    /// value whatever tau is.
    /// </summary>
    /// <param name="standardError">At least zero.</param>
    /// <param name="tau">Above zero, in the slope's unit.</param>
    public static Shrunk Toward(double slope, double standardError, double tau = UsualTau, double target = 1)
    {
        HedgingException.Finite(nameof(slope), [slope]);
        HedgingException.Finite(nameof(target), [target]);
        HedgingException.NotBelow(nameof(standardError), standardError, 0);
        HedgingException.Above(nameof(tau), tau, 0);
        var ratio = standardError / tau;
        var weight = 1 / (1 + (ratio * ratio));
        return new((weight * slope) + ((1 - weight) * target), weight);
    }
}
