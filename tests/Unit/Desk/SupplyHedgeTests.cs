// What futures hedge of a supply contract: all of a move between floor and cap, nothing outside.
using System.Text;
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Supply;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class SupplyHedgeTests
{
    private static readonly TradingDate _day = TradingDate.Of(2026, 2, 10);
    private static readonly ForecastCases _volume = new(1_000_000, 30_000_000, 80_000_000);

    [Theory]
    // Floor: (4 - 0.2) / 1.05 = 3.6190; cap: (9 - 0.2) / 1.05 = 8.3810.
    [InlineData(3.60, SupplyZone.AtFloor, 0)]
    [InlineData(3.63, SupplyZone.Between, 1.05)]
    [InlineData(6.00, SupplyZone.Between, 1.05)]
    [InlineData(8.38, SupplyZone.Between, 1.05)]
    [InlineData(8.39, SupplyZone.AtCap, 0)]
    public void The_delta_at_the_forward_is_the_factor_between_floor_and_cap(
        double forward,
        SupplyZone zone,
        double delta
    )
    {
        var hedge = new SupplyHedge(Terms(), 1_000_000);
        var month = hedge.Months(new(_day, null, (decimal)forward, null), _volume)[0];
        Assert.Equal((zone, (decimal)delta), (month.Zone, month.Delta));
        Assert.Equal(30 * (decimal)delta, month.Units);
    }

    [Fact]
    public void Volumes_are_those_that_are_billed()
    {
        var months = new SupplyHedge(Terms(), 1_000_000).Months(new(_day, null, 6, null), _volume);
        // At least 2 million, at most 50 million.
        Assert.Equal(new(2_000_000, 30_000_000, 50_000_000), months[0].Volume);
        Assert.Equal(["2026-03", "2026-04", "2026-05"], months.Select(m => m.Month.ToString()));
        var later = new SupplyHedge(Terms(), 1_000_000).Months(
            new(TradingDate.Of(2026, 4, 29), null, 6, null),
            _volume
        );
        Assert.Equal(["2026-04", "2026-05"], later.Select(m => m.Month.ToString()));
    }

    [Fact]
    public void The_programme_holds_the_volume_that_moves_with_the_index()
    {
        var terms = Terms();
        var months = new SupplyHedge(terms, 1_000_000).Months(new(_day, null, 6, null), _volume);
        var programme = SupplyProgramme.Of(terms, HedgerSide.Buyer, "TK", "CNY", 1_000_000, _day, months);
        Assert.Equal([], ProgrammeRules.Faults(programme));
        // February has begun and nothing is bought in it.
        Assert.Equal(
            [(0, 0, 0), (2.1m, 31.5m, 52.5m), (2.1m, 31.5m, 52.5m), (2.1m, 31.5m, 52.5m)],
            programme.Forecast.Entered.Select(e => (e.Low, e.Base, e.High))
        );
        Assert.Equal("2026-02", programme.Forecast.Entered[0].Month.ToString());
        var line = Assert.Single(programme.Mapping);
        Assert.Equal((PriceBasis.IndexLinked, 1.05m, 0.20m), (line.Basis, line.Factor!.Value, line.Spread!.Value));
    }

    [Fact]
    public void Black_by_hand_is_the_delta_of_a_collar()
    {
        // N((ln(100/90) + 0.02) / 0.2) - N((ln(100/110) + 0.02) / 0.2) = N(0.62680) - N(-0.37655) = 0.73461 - 0.35325.
        Assert.Equal(0.3814, CollarDelta.Of(100, 90, 110, 0.04), 3);
        Assert.Equal(1, CollarDelta.Of(100, 90, 110, 0));
        Assert.Equal(0, CollarDelta.Of(80, 90, 110, 0));
        Assert.Equal(1, CollarDelta.Of(100, 0, double.PositiveInfinity, 0.5));
        // Half a year away and a month long: 0.09 * (1/2 + 1/36).
        Assert.Equal(0.0475, CollarDelta.Variance(0.3, 0.5, 1 / 12.0), 12);
        Assert.Throws<ArgumentException>(() => CollarDelta.Of(0, 1, 2, 0.1));
    }

    [Theory]
    [InlineData(100, 90, 110, 0.04)]
    [InlineData(80, 90, 110, 0.09)]
    [InlineData(130, 90, 110, 0.01)]
    [InlineData(100, 0, 110, 0.04)]
    public void The_delta_is_the_slope_of_the_expected_price(double forward, double low, double high, double variance)
    {
        const double Step = 0.01;
        var slope = (Expected(forward + Step) - Expected(forward - Step)) / (2 * Step);
        Assert.Equal(slope, CollarDelta.Of(forward, low, high, variance), 0.0001);

        // The mean of the price over a lognormal average, by plain sums over 20,000 strips of the normal density.
        double Expected(double f)
        {
            const int Strips = 20_000;
            const double Ends = 8;
            var sum = 0.0;
            for (var i = 0; i < Strips; i++)
            {
                var z = ((i + 0.5) / Strips * 2 * Ends) - Ends;
                var average = f * Math.Exp((Math.Sqrt(variance) * z) - (variance / 2));
                sum += Math.Clamp(average, low, high) * Math.Exp(-z * z / 2);
            }

            return sum * (2 * Ends / Strips) / Math.Sqrt(2 * Math.PI);
        }
    }

    [Fact]
    public void The_expected_delta_is_smaller_near_the_cap_and_grows_whole_as_the_average_becomes_known()
    {
        var hedge = new SupplyHedge(Terms(), 1_000_000);
        double At(TradingDate day, decimal forward) =>
            hedge.Months(new(day, null, forward, 0.5), _volume)[0].Expected!.Value;
        Assert.InRange(At(_day, 8.3m), 0.3, 0.7);
        Assert.True(At(_day, 6m) > At(_day, 8.3m));
        Assert.Equal(1.05, At(TradingDate.Of(2026, 3, 30), 8.0m), 3);
    }

    private static SupplyTerms Terms()
    {
        var faults = new List<SpecFault>();
        var terms = SupplyTerms.Read(Encoding.UTF8.GetBytes(Market.Spot.SupplyDesk.Terms()), faults);
        Assert.Empty(faults);
        return terms!;
    }
}
