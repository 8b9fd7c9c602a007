// The ratio that the sticky-price guard finds in what was known on a day.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>Estimates with the days up to a decision and no later one.</summary>
internal static class WalkRatio
{
    /// <summary>The guard's proposal, of log changes and shrunk to one for one, within 0 and 2; no hedge when the guard
    /// finds that the data do not carry one.</summary>
    public static (double Ratio, string Why) Known(WalkHedger hedger, WalkContract contract, TradingDate day)
    {
        var first = contract.First;
        var days = Math.Min(day.Days - first.Days + 1, contract.Prints.Length);
        var own = new double[days];
        var index = new double[days];
        for (var at = 0; at < days; at++)
        {
            var place = first.Plus(at).Days - hedger.First.Days;
            index[at] = contract.Prints[at];
            own[at] =
                hedger.Linked ? index[at] + hedger.Spread
                : place >= 0 && place < hedger.Prices.Length ? hedger.Prices[place]
                : double.NaN;
        }

        var estimate = HedgeRatio.Estimate(PairedHistory.Daily(first, own, index));
        return estimate.Proposed is { } ratio
            ? (Math.Clamp(ratio, 0, 2), estimate.MethodName)
            : (0, $"the guard refuses: {estimate.Verdict}");
    }
}
