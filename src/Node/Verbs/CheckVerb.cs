// tokenbourse check: is a rulebook file or an observation table fit to be submitted?
using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Screens;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Drills;

namespace Tokenbourse.Node.Verbs;

/// <summary>One file's findings.</summary>
internal sealed record CheckResult(string File, bool Good, IReadOnlyList<string> Faults);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<CheckResult>))]
internal sealed partial class CheckJson : JsonSerializerContext;

/// <summary>Reads with the readers that the machines use; changes nothing.</summary>
internal static class CheckVerb
{
    public static Command Build()
    {
        var paths = new Argument<string[]>("files")
        {
            Description = "Rulebook documents (*.json), observation tables (*.csv, *.csv.gz), or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "The findings as JSON." };
        var command = new Command(
            "check",
            "Check rulebook files and observation tables; each fault names file, field, value and rule. Exit 1 "
                + "on a fault. Example: tokenbourse check rulebook reference"
        )
        {
            paths,
            json,
        };
        command.SetAction(parsed =>
        {
            var results = parsed.GetValue(paths)!.SelectMany(Expand).Select(Check).ToList();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(results, CheckJson.Default.ListCheckResult));
            }
            else
            {
                foreach (var result in results)
                {
                    Console.WriteLine($"{(result.Good ? "good " : "FAULT")} {result.File}");
                    foreach (var fault in result.Faults.Take(20))
                        Console.WriteLine($"      {fault}");
                    if (result.Faults.Count > 20)
                        Console.WriteLine($"      and {result.Faults.Count - 20} more");
                }
            }

            return results.TrueForAll(r => r.Good) ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new VerbException($"{path}: no such file or folder", 2);
        return Directory
            .GetFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".json", StringComparison.Ordinal) || IsTable(f))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsTable(string path) =>
        path.EndsWith(".csv", StringComparison.Ordinal) || path.EndsWith(".csv.gz", StringComparison.Ordinal);

    private static CheckResult Check(string path)
    {
        if (IsTable(path) && NationalUsage.IsHeader(File.ReadLines(path).FirstOrDefault() ?? ""))
        {
            var statements = NationalUsage.Read(path);
            return new(path, statements.Faults.Count == 0, [.. statements.Faults.Select(f => f.ToString())]);
        }

        if (IsTable(path))
        {
            var table = ObservationSets.OwnTable(path);
            return new(path, table.Faults.Count == 0, [.. table.Faults.Select(f => f.ToString())]);
        }

        var faults = new List<SpecFault>();
        var bytes = File.ReadAllBytes(path);
        if (Reader(bytes) is { } read)
            read(bytes, faults);
        else
            faults.Add(
                new(
                    "",
                    "",
                    "must be a document with one of the fields 'timetable' (calendar), 'lotSize' (contract), "
                        + "'rate' (margins), 'marginGroup' (margin group), 'spread' (spread), 'steps' (index), "
                        + "'stress' and 'cases' (stress), 'drill' (default drill), 'house' (the house's rules), "
                        + "'member' (a clearing member), 'phases' without 'rate' (position limits), 'asset' "
                        + "(collateral), 'unitsPerLot' (a spot product), 'standardToken' (a standard token's vintage), "
                        + "'screens' (intake screens), 'agreement' (a market maker's)"
                )
            );
        return new(path, faults.Count == 0, [.. faults.Select(f => f.ToString())]);
    }

    /// <summary>Which kind of document it is shows in a field that only that kind has.</summary>
    private static Action<ReadOnlyMemory<byte>, List<SpecFault>>? Reader(byte[] bytes)
    {
        var unread = new List<SpecFault>();
        if (Fields.Parse(bytes, unread) is not { } fields)
            return (b, faults) => Fields.Parse(b, faults);
        if (fields.Has("timetable"))
            return (b, faults) => TradingCalendar.Read(b, faults);
        if (fields.Has("lotSize"))
            return (b, faults) => ContractSpec.Read(b, faults);
        if (fields.Has("steps"))
            return (b, faults) => IndexMethodology.Read(b, faults);
        if (fields.Has("marginGroup"))
            return (b, faults) => MarginGroup.Read(b, faults);
        if (fields.Has("spread"))
            return (b, faults) => SpreadSpec.Read(b, faults);
        if (fields.Has("house"))
            return (b, faults) => HouseRules.Read(b, faults);
        if (fields.Has("member"))
            return (b, faults) => MemberTerms.Read(b, faults);
        if (fields.Has("phases") && !fields.Has("rate"))
            return (b, faults) => LimitTable.Read(b, faults);
        if (fields.Has("standardToken"))
            return (b, faults) => StandardTokenSpec.Read(b, faults);
        if (fields.Has("unitsPerLot"))
            return (b, faults) => SpotProduct.Read(b, faults);
        if (fields.Has("asset"))
            return (b, faults) => CollateralSpec.Read(b, faults);
        if (fields.Has("screens"))
            return ScreenFaults;
        if (fields.Has("drill"))
            return DrillFaults;
        if (fields.Has("agreement"))
            return (b, faults) => MakerAgreement.Read(b, faults);
        if (fields.Has("stress"))
            return (b, faults) => StressScenario.Read(b, faults);
        return fields.Has("rate") ? (b, faults) => MarginParameters.Read(b, faults) : null;
    }

    private static void ScreenFaults(ReadOnlyMemory<byte> bytes, List<SpecFault> faults)
    {
        var found = new List<ScreenFault>();
        ScreenRules.Read(Encoding.UTF8.GetString(bytes.Span), found);
        foreach (var fault in found)
            faults.Add(new(fault.Path, fault.Given, fault.Rule));
    }

    /// <summary>A drill's refusals as faults, with their numbers.</summary>
    private static void DrillFaults(ReadOnlyMemory<byte> bytes, List<SpecFault> faults)
    {
        try
        {
            DrillReader.Read(bytes);
        }
        catch (DrillRefusedException e)
        {
            foreach (var r in e.Refusals)
                faults.Add(new(r.Field, r.Given, $"refused {r.Number} {r.Reason}; nearest valid: {r.Nearest}"));
        }
    }
}
