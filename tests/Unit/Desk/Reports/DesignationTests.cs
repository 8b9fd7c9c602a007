// Designations are written once; the annex's arithmetic on cases worked by hand.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Hedging.Reports;
using Xunit;

namespace Tokenbourse.Unit.Desk.Reports;

public sealed class DesignationTests
{
    [Fact]
    public void A_designation_is_written_once_and_a_new_one_stands_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("designation").FullName;
        try
        {
            var plan = ReportSamples.Plan();
            var first = ReportSamples.Designation(plan);
            Assert.Equal(Path.Combine(folder, "designation.json"), DesignationFiles.Add(folder, first));
            var refused = Assert.Throws<ReportException>(() => DesignationFiles.Add(folder, first));
            Assert.Contains("fixed at inception", refused.Message, StringComparison.Ordinal);
            var other = ReportSamples.Designation(plan, AssessmentMethod.Regression);
            Assert.Throws<ReportException>(() => DesignationFiles.Add(folder, other));

            var second = DesignationMaker.Make(
                plan,
                [],
                ReportSamples.Choice(AssessmentMethod.Regression),
                first,
                "the supply contract changed"
            );
            Assert.EndsWith("designation-2.json", DesignationFiles.Add(folder, second), StringComparison.Ordinal);
            Assert.Throws<ReportException>(() => DesignationFiles.Add(folder, second));
            var read = DesignationFiles.Read(folder);
            Assert.Equal([first.Digest, second.Digest], read.Select(d => d.Digest));
            Assert.Equal(first.Digest, read[1].Replaces);

            // A word changed afterwards is found.
            var file = Path.Combine(folder, "designation.json");
            var text = File.ReadAllText(file);
            File.WriteAllText(file, text.Replace("dollar-offset", "regression", StringComparison.Ordinal));
            Assert.Contains(
                "it was changed",
                Assert.Throws<ReportException>(() => DesignationFiles.Read(folder)).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void What_cannot_be_designated_is_refused_with_field_value_and_rule()
    {
        var plan = ReportSamples.Plan();
        string Refused(HedgePlan of, DesignationChoice choice) =>
            Assert.Throws<ReportException>(() => DesignationMaker.Make(of, [], choice)).Message;
        Assert.StartsWith(
            "by: empty",
            Refused(plan, ReportSamples.Choice() with { By = " " }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "on: 2026-06-29; must not be before",
            Refused(plan, ReportSamples.Choice() with { On = ReportSamples.Made.Plus(-1) }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "small change: 0.3",
            Refused(plan, ReportSamples.Choice() with { SmallChange = 0.3m }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "plan: chosen: none",
            Refused(PlanDigest.Sealed(plan with { Chosen = "none" }), ReportSamples.Choice()),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "side: Lender",
            Refused(
                PlanDigest.Sealed(plan with { Programme = plan.Programme with { Side = HedgerSide.Lender } }),
                ReportSamples.Choice()
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_item_is_the_hedged_volume_before_the_ratio()
    {
        // 6 lots of 10,000 at a ratio of 0.8125 hedge the first 73,846.154 units.
        var month = ReportSamples.Designation(ReportSamples.Plan()).Months[0];
        Assert.Equal((73_846.154m, "TK-N26", 6L, 3.000m), (month.First, month.Symbol, month.Lots, month.Price!.Value));
    }

    /// <summary>
    /// Two months by hand. 21 lots of 10,000 (6+5+4+3+2+1); every futures price goes up by 0.30, then by 0.10.
    /// Instrument: 210,000 x 0.30 = 63,000, then 210,000 x 0.10 = 21,000. The item is 210,000 / 0.8125 = 258,461.538
    /// units (rounded by month to thousandths). The basis is 0.20 at designation, 0.10 after the first month and 0.10
    /// after the second: the item's forward goes up by 0.20, then 0.10. Hypothetical: 51,692.31 and 25,846.15. Offset:
    /// 63,000 / 51,692.31 = 121.9 %, then 84,000 / 77,538.46 = 108.3 %. IFRS reserve: lower of both sums, 51,692.31,
    /// then 77,538.46; to profit 11,307.69, then 21,000 - 25,846.15 = -4,846.15.
    /// </summary>
    [Fact]
    public void Changes_of_fair_value_offset_and_reserve_are_those_worked_by_hand()
    {
        var report = Later(0.30m, 0.10m);
        var changes = Table(report, "fair-values");
        Assert.Equal(
            ["2026-06-30", "2026-07-31", "63,000", "51,692", "121.9%"],
            changes.Rows[0].Take(5).Select(c => c.Text)
        );
        Assert.Equal(
            ["2026-07-31", "2026-08-31", "21,000", "25,846", "108.3%"],
            changes.Rows[1].Take(5).Select(c => c.Text)
        );
        Assert.Equal("within 80% to 125%", changes.Rows[1][5].Text);
        var reserve = Table(report, "reserve");
        Assert.Equal(
            ["2026-07-31", "63,000", "51,692", "51,692", "11,308", "51,692"],
            reserve.Rows[0].Select(c => c.Text)
        );
        Assert.Equal(
            ["2026-08-31", "84,000", "77,538", "25,846", "-4,846", "77,538"],
            reserve.Rows[1].Select(c => c.Text)
        );
        Assert.Equal("within 80% to 125%", Outcome(report).Text);
    }

    /// <summary>Prices go up by 0.11 while the basis falls by 0.10: the item's sum stays near zero (0.01 x
    /// 258,461.538 =
    /// 2,585 against 1 % of more than 800,000), and a ratio of 23,100 / 2,585 = 894 % would say nothing.</summary>
    [Fact]
    public void A_small_change_is_inconclusive_and_not_a_verdict()
    {
        var report = Later(0.11m, 0.00m);
        Assert.Equal("inconclusive: small changes", Outcome(report).Text);
        Assert.Equal("不作结论：变动过小", Outcome(report).Zh);
        Assert.All(Table(report, "fair-values").Rows, r => Assert.Equal("inconclusive: small changes", r[5].Text));
    }

    [Fact]
    public void Under_US_rules_the_whole_change_waits_in_equity()
    {
        var reserve = Table(Later(0.30m, 0.10m, standard: AccountingStandard.Asc815), "reserve");
        Assert.Equal(["63,000", "21,000"], reserve.Rows.Select(r => r[3].Text));
        Assert.Equal(["0", "0"], reserve.Rows.Select(r => r[4].Text));
    }

    [Fact]
    public void A_regression_with_few_periods_says_so_and_shows_no_offset()
    {
        var report = Later(0.30m, 0.10m, AssessmentMethod.Regression);
        Assert.Equal("inconclusive: fewer than 30 periods", Outcome(report).Text);
        Assert.Equal(4, Table(report, "fair-values").Columns.Count);
    }

    /// <summary>June's own price came in after the designation of 30 June, 0.50 above the index instead of the 0.20
    /// that was known of May: what was not known then does not move what was designated.</summary>
    [Fact]
    public void The_basis_at_designation_is_the_one_that_was_known_then()
    {
        var may = new BasisMonth(ContractMonth.Of(2026, 5), 3.2, 3, 0.2, 0, 0);
        var june = may with { Month = ContractMonth.Of(2026, 6), Own = 3.5, Mix = 0.5 };
        var designated = ReportSamples.Designation(ReportSamples.Plan(months: [may]));
        Assert.Equal(Notional(ReportSamples.Plan(months: [may])), Notional(ReportSamples.Plan(months: [may, june])));

        string Notional(HedgePlan plan) =>
            ReportBundle
                .Make(plan, [designated], [], "9")
                .Report.Sections.SelectMany(s => s.Blocks)
                .OfType<FactsBlock>()
                .First(f => f.Id == "designation")
                .Facts.First(f => f.Name.En.StartsWith("Value of the hedged item", StringComparison.Ordinal))
                .Value.Text;
    }

    /// <summary>In August TK-N26 is gone and July's purchases are made. The basis goes from 0.20 to 0.50 and no futures
    /// price moves: the five months that are left, 150,000 / 0.8125 = 184,615.385 units, change by 0.30 each,
    /// 55,385; July's 73,846 units do not.</summary>
    [Fact]
    public void What_was_bought_and_settled_does_not_change_any_more()
    {
        var june = ContractMonth.Of(2026, 6);
        BasisMonth Month(int i, double basis) => new(june.Plus(i), 3 + basis, 3, basis, 0, 0);
        SettledDay Day(TradingDate day, int gone) =>
            new(
                day,
                [
                    .. Enumerable
                        .Range(gone, 6 - gone)
                        .Select(i => new SettledMonth($"TK-{june.Plus(1 + i).Code}", 3.000m + (i * 0.012m))),
                ]
            );
        var designated = ReportSamples.Designation(ReportSamples.Plan(months: [Month(0, 0.20)]));
        var later = ReportSamples.Plan(
            settlements: [Day(TradingDate.Of(2026, 7, 31), 0), Day(TradingDate.Of(2026, 8, 31), 1)],
            months: [Month(0, 0.20), Month(1, 0.20), Month(2, 0.50)]
        );
        var rows = Table(ReportBundle.Make(later, [designated], [], "9").Report, "fair-values").Rows;
        Assert.Equal(["0", "55,385"], rows.Select(r => r[3].Text));
    }

    [Fact]
    public void Prices_at_designation_are_of_its_day()
    {
        var plan = ReportSamples.Plan();
        var refused = Assert.Throws<ReportException>(() =>
            DesignationMaker.Make(plan, [], ReportSamples.Choice() with { On = ReportSamples.Made.Plus(9) })
        );
        Assert.StartsWith(
            "on: 2026-07-09; must be the plan's day, 2026-06-30",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    // A plan of two months later, with the settlements and own prices that came since.
    private static ReportDocument Later(
        decimal first,
        decimal second,
        AssessmentMethod method = AssessmentMethod.DollarOffset,
        AccountingStandard standard = AccountingStandard.Ifrs9
    )
    {
        var june = ContractMonth.Of(2026, 6);
        BasisMonth Month(int i, double basis) => new(june.Plus(i), 3 + basis, 3, basis, 0, 0);
        SettledDay Day(TradingDate day, decimal up) =>
            new(
                day,
                [
                    .. Enumerable
                        .Range(0, 6)
                        .Select(i => new SettledMonth($"TK-{june.Plus(1 + i).Code}", 3.000m + (i * 0.012m) + up)),
                ]
            );
        var designated = ReportSamples.Designation(ReportSamples.Plan(months: [Month(0, 0.20)]), method, standard);
        var later = ReportSamples.Plan(
            settlements:
            [
                Day(TradingDate.Of(2026, 6, 30), 0),
                Day(TradingDate.Of(2026, 7, 15), 0.9m),
                Day(TradingDate.Of(2026, 7, 31), first),
                Day(TradingDate.Of(2026, 8, 31), first + second),
            ],
            months: [Month(0, 0.20), Month(1, 0.10), Month(2, 0.10)]
        );
        return ReportBundle.Make(later, [designated], [], "9").Report;
    }

    private static TableBlock Table(ReportDocument report, string id) =>
        report.Sections.SelectMany(s => s.Blocks).OfType<TableBlock>().First(t => t.Id == id);

    private static Cell Outcome(ReportDocument report) =>
        report
            .Sections.SelectMany(s => s.Blocks)
            .OfType<FactsBlock>()
            .First(f => f.Id == "test-since")
            .Facts.First(f => f.Name.En == "Outcome")
            .Value;
}
