// tokenbourse reports: the clearing reports of a settled day as CSV and FIXML files with a manifest.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Papers;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes the reports; exit 1 when a check between them fails.</summary>
internal static class ReportsVerb
{
    public static Command Build()
    {
        var day = new Argument<string?>("day")
        {
            Description = "yyyy-MM-dd; the newest settled day when not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new Option<string>("--folder")
        {
            Description = "The venue's folder.",
            DefaultValueFactory = _ => Path.Combine("data", "live"),
        };
        var place = new Option<string>("--out") { Description = "Folder of the files.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print the manifest as JSON." };
        var command = new Command(
            "reports",
            "Write a day's clearing reports. "
                + "Example: tokenbourse reports 2026-03-31 --folder data/run7 --out data/reports"
        )
        {
            day,
            folder,
            place,
            json,
        };
        command.SetAction(parsed =>
        {
            var read = PaperBooks.Read(parsed.GetValue(folder)!, parsed.GetValue(day));
            ReportManifest manifest;
            try
            {
                manifest = ReportFiles.Write(read.Books, read.Day, parsed.GetValue(place)!);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new VerbException($"--out {parsed.GetValue(place)}: {e.Message}", 2);
            }

            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(manifest, PaperJson.Plain.ReportManifest));
            else
            {
                foreach (var file in manifest.Files)
                    Console.WriteLine($"{file.File, -24}{file.Rows, 8} rows  sha256 {file.Sha256}");
                foreach (var (check, holds) in manifest.Checks)
                    Console.WriteLine($"{check}: {(holds ? "yes" : "NO")}");
            }

            return manifest.Checks.Values.All(holds => holds) ? 0 : 1;
        });
        return command;
    }
}
