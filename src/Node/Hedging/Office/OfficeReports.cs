// The report as downloads: the bundle, its tables as one archive, and both made again from a bundle alone.
using System.IO.Compression;
using System.Text;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Node.Hedging.Reports;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Makes downloads; the same bundle gives the same bytes.</summary>
internal sealed class OfficeReports(DeskFolder folder)
{
    // Archives carry a moment for each file; this one says nothing and never changes.
    private static readonly DateTimeOffset _moment = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Of the folder's plan and journal as they stand.</summary>
    public DeskReply Fresh(string format, string language) =>
        Packed(
            ReportBundle.Make(
                folder.Plan(),
                DesignationFiles.Read(folder.Folder),
                DeskReportVerb.Trades(folder),
                Release.Version
            ),
            format,
            language
        );

    /// <summary>Of a bundle, without the folder.</summary>
    public static DeskReply Again(byte[] bundle, string format, string language) =>
        Packed(ReportBundle.Read("report.json", Encoding.UTF8.GetString(bundle)), format, language);

    private static DeskReply Packed(ReportBundle bundle, string format, string language)
    {
        var words = language switch
        {
            "zh" => ReportLanguage.Chinese,
            "en" => ReportLanguage.English,
            _ => throw RefusedException.Of(
                "language",
                "The language must be en or zh.",
                "语言须为 en 或 zh。",
                "lang",
                language,
                "en, zh",
                "en"
            ),
        };
        if (!ReportPack.Formats.Contains(format))
            throw RefusedException.Of(
                "format",
                "The format must be json, csv, html or pdf.",
                "格式须为 json、csv、html 或 pdf。",
                "format",
                format,
                string.Join(", ", ReportPack.Formats),
                "json"
            );
        var files = ReportPack.Of(bundle, [format], [words]);
        return format switch
        {
            "json" => new(200, files[0].Bytes, "application/json; charset=utf-8", files[0].Name),
            "csv" => new(200, Archive(files), "application/zip", $"report-csv-{language}.zip"),
            "pdf" => new(200, files[0].Bytes, "application/pdf", files[0].Name),
            _ => new(200, files[0].Bytes, "text/html; charset=utf-8", files[0].Name),
        };
    }

    private static byte[] Archive(IReadOnlyList<PackedFile> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(file.Name, CompressionLevel.Fastest);
                entry.LastWriteTime = _moment;
                using var stream = entry.Open();
                stream.Write(file.Bytes);
            }
        }

        return bytes.ToArray();
    }
}
