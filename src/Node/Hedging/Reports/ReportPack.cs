// A report in the formats and languages that were asked for, as files in memory; the same bundle gives the same bytes.
using System.Text;
using Tokenbourse.Desk.Reports;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>One file of a pack.</summary>
/// <param name="Name">Its path inside the pack, with slashes.</param>
internal sealed record PackedFile(string Name, byte[] Bytes);

/// <summary>Packs reports.</summary>
internal static class ReportPack
{
    /// <summary>Formats that can be asked for.</summary>
    public static readonly IReadOnlyList<string> Formats = ["pdf", "csv", "json", "html"];

    /// <summary>The files. The bundle is always among them when <c>json</c> is: it holds both languages.</summary>
    /// <param name="formats">Some of <see cref="Formats"/>.</param>
    public static IReadOnlyList<PackedFile> Of(
        ReportBundle bundle,
        IReadOnlyCollection<string> formats,
        IReadOnlyCollection<ReportLanguage> languages
    )
    {
        var files = new List<PackedFile>();
        if (formats.Contains("json"))
            files.Add(new("report.json", Encoding.UTF8.GetBytes(bundle.Text())));
        foreach (var language in languages)
        {
            var code = language == ReportLanguage.Chinese ? "zh" : "en";
            if (formats.Contains("pdf"))
                files.Add(new($"report.{code}.pdf", PdfReport.Of(bundle, language)));
            if (formats.Contains("html"))
                files.Add(new($"report.{code}.html", HtmlReport.Of(bundle, language)));
            if (formats.Contains("csv"))
                files.AddRange(
                    CsvReport.Of(bundle, language).Select(f => new PackedFile($"csv-{code}/{f.Name}", f.Bytes))
                );
        }

        return files;
    }
}
