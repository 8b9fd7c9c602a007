// The scenario grid: what each story does to cost or revenue, to the hedge, to both together, and to cash.
using System.Text.RegularExpressions;
using Tokenbourse.Desk.Plans;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Scenarios.</summary>
internal static partial class ScenarioSection
{
    // By the key that the scenario carries.
    private static readonly Dictionary<string, Said> _names = new(StringComparer.Ordinal)
    {
        ["unchanged"] = new("nothing changes", "不变"),
        ["steepen"] = new("the curve steepens by 2 standard deviations", "曲线变陡 2 个标准差"),
        ["flatten"] = new("the curve flattens by 2 standard deviations", "曲线变平 2 个标准差"),
        ["price-war"] = new("a new model starts a price war: -60% from a month on", "新模型引发价格战：自某月起 -60%"),
        ["supply-shock"] = new("supply shock: the front +40%, fading", "供给冲击：近月 +40%，逐步消退"),
        ["gpu-export-control"] = new(
            "export control: GPU hours +30%, front of tokens +20%",
            "出口管制：GPU 小时 +30%，近月词元 +20%"
        ),
        ["currency-up-5"] = new("the foreign currency +5%", "外币 +5%"),
        ["currency-down-5"] = new("the foreign currency -5%", "外币 -5%"),
        ["volume-half"] = new("half of the volume", "用量减半"),
        ["volume-double"] = new("twice the volume", "用量加倍"),
    };

    public static ReportSection Of(ReportSource source)
    {
        var (f, c) = (source.Figures, source.Currency);
        var scenarios = source.Plan.Risk.Scenarios;
        var table = new TableBlock(
            "scenarios",
            Say($"Scenarios, {c}", $"情景，{c}"),
            [
                Words("Scenario", "情景"),
                Numbers(source.Buys ? "Physical cost" : "Physical revenue", source.Buys ? "现货成本" : "现货收入"),
                Numbers("Hedge profit or loss", "套保盈亏"),
                Numbers(source.Buys ? "Net cost" : "Net revenue", source.Buys ? "净成本" : "净收入"),
                Numbers("Worst margin call", "最大累计追保"),
            ],
            [
                .. scenarios.Select(s =>
                    (IReadOnlyList<Cell>)
                        [Name(s.Name), f.Money(s.Physical), f.Money(s.Hedge), f.Money(s.Net), f.Money(s.WorstCall)]
                ),
            ]
        );
        return new(
            "scenarios",
            Say("Scenarios", "情景"),
            [
                Plain(
                    "Each line is one story played through the same hedge; none of them is a forecast and none has a "
                        + "probability.",
                    "每行为同一套保在一种假设情景下的结果；均非预测，亦不附概率。"
                ),
                table,
            ]
        );
    }

    /// <summary>A scenario in words; one that is not known here stays a quotation.</summary>
    public static Cell Name(string key)
    {
        if (_names.TryGetValue(key, out var words))
            return Cell.Of(words);
        var move = Move().Match(key);
        if (!move.Success)
            return Cell.Code(key);
        var size = move.Groups[2].Value;
        return move.Groups[1].Value == "up"
            ? Word($"all prices +{size}%", $"全部价格 +{size}%")
            : Word($"all prices -{size}%", $"全部价格 -{size}%");
    }

    [GeneratedRegex("^prices-(up|down)-([0-9]+)$")]
    private static partial Regex Move();
}
