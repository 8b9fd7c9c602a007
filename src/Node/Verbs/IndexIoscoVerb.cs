// tokenbourse index iosco: a self-assessment from facts, with its gaps.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Node.Indexes;

namespace Tokenbourse.Node.Verbs;

/// <summary>Nineteen principles, facts and gaps.</summary>
internal static class IndexIoscoVerb
{
    public static Command Build()
    {
        var from = new SourceOptions();
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "iosco",
            "A self-assessment against the IOSCO principles for financial benchmarks, made from facts, gaps shown. "
                + "Example: tokenbourse index iosco --folder data/run7"
        )
        {
            json,
        };
        foreach (var option in from.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var source = from.Open(parsed);
            Console.Error.WriteLine($"playing the observation log of {source.Name} ...");
            var shape = IoscoAssessment.Of(IoscoFacts.Of(source), source.Name);
            Console.Write(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(shape, IoscoJson.Default.IoscoShape) + "\n"
                    : Text(shape)
            );
            return 0;
        });
        return command;
    }

    private static string Text(IoscoShape shape)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{shape.Claim}\n{shape.Source}, as of {shape.AsOf}: ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{shape.Met} met as far as a program can see, {shape.Partly} partly, {shape.Gap} gaps\n"
        );
        foreach (var p in shape.Principles)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{p.Number, 2} {p.Status.ToUpperInvariant(), -7}{p.Subject}\n"
            );
            foreach (var fact in p.Facts)
                text.Append(CultureInfo.InvariantCulture, $"     + {fact}\n");
            foreach (var gap in p.Gaps)
                text.Append(CultureInfo.InvariantCulture, $"     - {gap}\n");
        }

        return text.ToString();
    }
}
