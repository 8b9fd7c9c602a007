// The textbook's jet-fuel hedge, lots, tailing, shrinkage and effectiveness.
using Tokenbourse.Analytics.Hedging;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class MinimumVarianceTests
{
    [Fact]
    public void Jet_fuel_is_hedged_with_heating_oil_as_the_textbook_prints_it()
    {
        var figures = MinimumVariance.Of(HedgingExamples.JetFuel, HedgingExamples.HeatingOil);
        // Printed: sigma_F 0.0313, sigma_S 0.0263, rho 0.928, h* 0.928 x 0.0263 / 0.0313 = 0.78, effectiveness 0.862.
        Assert.Equal(0.0313, figures.IndexDeviation, 4);
        Assert.Equal(0.0263, figures.OwnDeviation, 4);
        Assert.Equal(0.928, figures.Correlation, 3);
        Assert.Equal(0.78, figures.Ratio, 2);
        Assert.Equal(0.862, figures.Effectiveness, 3);
        Assert.Equal(figures.Correlation * figures.OwnDeviation / figures.IndexDeviation, figures.Ratio, 12);
        Assert.InRange(figures.Low, 0.4, figures.Ratio);
        Assert.InRange(figures.High, figures.Ratio, 1.1);
    }

    [Fact]
    public void Two_million_gallons_are_thirty_seven_contracts()
    {
        // The same chapter: an airline buys 2,000,000 gallons, a contract is 42,000; spot 1.94, futures 1.99.
        var ratio = MinimumVariance.Of(HedgingExamples.JetFuel, HedgingExamples.HeatingOil).Ratio;
        var lots = HedgeLots.OfLevels(ratio, 2_000_000, 42_000);
        Assert.Equal(37.03, lots.Exact, 2);
        Assert.Equal(37, lots.Lots);
        // A slope of returns is h F / S, so both formulas give the same number.
        Assert.Equal(lots.Exact, HedgeLots.OfReturns(ratio * 1.99 / 1.94, 2_000_000, 1.94, 42_000, 1.99).Exact, 10);
    }

    [Fact]
    public void Tailing_divides_by_one_plus_interest_and_parts_of_lots_follow_the_rule()
    {
        // 100 lots, 4 % for half a year: 100 / 1.02 = 98.039...
        var lots = HedgeLots.OfLevels(1, 10_000, 100, 0.04, 0.5);
        Assert.Equal(100, lots.Exact, 12);
        Assert.Equal(100 / 1.02, lots.Tailed, 12);
        Assert.Equal(98, lots.Lots);
        Assert.Equal(99, HedgeLots.OfLevels(1, 10_000, 100, 0.04, 0.5, LotRounding.Up).Lots);
        // Half a lot goes to the smaller hedge, for buyers and for sellers.
        Assert.Equal(2, HedgeLots.OfLevels(1, 250, 100).Lots);
        Assert.Equal(-2, HedgeLots.OfLevels(1, -250, 100).Lots);
        Assert.Equal(-3, HedgeLots.OfLevels(1, -251, 100).Lots);
        Assert.Equal(-2, HedgeLots.OfLevels(1, -299, 100, rounding: LotRounding.Down).Lots);
        // Three tenths ten times are three, whatever doubles make of it.
        Assert.Equal(3, HedgeLots.OfLevels(0.1 + 0.2, 10, 1, rounding: LotRounding.Down).Lots);
        Assert.Equal(3, HedgeLots.OfLevels(0.1 + 0.2, 10, 1, rounding: LotRounding.Up).Lots);
        Assert.Equal(0, HedgeLots.OfLevels(0.5, 0, 100).Lots);
        Assert.Throws<HedgingException>(() => HedgeLots.OfLevels(1, 1, 0));
        Assert.Throws<HedgingException>(() => HedgeLots.OfLevels(double.NaN, 1, 1));
        Assert.Throws<HedgingException>(() => HedgeLots.OfLevels(1, 1e20, 1));
        Assert.Throws<HedgingException>(() => HedgeLots.OfReturns(1, 1, 1, 1, 0));
    }

    [Fact]
    public void A_slope_is_drawn_to_one_by_its_error()
    {
        // An error as large as tau: half way. Twice as large: a fifth.
        Assert.Equal(new Shrunk(0.75, 0.5), Shrinkage.Toward(0.5, 0.25));
        Assert.Equal(0.2, Shrinkage.Toward(0.5, 0.5).Weight, 12);
        Assert.Equal(0.9, Shrinkage.Toward(0.5, 0.5).Slope, 12);
        Assert.Equal(new Shrunk(0.5, 1), Shrinkage.Toward(0.5, 0));
        Assert.Equal(3.5, Shrinkage.Toward(3, 1, tau: 1, target: 4).Slope, 12);
        Assert.Throws<HedgingException>(() => Shrinkage.Toward(1, 1, tau: 0));
        Assert.Throws<HedgingException>(() => Shrinkage.Toward(double.NaN, 1));
    }

    [Fact]
    public void Effectiveness_is_one_for_the_same_nothing_without_a_hedge_and_below_nothing_for_the_opposite()
    {
        double[] own = [1, -2, 3, 0.5];
        Assert.Equal(1, Effectiveness.Of(own, own, 1)!.Value, 12);
        Assert.Equal(0, Effectiveness.Of(own, own, 0)!.Value, 12);
        Assert.Equal(-3, Effectiveness.Of(own, own, -1)!.Value, 12);
        Assert.Null(Effectiveness.Of([1, 1, 1], [1, 2, 3], 1));
    }

    [Fact]
    public void Out_of_sample_uses_nothing_of_the_change_that_it_hedges()
    {
        double[] index = [1, -1, 2, -2, 1, 3];
        double[] own = [2, -2, 4, -4, 5, 1];
        // The first four changes give a ratio of exactly 2; the fifth is left with 5 - 2 x 1 = 3. Five changes: sums
        // x 1, y 5, xx 11 and xy 25 give (25 - 1) / (11 - 0.2) = 24 / 10.8; the sixth is left with 1 - 3 x 24 / 10.8.
        var left = 1 - (3 * 24 / 10.8);
        // Variances of two values are half the squared difference: 8 before, (3 - left)² / 2 after.
        var tested = Effectiveness.Expanding(own, index, 4);
        Assert.Equal(2, tested.Tests);
        Assert.Equal(1 - ((3 - left) * (3 - left) / 2 / 8), tested.Value!.Value, 12);
        own[5] = 100;
        Assert.Equal(
            1 - Math.Pow(3 - (100 - (3 * 24 / 10.8)), 2) / (95.0 * 95),
            Effectiveness.Expanding(own, index, 4).Value!.Value,
            12
        );
    }

    [Fact]
    public void Degenerate_changes_are_refused()
    {
        Assert.Throws<HedgingException>(() => MinimumVariance.Of([1, 2, 3], [1, 1, 1]));
        Assert.Throws<HedgingException>(() => MinimumVariance.Of([1, 2], [1, 3]));
        Assert.Throws<HedgingException>(() => MinimumVariance.Of([1, 2, double.NaN], [1, 3, 2]));
        Assert.Throws<HedgingException>(() => MinimumVariance.Of([1, 2, 4], [1, 3]));
        Assert.Throws<HedgingException>(() => Effectiveness.Expanding([1, 2], [1], 3));
    }
}
