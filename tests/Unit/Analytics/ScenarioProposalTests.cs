// What the model proposes asks of an outright what the model asks, to the ppm.
using Tokenbourse.Analytics.Margin;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class ScenarioProposalTests
{
    private static readonly HistoricalParameters _plain = new()
    {
        Name = "plain",
        ExpectedShortfall = true,
        Filter = new VolatilityFilter(0.97) { Share = 0.5 },
        Stress = StressMove.BothWays("experts", 0.2),
        LeastObservations = 500,
    };

    private static (string[] Days, double[] Prices) History(int count)
    {
        var random = new Random(5);
        var (days, prices) = (new string[count], new double[count]);
        for (var t = 0; t < count; t++)
        {
            days[t] = TradingDate.Of(2020, 1, 1).Plus(t).ToString();
            prices[t] = t == 0 ? 100 : prices[t - 1] * Math.Exp((random.NextDouble() - 0.5) / 20);
        }

        return (days, prices);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void An_outright_asks_the_models_expected_shortfall_rounded_up(int side)
    {
        var (days, prices) = History(700);
        var proposal = ScenarioProposal.Of(_plain, days, prices);
        Assert.Equal((699, 7, false), (proposal.LossesPpm.Count, proposal.Tail, proposal.IsShort));
        // A lot is worth a million, so that a ppm of it is one.
        var set = new ScenarioSet("S", Currency.CNY, proposal.LossesPpm.Count, proposal.Tail);
        var arrays = new ScenarioArrays(
            [set],
            [
                new()
                {
                    Name = "M",
                    Set = 0,
                    Losses = proposal.LossesPpm,
                },
            ]
        );
        arrays.Evaluate([new PositionLots(0, side > 0 ? Side.Buy : Side.Sell, 1, default, false)]);
        var market = new MarginMarket(new(days, ["n"], [prices]), [new("M", "P", 0, prices[^1], 1e6 / prices[^1])]);
        var asked = new HistoricalModel(_plain).Prepare(market).Charge([side]).Total;
        // Each of the moves of the tail is rounded away from zero before the mean is.
        Assert.InRange(arrays.Result(0).Margin - asked, 0, 1);
    }

    [Fact]
    public void Too_few_moves_propose_the_experts_alone()
    {
        var (days, prices) = History(200);
        var proposal = ScenarioProposal.Of(_plain with { FloorRate = 0.16 }, days, prices);
        Assert.True(proposal.IsShort);
        Assert.Equal([-200_000, 200_000], proposal.LossesPpm);
        Assert.Equal((1, 160_000), (proposal.Tail, proposal.FloorPpm));
    }
}
