// Hypothetical derivative, dollar offset, regression and reserve, worked by hand.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Hedging.Accounting;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class HedgeAccountingTests
{
    private static readonly TradingDate _begin = TradingDate.Of(2026, 1, 31);

    [Fact]
    public void A_hypothetical_derivative_is_worth_nothing_at_designation()
    {
        // 1000 units struck at 2.00; forwards 2.10, 1.95, 2.05 with discount 0.98, 0.99, 1: values 98, -49.5, 50.
        ForwardMark[] marks =
        [
            new(_begin, 2.00m, 0.97m),
            new(_begin.Plus(28), 2.10m, 0.98m),
            new(_begin.Plus(59), 1.95m, 0.99m),
            new(_begin.Plus(89), 2.05m),
        ];
        Assert.Equal([98m, -147.5m, 99.5m], HypotheticalDerivative.Changes(marks, 1000));
        Assert.Equal([-98m, 147.5m, -99.5m], HypotheticalDerivative.Changes(marks, -1000));
        Assert.Throws<HedgingException>(() => HypotheticalDerivative.Changes([marks[0]], 1000));
        Assert.Throws<HedgingException>(() => HypotheticalDerivative.Changes(marks, 0));
        Assert.Throws<HedgingException>(() => HypotheticalDerivative.Changes([marks[1], marks[0]], 1));
        Assert.Throws<HedgingException>(() => HypotheticalDerivative.Changes([marks[0], new(_begin.Plus(9), 1, 0)], 1));
    }

    [Fact]
    public void The_dollar_offset_is_cumulative()
    {
        // Instrument 90, -150, 110: sums 90, -60, 50. Hypothetical 100, -140, 100: sums 100, -40, 60; the item's are
        // -100, 40, -60. Offsets 90 / 100, 60 / 40, 50 / 60.
        var changes = Changes((90, 100), (-150, -140), (110, 100));
        var lines = DollarOffset.Cumulative(changes, 1000, 0.01m).Lines;
        Assert.Equal([0.9m, 1.5m, 50m / 60], lines.Select(l => l.Ratio!.Value));
        Assert.Equal([90m, -60m, 50m], lines.Select(l => l.Instrument));
        Assert.Equal([-100m, 40m, -60m], lines.Select(l => l.Item));
        var result = EffectivenessTest.Run(
            Designated(EffectivenessMethod.DollarOffset),
            EffectivenessMethod.DollarOffset,
            changes
        );
        Assert.Equal((EffectivenessOutcome.Effective, "offset-in-band"), (result.Outcome, result.Code));
        // After two periods it was 150 %.
        var earlier = EffectivenessTest.Run(
            Designated(EffectivenessMethod.DollarOffset),
            EffectivenessMethod.DollarOffset,
            [.. changes.Take(2)]
        );
        Assert.Equal(EffectivenessOutcome.NotEffective, earlier.Outcome);
        Assert.Contains("150.0%", earlier.Words.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, 100, EffectivenessOutcome.Effective)]
    [InlineData(79.99, 100, EffectivenessOutcome.NotEffective)]
    [InlineData(125, 100, EffectivenessOutcome.Effective)]
    [InlineData(125.01, 100, EffectivenessOutcome.NotEffective)]
    [InlineData(-100, 100, EffectivenessOutcome.NotEffective)]
    [InlineData(12.58, 10, EffectivenessOutcome.NotEffective)]
    [InlineData(12.58, 9.99, EffectivenessOutcome.Inconclusive)]
    [InlineData(5, 0, EffectivenessOutcome.Inconclusive)]
    public void The_band_holds_its_ends_and_small_sums_say_nothing(
        decimal instrument,
        decimal hypothetical,
        EffectivenessOutcome outcome
    )
    {
        // One per cent of a notional of 1000 is 10.
        var result = EffectivenessTest.Run(
            Designated(EffectivenessMethod.DollarOffset),
            EffectivenessMethod.DollarOffset,
            Changes((instrument, hypothetical))
        );
        Assert.Equal(outcome, result.Outcome);
        if (outcome == EffectivenessOutcome.Inconclusive)
            Assert.StartsWith("inconclusive: small changes", result.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_method_than_the_designated_one_is_refused()
    {
        var changes = Changes((90, 100), (-150, -140), (110, 100));
        foreach (var fixedMethod in Enum.GetValues<EffectivenessMethod>())
        {
            var other =
                fixedMethod == EffectivenessMethod.Regression
                    ? EffectivenessMethod.DollarOffset
                    : EffectivenessMethod.Regression;
            var result = EffectivenessTest.Run(Designated(fixedMethod), other, changes);
            Assert.Equal((EffectivenessOutcome.Refused, "method-not-designated"), (result.Outcome, result.Code));
            Assert.Null(result.Offset);
            Assert.Null(result.Regression);
            Assert.Contains("2026-01-31", result.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_regression_test_asks_for_thirty_periods_and_may_be_told_twenty()
    {
        // Hypothetical changes +-10 in turn; the instrument makes 0.95 of each, and +1 or -1 in pairs that are at right
        // angles to them: slope 0.95 exactly. Over 32 periods: explained 0.95² x 100 x 32 = 2888, left 32; R² 2888 / 2920.
        var all = Enumerable
            .Range(0, 32)
            .Select(t => (Sign: t % 2 == 0 ? 10m : -10m, Noise: t % 4 < 2 ? 1m : -1m))
            .Select(c => ((c.Sign * 0.95m) + c.Noise, c.Sign))
            .ToArray();
        var passed = Regressed(all);
        Assert.Equal(EffectivenessOutcome.Effective, passed.Outcome);
        Assert.Equal(0.95, passed.Regression!.Slope, 12);
        Assert.Equal(2888.0 / 2920, passed.Regression.R2, 12);
        Assert.Equal(2888 / (32.0 / 30), passed.Regression.F!.Value, 8);
        Assert.Empty(passed.Regression.Failed);
        Assert.Equal("too-few-periods", Regressed(all[..28]).Code);
        Assert.Equal(EffectivenessOutcome.Inconclusive, Regressed(all[..28]).Outcome);
        Assert.Equal(EffectivenessOutcome.Effective, Regressed(all[..28], new(LeastPeriods: 20)).Outcome);
    }

    [Fact]
    public void Each_rule_of_the_regression_fails_by_itself()
    {
        (decimal, decimal)[] Made(decimal slope, decimal noise) =>
            [
                .. Enumerable
                    .Range(0, 32)
                    .Select(t =>
                        (((t % 2 == 0 ? 10m : -10m) * slope) + (t % 4 < 2 ? noise : -noise), t % 2 == 0 ? 10m : -10m)
                    ),
            ];
        // Noise of 6 against 9: R² 81 / 117.
        Assert.Equal(["r2"], Regressed(Made(0.9m, 6)).Regression!.Failed);
        Assert.Equal(["slope"], Regressed(Made(0.79m, 1)).Regression!.Failed);
        Assert.Equal(["slope"], Regressed(Made(1.26m, 1)).Regression!.Failed);
        // The wrong way round fits as well and is no hedge.
        Assert.Equal(["slope"], Regressed(Made(-1, 1)).Regression!.Failed);
        Assert.Equal(["r2", "slope", "f"], Regressed(Made(0.2m, 10)).Regression!.Failed);
        Assert.Equal("no-changes", Regressed([.. Enumerable.Repeat((1m, 0m), 32)]).Code);
    }

    [Fact]
    public void Periods_may_not_overlap_nor_begin_before_designation()
    {
        var designated = Designated(EffectivenessMethod.DollarOffset);
        void Refused(string field, params FairValueChange[] changes) =>
            Assert.Equal(
                field,
                Assert
                    .Throws<HedgingException>(() =>
                        EffectivenessTest.Run(designated, EffectivenessMethod.DollarOffset, changes)
                    )
                    .Fault.Field
            );
        Refused("changes");
        Refused("to", new FairValueChange(_begin, _begin, 1, 1));
        Refused("from", new FairValueChange(_begin.Plus(-1), _begin.Plus(5), 1, 1));
        Refused(
            "from",
            new FairValueChange(_begin, _begin.Plus(30), 1, 1),
            new FairValueChange(_begin.Plus(15), _begin.Plus(45), 1, 1)
        );
    }

    [Fact]
    public void The_reserve_is_the_lower_of_both_sums_and_the_rest_is_profit()
    {
        // Sums of the instrument 90, -60, 50, 130; of the hypothetical derivative 100, -40, 60, -5.
        // Reserve 90, -40, 50, 0 (different signs); to reserve 90, -130, 90, -50; to profit 0, -20, 20, 130.
        var changes = Changes((90, 100), (-150, -140), (110, 100), (80, -65));
        var lines = CashFlowReserve.Of(changes);
        Assert.Equal([90m, -40m, 50m, 0m], lines.Select(l => l.Reserve));
        Assert.Equal([90m, -130m, 90m, -50m], lines.Select(l => l.ToReserve));
        Assert.Equal([0m, -20m, 20m, 130m], lines.Select(l => l.ToProfit));
        Assert.All(lines, l => Assert.Equal(l.Instrument, l.ToReserve + l.ToProfit));
        var whole = CashFlowReserve.Of(changes, ReserveRule.WholeChange);
        Assert.All(whole, l => Assert.Equal(0m, l.ToProfit));
        Assert.Equal(130m, whole[^1].Reserve);
    }

    [Fact]
    public void The_reserve_adds_up_on_any_path()
    {
        var random = new SplitMix(8);
        var changes = Changes([
            .. Enumerable
                .Range(0, 500)
                .Select(_ => ((decimal)random.Below(2001) - 1000, (decimal)random.Below(2001) - 1000)),
        ]);
        var (instrument, hypothetical) = (0m, 0m);
        foreach (var line in CashFlowReserve.Of(changes))
        {
            instrument += line.Instrument;
            hypothetical = line.CumulativeHypothetical;
            Assert.Equal(instrument, line.CumulativeInstrument);
            Assert.Equal(line.Instrument, line.ToReserve + line.ToProfit);
            Assert.True(Math.Abs(line.Reserve) <= Math.Min(Math.Abs(instrument), Math.Abs(hypothetical)));
            Assert.True(line.Reserve * instrument >= 0);
        }
    }

    private static EffectivenessResult Regressed((decimal, decimal)[] changes, EffectivenessRules? rules = null) =>
        EffectivenessTest.Run(
            Designated(EffectivenessMethod.Regression) with
            {
                Rules = rules ?? new(),
            },
            EffectivenessMethod.Regression,
            Changes(changes)
        );

    private static Designation Designated(EffectivenessMethod method) =>
        new("purchases of June", _begin, method, 1000, new());

    private static FairValueChange[] Changes(params (decimal Instrument, decimal Hypothetical)[] changes) =>
        [
            .. changes.Select(
                (c, t) =>
                    new FairValueChange(_begin.Plus(30 * t), _begin.Plus(30 * (t + 1)), c.Instrument, c.Hypothetical)
            ),
        ];
}
