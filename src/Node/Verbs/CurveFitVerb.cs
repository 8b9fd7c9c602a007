// tokenbourse curve fit: Nelson-Siegel with residuals, the smoothest forward curve, and two factors by Kalman filter.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints the fits.</summary>
internal static class CurveFitVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var factors = new Option<bool>("--factors")
        {
            Description = "Also fit Schwartz and Smith's two factors to the whole history (takes a while).",
        };
        var command = options.Command(
            "fit",
            "Nelson-Siegel with rich and cheap, the smoothest forward curve, two factors. "
                + "Example: tokenbourse curve fit --contract GH --factors",
            picture: true
        );
        command.Options.Add(factors);
        command.SetAction(parsed =>
        {
            var words = options.Words(parsed);
            var a = options.Analyse(parsed);
            return options.Answer(
                parsed,
                () =>
                    JsonSerializer.Serialize(
                        CurveFitPresent.Fits(a, parsed.GetValue(factors)),
                        CurveFitJson.Default.CurveFitsShape
                    ),
                () =>
                    CurveText.Head(a, words)
                    + CurveFits.NelsonSiegel(a, words)
                    + CurveFits.Forward(a, words)
                    + (parsed.GetValue(factors) ? CurveFits.Factors(a, words) : ""),
                () => CurvePictures.Curve(a, words),
                CurvePicture.Height(1)
            );
        });
        return command;
    }
}
