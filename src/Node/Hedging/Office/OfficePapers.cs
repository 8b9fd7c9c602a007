// The papers of a desk's page, made from its folder as it stands.
using System.Globalization;
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Pages;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Reads; writes nothing.</summary>
internal sealed class OfficePapers(DeskFolder folder, string? venue)
{
    public ProgrammePaper Programme()
    {
        var usage = Has(folder.UsageFile) ? folder.Usage() : new([], []);
        var programme = Has(folder.ProgrammeFile) ? folder.Programme() : null;
        var policy = Has(folder.PolicyFile) ? folder.Policy() : null;
        var exposure = Has(folder.ExposureFile) ? folder.Exposure() : null;
        var market = Has(folder.MarketFile) ? folder.Market() : null;
        IReadOnlyList<ProductMonth> products =
            programme is null || exposure is null
                ? []
                : new ProductForecast(programme, exposure.Actual, exposure.AsOf).Split(exposure.Months);
        return new(
            venue,
            Steps(usage, exposure, policy, market),
            usage.Files,
            [
                .. (exposure?.Faults ?? [.. usage.Files.SelectMany(f => f.NotUnderstood)]).Select(f =>
                    RuleWords.Of("row", f)
                ),
            ],
            exposure?.Actual ?? [],
            programme,
            policy,
            exposure?.AsOf,
            exposure is null ? null : ProgrammePaper.UnitOf(exposure.Unit),
            exposure?.Months ?? [],
            products,
            market is null
                ? null
                : new(market.Source, market.Day, market.AsOf, market.Contract, market.Months.Count, market.Simulated),
            Has(folder.OwnPricesFile) ? MarketSources.Days("own prices", folder.OwnPricesFile).Count : 0
        );
    }

    public FiguresPaper Figures()
    {
        var plan = folder.Plan();
        var before = Has(folder.PlanBeforeFile)
            ? DeskFolder.Read(folder.PlanBeforeFile, Desk.DeskJson.Default.HedgePlan, "")
            : null;
        var exposure = Has(folder.ExposureFile) ? folder.Exposure() : plan.Exposure;
        var market = Has(folder.MarketFile) ? folder.Market() : plan.Market;
        var track = new Tracking(plan, exposure, market).Of(JournalFiles.Read(folder));
        return FiguresPaper.Of(plan, before, track);
    }

    public WorkPaper Work() => WorkPaper.Of(JournalFiles.Read(folder), Has(folder.PlanFile) ? folder.Plan() : null);

    public RatioPaper Ratio(string? frequency, string? since)
    {
        var options = new PlanOptions { Ratio = Asked(frequency ?? "guard", since ?? "") };
        return RatioPaper.Of(DeskPlanVerb.Request(folder, null, null, null, options));
    }

    /// <summary>Which history is asked for.</summary>
    /// <exception cref="RefusedException">A word that is none.</exception>
    public static RatioAsked Asked(string frequency, string since)
    {
        Frequency? changes = frequency switch
        {
            "guard" => null,
            "day" => Frequency.Day,
            "week" => Frequency.Week,
            "month" => Frequency.Month,
            _ => throw RefusedException.Of(
                "frequency",
                "The frequency must be guard, day, week or month.",
                "频率须为 guard（自动）、day（日）、week（周）或 month（月）。",
                "frequency",
                frequency,
                "guard, day, week, month",
                "guard"
            ),
        };
        if (since.Length == 0)
            return new(changes);
        return TradingDate.TryParse(since, out var day)
            ? new(changes, day)
            : throw RefusedException.Of(
                "since",
                "The first day of the sample must be a day, yyyy-MM-dd.",
                "样本起始日须为日期，格式 yyyy-MM-dd。",
                "since",
                since,
                "yyyy-MM-dd"
            );
    }

    private List<StepState> Steps(
        UsageLedger usage,
        ExposureTable? exposure,
        HedgePolicy? policy,
        MarketSnapshot? market
    )
    {
        var work = Work();
        var unmapped =
            exposure?.Actual.Count(a =>
                a.Equivalent is null && a.Method.StartsWith("not used", StringComparison.Ordinal)
            )
            ?? 0;
        var old = Old();
        var left = work.Orders.Sum(o => Math.Abs(o.Left));
        return
        [
            new("import", usage.Files.Count > 0, Said($"{usage.Files.Count} files", $"{usage.Files.Count} 个文件")),
            new(
                "map",
                exposure is not null && unmapped == 0,
                Said($"{unmapped} lines are not mapped", $"{unmapped} 行未映射")
            ),
            new(
                "forecast",
                exposure is { Months.Count: > 0 },
                Said($"{exposure?.Months.Count ?? 0} months", $"{exposure?.Months.Count ?? 0} 个月")
            ),
            new(
                "policy",
                policy is not null && PolicyRules.Faults(policy).Count == 0,
                Said($"{policy?.Bands.Count ?? 0} bands", $"{policy?.Bands.Count ?? 0} 个区间")
            ),
            new(
                "ratio",
                market is not null,
                market is null
                    ? new("no curve yet", "尚无曲线")
                    : Said($"curve of {market.Day}", $"{market.Day} 的曲线")
            ),
            new(
                "strategy",
                Has(folder.PlanFile) && !old,
                !Has(folder.PlanFile) ? new("no plan yet", "尚无方案")
                    : old ? new("older than its documents: plan again", "早于相关文件：请重新生成")
                    : new("planned", "已生成")
            ),
            new(
                "approve",
                work.Approved,
                work.Digest is null
                    ? new("nothing proposed", "尚未提交")
                    : Said(
                        $"{work.Approvers.Count} of {work.Needed} agreed",
                        $"{work.Approvers.Count}/{work.Needed} 人同意"
                    )
            ),
            new("work", work.Orders.Count > 0 && left == 0, Said($"{left} lots left", $"剩余 {left} 手")),
            new(
                "report",
                Has(folder.PlanFile),
                Has(folder.PlanFile) ? new("can be exported", "可导出") : new("no plan yet", "尚无方案")
            ),
        ];
    }

    // A plan that is older than what it was made of still shows, and says so.
    private bool Old()
    {
        if (!Has(folder.PlanFile))
            return false;
        var made = File.GetLastWriteTimeUtc(folder.PlanFile);
        return new[] { folder.ProgrammeFile, folder.ExposureFile, folder.PolicyFile, folder.MarketFile }.Any(f =>
            Has(f) && File.GetLastWriteTimeUtc(f) > made
        );
    }

    private static Said Said(FormattableString en, FormattableString zh) =>
        new(en.ToString(CultureInfo.InvariantCulture), zh.ToString(CultureInfo.InvariantCulture));

    private static bool Has(string file) => File.Exists(file);
}
