// A report as PDF pages: cover, sections, charts as paths, the labels and the fingerprint on every foot.
using System.Globalization;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;
using Tokenbourse.Node.Papers;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Lays a report out on standing A4 pages.</summary>
internal sealed class PdfReport
{
    private const double Text = 9.5;
    private const double Small = 7.5;
    private const double Line = 1.42;

    // A heading with less than this under it begins a new page.
    private const double Heading = 200;

    private readonly PdfFlow _flow;
    private readonly ReportBundle _bundle;
    private readonly ReportLanguage _language;

    private PdfReport(ReportBundle bundle, ReportLanguage language)
    {
        (_bundle, _language) = (bundle, language);
        _flow = new($"{In(bundle.Report.Title)}, {In(bundle.Report.Subtitle)}");
    }

    /// <summary>The file. The same bundle gives the same bytes.</summary>
    public static byte[] Of(ReportBundle bundle, ReportLanguage language)
    {
        var report = new PdfReport(bundle, language);
        report.Cover();
        foreach (var section in bundle.Report.Sections.Skip(1))
            report.Section(section);
        report.Feet();
        return report._flow.File.Bytes();
    }

    private void Cover()
    {
        var report = _bundle.Report;
        _flow.Down(70);
        _flow.Put(Small + 2, "TOKENBOURSE", bold: true, tone: ChartTone.After);
        _flow.Down(14);
        _flow.Put(26, In(report.Title), bold: true);
        _flow.Down(6);
        _flow.Put(14, In(report.Subtitle), tone: ChartTone.Muted);
        _flow.Down(16);
        foreach (var label in report.Labels)
            Paragraph(new TextBlock(TextTone.Warning, label));
        _flow.Down(6);
        foreach (var block in report.Sections[0].Blocks)
            Block(block);
    }

    private void Section(ReportSection section)
    {
        // What is read first, and what an auditor takes out, begin on pages of their own.
        if (section.Id is "summary" or "accounting" || !_flow.Has(Heading))
            _flow.Turn();
        else
            _flow.Down(16);
        _flow.Put(15, In(section.Title), bold: true, tone: ChartTone.After);
        _flow.Down(3);
        _flow.Rule(0.8);
        _flow.Down(4);
        foreach (var block in section.Blocks)
            Block(block);
    }

    private void Block(ReportBlock block)
    {
        switch (block)
        {
            case TextBlock text:
                Paragraph(text);
                break;
            case FactsBlock facts:
                Facts(facts);
                break;
            case TableBlock table:
                PdfTable.Draw(_flow, table, _language);
                break;
            case ChartBlock chart:
                Chart(chart.Chart);
                break;
            default:
                throw new InvalidOperationException($"no way to write {block.GetType().Name}");
        }
    }

    private void Paragraph(TextBlock text)
    {
        var size = text.Tone == TextTone.Note ? Small : Text;
        var inset = text.Tone == TextTone.Warning ? 10.0 : 0;
        var lines = PdfText.Lines(In(text.Text), PdfFlow.Usable - (2 * inset), size);
        var high = lines.Count * size * Line;
        if (!_flow.Has(high + 12))
            _flow.Turn();
        _flow.Down(4);
        if (text.Tone == TextTone.Warning)
        {
            _flow.Down(2);
            _flow.Box(high + 6, 0.955, ChartTone.Limit);
            _flow.Down(3);
        }

        foreach (var line in lines)
        {
            _flow.Down(size * Line);
            _flow.Write(PdfFlow.Margin + inset, 0.3 * size, size, line, tone: Tone(text.Tone));
        }

        _flow.Down(text.Tone == TextTone.Warning ? 6 : 3);
    }

    private static ChartTone Tone(TextTone tone) => tone == TextTone.Note ? ChartTone.Muted : ChartTone.Ink;

    private void Facts(FactsBlock facts)
    {
        const double Size = 8.5;
        const double Names = PdfFlow.Usable * 0.42;
        if (!_flow.Has(60))
            _flow.Turn();
        Title(facts.Title);
        foreach (var fact in facts.Facts)
        {
            var names = PdfText.Lines(In(fact.Name), Names - 8, Size);
            var values = PdfText.Lines(fact.Value.In(_language), PdfFlow.Usable - Names, Size);
            var rows = int.Max(names.Count, values.Count);
            var high = (rows * Size * 1.32) + 3;
            if (!_flow.Has(high))
                _flow.Turn();
            for (var i = 0; i < rows; i++)
            {
                _flow.Down(Size * 1.32);
                if (i < names.Count)
                    _flow.Write(PdfFlow.Margin, 1, Size, names[i], tone: ChartTone.Muted);
                if (i < values.Count)
                    _flow.Write(PdfFlow.Margin + Names, 1, Size, values[i]);
            }

            _flow.Down(3);
            _flow.Rule(0.25, ChartTone.Grid);
        }

        _flow.Down(6);
    }

    private void Title(Said title)
    {
        _flow.Down(6);
        foreach (var line in PdfText.Lines(In(title), PdfFlow.Usable, 9.5, bold: true))
        {
            _flow.Down(9.5 * 1.35);
            _flow.Write(PdfFlow.Margin, 2, 9.5, line, bold: true);
        }

        _flow.Down(2);
        _flow.Rule(0.6);
    }

    private void Chart(ReportChart chart)
    {
        var drawing = ChartDrawing.Of(chart, _language, PdfFlow.Usable, 235);
        var title = PdfText.Lines(In(chart.Title), PdfFlow.Usable, 9.5, bold: true);
        if (!_flow.Has(drawing.Height + (title.Count * 13) + 16))
            _flow.Turn();
        _flow.Down(6);
        foreach (var line in title)
        {
            _flow.Down(13);
            _flow.Write(PdfFlow.Margin, 2, 9.5, line, bold: true);
        }

        _flow.Down(4);
        _flow.Picture(drawing);
    }

    private void Feet()
    {
        var labels = string.Join(_language == ReportLanguage.Chinese ? "" : " ", _bundle.Report.Labels.Select(In));
        var digest = $"{In(ReportFoot.Covers)}: {_bundle.Digest}";
        var pages = _flow.File.Pages;
        for (var i = 0; i < pages.Count; i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{i + 1} / {pages.Count}");
            pages[i].Line(PdfFlow.Margin, 44, PdfFlow.Margin + PdfFlow.Usable, 44, 0.3);
            pages[i].Text(PdfFlow.Margin, 34, 6.5, labels);
            pages[i].Text(PdfFlow.Margin, 24, 6.5, digest);
            pages[i].TextRight(PdfFlow.Margin + PdfFlow.Usable, 24, 6.5, number);
        }
    }

    private string In(Said words) => _language == ReportLanguage.Chinese ? words.Zh : words.En;
}
