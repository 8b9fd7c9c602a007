// So many units a minute, against a bucket of fractions that never rounds.
using System.Numerics;
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class RateBucketTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16_667)]
    [InlineData(1_000_000_000)]
    public void A_bucket_gives_exactly_what_a_bucket_of_fractions_gives(long aMinute)
    {
        var random = new Random(20260302);
        var now = 1_000_000L;
        var bucket = new RateBucket(aMinute, now);
        // The level in units times ticks of a minute.
        var full = (BigInteger)aMinute * TimeSpan.TicksPerMinute;
        var level = full;
        for (var i = 0; i < 2000; i++)
        {
            var passed = random.NextInt64(TimeSpan.TicksPerSecond * 20);
            now += passed;
            level = BigInteger.Min(full, level + ((BigInteger)passed * aMinute));
            var units = random.NextInt64(1 + (aMinute * 5 / 4));
            var need = (BigInteger)units * TimeSpan.TicksPerMinute;
            var wait = bucket.Take(units, now);
            if (units > aMinute)
            {
                Assert.Equal(-1, wait);
            }
            else if (need <= level)
            {
                Assert.Equal(0, wait);
                level -= need;
                if (random.Next(3) == 0)
                {
                    var back = random.NextInt64(units + 1);
                    bucket.Return(back);
                    level = BigInteger.Min(full, level + ((BigInteger)back * TimeSpan.TicksPerMinute));
                }
            }
            else
            {
                // The first tick at which there is enough.
                Assert.True(level + ((BigInteger)wait * aMinute) >= need);
                Assert.True(level + ((BigInteger)(wait - 1) * aMinute) < need);
            }
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_gives_nothing_twice()
    {
        var bucket = new RateBucket(60, 0);
        Assert.Equal(0, bucket.Take(60, 0));
        Assert.Equal(0, bucket.Take(1, TimeSpan.TicksPerSecond));
        Assert.Equal(TimeSpan.TicksPerSecond, bucket.Take(1, 0));
        Assert.Equal(TimeSpan.TicksPerSecond / 2, bucket.Take(1, TimeSpan.TicksPerSecond / 2));
    }

    [Fact]
    public void A_clock_that_was_a_year_ahead_does_not_keep_the_bucket_empty_for_a_year()
    {
        var bucket = new RateBucket(60, TimeSpan.TicksPerDay * 365);
        Assert.Equal(0, bucket.Take(60, TimeSpan.TicksPerDay * 365));
        Assert.Equal(TimeSpan.TicksPerSecond, bucket.Take(1, 0));
        Assert.Equal(0, bucket.Take(1, TimeSpan.TicksPerSecond));
    }
}
