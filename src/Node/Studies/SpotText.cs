// The spot study as markdown tables.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>Writes tables.</summary>
internal static class SpotText
{
    /// <summary>Everything.</summary>
    public static string Of(SpotReport report)
    {
        var text = new StringBuilder();
        var q = report.Question;
        StudyText.Say(text, "# Tables of the spot laboratory\n");
        StudyText.Say(
            text,
            $"Made by `tokenbourse study spot --years {q.Years} --seed {q.Seed} --paths {q.Paths} "
                + $"--sensitivity-paths {q.VariantPaths}`. **Simulated**: the "
                + "participants, prices and prints are invented; only the lines marked *data* are measured of public "
                + $"data. The futures price before expiry is a stated model. Seeds {q.Seed} to "
                + $"{q.Seed + q.Paths - 1}.\n"
        );
        Calibration(text, report.Measured, report.Simulation);
        Hedges(text, report.Hedges);
        if (report.Sensitivities.Count > 0)
            Sensitivities(text, report.Sensitivities);
        if (report.Attacks is { } attacks)
            SpotAttackText.Say(text, attacks);
        return text.ToString();
    }

    /// <summary>What the calibration is held against, and what came out.</summary>
    public static void Calibration(StringBuilder text, SpotMeasured? data, SpotMeasured simulated)
    {
        StudyText.Say(text, "### Calibration: prices\n");
        StudyTables.Head(
            text,
            2,
            [
                "",
                "series",
                "days",
                "vol. of days",
                "of weeks",
                "of months",
                "memory",
                ">5 %",
                ">20 %",
                "still",
                "worst",
                "best",
            ]
        );
        foreach (var (what, m) in Both(data?.Prices, simulated.Prices))
            StudyTables.Row(
                text,
                [
                    what,
                    m.Name,
                    $"{m.Days}",
                    StudyText.Percent(m.Day),
                    StudyText.Percent(m.Week),
                    StudyText.Percent(m.Month),
                    StudyText.Number(m.Memory, "0.00"),
                    StudyText.Percent(m.Above5),
                    StudyText.Percent(m.Above20),
                    StudyText.Percent(m.Still),
                    StudyText.Percent(m.Fall),
                    StudyText.Percent(m.Rise),
                ]
            );
        StudyText.Say(
            text,
            "\nVolatility a year: of daily log moves, of means of weeks, of means of months. Where it falls from left "
                + "to right, moves come back. Memory: correlation of a day's move with the day's before. Simulated: "
                + "mean over paths; worst and best day of all paths.\n"
        );
        Usage(text, data, simulated);
        Lists(text, data, simulated);
        if (data is null)
            return;
        StudyText.Say(text, "### Calibration: times without a machine\n");
        StudyTables.Head(
            text,
            2,
            ["", "series", "traces", "share of time", "spells a year", "mean hours", "median hours"]
        );
        foreach (var m in data.Outages)
            StudyTables.Row(
                text,
                [
                    "data",
                    m.Name,
                    $"{m.Traces}",
                    StudyText.Percent(m.None),
                    StudyText.Number(m.Spells, "0"),
                    StudyText.Number(m.MeanHours, "0.0"),
                    StudyText.Number(m.MedianHours, "0.0"),
                ]
            );
        StudyText.Say(
            text,
            "\nOf single kinds of spot machines in single zones: many times what a whole seller loses. The "
                + "laboratory's outages (six a year and seller, fourteen hours, two fifths of its machines) are "
                + "chosen.\n"
        );
        StudyText.Say(text, "### Calibration: regions of one cloud\n");
        StudyTables.Head(
            text,
            2,
            [
                "",
                "series",
                "regions",
                "moves",
                "their mean, a year",
                "basis, a year",
                "variance that the mean takes away",
            ]
        );
        foreach (var m in data.Basis)
            StudyTables.Row(
                text,
                [
                    "data",
                    m.Name,
                    $"{m.Regions}",
                    $"{m.Moves}",
                    StudyText.Percent(m.Market),
                    StudyText.Percent(m.Basis),
                    StudyText.Percent(m.Gone),
                ]
            );
        StudyText.Say(
            text,
            "\nMoves of three months, one after the other, logs; basis: a region's move about the mean of all. The "
                + "last column is no simulation: it is what a future on the mean would have taken away at most, one "
                + "for one.\n"
        );
    }

    private static void Usage(StringBuilder text, SpotMeasured? data, SpotMeasured simulated)
    {
        StudyText.Say(text, "### Calibration: usage\n");
        StudyTables.Head(
            text,
            2,
            [
                "",
                "series",
                "days",
                "peak hour",
                "lowest hour",
                "shape, half on half",
                "two free days",
                "burst",
                "memory of an hour",
            ]
        );
        foreach (var (what, m) in Both(data?.Usage, simulated.Usage))
            StudyTables.Row(
                text,
                [
                    what,
                    m.Name,
                    $"{m.Days}",
                    StudyText.Number(m.Hours.Max(), "0.00"),
                    StudyText.Number(m.Hours.Min(), "0.00"),
                    StudyText.Number(m.Halves, "0.00"),
                    StudyText.Number(m.Weekend, "0.00"),
                    StudyText.Number(m.Burst, "0.00"),
                    StudyText.Number(m.Memory, "0.00"),
                ]
            );
        StudyText.Say(
            text,
            "\nHours over their mean; half on half: correlation of the shape in the first half of the days with the "
                + "second; the two free days over the other five (a trace names no weekdays: its two lowest "
                + "neighbours); burst: deviation of log hourly usage about hour and day. Simulated: all buyers of the "
                + "auction together, who live in three parts of the world.\n"
        );
    }

    private static void Lists(StringBuilder text, SpotMeasured? data, SpotMeasured simulated)
    {
        StudyText.Say(text, "### Calibration: list prices\n");
        StudyTables.Head(
            text,
            2,
            ["", "series", "offers", "never moved", "changes a year", "median step", "falls", "follows the market"]
        );
        foreach (var (what, m) in Both(data?.Lists, simulated.Lists))
            StudyTables.Row(
                text,
                [
                    what,
                    m.Name,
                    $"{m.Offers}",
                    StudyText.Percent(m.Still),
                    StudyText.Number(m.Changes, "0.0"),
                    StudyText.Number(m.Step, "0.00"),
                    StudyText.Percent(m.Falls),
                    double.IsFinite(m.Follow)
                        ? $"{StudyText.Number(m.Follow, "0.00")} ± {StudyText.Number(1.96 * m.FollowError, "0.00")}"
                        : "–",
                ]
            );
        StudyText.Say(
            text,
            "\nFollows: slope of a list's step on what the floating market did since the step before, with 95 %.\n"
        );
    }

    private static void Hedges(StringBuilder text, IReadOnlyList<SpotHedgeLine> lines)
    {
        StudyText.Say(text, "### Whom the futures hedge (simulated)\n");
        StudyTables.Head(
            text,
            2,
            [
                "future",
                "buyer",
                "months",
                "without: st. dev.",
                "ratio",
                "price: variance gone",
                "worst path",
                "paths at 0.8",
                "one for one",
                "whole bill",
            ]
        );
        foreach (var line in lines)
            StudyTables.Row(
                text,
                [
                    line.Contract,
                    line.Buyer,
                    $"{line.Months}",
                    StudyText.Percent(line.Deviation),
                    StudyText.Number(line.Ratio, "0.00"),
                    Figure(line.Price),
                    StudyText.Number(line.Price.Least, "0.00"),
                    StudyText.Percent(line.Price.Reach),
                    Figure(line.Full),
                    Figure(line.Bill),
                ]
            );
        StudyText.Say(
            text,
            "\nMean over paths with the 95 % interval of the mean (Student). Price: what a unit cost over the budget "
                + "of the decision day, hedged at the ratio chosen beforehand: estimated from the past, or under a "
                + "contract the delta of its price, looked at again every month. Whole bill: the units, too, which a "
                + "future on a price cannot fix.\n"
        );
    }

    private static void Sensitivities(StringBuilder text, IReadOnlyList<SpotVariantLine> variants)
    {
        StudyText.Say(text, "### What the answer hangs on (simulated)\n");
        var first = variants[0].Lines;
        StudyTables.Head(
            text,
            1,
            ["one thing changed", .. first.Select(l => $"{l.Contract} {l.Buyer}"), "GH auction, whole bill"]
        );
        foreach (var variant in variants)
            StudyTables.Row(
                text,
                [
                    variant.Assumption,
                    .. variant.Lines.Select(l => Figure(l.Kind == SpotHedgerKind.List ? l.Full : l.Price)),
                    Figure(variant.Lines[1].Bill),
                ]
            );
        StudyText.Say(
            text,
            $"\nPrice: variance gone, all lines over the same {first[0].Price.Paths} paths, the first "
                + "of the seeds (list price: one for one, since the guard proposes no ratio).\n"
        );
    }

    /// <summary>Mean and interval.</summary>
    public static string Figure(SpotFigure figure) =>
        figure.Paths == 0
            ? "–"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{StudyText.Number(figure.Mean, "0.00")} ({StudyText.Number(figure.Low, "0.00")} to "
                    + $"{StudyText.Number(figure.High, "0.00")})"
            );

    private static IEnumerable<(string What, T Measure)> Both<T>(IReadOnlyList<T>? data, IReadOnlyList<T> simulated) =>
        (data ?? []).Select(m => ("data", m)).Concat(simulated.Select(m => ("simulated", m)));
}
