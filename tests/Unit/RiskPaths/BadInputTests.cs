// What is out of range is refused with its name, its value and the rule.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class BadInputTests
{
    private static void Refused(string part, PathModel model, PathRun? run = null)
    {
        var fault = Assert.Throws<ArgumentException>(() => TwoFactorPaths.Simulate(model, run ?? new(10, 1)));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Factors_out_of_range_are_refused()
    {
        Refused("sigma_chi -0.1: a volatility must be 0 or more", Plan(2) with { Factors = new(1, -0.1, 0.3, 0) });
        Refused("sigma_xi NaN", Plan(2) with { Factors = new(1, 0.1, double.NaN, 0) });
        Refused("rho 1.5: a correlation must be -1 to 1", Plan(2) with { Factors = new(1, 0.1, 0.3, 1.5) });
        Refused("kappa -1", Plan(2) with { Factors = new(-1, 0.1, 0.3, 0) });
        Refused("must be numbers", Plan(2) with { Factors = new(1, 0.1, 0.3, 0, double.NaN) });
    }

    [Fact]
    public void A_curve_that_is_none_is_refused()
    {
        var curve = Curve(2);
        Refused("curve: empty", Plan(2) with { Curve = [], Volumes = [] });
        Refused("months must ascend", Plan(2) with { Curve = [curve[1], curve[0]] });
        Refused("months must ascend", Plan(2) with { Curve = [curve[0], curve[0]] });
        Refused("price 0: must be above 0", Plan(2) with { Curve = [curve[0] with { Price = 0 }, curve[1]] });
        Refused("no averaging days", Plan(2) with { Curve = [curve[0] with { Averaging = [] }, curve[1]] });
        Refused("it is settled", Plan(2) with { Today = TradingDate.Of(2026, 10, 5) });
        Refused("averaging has begun", Plan(2) with { Today = TradingDate.Of(2026, 9, 5) });
        Refused("has not begun", Plan(2) with { Curve = [curve[0] with { FixedAverage = 9 }, curve[1]] });
        var late = curve[0] with { FixedAverage = 15 };
        Refused("no price above 0", Plan(2) with { Today = TradingDate.Of(2026, 9, 29), Curve = [late, curve[1]] });
        Refused(
            "averaging days must ascend",
            Plan(2) with
            {
                Curve = [curve[0] with { Averaging = [Today.Plus(9), Today.Plus(8)] }, curve[1]],
            }
        );
        Refused("overlap", Plan(2) with { Curve = [curve[0], curve[1] with { Averaging = [Today.Plus(9)] }] });
    }

    [Fact]
    public void Volumes_noises_and_legs_out_of_range_are_refused()
    {
        Refused("volumes: 1 for 2 months", Plan(2) with { Volumes = [1] });
        Refused("2026-10: volume -5", Plan(2) with { Volumes = [1, -5] });
        Refused("factor 0", Plan(2) with { OwnPrice = new(0) });
        Refused("persistence 1", Plan(2) with { OwnPrice = new(1, 0, 1) });
        Refused("basis deviation -1", Plan(2) with { OwnPrice = new(1, 0, 0, -1) });
        Refused("steps a year -2", Plan(2) with { OwnPrice = new() { Sticky = new(1, -2) } });
        Refused("volume correlation 2", Plan(2) with { VolumeNoise = new(0.1, 2) });
        Refused("currency volatility -1", Plan(2) with { Currency = new(-1) });
        Refused("there are 2 months", Plan(2) with { Hedge = new([new(0, 2, 5)]) });
        Refused("enter", Plan(2) with { Hedge = new([new(0, 0, 5) { Enter = Today }]) });
        Refused("exit", Plan(2) with { Hedge = new([new(0, 0, 5) { Exit = Today }]) });
        Refused("entry price -1", Plan(2) with { Hedge = new([new(0, 0, 5) { EntryPrice = -1 }]) });
        Refused("initial margin rate -1", Plan(2) with { Margin = new(-1) });
        Refused("window of 0", Plan(2) with { Margin = new(0, 0) });
        Refused("must be after", Plan(2) with { Observe = [Today] });
        Refused("after the last averaging day", Plan(2) with { Observe = [Today.Plus(900)] });
        Refused("paths 7", Plan(2), new(7, 1));
        Refused("threads 0", Plan(2), new(10, 1, 0));
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var faults = (Plan(2) with { Factors = new(-1, -1, -1, 2), Volumes = [1, -1] }).Faults();
        Assert.Equal(5, faults.Count);
        Assert.Empty(Plan(2).Faults());
    }

    [Fact]
    public void Terms_out_of_range_are_refused()
    {
        var set = TwoFactorPaths.Simulate(Plan(2), new(10, 1));
        void Fault(string part, CostTerms terms) =>
            Assert.Contains(
                part,
                Assert.Throws<ArgumentException>(() => new CostAtRisk().Of(set, terms)).Message,
                StringComparison.Ordinal
            );
        Fault("confidence 0.2", new() { Confidence = 0.2 });
        Fault("no budget", new() { Reference = RiskReference.Budget });
        Fault("costs: 1 for 2", new() { Costs = [1] });
        Fault("hedge loss limit", new() { HedgeLossLimit = 0 });
        Fault("hedged volumes", new() { HedgedVolumes = [1] });
        var lender = TwoFactorPaths.Simulate(Plan(2) with { Volumes = [] }, new(10, 1));
        Assert.Throws<ArgumentException>(() => new CostAtRisk().Of(lender, new()));
        Assert.Throws<ArgumentException>(() => new SampleFigures().Of(new double[3]));
    }
}
