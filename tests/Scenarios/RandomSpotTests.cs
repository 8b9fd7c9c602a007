// Random days of the spot market: every refusal and every event is reached, and whole runs agree with the auditor.
using Tokenbourse.Market;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RandomSpotTests
{
    [Fact]
    public void Random_days_reach_every_refusal_and_every_event_of_the_spot_market()
    {
        var refused = new SortedSet<RejectReason>();
        var kinds = new SortedList<MessageKind, int>();
        var ends = new SortedSet<SpotBidEnd>();
        var tenders = new SortedSet<TenderEnd>();
        var orders = new SortedSet<SpotOrderEnd>();
        var quotes = new SortedSet<SpotQuoteEnd>();
        var supplies = new SortedSet<SupplyState>();
        var (topUps, penalties, blocks) = (0, 0, 0);
        for (var seed = 1; seed <= 20; seed++)
        {
            var market = new RandomMarket(seed, new NaiveMarket())
            {
                Topics = seed % 3 == 0 ? RandomTopics.Spot | RandomTopics.Defaults : RandomTopics.Spot,
            };
            market.Begin();
            for (var day = 0; day < 7; day++)
                market.Day(200);
            foreach (var happening in market.Log.SelectMany(l => l.Events))
            {
                kinds[happening.Kind] = kinds.GetValueOrDefault(happening.Kind) + 1;
                if (happening.Message is CommandRefused no)
                    refused.Add(no.Reason);
                if (happening.Message is SpotBidEnded bid)
                    ends.Add(bid.How);
                if (happening.Message is TenderEnded tender)
                    tenders.Add(tender.How);
                if (happening.Message is SpotOrderEnded order)
                    orders.Add(order.How);
                if (happening.Message is SpotQuoteEnded quote)
                    quotes.Add(quote.How);
                if (happening.Message is SupplyStateSet set)
                    supplies.Add(set.State);
                topUps += happening.Message is DeliveryRecorded { TopUp.Minor: > 0 } ? 1 : 0;
                penalties += happening.Message is CertificateEnded { Penalty.Minor: > 0 } ? 1 : 0;
                blocks += happening.Message is SpotTraded { Hours: > 1 } ? 1 : 0;
            }
        }

        var words =
            $"{topUps} paid above the price, {penalties} penalties, {blocks} pairs over hours; "
            + string.Join(' ', kinds.Where(k => k.Key >= MessageKind.SpotProductDefined));
        TestContext.Current.TestOutputHelper?.WriteLine(words);
        // Who falls has seldom anything on the spot market at that very moment, and a supply is seldom cut short: stories
        // tell it.
        string[] missing =
        [
            .. Without(ends, SpotBidEnd.None, SpotBidEnd.ShutOut),
            .. Without(tenders, TenderEnd.None),
            .. Without(orders, SpotOrderEnd.None, SpotOrderEnd.ShutOut),
            .. Without(quotes, SpotQuoteEnd.None, SpotQuoteEnd.ShutOut),
            .. Without(supplies, SupplyState.None, SupplyState.Proposed, SupplyState.CutShort),
            .. Enum.GetValues<RejectReason>().Where(r => IsOurs(r) && !refused.Contains(r)).Select(r => $"{r}"),
            .. Enum.GetValues<MessageKind>().Where(k => IsOurs(k) && !kinds.ContainsKey(k)).Select(k => $"{k}"),
        ];
        Assert.Equal([], missing);
        Assert.True(topUps > 10 && penalties > 10 && blocks > 10, words);
    }

    // All words of an enumeration but these.
    private static IEnumerable<string> Without<T>(SortedSet<T> told, params T[] elsewhere)
        where T : struct, Enum =>
        Enum.GetValues<T>().Except(told).Except(elsewhere).Select(word => $"{typeof(T).Name}.{word}");

    private static bool IsOurs(MessageKind kind) =>
        kind is >= MessageKind.SpotProductDefined and <= MessageKind.DeliveryMissed;

    private static bool IsOurs(RejectReason reason) =>
        reason
            is (>= RejectReason.UnknownProduct and <= RejectReason.IssuerLimit)
                or (>= RejectReason.UnknownCertificate and <= RejectReason.NothingLeftToSplit)
                or (>= RejectReason.AnotherMeter and <= RejectReason.NotStandingIn)
                or (
                    >= RejectReason.NotAStandardBlock
                    and <= RejectReason.SupplyInvoiceOpen
                    and not (RejectReason.TooManySpotOrders or RejectReason.TooManySpotRequests)
                )
                or (>= RejectReason.CashOnly and <= RejectReason.NotOwnIssue);

    [Theory]
    [InlineData(401, 409)]
    public void The_auditor_agrees_over_random_days_of_the_spot_market(int from, int to)
    {
        for (var seed = from; seed < to; seed++)
        {
            var difference = RandomMarketTests.FirstDifference(
                () => new MachineEngine(new MarketMachine()),
                seed,
                7,
                160,
                topics: seed % 3 == 0 ? RandomTopics.All : RandomTopics.Spot
            );
            Assert.True(difference is null, difference);
        }
    }

    [Fact]
    public void A_lot_that_is_told_as_filled_and_was_not_is_found()
    {
        var difference = Enumerable
            .Range(1, 6)
            .Select(seed =>
                RandomMarketTests.FirstDifference(() => new Generous(), seed, 2, 120, topics: RandomTopics.Spot)
            )
            .FirstOrDefault(d => d is not null);
        Assert.NotNull(difference);
        Assert.Contains("SpotBidEnded", difference, StringComparison.Ordinal);
    }

    // A market that fills a bid by one lot more than the auction gave it.
    private sealed class Generous : IMarketEngine
    {
        private readonly NaiveMarket _market = new();

        public IReadOnlyList<Happening> Submit(in Tokenbourse.Model.Machine.LogEntry command) =>
            [
                .. _market
                    .Submit(command)
                    .Select(e =>
                        e.Message is SpotBidEnded { How: SpotBidEnd.Filled } bid
                            ? e with
                            {
                                Message = bid with { Filled = new(bid.Filled.Lots + 1) },
                            }
                            : e
                    ),
            ];
    }
}
