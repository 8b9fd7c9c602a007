// The smallest hedge against a search by brute force, and what is said when there is none; the stack ratio.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class SizingTests
{
    private static readonly double[] _full = [100, 90, 80, 70];

    private static PathSet Set(double factor = 1) =>
        TwoFactorPaths.Simulate(
            Plan(4) with
            {
                OwnPrice = new(1, 0, 0.5, 0.05),
                VolumeNoise = new(0.1, 0.3),
                Hedge = HedgeSchedule.Strip([.. _full.Select(q => q * factor)]),
            },
            new(2_000, 41)
        );

    private static SizingTerms Terms =>
        new()
        {
            Budget = 4_500,
            BudgetTolerance = 0.10,
            HedgeLossLimit = 1_500,
            LossTolerance = 0.10,
            LotSize = 10,
        };

    /// <summary>Chances of one vector of lots, from the paths, without any running sum.</summary>
    private static (double Over, double Loss) Chances(PathSet set, IReadOnlyList<long> lots, SizingTerms terms)
    {
        var (over, loss) = (0, 0);
        for (var p = 0; p < set.Paths; p++)
        {
            var (cost, profit) = (0.0, 0.0);
            for (var m = 0; m < 4; m++)
            {
                cost += set.Volume(m)[p] * set.OwnPrice(m)[p];
                var share = lots[m] * terms.LotSize / _full[m];
                profit += share * (set.Gain(m)[p] - (terms.FullCosts.Count == 0 ? 0 : terms.FullCosts[m]));
            }

            over += cost - profit > terms.Budget ? 1 : 0;
            loss += -profit > terms.HedgeLossLimit ? 1 : 0;
        }

        return ((double)over / set.Paths, (double)loss / set.Paths);
    }

    [Fact]
    public void The_smallest_size_is_the_one_that_a_plain_search_finds()
    {
        var set = Set();
        var terms = Terms with { FullCosts = [10, 9, 8, 7] };
        var found = HedgeSizing.Solve(set, terms);
        long[]? plain = null;
        long[] tried = [];
        for (var thousandth = 0; thousandth <= 1_000 && plain is null; thousandth++)
        {
            long[] lots = [.. _full.Select(q => (long)Math.Floor((thousandth / 1000.0 * q / 10) + 0.5))];
            if (tried.SequenceEqual(lots))
                continue;
            tried = lots;
            var (over, loss) = Chances(set, lots, terms);
            if (over <= terms.BudgetTolerance && loss <= terms.LossTolerance)
                plain = lots;
        }

        Assert.Equal(SizingVerdict.Met, found.Verdict);
        Assert.Equal(BindingRule.Budget, found.Binding);
        Assert.Equal(plain!.Sum(), found.Chosen!.Value.Lots);
        Assert.Equal(found.LotsByMonth.Sum(), found.Chosen.Value.Lots);
        var chances = Chances(set, found.LotsByMonth, terms);
        Assert.Equal(chances.Over, found.Chosen.Value.OverBudget.Value, 12);
        Assert.Equal(chances.Loss, found.Chosen.Value.HedgeLoss.Value, 12);
        Assert.True(found.Frontier.Count is > 1 and <= 60);
    }

    [Fact]
    public void It_says_which_tolerance_cannot_be_met_and_which_binds()
    {
        var set = Set();
        var noHope = HedgeSizing.Solve(set, Terms with { Budget = 3_000 });
        Assert.Equal((SizingVerdict.BudgetNotMet, BindingRule.Budget), (noHope.Verdict, noHope.Binding));
        Assert.Null(noHope.Chosen);
        Assert.Empty(noHope.LotsByMonth);
        Assert.NotNull(noHope.LargestForLoss);
        var conflict = HedgeSizing.Solve(set, Terms with { HedgeLossLimit = 10, LossTolerance = 0.05 });
        Assert.Equal((SizingVerdict.Conflict, BindingRule.HedgeLoss), (conflict.Verdict, conflict.Binding));
        Assert.True(conflict.SmallestForBudget!.Value.Lots > conflict.LargestForLoss!.Value.Lots);
        var forced = HedgeSizing.Solve(
            set,
            Terms with
            {
                HedgeLossLimit = 10,
                LossTolerance = 0.05,
                Low = [100, 90, 80, 70],
            }
        );
        Assert.Equal((SizingVerdict.LossNotMet, BindingRule.HedgeLoss), (forced.Verdict, forced.Binding));
        var none = HedgeSizing.Solve(set, Terms with { Budget = 9_000 });
        Assert.Equal((SizingVerdict.Met, BindingRule.None), (none.Verdict, none.Binding));
        Assert.Equal(0, none.Chosen!.Value.Lots);
    }

    [Fact]
    public void Bands_hold_and_a_band_without_a_whole_lot_is_told()
    {
        var set = Set();
        var band = HedgeSizing.Solve(set, Terms with { Budget = 9_000, Low = [30, 20, 0, 0], High = [80, 80, 40, 20] });
        Assert.Equal((SizingVerdict.Met, BindingRule.PolicyBand), (band.Verdict, band.Binding));
        Assert.Equal([3, 2, 0, 0], band.LotsByMonth);
        var narrow = HedgeSizing.Solve(
            set,
            Terms with
            {
                Budget = 9_000,
                Low = [12, 0, 0, 0],
                High = [18, 80, 40, 20],
            }
        );
        Assert.Contains("no whole lot", Assert.Single(narrow.Remarks), StringComparison.Ordinal);
        Assert.Equal(1, narrow.LotsByMonth[0]);
        var all = HedgeSizing.Solve(set, Terms with { Budget = 3_000, High = [40, 40, 40, 40] });
        Assert.Equal(16, all.Frontier[^1].Lots);
    }

    [Fact]
    public void A_seller_is_sized_like_a_buyer()
    {
        var set = Set(-1);
        var found = HedgeSizing.Solve(
            set,
            Terms with
            {
                Side = HedgerSide.Seller,
                Budget = 3_300,
                HedgeLossLimit = 1_600,
            }
        );
        Assert.Equal(SizingVerdict.Met, found.Verdict);
        Assert.True(found.Chosen!.Value.Lots > 0);
        Assert.Throws<ArgumentException>(() => HedgeSizing.Solve(set, Terms with { LotSize = 0 }));
        Assert.Throws<ArgumentException>(() => HedgeSizing.Solve(set, Terms with { Low = [1] }));
        Assert.Throws<ArgumentException>(() => HedgeSizing.Solve(TwoFactorPaths.Simulate(Plan(4), new(2, 1)), Terms));
    }

    [Fact]
    public void The_stack_ratio_is_the_formulas()
    {
        // One long factor: prices move in step, so the ratio is that of the prices.
        Assert.Equal(0.9, StackRatio.Of(new(1, 0, 0.3, 0), 0.1, 10, 1, 9).Ratio, 12);

        // One short factor: exp(-1.5 (1 - 0.1)) times the prices' ratio.
        var fading = StackRatio.Of(new(1.5, 0.5, 0, 0), 0.1, 10, 1, 9);
        Assert.Equal(0.9 * Math.Exp(-1.35), fading.Ratio, 12);
        Assert.Equal(1, fading.Reduction, 12);

        // By hand: kappa ln 2, front now (a = 1), later in one year (b = 1/2), volatilities 1 and 1, rho 0:
        // (1/2 + 1) / (1 + 1) = 0.75; correlation 1.5 / sqrt(2 * 1.25), its square 0.9.
        var both = StackRatio.Of(new(Math.Log(2), 1, 1, 0), 0, 10, 1, 10);
        Assert.Equal(0.75, both.Ratio, 12);
        Assert.Equal(0.9, both.Reduction, 12);
        Assert.Throws<ArgumentException>(() => StackRatio.Of(new(1, 0, 0, 0), 0, 10, 1, 10));
        Assert.Throws<ArgumentException>(() => StackRatio.Of(Factors, 1, 10, 0.5, 10));
        Assert.Throws<ArgumentException>(() => StackRatio.Of(Factors, 0, 0, 1, 10));
    }

    [Fact]
    public void Simulated_prices_are_hedged_best_by_the_stack_ratio()
    {
        TradingDate[] deliveries = [Today.Plus(60), Today.Plus(425)];
        var model = new PathModel
        {
            Today = Today,
            Curve =
            [
                .. deliveries.Select((d, i) => new FuturesMonth(ContractMonth.Of(d), 10 - (3 * i)) { Averaging = [d] }),
            ],
            Factors = Factors,
            Observe = [Today.Plus(1)],
        };
        var set = TwoFactorPaths.Simulate(model, new(40_000, 42, 2));
        var hedge = StackRatio.Of(Factors, 60 / 365.0, 10, 425 / 365.0, 7);
        var front = set.Observed(0, 0);
        var later = set.Observed(0, 1);
        var slope = Covariance(later, front) / Covariance(front, front);
        var correlation = slope * Math.Sqrt(Covariance(front, front) / Covariance(later, later));

        // Error of a slope: sqrt((1 - correlation^2) / n) times the ratio of the deviations.
        var error = Math.Sqrt((1 - hedge.Reduction) / 40_000) * slope / correlation;
        Assert.InRange(slope - hedge.Ratio, -4.5 * error, 4.5 * error);
        error = (1 - hedge.Reduction) / Math.Sqrt(40_000);
        Assert.InRange(correlation - hedge.Correlation, -4.5 * error, 4.5 * error);
    }
}
