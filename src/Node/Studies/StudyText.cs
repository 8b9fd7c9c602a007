// Studies as markdown tables.
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
        Line(text, $"Made by `tokenbourse study tokens` from {report.Source}.\n");
        foreach (var book in report.Books)
        {
            Line(
                text,
                $"### {Head(book.Name)}: {book.First} to {book.Last}\n\n"
                    + $"{book.Models} models of {book.Makers} makers in {book.Offers} offers. {Percent(book.Fixed)} of the offers with half a year "
                    + "of prices never changed their price.\n"
            );
            Constructions(text, book.Lines);
            Hedges(text, book.Lines, book.Placebo, "months");
            Strips(text, book.Lines, book.Placebo, "six months");
            Attacks(text, book.Lines);
            Rules(text, book.Rules);
            Needs(text, book.Needs);
        }

        Line(text, "### Types of hedger\n");
        foreach (var hedger in report.Hedgers)
            Line(text, $"- **{hedger.Name}**: {hedger.What}");
        Coverage(text, report.Coverage);
        Drift(text, report.Drift);
        Rebasing(text, report.Rebasing);
        Usage(text, report.Usage);
        Tasks(text, report.TaskCosts);
        return text.ToString();
    }

    public static string Of(GpuReport report)
    {
        var text = new StringBuilder();
        Line(text, $"Made by `tokenbourse study gpus` from {report.Source}; {report.Item}.\n");
        Line(text, "### By window of observation\n");
        Line(
            text,
            "| window | construction | sellers | days | volatility | >5 % | >20 % | largest fall | largest rise | still days |"
        );
        Line(text, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var s in report.Series)
            Line(text, $"| {s.Window} | {s.Name} | {Number(s.Sellers, "0")} | {Moves(s.Daily)} |");
        Line(text, "\n### Single sellers' chains, by terms\n");
        Line(
            text,
            "| terms | seller | offers | days | volatility | >5 % | >20 % | largest fall | largest rise | still days | log change | lowest price | on |"
        );
        Line(text, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (var s in report.Terms)
            Line(
                text,
                $"| {s.Terms} | {s.Seller} | {s.Offers} | {Moves(s.Daily)} | {Log(s.Daily.Change)} | {Number(s.Low, "0.00")} | {s.LowDay} |"
            );
        Line(text, "");
        Hedges(text, report.Lines, report.Placebo, "weeks");
        Strips(text, report.Lines, report.Placebo, "six weeks");
        Attacks(text, report.Lines);
        Needs(text, report.Needs);
        Line(text, "### Steps of 20 % or more, but spot\n");
        foreach (var step in report.Steps)
            Line(text, $"- {step}");
        Line(text, $"\nBeside EU-CRI-H100 (a third party's index, for comparison only): {report.Compared}.");
        return text.ToString();
    }

    public static string Percent(double share) => Number(share * 100, "0") + " %";

    public static string Number(double value, string format)
    {
        if (!double.IsFinite(value))
            return "–";
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        // Nothing has no sign.
        return text[0] is '-' or '+' && text.AsSpan().IndexOfAnyInRange('1', '9') < 0 ? text[1..] : text;
    }

    private static void Constructions(StringBuilder text, IReadOnlyList<ConstructionLine> lines)
    {
        Line(
            text,
            "| construction | of | days | volatility | >5 % | >20 % | largest fall | largest rise | still days | log change | vol. of months |"
        );
        Line(text, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var line in lines)
            Line(
                text,
                $"| {Name(line)} | {line.Set} | {Moves(line.Daily)} | {Number(line.Daily.Change, "+0.00;-0.00")} | {Percent(line.Monthly.Volatility)} |"
            );
        Line(text, "");
    }

    private static string Moves(SeriesFigures f) =>
        $"{f.Days} | {Percent(f.Volatility)} | {f.JumpsAbove5} | {f.JumpsAbove20} | {Percent(f.LargestFall)} | {Percent(f.LargestRise)} | {Percent(f.Still)}";

    private static void Hedges(
        StringBuilder text,
        IReadOnlyList<ConstructionLine> lines,
        IReadOnlyList<PlaceboFigure> placebo,
        string periods
    )
    {
        if (lines.Count == 0)
            return;
        var names = lines[0].Hedges.Select(h => h.Hedger).ToList();
        var numbers = lines[0].Hedges.Select(h => $"{h.Figure.Series} hedgers, {h.Figure.Points} {periods}");
        Line(text, $"R² of changes between {periods}, with 5 to 95 % of the bootstrap. Direction, not decimals.\n");
        Line(text, $"| construction | {string.Join(" | ", names)} |");
        Line(text, $"|---|{string.Concat(names.Select(_ => "---:|"))}");
        Line(text, $"| *(hedgers, {periods})* | {string.Join(" | ", numbers)} |");
        foreach (var line in lines)
            Line(
                text,
                $"| {Name(line)} ({line.Set}) | {string.Join(" | ", line.Hedges.Select(h => Between(h.Figure.R2, h.Figure.R2Low, h.Figure.R2High)))} |"
            );
        Line(
            text,
            $"| *random index: mean, 95 % below* | {string.Join(" | ", placebo.Select(p => $"{Number(p.R2Mean, "0.00")}, {Number(p.R2High, "0.00")}"))} |\n"
        );
    }

    private static void Strips(
        StringBuilder text,
        IReadOnlyList<ConstructionLine> lines,
        IReadOnlyList<PlaceboFigure> placebo,
        string length
    )
    {
        if (lines.Count == 0)
            return;
        var names = lines[0].Hedges.Select(h => h.Hedger).ToList();
        Line(
            text,
            $"Effectiveness of a strip of {length}, one for one: 1 - Var(hedged) / Var(unhedged), with 5 to 95 % of the bootstrap. Below zero the hedge adds risk. The strips overlap.\n"
        );
        Line(text, $"| construction | {string.Join(" | ", names)} |");
        Line(text, $"|---|{string.Concat(names.Select(_ => "---:|"))}");
        Line(text, $"| *(starts)* | {string.Join(" | ", lines[0].Hedges.Select(h => $"{h.Figure.Strips}"))} |");
        foreach (var line in lines)
            Line(
                text,
                $"| {Name(line)} ({line.Set}) | {string.Join(" | ", line.Hedges.Select(h => Between(h.Figure.Strip, h.Figure.StripLow, h.Figure.StripHigh)))} |"
            );
        Line(
            text,
            $"| *random index: mean* | {string.Join(" | ", placebo.Select(p => Number(p.StripMean, "0.0")))} |\n"
        );
    }

    private static void Attacks(StringBuilder text, IReadOnlyList<ConstructionLine> lines)
    {
        Line(
            text,
            "Moves of a print in logs under the action of one (the worst) maker or seller, on days sampled every two or four weeks.\n"
        );
        Line(
            text,
            "| construction | of | list cut by 90 %, mean | worst day | worst, five days on the month's mean | one launch at a tenth of the print | five launches | worst launch |"
        );
        Line(text, "|---|---|---:|---:|---:|---:|---:|---:|");
        foreach (var line in lines)
            if (line.Attack is { } a)
                Line(
                    text,
                    $"| {line.Name} | {line.Set} | {Log(a.CutMean)} | {Log(a.CutWorst)} | {Log(a.CutMonth)} | {Log(a.LaunchOne)} | {Log(a.LaunchFive)} | {Log(a.LaunchWorst)} |"
                );
        Line(text, "");
    }

    private static void Rules(StringBuilder text, IReadOnlyList<RuleLine> rules)
    {
        Line(text, "Makers' middle half with one rule varied at a time.\n");
        Line(
            text,
            "| rule | value | volatility | moves >5 % | >20 % | largest move | log change | list cut by 90 %, mean | worst launch |"
        );
        Line(text, "|---|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var r in rules)
            Line(
                text,
                $"| {r.Rule} | {r.Value} | {Percent(r.Volatility)} | {r.JumpsAbove5} | {r.JumpsAbove20} | {Percent(r.Worst)} | {Log(r.Change)} | {Log(r.Cut)} | {Log(r.Launch)} |"
            );
        Line(text, "");
    }

    private static void Needs(StringBuilder text, IReadOnlyList<MarginNeed> needs)
    {
        Line(text, "Moves over two days either way, as shares: what a margin would have had to cover. They overlap.\n");
        Line(
            text,
            "| index | span | moves | 99 % | 99.7 % | largest | above 16 % | above 25 % | above 40 % | days beyond 12 % |"
        );
        Line(text, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var n in needs)
            Line(
                text,
                $"| {n.Name} | {n.Span} | {n.Moves} | {Percent(n.P99)} | {Percent(n.P997)} | {Percent(n.Largest)} | {n.Above16} | {n.Above25} | {n.Above40} | {n.DaysBeyond12} |"
            );
        Line(text, "");
    }

    private static void Coverage(StringBuilder text, IReadOnlyList<CoverageLine> lines)
    {
        Line(text, "\n### Sellers of the grade\n\nNamed sellers only, on the fifteenth of each month.\n");
        Line(text, "| month | makers | models | sellers | models with three sellers or more |");
        Line(text, "|---|---:|---:|---:|---:|");
        foreach (var c in lines)
            Line(text, $"| {c.Month} | {c.Makers} | {c.Models} | {c.Sellers} | {c.WellSold} |");
    }

    private static void Drift(StringBuilder text, IReadOnlyList<DriftParts> parts)
    {
        Line(text, "\n### Where the move comes from\n");
        Line(text, "| grade | models | construction | total log change | listed prices | entry and exit |");
        Line(text, "|---|---:|---|---:|---:|---:|");
        foreach (var p in parts)
            Line(
                text,
                $"| {p.Grade}{(p.Hindsight ? " **(hindsight)**" : "")} | {p.Models} | {p.Construction} | {Log(p.Total)} | {Log(p.Listed)} | {Log(p.Entry)} |"
            );
    }

    private static void Rebasing(StringBuilder text, IReadOnlyList<RebasingFigure> figures)
    {
        Line(
            text,
            "\n### A new edition of the exam alone\n\nSize in logs of one day's move when only the edition changes.\n"
        );
        Line(text, "| exam | bar | pairs of editions | median | largest |");
        Line(text, "|---|---|---:|---:|---:|");
        foreach (var f in figures)
            Line(
                text,
                $"| {f.Exam} | {f.Bar} | {f.Pairs} | {Number(f.Median, "0.00")} | {Number(f.Largest, "0.00")} |"
            );
    }

    private static void Usage(StringBuilder text, UsageReport? u)
    {
        if (u is null)
            return;
        Line(
            text,
            $"\n### The days with volumes\n\n{u.First} to {u.Last}: {u.Days} days, {u.Models} models. Half of the tokens go to models of at most {u.MedianAge} days. "
                + $"Mix is {Percent(u.MixShare)} of the variance of the realised unit value; rerouting between endpoints is {Percent(u.Rerouting)} of that of the realised Törnqvist.\n"
        );
        Line(text, "| series | days | volatility | >5 % | >20 % | largest fall | largest rise | still days |");
        Line(text, "|---|---:|---:|---:|---:|---:|---:|---:|");
        Line(text, $"| unit value, cheapest endpoints | {Moves(u.UnitValueList)} |");
        Line(text, $"| unit value, endpoints by requests | {Moves(u.UnitValueRealised)} |");
        Line(text, $"| Törnqvist, cheapest endpoints | {Moves(u.TornqvistList)} |");
        Line(text, $"| Törnqvist, endpoints by requests | {Moves(u.TornqvistRealised)} |");
    }

    private static void Tasks(StringBuilder text, TaskCostReport? t)
    {
        if (t is null)
            return;
        Line(
            text,
            $"\n### Cost per task\n\n{t.First} to {t.Last}, {t.Models} models with a cost. {t.Changes} changes of a cost, {t.AtSamePrice} of them at an unchanged list price. "
                + $"New exam on {string.Join(", ", t.Rebased)}.\n"
        );
        Line(
            text,
            "| makers' middle half of the cost | days | volatility | >5 % | >20 % | largest fall | largest rise | still days |"
        );
        Line(text, "|---|---:|---:|---:|---:|---:|---:|---:|");
        Line(text, $"| all days | {Moves(t.Index)} |");
        Line(text, $"| without the days of a new exam | {Moves(t.Quiet)} |");
    }

    private static string Name(ConstructionLine line) => line.Assumed ? $"{line.Name} **[assumed]**" : line.Name;

    private static string Between(double value, double low, double high) =>
        double.IsFinite(value) ? $"{Number(value, "0.00")} ({Number(low, "0.0")} to {Number(high, "0.0")})" : "–";

    private static string Log(double value) => Number(value, "+0.00;-0.00;0.00");

    private static string Head(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
