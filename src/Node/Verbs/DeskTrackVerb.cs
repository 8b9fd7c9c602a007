// tokenbourse desk track: what the hedge did, with it and without, in parts that add up.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Analytics.Hedging.Attribution;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>Reads the journal and the newest bills and prices.</summary>
internal static class DeskTrackVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var market = new Option<string?>("--market")
        {
            Description = "The market now (desk market --out FILE). Default: market.json in the desk's folder.",
        };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "track",
            "What the hedge did: price, basis, mix, volume, roll, fees. Example: tokenbourse desk track "
                + "--market market-now.json"
        )
        {
            desk,
            market,
            json,
        };
        command.SetAction(parsed =>
        {
            var folder = new DeskFolder(parsed.GetValue(desk)!);
            var seen = parsed.GetValue(market) is { } file
                ? DeskFolder.Read(file, DeskJson.Default.MarketSnapshot, "run desk market --out FILE first")
                : folder.Market();
            var report = new Tracking(folder.Plan(), folder.Exposure(), seen).Of(JournalFiles.Read(folder));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, TrackJson.Default.TrackReport));
            else
                Tell(report);
            return 0;
        });
        return command;
    }

    private static void Tell(TrackReport report)
    {
        Console.WriteLine(
            $"{report.Programme}, {report.Currency}, {report.Day}"
                + $"{(report.Simulated ? "; SIMULATED or a MODEL" : "")}; above zero: better for the hedger"
        );
        if (report.Sum is { } sum)
        {
            Console.WriteLine(
                $"  {"month", -9}{"planned", 14}{"without", 14}{"with hedge", 14}{"", -9}{"price", 13}"
                    + $"{"basis", 13}{"mix", 13}{"volume", 13}{"roll", 11}{"fees", 10}"
            );
            foreach (var line in report.Months.Append(sum))
            {
                Console.WriteLine(
                    $"  {line.Label, -9}{line.Planned, 14:#,##0}{line.Unhedged, 14:#,##0}{line.Hedged, 14:#,##0}"
                        + $"{" without", -9}{Parts(line.Without)}"
                );
                Console.WriteLine($"  {"", -51}{" hedge", -9}{Parts(line.Hedge)}");
            }
        }

        if (report.Open.Count > 0)
            Console.WriteLine(
                $"not billed yet: {"month", -9}{"held", -24}{"paid", 10}{"mark", 10}{"gain", 14}" + $"{"fees", 10}"
            );
        foreach (var open in report.Open)
            Console.WriteLine(
                $"                {open.Month, -9}"
                    + $"{string.Join(' ', open.Lots.Select(l => $"{l.Symbol} {l.Lots}")), -24}"
                    + $"{open.Paid, 10:0.####}{open.Mark, 10:0.####}{open.Gain, 14:#,##0.00}{open.Fees, 10:#,##0.00}"
            );
        if (report.Unplanned.Count > 0)
            Console.WriteLine(
                $"left out, neither a proposal nor plan.json says what was expected: "
                    + string.Join(", ", report.Unplanned)
            );
        if (report.Months.Count == 0 && report.Open.Count == 0 && report.Unplanned.Count == 0)
            Console.WriteLine("no fills yet");
        if (report.Unmarked.Count > 0)
            Console.WriteLine($"left out, the snapshot has no price of: {string.Join(", ", report.Unmarked)}");
    }

    private static string Parts(AttributionParts parts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{parts.Price, 13:#,##0}{parts.Basis, 13:#,##0}{parts.Mix, 13:#,##0}{parts.Volume, 13:#,##0}"
                + $"{parts.Roll, 11:#,##0}{parts.Fees, 10:#,##0}"
        );
}
