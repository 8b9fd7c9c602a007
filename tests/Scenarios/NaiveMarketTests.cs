// The hand-worked cases of the rulebook against the naive market.
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Scenarios;

public sealed class NaiveMarketTests : MarketRules
{
    protected override IMarketEngine NewEngine() => new NaiveMarket();
}
