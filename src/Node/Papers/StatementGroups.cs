// Margin under groups on a statement: a line for each figure that the house asked for months margined together.
using System.Globalization;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>What a group asked of an account (rule MRG-012); what a rule does not have is 0.00.</summary>
/// <param name="Rule">span or scenarios.</param>
/// <param name="Product">Under span; null: all of the group in this currency.</param>
/// <param name="Instrument">The month that stands alone; null: none.</param>
/// <param name="Scenario">The first of the worst ones, from 1.</param>
/// <param name="Margin">max(scan + inter-month + spot - credit + liquidity + concentration, floor), not below
/// zero.</param>
/// <param name="Asked">With the member's mark-up.</param>
internal sealed record PaperMarginGroup(
    int Account,
    string Group,
    int Version,
    string Rule,
    string? Product,
    string? Instrument,
    int Scenario,
    string Scan,
    string InterMonth,
    string Spot,
    string Credit,
    string Liquidity,
    string Concentration,
    string Floor,
    string Margin,
    string Asked
);

/// <summary>The part of a summary that is there only where margin is asked for more than single positions.</summary>
/// <param name="GroupMargin">Sum of what the groups ask.</param>
/// <param name="OtherCalendars">What is required for months of the currency that another calendar settles; null:
/// nothing.</param>
internal sealed record PaperGroupMargin(
    string GroupMargin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? OtherCalendars
);

/// <summary>Draws up and lays out the groups.</summary>
internal static class StatementGroups
{
    /// <summary>Where a position has no margin of its own.</summary>
    public static readonly Say InGroup = new("in group", "组合内");

    public static PaperMarginGroup Of(ClearingBooks books, in MarginExplained m) =>
        new(
            m.Account.Value,
            m.Group.ToString(),
            m.Version,
            m.Rule == MarginRule.Span ? "span" : "scenarios",
            m.Rule == MarginRule.Span ? m.Contract.ToString() : null,
            m.Instrument.Value == 0 ? null : books.Terms(m.Instrument).Symbol,
            m.Scenario,
            Figures.Of(m.Scan),
            Figures.Of(m.InterMonth),
            Figures.Of(m.Spot),
            Figures.Of(m.Credit),
            Figures.Of(m.Liquidity),
            Figures.Of(m.Concentration),
            Figures.Of(m.Floor),
            Figures.Of(m.Margin),
            Figures.Of(m.Asked)
        );

    /// <summary>Null where all margin is that of single positions.</summary>
    public static PaperGroupMargin? Summary(IReadOnlyList<AccountDay> days)
    {
        var elsewhere = days.Aggregate(Money.Zero, (sum, d) => sum + d.MarginElsewhere);
        return elsewhere.Minor == 0 && !days.Any(d => d.Groups.Count > 0)
            ? null
            : new(
                Figures.Of(days.Aggregate(Money.Zero, (sum, d) => sum + d.GroupMargin)),
                elsewhere.Minor == 0 ? null : Figures.Of(elsewhere)
            );
    }

    public static IEnumerable<(Say Name, string Value)> Pairs(PaperGroupMargin? m)
    {
        if (m is null)
            yield break;
        yield return (new("Group Margin", "组合保证金"), m.GroupMargin);
        if (m.OtherCalendars is { } other)
            yield return (new("Other Calendars", "其他日历合约保证金"), other);
    }

    public static TableSection Table(PaperCurrency c, Say title) =>
        new(
            title,
            [
                new(new("Group", "组合")),
                new(new("Version", "版本"), true),
                new(new("Rule", "规则")),
                new(new("Margined", "计算范围")),
                new(new("Scenario", "最坏情景"), true),
                new(new("Scan", "扫描风险"), true),
                new(new("Inter-month", "跨月价差"), true),
                new(new("Spot", "交割月"), true),
                new(new("Credit", "跨品种减收"), true),
                new(new("Liquidity", "流动性"), true),
                new(new("Concentr.", "集中度"), true),
                new(new("Floor", "下限"), true),
                new(new("Margin", "保证金"), true),
                new(new("Margin Occupied", "收取保证金"), true),
            ],
            [.. c.MarginGroups.Select(Row)],
            [new("Total", "合计"), .. Enumerable.Repeat<Say>("", 12), c.Summary.Groups!.GroupMargin]
        );

    private static IReadOnlyList<Say> Row(PaperMarginGroup m) =>
        [
            m.Group,
            Whole(m.Version),
            m.Rule == "span" ? "SPAN" : new Say("Scenarios", "情景"),
            m.Instrument ?? m.Product ?? new Say("whole group", "全组"),
            Whole(m.Scenario),
            m.Scan,
            m.InterMonth,
            m.Spot,
            m.Credit,
            m.Liquidity,
            m.Concentration,
            m.Floor,
            m.Margin,
            m.Asked,
        ];

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
