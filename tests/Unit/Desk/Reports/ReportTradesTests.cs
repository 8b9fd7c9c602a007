// Trades of the journal in the report: which month each part serves, and who asked and agreed.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk.Reports;

public sealed class ReportTradesTests
{
    [Fact]
    public void Each_part_of_a_fill_stands_with_its_month_and_the_persons_of_its_plan()
    {
        var day = TradingDate.Of(2026, 7, 1);
        var july = ContractMonth.Of(2026, 7);
        JournalLine[] lines =
        [
            Line(1, JournalKind.Proposed, "A. Chen") with
            {
                Proposed = new("ab", "P", day, "TK", 5, 1, [], []),
            },
            Line(2, JournalKind.Approved, "B. Wu") with
            {
                Approved = new("ab"),
            },
            // Another plan's approval is nobody's business here.
            Line(3, JournalKind.Approved, "C. Li") with
            {
                Approved = new("cd"),
            },
            Line(4, JournalKind.Allocated, "send") with
            {
                Allocated = new(
                    "ab",
                    "order-1",
                    [new(july, "TK-N26", 3, 3.01m, day, 77), new(july.Plus(1), "TK-N26", 2, 3.01m, day, null)]
                ),
            },
        ];
        var trades = ReportTrades.Of(lines);
        Assert.Equal(["2026-07", "2026-08"], trades.Select(t => t.Month));
        Assert.Equal([3L, 2L], trades.Select(t => t.Lots));
        Assert.Equal(["77", "order-1"], trades.Select(t => t.Reference));
        Assert.All(trades, t => Assert.Equal(("A. Chen, B. Wu", 4L, "ab"), (t.Persons, t.Line, t.Plan)));

        // The fee by hand: 4 lots x 10,000 x 3.004 x 0.00002 = 2.4032, and 1 x 10,000 x 3.018 x 0.00002 = 0.6036.
        var plan = ReportSamples.Plan();
        var report = ReportBundle.Make(plan, [], ReportSamples.Trades, "9").Report;
        var table = report.Sections.First(s => s.Id == "trades").Blocks.OfType<TableBlock>().Single();
        Assert.Equal(["2.40", "0.60", "3.01"], table.Rows.Append(table.Total!).Select(r => r[5].Text));
    }

    private static JournalLine Line(long number, JournalKind kind, string who) =>
        new(number, "2026-07-01T08:00:00Z", kind, who, "");
}
