// A report as CSV files (RFC 4180), one a table: source and fingerprint first, then the table as shown with raw values.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Writes the tables of a report.</summary>
internal static class CsvReport
{
    private const string End = "\r\n";

    /// <summary>Files with their names: <c>00-text.csv</c> holds the sentences, the others a table each.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(ReportBundle bundle, ReportLanguage language)
    {
        var number = 0;
        yield return File("text", Sentences(bundle, language));
        foreach (var block in bundle.Report.Sections.SelectMany(s => s.Blocks))
        {
            switch (block)
            {
                case FactsBlock facts:
                    yield return File(facts.Id, Facts(bundle, language, facts));
                    break;
                case TableBlock table:
                    yield return File(table.Id, Table(bundle, language, table));
                    break;
            }
        }

        (string, byte[]) File(string id, string text) =>
            (string.Create(CultureInfo.InvariantCulture, $"{number++:00}-{id}.csv"), Encoding.UTF8.GetBytes(text));
    }

    private static StringBuilder Head(ReportBundle bundle, ReportLanguage language, Said title)
    {
        var text = new StringBuilder();
        var report = bundle.Report;
        Row(text, [In(report.Title, language), In(report.Subtitle, language)]);
        Row(text, [In(ReportFoot.Source, language), bundle.Plan.Market.Source]);
        foreach (var label in report.Labels)
            Row(text, [In(label, language)]);
        Row(text, [In(ReportFoot.Covers, language), bundle.Digest]);
        text.Append(End);
        Row(text, [In(title, language)]);
        return text;
    }

    private static string Sentences(ReportBundle bundle, ReportLanguage language)
    {
        var text = Head(bundle, language, new("Sentences", "文字"));
        Row(text, language == ReportLanguage.Chinese ? ["章节", "文字"] : ["section", "text"]);
        foreach (var section in bundle.Report.Sections)
        {
            foreach (var block in section.Blocks.OfType<TextBlock>())
                Row(text, [In(section.Title, language), In(block.Text, language)]);
        }

        return text.ToString();
    }

    private static string Facts(ReportBundle bundle, ReportLanguage language, FactsBlock facts)
    {
        var text = Head(bundle, language, facts.Title);
        Row(
            text,
            language == ReportLanguage.Chinese
                ? ["项目", "数值", "未舍入数值", "标准误"]
                : ["name", "value", "value, not rounded", "standard error"]
        );
        foreach (var fact in facts.Facts)
            Row(text, [In(fact.Name, language), fact.Value.In(language), fact.Value.Raw ?? "", fact.Value.Error ?? ""]);
        return text.ToString();
    }

    private static string Table(ReportBundle bundle, ReportLanguage language, TableBlock table)
    {
        var text = Head(bundle, language, table.Title);
        IReadOnlyList<IReadOnlyList<Cell>> rows = table.Total is { } total ? [.. table.Rows, total] : table.Rows;
        var columns = Enumerable.Range(0, table.Columns.Count).ToList();
        var raw = columns.Where(c => rows.Any(r => r[c].Raw is not null)).ToList();
        var errors = columns.Where(c => rows.Any(r => r[c].Error is not null)).ToList();
        var (rawWord, errorWord) =
            language == ReportLanguage.Chinese ? ("，未舍入", "，标准误") : (", not rounded", ", standard error");
        Row(
            text,
            [
                .. table.Columns.Select(c => In(c.Name, language)),
                .. raw.Select(c => In(table.Columns[c].Name, language) + rawWord),
                .. errors.Select(c => In(table.Columns[c].Name, language) + errorWord),
            ]
        );
        foreach (var row in rows)
            Row(
                text,
                [
                    .. row.Select(c => c.In(language)),
                    .. raw.Select(c => row[c].Raw ?? ""),
                    .. errors.Select(c => row[c].Error ?? ""),
                ]
            );
        return text.ToString();
    }

    private static string In(Said words, ReportLanguage language) =>
        language == ReportLanguage.Chinese ? words.Zh : words.En;

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin(',', cells.Select(Quoted)).Append(End);

    private static string Quoted(string cell)
    {
        // A cell that a spreadsheet would take for a formula is marked as text; figures stay figures.
        if (cell.Length > 1 && "=+-@".Contains(cell[0], StringComparison.Ordinal) && !IsNumber(cell))
            cell = "'" + cell;
        return cell.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;
    }

    private static bool IsNumber(string cell) =>
        cell.All(c => char.IsAsciiDigit(c) || " +-.,%±Ee".Contains(c, StringComparison.Ordinal));
}
