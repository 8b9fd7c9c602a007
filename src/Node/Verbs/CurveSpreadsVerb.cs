// tokenbourse curve spreads: every calendar spread and butterfly with its score over sixty days.
using System.CommandLine;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints the matrix.</summary>
internal static class CurveSpreadsVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var command = options.Command(
            "spreads",
            "Calendar spreads and butterflies with z-scores. Example: tokenbourse curve spreads --contract TK",
            picture: true
        );
        command.SetAction(parsed =>
        {
            var words = options.Words(parsed);
            var a = options.Analyse(parsed);
            var shape = CurvePresent.Of(a);
            return options.Answer(
                parsed,
                a,
                () => CurveText.Head(a, words) + CurveTables.Matrix(shape.Spreads, shape, words),
                () => SpreadPicture.Draw(a, words),
                SpreadPicture.Height(a)
            );
        });
        return command;
    }
}
