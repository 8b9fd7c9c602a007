// tokenbourse index: the history of the indices over a folder of observations, as a table, a picture, CSV or JSON.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Reports;

namespace Tokenbourse.Node.Verbs;

/// <summary>One index day.</summary>
internal sealed record IndexDay(
    string Index,
    string Day,
    decimal? Value,
    string Unit,
    int Tier,
    string TierName,
    int Used,
    int LeftOut
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<IndexDay>))]
internal sealed partial class IndexJson : JsonSerializerContext;

/// <summary>Runs the index machine alone, over our own tables or a folder of the shared public data's shape.</summary>
internal static class IndexVerb
{
    public static Command Build()
    {
        var folder = new Argument<string?>("folder")
        {
            Description =
                "Observations: our own tables, or public data of the documented shape. Default: the reference table.",
            DefaultValueFactory = _ => null,
        };
        var to = new Option<string?>("--to")
        {
            Description = "Last day, yyyy-MM-dd. Default: the newest observation's.",
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Folder with indexes/*.json.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var picture = new Option<string?>("--svg") { Description = "Write a picture of all indices to this file." };
        var csv = new Option<string?>("--csv") { Description = "Write every day to this file." };
        var json = new Option<bool>("--json") { Description = "Every day as JSON." };
        var command = new Command(
            "index",
            "Compute the indices over observed days. Example: tokenbourse index ../shared/data --svg docs/index-history.svg"
        )
        {
            folder,
            to,
            rulebook,
            picture,
            csv,
            json,
            IndexPackageVerb.Build(),
            IndexRecomputeVerb.Build(),
            IndexExplainVerb.Build(),
            IndexCompareVerb.Build(),
            IndexManipulationVerb.Build(),
            IndexDiffVerb.Build(),
            IndexHistoryVerb.Build(),
            IndexGovernanceVerb.Build(),
            IndexIoscoVerb.Build(),
        };
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(folder) ?? Home.Reference;
            if (!Directory.Exists(source))
                throw new VerbException($"{source}: no such folder", 2);
            var days = Compute(source, parsed.GetValue(rulebook)!, parsed.GetValue(to));
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, HistoryPicture.Draw(days));
            if (parsed.GetValue(csv) is { } file)
                File.WriteAllText(file, Csv(days));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(days, IndexJson.Default.ListIndexDay));
            else
                Console.Write(Months(days));
            return 0;
        });
        command.Subcommands.Add(IndexObservatoryVerb.Build());
        command.Subcommands.Add(IndexForwardVerb.Build());
        return command;
    }

    public static List<IndexDay> Compute(string source, string rulebook, string? to)
    {
        var own =
            File.Exists(Path.Combine(source, "token_prices.csv"))
            || File.Exists(Path.Combine(source, "token_prices.csv.gz"));
        var set = own ? ObservationSets.Reference(source) : ObservationSets.Shared(source);
        return [.. Prints(source, set, Home.Documents(rulebook, "indexes"), to).Select(Of)];
    }

    /// <summary>All prints of the methodologies over the observations.</summary>
    public static List<PrintDocument> Prints(
        string source,
        ObservationSet set,
        IReadOnlyList<(string Name, string Text)> methodologies,
        string? to
    )
    {
        foreach (var report in set.Reports)
            Console.Error.WriteLine(report);
        foreach (var fault in set.Faults)
            Console.Error.WriteLine(fault);
        if (set.Observations.Count == 0)
            throw new VerbException($"{source}: no observations", 1);
        var end = set.Observations[^1].Seen;
        if (to is not null && !Instant.TryParse(to, out end))
            throw new VerbException($"--to {to}: must be a date, yyyy-MM-dd", 2);
        var prints = new MemoryLog();
        var runner = new Runner(new IndexMachine(), new MemoryLog(), prints);
        runner.Recover();
        var index = new InlineSequencer(runner);
        var begin = set.Observations[0].Seen;
        foreach (var (name, text) in methodologies)
        {
            index.Submit(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(text), begin);
            if (prints.Read(0).LastOrDefault(e => e.Kind == MessageKind.DocumentRefused) is { Payload.Length: > 0 } no)
            {
                var fault = Documents.Read<RefusedDocument>(no.Payload.Span);
                throw new VerbException($"{name}: {fault.Field} '{fault.Given}': {fault.Rule}", 1);
            }
        }

        foreach (var observation in set.Observations.TakeWhile(o => o.Seen <= end))
        {
            index.Advance(observation.Seen);
            index.Submit(observation.Kind, observation.Bytes(), observation.Seen);
        }

        index.Advance(end.Plus(Instant.PerDay));
        var refused = prints
            .Read(0)
            .Where(e => e.Kind == MessageKind.ObservationRefused)
            .Select(e => Documents.Read<RefusedObservation>(e.Payload.Span))
            .GroupBy(r => $"{r.Field}: {r.Rule}");
        foreach (var group in refused)
            Console.Error.WriteLine(
                $"refused by the index machine {group.Count(), 6}  {group.Key}, as '{group.First().Given}'"
            );
        return
        [
            .. prints
                .Read(0)
                .Where(e => e.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                .Select(e => Documents.Read<PrintDocument>(e.Payload.Span)),
        ];
    }

    public static IndexDay Of(PrintDocument p) =>
        new(
            p.Index,
            p.Day,
            p.Value,
            p.Currency == Currency.None ? p.Unit : $"{p.Currency} per {p.Unit}",
            p.Tier,
            p.TierName,
            p.Used.Count,
            p.LeftOut.Count
        );

    /// <summary>The last print of each month, with how the month's days were printed.</summary>
    public static string Months(List<IndexDay> days)
    {
        var text = new StringBuilder();
        foreach (var index in days.GroupBy(d => d.Index))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{index.Key}   {index.First().Unit}\n  {"month", -9}{"last print", 14}{"days", 6}{"full", 6}{"lower", 7}{"none", 6}{"used", 6}\n"
            );
            foreach (var month in index.GroupBy(d => d.Day[..7]))
            {
                var last = month.LastOrDefault(d => d.Value is not null);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {month.Key, -9}{last?.Value?.ToString(CultureInfo.InvariantCulture) ?? "withheld", 14}{month.Count(), 6}{month.Count(d => d.Tier == 1), 6}{month.Count(d => d.Tier > 1), 7}{month.Count(d => d.Value is null), 6}{last?.Used ?? 0, 6}\n"
                );
            }
        }

        return text.ToString();
    }

    // Units and tiers are words with commas in them.
    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Csv(List<IndexDay> days)
    {
        var text = new StringBuilder("index,day,value,unit,tier,tier_name,used,left_out\n");
        foreach (var d in days)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{d.Index},{d.Day},{d.Value},{Quoted(d.Unit)},{d.Tier},{Quoted(d.TierName)},{d.Used},{d.LeftOut}\n"
            );
        return text.ToString();
    }
}
