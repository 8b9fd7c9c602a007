// Sharing a whole: worked examples, and the promises of each remainder rule under random weights.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class ProRataTests
{
    [Theory]
    [InlineData(RemainderRule.ToLast, 4_745, 527, 528)]
    [InlineData(RemainderRule.LargestFraction, 4_746, 527, 527)]
    public void Winners_share_what_was_collected_under_either_remainder_rule(
        RemainderRule rule,
        long first,
        long second,
        long third
    ) => Assert.Equal([first, second, third], ProRata.Share(5_800, [7_200, 800, 800], rule, [1, 2, 3]));

    [Fact]
    public void Nothing_shared_is_nothing_each() =>
        Assert.Equal([0L, 0L], ProRata.Share(0, [0, 0], RemainderRule.LargestFraction, [1, 2]));

    [Fact]
    public void A_whole_without_weights_is_a_bug()
    {
        Assert.Throws<InvariantBrokenException>(() => ProRata.Share(1, [0, 0], RemainderRule.ToLast));
        Assert.Throws<InvariantBrokenException>(() => ProRata.Share(1, [2, -1], RemainderRule.ToLast));
        Assert.Throws<InvariantBrokenException>(() => ProRata.ShareWithin(4, [2, 1], RemainderRule.ToLast));
    }

    [Fact]
    public void The_last_with_a_weight_gets_the_rest_and_zero_weights_get_nothing() =>
        Assert.Equal([3L, 0L, 4L, 0L], ProRata.Share(7, [1, 0, 1, 0], RemainderRule.ToLast));

    [Fact]
    public void What_the_last_cannot_bear_goes_to_the_one_before()
    {
        Assert.Equal([9L, 9L, 2L], ProRata.Share(20, [10, 10, 1], RemainderRule.ToLast));
        Assert.Equal([9L, 10L, 1L], ProRata.ShareWithin(20, [10, 10, 1], RemainderRule.ToLast));
    }

    [Fact]
    public void Parts_sum_to_the_whole_and_stay_within_a_unit_of_exact()
    {
        Prop.ForAll(
                Cases(),
                c =>
                {
                    var total = c.Weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
                    var keys = c.Weights.Select((_, i) => (UInt128)(i + 1)).ToArray();
                    var largest = ProRata.Share(c.Whole, c.Weights, RemainderRule.LargestFraction, keys);
                    var last = ProRata.Share(c.Whole, c.Weights, RemainderRule.ToLast);
                    var most = c.Weights.Count(w => w > 0);
                    return largest.Sum() == c.Whole
                        && last.Sum() == c.Whole
                        && c.Weights.Select((w, i) => Within(largest[i], w, 1)).All(x => x)
                        && c.Weights.Select((w, i) => Within(last[i], w, most)).All(x => x);

                    // |part - whole * weight / total| < units
                    bool Within(long part, long weight, int units) =>
                        BigInteger.Abs((part * total) - ((BigInteger)c.Whole * weight)) < units * total;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Under_the_largest_fraction_the_order_of_the_weights_does_not_matter()
    {
        Prop.ForAll(
                Cases(),
                c =>
                {
                    var keys = c.Weights.Select((_, i) => ProRata.TieKey(7, "TK-Z26", new(20_700), i + 1)).ToArray();
                    var straight = ProRata.Share(c.Whole, c.Weights, RemainderRule.LargestFraction, keys);
                    var order = Enumerable.Range(0, keys.Length).OrderBy(i => (i * 7_919) % 101).ToArray();
                    var turned = ProRata.Share(
                        c.Whole,
                        [.. order.Select(i => c.Weights[i])],
                        RemainderRule.LargestFraction,
                        [.. order.Select(i => keys[i])]
                    );
                    return order.Select((from, at) => straight[from] == turned[at]).All(x => x);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nobody_bears_more_than_he_has()
    {
        Prop.ForAll(
                Cases(),
                c =>
                {
                    var whole = c.Whole % (c.Weights.Sum() + 1);
                    var keys = c.Weights.Select((_, i) => (UInt128)(i + 1)).ToArray();
                    return new[] { RemainderRule.ToLast, RemainderRule.LargestFraction }.All(rule =>
                    {
                        var parts = ProRata.ShareWithin(whole, c.Weights, rule, keys);
                        return parts.Sum() == whole
                            && parts.Zip(c.Weights).All(p => p.First >= 0 && p.First <= p.Second);
                    });
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_draw_is_the_same_every_time_and_another_for_every_input()
    {
        var key = ProRata.TieKey(1, "TK-Z26", new(20_000), 5);
        Assert.Equal(key, ProRata.TieKey(1, "TK-Z26", new(20_000), 5));
        Assert.NotEqual(key, ProRata.TieKey(2, "TK-Z26", new(20_000), 5));
        Assert.NotEqual(key, ProRata.TieKey(1, "TK-F27", new(20_000), 5));
        Assert.NotEqual(key, ProRata.TieKey(1, "TK-Z26", new(20_001), 5));
        Assert.NotEqual(key, ProRata.TieKey(1, "TK-Z26", new(20_000), 6));
        // Over a thousand days the draw between two clients is a fair one.
        var wins = Enumerable
            .Range(20_000, 1_000)
            .Count(d => ProRata.TieKey(1, "TK-Z26", new(d), 1) < ProRata.TieKey(1, "TK-Z26", new(d), 2));
        Assert.InRange(wins, 430, 570);
    }

    private static Arbitrary<(long Whole, long[] Weights)> Cases() =>
        (
            from count in Gen.Choose(1, 12)
            from weights in Gen.ArrayOf(
                Gen.Frequency(
                    (1, Gen.Constant(0L)),
                    (4, Gen.Choose(1, 50).Select(i => (long)i)),
                    (2, Gen.Choose(1, int.MaxValue).Select(i => (long)i * 1_000))
                ),
                count
            )
            from whole in Gen.OneOf(
                Gen.Choose(0, 500).Select(i => (long)i),
                Gen.Choose(0, int.MaxValue).Select(i => i * 1_000_003L)
            )
            where weights.Sum() > 0
            select (whole, weights)
        ).ToArbitrary();
}
