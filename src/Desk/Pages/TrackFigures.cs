// What the hedge did, with it and without it, and what changed since the plan before, as panels.
using Tokenbourse.Analytics.Hedging.Attribution;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Desk.Pages;

/// <summary>Panels of results.</summary>
internal static class TrackFigures
{
    public static DeskFigure Realised(ReportSource source, TrackReport track)
    {
        var (f, c) = (source.Figures, track.Currency);
        var title = new Said(
            $"Realised {source.Money.En} with the hedge and without it, {c}",
            $"实际{source.Money.Zh}：套保与不套保，{c}"
        );
        var how = new How(
            new(
                "Without: own price · volume of the bill. With: less (buyer) or plus (seller) the futures' "
                    + "gain, with roll "
                    + "and fees. Parts: price (the index's move), basis, mix, volume, roll, fees; they add up exactly.",
                "不套保：账单自身价格 × 用量。套保后：买方减、卖方加期货盈亏，计入移仓与费用。分解为价格（指数变动）、基差、组合、用量、移仓、费用，合计精确相等。"
            ),
            [
                new(new("Marks of", "盯市日期"), Cell.Code($"{track.Day}"), From.Market),
                new(new("Months not billed yet", "尚无账单月份"), ReportFigures.Count(track.Open.Count), From.Journal),
            ]
        );
        if (track.Sum is not { } sum)
        {
            var gain = track.Open.Sum(o => o.Gain - o.Fees);
            return DeskFigure.Nothing(
                "realised",
                title,
                track.Open.Count == 0
                    ? new(
                        "No hedge has been traded yet: work an approved plan first.",
                        "尚无套保成交：请先执行已批准的方案。"
                    )
                    : new(
                        $"{track.Open.Count} hedged months have no bill yet; their futures stand at "
                            + $"{f.Money(gain).Text} after "
                            + "fees.",
                        $"{track.Open.Count} 个已套保月份尚无账单；期货扣除费用后盯市盈亏为 {f.Money(gain).Text}。"
                    ),
                how
            );
        }

        var better = source.Buys ? sum.Unhedged - sum.Hedged : sum.Hedged - sum.Unhedged;
        return new(
            "realised",
            title,
            new(
                $"Over {track.Months.Count} billed months it came to {f.Money(sum.Unhedged).Text} without the "
                    + $"hedge and "
                    + $"{f.Money(sum.Hedged).Text} with it; the hedge made {f.Money(better).Text} of difference "
                    + $"for the better.",
                $"{track.Months.Count} 个账单月合计：不套保 {f.Money(sum.Unhedged).Text}，套保后 {f.Money(sum.Hedged).Text}；"
                    + $"套保带来的改善为 {f.Money(better).Text}。"
            ),
            new(
                "realised",
                title,
                new("month", "月份"),
                new(c, c),
                [.. track.Months.Select(m => Cell.Code(m.Label))],
                [
                    Bars(new("planned", "计划"), ChartTone.Third, m => m.Planned),
                    Bars(new("without the hedge", "不套保"), ChartTone.Before, m => m.Unhedged),
                    Bars(new("with it", "套保后"), ChartTone.After, m => m.Hedged),
                ],
                FromZero: true
            ),
            new(
                "realised",
                title,
                [
                    new(new("Month", "月份"), false),
                    new(new("Planned", "计划"), true),
                    new(new("Without", "不套保"), true),
                    new(new("With", "套保后"), true),
                    new(new("Price", "价格"), true),
                    new(new("Basis", "基差"), true),
                    new(new("Mix", "组合"), true),
                    new(new("Volume", "用量"), true),
                    new(new("Roll", "移仓"), true),
                    new(new("Fees", "费用"), true),
                ],
                [.. track.Months.Select(Row)],
                Row(sum)
            ),
            how
        );

        ChartSeries Bars(Said name, ChartTone tone, Func<TrackLine, decimal> of) =>
            new(name, ChartMark.Bars, tone, [.. track.Months.Select((m, i) => new ChartPoint(i, (double)of(m)))]);

        IReadOnlyList<Cell> Row(TrackLine m) =>
            [
                m == sum ? Cell.Of(new("Together", "合计")) : Cell.Code(m.Label),
                f.Money(m.Planned),
                f.Money(m.Unhedged),
                f.Money(m.Hedged),
                f.Money(m.With.Price),
                f.Money(m.With.Basis),
                f.Money(m.With.Mix),
                f.Money(m.With.Volume),
                f.Money(m.With.Roll),
                f.Money(m.With.Fees),
            ];
    }

    public static DeskFigure Changed(ReportSource source, HedgePlan? before)
    {
        var (f, c, plan) = (source.Figures, source.Currency, source.Plan);
        var title = new Said($"What changed since the plan before, {c}", $"与上一方案相比的变化，{c}");
        var how = new How(
            new(
                "Curve cost Σ φ·V·F over the months of both plans: price Σ φ·V_0·(F_1 − F_0), volume Σ (φ·V_1 − "
                    + "φ·V_0)·F_1; "
                    + "months in one plan only stand apart.",
                "按两方案共有月份的曲线成本 Σ φ·V·F：价格 Σ φ·V_0·(F_1 − F_0)，用量 Σ (φ·V_1 − φ·V_0)·F_1；仅出现在一方的月份单列。"
            ),
            [
                new(
                    new("Plan before", "上一方案"),
                    before is null ? Cell.Absent : Cell.Code($"{before.Made} {Agreements.Short(before.Digest)}"),
                    From.Plan
                ),
                new(new("This plan", "本方案"), Cell.Code($"{plan.Made} {Agreements.Short(plan.Digest)}"), From.Plan),
            ]
        );
        if (before is null || before.Programme.Currency != c)
            return DeskFigure.Nothing(
                "changed",
                title,
                new("This is the first plan of the programme.", "这是本项目的第一个方案。"),
                how
            );
        var parts = Parts(before, plan);
        return new(
            "changed",
            title,
            new(
                $"Since {before.Made} the curve's price changed the floating cost by "
                    + $"{f.Money(parts.Price).Text} and volume by "
                    + $"{f.Money(parts.Volume).Text}.",
                $"自 {before.Made} 以来，曲线价格使浮动成本变动 {f.Money(parts.Price).Text}，用量使其变动 {f.Money(parts.Volume).Text}。"
            ),
            null,
            new(
                "changed",
                title,
                [
                    new(new("What", "项目"), false),
                    new(new("Before", "此前"), true),
                    new(new("Now", "现在"), true),
                    new(new("Change", "变化"), true),
                ],
                [
                    Row(new("Floating cost at the curve: price", "曲线浮动成本：价格"), null, null, parts.Price),
                    Row(new("Floating cost at the curve: volume", "曲线浮动成本：用量"), null, null, parts.Volume),
                    Row(new("Months that came or went", "新增或到期月份"), null, null, parts.Months),
                    Row(
                        source.AtRisk,
                        (decimal)before.Risk.AtRiskAfter.Value,
                        (decimal)plan.Risk.AtRiskAfter.Value,
                        null
                    ),
                    Row(new("Expected cost of rolling", "预期移仓成本"), Roll(before), Roll(plan), null),
                    Row(
                        new("Cash for margin, P99", "保证金资金需求 P99"),
                        (decimal)before.Risk.LiquidityTenDays.Value,
                        (decimal)plan.Risk.LiquidityTenDays.Value,
                        null
                    ),
                ]
            ),
            how
        );

        IReadOnlyList<Cell> Row(Said name, decimal? was, decimal? now, decimal? change) =>
            [Cell.Of(name), f.Money(was), f.Money(now), f.Money(change ?? (now - was))];
    }

    private static decimal? Roll(HedgePlan plan) =>
        (decimal?)plan.Strategies.FirstOrDefault(s => s.Name == plan.Chosen)?.Roll;

    private static (decimal Price, decimal Volume, decimal Months) Parts(HedgePlan before, HedgePlan now)
    {
        var old = PlannedMonths.Of(before).ToDictionary(m => m.Month);
        var (price, volume, months) = (0m, 0m, 0m);
        foreach (var month in PlannedMonths.Of(now))
        {
            if (!old.Remove(month.Month, out var was))
            {
                months += month.Volume * month.Index;
                continue;
            }

            price += was.Volume * (month.Index - was.Index);
            volume += (month.Volume - was.Volume) * month.Index;
        }

        return (price, volume, months - old.Values.Sum(m => m.Volume * m.Index));
    }
}
