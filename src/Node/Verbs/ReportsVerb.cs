// tokenbourse reports: the clearing reports of a settled day as CSV and FIXML files with a manifest.
using System.CommandLine;
using Tokenbourse.Gateways.Reports;
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
        var account = new Option<string>("--account")
        {
            Description = "Number of the account; member-N: all that clear through it; house: everybody.",
            DefaultValueFactory = _ => "house",
        };
        var format = new Option<string>("--format")
        {
            Description = "csv, fixml or all.",
            DefaultValueFactory = _ => "all",
        };
        var json = new Option<bool>("--json") { Description = "Print the manifest as JSON." };
        var command = new Command(
            "reports",
            "Write a day's clearing reports. "
                + "Example: tokenbourse reports 2026-03-31 --folder data/run7 --account 3 --out data/reports"
        )
        {
            day,
            folder,
            place,
            account,
            format,
            json,
        };
        command.SetAction(parsed =>
        {
            var formats = Formats(parsed.GetValue(format)!);
            var read = PaperBooks.Read(parsed.GetValue(folder)!, parsed.GetValue(day));
            var scope = read.Scope(parsed.GetValue(account)!);
            var made = ReportSet.Make(read.Books, read.Settled, scope, formats);
            try
            {
                made.Write(parsed.GetValue(place)!);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new VerbException($"--out {parsed.GetValue(place)}: {e.Message}", 2);
            }

            var manifest = made.Manifest;
            if (parsed.GetValue(json))
                Console.WriteLine(manifest.Json());
            else
            {
                foreach (var file in manifest.Files)
                    Console.WriteLine($"{file.File, -24}{file.Rows, 8} rows  sha256 {file.Sha256}");
                foreach (var (check, holds) in manifest.Checks)
                    Console.WriteLine($"{check}: {(holds ? "yes" : "NO")}");
            }

            return manifest.Holds ? 0 : 1;
        });
        return command;
    }

    private static ReportFormats Formats(string text) =>
        text switch
        {
            "all" => ReportFormats.All,
            "csv" => ReportFormats.Csv,
            "fixml" => ReportFormats.Fixml,
            _ => throw new VerbException($"--format {text}: must be csv, fixml or all", 2),
        };
}
