// tokenbourse curve carry: roll yield and implied carry of every pair, and the split into trend and scarcity.
using System.CommandLine;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints the pairs.</summary>
internal static class CurveCarryVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var command = options.Command(
            "carry",
            "Roll yield and implied carry of every pair. Example: tokenbourse curve carry --contract GH",
            picture: true
        );
        command.SetAction(parsed =>
        {
            var words = options.Words(parsed);
            var a = options.Analyse(parsed);
            var table = a.State is { } state ? CurveTables.Carry(state, words) + "\n" : "";
            return options.Answer(
                parsed,
                a,
                () => CurveText.Head(a, words) + table + CurveText.State(a, words),
                () => CurvePictures.Curve(a, words),
                CurvePicture.Height(1)
            );
        });
        return command;
    }
}
