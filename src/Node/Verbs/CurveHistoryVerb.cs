// tokenbourse curve history: the curve's state on every settled day.
using System.CommandLine;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints one line a day.</summary>
internal static class CurveHistoryVerb
{
    public static Command Build()
    {
        var options = new CurveOptions();
        var last = new Option<int>("--last") { Description = "Show so many days.", DefaultValueFactory = _ => 60 };
        var command = options.Command(
            "history",
            "The curve's state day by day, and whether months of the year differ. "
                + "Example: tokenbourse curve history --svg history.svg",
            picture: true
        );
        command.Options.Add(last);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(last) is var days && days < 1)
                throw new VerbException($"--last {days}: must be 1 or more", 2);
            var words = options.Words(parsed);
            var a = options.Analyse(parsed);
            var shown = CurvePresent.Of(a).History.TakeLast(days).ToList();
            return options.Answer(
                parsed,
                a,
                () => CurveText.Head(a, words) + CurveTables.History(shown, words) + "\n" + CurveSeason.Text(a, words),
                () => CurvePictures.History(a, words),
                CurvePicture.Height(2)
            );
        });
        return command;
    }
}
