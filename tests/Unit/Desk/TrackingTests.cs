// What a hedge did, worked by hand; and its parts add up exactly whatever the figures.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class TrackingTests
{
    private static readonly ContractMonth June = ContractMonth.Of(2026, 6);
    private static readonly TradingDate Day = TradingDate.Of(2026, 6, 1);

    private static JournalLine Line(params AllocatedFill[] fills) =>
        new(1, "", JournalKind.Allocated, "test", "", Allocated: new("digest", "id", fills));

    private static AllocatedFill Fill(string symbol, long lots, decimal price) =>
        new(June, symbol, lots, price, Day, null);

    // July 2026: the index stood at 7 on every day of June, TK-M26 ended at 7; 110,000 units cost 792,000.
    private static (HedgePlan Plan, ExposureTable Now, MarketSnapshot Market) After(decimal cost, decimal volume)
    {
        var plan = SamplePlan.Plan;
        var bill = new MappedLine(June, "large-model", volume, volume, "", cost, cost / volume, PriceBasis.IndexLinked)
        {
            Floating = 1,
        };
        var days = Enumerable.Range(0, 30).Select(i => new IndexDay(June.First.Plus(i), 7));
        var market = SamplePlan.Market with
        {
            Day = TradingDate.Of(2026, 7, 1),
            Months = [.. SamplePlan.Market.Months.Skip(1)],
            IndexHistory = [.. SamplePlan.Market.IndexHistory.Where(d => d.Day < June.First), .. days],
            Settlements = [new(TradingDate.Of(2026, 6, 30), [new("TK-M26", 7)])],
        };
        return (plan with { Basis = [] }, SamplePlan.Exposure with { AsOf = June.Last, Actual = [bill] }, market);
    }

    [Fact]
    public void A_billed_month_is_split_into_price_basis_volume_and_fees()
    {
        var (plan, now, market) = After(792_000, 110_000);
        var report = new Tracking(plan, now, market).Of([Line(Fill("TK-M26", 6, 6.404m))]);
        var line = Assert.Single(report.Months);
        // Planned: 0.9 x 120,000 = 108,000 units at the plan's settlement price 6.4 = 691,200.
        Assert.Equal(691_200m, line.Planned);
        // The index rose 0.6: 110,000 units cost 66,000 more; 2,000 units more at 6.4 cost 12,800.
        Assert.Equal((-66_000m, -12_800m), (line.Without.Price, line.Without.Volume));
        // The hedge: 60,000 units, bought at 6.404, ended at 7: 35,760, of which 36,000 is the index's move and -240
        // is basis.
        Assert.Equal((36_000m, -240m, 0m), (line.Hedge.Price, line.Hedge.Basis, line.Hedge.Volume));
        // Fee 60,000 x 6.404 x 0.00002 = 7.6848.
        Assert.Equal(-7.6848m, line.Hedge.Fees);
        Assert.Equal(792_000m - 35_760 + 7.6848m, line.Hedged);
        Assert.Equal((0m, 0m), (line.Residual, line.UnhedgedResidual));
    }

    [Fact]
    public void A_roll_is_told_apart()
    {
        // Six lots of June's contract bought at 6.4, sold at 6.5, July's bought at 6.45 and marked at its settlement.
        var (plan, now, market) = After(792_000, 110_000);
        var lines = new[] { Line(Fill("TK-M26", 6, 6.4m)), Line(Fill("TK-M26", -6, 6.5m), Fill("TK-N26", 6, 6.45m)) };
        var line = Assert.Single(new Tracking(plan, now, market).Of(lines).Months);
        var mark = market.Months[0].Settlement!.Value;
        // All in all: 60,000 x (0.1 + mark - 6.45). From first price to last mark: 60,000 x (mark - 6.4). Roll: the
        // difference, 60,000 x (6.45 - 6.5) = -3,000 of cost: a gain.
        Assert.Equal(3_000m, line.Hedge.Roll);
        Assert.Equal(0m, line.Residual);
        Assert.Equal(60_000 * (0.1m + mark - 6.45m), line.Hedge.Total - line.Hedge.Fees);
    }

    [Fact]
    public void Parts_add_up_exactly_whatever_the_figures()
    {
        var random = new Random(11);
        for (var round = 0; round < 100; round++)
        {
            var (plan, now, market) = After(random.Next(1, 9_000_000) / 7m, random.Next(1, 900_000) / 3m);
            var fills = Enumerable
                .Range(0, random.Next(1, 5))
                .Select(_ => Fill("TK-M26", random.Next(1, 9), 6 + (0.002m * random.Next(0, 400))))
                .ToArray();
            var report = new Tracking(plan, now, market).Of([Line(fills)]);
            Assert.Equal(0m, report.Months[0].Residual);
            Assert.Equal(0m, report.Months[0].UnhedgedResidual);
            Assert.Equal(0m, report.Sum!.Residual);
        }
    }

    [Fact]
    public void A_month_without_a_bill_is_marked_and_one_without_a_price_is_left_out()
    {
        var (plan, now, market) = After(1, 1);
        var july = new AllocatedFill(June.Plus(1), "TK-N26", 3, 6.3m, Day, null);
        var lost = new AllocatedFill(June.Plus(2), "TK-X99", 3, 6.3m, Day, null);
        var report = new Tracking(plan, now, market).Of([Line(july, lost)]);
        var open = Assert.Single(report.Open);
        Assert.Equal(30_000 * (market.Months[0].Settlement!.Value - 6.3m), open.Gain);
        Assert.Equal(["TK-X99"], report.Unmarked);
        Assert.Empty(report.Months);
    }
}
