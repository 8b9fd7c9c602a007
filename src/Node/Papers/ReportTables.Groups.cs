// The report of margins under groups: which scenario bound, and what came of it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Papers;

internal sealed partial class ReportTables
{
    private static readonly (string Name, Func<MarginExplained, Money> Of)[] _groupFigures =
    [
        ("scan", m => m.Scan),
        ("interMonth", m => m.InterMonth),
        ("spot", m => m.Spot),
        ("credit", m => m.Credit),
        ("liquidity", m => m.Liquidity),
        ("concentration", m => m.Concentration),
        ("floor", m => m.Floor),
        ("margin", m => m.Margin),
        ("groupMargin", m => m.Asked),
    ];

    /// <summary>One row for each figure that a group asked of an account (rule MRG-012).</summary>
    private ReportTable MarginGroups()
    {
        var lines = _days.SelectMany(d => d.Groups).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var currency in lines.GroupBy(m => m.Currency))
        {
            foreach (var (name, of) in _groupFigures)
                controls[$"{name}.{currency.Key}"] = Sum(currency, of);
        }

        return new(
            "margin-groups",
            [
                "account",
                "currency",
                "group",
                "version",
                "rule",
                "product",
                "instrument",
                "scenario",
                .. _groupFigures.Select(f => f.Name),
            ],
            [.. lines.Select(m => Row(StatementGroups.Of(books, m), m))],
            controls
        );
    }

    private static IReadOnlyList<string> Row(PaperMarginGroup paper, MarginExplained told) =>
        [
            Whole(paper.Account),
            told.Currency.ToString(),
            paper.Group,
            Whole(paper.Version),
            paper.Rule,
            paper.Product ?? "",
            paper.Instrument ?? "",
            Whole(paper.Scenario),
            .. _groupFigures.Select(f => Figures.Of(f.Of(told))),
        ];
}
