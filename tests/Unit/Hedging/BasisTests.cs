// The split of a change of price, worked by hand and held to its sum; bands of basis.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Studies;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class BasisTests
{
    [Fact]
    public void A_change_is_split_by_hand()
    {
        // Own 2.00 -> 1.90 dollars, settlement 1.00 -> 0.90, billed 1.02 -> 0.95, 7.00 -> 7.10 yuan, ratio 1.5.
        // Total 1.90 x 7.10 - 2.00 x 7.00 = 13.49 - 14 = -0.51. Index 1.5 x 7 x -0.10 = -1.05.
        // Timing 1.5 x 7 x (0.05 - 0.02) = 0.315. Currency 1.90 x 0.10 = 0.19.
        // Mix 7 x (-0.10 - 1.5 x -0.07) = 7 x 0.005 = 0.035. Sum -1.05 + 0.315 + 0.19 + 0.035 = -0.51.
        var parts = BasisSplit.Between(new(2.00m, 1.00m, 1.02m, 7.00m), new(1.90m, 0.90m, 0.95m, 7.10m), 1.5m);
        Assert.Equal(new(-0.51m, -1.05m, 0.315m, 0.19m, 0.035m), parts);
        Assert.Equal(0.54m, parts.Basis);
        Assert.Equal(0m, parts.Residual);
    }

    [Fact]
    public void Whatever_the_digits_the_parts_add_up_exactly()
    {
        var random = new SplitMix(3);
        decimal Draw() => ((decimal)random.Below(1_000_000_000) + 1) / 7_654_321m;
        for (var i = 0; i < 1000; i++)
        {
            var from = new BasisMonth(Draw(), Draw(), Draw(), Draw());
            var to = new BasisMonth(Draw(), Draw(), Draw(), Draw());
            var parts = BasisSplit.Between(from, to, Draw());
            Assert.Equal(0m, parts.Residual);
            Assert.Equal((double)((to.Own * to.Exchange) - (from.Own * from.Exchange)), (double)parts.Total, 1e-9);
        }
    }

    [Fact]
    public void An_index_linked_price_in_one_currency_has_neither_mix_nor_currency()
    {
        var parts = BasisSplit.Between(new(2m, 1m, 1m, 1m), new(3m, 1.5m, 1.5m, 1m), 2m);
        Assert.Equal((1m, 0m), (parts.Index, parts.Basis));
        Assert.Throws<HedgingException>(() => BasisSplit.Between(new(0m, 1m, 1m, 1m), new(3m, 1.5m, 1.5m, 1m), 2m));
    }

    [Fact]
    public void A_band_has_quantiles_by_days_to_expiry()
    {
        // Basis 0, 1, ..., 10 in the first bucket: the 5 % quantile lies at place 0.5, the median at 5, 95 % at 9.5.
        var points = Enumerable
            .Range(0, 11)
            .Select(i => new BasisPoint(i, 10 - i))
            .Append(new(40, 99))
            .Append(new(500, 7))
            .ToList();
        var bands = BasisBand.Of(points, [30, 60, 90]);
        Assert.Equal([(0, 30, 11), (31, 60, 1), (61, 90, 0)], bands.Select(b => (b.From, b.To, b.N)));
        double[] expected = [0.5, 2.5, 5, 7.5, 9.5];
        for (var q = 0; q < expected.Length; q++)
            Assert.Equal(expected[q], bands[0].Quantiles![q], 12);
        Assert.Null(bands[1].Quantiles);
        Assert.Throws<HedgingException>(() => BasisBand.Of(points, [30, 20]));
        Assert.Throws<HedgingException>(() => BasisBand.Of(points, [30], [1.5]));
        Assert.Throws<HedgingException>(() => BasisBand.Of([new(1, double.NaN)], [30]));
    }
}
