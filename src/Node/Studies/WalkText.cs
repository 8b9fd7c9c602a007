// The walk-forward study as markdown tables.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Walks;

namespace Tokenbourse.Node.Studies;

/// <summary>Writes tables.</summary>
internal static class WalkText
{
    /// <summary>A strategy's name.</summary>
    public static string Name(HedgeStrategy strategy) =>
        strategy switch
        {
            HedgeStrategy.None => "none",
            HedgeStrategy.Strip => "strip, one for one",
            HedgeStrategy.StripEstimated => "strip, estimated ratio",
            HedgeStrategy.StackAndRoll => "stack and roll",
            HedgeStrategy.CrossHedge => "cross-hedge by GPU hours",
            _ => "prepay",
        };

    public static string Of(WalkReport report)
    {
        var text = new StringBuilder();
        var curve = report.Rules.Curve;
        StudyText.Say(
            text,
            $"Made by `tokenbourse study hedging` from {report.Source}. Prices, indices and traces are real; "
                + $"**the futures are "
                + "not**: nobody lists them, and every futures price here is that of the stated model. Seed "
                + "of the bootstrap "
                + $"{report.Rules.Seed}, of the curve's noise {curve.Seed}.\n"
        );
        StudyText.Say(
            text,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Curve: F = index x exp((trend + premium) x years), trend of the last {curve.Window} days "
                    + $"known then, drawn to "
                    + $"none by its standard error (prior {curve.Prior:0.##} a year), at most "
                    + $"{curve.MostTrend:0.##} a year; premium {curve.RiskPremium:0.##}. Each month is hedged "
                    + $"{report.Rules.Horizon} months ahead. Interest {report.Rules.Interest:0.##} a year, "
                    + $"half spread "
                    + $"{report.Rules.HalfSpread * 100:0.###} % of turnover; fees, lots and margin of the rulebook.\n"
            )
        );
        foreach (var contract in report.Notes.Select(n => n.Contract).Distinct())
            Contract(text, report, contract);
        Sensitivity(text, report);
        Crowds(text, report.Crowds);
        return text.ToString();
    }

    private static void Contract(StringBuilder text, WalkReport report, string contract)
    {
        var lines = report.Lines.Where(l => l.Contract == contract).ToList();
        var months = report
            .Walks.Where(w => lines.Any(l => l.Hedger == w.Hedger))
            .SelectMany(w => w.Months)
            .Select(m => m.Decision.Month)
            .ToList();
        if (months.Count == 0)
            return;
        StudyText.Say(text, $"### {contract}: months {months.Min()} to {months.Max()}, {lines[0].Currency}\n");
        foreach (var note in report.Notes.Where(n => n.Contract == contract))
            StudyText.Say(text, $"- **{note.Hedger}**: {note.What}.");
        StudyText.Say(
            text,
            "\nStandard deviation and worst month: cost over the budget of the decision (for the provider: "
                + "revenue short of it). "
                + "Reduction: share of that variance taken away, 5 to 95 % of 1,000 block draws in brackets.\n"
        );
        StudyTables.Head(
            text,
            2,
            [
                "hedger",
                "strategy",
                "months",
                "of them hedged",
                "st. dev.",
                "reduction",
                "month to month",
                "worst month",
                "net against no hedge",
                "peak cash, months of cost",
                "largest call",
                "lots",
                "in words",
            ]
        );
        foreach (var line in lines)
            StudyTables.Row(text, Cells(line));
        Parts(text, lines);
    }

    private static string[] Cells(WalkLine line)
    {
        var f = line.Figures;
        var none = line.Strategy == HedgeStrategy.None;
        var month = f.Months == 0 ? double.NaN : Math.Abs((double)f.Cost) / f.Months;
        return
        [
            line.Hedger,
            Name(line.Strategy),
            $"{f.Months}",
            none ? "–" : $"{f.Held}",
            Tenths(none ? f.Bare : f.Hedged),
            none || !double.IsFinite(f.Reduction) ? "–" : $"{Share(f.Reduction)} ({Share(f.Low)} to {Share(f.High)})",
            Tenths(none ? f.BareSteps : f.HedgedSteps),
            none ? $"{Signed(f.BareWorst)} ({f.BareWorstMonth})" : $"{Signed(f.HedgedWorst)} ({f.HedgedWorstMonth})",
            none ? "–" : Signed(f.Cost == 0 ? double.NaN : (double)((f.Net - f.Cost) / Math.Abs(f.Cost))),
            none ? "–" : StudyText.Number(f.PeakCash / month, "0.0"),
            none ? "–" : StudyText.Number(f.LargestCall / month, "0.0"),
            none ? "–" : StudyText.Number((double)f.Lots, "0"),
            line.Words,
        ];
    }

    private static void Parts(StringBuilder text, List<WalkLine> lines)
    {
        StudyText.Say(
            text,
            $"\nWhere the money went, all months, thousand {lines[0].Currency}; a cost above zero, a revenue "
                + $"below. Net = budget + "
                + "index + basis - hedge - roll + fees + interest, to the cent in every month.\n"
        );
        StudyTables.Head(
            text,
            2,
            ["hedger", "strategy", "budget", "index", "basis", "hedge", "roll", "fees", "interest", "net"]
        );
        foreach (var line in lines)
        {
            var months = line.Parts;
            StudyTables.Row(
                text,
                [
                    line.Hedger,
                    Name(line.Strategy),
                    Thousand(months.Budget),
                    Thousand(months.IndexMove),
                    Thousand(months.Basis),
                    Thousand(months.Strip),
                    Thousand(months.Roll),
                    Thousand(months.Fees),
                    Thousand(months.Interest),
                    Thousand(months.Net),
                ]
            );
        }

        StudyText.Say(text, "");
    }

    private static void Sensitivity(StringBuilder text, WalkReport report)
    {
        var hedgers = report.Notes.Select(n => n.Hedger).ToList();
        StudyText.Say(
            text,
            "### How much hangs on the assumptions\n\nThe strip, one for one. First figure: share of variance "
                + "taken away; second: net "
                + "cost against no hedge (for the provider: revenue lost); third: peak cash in months of cost.\n"
        );
        StudyTables.Head(text, 1, ["assumption", .. hedgers]);
        foreach (
            var assumption in report
                .Sensitivity.Where(s => s.Strategy == HedgeStrategy.Strip)
                .GroupBy(s => s.Assumption)
        )
            StudyTables.Row(
                text,
                [
                    assumption.Key,
                    .. assumption.Select(s =>
                        $"{Share(s.Reduction)} · {Signed(s.NetOverCost)} · {StudyText.Number(s.PeakOverMonth, "0.0")}"
                    ),
                ]
            );
        StudyText.Say(text, "\nStack and roll: share of variance taken away.\n");
        StudyTables.Head(text, 1, ["assumption", .. hedgers]);
        foreach (
            var assumption in report
                .Sensitivity.Where(s => s.Strategy == HedgeStrategy.StackAndRoll)
                .GroupBy(s => s.Assumption)
        )
            StudyTables.Row(text, [assumption.Key, .. assumption.Select(s => Share(s.Reduction))]);
        StudyText.Say(text, "");
    }

    private static void Crowds(StringBuilder text, IReadOnlyList<CrowdLine> crowds)
    {
        StudyText.Say(
            text,
            "### Others like them\n\nThe strip, one for one, for everybody of a kind with at least twelve "
                + "months. Chosen by what was there "
                + "on the first day (GPU offers: all that were ever there); those that ended earlier are not "
                + "counted, so this is a view "
                + "of those that lasted.\n"
        );
        StudyTables.Head(
            text,
            2,
            [
                "contract",
                "who",
                "counted",
                "price never moved",
                "strip took variance away",
                "at least half",
                "lowest",
                "median",
                "highest",
            ]
        );
        foreach (var c in crowds)
            StudyTables.Row(
                text,
                [
                    c.Contract,
                    c.Group,
                    $"{c.Counted}",
                    $"{c.Still}",
                    $"{c.Better}",
                    $"{c.Half}",
                    Share(c.Lowest),
                    Share(c.Median),
                    Share(c.Highest),
                ]
            );
    }

    private static string Thousand(decimal money) => StudyText.Number((double)money / 1000, "#,0;-#,0;0");

    private static string Signed(double share) => StudyText.Number(share * 100, "+0;-0;0") + " %";

    private static string Tenths(double share) => StudyText.Number(share * 100, "0.0") + " %";

    // Beyond minus ten no digit says more.
    private static string Share(double share) => share < -10 ? "below -10" : StudyText.Number(share, "0.00");
}
