// tokenbourse verify: anyone who holds the logs can make every figure again.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Reports;
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Verbs;

/// <summary>What verification counted.</summary>
internal sealed record VerifyResult(
    bool Good,
    string? FirstBad,
    long Observations,
    long Prints,
    long Commands,
    long Events,
    long SettlementPrices,
    long VariationPayments,
    long MarginFigures,
    long Postings,
    int Bulletins,
    string? Digest
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerifyResult))]
internal sealed partial class VerifyJson : JsonSerializerContext;

/// <summary>Replays the logs through the machines, compares each event, and lets the auditor work everything out a
/// second way.</summary>
internal static class VerifyVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The venue's folder." };
        var json = new Option<bool>("--json") { Description = "The result as JSON." };
        var command = new Command(
            "verify",
            "Replay the logs and derive every print, settlement price, margin and balance again. Exit 1 names the first bad entry. Example: tokenbourse verify data/run7"
        )
        {
            folder,
            json,
        };
        command.SetAction(parsed =>
        {
            var result = Run(parsed.GetValue(folder)!);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(result, VerifyJson.Default.VerifyResult));
            else
                Console.Write(Text(result));
            return result.Good ? 0 : 1;
        });
        return command;
    }

    public static VerifyResult Run(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                throw new VerbException($"{folder}: no such folder", 2);
            using var logs = VenueFolder.OpenReadOnly(folder);
            _ = VenueFolder.Read(folder);
            foreach (var log in (ReadOnlySpan<ILog>)[logs.Observations, logs.Prints, logs.Commands, logs.Events])
            {
                if (log is FileLog { TornTail: { } torn })
                    return Bad(
                        $"{torn.FilePath}: {torn.Bytes} bytes from offset {torn.Offset} are not a whole entry (entry {log.Tail})"
                    );
            }

            if (BadSnapshot(folder) is { } snapshot)
                return Bad(snapshot);
            return Replay(logs, folder);
        }
        catch (LogDamagedException e)
        {
            return Bad(e.Message);
        }
        catch (DivergenceException e)
        {
            return Bad(e.Message);
        }
    }

    private static VerifyResult Replay(VenueLogs logs, string folder)
    {
        // Without snapshots: everything from the first entry on.
        var index = new Runner(new IndexMachine(), logs.Observations, logs.Prints);
        var indexReport = index.Recover(complete: false);
        var market = new Runner(new MarketMachine(), logs.Commands, logs.Events);
        var marketReport = market.Recover(complete: false);
        if (indexReport.Missing > 0)
            return Bad(
                $"prints log: ends at {logs.Prints.Tail}; {indexReport.Missing} events that the observations make are missing"
            );
        if (marketReport.Missing > 0)
            return Bad(
                $"event log: ends at {logs.Events.Tail}; {marketReport.Missing} events that the commands make are missing"
            );
        if (BadBridge(logs) is { } bridge)
            return Bad(bridge);
        if (BadReport(logs) is { } report)
            return Bad(report);
        var audit = Audit.Run(logs.Commands, logs.Events);
        if (audit.Difference is { } difference)
            return Bad($"the auditor differs: {difference}");
        var views = new VenueViews();
        views.CatchUp(logs.Events, logs.Prints);
        if (BadBulletin(views, folder) is { } bulletin)
            return Bad(bulletin);
        var counts = Count(logs.Events);
        var digest = new Digest64(index.Machine.Digest);
        digest.Add(market.Machine.Digest);
        return new(
            true,
            null,
            logs.Observations.Tail,
            logs.Prints.Tail,
            logs.Commands.Tail,
            logs.Events.Tail,
            counts[(int)MessageKind.SettlementPriceSet],
            counts[(int)MessageKind.VariationPaid],
            counts[(int)MessageKind.MarginRequired],
            counts[(int)MessageKind.Posted],
            views.Bulletins.All.Count,
            digest.Value.ToString("x16", CultureInfo.InvariantCulture)
        );
    }

    private static VerifyResult Bad(string what) => new(false, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);

    private static string? BadSnapshot(string folder)
    {
        foreach (
            var place in (ReadOnlySpan<string>)[VenueFolder.IndexSnapshots(folder), VenueFolder.MarketSnapshots(folder)]
        )
        {
            if (!Directory.Exists(place))
                continue;
            foreach (var path in Directory.GetFiles(place, "*.snapshot").Order(StringComparer.Ordinal))
            {
                if (!FileSnapshots.TryRead(path, out _, out var fault))
                    return $"{path}: {fault}";
            }
        }

        return null;
    }

    /// <summary>Each print that the market took is the one on the prints log, and none was passed over.</summary>
    private static string? BadBridge(VenueLogs logs)
    {
        using var prints = logs.Prints.Read(0).Where(e => e.Kind == MessageKind.Printed).GetEnumerator();
        foreach (var command in logs.Commands.Read(0))
        {
            if (command.Kind != MessageKind.SubmitPrint)
                continue;
            var taken = command.As<SubmitPrint>();
            if (!prints.MoveNext() || !Bridge.TryRead(prints.Current, out var printed) || printed != taken)
            {
                return $"command {command.Sequence} brings a print that is not the next one on the prints log ({taken.Index} {taken.Day}, print {taken.PrintSequence})";
            }
        }

        return null;
    }

    /// <summary>Each report of the spot market that the administrator took is the one that the event log
    /// makes.</summary>
    private static string? BadReport(VenueLogs logs)
    {
        var reports = new Tokenbourse.Views.Spot.SpotReports();
        foreach (var entry in logs.Events.Read(0))
            reports.Apply(entry);
        var taken = -1L;
        foreach (var command in logs.Observations.Read(0))
        {
            if (command.Kind != MessageKind.ObserveSpot)
                continue;
            if (
                reports.Next(taken) is not { } made
                || !Documents.Write(made).AsSpan().SequenceEqual(command.Payload.Span)
            )
                return $"observation {command.Sequence} is no report that the spot market's events make";
            taken = made.Event;
        }

        return null;
    }

    /// <summary>The bulletins as published are the ones that the logs make.</summary>
    private static string? BadBulletin(VenueViews views, string folder)
    {
        if (!Directory.Exists(VenueFolder.Bulletins(folder)))
            return null;
        foreach (var path in Directory.GetFiles(VenueFolder.Bulletins(folder), "*.txt").Order(StringComparer.Ordinal))
        {
            if (
                !TradingDate.TryParse(Path.GetFileNameWithoutExtension(path), out var date)
                || Present.Bulletin(views, date, simulated: true) is not { } made
            )
            {
                return $"{path}: no bulletin of the logs";
            }

            if (File.ReadAllText(path) != BulletinText.Of(made))
                return $"{path}: differs from the bulletin that the logs make";
        }

        return null;
    }

    private static long[] Count(ILog events)
    {
        var counts = new long[MessageSizes.Kinds];
        foreach (var entry in events.Read(0))
            counts[(int)entry.Kind]++;
        return counts;
    }

    private static string Text(VerifyResult r) =>
        r.Good
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"verified: {r.Observations} observations make {r.Prints} index events; {r.Commands} commands make {r.Events} events\n  {r.SettlementPrices} settlement prices, {r.VariationPayments} variation payments, {r.MarginFigures} margin figures, {r.Postings} postings, {r.Bulletins} bulletins: all derived again, equal to the last digit\n  the auditor, which shares no code with the market, agrees on each command\ndigest {r.Digest}\n"
            )
            : $"NOT VERIFIED: {r.FirstBad}\n";
}
