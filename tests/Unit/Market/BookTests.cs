// The order book and its bitmap against naive twins.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class BookTests
{
    [Fact]
    public void A_level_set_answers_as_a_sorted_set_does()
    {
        Prop.ForAll<int, int[]>(
                (seed, numbers) =>
                {
                    const int Size = 9000;
                    var random = new Random(seed);
                    var set = new LevelSet();
                    set.Resize(Size);
                    var twin = new SortedSet<int>();
                    for (var i = 0; i < 200; i++)
                    {
                        var level = random.Next(Size);
                        if (random.Next(3) > 0)
                            (_, _) = (twin.Add(level), Do(() => set.Add(level)));
                        else
                            (_, _) = (twin.Remove(level), Do(() => set.Remove(level)));
                        var ask = random.Next(Size);
                        var above = twin.GetViewBetween(ask, Size);
                        var below = twin.GetViewBetween(0, ask);
                        if (set.AtOrAbove(ask) != (above.Count == 0 ? -1 : above.Min))
                            return false;
                        if (set.AtOrBelow(ask) != (below.Count == 0 ? -1 : below.Max))
                            return false;
                    }

                    return numbers is not null;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Orders_fill_by_price_then_time_as_in_a_sorted_list()
    {
        Prop.ForAll<int>(seed =>
            {
                var random = new Random(seed);
                var book = new OrderBook();
                book.Open(new(100), new(140));
                var twin = new List<(long Id, Side Side, long Ticks, long Lots)>();
                var slots = new Dictionary<long, int>();
                for (long id = 1; id <= 300; id++)
                {
                    var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                    var ticks = random.Next(100, 141);
                    long lots = random.Next(1, 20);
                    if (random.Next(4) == 0 && twin.Count > 0)
                    {
                        var gone = twin[random.Next(twin.Count)];
                        twin.Remove(gone);
                        book.Remove(slots[gone.Id]);
                        continue;
                    }

                    if (!Take(book, twin, side, ticks, ref lots))
                        return false;
                    if (lots == 0)
                        continue;
                    slots[id] = book.Rest(new(id), new(1), side, new(ticks), lots);
                    twin.Add((id, side, ticks, lots));
                    if (book.Count != twin.Count)
                        return false;
                }

                return Walk(book, Side.Buy).SequenceEqual(Sorted(twin, Side.Buy))
                    && Walk(book, Side.Sell).SequenceEqual(Sorted(twin, Side.Sell));
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_auction_price_is_the_one_that_trying_every_price_finds()
    {
        Prop.ForAll<int>(seed =>
            {
                var random = new Random(seed);
                var book = new OrderBook();
                book.Open(new(50), new(80));
                var orders = new List<(Side Side, long Ticks, long Lots)>();
                for (var i = 1; i <= random.Next(1, 30); i++)
                {
                    var order = (
                        Side: random.Next(2) == 0 ? Side.Buy : Side.Sell,
                        Ticks: (long)random.Next(50, 81),
                        Lots: (long)random.Next(1, 9)
                    );
                    orders.Add(order);
                    book.Rest(new(i), new(1), order.Side, new(order.Ticks), order.Lots);
                }

                var reference = new Price(random.Next(50, 81));
                var best = Enumerable
                    .Range(50, 31)
                    .Select(p =>
                        (
                            Price: (long)p,
                            Demand: orders.Where(o => o.Side == Side.Buy && o.Ticks >= p).Sum(o => o.Lots),
                            Supply: orders.Where(o => o.Side == Side.Sell && o.Ticks <= p).Sum(o => o.Lots)
                        )
                    )
                    .Where(p => p.Demand > 0 && p.Supply > 0)
                    .OrderByDescending(p => long.Min(p.Demand, p.Supply))
                    .ThenBy(p => long.Abs(p.Demand - p.Supply))
                    .ThenBy(p => long.Abs(p.Price - reference.Ticks))
                    .ThenBy(p => p.Price)
                    .Select(p => (new Price(p.Price), long.Min(p.Demand, p.Supply)))
                    .FirstOrDefault((reference, 0L));
                return Auction.PriceOf(book, reference) == best;
            })
            .QuickCheckThrowOnFailure();
    }

    private static bool Take(
        OrderBook book,
        List<(long Id, Side Side, long Ticks, long Lots)> twin,
        Side side,
        long ticks,
        ref long lots
    )
    {
        while (lots > 0)
        {
            var slot = book.Opposite(side, new(ticks));
            var other = Sorted(twin, side.Opposite())
                .FirstOrDefault(o => side == Side.Buy ? o.Ticks <= ticks : o.Ticks >= ticks);
            if (slot < 0 || other == default)
                return slot < 0 && other == default;
            var fill = book.Reduce(slot, long.Min(lots, book.At(slot).Lots));
            if (fill.Order.Value != other.Id || fill.Limit.Ticks != other.Ticks)
                return false;
            var at = twin.IndexOf(other);
            if (fill.Left == 0)
                twin.RemoveAt(at);
            else
                twin[at] = other with { Lots = fill.Left };
            lots -= fill.Lots;
        }

        return true;
    }

    private static List<(long Id, Side Side, long Ticks, long Lots)> Sorted(
        List<(long Id, Side Side, long Ticks, long Lots)> twin,
        Side side
    ) => twin.Where(o => o.Side == side).OrderBy(o => side == Side.Buy ? -o.Ticks : o.Ticks).ThenBy(o => o.Id).ToList();

    private static IEnumerable<(long Id, Side Side, long Ticks, long Lots)> Walk(OrderBook book, Side side)
    {
        for (var slot = book.FirstOf(side); slot >= 0; slot = book.After(slot))
        {
            var order = book.At(slot);
            yield return (order.Order.Value, order.Side, book.PriceAt(order.Level).Ticks, order.Lots);
        }
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
