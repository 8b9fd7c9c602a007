// Random days with money that waits and collateral: every refusal is reached, and whole runs agree with the auditor.
using Tokenbourse.Market;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RandomMoneyTests
{
    [Fact]
    public void Random_days_reach_every_refusal_and_every_end_of_money_and_collateral()
    {
        var refused = new SortedSet<(MessageKind, RejectReason)>();
        var ends = new SortedSet<(CashOutcome, bool)>();
        var (partly, called) = (0, 0);
        for (var seed = 1; seed <= 80; seed++)
        {
            if (seed % 3 == 0)
                continue;
            var market = new RandomMarket(seed, new NaiveMarket())
            {
                // Accounts that are drained need what they have pledged.
                Topics = seed % 2 == 0 ? RandomTopics.Money : RandomTopics.Money | RandomTopics.Calls,
            };
            market.Begin();
            for (var day = 0; day < 5; day++)
                market.Day(200);
            foreach (var events in market.Log.Select(l => l.Events.Select(e => e.Message).ToList()))
            {
                foreach (var no in events.OfType<CommandRefused>())
                    refused.Add((no.Command, no.Reason));
                foreach (var done in events.OfType<CashDone>())
                    ends.Add((done.Outcome, done.Amount.Minor > 0));
                var counted = events.OfType<CollateralCounted>().Where(c => c.Counted.Minor > 0).ToList();
                partly += counted.Count(c => c.Counted < c.Value);
                called += counted.Count(c =>
                    events.OfType<MarginCalled>().Any(m => (m.Account, m.Currency) == (c.Account, c.Currency))
                );
            }
        }

        var missing = Enum.GetValues<RejectReason>()
            .Where(r =>
                r is >= RejectReason.UnknownReference and <= RejectReason.PriceOutOfOrder
                && !refused.Any(o => o.Item2 == r)
            );
        Assert.Equal([], missing);
        Assert.Contains((MessageKind.AskCash, RejectReason.OverWithdrawal), refused);
        Assert.Contains((MessageKind.AskCash, RejectReason.OverQuota), refused);
        Assert.Contains((MessageKind.MoveCash, RejectReason.OverQuota), refused);
        Assert.Equal(6, ends.Count);
        Assert.True(partly > 20 && called > 5, $"{partly} partly counted, {called} called");
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(' ', refused.Where(o => o.Item1 is >= MessageKind.AskCash and <= MessageKind.PriceCollateral))
        );
    }

    [Theory]
    [InlineData(301, 331)]
    public void The_auditor_agrees_over_random_days_with_money_and_collateral(int from, int to)
    {
        for (var seed = from; seed < to; seed++)
        {
            if (seed % 3 == 0)
                continue;
            var difference = RandomMarketTests.FirstDifference(
                () => new MachineEngine(new MarketMachine()),
                seed,
                3,
                200
            );
            Assert.True(difference is null, difference);
        }
    }
}
