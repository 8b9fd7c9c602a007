// The hand-worked cases of the rulebook and random days against the market machine.
using Tokenbourse.Market;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class MachineRulesTests : MarketRules
{
    protected override IMarketEngine NewEngine() => new MachineEngine(new MarketMachine());

    public static TheoryData<long> Seeds => [.. Enumerable.Range(1, 24).Select(s => (long)s)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_auditor_agrees_with_the_machine_over_random_days_of_every_command(long seed)
    {
        var difference = RandomMarketTests.FirstDifference(() => new MachineEngine(new MarketMachine()), seed, 6, 400);
        Assert.True(difference is null, difference);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(36)]
    [InlineData(39)]
    [InlineData(42)]
    [InlineData(48)]
    [InlineData(51)]
    [InlineData(54)]
    [InlineData(57)]
    public void The_auditor_agrees_with_the_machine_over_random_days_that_end_in_forced_reductions(long seed)
    {
        var difference = RandomMarketTests.FirstDifference(() => new MachineEngine(new MarketMachine()), seed, 9, 250);
        Assert.True(difference is null, difference);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(1002)]
    [InlineData(1003)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1007)]
    [InlineData(1008)]
    public void The_auditor_agrees_with_the_machine_over_random_days_at_the_edges_of_the_band(long seed)
    {
        var difference = RandomMarketTests.FirstDifference(
            () => new MachineEngine(new MarketMachine()),
            seed,
            6,
            400,
            edges: true
        );
        Assert.True(difference is null, difference);
    }
}
