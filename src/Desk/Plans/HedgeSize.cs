// How large the hedge is: by month whole lots inside the policy's bands, the smallest that meets the two tolerances.
using System.Globalization;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Desk.Exposures;

namespace Tokenbourse.Desk.Plans;

/// <summary>Lots by month of the exposure, without sign.</summary>
/// <param name="Lots">In the exposure's order.</param>
/// <param name="Words">How the size was found.</param>
/// <param name="Meets">Both tolerances are met.</param>
public sealed record HedgeSize(IReadOnlyList<long> Lots, string Words, bool Meets)
{
    private const string Rounding = "Whole lots: the nearest number, inside the bands.";

    /// <summary>Finds the size on simulated paths.</summary>
    /// <param name="request">The plan's documents.</param>
    /// <param name="curve">Its curve.</param>
    /// <param name="paths">Its model.</param>
    /// <param name="ratio">The hedge ratio.</param>
    /// <param name="set">Paths of the strip at full size.</param>
    public static HedgeSize Of(PlanRequest request, PlanCurve curve, PlanPaths paths, RatioFacts ratio, PathSet set)
    {
        var months = request.Exposure.Months;
        var lot = (double)request.Market.LotSize;
        var (full, low, high) = Bounds(request, curve, ratio);
        if (full.All(f => f == 0))
            return new(
                [.. months.Select(_ => 0L)],
                ratio.Ratio == 0 ? "No ratio, no hedge: nothing is proposed." : "Nothing is open: no hedge is needed.",
                true
            );
        var terms = new SizingTerms
        {
            Side = SideOf(request.Programme),
            Budget = Budget(request, paths) ?? double.MaxValue,
            BudgetTolerance = request.Programme.Budget is null ? 1 : (double)request.Policy.OverBudget,
            HedgeLossLimit = (double)decimal.Max(request.Policy.HedgeLoss, 1),
            LossTolerance = (double)request.Policy.HedgeLossChance,
            LotSize = lot,
            Low = low,
            High = high,
        };
        var found = HedgeSizing.Solve(set, terms);
        // By month of the curve.
        long[] AtScale(double scale) =>
            [.. full.Select((f, m) => f == 0 ? 0 : Inside(scale * f / lot, low[m] / lot, high[m] / lot))];
        long[] OfMonths(IReadOnlyList<long> lots) => [.. months.Select(m => lots[curve.IndexOf(m.Month)])];
        if (request.Programme.Budget is null)
        {
            // Without a budget there is no smallest hedge: as much as the ratio asks for and the loss tolerance allows.
            var scale = found.LargestForLoss is { } largest ? double.Min(1, largest.Scale) : 0;
            // The search's last size is that of its last lot: when that is the whole hedge, it is called so.
            if (AtScale(scale).SequenceEqual(AtScale(1)))
                scale = 1;
            return new(
                OfMonths(AtScale(scale)),
                found.LargestForLoss is null
                    ? $"No budget is set, and every size inside the bands loses too much too often: the bands' "
                        + $"least. {Rounding}"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"No budget is set: the ratio's hedge at {scale:P0}, as large as the loss tolerance and "
                            + $"the bands allow. {Rounding}"
                    ),
                found.LargestForLoss is not null
            );
        }

        if (found is { Verdict: SizingVerdict.Met, Chosen: { } chosen })
            return new(
                OfMonths(found.LotsByMonth),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The smallest hedge that keeps P(over budget) at {chosen.OverBudget.Value:P1} (at most "
                        + $"{request.Policy.OverBudget:P1}) and P(hedge loss) at {chosen.HedgeLoss.Value:P1} "
                        + $"(at most {request.Policy.HedgeLossChance:P1}); bound by: {Binding(found.Binding)}. "
                        + $"{Rounding}"
                ),
                true
            );
        var nearest = found.LargestForLoss ?? found.SmallestForBudget;
        var taken = found.LargestForLoss is null
            ? "the bands' least"
            : "the largest hedge that keeps the loss tolerance";
        var why = found.Verdict switch
        {
            SizingVerdict.BudgetNotMet => "no size inside the bands meets the budget's tolerance",
            SizingVerdict.LossNotMet => "every size inside the bands loses too much too often",
            _ => "the two tolerances cannot both be met",
        };
        return new(
            OfMonths(AtScale(nearest?.Scale ?? 0)),
            string.Create(CultureInfo.InvariantCulture, $"Tolerances NOT met: {why}. Taken: " + $"{taken}. {Rounding}"),
            false
        );
    }

    /// <summary>Units by month of the curve at full size, and the policy's bounds, what is hedged already taken
    /// off.</summary>
    public static (double[] Full, double[] Low, double[] High) Bounds(
        PlanRequest request,
        PlanCurve curve,
        RatioFacts ratio
    )
    {
        var count = curve.Months.Count;
        var (full, low, high) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < request.Exposure.Months.Count; i++)
        {
            var month = request.Exposure.Months[i];
            var (least, most) = PolicyCheck.Bounds(request.Policy, month, i + 1, ratio.Scale);
            var place = curve.IndexOf(month.Month);
            // What is held is futures: it comes off the ratio's hedge of all that floats, not off the volume.
            var wanted = (ratio.Ratio * (double)(month.Floating * month.Base)) - (double)month.Hedged;
            if (curve.Hedges[i].Quoted is null || most <= month.Hedged || wanted <= 0)
                continue;
            full[place] = wanted;
            low[place] = (double)decimal.Max(0, least - month.Hedged);
            high[place] = (double)(most - month.Hedged);
        }

        return (full, low, high);
    }

    /// <summary>Lenders hedge as sellers do: a falling index hurts.</summary>
    public static Analytics.Scenarios.HedgerSide SideOf(HedgeProgramme programme) =>
        programme.Side == Exposures.HedgerSide.Buyer
            ? Analytics.Scenarios.HedgerSide.Buyer
            : Analytics.Scenarios.HedgerSide.Seller;

    /// <summary>What of the budget is left for the volume that floats; null without a budget.</summary>
    public static double? Budget(PlanRequest request, PlanPaths paths) =>
        request.Programme.Budget is { } budget ? (double)budget - paths.Fixed.Sum() : null;

    private static string Binding(BindingRule rule) =>
        rule switch
        {
            BindingRule.None => "nothing",
            BindingRule.PolicyBand => "the policy's bands",
            BindingRule.Budget => "the budget",
            _ => "the hedge loss",
        };

    // Where no whole lot lies between the edges, the lots below are taken.
    private static long Inside(double lots, double low, double high)
    {
        var most = Down(high);
        return Math.Clamp(Nearest(lots), Math.Min(Up(low), most), most);
    }

    private static long Nearest(double lots) => (long)Math.Floor(lots + 0.5 + 1e-12);

    private static long Up(double lots) => (long)Math.Ceiling(lots - 1e-9);

    private static long Down(double lots) => (long)Math.Floor(lots + 1e-9);
}
