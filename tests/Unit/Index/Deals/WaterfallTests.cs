// The waterfall: deals of the day, of several days, posted prices at the usual discount, the print before, nothing.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class WaterfallTests
{
    private const string Tiers = """
        {"name":"three days","pooledDays":3},{"name":"posted","postedDays":20},
        {"name":"the print before","previousPrintDays":2},{"name":"experts","committee":true}
        """;

    [Fact]
    public void Tier_by_tier_down_to_a_withheld_print_and_up_again()
    {
        var run = Start();
        All(run, "2025-03-03", 2m, 4m, 8m);
        Assert.Equal((1, "full methodology"), Of(run));

        // Only one seller: with the day before there are three. a's deals of both days at 2 and 3: sqrt 6; w = 1/3.
        run.Sold("2025-03-04", "a", 3m).End("2025-03-04");
        Assert.Equal(2, run.Last.Tier);
        Assert.StartsWith(
            "three days; 1 sellers; the methodology asks for 3",
            run.Last.TierName,
            StringComparison.Ordinal
        );
        Assert.Equal(Level(14m / 3m, 1.5, 1d / 6d), run.Last.Value);

        // The next day the three days hold the same deals; then only the print before is left, for two days.
        run.End("2025-03-05");
        Assert.Equal((2, run.Prints[1].Value), (run.Last.Tier, run.Last.Value));
        run.End("2025-03-07");
        Assert.Equal((4, run.Prints[1].Value), (run.Last.Tier, run.Last.Value));
        Assert.StartsWith("the print before: print of 2025-03-05", run.Last.TierName, StringComparison.Ordinal);
        run.End("2025-03-08");
        Assert.Equal((0, null), (run.Last.Tier, run.Last.Value));
        Assert.Equal("0 sellers; the methodology asks for 3", run.Last.TierName);

        // Back: the last computed print is compared, so the move of the gap comes in: a from sqrt 6 to 3.
        All(run, "2025-03-10", 3m, 4m, 8m);
        Assert.Equal(1, run.Last.Tier);
        Assert.Equal(Level(14m / 3m, 1.5, 1d / 3d), run.Last.Value);
    }

    [Fact]
    public void Posted_prices_at_the_median_discount_stand_in_for_missing_deals()
    {
        var run = Start();
        foreach (var day in MatchedChainTests.Days("2025-03-03", 5))
        {
            // a is paid at 0.5, 0.6, 0.7, 0.6, 0.5 of a list price of 10: the median is 0.6.
            var paid = (decimal[])[0.5m, 0.6m, 0.7m, 0.6m, 0.5m];
            var share = paid[int.Parse(day[^2..], System.Globalization.CultureInfo.InvariantCulture) - 3];
            run.Sold(day, "a", 10m * share, paid: share).Sold(day, "b", 4m).Sold(day, "c", 8m).End(day);
        }

        var before = run.Last.Value!.Value;
        run.Sold("2025-03-08", "b", 4m).Sold("2025-03-08", "c", 8m);
        Post(run, "2025-03-08", "a", 12m);
        run.End("2025-03-08").End("2025-03-10");
        Assert.Equal([2, 2, 4], run.Prints.TakeLast(3).Select(p => p.Tier));

        // On the 11th only b and c have deals within three days: a is 0.6 * 12 = 7.2.
        run.Sold("2025-03-11", "b", 4m).Sold("2025-03-11", "c", 8m).End("2025-03-11");
        Assert.Equal(3, run.Last.Tier);
        var levels = run.Last.Diagnostics!.Levels!;
        Assert.Equal(["deals", "posted prices"], levels.Select(l => l.Level));
        Assert.Equal(0.333333m, levels[1].Share);
        Assert.Contains(run.Last.Used, u => u.Name.Contains("@a", StringComparison.Ordinal) && u.Value == 7.2m);
        Assert.True(run.Last.Value > before);
    }

    [Fact]
    public void The_waterfall_survives_a_snapshot_before_every_entry()
    {
        var plain = Start();
        var reborn = Start();
        var random = new Random(3);
        foreach (var day in MatchedChainTests.Days("2025-03-03", 60))
        {
            for (var i = 0; i < 5; i++)
            {
                var (price, volume, item) = (1m + random.Next(5), 50m + random.Next(50), $"m{random.Next(2)}");
                if (random.Next(5) < 2)
                    continue;
                plain.Sold(day, $"s{i}", price, volume, item);
                reborn.Reload().Sold(day, $"s{i}", price, volume, item);
            }

            plain.End(day);
            reborn.Reload().End(day);
            Assert.True(plain.Machine.Digest == reborn.Machine.Digest, day);
        }

        Assert.Equal(
            plain.Events.Select(e => Convert.ToHexString(e.Bytes)),
            reborn.Events.Select(e => Convert.ToHexString(e.Bytes))
        );
        Assert.True(plain.Prints.Select(p => p.Tier).Distinct().Count() >= 2);
    }

    private static readonly string Text = DealHand.Chained(
        Tiers,
        "\"diagnostics\":true,",
        """{"step":"require","of":"sellers","least":3}""",
        """{"step":"coverage","least":"0.3"}""",
        """{"step":"breadth","of":"sellers","least":"2.5"}"""
    );

    private static IndexRun Start() => new IndexRun().Define("2025-03-02T13:00:00Z", Text);

    private static (int, string) Of(IndexRun run) => (run.Last.Tier, run.Last.TierName);

    private static void All(IndexRun run, string day, decimal a, decimal b, decimal c) =>
        run.Sold(day, "a", a).Sold(day, "b", b).Sold(day, "c", c).End(day);

    private static decimal Level(decimal from, double times, double power) =>
        decimal.Round(from * (decimal)Math.Pow(times, power), 6, MidpointRounding.AwayFromZero);

    private static void Post(IndexRun run, string day, string seller, decimal price)
    {
        foreach (var @class in new[] { "input", "output" })
            run.Price(
                day + "T02:00:00Z",
                seller,
                "m",
                price,
                @class,
                "maker of " + seller,
                "cn",
                currency: Currency.CNY
            );
    }
}
