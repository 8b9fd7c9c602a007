// The report of margins under groups: which scenario bound, and what came of it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Gateways.Reports;

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
            [.. lines.Select(Row)],
            controls
        );
    }

    private IReadOnlyList<string> Row(MarginExplained told) =>
        [
            Whole(told.Account.Value),
            told.Currency.ToString(),
            told.Group.ToString(),
            Whole(told.Version),
            told.Rule == MarginRule.Span ? "span" : "scenarios",
            told.Rule == MarginRule.Span ? told.Contract.ToString() : "",
            told.Instrument.Value == 0 ? "" : books.Terms(told.Instrument).Symbol,
            Whole(told.Scenario),
            .. _groupFigures.Select(f => Figures.Of(f.Of(told))),
        ];
}
