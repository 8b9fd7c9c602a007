// The report as a document: both languages complete and with the same figures, words and sentences where they belong.
using System.Text.RegularExpressions;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk.Reports;

public sealed partial class ReportDocumentTests
{
    // Names and codes that Chinese papers write in Latin letters.
    private static readonly HashSet<string> _codes = new(StringComparer.Ordinal)
    {
        "TK",
        "CSTI",
        "CNY",
        "GPU",
        "SHA",
        "JSON",
        "digest",
        "IFRS",
        "Newey",
        "West",
        "Invented",
        "Ltd",
        "FY",
        "token",
        "purchases",
        "N",
        "Q",
        "U",
        "V",
        "X",
        "Z",
        "invented",
        "supply",
        "contract",
        "to",
        "R",
        "F",
        "p",
        "B",
        "Wu",
        "C",
        "Li",
        "ASC",
        "S",
    };

    public static ReportBundle Bundle(HedgePlan? plan = null)
    {
        plan ??= ReportSamples.Plan();
        return ReportBundle.Make(plan, [ReportSamples.Designation(plan)], ReportSamples.Trades, "9.9.9");
    }

    [Fact]
    public void Every_sentence_and_head_has_the_same_figures_in_both_languages()
    {
        foreach (var said in Sayings(Bundle().Report))
            Assert.True(
                Numbers(said.En).Order().SequenceEqual(Numbers(said.Zh).Order()),
                $"other figures:\n{said.En}\n{said.Zh}"
            );
    }

    [Fact]
    public void The_Chinese_is_complete_no_English_word_is_left_but_codes()
    {
        foreach (var said in Sayings(Bundle().Report))
        {
            var left = Latin().Matches(said.Zh).Select(m => m.Value).Where(w => !_codes.Contains(w)).ToList();
            Assert.True(left.Count == 0, $"{string.Join(", ", left)} in: {said.Zh}");
            // What has words in English has Chinese characters in Chinese.
            if (Latin().Matches(said.En).Any(m => !_codes.Contains(m.Value)))
                Assert.True(said.Zh.Any(c => c > 0x2E80), $"not translated: {said.En}");
        }
    }

    [Fact]
    public void All_sections_of_the_report_stand_in_order()
    {
        Assert.Equal(
            [
                "cover",
                "summary",
                "exposure",
                "risk",
                "ratio",
                "strategies",
                "scenarios",
                "policy",
                "trades",
                "limits",
                "accounting",
                "glossary",
            ],
            Bundle().Report.Sections.Select(s => s.Id)
        );
    }

    [Fact]
    public void A_figure_is_rounded_half_to_even_and_keeps_what_it_was()
    {
        var figures = new ReportFigures(0, 3, 0);
        Assert.Equal("1,234", figures.Money(1_234.5m).Text);
        Assert.Equal("1234.5", figures.Money(1_234.5m).Raw);
        Assert.Equal("0", figures.Money(-0.4m).Text);
        Assert.Equal("12.5%", ReportFigures.Percent(0.125m).Text);
        Assert.Equal("0.125", ReportFigures.Percent(0.125m).Raw);
        var estimate = figures.Money(new Estimated(1_000.6, 12.4));
        Assert.Equal(("1,001 ± 12", "1000.6", "12.4"), (estimate.Text, estimate.Raw, estimate.Error));
        Assert.Equal(Cell.Absent, figures.Money(double.NaN));
    }

    [Fact]
    public void A_poor_hedge_is_called_poor()
    {
        var summary = Bundle().Report.Sections[1].Blocks.OfType<TextBlock>().ToList();
        Assert.Contains(
            summary,
            t => t.Tone == TextTone.Warning && t.Text.En.Contains("poor hedge", StringComparison.Ordinal)
        );
        Assert.Contains(
            summary,
            t => t.Tone == TextTone.Warning && t.Text.Zh.Contains("较差的套保", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Whoever_pays_list_prices_is_told_that_his_risk_component_is_doubtful()
    {
        string Identifiable(PriceBasis basis) =>
            ReportSamples.Designation(ReportSamples.Plan(basis)).Memo.First(m => m.Key == "identifiable").Text.En;
        Assert.StartsWith("Doubtful", Identifiable(PriceBasis.ListPrice), StringComparison.Ordinal);
        Assert.StartsWith("Yes", Identifiable(PriceBasis.IndexLinked), StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_are_in_the_units_of_the_data_and_their_marks_are_round()
    {
        var charts = Bundle()
            .Report.Sections.SelectMany(s => s.Blocks)
            .OfType<ChartBlock>()
            .Select(c => c.Chart)
            .ToList();
        Assert.Equal(["exposure", "fan", "scatter", "basis", "strategies"], charts.Select(c => c.Id));
        var band = charts[1].Series.First(s => s.Mark == ChartMark.Band);
        var plan = ReportSamples.Plan();
        Assert.Equal(plan.Risk.Before[2].P95, band.Points[2].Y);
        Assert.Equal(plan.Risk.Before[2].P5, band.Points[2].Low);
        // 0 to 1.65 m in steps: 0.5 million is the only round step near a fifth of it.
        var axis = ChartAxis.Around([0, 1_650_000], true, 5);
        Assert.Equal([0.0, 500_000, 1_000_000, 1_500_000, 2_000_000], axis.Marks);
        Assert.Equal("0.5M", axis.Text(500_000));
    }

    [Fact]
    public void A_lender_sees_the_chance_of_a_broken_covenant_by_month()
    {
        var plan = ReportSamples.Plan();
        plan = PlanDigest.Sealed(
            plan with
            {
                Programme = plan.Programme with { Side = HedgerSide.Lender, Covenant = new(2.5m, 1_000_000, 10_000) },
                Risk = plan.Risk with
                {
                    BreachChance = [.. Enumerable.Range(1, 6).Select(i => new Estimated(0.01 * i, 0.001))],
                },
            }
        );
        var report = ReportBundle.Make(plan, [], [], "9.9.9").Report;
        var table = report.Sections.SelectMany(s => s.Blocks).OfType<TableBlock>().First(t => t.Id == "covenant");
        Assert.Equal("3.0% ± 0.1%", table.Rows[2][1].Text);
        Assert.Contains(
            "revenue",
            report.Sections[3].Blocks.OfType<TextBlock>().First().Text.En,
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<Said> Sayings(ReportDocument report)
    {
        foreach (var said in (Said[])[report.Title, report.Subtitle, .. report.Labels])
            yield return said;
        foreach (var section in report.Sections)
        {
            yield return section.Title;
            foreach (var said in section.Blocks.SelectMany(Sayings))
                yield return said;
        }
    }

    private static IEnumerable<Said> Sayings(ReportBlock block) =>
        block switch
        {
            TextBlock text => [text.Text],
            FactsBlock facts =>
            [
                facts.Title,
                .. facts.Facts.Select(f => f.Name),
                .. facts.Facts.SelectMany(f => Words(f.Value)),
            ],
            TableBlock table =>
            [
                table.Title,
                .. table.Columns.Select(c => c.Name),
                .. table.Rows.Append(table.Total ?? []).SelectMany(r => r).SelectMany(Words),
            ],
            ChartBlock { Chart: var chart } =>
            [
                chart.Title,
                chart.Across,
                chart.Up,
                .. chart.Series.Select(s => s.Name),
                .. chart.Places.SelectMany(Words),
            ],
            _ => [],
        };

    private static IEnumerable<Said> Words(Cell cell) => cell.Kind == CellKind.Words ? [new(cell.Text, cell.Zh!)] : [];

    private static IEnumerable<string> Numbers(string text) => Digits().Matches(text).Select(m => m.Value);

    [GeneratedRegex("[0-9][0-9,.]*[0-9]|[0-9]")]
    private static partial Regex Digits();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Latin();
}
