// tokenbourse index observatory: what is watched and nothing settles on: tiers of GPU hours, supply, throughput,
// spreads.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Node.Reports;

namespace Tokenbourse.Node.Verbs;

/// <summary>Coefficients in force from a day on.</summary>
internal sealed record CoefficientDay(string Index, string Day, IReadOnlyList<Coefficient> Coefficients);

/// <summary>Every day of every index, and each change of coefficients.</summary>
internal sealed record Observatory(IReadOnlyList<IndexDay> Days, IReadOnlyList<CoefficientDay> Coefficients);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Observatory))]
internal sealed partial class ObservatoryJson : JsonSerializerContext;

/// <summary>Runs rulebook/indexes and rulebook/observatory over public data of the documented shape.</summary>
internal static class IndexObservatoryVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "Public data of the documented shape." };
        var only = new Option<string?>("--only") { Description = "Prefix of the indices to show, such as GHI-." };
        var to = new Option<string?>("--to") { Description = "Last day, yyyy-MM-dd." };
        var picture = new Option<string?>("--svg") { Description = "Write a picture to this file." };
        var csv = new Option<string?>("--csv") { Description = "Write every day to this file." };
        var json = new Option<bool>("--json") { Description = "Every day and the coefficients as JSON." };
        var command = new Command(
            "observatory",
            "Indices that nothing settles on. Example: tokenbourse index observatory ../shared/data --only GHI-"
        )
        {
            folder,
            only,
            to,
            picture,
            csv,
            json,
        };
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(folder)!;
            if (!Directory.Exists(source))
                throw new VerbException($"{source}: no such folder", 2);
            var found = Compute(source, parsed.GetValue(to), parsed.GetValue(only) ?? "");
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, HistoryPicture.Draw(found.Days));
            if (parsed.GetValue(csv) is { } file)
                File.WriteAllText(file, IndexVerb.Csv([.. found.Days]));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(found, ObservatoryJson.Default.Observatory));
            else
                Console.Write(IndexVerb.Months([.. found.Days]) + Text(found.Coefficients));
            return 0;
        });
        return command;
    }

    public static Observatory Compute(string source, string? to, string only)
    {
        Console.Error.WriteLine($"reading {source} and printing every day; this takes a minute");
        var watched = Home.Documents(Home.Rulebook, "observatory");
        var names = watched.Select(d => Path.GetFileNameWithoutExtension(d.Name)).ToHashSet(StringComparer.Ordinal);
        var set = ObservationSets.SharedWithDeals(source, Path.Combine(Home.Rulebook, "sources", SourceCsv.Table));
        var prints = IndexVerb
            .Prints(source, set, [.. Home.Documents(Home.Rulebook, "indexes"), .. watched], to)
            .Where(p => names.Contains(p.Index) && p.Index.StartsWith(only, StringComparison.Ordinal))
            .ToList();
        var coefficients = new List<CoefficientDay>();
        foreach (var index in prints.Where(p => p.Coefficients is not null).GroupBy(p => p.Index))
        {
            IReadOnlyList<Coefficient> last = [];
            foreach (var print in index)
            {
                if (!print.Coefficients!.SequenceEqual(last))
                    coefficients.Add(new(print.Index, print.Day, print.Coefficients!));
                last = print.Coefficients!;
            }
        }

        return new([.. prints.Select(IndexVerb.Of)], coefficients);
    }

    private static string Text(IReadOnlyList<CoefficientDay> coefficients)
    {
        var text = new StringBuilder();
        foreach (var index in coefficients.GroupBy(c => c.Index))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{index.Key}   coefficients (standard error)\n");
            foreach (var day in index)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {day.Day}");
                foreach (var c in day.Coefficients)
                {
                    var error = c.Error is { } e ? $" ({e.ToString("0.000", CultureInfo.InvariantCulture)})" : "";
                    var rail = c.How.StartsWith("estimated", StringComparison.Ordinal)
                        ? ""
                        : $" [{c.How.Split(':', ';')[0]}]";
                    text.Append(CultureInfo.InvariantCulture, $"   {c.Name} {c.Value:0.000}{error}{rail}");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
