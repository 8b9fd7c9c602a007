// The simulated belief: seeded, moving, reverting, and at the end nothing but the prints.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Traders;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class FairValueTests
{
    private static readonly TradingDate First = TradingDate.Of(2026, 11, 2);

    private static MonthPicture Month(int month, long mean = 0, int known = 0, int all = 0) =>
        new(
            new(1),
            "TK",
            "TK",
            ContractMonth.Of(2026, month),
            TradingPhase.Continuous,
            1,
            9999,
            0,
            0,
            0,
            0,
            0,
            3200,
            3200,
            mean,
            known,
            all,
            5,
            0,
            []
        );

    [Fact]
    public void A_value_depends_on_seed_day_and_step_only()
    {
        Assert.Equal(new FairValue(7).Of(Month(12), First, 3), new FairValue(7).Of(Month(12), First, 3));
        var different = Enumerable
            .Range(0, 20)
            .Count(d =>
                new FairValue(7).Of(Month(12), First.Plus(d), 3) != new FairValue(8).Of(Month(12), First.Plus(d), 3)
            );
        Assert.True(different > 15);
    }

    [Fact]
    public void The_mood_moves_and_comes_back()
    {
        var value = new FairValue(7);
        var levels = Enumerable.Range(0, 2000).Select(d => value.Level("TK", First.Plus(d), 0)).ToList();
        Assert.InRange(levels.Sum() / levels.Count, -10_000, 10_000);
        Assert.InRange(levels.Max(), 30_000, 200_000);
        Assert.InRange(levels.Min(), -200_000, -30_000);
        var crossings = levels.Zip(levels.Skip(1)).Count(p => p.First < 0 != p.Second < 0);
        Assert.True(crossings > 40, $"{crossings} crossings of zero in 2000 days");
    }

    [Fact]
    public void There_are_days_of_contango_and_days_of_backwardation()
    {
        var value = new FairValue(7);
        var slopes = Enumerable.Range(0, 1000).Select(d => value.Slope("GH", First.Plus(d))).ToList();
        Assert.True(slopes.Count(s => s > 0) > 200 && slopes.Count(s => s < 0) > 200);
    }

    [Fact]
    public void When_all_prints_are_known_the_value_is_their_mean()
    {
        Assert.Equal(
            3100,
            new FairValue(7).Of(Month(11, mean: 3100, known: 30, all: 30), TradingDate.Of(2026, 11, 30), 100)
        );
    }

    [Fact]
    public void Chance_is_the_same_on_every_computer()
    {
        // Worked out once by an independent program from the published definitions of splitmix64 and xoshiro256**.
        var random = new Random64(42);
        Assert.Equal(1546998764402558742UL, random.Next());
        Assert.Equal(6990951692964543102UL, random.Next());
    }
}
