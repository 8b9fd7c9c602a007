// tokenbourse curve show: the curve of a day with its table, its plot and its state in words.
using System.CommandLine;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints the curve.</summary>
internal static class CurveShowVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var command = options.Command(
            "show",
            "The curve: contracts, fit, state in words. Example: tokenbourse curve show --contract TK --language zh",
            picture: true
        );
        command.SetAction(parsed =>
        {
            var words = options.Words(parsed);
            var a = options.Analyse(
                parsed,
                (q, source) =>
                    q with
                    {
                        Other = CurveServer.Other(options.Contract(parsed)) is { } other ? source.TryRead(other) : null,
                    }
            );
            return options.Answer(
                parsed,
                a,
                () => CurveText.Show(a, words),
                () => CurvePictures.Curve(a, words),
                CurvePicture.Height(1)
            );
        });
        return command;
    }
}
