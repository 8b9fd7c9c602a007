// A bill of both kinds, written on the index and at list prices: what the index does not move is not hedged with it.
using System.Globalization;
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Desk.Exposures;

namespace Tokenbourse.Desk.Plans;

/// <summary>The part of a mixed bill whose price is not written on the index.</summary>
/// <param name="Request">What is planned: when the rest carries no hedge, the exposure without it, and its bills left
/// out of the own price; else the whole.</param>
/// <param name="Words">What was found of the rest; empty when there is none, or when it is hedged too.</param>
/// <param name="Warning">The same for a reader in a hurry; null when there is nothing to say.</param>
internal sealed record ListedRest(PlanRequest Request, string Words, Said? Warning)
{
    /// <summary>
    /// Judges the rest by its own bills alone: beside a supply contract on the index the whole basket seems to follow
    /// the index, however still its list prices stand. Where the guard proposes no ratio for it, its share of every month
    /// counts as volume at today's price, neither floating nor hedged.
    /// </summary>
    public static ListedRest Of(PlanRequest request)
    {
        var linked = OwnMonths.LinkedShare(request);
        if (linked is <= 0 or >= 1 || request.Own.Count > 0)
            return new(request, "", null);
        var estimate = PlanRatio.OfMonths([.. OwnMonths.Of(WithBills(request, written: false))]);
        if (estimate?.Proposed is not null)
            return new(request, "", null);
        var found = estimate?.Words ?? "its bills and the index have fewer than two months in common.";
        var share = (1 - linked).ToString("P0", CultureInfo.InvariantCulture);
        var months = request.Exposure.Months.Select(m => Linked(m, (decimal)linked)).ToList();
        var planned = WithBills(request, written: true);
        return new(
            planned with
            {
                Exposure = planned.Exposure with { Months = months },
            },
            $"{linked.ToString("P0", CultureInfo.InvariantCulture)} of the floating volume is priced on the index by "
                + $"contract, one for one. The other {share} is not hedged: {found}",
            new(
                $"{share} of the floating volume is not written on the index and does not follow it: it is not hedged, "
                    + "and counted at today's price.",
                $"浮动用量中有 {share} 的价格并非按指数约定，也不随指数变动：不予套保，按当前价格计入。"
            )
        );
    }

    private static ExposureMonth Linked(ExposureMonth month, decimal share)
    {
        var floating = month.Floating * share;
        return month with { Floating = floating, Open = decimal.Max(0, (floating * month.Base) - month.Hedged) };
    }

    private static PlanRequest WithBills(PlanRequest request, bool written) =>
        request with
        {
            Exposure = request.Exposure with
            {
                Actual = [.. request.Exposure.Actual.Where(a => a.Basis == PriceBasis.IndexLinked == written)],
            },
        };
}
