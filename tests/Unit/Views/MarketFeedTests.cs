// The public feed against the machine's own books, and against a client who knows nothing but the feed.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class MarketFeedTests
{
    private static readonly Side[] BothSides = [Side.Buy, Side.Sell];

    /// <summary>Between the listing and the first phase: the doors told 500 of a text that was not there.</summary>
    [Fact]
    public void A_month_of_which_nothing_was_told_has_an_empty_note() =>
        Assert.Equal("", new MarketFeed().Of(new(1)).State.Note);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_visible_book_is_the_machines_book_order_by_order(int seed)
    {
        var market = new BusyMarket(seed);
        var feed = new MarketFeed();
        var seen = new HashSet<MessageKind>();
        var commands = 0;
        market.Run(
            4,
            700,
            said =>
            {
                foreach (var entry in said)
                {
                    feed.Apply(entry);
                    seen.Add(entry.Kind);
                }

                if (++commands % 3 == 0)
                    Compare(feed, market.Engine);
            }
        );
        Compare(feed, market.Engine);
        Assert.Superset(
            new HashSet<MessageKind>
            {
                MessageKind.BookChanged,
                MessageKind.Traded,
                MessageKind.SpreadTraded,
                MessageKind.AuctionUncrossed,
                MessageKind.IndicativeChanged,
                MessageKind.StateChanged,
                MessageKind.OrderReduced,
                MessageKind.OrderElected,
                MessageKind.OrderAmended,
            },
            seen
        );
    }

    [Fact]
    public void Closing_orders_go_first_where_the_new_days_limit_comes_to_lie()
    {
        var market = new BusyMarket(1);
        var desk = market.MarketDesk;
        desk.Clock(9);
        desk.Place(3, Side.Sell, 3199, 5, "a");
        desk.Place(4, Side.Buy, 3199, 5, "b");
        desk.Place(5, Side.Sell, 3230, 3, "c", TimeInForce.GoodTillCancelled);
        desk.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(4),
                new(1),
                Side.Sell,
                OrderType.Limit,
                TimeInForce.GoodTillCancelled,
                new(3230),
                new(2),
                ClientOrderId.Of("d"),
                OrderFlags.CloseOnly
            )
        );
        var feed = new MarketFeed();
        foreach (var entry in desk.Events)
            feed.Apply(entry);
        var told = desk.Events.Count;
        var book = feed.Of(new(1)).Book;
        Assert.Equal([3L, 4L], book.Queue(Side.Sell).Select(o => o.Order.Value));
        var before = feed.Of(new(1)).Sequence;
        market.Settle(desk.Now.Date);
        desk.Now = Instant.At(desk.Now.Date.Plus(1), 8 * 60);
        desk.Submit(MessageKind.Tick, default(Tick));
        foreach (var entry in desk.Events.Skip(told))
            feed.Apply(entry);
        Assert.Equal([4L, 3L], book.Queue(Side.Sell).Select(o => o.Order.Value));
        var deltas = new List<BookDelta>();
        for (var next = before + 1; next <= feed.Of(new(1)).Sequence; next++)
        {
            if (feed.Of(new(1)).Update(next) is BookUpdate { Delta: var delta })
                deltas.Add(delta);
        }

        Assert.Equal(
            [(BookAction.Removed, 4, 0, 0), (BookAction.AddedInFront, 4, 2, 0)],
            deltas.Select(d => (d.Action, d.Order.Value, d.Lots, d.Behind.Value))
        );
        Compare(feed, market.Engine);
    }

    private static void Compare(MarketFeed feed, MatchingEngine engine)
    {
        for (var i = 1; i <= engine.Books; i++)
            Assert.Equal(engine.PhaseOf(new(i)), feed.Of(new(i)).State.Phase);
        Compare(i => feed.Of(i).Book, engine);
    }

    private static void Compare(Func<InstrumentId, VisibleBook> books, MatchingEngine engine)
    {
        for (var i = 1; i <= engine.Books; i++)
        {
            var book = books(new(i));
            foreach (var side in BothSides)
            {
                var queue = new List<VisibleOrder>();
                engine.Walk(new(i), side, o => queue.Add(new(o.Order, o.Price, o.Visible)));
                Assert.Equal(queue, book.Queue(side));
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Who_hears_book_changes_and_nothing_else_has_the_machines_book_order_by_order(int seed)
    {
        var market = new BusyMarket(seed, edges: true);
        var books = new Books();
        var seen = new SortedDictionary<BookAction, int>();
        var overNight = 0;
        market.Run(
            6,
            400,
            said =>
            {
                var opens = said.Any(e => e.Kind == MessageKind.DayOpened);
                foreach (var entry in said.Where(e => e.Kind == MessageKind.BookChanged))
                {
                    // A log of their own.
                    books.Apply(entry with { Sequence = books.AsOf + 1 });
                    var action = entry.As<BookChanged>().Action;
                    seen[action] = seen.GetValueOrDefault(action) + 1;
                    overNight += opens && action == BookAction.AddedInFront ? 1 : 0;
                }

                Compare(books.Of, market.Engine);
            }
        );
        Assert.Equal(4, seen.Count);
        Assert.True(
            seen[BookAction.AddedInFront] > 20 && overNight > 0,
            $"{seen[BookAction.AddedInFront]} in front, {overNight} of them by a new day"
        );
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Depth_and_best_folded_from_changes_equal_those_counted_from_the_orders(int seed)
    {
        var feed = new MarketFeed();
        new BusyMarket(seed).Run(
            2,
            500,
            said =>
            {
                foreach (var entry in said)
                {
                    feed.Apply(entry);
                    if (entry.Kind != MessageKind.BookChanged)
                        continue;
                    var change = entry.As<BookChanged>();
                    var book = feed.Of(change.Instrument).Book;
                    var counted = book.Queue(change.Side)
                        .GroupBy(o => o.Price)
                        .Select(g => new DepthLevel(g.Key, g.Sum(o => o.Lots), g.Count()))
                        .OrderBy(l => change.Side == Side.Buy ? -l.Price.Ticks : l.Price.Ticks)
                        .ToList();
                    Assert.Equal(counted, book.Depth(change.Side, int.MaxValue));
                    Assert.Equal(counted.Count == 0 ? null : counted[0], book.Best(change.Side));
                    var update = (BookUpdate)feed.Of(change.Instrument).Update(change.Sequence)!;
                    Assert.Equal(book.Best(change.Side), update.Delta.Best);
                }
            }
        );
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public void A_client_who_applies_the_updates_one_by_one_has_the_book(int seed)
    {
        var feed = new MarketFeed();
        var clients = new List<NaiveClient>();
        new BusyMarket(seed, edges: seed == 23).Run(
            3,
            500,
            said =>
            {
                foreach (var entry in said)
                    feed.Apply(entry);
                while (clients.Count < feed.Count)
                    clients.Add(new(feed.Of(new(clients.Count + 1))));
                foreach (var client in clients)
                    client.Follow();
            }
        );
        Assert.True(clients.Sum(c => c.Applied) > 1_000);
        Assert.All(clients, client => client.Compare());
    }

    [Fact]
    public void An_order_keeps_its_place_when_it_is_changed_and_loses_it_when_it_is_taken_off_and_added()
    {
        var feed = new MarketFeed();
        var told = new Teller(feed);
        told.Book(1, BookAction.Added, 100, 5);
        told.Book(2, BookAction.Added, 100, 5);
        told.Book(1, BookAction.Changed, 100, 3);
        Assert.Equal([1, 2], feed.Of(new(1)).Book.Queue(Side.Buy).Select(o => o.Order.Value));
        told.Book(1, BookAction.Removed, 100, 0);
        told.Book(1, BookAction.Added, 100, 3);
        Assert.Equal([2, 1], feed.Of(new(1)).Book.Queue(Side.Buy).Select(o => o.Order.Value));
        Assert.Equal(new OrderId(2), ((BookUpdate)feed.Of(new(1)).Update(5)!).Delta.Behind);
    }

    [Fact]
    public void Orders_added_in_front_stand_before_the_others_of_their_price_in_the_order_of_their_coming()
    {
        var feed = new MarketFeed();
        var told = new Teller(feed);
        told.Book(1, BookAction.Added, 100, 5);
        told.Book(2, BookAction.AddedInFront, 100, 5);
        told.Book(3, BookAction.AddedInFront, 100, 5);
        told.Book(4, BookAction.Added, 100, 5);
        told.Book(5, BookAction.AddedInFront, 99, 5);
        Assert.Equal([2, 3, 1, 4, 5], Queue());
        Assert.Equal([0, 0, 2, 1, 0], Behind(1));
        // The last one in front leaves; the next stands behind the one before it, and then before all.
        told.Book(3, BookAction.Removed, 100, 0);
        told.Book(6, BookAction.AddedInFront, 100, 5);
        told.Book(2, BookAction.Removed, 100, 0);
        told.Book(6, BookAction.Removed, 100, 0);
        told.Book(7, BookAction.AddedInFront, 100, 5);
        Assert.Equal([7, 1, 4, 5], Queue());
        Assert.Equal([0, 2, 0, 0, 0], Behind(6));
        // Each out and in again: the one that was not in front goes behind the one that was.
        foreach (var order in (int[])[7, 4])
        {
            told.Book(order, BookAction.Removed, 100, 0);
            told.Book(order, BookAction.AddedInFront, 100, 5);
        }

        Assert.Equal([7, 4, 1, 5], Queue());

        IEnumerable<long> Queue() => feed.Of(new(1)).Book.Queue(Side.Buy).Select(o => o.Order.Value);

        IEnumerable<long> Behind(int from) =>
            Enumerable.Range(from, 5).Select(i => ((BookUpdate)feed.Of(new(1)).Update(i)!).Delta.Behind.Value);
    }

    [Fact]
    public void A_gap_or_a_repeat_in_the_sequence_is_a_fault()
    {
        var feed = new MarketFeed();
        var told = new Teller(feed);
        told.Book(1, BookAction.Added, 100, 5);
        told.Skip = 1;
        Assert.Throws<InvariantBrokenException>(() => told.Book(2, BookAction.Added, 100, 5));
        var again = new MarketFeed();
        told = new(again);
        told.Book(1, BookAction.Added, 100, 5);
        told.Skip = -1;
        Assert.Throws<InvariantBrokenException>(() => told.Book(2, BookAction.Added, 100, 5));
    }

    [Fact]
    public void Updates_that_are_no_longer_kept_are_not_given()
    {
        var feed = new MarketFeed();
        var told = new Teller(feed);
        for (var i = 1; i <= 3_000; i++)
            told.Book(i, BookAction.Added, 100, 5);
        var one = feed.Of(new(1));
        Assert.Null(one.Update(0));
        Assert.Null(one.Update(3_001));
        Assert.Null(one.Update(3_000 - InstrumentFeed.Kept));
        for (var i = 3_000 - InstrumentFeed.Kept + 1; i <= 3_000; i++)
            Assert.Equal(i, one.Update(i)!.Sequence);
    }

    [Fact]
    public void Statistics_heed_discovered_prices_and_count_every_lot()
    {
        var feed = new MarketFeed();
        var told = new Teller(feed);
        told.Band(3200);
        told.Trade(3210, 9, 9, 9);
        told.Trade(3190, 2, 2, 0, TradeOrigin.Implied);
        told.Trade(3300, 10, 0, 3, TradeOrigin.SpreadLeg);
        told.Trade(3205, 1, 0, 1);
        var day = feed.Of(new(1)).Statistics;
        Assert.Equal(
            (3210L, 3210L, 3190L, 3205L, 1L),
            (day.Open!.Value.Ticks, day.High!.Value.Ticks, day.Low!.Value.Ticks, day.Last!.Value.Ticks, day.LastLots)
        );
        Assert.Equal((22L, 12L, 4L), (day.Volume, day.DiscoveredLots, day.Trades));
        Assert.Equal((3210 * 9) + (3190 * 2) + 3205, day.TicksTimesLots);
        // 9 opened on both sides, then 2 changed hands, then 7 closed, then 1 changed hands.
        Assert.Equal((2L, 2L), (day.OpenInterest, day.OpenInterestChange));
    }
}
