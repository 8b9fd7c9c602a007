// tokenbourse curve shortage: signs of a short market, each with its source or why it cannot be had.
using System.CommandLine;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints the monitor.</summary>
internal static class CurveShortageVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var file = new Option<string?>("--availability")
        {
            Description = "Spot availability as day,value,index, such as index observatory --csv writes.",
        };
        var name = new Option<string>("--availability-of")
        {
            Description = "Which index of that file.",
            DefaultValueFactory = _ => "CSX-H100-BREADTH",
        };
        var command = options.Command(
            "shortage",
            "The shortage monitor. Example: tokenbourse curve shortage --contract GH --availability observatory.csv",
            picture: true
        );
        command.Options.Add(file);
        command.Options.Add(name);
        command.SetAction(parsed =>
        {
            var words = options.Words(parsed);
            var series = parsed.GetValue(file) is { } path ? Series(path, parsed.GetValue(name)!) : null;
            var a = options.Analyse(parsed, (q, _) => q with { Availability = series });
            var shape = CurvePresent.Of(a).Shortage;
            return options.Answer(
                parsed,
                a,
                () => CurveText.Head(a, words) + CurveTables.Shortage(a.Shortage, shape, words),
                () => CurvePictures.History(a, words),
                CurvePicture.Height(2)
            );
        });
        return command;
    }

    private static AvailabilitySeries Series(string path, string name) =>
        new(
            $"{name} of {Path.GetFileName(path)}",
            [.. CurveSource.Series(path, name).OrderBy(r => r.Day).Select(r => new IndexValue(r.Day, (double)r.Value))]
        );
}
