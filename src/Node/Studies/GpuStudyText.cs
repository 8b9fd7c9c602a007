// The study of GPU hours as markdown tables.
using System.Text;
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Node.Studies;

/// <summary>Writes tables.</summary>
internal static class GpuStudyText
{
    public static string Of(GpuReport report)
    {
        var text = new StringBuilder();
        StudyText.Say(text, $"Made by `tokenbourse study gpus` from {report.Source}; {report.Item}.\n");
        StudyText.Say(text, "### By window of observation\n");
        StudyTables.Head(text, 2, ["window", "construction", "sellers", .. StudyTables.MoveNames]);
        foreach (var s in report.Series)
            StudyTables.Row(text, [s.Window, s.Name, StudyText.Number(s.Sellers, "0"), .. StudyTables.Moves(s.Daily)]);
        StudyText.Say(text, "\n### Single sellers' chains, by terms\n");
        StudyTables.Head(
            text,
            2,
            ["terms", "seller", "offers", .. StudyTables.MoveNames, "log change", "lowest price", "on"]
        );
        foreach (var s in report.Terms)
            StudyTables.Row(
                text,
                [
                    s.Terms,
                    s.Seller,
                    $"{s.Offers}",
                    .. StudyTables.Moves(s.Daily),
                    StudyText.Log(s.Daily.Change),
                    StudyText.Number(s.Low, "0.00"),
                    s.LowDay,
                ]
            );
        StudyText.Say(text, "");
        StudyTables.Hedges(text, report.Lines, report.Placebo, "weeks");
        StudyTables.Strips(text, report.Lines, report.Placebo, "six weeks");
        StudyTables.Attacks(text, report.Lines);
        StudyTables.Needs(text, report.Needs);
        StudyText.Say(text, "### Steps of 20 % or more, but spot\n");
        foreach (var step in report.Steps)
            StudyText.Say(text, $"- {step}");
        StudyText.Say(text, $"\nBeside EU-CRI-H100 (a third party's index, for comparison only): {report.Compared}.");
        return text.ToString();
    }
}
