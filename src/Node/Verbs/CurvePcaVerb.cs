// tokenbourse curve pca: in which ways the curve moves, with the warnings that short histories ask for.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints components and their scenarios.</summary>
internal static class CurvePcaVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var command = options.Command(
            "pca",
            "Principal components of the curve's changes. Example: tokenbourse curve pca --contract GH",
            picture: true
        );
        command.SetAction(parsed =>
        {
            var words = options.Words(parsed);
            var a = options.Analyse(parsed);
            return options.Answer(
                parsed,
                () =>
                    JsonSerializer.Serialize(CurveFitPresent.Components(a), CurveFitJson.Default.CurveComponentsShape),
                () => CurveText.Head(a, words) + CurveFits.Components(a, words),
                () => CurvePictures.Curve(a, words),
                CurvePicture.Height(1)
            );
        });
        return command;
    }
}
