// The hedge month by month against its band: what is shown of exposure and policy, and who broke which band.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Sections;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Pages;

/// <summary>One month.</summary>
/// <param name="Month">The exposure's month.</param>
/// <param name="Volume">Base case.</param>
/// <param name="Open">What floats and is not hedged after the plan.</param>
/// <param name="Futures">Lots and contracts, as <c>12 TK-Z26</c>.</param>
/// <param name="Basis">Newest futures price less the newest print; absent without one.</param>
/// <param name="Hedged">Share.</param>
/// <param name="Share">The same, 0 to 1, for the bar.</param>
/// <param name="Least">Of the band, 0 to 1; null: no band.</param>
/// <param name="Most">Of the band.</param>
/// <param name="Band">In words.</param>
/// <param name="Breach">The band is broken.</param>
/// <param name="OverHedge">Chance that less is used than is hedged.</param>
public sealed record HedgedMonth(
    ContractMonth Month,
    Cell Volume,
    Cell Open,
    string Futures,
    Cell Basis,
    Cell Hedged,
    double Share,
    double? Least,
    double? Most,
    Cell Band,
    bool Breach,
    Cell OverHedge
);

/// <summary>Makes the months.</summary>
internal static class HedgedMonths
{
    public static IReadOnlyList<HedgedMonth> Of(ReportSource source)
    {
        var (plan, f) = (source.Plan, source.Figures);
        var scale = (decimal)plan.Ratio.Scale;
        return
        [
            .. plan.Exposure.Months.Select(
                (m, place) =>
                {
                    var hedges = source.Chosen?.Months.Where(h => h.Month == m.Month && h.Lots != 0).ToList() ?? [];
                    var units = m.Hedged + hedges.Sum(h => Math.Abs(h.Units));
                    var share = m.Base == 0 ? 0 : units / (m.Base * scale);
                    // What the policy asks of this month: never more than what floats.
                    var (low, high) = PolicyCheck.Bounds(plan.Policy, m, place + 1, plan.Ratio.Scale);
                    var whole = m.Base * scale;
                    (decimal Least, decimal Most)? band =
                        whole > 0 && plan.Policy.Bands.Any(b => b.FromMonth <= place + 1 && place + 1 <= b.ToMonth)
                            ? (low / whole, high / whole)
                            : null;
                    return new HedgedMonth(
                        m.Month,
                        f.Units(m.Base),
                        f.Units((m.Floating * m.Base) - (units / scale)),
                        string.Join(", ", hedges.Select(h => $"{h.Lots} {h.Symbol}")),
                        Basis(source, m.Month),
                        ReportFigures.Percent((decimal?)share),
                        (double)share,
                        (double?)band?.Least,
                        (double?)band?.Most,
                        band is not { } edges
                            ? Cell.Absent
                            : Cell.Code(
                                $"{ReportFigures.Percent((decimal?)edges.Least).Text} – "
                                    + ReportFigures.Percent((decimal?)edges.Most).Text
                            ),
                        plan.Breaches.Any(b => b.Rule == "band" && b.Where == $"{m.Month}"),
                        hedges.Count == 0 ? Cell.Absent : ReportFigures.Percent((double?)hedges[0].OverHedge)
                    );
                }
            ),
        ];
    }

    public static DeskFigure Figure(ReportSource source)
    {
        var (plan, f) = (source.Plan, source.Figures);
        var months = Of(source);
        var (_, after) = HeadFigures.Shares(plan);
        var broken = months.Count(m => m.Breach);
        var (all, share) = (f.Units(source.Sum(m => m.Base)).Text, ReportFigures.Percent((decimal?)after).Text);
        return new(
            "exposure",
            new($"Exposure and hedge by month, {source.Unit.En}", $"按月敞口与套保，{source.Unit.Zh}"),
            new(
                $"Over {months.Count} months the base case is {all} {source.Unit.En}; {share} of it is hedged, and "
                    + $"{broken} months are outside their band.",
                $"{months.Count} 个月的基准用量为 {all} {source.Unit.Zh}，其中 {share} 已套保，{broken} 个月超出政策区间。"
            ),
            ExposureSection.Bars(source),
            new(
                "months",
                new("Hedge by month", "逐月套保"),
                [
                    new(new("Month", "月份"), false),
                    new(new("Volume", "用量"), true),
                    new(new("Futures", "期货"), false),
                    new(new("Basis", "基差"), true),
                    new(new("Hedged", "已套保"), true),
                    new(new("Band", "政策区间"), false),
                    new(new("Open", "未套保"), true),
                    new(new("Chance of too much", "过度套保概率"), true),
                ],
                [
                    .. months.Select(m =>
                        (IReadOnlyList<Cell>)
                            [
                                Cell.Code($"{m.Month}"),
                                m.Volume,
                                m.Futures.Length == 0 ? Cell.Absent : Cell.Code(m.Futures),
                                m.Basis,
                                m.Hedged,
                                m.Band,
                                m.Open,
                                m.OverHedge,
                            ]
                    ),
                ]
            ),
            new(
                new(
                    "Hedged = (earlier hedges + lots · lot size) / (ratio · V). Open = φ·V − hedged / ratio. Basis = "
                        + "newest futures price − newest print. "
                        + "A band is never more than what floats; whole lots may miss its edge by less than one.",
                    "已套保 =（此前套保 + 手数 × 每手数量）/（套保比率 · V）。未套保 = φ·V − 已套保 / 套保比率。基差 = 最新期货价 − 最新指数。"
                        + "区间不超过浮动部分；整手与区间边缘可相差不足一手。"
                ),
                [
                    new(new("Lot size", "每手数量"), f.Units(plan.Market.LotSize), From.Market),
                    new(new("Ratio", "套保比率"), ReportFigures.Fixed(plan.Ratio.Scale, 3), From.Plan),
                    new(new("Billed lines", "账单行数"), ReportFigures.Count(plan.Exposure.Actual.Count), From.Bills),
                ]
            )
        );
    }

    private static Cell Basis(ReportSource source, ContractMonth month)
    {
        var market = source.Plan.Market;
        return
            ListedMonths.Of(market, [month])[0].Quoted is { } quoted
            && ListedMonths.PriceOf(quoted) is { } price
            && market.IndexHistory.Count > 0
            ? source.Figures.Price(price - market.IndexHistory[^1].Value)
            : Cell.Absent;
    }
}
