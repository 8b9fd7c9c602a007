// The study of tokens as markdown tables.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Node.Studies;

/// <summary>Writes tables.</summary>
internal static class StudyText
{
    public static string Of(TokenReport report)
    {
        var text = new StringBuilder();
        Say(text, $"Made by `tokenbourse study tokens` from {report.Source}.\n");
        foreach (var book in report.Books)
        {
            Say(text, $"### {Upper(book.Name)}: {book.First} to {book.Last}\n");
            Say(
                text,
                $"{book.Models} models of {book.Makers} makers in {book.Offers} offers. {Percent(book.Fixed)} of the "
                    + "offers with half a year of prices never changed their price.\n"
            );
            Constructions(text, book.Lines);
            StudyTables.Hedges(text, book.Lines, book.Placebo, "months");
            StudyTables.Strips(text, book.Lines, book.Placebo, "six months");
            StudyTables.Attacks(text, book.Lines);
            Rules(text, book.Rules);
            StudyTables.Needs(text, book.Needs);
        }

        Say(text, "### Types of hedger\n");
        foreach (var hedger in report.Hedgers)
            Say(text, $"- **{hedger.Name}**: {hedger.What}");
        Coverage(text, report.Coverage);
        Drift(text, report.Drift);
        Rebasing(text, report.Rebasing);
        Usage(text, report.Usage);
        Tasks(text, report.TaskCosts);
        return text.ToString();
    }

    public static string Percent(double share) => Number(share * 100, "0") + " %";

    public static string Log(double value) => Number(value, "+0.00;-0.00;0.00");

    public static string Number(double value, string format)
    {
        if (!double.IsFinite(value))
            return "–";
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        // Nothing has no sign.
        return text[0] is '-' or '+' && text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..] : text;
    }

    public static void Say(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static void Constructions(StringBuilder text, IReadOnlyList<ConstructionLine> lines)
    {
        StudyTables.Head(text, 2, ["construction", "of", .. StudyTables.MoveNames, "log change", "vol. of months"]);
        foreach (var line in lines)
            StudyTables.Row(
                text,
                [
                    StudyTables.Name(line),
                    line.Set,
                    .. StudyTables.Moves(line.Daily),
                    Log(line.Daily.Change),
                    Percent(line.Monthly.Volatility),
                ]
            );
        Say(text, "");
    }

    private static void Rules(StringBuilder text, IReadOnlyList<RuleLine> rules)
    {
        Say(text, "Makers' middle half with one rule varied at a time.\n");
        StudyTables.Head(
            text,
            2,
            [
                "rule",
                "value",
                "volatility",
                "moves >5 %",
                ">20 %",
                "largest move",
                "log change",
                "list cut by 90 %, mean",
                "worst launch",
            ]
        );
        foreach (var r in rules)
            StudyTables.Row(
                text,
                [
                    r.Rule,
                    r.Value,
                    Percent(r.Volatility),
                    $"{r.JumpsAbove5}",
                    $"{r.JumpsAbove20}",
                    Percent(r.Worst),
                    Log(r.Change),
                    Log(r.Cut),
                    Log(r.Launch),
                ]
            );
        Say(text, "");
    }

    private static void Coverage(StringBuilder text, IReadOnlyList<CoverageLine> lines)
    {
        Say(text, "\n### Sellers of the grade\n\nNamed sellers only, on the fifteenth of each month.\n");
        StudyTables.Head(text, 1, ["month", "makers", "models", "sellers", "models with three sellers or more"]);
        foreach (var c in lines)
            StudyTables.Row(text, [c.Month, $"{c.Makers}", $"{c.Models}", $"{c.Sellers}", $"{c.WellSold}"]);
    }

    private static void Drift(StringBuilder text, IReadOnlyList<DriftParts> parts)
    {
        Say(text, "\n### Where the move comes from\n");
        StudyTables.Head(
            text,
            2,
            ["grade", "construction", "models", "total log change", "listed prices", "entry and exit"]
        );
        foreach (var p in parts)
            StudyTables.Row(
                text,
                [
                    p.Hindsight ? $"{p.Grade} **(hindsight)**" : p.Grade,
                    p.Construction,
                    $"{p.Models}",
                    Log(p.Total),
                    Log(p.Listed),
                    Log(p.Entry),
                ]
            );
    }

    private static void Rebasing(StringBuilder text, IReadOnlyList<RebasingFigure> figures)
    {
        Say(text, "\n### A new edition of the exam alone\n");
        Say(text, "Size in logs of one day's move when only the marks of models that both editions score change.\n");
        StudyTables.Head(text, 2, ["exam", "bar", "pairs of editions", "median", "largest"]);
        foreach (var f in figures)
            StudyTables.Row(text, [f.Exam, f.Bar, $"{f.Pairs}", Number(f.Median, "0.00"), Number(f.Largest, "0.00")]);
    }

    private static void Usage(StringBuilder text, UsageReport? u)
    {
        if (u is null)
            return;
        Say(text, "\n### The days with volumes\n");
        Say(
            text,
            $"{u.First} to {u.Last}: {u.Days} days, {u.Models} models. Half of the tokens go to models of at most "
                + $"{u.MedianAge} days. Mix is {Percent(u.MixShare)} of the variance of the realised unit value; "
                + $"rerouting between endpoints is {Percent(u.Rerouting)} of that of the realised Törnqvist.\n"
        );
        StudyTables.Head(text, 1, ["series", .. StudyTables.MoveNames]);
        StudyTables.Row(text, ["unit value, cheapest endpoints", .. StudyTables.Moves(u.UnitValueList)]);
        StudyTables.Row(text, ["unit value, endpoints by requests", .. StudyTables.Moves(u.UnitValueRealised)]);
        StudyTables.Row(text, ["Törnqvist, cheapest endpoints", .. StudyTables.Moves(u.TornqvistList)]);
        StudyTables.Row(text, ["Törnqvist, endpoints by requests", .. StudyTables.Moves(u.TornqvistRealised)]);
    }

    private static void Tasks(StringBuilder text, TaskCostReport? t)
    {
        if (t is null)
            return;
        Say(text, "\n### Cost per task\n");
        Say(
            text,
            $"{t.First} to {t.Last}, {t.Models} models with a cost. {t.Changes} changes of a cost, {t.AtSamePrice} of "
                + $"them at an unchanged list price. New exam on {string.Join(", ", t.Rebased)}.\n"
        );
        StudyTables.Head(text, 1, ["makers' middle half of the cost", .. StudyTables.MoveNames]);
        StudyTables.Row(text, ["all days", .. StudyTables.Moves(t.Index)]);
        StudyTables.Row(text, ["without the days of a new exam", .. StudyTables.Moves(t.Quiet)]);
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
