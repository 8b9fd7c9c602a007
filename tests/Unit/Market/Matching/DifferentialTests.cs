// Engine against twin: random commands over every feature, and the shortest stream that still differs.
using Xunit;

namespace Tokenbourse.Unit.Market.Matching;

public sealed class DifferentialTests
{
    private static readonly StreamKind Edges = new(BookWorld.Books, Edges: true);
    private static readonly StreamKind Bands = new(BookWorld.Books, Edges: true, Bands: true);

    // Each of these must have happened, or the streams prove less than they seem to.
    private static readonly string[] Required =
    [
        "Elected",
        "Indicated",
        "Interrupted",
        "Reduced",
        "amended from AtTheClose",
        "amended from Resting",
        "amended from Stop",
        "amended from Woken",
        "amended in its place",
        "cascade of stops",
        "closing order stood before others",
        "closing order stepped forward",
        "added in front",
        "crossed spread matched",
        "entered Limit AtTheClose",
        "entered Limit AtTheOpen",
        "entered Limit Day",
        "entered Limit FillAndKill",
        "entered Limit FillOrKill",
        "entered Limit GoodTillCancelled",
        "entered Limit GoodTillDate",
        "entered Market Day",
        "entered Market FillAndKill",
        "entered Market FillOrKill",
        "entered MarketToLimit Day",
        "entered MarketToLimit GoodTillCancelled",
        "entered MarketToLimit GoodTillDate",
        "entered Stop Day",
        "entered Stop GoodTillCancelled",
        "entered Stop GoodTillDate",
        "entered StopLimit Day",
        "entered StopLimit GoodTillCancelled",
        "entered StopLimit GoodTillDate",
        "entered iceberg",
        "entered post-only",
        "entered with a minimum",
        "iceberg showed its next slice",
        "implied out",
        "left AuctionOver the book",
        "left ByParticipant the book",
        "left EndOfDay the book",
        "left Expiry the book",
        "left MassCancel the book",
        "left OutsideLimits the book",
        "left SelfMatch at once",
        "left SelfMatch the book",
        "left Unfilled at once",
        "more than three trades at once",
        "pressure downwards decided",
        "pressure upwards decided",
        "refused BadField",
        "refused CannotFillAll",
        "refused CannotFillMinimum",
        "refused ExpiryPassed",
        "refused ImmediateOrderInAuction",
        "refused MarketOrderInAuction",
        "refused NotForSpreads",
        "refused NotInThisPhase",
        "refused NotTrading",
        "refused NothingToTradeWith",
        "refused OverClose",
        "refused PriceAboveLimit",
        "refused PriceBelowLimit",
        "refused QuantityTooLarge",
        "refused QuantityTooSmall",
        "refused WouldMeetOwn",
        "refused WouldTrade",
        "rest of shares first come, first served",
        "saved and loaded",
        "share below the least not given",
        "spread 6 traded Continuous",
        "spread 6 traded Implied",
        "spread 7 traded Continuous",
        "spread 7 traded Implied",
        "spread 8 traded Continuous",
        "spread 8 traded Implied",
        "spread Implied, aggressor Buy",
        "spread Implied, aggressor Sell",
        "spread order got a better price than its limit",
        "top order served first",
        "traded Auction in book 1",
        "traded Auction in book 3",
        "traded Auction in book 4",
        "traded Auction in book 5",
        "traded Continuous in book 1",
        "traded Continuous in book 2",
        "traded Continuous in book 3",
        "traded Continuous in book 4",
        "traded Continuous in book 5",
        "traded Implied in book 1",
        "traded Implied in book 2",
        "traded Implied in book 3",
        "traded Implied in book 4",
        "traded SpreadLeg in book 4",
        "uncrossed even",
        "uncrossed, more bought",
        "uncrossed, more sold",
    ];

    [Fact]
    public void The_engine_says_what_its_plain_twin_says_over_a_million_commands()
    {
        var features = Differ(streams: 400, length: 2_000, firstSeed: 1);
        features.Add(Differ(streams: 1, length: 200_000, firstSeed: 1_000_000));
        Show(features);
        Assert.All(Required, f => Assert.True(features[f] >= 10, f));
    }

    [Fact]
    public void The_engine_says_what_its_plain_twin_says_under_rules_put_together_by_chance()
    {
        var features = Differ(streams: 250, length: 2_000, firstSeed: 10_000, drawn: true);
        Show(features);
        Assert.All(Required.Where(f => !IsOfBook(f)), f => Assert.True(features[f] > 0, f));
    }

    [Fact]
    public void The_engine_says_what_its_plain_twin_says_at_edges_that_move()
    {
        var features = Differ(streams: 60, length: 2_000, firstSeed: 20_000, kind: Edges);
        features.Add(Differ(streams: 60, length: 2_000, firstSeed: 30_000, drawn: true, kind: Edges));
        Show(features);
        Assert.True(features["added in front"] > 5_000 && features["closing order stepped forward"] > 500);
    }

    [Fact]
    public void The_engine_says_what_its_plain_twin_says_while_bands_move_within_the_day()
    {
        var features = Differ(streams: 30, length: 2_000, firstSeed: 40_000, kind: Bands);
        features.Add(Differ(streams: 30, length: 2_000, firstSeed: 50_000, drawn: true, kind: Bands));
        Show(features);
        Assert.True(features["band moved"] > 5_000 && features["left OutsideLimits the book"] > 1_000);
        Assert.True(features["closing order stepped forward"] > 200 && features["crossed spread matched"] > 5);
    }

    [Fact]
    [Trait("Weight", "heavy")]
    public void The_engine_says_what_its_plain_twin_says_over_thirty_five_million_commands()
    {
        var features = Differ(streams: 10_000, length: 2_000, firstSeed: 2_000_000);
        features.Add(Differ(streams: 5_000, length: 2_000, firstSeed: 4_000_000, drawn: true));
        features.Add(Differ(streams: 5, length: 1_000_000, firstSeed: 3_000_000));
        Show(features);
        Assert.All(Required, f => Assert.True(features[f] >= 300, f));
    }

    [Fact]
    public void A_failing_stream_is_shrunk_to_what_the_failure_needs()
    {
        var numbers = Enumerable.Range(0, 1_000).ToList();
        Assert.Equal([17, 400, 401], Shrink.Least(numbers, l => l.Contains(17) && l.Contains(400) && l.Contains(401)));
    }

    private static bool IsOfBook(string feature) =>
        feature.Contains("book ", StringComparison.Ordinal) || feature.Contains("spread ", StringComparison.Ordinal);

    private static void Show(FeatureCount features) =>
        TestContext.Current.TestOutputHelper?.WriteLine(features.Table());

    private static FeatureCount Differ(
        int streams,
        int length,
        int firstSeed,
        bool drawn = false,
        StreamKind? kind = null
    )
    {
        var features = new FeatureCount();
        for (var seed = firstSeed; seed < firstSeed + streams; seed++)
        {
            var world = drawn ? BookWorld.Drawn(seed) : BookWorld.Usual;
            var stream = new CommandStream(seed, kind, world);
            var commands = Enumerable.Range(0, length).Select(_ => stream.Next());
            if (EnginePair.Run(world, commands, features) is not { } difference)
                continue;
            var all = new CommandStream(seed, kind, world).Take(length);
            var least = Shrink.Least(all, c => EnginePair.Run(world, c) is { } d && Kind(d) == Kind(difference));
            var list = string.Join("\n  ", least);
            Assert.Fail($"seed {seed}: {difference}\n\nshortest:\n  {list}\n\n{EnginePair.Run(world, least)}");
        }

        return features;
    }

    /// <summary>The same fault: the same line, its numbers aside.</summary>
    private static string Kind(string difference) =>
        string.Concat(difference.Split('\n')[1].Where(c => !char.IsAsciiDigit(c)));
}

/// <summary>Leaves out what a failure does not need.</summary>
internal static class Shrink
{
    public static List<T> Least<T>(List<T> all, Func<List<T>, bool> fails)
    {
        var least = all;
        for (var chunk = least.Count / 2; chunk > 0; )
        {
            var shorter = false;
            for (var at = 0; at < least.Count; )
            {
                var tried = least.Where((_, i) => i < at || i >= at + chunk).ToList();
                if (fails(tried))
                    (least, shorter) = (tried, true);
                else
                    at += chunk;
            }

            if (chunk > 1 || !shorter)
                chunk /= 2;
        }

        return least;
    }
}
