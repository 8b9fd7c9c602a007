// tokenbourse observations import: a table row by row; the good rows become observations, the bad ones are named.
using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;

namespace Tokenbourse.Node.Verbs;

/// <summary>A fault, for programs.</summary>
internal sealed record FaultLine(string File, int Line, string Field, string Value, string Rule);

/// <summary>A forgiving import's report, for programs.</summary>
internal sealed record IntakeLines(
    string File,
    string Kind,
    int Rows,
    int Used,
    int Refused,
    int Observations,
    string Stopped,
    IReadOnlyDictionary<string, int> Rules,
    IReadOnlyList<FaultLine> Faults
)
{
    public static IntakeLines Of(IntakeReport r) =>
        new(r.File, r.Kind, r.Rows, r.Used, r.Refused, r.Observations, r.Stopped, r.Rules, [.. r.Faults.Select(Of)]);

    public static FaultLine Of(CsvFault f) => new(f.File, f.Line, f.Field, f.Value, f.Rule);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IntakeLines))]
internal sealed partial class IntakeJson : JsonSerializerContext;

/// <summary>Imports one table and tells what became of each row.</summary>
internal static class ObservationsImportVerb
{
    public static Command Build()
    {
        var file = new Argument<string>("file") { Description = "The table, .csv or .csv.gz." };
        var kind = new Option<string>("--as")
        {
            Description = $"What it is: {string.Join(", ", TableIntake.Kinds)}.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "The report as JSON." };
        var output = new Option<string?>("--out")
        {
            Description = "Write the observations to this file: one JSON document a line, as they stand on the log.",
        };
        var command = new Command(
            "import",
            "Read a table: good rows are used, bad ones named with row, field, value and rule. Example: "
                + "tokenbourse observations import deals.csv --as invoices"
        )
        {
            file,
            kind,
            json,
            output,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            var what = parsed.GetValue(kind)!;
            if (!File.Exists(path))
                throw new VerbException($"{path}: no such file", 2);
            if (!TableIntake.Kinds.Contains(what))
                throw new VerbException($"--as '{what}': must be one of {string.Join(", ", TableIntake.Kinds)}", 2);
            var (observations, report) = TableIntake.Read(path, what);
            if (parsed.GetValue(output) is { } to)
                File.WriteAllLines(to, observations.Select(Line));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(IntakeLines.Of(report), IntakeJson.Default.IntakeLines));
            else
                Console.Write(report);
            return report.Clean ? 0 : 1;
        });
        return command;
    }

    private static string Line(Observation observation) =>
        $"{{\"at\":\"{observation.Seen}\",\"command\":\"{observation.Kind}\",\"document\":{Encoding.UTF8.GetString(observation.Bytes())}}}";
}
