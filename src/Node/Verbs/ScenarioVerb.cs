// tokenbourse scenario: market stories, run against the machine that ships.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Market;
using Tokenbourse.Node.Worked;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;

namespace Tokenbourse.Node.Verbs;

/// <summary>A story's result on the wire.</summary>
internal sealed record ScenarioLineResult(
    string File,
    IReadOnlyList<string> Rules,
    bool Passed,
    IReadOnlyList<string> Failures
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<ScenarioLineResult>))]
internal sealed partial class ScenarioJson : JsonSerializerContext;

/// <summary>Runs files and folders of stories.</summary>
internal static class ScenarioVerb
{
    public static Command Build()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Story files, or folders of *.txt.",
            Arity = ArgumentArity.OneOrMore,
        };
        var naive = new Option<bool>("--naive")
        {
            Description = "Against the auditor's naive market instead of the machine.",
        };
        var json = new Option<bool>("--json") { Description = "Results as JSON." };
        var command = new Command(
            "scenario",
            "Run market stories; prints each line that failed, then 'N passed, N failed'. The language: docs/protocols/scenarios.md. Example: tokenbourse scenario tests/Scenarios"
        )
        {
            files,
            naive,
            json,
        };
        command.SetAction(parsed =>
        {
            Func<IMarketEngine> engine = parsed.GetValue(naive)
                ? () => new NaiveMarket()
                : () => new MachineEngine(new MarketMachine());
            IWorkedEngines engines = parsed.GetValue(naive) ? new NaiveEngines() : new ShippedEngines();
            var results = new List<ScenarioLineResult>();
            foreach (var file in Expand(parsed.GetValue(files)!))
            {
                var result = ScenarioRunner.Run(file, File.ReadAllText(file), engine, engines);
                results.Add(new(file, result.Codes, result.Passed, result.Failures));
            }

            var failed = results.Count(r => !r.Passed);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(results, ScenarioJson.Default.ListScenarioLineResult));
            }
            else
            {
                foreach (var failure in results.SelectMany(r => r.Failures))
                    Console.WriteLine(failure);
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{results.Count - failed} passed, {failed} failed")
                );
            }

            return failed == 0 ? 0 : 1;
        });
        return command;
    }

    private static IEnumerable<string> Expand(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (File.Exists(path))
                yield return path;
            else if (Directory.Exists(path))
            {
                foreach (var file in Directory.GetFiles(path, "*.txt").Order(StringComparer.Ordinal))
                    yield return file;
            }
            else
            {
                throw new VerbException($"{path}: no such file or folder", 2);
            }
        }
    }
}
