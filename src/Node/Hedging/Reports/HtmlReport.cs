// A report as one HTML file that needs nothing else: no scripts, SVG charts, light and dark, phone and paper.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Writes HTML.</summary>
internal sealed class HtmlReport
{
    private readonly StringBuilder _page = new();
    private readonly ReportBundle _bundle;
    private readonly ReportLanguage _language;

    private HtmlReport(ReportBundle bundle, ReportLanguage language) => (_bundle, _language) = (bundle, language);

    /// <summary>The file. The same bundle gives the same bytes.</summary>
    public static byte[] Of(ReportBundle bundle, ReportLanguage language)
    {
        var page = new HtmlReport(bundle, language);
        page.Head();
        foreach (var section in bundle.Report.Sections)
            page.Section(section);
        page.Foot();
        return Encoding.UTF8.GetBytes(page._page.ToString());
    }

    private void Head()
    {
        var report = _bundle.Report;
        var code = _language == ReportLanguage.Chinese ? "zh-CN" : "en";
        Line($"<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line("<meta name=\"color-scheme\" content=\"light dark\">");
        Line($"<title>{In(report.Title)}, {In(report.Subtitle)}</title>");
        Line($"<style>\n{HtmlStyle.Sheet()}</style>\n</head>\n<body>\n<header>");
        Line(
            $"<p class=\"house\">TOKENBOURSE</p>\n<h1>{In(report.Title)}</h1>\n<p "
                + $"class=\"sub\">{In(report.Subtitle)}</p>"
        );
        foreach (var label in report.Labels)
            Line($"<p class=\"warning\">{In(label)}</p>");
        Line("</header>\n<nav>");
        foreach (var section in report.Sections)
            Line($"<a href=\"#{section.Id}\">{In(section.Title)}</a>");
        Line("</nav>\n<main>");
    }

    private void Section(ReportSection section)
    {
        Line($"<section id=\"{section.Id}\">\n<h2>{In(section.Title)}</h2>");
        foreach (var block in section.Blocks)
        {
            switch (block)
            {
                case TextBlock text:
                    Line($"<p class=\"{text.Tone.ToString().ToLowerInvariant()}\">{In(text.Text)}</p>");
                    break;
                case FactsBlock facts:
                    Facts(facts);
                    break;
                case TableBlock table:
                    Table(table);
                    break;
                case ChartBlock chart:
                    Line($"<figure>\n<figcaption>{In(chart.Chart.Title)}</figcaption>");
                    _page.Append(SvgChart.Of(chart.Chart, _language));
                    Line("</figure>");
                    break;
                default:
                    throw new InvalidOperationException($"no way to write {block.GetType().Name}");
            }
        }

        Line("</section>");
    }

    private void Facts(FactsBlock facts)
    {
        Line($"<h3>{In(facts.Title)}</h3>\n<dl>");
        foreach (var fact in facts.Facts)
            Line($"<div><dt>{In(fact.Name)}</dt><dd{Data(fact.Value)}>{Text(fact.Value)}</dd></div>");
        Line("</dl>");
    }

    private void Table(TableBlock table)
    {
        Line($"<h3>{In(table.Title)}</h3>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>");
        foreach (var column in table.Columns)
            Line($"<th scope=\"col\"{(column.Figures ? " class=\"n\"" : "")}>{In(column.Name)}</th>");
        Line("</tr></thead>\n<tbody>");
        foreach (var row in table.Rows)
            Row(table, row);
        Line("</tbody>");
        if (table.Total is { } total)
        {
            Line("<tfoot>");
            Row(table, total);
            Line("</tfoot>");
        }

        Line("</table>\n</div>");
    }

    private void Row(TableBlock table, IReadOnlyList<Cell> row)
    {
        _page.Append("<tr>");
        for (var c = 0; c < row.Count; c++)
        {
            var kind =
                table.Columns[c].Figures ? " class=\"n\""
                : IsDate(row[c].In(_language)) ? " class=\"d\""
                : "";
            _page.Append(CultureInfo.InvariantCulture, $"<td{kind}{Data(row[c])}>{Text(row[c])}</td>");
        }

        Line("</tr>");
    }

    // A month or a day: broken behind its dash it cannot be read.
    private static bool IsDate(string text) =>
        text.Length is 7 or 10 && text[4] == '-' && text.All(c => char.IsAsciiDigit(c) || c == '-');

    // What a program reads from the page: the figure before it was rounded.
    private static string Data(Cell cell) =>
        (cell.Raw is { } raw ? $" data-raw=\"{raw}\"" : "")
        + (cell.Error is { } error ? $" data-error=\"{error}\"" : "");

    private void Foot()
    {
        Line("</main>\n<footer>");
        foreach (var label in _bundle.Report.Labels)
            Line($"<p>{In(label)}</p>");
        Line($"<p>{In(ReportFoot.Covers)}: <code>{_bundle.Digest}</code></p>\n</footer>\n</body>\n</html>");
    }

    private string Text(Cell cell) => Html.Escape(cell.In(_language));

    private string In(Said words) => Html.Escape(_language == ReportLanguage.Chinese ? words.Zh : words.En);

    private void Line(string text) => _page.Append(text).Append('\n');
}
