// What the board and the feed publish as open interest, against what the market itself tells at settlement.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class PublishedInterestTests
{
    /// <summary>Seeds whose ladders end in a forced reduction.</summary>
    [Fact]
    public void Board_and_feed_have_the_open_interest_of_each_settlement()
    {
        int compared = 0,
            reduced = 0;
        for (var seed = 3; seed < 40; seed += 6)
        {
            var published = new Published();
            var market = new RandomMarket(seed, published) { Topics = RandomTopics.None };
            market.Begin();
            for (var day = 0; day < 5; day++)
                market.Day(150);
            compared += published.Compared;
            reduced += published.Reduced;
        }

        Assert.True(compared > 70);
        Assert.True(reduced > 5);
    }

    /// <summary>Seeds on which positions of members in default are auctioned or torn up.</summary>
    [Fact]
    public void Board_and_feed_have_the_open_interest_of_markets_in_which_members_fall()
    {
        int compared = 0,
            passed = 0;
        foreach (var seed in new[] { 7, 11, 13, 17, 19 })
        {
            var published = new Published();
            var market = new RandomMarket(seed, published) { Topics = RandomTopics.Defaults };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(150);
            compared += published.Compared;
            passed += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.DefaultTraded));
        }

        Assert.True(compared > 50);
        Assert.True(passed > 5, $"{passed}");
    }

    /// <summary>The machine with a board and a feed beside it.</summary>
    private sealed class Published : IMarketEngine
    {
        private readonly MarketMachine _machine = new();
        private readonly Outbox _outbox = new();
        private readonly Board _board = new();
        private readonly MarketFeed _feed = new();

        public int Compared { get; private set; }

        public int Reduced { get; private set; }

        public IReadOnlyList<Happening> Submit(in LogEntry command)
        {
            _outbox.Clear();
            _outbox.Cause = command.Sequence;
            _outbox.Time = command.Time;
            _machine.Apply(in command, _outbox);
            var events = new List<Happening>();
            for (var rest = _outbox.Bytes; rest.Length > 0; )
            {
                Assert.True(Codec.TryDecode(rest, out var entry, out var read));
                rest = rest[read..];
                Fold(entry with { Payload = entry.Payload.ToArray() });
                events.Add(Happening.Of(entry with { Payload = entry.Payload.ToArray() }));
            }

            return events;
        }

        private void Fold(in LogEntry entry)
        {
            _board.Apply(entry);
            _feed.Apply(entry);
            Reduced += entry.Kind == MessageKind.ForcedReduced ? 1 : 0;
            if (entry.Kind != MessageKind.SettlementPriceSet)
                return;
            var told = entry.As<SettlementPriceSet>();
            Assert.Equal(told.OpenInterest.Lots, _feed.Of(told.Instrument).Statistics.OpenInterest);
            Assert.Equal(told.OpenInterest.Lots, _board.Rows[told.Instrument.Value - 1].OpenInterest);
            Compared++;
        }
    }
}
