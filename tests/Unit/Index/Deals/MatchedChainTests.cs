// The matched chain: what moves its level and what must not, each worked by hand.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class MatchedChainTests
{
    [Fact]
    public void The_first_level_is_the_weighted_mean_and_an_unchanged_day_moves_nothing()
    {
        // Volumes 300 and 100: shares 0.75 and 0.25, capped at a half: 0.5 * 2 + 0.5 * 6 = 4.
        var run = Start().Sold("2025-03-03", "a", 2m, 300m).Sold("2025-03-03", "b", 6m, 100m).End("2025-03-03");
        Assert.Equal(4m, run.Last.Value);
        Assert.Equal([500_000, 500_000], run.Last.Used.Select(u => u.WeightPpm));
        run.Sold("2025-03-04", "a", 2m, 10m).Sold("2025-03-04", "b", 6m, 900m).End("2025-03-04");
        Assert.Equal(4m, run.Last.Value);
    }

    [Fact]
    public void A_move_counts_with_the_weight_of_its_seller_and_the_share_of_its_model()
    {
        // Seller a: models m (300) and n (100); seller b: m (400). w = 0.5 each; a's shares 0.75 and 0.25.
        var run = Start();
        run.Sold("2025-03-03", "a", 2m, 300m).Sold("2025-03-03", "a", 4m, 100m, "n").Sold("2025-03-03", "b", 8m, 400m);
        run.End("2025-03-03");

        // S0 = 0.5 * (0.75 * 2 + 0.25 * 4) + 0.5 * 8 = 5.25.
        Assert.Equal(5.25m, run.Last.Value);

        // n doubles: 5.25 * 2^(0.5 * 0.25) = 5.725166
        run.Sold("2025-03-04", "a", 2m, 300m).Sold("2025-03-04", "a", 8m, 100m, "n").Sold("2025-03-04", "b", 8m, 400m);
        Assert.Equal(5.725166m, run.End("2025-03-04").Last.Value);
    }

    [Fact]
    public void Who_enters_and_who_leaves_without_a_change_of_price_moves_nothing()
    {
        var run = Start();
        foreach (var day in Days("2025-03-03", 60))
        {
            run.Sold(day, "a", 2m).Sold(day, "b", 6m);
            if (string.CompareOrdinal(day, "2025-03-20") < 0)
                run.Sold(day, "c", 50m, 500m);
            if (string.CompareOrdinal(day, "2025-03-10") > 0)
                run.Sold(day, "d", 0.1m, 900m).Sold(day, "a", 99m, 200m, "dear");
            run.End(day);
        }

        // 500 of 700 capped at a half, the rest shared alike: 0.25 * 2 + 0.25 * 6 + 0.5 * 50.
        Assert.All(run.Prints, p => Assert.Equal(27m, p.Value));
        Assert.Contains(run.Last.Used, u => u.Name.StartsWith("m@d", StringComparison.Ordinal));
        Assert.Contains(run.Last.Used, u => u.Name.StartsWith("dear@a", StringComparison.Ordinal));
    }

    [Fact]
    public void The_weights_are_those_of_the_days_before_the_lag_and_hold_for_the_month()
    {
        var run = Start();

        // March: volumes 100 and 100; from the 20th on a sells 900.
        foreach (var day in Days("2025-03-03", 50))
        {
            var large = string.CompareOrdinal(day, "2025-03-20") >= 0;
            run.Sold(day, "a", 2m, large ? 900m : 100m).Sold(day, "b", 6m).Sold(day, "c", 5m).End(day);
        }

        var march = run.Prints.Single(p => p.Day == "2025-03-31").Diagnostics!;
        Assert.Equal(("2025-03", "2025-03-03", "2025-03-03"), (march.WeightsMonth, march.WeightsFrom, march.WeightsTo));
        Assert.Equal(0.333333m, march.LargestShare);
        var april = run.Prints.Single(p => p.Day == "2025-04-01").Diagnostics!;

        // 28 days that end seven days before 1 April: 26 February to 25 March. a: 17 days of 100 and 6 of 900 = 7,100;
        // b and c: 23 days of 100. 7,100 of 11,700 is 0.61, capped at a half.
        Assert.Equal(("2025-04", "2025-02-26", "2025-03-25"), (april.WeightsMonth, april.WeightsFrom, april.WeightsTo));
        Assert.Equal(0.5m, april.LargestShare);
        Assert.Equal(0.445540m, april.Hhi);
        Assert.Equal(2.666667m, april.EffectiveNumber);
        Assert.Equal(april with { Volume = null, Deals = null, Levels = null }, Diagnostics(run, "2025-04-20"));
    }

    private static PrintDiagnostics Diagnostics(IndexRun run, string day) =>
        run.Prints.Single(p => p.Day == day).Diagnostics! with
        {
            Volume = null,
            Deals = null,
            Levels = null,
        };

    [Fact]
    public void A_seller_who_was_away_for_a_day_brings_its_move_with_it()
    {
        var run = Start("""{"step":"match","days":3}""");
        run.Sold("2025-03-03", "a", 2m).Sold("2025-03-03", "b", 2m).End("2025-03-03");
        run.Sold("2025-03-04", "a", 2m).End("2025-03-04");
        Assert.Equal(2m, run.Last.Value);

        // b is back at double its price: half the weight, 2 * 2^0.5.
        run.Sold("2025-03-05", "a", 2m).Sold("2025-03-05", "b", 4m).End("2025-03-05");
        Assert.Equal(2.828427m, run.Last.Value);
    }

    [Fact]
    public void All_prices_times_a_number_is_the_level_times_it_and_the_order_of_deals_plays_no_part()
    {
        var random = new Random(5);
        var sales = new List<(string Day, string Seller, string Item, decimal Price, decimal Volume, string Buyer)>();
        foreach (var day in Days("2025-03-03", 45))
        {
            for (var i = 0; i < 14; i++)
                sales.Add(
                    (
                        day,
                        $"s{i % 4}",
                        $"m{i % 3}",
                        1m + (random.Next(40) * 0.05m),
                        10m + random.Next(90),
                        $"b{random.Next(5)}"
                    )
                );
        }

        var plain = Played(sales, 1m);
        Assert.Equal(
            plain,
            Played([.. sales.OrderBy(s => s.Day, StringComparer.Ordinal).ThenByDescending(s => s.Price)], 1m)
        );
        var thrice = Played(sales, 3m);
        for (var i = 0; i < plain.Count; i++)
            Assert.InRange(thrice[i] - (3m * plain[i]), -0.000003m, 0.000003m);
        Assert.True(plain.Distinct().Count() > 30);
    }

    [Fact]
    public void A_new_version_goes_on_from_the_level()
    {
        var run = Start().Sold("2025-03-03", "a", 2m).End("2025-03-03").Sold("2025-03-04", "a", 3m).End("2025-03-04");
        Assert.Equal(3m, run.Last.Value);
        var text = DealHand.Chained().Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal);
        run.Define("2025-03-04T14:00:00Z", text).Reload();
        Assert.Equal(3m, run.Sold("2025-03-05", "a", 7m).End("2025-03-05").Last.Value);
        Assert.Equal(6m, run.Sold("2025-03-06", "a", 14m).End("2025-03-06").Last.Value);
    }

    [Fact]
    public void The_Tornqvist_link_weighs_by_the_expenditure_of_both_days()
    {
        var text = DealHand.Text([DealHand.Price, DealHand.Match, """{"step":"link","formula":"Törnqvist"}"""]);
        var run = new IndexRun().Define("2025-03-02T13:00:00Z", text);
        run.Sold("2025-03-03", "a", 2m, 100m).Sold("2025-03-03", "b", 4m, 150m).End("2025-03-03");

        // The unit value: (200 + 600) / 250.
        Assert.Equal(3.2m, run.Last.Value);

        // a doubles with volume 100, b stays with 50: shares before 0.25 and 0.75, now 400 and 200 of 600: the mean
        // share
        // of a is (0.25 + 0.6667) / 2 = 0.4583: 3.2 * 2^0.458333.
        run.Sold("2025-03-04", "a", 4m, 100m).Sold("2025-03-04", "b", 4m, 50m).End("2025-03-04");
        Assert.Equal(4.396652m, run.Last.Value);
    }

    private static List<decimal> Played(
        List<(string Day, string Seller, string Item, decimal Price, decimal Volume, string Buyer)> sales,
        decimal times
    )
    {
        var text = DealHand.Text([
            """{"step":"outliers"}""",
            """{"step":"buyer cap","most":"0.3"}""",
            """{"step":"volume trim","share":"0.1","of":"item"}""",
            DealHand.Price,
            """{"step":"match","days":2}""",
            """{"step":"volume weights","days":28,"lag":7,"most":"0.4"}""",
            DealHand.Link,
        ]);
        var run = new IndexRun().Define("2025-03-02T13:00:00Z", text);
        foreach (var day in sales.GroupBy(s => s.Day, StringComparer.Ordinal))
        {
            foreach (var s in day)
                run.Sold(s.Day, s.Seller, times * s.Price, s.Volume, s.Item, s.Buyer);
            run.End(day.Key);
        }

        return [.. run.Prints.Select(p => p.Value!.Value)];
    }

    internal static IEnumerable<string> Days(string first, int count)
    {
        Assert.True(TradingDate.TryParse(first, out var day));
        return Enumerable.Range(0, count).Select(i => day.Plus(i).ToString());
    }

    private static IndexRun Start(string match = DealHand.Match)
    {
        var text = DealHand
            .Chained(extra: "\"diagnostics\":true,")
            .Replace(DealHand.Match, match, StringComparison.Ordinal);
        return new IndexRun().Define("2025-03-02T13:00:00Z", text);
    }
}
