// The scenario grid: what each story does to cost or revenue, to the hedge, to both together, and to cash.
using System.Globalization;
using System.Text.RegularExpressions;
using static Tokenbourse.Desk.Reports.ReportText;

namespace Tokenbourse.Desk.Reports.Sections;

/// <summary>Scenarios.</summary>
internal static partial class ScenarioSection
{
    // Words that names of scenarios are built of; longer ones first where one begins another.
    private static readonly (string En, string Zh)[] _words =
    [
        ("new-model price war", "新模型价格战"),
        ("price war", "价格战"),
        ("export-control GPU shock", "出口管制 GPU 冲击"),
        ("export control", "出口管制"),
        ("supply shock", "供给冲击"),
        ("gpu shock", "GPU 冲击"),
        ("parallel shift", "平行移动"),
        ("parallel", "平行移动"),
        ("steepening", "变陡"),
        ("steepen", "变陡"),
        ("steeper", "变陡"),
        ("flattening", "变平"),
        ("flatten", "变平"),
        ("flatter", "变平"),
        ("currency", "汇率"),
        ("volume", "用量"),
        ("prices", "价格"),
        ("price", "价格"),
        ("front", "近月"),
        ("month", "月份"),
        ("base case", "基准情景"),
        ("base", "基准情景"),
        ("fx", "汇率"),
        ("from", "自"),
        ("in", "于"),
        ("up", "上涨"),
        ("down", "下跌"),
    ];

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

    /// <summary>A scenario's name with its words in Chinese; a name with other words stays a quotation.</summary>
    public static Cell Name(string name)
    {
        var zh = name.ToLower(CultureInfo.InvariantCulture);
        foreach (var (en, word) in _words)
            zh = Regex.Replace(zh, $@"(?<![a-z]){Regex.Escape(en)}(?![a-z])", word);
        return Latin().IsMatch(zh.Replace("GPU", "", StringComparison.Ordinal))
            ? Cell.Code(name)
            : Cell.Of(new(name, zh));
    }

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex Latin();
}
