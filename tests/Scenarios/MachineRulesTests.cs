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
}
