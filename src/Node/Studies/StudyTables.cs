// Tables that both studies have: hedge quality, strips, attacks, margins; and how a table is written.
using System.Text;
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Node.Studies;

/// <summary>Markdown tables.</summary>
internal static class StudyTables
{
    /// <summary>Heads of the columns that <see cref="Moves"/> fills.</summary>
    public static readonly string[] MoveNames =
    [
        "days",
        "volatility",
        ">5 %",
        ">20 %",
        "largest fall",
        "largest rise",
        "still days",
    ];

    public static string[] Moves(SeriesFigures f) =>
        [
            $"{f.Days}",
            StudyText.Percent(f.Volatility),
            $"{f.JumpsAbove5}",
            $"{f.JumpsAbove20}",
            StudyText.Percent(f.LargestFall),
            StudyText.Percent(f.LargestRise),
            StudyText.Percent(f.Still),
        ];

    public static string Name(ConstructionLine line) => line.Assumed ? $"{line.Name} **[assumed]**" : line.Name;

    /// <param name="words">So many columns from the left hold words; the others numbers.</param>
    public static void Head(StringBuilder text, int words, IReadOnlyList<string> names)
    {
        Row(text, names);
        StudyText.Say(text, $"|{string.Concat(names.Select((_, i) => i < words ? "---|" : "---:|"))}");
    }

    public static void Row(StringBuilder text, IEnumerable<string> cells) =>
        StudyText.Say(text, $"| {string.Join(" | ", cells)} |");

    public static void Hedges(
        StringBuilder text,
        IReadOnlyList<ConstructionLine> lines,
        IReadOnlyList<PlaceboFigure> placebo,
        string periods
    )
    {
        if (lines.Count == 0)
            return;
        StudyText.Say(
            text,
            $"R² of changes between {periods}, with 5 to 95 % of the bootstrap. Direction, not decimals.\n"
        );
        var first = lines[0].Hedges;
        Head(text, 1, ["construction", .. first.Select(h => h.Hedger)]);
        Row(
            text,
            [$"*(hedgers, {periods})*", .. first.Select(h => $"{h.Figure.Series} hedgers, {h.Figure.Points} {periods}")]
        );
        foreach (var line in lines)
            Row(text, [Whole(line), .. line.Hedges.Select(h => Between(h.Figure.R2, h.Figure.R2Low, h.Figure.R2High))]);
        Row(
            text,
            [
                "*random index: mean, 95 % below*",
                .. placebo.Select(p => $"{StudyText.Number(p.R2Mean, "0.00")}, {StudyText.Number(p.R2High, "0.00")}"),
            ]
        );
        StudyText.Say(text, "");
    }

    public static void Strips(
        StringBuilder text,
        IReadOnlyList<ConstructionLine> lines,
        IReadOnlyList<PlaceboFigure> placebo,
        string length
    )
    {
        if (lines.Count == 0)
            return;
        StudyText.Say(
            text,
            $"Effectiveness of a strip of {length}, one for one: 1 - Var(hedged) / Var(unhedged), with 5 to 95 % of "
                + "the bootstrap. Below zero the hedge adds risk. The strips overlap.\n"
        );
        var first = lines[0].Hedges;
        Head(text, 1, ["construction", .. first.Select(h => h.Hedger)]);
        Row(text, ["*(starts)*", .. first.Select(h => $"{h.Figure.Strips}")]);
        foreach (var line in lines)
            Row(
                text,
                [
                    Whole(line),
                    .. line.Hedges.Select(h => Between(h.Figure.Strip, h.Figure.StripLow, h.Figure.StripHigh)),
                ]
            );
        Row(text, ["*random index: mean*", .. placebo.Select(p => StudyText.Number(p.StripMean, "0.0"))]);
        StudyText.Say(text, "");
    }

    public static void Attacks(StringBuilder text, IReadOnlyList<ConstructionLine> lines)
    {
        StudyText.Say(
            text,
            "Moves of a print in logs under the action of one (the worst) maker or seller, on days sampled every two "
                + "or four weeks.\n"
        );
        Head(
            text,
            2,
            [
                "construction",
                "of",
                "list cut by 90 %, mean",
                "worst day",
                "worst, five days on the month's mean",
                "one launch at a tenth of the print",
                "five launches",
                "worst launch",
            ]
        );
        foreach (var line in lines)
            if (line.Attack is { } a)
                Row(
                    text,
                    [
                        line.Name,
                        line.Set,
                        StudyText.Log(a.CutMean),
                        StudyText.Log(a.CutWorst),
                        StudyText.Log(a.CutMonth),
                        StudyText.Log(a.LaunchOne),
                        StudyText.Log(a.LaunchFive),
                        StudyText.Log(a.LaunchWorst),
                    ]
                );
        StudyText.Say(text, "");
    }

    public static void Needs(StringBuilder text, IReadOnlyList<MarginNeed> needs)
    {
        StudyText.Say(
            text,
            "Moves over two days either way, as shares: what a margin would have had to cover. They overlap.\n"
        );
        Head(
            text,
            2,
            [
                "index",
                "span",
                "moves",
                "99 %",
                "99.7 %",
                "largest",
                "above 16 %",
                "above 25 %",
                "above 40 %",
                "days beyond 12 %",
            ]
        );
        foreach (var n in needs)
            Row(
                text,
                [
                    n.Name,
                    n.Span,
                    $"{n.Moves}",
                    StudyText.Percent(n.P99),
                    StudyText.Percent(n.P997),
                    StudyText.Percent(n.Largest),
                    $"{n.Above16}",
                    $"{n.Above25}",
                    $"{n.Above40}",
                    $"{n.DaysBeyond12}",
                ]
            );
        StudyText.Say(text, "");
    }

    private static string Whole(ConstructionLine line) => $"{Name(line)} ({line.Set})";

    private static string Between(double value, double low, double high) =>
        double.IsFinite(value)
            ? $"{StudyText.Number(value, "0.00")} ({StudyText.Number(low, "0.0")} to {StudyText.Number(high, "0.0")})"
            : "–";
}
