// The operations about what a contract's curve says.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Studies: JSON that is made elsewhere, every figure computed and rounded there.</summary>
internal static partial class Operations
{
    private static Operation[] Curves =>
        [
            CurveOf("days", "getCurveDays", "What the studies of the curve rest on.") with
            {
                Query = [],
            },
            CurveOf("analytics", "getCurveAnalytics", "Studies of the curve."),
            CurveOf("history", "getCurveHistory", "The curve of every settled day, and the range of the past."),
            CurveOf("fits", "getCurveFits", "Nelson-Siegel, the smoothest forward curve, two factors."),
            CurveOf("components", "getCurveComponents", "Principal components of the curve's changes."),
            CurveOf("season", "getCurveSeason", "Months of the year, weekdays and ends of months."),
            CurveOf("inference", "getCurveInference", "The inference spread at the terms that are asked for.") with
            {
                Query =
                [
                    Settled,
                    new("throughput", Kind.Decimal, "Million standard tokens a GPU hour; absent: a published day's."),
                    new("utilisation", Kind.Decimal, "Share of the hour in which it works; absent: 1."),
                    new("rate", Kind.Decimal, "Units of the token's currency for one of the GPU hour's."),
                    new("otherCost", Kind.Decimal, "A GPU hour besides the hour itself; absent: 0."),
                    new("millions", Kind.Decimal, "Million tokens a month to hedge; absent: one listed spread."),
                ],
            },
        ];

    private static Value Settled => new("day", Kind.Date, "A settled day; absent: the newest.");

    private static Operation CurveOf(string what, string id, string summary) =>
        new("GET", "/v1/curve/{contract}/" + what, id, "market", summary, null)
        {
            Query = [Settled],
            Faults = [NotFound],
        };
}
