// A policy that cannot be kept is refused with place, value, limit and the nearest that could.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Pages;
using Tokenbourse.Desk.Plans;
using Xunit;

namespace Tokenbourse.Unit.Desk.Pages;

public sealed class PolicyRulesTests
{
    [Fact]
    public void The_policies_that_ship_and_that_an_import_writes_are_good()
    {
        Assert.Empty(PolicyRules.Faults(SamplePlan.Policy));
        Assert.Empty(PolicyRules.Faults(StarterDocuments.Policy("TK", 0)));
    }

    [Fact]
    public void A_band_upside_down_is_told_with_its_limit_and_the_nearest()
    {
        var fault = Assert.Single(PolicyRules.Faults(SamplePlan.Policy with { Bands = [new(1, 12, 0.9m, 0.4m)] }));
        Assert.Equal(
            ("band-upside-down", "$.bands[0].least", "0.9", "<= 0.4", "0.4"),
            (fault.Code, fault.Field, fault.Given, fault.Limit, fault.Nearest)
        );
        Assert.Contains("上下颠倒", fault.Said.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_beyond_one_bands_that_overlap_and_nobody_to_agree_are_all_told_at_once()
    {
        var faults = PolicyRules.Faults(
            SamplePlan.Policy with
            {
                Bands = [new(1, 3, 0, 1), new(3, 6, 0, 1)],
                MostOfDailyVolume = 1.5m,
                Approvers = [],
                LiquidityCap = 0,
            }
        );
        var codes = faults.Select(f => f.Code).ToHashSet();
        Assert.Superset(new HashSet<string> { "band-months", "out-of-range", "not-above-zero", "no-approver" }, codes);
        Assert.All(faults, f => Assert.Matches("[\u4e00-\u9fff]", f.Said.Zh));
    }

    [Theory]
    [InlineData("must not be below zero", "-5", "不得小于零", "0")]
    [InlineData("must be from 0 to 1", "1.5", "须在 0 至 1 之间", "1")]
    [InlineData("must be a whole number from 0 to 1000000000000000", "-1", "须为 0 至 1000000000000000 的整数", null)]
    [InlineData("something that nobody knows", "x", "something that nobody knows", null)]
    public void A_rule_is_told_in_Chinese_with_the_nearest_value(string rule, string given, string zh, string? nearest)
    {
        var fault = RuleWords.Of("row", new("bill.csv:7", "tokens", given, rule));
        Assert.Equal((zh, nearest), (fault.Said.Zh, fault.Nearest));
        Assert.Equal("bill.csv:7 tokens", fault.Field);
    }
}
