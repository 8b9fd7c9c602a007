// The walk forward: what a hedge must do where the truth is known, and that its parts are its whole.
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics.Walks;

public sealed class WalkTests
{
    public static TheoryData<HedgeStrategy> Strategies => [.. Enum.GetValues<HedgeStrategy>()];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Who_pays_the_index_by_contract_is_hedged_wholly_by_a_strip(ulong seed)
    {
        var prints = WalkExamples.Series(seed);
        var walk = WalkExamples.Run(
            WalkExamples.LinkedBuyer(),
            HedgeStrategy.Strip,
            prints,
            WalkExamples.Frictionless with
            {
                Curve = new CurveModel(),
            }
        );
        Assert.Equal(27, walk.Months.Count);
        // Every month ends at its budget; cents are all that rounding leaves.
        Assert.All(walk.Months, m => Assert.InRange(m.Net - m.Budget, -0.02m, 0.02m));
        Assert.True(WalkExamples.Reduction(walk) > 0.999999);
        Assert.Contains(walk.Months, m => Math.Abs(m.Bare) > 0.1);
    }

    [Fact]
    public void A_price_that_is_the_index_is_hedged_nearly_wholly_by_a_strip_at_its_value()
    {
        var prints = WalkExamples.Series(5);
        var walk = WalkExamples.Run(WalkExamples.Buyer(prints), HedgeStrategy.Strip, prints, WalkExamples.Frictionless);
        Assert.True(WalkExamples.Reduction(walk) > 0.9999);
        var seller = WalkExamples.Run(
            WalkExamples.Buyer(prints, sells: true),
            HedgeStrategy.Strip,
            prints,
            WalkExamples.Frictionless
        );
        Assert.All(seller.Months, m => Assert.True(m.Decision.Lots < 0 && m.Cost < 0));
        Assert.True(WalkExamples.Reduction(seller) > 0.9999);
    }

    [Fact]
    public void A_price_that_has_nothing_to_do_with_the_index_is_made_worse_by_a_strip_on_average()
    {
        // Var(bare - gain) = Var(bare) + Var(gain) when they are independent: less than nothing is taken away.
        var reductions = Enumerable
            .Range(0, 60)
            .Select(k =>
                WalkExamples.Reduction(
                    WalkExamples.Run(
                        WalkExamples.Buyer(WalkExamples.Series(1000 + (ulong)k)),
                        HedgeStrategy.Strip,
                        WalkExamples.Series(9000 + (ulong)k),
                        WalkExamples.Frictionless
                    )
                )
            )
            .Order()
            .ToList();
        Assert.True(reductions.Average() < 0);
        Assert.True(reductions[30] < 0);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_parts_of_every_month_add_up_to_the_cent(HedgeStrategy strategy)
    {
        var rules = WalkRules.Usual with { WholeLots = true };
        foreach (var sells in (bool[])[false, true])
        {
            var walk = WalkExamples.Run(
                WalkExamples.Buyer(WalkExamples.Series(21), sells),
                strategy,
                WalkExamples.Series(22),
                rules,
                WalkExamples.Series(23)
            );
            Assert.NotEmpty(walk.Months);
            foreach (var m in walk.Months)
            {
                Assert.Equal(m.Net, m.Budget + m.IndexMove + m.Basis - m.Strip - m.Roll + m.Fees + m.Interest);
                Assert.Equal(m.Net, m.Cost - m.Gain + m.Fees + m.Interest);
                foreach (
                    var part in (decimal[])[m.Budget, m.Cost, m.IndexMove, m.Basis, m.Strip, m.Roll, m.Fees, m.Net]
                )
                    Assert.Equal(part, decimal.Round(part, 2));
                if (strategy != HedgeStrategy.Prepay)
                    Assert.Equal(
                        m.Gain,
                        walk.Legs.Where(l => l.For == m.Decision.Month)
                            .Sum(l => decimal.Round(l.Lots * 10 * (l.Close - l.Open), 2, MidpointRounding.AwayFromZero))
                    );
            }
        }
    }

    [Fact]
    public void A_month_worked_by_hand_comes_out_as_worked()
    {
        // The index stands at 10 until the end of March, at 12 in April and after. The buyer pays 20 until the end of
        // March, 25 after. April: 30 days of 1,000 units.
        var (prints, prices) = (new double[WalkExamples.Days], new double[WalkExamples.Days]);
        var april = TradingDate.Of(2024, 4, 1).Days - WalkExamples.First.Days;
        for (var day = 0; day < prints.Length; day++)
            (prints[day], prices[day]) = day < april ? (10, 20) : (12, 25);
        var rules = new WalkRules(6, new CurveModel(Trend: 0), 0.073m, 0.001m);
        var walk = WalkExamples.Run(WalkExamples.Buyer(prices), HedgeStrategy.Strip, prints, rules);
        var m = walk.Months[0];
        Assert.Equal(TradingDate.Of(2024, 3, 31), m.Decision.Day);
        Assert.Equal(ContractMonth.Of(2024, 4), m.Decision.Month);
        // 30,000 units at 20 are 600,000; at 10 a unit of the index that is 60,000 units, 6,000 lots of ten.
        Assert.Equal((600_000m, 750_000m), (m.Budget, m.Cost));
        Assert.Equal(6_000m, m.Decision.Lots);
        // 6,000 lots x 10 x (12 - 10); own price 150,000 up, of it the index's fifth of 600,000.
        Assert.Equal((120_000m, 120_000m, 30_000m), (m.Strip, m.IndexMove, m.Basis));
        // Turnover 600,000 at 0.01 % and 6,000 lots at 0.50, and half a spread of 0.1 %; settlement costs nothing.
        Assert.Equal(60m + 3_000m + 600m, m.Fees);
        // Margin: 120,000 on the day of the trade; then marks of 10 are gone and the average runs. From 1 April on the
        // price is 12: margin 144,000, gain 120,000, need 24,000, for 29 days (1 to 29 April). 0.073 / 365 a day.
        Assert.Equal(decimal.Round((120_000m + (29 * 24_000m)) * 0.0002m, 2), m.Interest);
        Assert.Equal(750_000m - 120_000m + 3_660m + m.Interest, m.Net);
    }

    [Fact]
    public void Rolling_a_stack_is_worked_by_hand()
    {
        // A flat curve at every moment; the index falls from 10 to 8 on 1 May and stands. June's volume is decided on
        // 31 March: bought in May's contract at 10, sold there on 30 April at 10, June's bought at 10, settled at 8.
        var prints = new double[WalkExamples.Days];
        var may = TradingDate.Of(2024, 5, 1).Days - WalkExamples.First.Days;
        for (var day = 0; day < prints.Length; day++)
            prints[day] = day < may ? 10 : 8;
        var walk = WalkExamples.Run(
            WalkExamples.LinkedBuyer(),
            HedgeStrategy.StackAndRoll,
            prints,
            WalkExamples.Frictionless
        );
        var june = ContractMonth.Of(2024, 6);
        var legs = walk.Legs.Where(l => l.For == june).ToList();
        Assert.Equal([ContractMonth.Of(2024, 5), june], legs.Select(l => l.Month));
        Assert.Equal([TradingDate.Of(2024, 3, 31), TradingDate.Of(2024, 4, 30)], legs.Select(l => l.Opened));
        Assert.Equal([(10m, 10m), (10m, 8m)], legs.Select(l => (l.Open, l.Close)));
        var month = walk.Months.Single(m => m.Decision.Month == june);
        // 30,000 units x (8 - 10): a loss for the long hedge, and no roll on a flat curve.
        Assert.Equal((-60_000m, 0m), (month.Strip, month.Roll));
        Assert.Equal(month.Budget, month.Net);
    }

    [Fact]
    public void Paying_ahead_costs_the_price_of_the_day_and_interest()
    {
        var prices = WalkExamples.Series(31);
        var walk = WalkExamples.Run(
            WalkExamples.Buyer(prices),
            HedgeStrategy.Prepay,
            WalkExamples.Series(32),
            WalkRules.Usual
        );
        Assert.All(walk.Months, m => Assert.Equal(m.Budget + m.Interest, m.Net));
        Assert.All(walk.Months, m => Assert.True(m.Interest > 0));
        Assert.Empty(walk.Legs);
        Assert.True(WalkFigures.Of(walk, 6, 1).PeakCash > (double)walk.Months[0].Budget);
    }

    [Fact]
    public void The_interval_is_the_seeds_and_holds_the_figure()
    {
        var own = WalkExamples.Series(41);
        var index = own.Zip(WalkExamples.Series(42), (a, b) => Math.Sqrt(a * b)).ToArray();
        var walk = WalkExamples.Run(WalkExamples.Buyer(own), HedgeStrategy.Strip, index, WalkExamples.Frictionless);
        var (one, same, other) = (WalkFigures.Of(walk, 6, 7), WalkFigures.Of(walk, 6, 7), WalkFigures.Of(walk, 6, 8));
        Assert.Equal(one, same);
        Assert.NotEqual(one.Low, other.Low);
        Assert.InRange(one.Reduction, one.Low, one.High);
        Assert.True(one.Reduction > 0);
    }
}
