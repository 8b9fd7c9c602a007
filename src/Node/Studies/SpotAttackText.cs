// The attacks on the spot print as markdown tables.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Node.Studies;

/// <summary>Writes the tables of attacks.</summary>
internal static class SpotAttackText
{
    /// <summary>Both tables.</summary>
    public static void Say(StringBuilder text, SpotAttackReport report)
    {
        StudyText.Say(text, "### Attacks inside the auction (simulated)\n");
        StudyTables.Head(
            text,
            1,
            [
                "lots an hour over its volume",
                "bound down, mean",
                "worst day",
                "bound up, mean",
                "worst day",
                "given away",
                "bought and sold back",
                "random attacks",
                "largest over its bound",
            ]
        );
        foreach (var a in report.Auction)
            StudyTables.Row(
                text,
                [
                    StudyText.Percent(a.Limit),
                    Move(a.BoundDown),
                    Move(a.WorstDown),
                    Move(a.BoundUp),
                    Move(a.WorstUp),
                    Move(a.Subsidised),
                    Move(a.Washed),
                    $"{a.Attacks}",
                    StudyText.Number(a.Largest, "0.00"),
                ]
            );
        StudyText.Say(text, $"\nCompute market, seed {report.Seed}, {report.Days} days.\n");
        StudyText.Say(text, "### Attacks outside of the auction, through the index machine (simulated)\n");
        StudyTables.Head(
            text,
            1,
            [
                "seller",
                "weight",
                "times its auction volume",
                "paid over auction",
                "accounts",
                "known",
                "hours",
                "bound",
                "moved",
                "month",
            ]
        );
        foreach (var o in report.Outside)
            StudyTables.Row(
                text,
                [
                    o.Seller,
                    StudyText.Number(o.Weight, "0.00"),
                    o.Wash.Times.ToString("0.0", CultureInfo.InvariantCulture),
                    o.Wash.Paid.ToString("0.00", CultureInfo.InvariantCulture),
                    $"{o.Wash.Accounts}",
                    o.Wash.Related ? "yes" : "no",
                    o.Wash.Hours is null ? "all" : $"{o.Wash.Hours.Length}",
                    Move(o.Bound),
                    Move(o.Move),
                    Move(o.Settlement),
                ]
            );
        StudyText.Say(
            text,
            "\nBound and move: log of a print, the largest of seven attacked days; month: log of the average of thirty "
                + "prints with seven of them attacked.\n"
        );
    }

    private static string Move(double share) => StudyText.Number(share * 100, "0.00") + " %";
}
