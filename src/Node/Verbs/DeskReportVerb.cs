// tokenbourse desk report: the hedge report of a desk's folder or of a bundle, in four formats and two languages.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Node.Hedging;
using Tokenbourse.Node.Hedging.Reports;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes the report.</summary>
internal static class DeskReportVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var from = new Option<string?>("--from")
        {
            Description =
                "A report's JSON bundle: its report is written again, byte for byte, without a desk's folder.",
        };
        var format = new Option<string>("--format")
        {
            Description = "Some of pdf, csv, json and html, with commas between.",
            DefaultValueFactory = _ => string.Join(',', ReportPack.Formats),
        };
        var language = new Option<string>("--language")
        {
            Description = "en, zh or both.",
            DefaultValueFactory = _ => "both",
        };
        language.AcceptOnlyFromAmong("en", "zh", "both");
        var place = new Option<string?>("--out")
        {
            Description = "The folder to write to; the desk's reports when not given.",
        };
        var json = new Option<bool>("--json") { Description = "Tell what was written as JSON." };
        var command = new Command(
            "report",
            "Write the hedge report. Example: tokenbourse desk report --desk data/desk --format pdf,html --language zh"
        )
        {
            desk,
            from,
            format,
            language,
            place,
            json,
        };
        command.SetAction(parsed =>
        {
            var formats = Formats(parsed.GetValue(format)!);
            IReadOnlyCollection<ReportLanguage> languages = parsed.GetValue(language) switch
            {
                "en" => [ReportLanguage.English],
                "zh" => [ReportLanguage.Chinese],
                _ => [ReportLanguage.English, ReportLanguage.Chinese],
            };
            var folder = new DeskFolder(parsed.GetValue(desk)!);
            var bundle = parsed.GetValue(from) is { } file ? Again(file) : Fresh(folder);
            var to = parsed.GetValue(place) ?? (parsed.GetValue(from) is null ? folder.Reports : null);
            if (to is null)
                throw new VerbException("--from: needs --out FOLDER", 2);
            var files = ReportPack.Of(bundle, formats, languages);
            foreach (var packed in files)
            {
                var path = Path.Combine(to, packed.Name);
                _ = new DeskFolder(Path.GetDirectoryName(path)!).Create();
                DeskFolder.Write(path, packed.Bytes);
            }

            Tell(to, files, bundle, parsed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static void Tell(string to, IReadOnlyList<PackedFile> files, ReportBundle bundle, bool json)
    {
        if (!json)
        {
            foreach (var file in files)
                Console.WriteLine(Path.Combine(to, file.Name));
            Console.WriteLine($"{ReportFoot.Covers.En}: {bundle.Digest}");
            return;
        }

        using var screen = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(screen, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("digest", bundle.Digest);
            writer.WriteString("plan", bundle.Plan.Digest);
            writer.WriteStartArray("files");
            foreach (var file in files)
                writer.WriteStringValue(Path.Combine(to, file.Name));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        screen.WriteByte((byte)'\n');
    }

    private static string[] Formats(string text)
    {
        var formats = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var format in formats)
        {
            if (!ReportPack.Formats.Contains(format))
                throw new VerbException(
                    $"--format: {format}; must be some of {string.Join(", ", ReportPack.Formats)}",
                    2
                );
        }

        return formats.Length > 0 ? formats : throw new VerbException("--format: empty; name one at least", 2);
    }

    private static ReportBundle Again(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{file}: must be a file that can be read; {e.Message}", 2);
        }

        return Refused(() => ReportBundle.Read(file, text));
    }

    private static ReportBundle Fresh(DeskFolder folder)
    {
        var plan = folder.Plan();
        return Refused(() =>
            ReportBundle.Make(plan, DesignationFiles.Read(folder.Folder), Trades(folder), Release.Version)
        );
    }

    /// <summary>The trades of a desk's journal.</summary>
    internal static IReadOnlyList<ReportTrade> Trades(DeskFolder folder) => ReportTrades.Of(JournalFiles.Read(folder));

    /// <summary>A refusal of the documents becomes one of the verb: a check that failed.</summary>
    internal static T Refused<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ReportException e)
        {
            throw new VerbException(e.Message, 1);
        }
    }
}
