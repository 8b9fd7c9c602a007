// The number index against a dictionary: young and old orders, numbers that come again, growth.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Matching;

public sealed class OrderDirectoryTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 60)]
    [InlineData(3, 97)]
    public void It_finds_what_lives_and_nothing_else(int seed, int stays)
    {
        var (pool, random) = (new OrderPool(64), new Random(seed));
        var directory = new OrderDirectory(pool, 64);
        var slots = new Dictionary<long, int>();
        var live = new List<long>();
        for (long number = 1; number <= 20_000; number++)
        {
            Add(number);
            // The more stay, the older they become: beyond the ring, and until the pool and the ring have grown.
            if (random.Next(100) >= stays)
                Remove(live[random.Next(live.Count)]);
            if (random.Next(10) == 0)
            {
                // An amended order comes again with its old number.
                var old = live[random.Next(live.Count)];
                Remove(old);
                Add(old);
            }

            if (number % 1_000 == 0)
                Compare(number);
        }

        foreach (var number in live.ToList())
            Remove(number);
        Compare(20_000);

        void Add(long number)
        {
            var slot = pool.Take();
            pool.Hot[slot].Order = new(number);
            directory.Add(new(number), slot);
            slots.Add(number, slot);
            live.Add(number);
        }

        void Remove(long number)
        {
            Assert.Equal(slots[number], directory.Find(new(number)));
            directory.Remove(new(number), slots[number]);
            pool.Give(slots[number]);
            slots.Remove(number);
            live.Remove(number);
        }

        void Compare(long upTo)
        {
            for (long number = 1; number <= upTo; number++)
                Assert.Equal(slots.GetValueOrDefault(number, OrderPool.None), directory.Find(new(number)));
        }
    }
}
