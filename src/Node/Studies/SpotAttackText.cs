// The attacks on the spot print as markdown tables.
using System.Globalization;
using System.Text;
using Tokenbourse.Sim.Spot;

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
                "who they are",
                "hours",
                "bound",
                "moved",
                "over its bound",
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
                    Who(o.Wash.Kind),
                    o.Wash.Hours is null ? "all" : $"{o.Wash.Hours.Length}",
                    Move(o.Bound),
                    Move(o.Move),
                    StudyText.Number(o.Over, "0.00"),
                    Move(o.Settlement),
                ]
            );
        StudyText.Say(
            text,
            "\nBound and move: log of a print, the largest of seven days that were attacked one by one; month: log of "
                + "the average of thirty prints with seven of them attacked. In the bound: the rounding of both prints "
                + "to four decimals.\n"
        );
        StudyText.Say(text, "### Random attacks outside of the auction, each on one day (simulated)\n");
        StudyTables.Head(
            text,
            1,
            ["who the accounts are", "attacks", "largest bound", "largest move", "over its bound"]
        );
        foreach (var r in report.Random)
            StudyTables.Row(
                text,
                [Who(r.Kind), $"{r.Attacks}", Move(r.Bound), Move(r.Move), StudyText.Number(r.Over, "0.00")]
            );
        StudyText.Say(
            text,
            "\nAny seller, a thousandth to ten thousand times its volume, 0.87 to 1.13 of the auction's price, one to "
                + "forty accounts (one to three where everybody is bought from), all hours or some; over its bound: "
                + "the largest of all.\n"
        );
    }

    private static string Who(SpotWashKind kind) =>
        kind switch
        {
            SpotWashKind.Related => "marked as related",
            SpotWashKind.Group => "told under the seller's name",
            SpotWashKind.Ring => "a ring back to the seller",
            SpotWashKind.Buying => "not known; they buy from every seller",
            _ => "not known; they keep it",
        };

    private static string Move(double share) => StudyText.Number(share * 100, "0.00") + " %";
}
