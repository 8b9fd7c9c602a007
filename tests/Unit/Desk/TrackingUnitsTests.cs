// In which units a hedge is tracked: a line that was mapped by its price is counted as the plan counted it.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class TrackingUnitsTests
{
    private static readonly ContractMonth May = ContractMonth.Of(2026, 5);
    private static readonly ContractMonth June = ContractMonth.Of(2026, 6);

    private static MappedLine Line(
        ContractMonth month,
        string item,
        decimal raw,
        decimal units,
        decimal cost,
        PriceBasis basis = PriceBasis.ListPrice,
        decimal floating = 1,
        string method = "price: cost / index"
    ) => new(month, item, raw, units, method, cost, cost / units, basis) { Floating = floating };

    // The plan of 29 May 2026: TK-M26 settles at 6.4, June's base is 120,000 units of which 90 % float.
    private static HedgePlan Planned(params MappedLine[] may) =>
        SamplePlan.Plan with
        {
            Basis = [],
            Exposure = SamplePlan.Plan.Exposure with { AsOf = May.Last, Actual = may },
        };

    // July 2026: the index stood at 7 in June, TK-M26 ended at 7; six lots were bought at 6.4.
    private static TrackReport Track(HedgePlan plan, TradingDate asOf, params MappedLine[] bills) =>
        Track(plan, asOf, null, bills);

    private static TrackReport Track(
        HedgePlan plan,
        TradingDate asOf,
        ProposedPlan? proposed,
        params MappedLine[] bills
    )
    {
        var days = Enumerable.Range(0, 30).Select(i => new IndexDay(June.First.Plus(i), 7));
        var market = SamplePlan.Market with
        {
            Day = TradingDate.Of(2026, 7, 1),
            Months = [.. SamplePlan.Market.Months.Skip(1)],
            IndexHistory = [.. SamplePlan.Market.IndexHistory.Where(d => d.Day < June.First), .. days],
            Settlements = [new(TradingDate.Of(2026, 6, 30), [new("TK-M26", 7)])],
        };
        var fill = new AllocatedFill(June, "TK-M26", 6, 6.4m, TradingDate.Of(2026, 6, 1), null);
        var line = new JournalLine(1, "", JournalKind.Allocated, "test", "", Allocated: new("digest", "id", [fill]));
        return new Tracking(plan, SamplePlan.Exposure with { AsOf = asOf, Actual = bills }, market).Of([
            new(1, "", JournalKind.Proposed, "test", "", Proposed: proposed),
            line,
        ]);
    }

    /// <summary>A list price that did not move, of which ten percent more was used. May: 200,000 million raw tokens for
    /// 640,000, at an index of 6.4 they are 100,000 units, half a unit each. June: 220,000 for 704,000; at an index
    /// of 7
    /// the new table calls them 100,571 units at 7 each, and the half that the plan counted with makes them 110,000 at
    /// 6.4.</summary>
    [Fact]
    public void A_list_price_that_stood_still_is_more_volume_and_basis_not_a_price_that_rose()
    {
        var report = Track(
            Planned(Line(May, "model-a", 200_000, 100_000, 640_000)),
            June.Last,
            Line(June, "model-a", 220_000, 704_000m / 7, 704_000)
        );
        var line = Assert.Single(report.Months);
        // Planned: 108,000 units at 6.4.
        Assert.Equal((691_200m, 704_000m), (line.Planned, line.Unhedged));
        // 2,000 units more at 6.4; the index's 0.6 on 110,000 units, which the list price did not follow: basis.
        Assert.Equal(
            (-12_800m, -66_000m, 66_000m, 0m),
            (line.Without.Volume, line.Without.Price, line.Without.Basis, line.Without.Mix)
        );
        Assert.Equal((0m, 0m), (line.Residual, line.UnhedgedResidual));
    }

    /// <summary>A commitment covers a quarter: of 144,000 units for 921,600 the bill's floating part is 108,000 for
    /// 691,200, what was planned.</summary>
    [Fact]
    public void What_a_commitment_covers_is_neither_volume_nor_cost_of_the_hedge()
    {
        var report = Track(
            Planned(Line(May, "model-a", 200_000, 100_000, 640_000, floating: 0.75m, method: "factor 0.5")),
            June.Last,
            Line(June, "model-a", 288_000, 144_000, 921_600, floating: 0.75m, method: "factor 0.5"),
            Line(June, "reserved", 90_000, 30_000, 300_000, PriceBasis.Fixed, 0, "factor 0.5")
        );
        var line = Assert.Single(report.Months);
        Assert.Equal((691_200m, 0m), (line.Unhedged, line.Without.Volume));
    }

    /// <summary>Two items at 6.4 and, fixed by contract, one at 12.8: the fixed one is no part of the basket that
    /// the mix
    /// is measured on, or a basket that did not change would seem to.</summary>
    [Fact]
    public void A_fixed_price_is_no_part_of_the_basket_that_mix_is_measured_on()
    {
        var plan = Planned(
            Line(May, "model-a", 200_000, 100_000, 640_000, method: "factor 0.5"),
            Line(May, "reserved", 200_000, 100_000, 1_280_000, PriceBasis.Fixed, 0, "factor 0.5")
        );
        var report = Track(plan, June.Last, Line(June, "model-a", 216_000, 108_000, 691_200, method: "factor 0.5"));
        Assert.Equal(0m, Assert.Single(report.Months).Without.Mix);
    }

    [Fact]
    public void A_month_that_is_not_over_is_marked_whatever_was_billed_of_it()
    {
        var plan = Planned(Line(May, "model-a", 200_000, 100_000, 640_000));
        var report = Track(plan, June.Last.Plus(-1), Line(June, "model-a", 20_000, 10_000, 64_000));
        Assert.Empty(report.Months);
        Assert.Equal(June, Assert.Single(report.Open).Month);
    }

    /// <summary>Half of the volume is written on the index and hedged one for one, half stands at a list price of 5.
    /// Planned for June: 54,000 at 6.4 and 54,000 at 5, together 615,600. The contract rises to 7: 54,000 times 0.6 is
    /// price, and nothing else happened.</summary>
    [Fact]
    public void Of_a_mixed_bill_only_the_part_on_the_index_moves_with_it()
    {
        MappedLine[] Bill(ContractMonth month, decimal units, decimal price) =>
            [
                Line(month, "linked", units, units, units * price, PriceBasis.IndexLinked, 1, "factor 1"),
                Line(month, "listed", units, units, units * 5, PriceBasis.ListPrice, 1, "factor 1"),
            ];
        var plan = Planned(Bill(May, 50_000, 6.4m));
        plan = plan with { Ratio = plan.Ratio with { Ratio = 1, Method = "by contract" } };
        var line = Assert.Single(Track(plan, June.Last, Bill(June, 54_000, 7)).Months);
        Assert.Equal((615_600m, 648_000m), (line.Planned, line.Unhedged));
        Assert.Equal(
            (-32_400m, 0m, 0m, 0m),
            (line.Without.Price, line.Without.Basis, line.Without.Mix, line.Without.Volume)
        );
    }

    /// <summary>Planned anew in July: the plan in the folder knows no June any more. The proposal that June was hedged
    /// under expected 100,000 units at 6.</summary>
    [Fact]
    public void A_month_is_measured_against_the_plan_that_first_hedged_it()
    {
        var may = Line(May, "model-a", 200_000, 100_000, 640_000, method: "factor 0.5");
        var june = Line(June, "model-a", 216_000, 108_000, 691_200, method: "factor 0.5");
        var plan = Planned(may, june);
        var later = plan with
        {
            Exposure = plan.Exposure with { AsOf = June.Last, Months = [.. plan.Exposure.Months.Skip(1)] },
        };
        var proposed = new ProposedPlan("digest", "p", May.Last, "TK", 6, 1, [], [], [new(June, 100_000, 6, 6, 1)]);
        Assert.Equal(600_000m, Assert.Single(Track(later, June.Last, proposed, june).Months).Planned);
        // A journal that does not say so is told, not guessed.
        var report = Track(later, June.Last, june);
        Assert.Empty(report.Months);
        Assert.Equal([June], report.Unplanned);
    }
}
