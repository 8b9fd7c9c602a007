// Obligations by hand: when a quote meets its agreement, what time counts, which months and which days.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class ObligationBoardTests
{
    private const long Second = Instant.PerSecond;
    private static readonly ContractMonth March = ContractMonth.Of(2026, 3);

    [Fact]
    public void A_quote_meets_while_each_side_has_the_least_lots_within_the_widest_spread_in_continuous_trading()
    {
        var market = Open(MakerMarket.Agreement(ticks: 10, lots: 5, presence: 500_000));
        market.Phase(TradingPhase.Auction);
        var bid = market.Put(MakerMarket.Maker, Side.Buy, 100, 5);
        var ask = market.Put(MakerMarket.Maker, Side.Sell, 110, 5);
        At(market, 10);
        Assert.Equal(0, Only(market).Of(March).Session);
        Assert.Null(Only(market).Of(March).Passes(Only(market).Agreement));
        market.Phase(TradingPhase.Continuous);
        // Met for 20 s. Then the bid shows 4 lots; a fifth 12 ticks away makes the side whole and the spread too wide.
        At(market, 30);
        market.Less(bid, 4);
        Expect(Only(market).Quote, spread: null, lots: 4, meets: false);
        At(market, 40);
        market.Put(MakerMarket.Maker, Side.Buy, 98, 1);
        Expect(Only(market).Quote, spread: 12, lots: 4, meets: false);
        // A lot between does not help: the fifth bid is as far as it was.
        At(market, 60);
        market.Put(MakerMarket.Maker, Side.Sell, 108, 1);
        Expect(Only(market).Quote, spread: 12, lots: 4, meets: false);
        At(market, 70);
        var more = market.Put(MakerMarket.Maker, Side.Buy, 100, 1);
        Expect(Only(market).Quote, spread: 10, lots: 5, meets: true);
        // A halt of 10 s counts neither for nor against.
        At(market, 80);
        market.Phase(TradingPhase.Halted);
        At(market, 90);
        market.Phase(TradingPhase.Continuous);
        At(market, 100);

        var time = Only(market).Of(March);
        Assert.Equal(
            (80 * Second, 40 * Second, 70 * Second, 80 * Second),
            (time.Session, time.Met, time.Sized, time.TwoSided)
        );
        // 10 ticks for 20 s, 12 for 30 s, 10 for 20 s; 5 lots for 20 s, 4 for 40 s, 5 for 20 s.
        Assert.Equal((760 * Second, 360 * Second), (time.SpreadTime, time.LotsTime));
        Assert.True(time.Passes(Only(market).Agreement));
        Assert.Equal(0, time.Lacking(Only(market).Agreement));

        // Ten seconds with one side, ten with none: 40 of 100 s, and 10 s are missing to one half.
        market.Take(ask);
        market.Take(4);
        Expect(Only(market).Quote, spread: null, lots: 0, meets: false);
        At(market, 110);
        market.Take(bid);
        market.Take(more);
        market.Take(3);
        At(market, 120);
        time = Only(market).Of(March);
        Assert.Equal((100 * Second, 40 * Second, 80 * Second), (time.Session, time.Met, time.TwoSided));
        Assert.False(time.Passes(Only(market).Agreement));
        Assert.Equal(10 * Second, time.Lacking(Only(market).Agreement));
    }

    [Fact]
    public void Days_are_counted_one_by_one_and_together_by_calendar_month_until_the_agreement_ends()
    {
        var market = Open(MakerMarket.Agreement(until: MakerMarket.First.Plus(30)));
        market.Phase(TradingPhase.Continuous);
        market.Put(MakerMarket.Maker, Side.Buy, 100, 5);
        var ask = market.Put(MakerMarket.Maker, Side.Sell, 105, 5);
        At(market, 10);
        market.Day(MakerMarket.First.Plus(29));
        At(market, 15);
        market.Take(ask);
        At(market, 20);
        market.Day(MakerMarket.First.Plus(30));
        At(market, 24);
        market.Day(MakerMarket.First.Plus(31));
        At(market, 50);
        var obligation = Only(market);
        Assert.Equal(
            ["2026-03-02 10 10", "2026-03-31 10 5", "2026-04-01 4 0"],
            obligation.Days.Select(d => $"{d.Day} {d.Time.Session / Second} {d.Time.Met / Second}")
        );
        Assert.Equal((20 * Second, 15 * Second), (obligation.Of(March).Session, obligation.Of(March).Met));
        Assert.Equal(4 * Second, obligation.Of(March.Plus(1)).Session);
        Assert.False(obligation.Holds);
    }

    [Fact]
    public void The_nearest_months_are_those_that_have_not_ended_when_the_day_begins_and_spreads_are_not_meant()
    {
        var market = new MakerMarket(MakerMarket.Agreement(months: 1));
        market.List(1, "2026-03");
        market.List(2, "2026-04");
        market.List(3, "2026-03", new("TTS", 1, 2, 1, 1, 1, 1));
        Day(market, MakerMarket.First, 1, 2, 3);
        Assert.Equal(["2026-03"], Held(market));
        // The day in which the nearest month ends is still its own.
        market.Expire(1);
        Assert.Empty(Held(market));
        Day(market, MakerMarket.First.Plus(1), 2);
        Assert.Equal(["2026-04"], Held(market));
        Assert.Equal(2, market.Obligations.Of(MakerMarket.Maker).Count);
        Assert.Equal(MakerMarket.First.Plus(1), market.Obligations.Day);
    }

    [Fact]
    public void An_account_that_is_no_maker_is_not_measured_and_one_without_agreement_has_nothing()
    {
        var market = Open(MakerMarket.Agreement(account: MakerMarket.Other));
        market.Phase(TradingPhase.Continuous);
        market.Put(MakerMarket.Other, Side.Buy, 100, 5);
        market.Put(MakerMarket.Other, Side.Sell, 101, 5);
        At(market, 10);
        var time = Assert.Single(market.Obligations.Of(MakerMarket.Other)).Of(March);
        Assert.Equal((10 * Second, 0), (time.Session, time.TwoSided));
        Assert.Empty(market.Obligations.Of(MakerMarket.Maker));
    }

    [Fact]
    public void Who_reads_between_changes_nothing_that_is_counted()
    {
        var (often, once) = (Open(MakerMarket.Agreement()), Open(MakerMarket.Agreement()));
        foreach (var market in (MakerMarket[])[often, once])
        {
            var random = new Random(7);
            market.Phase(TradingPhase.Continuous);
            for (var i = 0; i < 300; i++)
            {
                market.Now += random.Next(3);
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                var order = market.Put(
                    MakerMarket.Maker,
                    side,
                    100 - (side.Sign() * random.Next(1, 9)),
                    random.Next(1, 6)
                );
                if (random.Next(3) > 0)
                    market.Take(order);
                if (market == often)
                    market.Obligations.Of(MakerMarket.Maker);
            }

            market.Tick();
        }

        var (a, b) = (Only(often).Of(March), Only(once).Of(March));
        Assert.True(a.Met > 0 && a.Met < a.Session);
        Assert.Equal(
            (a.Session, a.Met, a.Sized, a.SpreadTime, a.TwoSided, a.LotsTime),
            (b.Session, b.Met, b.Sized, b.SpreadTime, b.TwoSided, b.LotsTime)
        );
    }

    [Fact]
    public void Spread_and_lots_are_those_of_the_definition_for_any_quote()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var agreement = MakerMarket.Agreement(ticks: random.Next(1, 15), lots: random.Next(1, 12)) with
            {
                IsShare = round % 2 == 1,
                Widest = round % 2 == 1 ? random.Next(10_000, 150_000) : random.Next(1, 15),
            };
            var market = Open(agreement);
            var own = new List<(Side Side, long Ticks, long Lots)>();
            for (var i = random.Next(12); i > 0; i--)
            {
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                own.Add((side, 100 - (side.Sign() * random.Next(1, 9)), random.Next(1, 5)));
                market.Put(MakerMarket.Maker, own[^1].Side, own[^1].Ticks, own[^1].Lots);
            }

            // Every pair of prices: who has how much at them or better, and how far they are from each other.
            var pairs =
                from bid in own.Where(o => o.Side == Side.Buy)
                from ask in own.Where(o => o.Side == Side.Sell)
                select (
                    Spread: agreement.SpreadOf(bid.Ticks, ask.Ticks),
                    Lots: long.Min(
                        own.Where(o => o.Side == Side.Buy && o.Ticks >= bid.Ticks).Sum(o => o.Lots),
                        own.Where(o => o.Side == Side.Sell && o.Ticks <= ask.Ticks).Sum(o => o.Lots)
                    )
                );
            var all = pairs.ToList();
            long? spread = all.Where(p => p.Lots >= agreement.LeastLots).Select(p => (long?)p.Spread).Min();
            var lots = all.Where(p => p.Spread <= agreement.Widest).Select(p => p.Lots).DefaultIfEmpty(0).Max();
            Expect(Only(market).Quote, spread, lots, lots >= agreement.LeastLots);
            Assert.Equal(lots >= agreement.LeastLots, spread <= agreement.Widest);
        }
    }

    private static MakerMarket Open(MakerAgreement agreement)
    {
        var market = new MakerMarket(agreement);
        market.List(1, "2026-03");
        market.Day(MakerMarket.First);
        return market;
    }

    private static void At(MakerMarket market, int second)
    {
        market.Now = second;
        market.Tick();
    }

    private static void Day(MakerMarket market, TradingDate day, params int[] instruments)
    {
        foreach (var instrument in instruments)
            market.Day(day, instrument);
    }

    private static Obligation Only(MakerMarket market) => Assert.Single(market.Obligations.Of(MakerMarket.Maker));

    private static IEnumerable<string> Held(MakerMarket market) =>
        market.Obligations.Of(MakerMarket.Maker).Where(o => o.Holds).Select(o => o.Terms.Month);

    private static void Expect(MakerQuote quote, long? spread, long lots, bool meets) =>
        Assert.Equal((spread, lots, meets), (quote.Spread, quote.Lots, quote.Meets));
}
