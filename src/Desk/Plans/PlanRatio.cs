// The hedge ratio of a plan: by contract where the price is written on the index, else estimated under the
// sticky-price guard.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>Ratios.</summary>
public static class PlanRatio
{
    /// <summary>The method's name where all that is planned is written on the index.</summary>
    public const string ByContract = "by contract";

    /// <summary>
    /// Volume whose price is written on the index counts one for one. The rest counts by the estimate of own prices (a
    /// history of days when one is given, else bills by month): its slope as an elasticity, drawn towards one, times
    /// own price over index. What cannot be estimated, or does not carry a hedge, counts nothing.
    /// </summary>
    public static RatioFacts Of(PlanRequest request)
    {
        var linked = OwnMonths.LinkedShare(request);
        var pairs = OwnMonths.Of(request).ToList();
        var found = Estimate(request, pairs);
        if (linked == 1)
            return new(
                1,
                ByContract,
                "All floating volume is priced on the index by contract: one for one.",
                Math.Max(0, pairs.Count - 1),
                null,
                null,
                null,
                null,
                null,
                null,
                Points(pairs)
            )
            {
                Sample = found?.Sample,
            };
        var estimate = found?.Estimate;
        var chosen = estimate?.Chosen;
        var factor = pairs.Count == 0 ? 1 : pairs[^1].Own / pairs[^1].Index;
        var rest = (estimate?.Proposed ?? 0) * factor;
        var ratio = Math.Max(0, linked + ((1 - linked) * rest));
        var byContract =
            linked > 0 ? $"{linked:P0} of the floating volume is priced on the index by contract, one for one. " : "";
        var words = estimate?.Words ?? "No own prices beside the index: give --history, or bills of several months.";
        var used = estimate?.Proposed is null
            ? " Nothing is hedged for it."
            : $" Own price over index {factor:0.###}: ratio {ratio:0.###}.";
        words = byContract + words + used;
        return new(
            Math.Round(ratio, 6),
            estimate?.MethodName ?? "none",
            words,
            chosen?.N ?? 0,
            chosen?.Slope,
            chosen?.Low,
            chosen?.High,
            chosen?.ShrinkWeight,
            chosen?.R2,
            chosen?.Effectiveness?.OutOfSample,
            Points(pairs)
        )
        {
            Sample = found?.Sample,
        };
    }

    /// <summary>Months of own price and index. Billing and settlement differ by the days that they average: every day
    /// against weekdays.</summary>
    public static IReadOnlyList<BasisMonth> Basis(PlanRequest request)
    {
        var months = new List<BasisMonth>();
        foreach (var (month, own, billed) in OwnMonths.Of(request))
        {
            var weekdays = request
                .Market.IndexHistory.Where(d => ContractMonth.Of(d.Day) == month && d.Day.Weekday <= 5)
                .ToList();
            var settled = weekdays.Count == 0 ? billed : (double)weekdays.Average(d => d.Value);
            var timing = billed - settled;
            months.Add(new(month, own, settled, own - settled - timing, timing, 0));
        }

        return months;
    }

    private static (HedgeRatioEstimate Estimate, RatioSample Sample)? Estimate(
        PlanRequest request,
        List<(ContractMonth Month, double Own, double Index)> months
    )
    {
        if (request.Own.Count > 0)
        {
            var index = request
                .Market.IndexHistory.Where(d => d.Value > 0)
                .ToDictionary(d => d.Day, d => (double)d.Value);
            var days = request.Own.Where(d => d.Value > 0 && index.ContainsKey(d.Day)).OrderBy(d => d.Day).ToList();
            return days.Count < 2
                ? null
                : RatioSample.Of(
                    PairedHistory.Of(
                        [.. days.Select(d => d.Day)],
                        [.. days.Select(d => (double)d.Value)],
                        [.. days.Select(d => index[d.Day])]
                    ),
                    request.Options.Ratio
                );
        }

        return months.Count < 2 ? null : RatioSample.Of(History(months), request.Options.Ratio);
    }

    /// <summary>The estimate of bills by month; null with fewer than two.</summary>
    internal static HedgeRatioEstimate? OfMonths(
        IReadOnlyList<(ContractMonth Month, double Own, double Index)> months
    ) => months.Count < 2 ? null : HedgeRatio.Estimate(History(months));

    private static PairedHistory History(IReadOnlyList<(ContractMonth Month, double Own, double Index)> months) =>
        PairedHistory.Of(
            [.. months.Select(m => m.Month.Last)],
            [.. months.Select(m => m.Own)],
            [.. months.Select(m => m.Index)]
        );

    private static IReadOnlyList<ChangePoint> Points(List<(ContractMonth Month, double Own, double Index)> pairs) =>
        [
            .. pairs.Zip(
                pairs.Skip(1),
                (a, b) => new ChangePoint(b.Month.Last, Math.Log(b.Index / a.Index), Math.Log(b.Own / a.Own))
            ),
        ];
}
