// The report of a plan, section by section. Everything that is rounded is rounded here; writers only copy.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports.Sections;

namespace Tokenbourse.Desk.Reports;

/// <summary>Builds the document.</summary>
public static class ReportBuilder
{
    /// <summary>What stands on every page.</summary>
    public static Said NotAdvice { get; } =
        new("Calculation support, not accounting or investment advice.", "仅为计算支持，不构成会计或投资建议。");

    internal static ReportDocument Build(ReportSource source)
    {
        var plan = source.Plan;
        var labels = new List<Said>();
        if (plan.Simulated || plan.Market.Simulated || plan.Exposure.Simulated)
            labels.Add(
                new("SIMULATED OR MODELLED: not a market's real prices.", "含模拟或模型数据：并非真实市场价格。")
            );
        labels.Add(NotAdvice);
        return new(
            new("Hedge report", "套期保值报告"),
            new($"{plan.Programme.Name}, {plan.Made}", $"{plan.Programme.Name}，{plan.Made}"),
            labels,
            [
                CoverSection.Of(source),
                SummarySection.Of(source),
                ExposureSection.Of(source),
                RiskSection.Of(source),
                RatioSection.Of(source),
                StrategySection.Of(source),
                ScenarioSection.Of(source),
                PolicySection.Of(source),
                TradesSection.Of(source),
                LimitsSection.Of(source),
                AccountingSection.Of(source),
                GlossarySection.Of(),
            ]
        );
    }
}
