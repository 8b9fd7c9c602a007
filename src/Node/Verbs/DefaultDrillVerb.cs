// tokenbourse default-drill: a member falls, and everybody can watch who pays.
using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Drills;

namespace Tokenbourse.Node.Verbs;

/// <summary>Runs a drill file or a shipped drill.</summary>
internal static class DefaultDrillVerb
{
    public static Command Build()
    {
        var scenario = new Argument<string>("scenario")
        {
            Description = "A drill file (docs/protocols/drill-file.md), or the name of one in rulebook/drills.",
        };
        var json = new Option<bool>("--json") { Description = "The outcome as one JSON object." };
        var command = new Command(
            "default-drill",
            "A simulated default from the call to the allocated loss: steps, closing, auction, waterfall. Exit 1 when "
                + "the loss is not covered. Example: tokenbourse default-drill nasdaq-2018"
        )
        {
            scenario,
            json,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetValue(scenario)!;
            var asJson = parsed.GetValue(json);
            try
            {
                var report = Run(given);
                Console.Write(asJson ? Json(report) : DrillText.Of(report));
                return report.Good ? 0 : 1;
            }
            catch (DrillRefusedException e)
            {
                if (asJson)
                    Console.Write(Json(new RefusedDrill(given, e.Refusals)));
                else
                    Console.Error.WriteLine(string.Join('\n', e.Refusals.Select(r => $"tokenbourse: {given}: {r}")));
                return 2;
            }
        });
        return command;
    }

    private static DrillReport Run(string given)
    {
        var drill = DrillReader.Read(Bytes(given));
        try
        {
            return DrillRun.Of(drill, Scenarios());
        }
        catch (OverflowException)
        {
            // Each number is within its limits; together they are not.
            throw new DrillRefusedException(DrillFault.OutOfLimits, "members", "", "smaller positions and amounts");
        }
    }

    private static byte[] Bytes(string given)
    {
        var path = given;
        if (!File.Exists(path))
        {
            path = Path.Combine(Home.Rulebook, "drills", given + ".json");
            var shipped = Directory.Exists(Path.GetDirectoryName(path))
                ? Directory.GetFiles(Path.GetDirectoryName(path)!, "*.json")
                : [];
            var names = shipped.Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList();
            if (!names.Contains(given))
            {
                throw new DrillRefusedException(
                    DrillFault.NoSuchDrill,
                    "scenario",
                    given,
                    $"{Nearness.Of(given, names)} (shipped: {string.Join(", ", names)})"
                );
            }
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{path}: {e.Message}", 2);
        }
    }

    /// <summary>The stress scenarios of the rulebook, S1 before S10.</summary>
    private static List<StressScenario> Scenarios()
    {
        var list = new List<StressScenario>();
        foreach (var (name, text) in Home.Documents(Home.Rulebook, "stress"))
        {
            var faults = new List<SpecFault>();
            list.Add(
                StressScenario.Read(System.Text.Encoding.UTF8.GetBytes(text), faults)
                    ?? throw new VerbException($"stress/{name}: {faults[0]}", 2)
            );
        }

        return [.. list.OrderBy(s => s.Stress.Length).ThenBy(s => s.Stress, StringComparer.Ordinal)];
    }

    private static string Json<T>(T value)
    {
        // Names are told as they are written, in either language.
        var options = new JsonSerializerOptions(DrillJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        return JsonSerializer.Serialize(value, typeof(T), new DrillJson(options)) + "\n";
    }
}
