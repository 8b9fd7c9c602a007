// What a hedge did in a month, worked by hand for a buyer and for a seller, and held to its sum.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Hedging.Attribution;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class HedgeTrackTests
{
    private static readonly ContractMonth _month = ContractMonth.Of(2026, 6);

    [Fact]
    public void A_buyers_month_is_worked_by_hand()
    {
        // Planned 1000 at 2.00, came 900 at 2.30; index 1.00 -> 1.10; futures bought at 1.02, settled at 1.10; 1900 units
        // held, ratio 2; 0.04 of the own price's move is mix; roll 5, fees 3.
        // Without: planned cost 2000, came 2070: -70. Price -2 x 0.10 x 900 = -180, mix -0.04 x 900 = -36,
        // volume +2.00 x 100 = 200, basis -70 + 180 + 36 - 200 = -54.
        // Hedge: 1900 x 0.08 = 152. Needed 2 x 900 = 1800: price 180; 100 too many: volume 10; basis 152 - 190 = -38.
        // Together 152 - 5 - 3 = 144: hedged cost 2070 - 144 = 1926.
        var line = HedgeTrack.Of(
            new(
                _month,
                HedgeSide.Buyer,
                1000,
                900,
                new(2.00m, 1.00m, 1.02m),
                new(2.30m, 1.10m, 1.10m),
                1900,
                2,
                0.04m,
                5,
                3
            )
        );
        Assert.Equal((2000m, 2070m, 1926m), (line.Planned, line.Unhedged, line.Hedged));
        Assert.Equal(new(-180, -54, -36, 200, 0, 0), line.Without);
        Assert.Equal(new(180, -38, 0, 10, -5, -3), line.Hedge);
        Assert.Equal(new(0, -92, -36, 210, -5, -3), line.With);
        Assert.Equal(74m, line.With.Total);
        Assert.Equal((0m, 0m), (line.Residual, line.UnhedgedResidual));
    }

    [Fact]
    public void A_sellers_month_is_the_mirror_image()
    {
        // Planned and came 100 hours at 3.00 -> 2.70; index 3.00 -> 2.70, futures sold at 3.05, settled at 2.70, all
        // hedged: without -30, the hedge makes 35 (30 price, 5 basis), fees 1.
        var line = HedgeTrack.Of(
            new(_month, HedgeSide.Seller, 100, 100, new(3.00m, 3.00m, 3.05m), new(2.70m, 2.70m, 2.70m), 100, 1, 0, 0, 1)
        );
        Assert.Equal((300m, 270m, 304m), (line.Planned, line.Unhedged, line.Hedged));
        Assert.Equal(new(-30, 0, 0, 0, 0, 0), line.Without);
        Assert.Equal(new(30, 5, 0, 0, 0, -1), line.Hedge);
        Assert.Equal((0m, 0m), (line.Residual, line.UnhedgedResidual));
    }

    [Theory]
    [InlineData(HedgeSide.Buyer)]
    [InlineData(HedgeSide.Seller)]
    public void Any_months_add_up_exactly(HedgeSide side)
    {
        var random = new SplitMix(21);
        decimal Draw() => random.Below(1_000_000_000) / 12_345_679m;
        var lines = new List<TrackLine>();
        for (var m = 0; m < 500; m++)
        {
            lines.Add(
                HedgeTrack.Of(
                    new(
                        _month.Plus(m),
                        side,
                        Draw() * 1000,
                        Draw() * 1000,
                        new(Draw(), Draw(), Draw()),
                        new(Draw(), Draw(), Draw()),
                        Draw() * 1000,
                        Draw(),
                        Draw() - Draw(),
                        Draw() - Draw(),
                        Draw()
                    )
                )
            );
            Assert.Equal((0m, 0m), (lines[^1].Residual, lines[^1].UnhedgedResidual));
            Assert.Equal(lines[^1].With, lines[^1].Without + lines[^1].Hedge);
        }

        var sum = HedgeTrack.Sum(lines, "all");
        Assert.Equal((0m, 0m), (sum.Residual, sum.UnhedgedResidual));
        Assert.Equal(lines.Sum(l => l.Hedge.Total), sum.Hedge.Total);
    }

    [Fact]
    public void Months_of_both_sides_are_not_added_and_negative_volumes_are_refused()
    {
        var buyer = new HedgedMonth(_month, HedgeSide.Buyer, 1, 1, new(1, 1, 1), new(1, 1, 1), 0, 1, 0, 0, 0);
        var line = HedgeTrack.Of(buyer);
        Assert.Throws<HedgingException>(() => HedgeTrack.Sum([line, line with { Side = HedgeSide.Seller }], "both"));
        Assert.Throws<HedgingException>(() => HedgeTrack.Sum([], "none"));
        Assert.Throws<HedgingException>(() => HedgeTrack.Of(buyer with { Volume = -1 }));
        Assert.Throws<HedgingException>(() => HedgeTrack.Of(buyer with { HedgedUnits = -1 }));
    }
}
