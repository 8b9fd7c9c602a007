// The two factors as the contract's own settlement prices show them, when there are enough days of them.
using System.Globalization;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>Fitted factors.</summary>
/// <param name="Parameters">For the engine of paths; no trend is taken from them.</param>
/// <param name="Words">What they rest on.</param>
public sealed record FittedFactors(TwoFactorParameters Parameters, string Words);

/// <summary>Fits factors.</summary>
public static class PlanFactors
{
    /// <summary>Fewer days of curves are not believed.</summary>
    public const int LeastDays = 60;

    private const int MostDays = 500;

    // Years to the middle of the averaging, and how far a contract may be from it.
    private static readonly double[] _targets = [0.125, 0.375, 0.75];
    private const double Tolerance = 0.13;

    /// <summary>Fits the settlement prices of a snapshot; null when there are too few, or when the fit is not to be
    /// believed: a volatility or a reversion outside what a price can have.</summary>
    public static FittedFactors? Of(MarketSnapshot market)
    {
        if (PolicyCheck.IsModel(market) || market.Settlements.Count < LeastDays)
            return null;
        var months = market.Months.ToDictionary(m => m.Symbol, m => m.Month, StringComparer.Ordinal);
        var curves = market
            .Settlements.TakeLast(MostDays)
            .Select(day => new FuturesCurve(
                market.Contract,
                day.Day,
                (double)market.Tick,
                [
                    .. day
                        .Months.Where(m => m.Price > 0 && months.ContainsKey(m.Symbol))
                        .Select(m => (m, Month: months[m.Symbol]))
                        // A month that is being averaged is half known: it says less about the factors.
                        .Where(p => p.Month.First > day.Day)
                        .OrderBy(p => p.Month)
                        .Select(p => new CurvePoint(p.m.Symbol, p.Month.Last, (double)p.m.Price)
                        {
                            Delivery = DeliveryPeriod.Of(p.Month),
                        }),
                ]
            ))
            .Where(c => c.Points.Count > 1)
            .ToList();
        if (
            curves.Count < LeastDays
            || !LogCurvePanel.TryOf(curves, _targets, Tolerance, out var panel, out _)
            || panel.Days.Count < LeastDays
            || !SchwartzSmithFit.TryFit(panel, out var fit, out _)
        )
            return null;
        var m = fit.Model;
        var believed =
            fit.Converged && m.Kappa is > 0.05 and < 26 && m.SigmaChi is >= 0 and < 3 && m.SigmaXi is > 0.01 and < 3;
        if (!believed)
            return null;
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"fitted to {panel.Days.Count} days of settlement prices by Kalman filter, kappa +- {Error(fit, 0)}"
                + $", sigma_chi +- {Error(fit, 1)}"
        );
        return new(new(m.Kappa, m.SigmaChi, m.SigmaXi, Math.Clamp(m.Rho, -1, 1)), words);
    }

    private static string Error(SchwartzSmithFit fit, int at) =>
        double.IsNaN(fit.Estimates[at].StandardError)
            ? "unknown"
            : fit.Estimates[at].StandardError.ToString("0.###", CultureInfo.InvariantCulture);
}
