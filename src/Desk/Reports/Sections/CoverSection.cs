// The cover: what the report is of, as of when, from what, and made by which program.
using System.Globalization;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Cover.</summary>
internal static class CoverSection
{
    public static ReportSection Of(ReportSource source)
    {
        var (plan, market) = (source.Plan, source.Plan.Market);
        var facts = new List<Fact>
        {
            Fact("Programme", "套保方案", Cell.Code(plan.Programme.Name)),
            Fact("Entity", "主体", Cell.Code(plan.Programme.Entity)),
            Fact("Who hedges", "套保方", Cell.Of(ReportWords.Side(plan.Programme.Side))),
            Fact("Contract", "合约", Cell.Code(plan.Exposure.Contract)),
            Fact("Contract unit", "合约单位", Cell.Of(source.Unit)),
            Fact("Currency of the report", "报告币种", Cell.Code(source.Currency)),
            Fact("Plan made on", "计划日期", Cell.Code(plan.Made.ToString())),
            Fact("Exposure as of", "敞口数据截至", Cell.Code(plan.Exposure.AsOf.ToString())),
            Fact("Market as of", "行情截至", Cell.Code(market.Day.ToString())),
            Fact("Event number of the market data", "行情事件序号", Cell.Code(Sequence(market.AsOf))),
            Fact("Source of the curve", "曲线来源", Cell.Code(market.Source)),
            Fact("Quote", "报价单位", Cell.Of(source.Quote)),
            Fact("Index", "指数", Cell.Code(market.Index)),
            Fact(
                "Index price used for equivalents",
                "折算所用指数价格",
                source.Figures.Price(plan.Exposure.IndexPrice)
            ),
            Fact("Seed of the simulation", "模拟随机种子", Cell.Code(Text(plan.Risk.Seed))),
            Fact("Paths", "模拟路径数", ReportFigures.Count(plan.Risk.Paths)),
            Fact("Program", "程序版本", Cell.Code($"Tokenbourse {source.Program}")),
            Fact("Digest of the plan (SHA-256)", "计划摘要（SHA-256）", Cell.Code(plan.Digest)),
        };
        var blocks = new List<ReportBlock> { new FactsBlock("cover", Say("This report", "报告信息"), facts) };
        if (plan.Simulated || market.Simulated || plan.Exposure.Simulated)
            blocks.Add(
                Warning(
                    "Prices in this report are simulated or come from a model of a futures curve. No futures on AI "
                        + "tokens are listed on an exchange that this program knows of; read every "
                        + "figure as a rehearsal.",
                    "本报告中的价格为模拟价格，或来自期货曲线模型。就本程序所知，尚无交易所挂牌词元期货；请把所有数字视为演练。"
                )
            );
        blocks.Add(
            Note(
                "An AI token is a unit of consumption, never a crypto-asset. The fingerprint at the "
                    + "foot of each page is "
                    + "the SHA-256 of the report's JSON bundle, with the bundle's own digest field "
                    + "left empty; it covers "
                    + "the plan, the designations, the trades used and every table and sentence, in both languages.",
                "词元是用量单位，绝非加密资产。页脚的校验码是报告 JSON 数据包的 SHA-256（计算时其自身 digest 字段留空），"
                    + "涵盖计划、指定文件、所用成交以及两种语言的全部表格与文字。"
            )
        );
        return new("cover", Say("Cover", "封面"), blocks);
    }

    private static string Sequence(long number) => number == 0 ? "–" : number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ulong seed) => seed.ToString(CultureInfo.InvariantCulture);
}
