// The same figures in every format and language, the fingerprint in each, and bundles that give the same bytes again.
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Node.Hedging.Reports;
using Xunit;

namespace Tokenbourse.Unit.Desk.Reports;

public sealed partial class ReportFormatTests
{
    private static readonly ReportLanguage[] _both = [ReportLanguage.English, ReportLanguage.Chinese];

    private static readonly ReportBundle _bundle = ReportDocumentTests.Bundle();

    private static readonly Dictionary<string, byte[]> _files = ReportPack
        .Of(_bundle, ReportPack.Formats.ToList(), _both)
        .ToDictionary(f => f.Name, f => f.Bytes);

    [Theory]
    [InlineData(ReportLanguage.English, "en")]
    [InlineData(ReportLanguage.Chinese, "zh")]
    public void Every_figure_stands_in_every_format_as_in_the_document(ReportLanguage language, string code)
    {
        var cells = Blocks().SelectMany(Cells).Where(c => c.Kind == CellKind.Figure).ToList();
        Assert.True(cells.Count > 300, $"{cells.Count}");
        var texts = cells.Select(c => c.Text).ToList();

        var html = Encoding.UTF8.GetString(_files[$"report.{code}.html"]);
        var found = HtmlFigure().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["text"].Value)).ToList();
        Assert.Equal(texts, found);
        Assert.Equal(cells.Select(c => c.Raw!), HtmlFigure().Matches(html).Select(m => m.Groups["raw"].Value));

        var csv = _files
            .Where(f => f.Key.StartsWith($"csv-{code}/", StringComparison.Ordinal))
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .SelectMany(f => Rows(Encoding.UTF8.GetString(f.Value)))
            .SelectMany(r => r)
            .ToList();
        var left = csv.GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var cell in cells)
        {
            Assert.True(left.GetValueOrDefault(cell.Text) > 0, $"{cell.Text} is not in a CSV");
            Assert.True(left.GetValueOrDefault(cell.Raw!) > 0, $"{cell.Raw} is not in a CSV");
        }

        var pdf = Shown(_files[$"report.{code}.pdf"]);
        var shown = pdf.GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var group in texts.GroupBy(t => t))
            Assert.True(
                shown.GetValueOrDefault(group.Key) >= group.Count(),
                $"{group.Key}: {shown.GetValueOrDefault(group.Key)} times in the PDF, {group.Count()} in the document"
            );
        _ = language;
    }

    [Fact]
    public void The_page_and_the_bundle_hold_every_sentence()
    {
        foreach (var (code, pick) in ((string, Func<Said, string>)[])[("en", s => s.En), ("zh", s => s.Zh)])
        {
            var html = WebUtility.HtmlDecode(Encoding.UTF8.GetString(_files[$"report.{code}.html"]));
            var pdf = string.Concat(Shown(_files[$"report.{code}.pdf"])).Replace(" ", "", StringComparison.Ordinal);
            foreach (var text in Blocks().OfType<TextBlock>())
            {
                Assert.Contains(pick(text.Text), html, StringComparison.Ordinal);
                Assert.Contains(
                    pick(text.Text).Replace(" ", "", StringComparison.Ordinal),
                    pdf,
                    StringComparison.Ordinal
                );
            }
        }
    }

    [Fact]
    public void The_fingerprint_is_in_every_file_and_is_of_the_bundle_with_its_field_empty()
    {
        var json = Encoding.UTF8.GetString(_files["report.json"]);
        var bare = json.Replace($"\"digest\": \"{_bundle.Digest}\"\n", "\"digest\": \"\"\n", StringComparison.Ordinal);
        Assert.NotEqual(json, bare);
        Assert.Equal(_bundle.Digest, Digests.Of(bare));
        foreach (var (name, bytes) in _files)
        {
            var text = name.EndsWith(".pdf", StringComparison.Ordinal)
                ? string.Join('\n', Shown(bytes))
                : Encoding.UTF8.GetString(bytes);
            Assert.True(text.Contains(_bundle.Digest, StringComparison.Ordinal), name);
            Assert.True(
                name == "report.json"
                    || text.Contains("accounting or investment advice", StringComparison.Ordinal)
                    || text.Contains("不构成会计或投资建议", StringComparison.Ordinal),
                name
            );
        }
    }

    [Fact]
    public void A_bundle_read_again_gives_every_file_byte_for_byte()
    {
        var again = ReportBundle.Read("report.json", Encoding.UTF8.GetString(_files["report.json"]));
        var files = ReportPack.Of(again, ReportPack.Formats.ToList(), _both);
        Assert.Equal(_files.Count, files.Count);
        foreach (var file in files)
            Assert.True(_files[file.Name].AsSpan().SequenceEqual(file.Bytes), file.Name);
        // And the report can be made anew from the plan inside.
        var remade = ReportBundle.Make(again.Plan, again.Designations, again.Trades, again.Program);
        Assert.Equal(_bundle.Text(), remade.Text());
    }

    [Fact]
    public void A_bundle_or_plan_that_was_changed_is_refused()
    {
        var json = Encoding.UTF8.GetString(_files["report.json"]);
        var changed = json.Replace("\"ratio\": 0.8125", "\"ratio\": 0.9125", StringComparison.Ordinal);
        Assert.NotEqual(json, changed);
        var refused = Assert.Throws<ReportException>(() => ReportBundle.Read("b.json", changed));
        Assert.Contains("b.json: digest", refused.Message, StringComparison.Ordinal);

        var plan = ReportSamples.Plan();
        var tampered = plan with { Chosen = "none" };
        Assert.Contains(
            "plan: digest",
            Assert.Throws<ReportException>(() => ReportBundle.Make(tampered, [], [], "9")).Message,
            StringComparison.Ordinal
        );
        var designation = ReportSamples.Designation(plan) with { SmallChange = 0.2m };
        Assert.Contains(
            "it was changed",
            Assert.Throws<ReportException>(() => ReportBundle.Make(plan, [designation], [], "9")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ReportException>(() => ReportBundle.Read("b.json", "{}"));
        Assert.Throws<ReportException>(() => ReportBundle.Read("b.json", "no json"));
    }

    [Fact]
    public void A_page_needs_nothing_from_elsewhere()
    {
        var html = Encoding.UTF8.GetString(_files["report.en.html"]);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebodys_words_cannot_become_markup_or_a_formula()
    {
        var plan = ReportSamples.Plan();
        plan = PlanDigest.Sealed(plan with { WhyChosen = "=1+1 <b>x</b>" });
        var files = ReportPack.Of(ReportBundle.Make(plan, [], [], "9"), ["csv", "html"], [ReportLanguage.English]);
        var html = Encoding.UTF8.GetString(files.First(f => f.Name == "report.en.html").Bytes);
        Assert.DoesNotContain("<b>x</b>", html, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetString(
            files.First(f => f.Name.EndsWith("-choice.csv", StringComparison.Ordinal)).Bytes
        );
        Assert.Contains(",'=1+1", csv, StringComparison.Ordinal);
    }

    private static IEnumerable<ReportBlock> Blocks() => _bundle.Report.Sections.SelectMany(s => s.Blocks);

    private static IEnumerable<Cell> Cells(ReportBlock block) =>
        block switch
        {
            FactsBlock facts => facts.Facts.Select(f => f.Value),
            TableBlock table => table.Rows.Append(table.Total ?? []).SelectMany(r => r),
            _ => [],
        };

    // RFC 4180 by hand: quotes doubled inside quotes.
    private static List<List<string>> Rows(string text)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == ',')
                    continue;
                rows.Add(row);
                row = [];
            }
            else if (quoted || c != '\r')
                cell.Append(c);
        }

        return rows;
    }

    // The strings that a page shows, one for each text object: pieces of both fonts together.
    private static List<string> Shown(byte[] pdf)
    {
        var shown = new List<string>();
        foreach (Match text in TextObject().Matches(Encoding.ASCII.GetString(pdf)))
        {
            var line = new StringBuilder();
            foreach (Match piece in Piece().Matches(text.Value))
            {
                if (piece.Groups["hex"].Success)
                {
                    var hex = Convert.FromHexString(piece.Groups["hex"].Value);
                    line.Append(Encoding.BigEndianUnicode.GetString(hex));
                }
                else
                    line.Append(
                        Escaped()
                            .Replace(
                                piece.Groups["latin"].Value,
                                m =>
                                    m.Groups[1].Value.Length == 3
                                        ? Sign(Convert.ToInt32(m.Groups[1].Value, 8))
                                        : m.Groups[1].Value
                            )
                    );
            }

            shown.Add(line.ToString());
        }

        return shown;
    }

    private static string Sign(int code) => code == 0x96 ? "–" : ((char)code).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("<(?:td|dd)[^>]* data-raw=\"(?<raw>[^\"]*)\"[^>]*>(?<text>[^<]*)<")]
    private static partial Regex HtmlFigure();

    [GeneratedRegex("BT .*?ET\n", RegexOptions.Singleline)]
    private static partial Regex TextObject();

    [GeneratedRegex(@"\((?<latin>(?:\\.|[^\\)])*)\) Tj|<(?<hex>[0-9A-F]+)> Tj")]
    private static partial Regex Piece();

    [GeneratedRegex(@"\\([0-7]{3}|.)")]
    private static partial Regex Escaped();
}
