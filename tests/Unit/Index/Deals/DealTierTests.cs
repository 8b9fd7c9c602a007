// Deals in tiers, executed prices first: worked by hand, and against a machine that never saw the tier.
using System.Text;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class DealTierTests
{
    private const string Day = "2025-03-03";
    private const string Mean = """{"step":"combine","by":"arithmetic mean"}""";

    private const string Two = """
        "tiers":[{"name":"executed","kinds":["spot"],"weight":"1"},
        {"name":"verified","kinds":["invoice","rental","routed"],"weight":"0.25"}]
        """;

    private const string Three = """
        "tiers":[{"name":"executed","kinds":["spot"],"weight":"1"},
        {"name":"verified","kinds":["invoice"],"weight":"0.5"},{"name":"posted","kinds":["posted"],"weight":"0.1"}]
        """;

    [Fact]
    public void A_print_tells_what_each_tier_weighs_and_what_it_would_be_without_it()
    {
        // 100 executed at 2 and 100 on invoices at 4 that count a quarter: (200 + 100) / 125 = 2.4.
        var run = Start(Two, Mean).Sold(Day, "a", 2m, kind: "spot").Sold(Day, "b", 4m).End(Day);
        Assert.Equal(2.4m, run.Last.Value);
        var tiers = run.Last.Diagnostics!.Tiers!;
        Assert.Equal(["executed", "verified"], tiers.Select(t => t.Tier));
        Assert.Equal([(1m, 0.8m, 1), (0.25m, 0.2m, 1)], tiers.Select(t => (t.Weight, t.Share, t.Rows)));
        // Without the executed deal 4, and 2.4 / 4 - 1 = -0.4; without the invoice 2, and 2.4 / 2 - 1 = 0.2.
        Assert.Equal([(4m, -0.4m), (2m, 0.2m)], tiers.Select(t => (t.Without!.Value, t.Effect!.Value)));

        // The next day has invoices alone: without them there is no print, and the reason is told.
        run.Sold("2025-03-04", "b", 5m).End("2025-03-04");
        Assert.Equal(5m, run.Last.Value);
        tiers = run.Last.Diagnostics!.Tiers!;
        Assert.Equal((0m, 0, 5m, 0m), (tiers[0].Share, tiers[0].Rows, tiers[0].Without, tiers[0].Effect));
        Assert.Equal((1m, null, "no constituent"), (tiers[1].Share, tiers[1].Without, tiers[1].Why));

        // What is withheld has no tiers that did anything.
        run.End("2025-03-05");
        Assert.Null(run.Last.Value);
        Assert.Null(run.Last.Diagnostics!.Tiers);
    }

    [Fact]
    public void Without_a_tier_is_what_a_machine_prints_that_never_saw_the_days_deals_of_it()
    {
        var random = new Random(20260302);
        var all = new List<(string Day, string Seller, decimal Price, decimal Volume, string Kind)>();
        var days = MatchedChainTests.Days("2025-03-03", 12).ToList();
        foreach (var day in days)
        {
            for (var i = 0; i < 14; i++)
                all.Add(
                    (
                        day,
                        $"s{i % 6}",
                        1m + random.Next(100, 300) / 100m,
                        50m + random.Next(100),
                        random.Next(2) == 0 ? "spot" : "invoice"
                    )
                );
        }

        string[] steps = [DealHand.Price, DealHand.Match, DealHand.Weights, DealHand.Link];
        var run = Start(Two, steps);
        foreach (var day in days)
        {
            Feed(run, all.Where(d => d.Day == day));
            run.End(day);
            var readings = run.Last.Diagnostics!.Tiers!;
            Assert.Equal(1m, readings.Sum(t => t.Share), 5);
            foreach (var (at, kind) in new[] { (0, "spot"), (1, "invoice") })
            {
                var twin = Start(Two, steps);
                foreach (var before in days.TakeWhile(d => d != day))
                {
                    Feed(twin, all.Where(d => d.Day == before));
                    twin.End(before);
                }

                Feed(twin, all.Where(d => d.Day == day && d.Kind != kind));
                Assert.Equal(twin.End(day).Last.Value, readings[at].Without);
            }
        }
    }

    [Fact]
    public void Tiers_that_weigh_the_same_print_what_no_tiers_print_to_the_last_digit()
    {
        var equal = Two.Replace("0.25", "1", StringComparison.Ordinal);
        var (plain, tiered) = (Start("", DealHand.Price, Mean), Start(equal, DealHand.Price, Mean));
        var random = new Random(7);
        foreach (var day in MatchedChainTests.Days("2025-03-03", 5))
        {
            for (var i = 0; i < 20; i++)
            {
                var (price, volume) = (1m + random.Next(100) / 7m, 1m + random.Next(1000) / 3m);
                var kind = random.Next(2) == 0 ? "spot" : "routed";
                plain.Sold(day, $"s{i % 7}", price, volume, kind: kind);
                tiered.Sold(day, $"s{i % 7}", price, volume, kind: kind);
            }

            plain.End(day);
            tiered.Reload().End(day);
            Assert.Equal(plain.Last.Value, tiered.Last.Value);
            Assert.Equal(plain.Last.Used.Select(u => u.WeightPpm), tiered.Last.Used.Select(u => u.WeightPpm));
            Assert.Null(plain.Last.Diagnostics!.Tiers);
        }
    }

    [Fact]
    public void Posted_prices_are_the_last_tier_and_count_as_little_as_it_says()
    {
        var fallback = """{"name":"posted","postedDays":20}""";
        string[] steps = [DealHand.Price, """{"step":"require","of":"sellers","least":3}""", Mean];
        var run = new IndexRun().Define("2025-03-02T13:00:00Z", Text(Three, fallback, steps));
        foreach (var (seller, price) in new[] { ("a", 2m), ("b", 4m), ("c", 8m) })
            run.Sold(Day, seller, price, kind: seller == "a" ? "invoice" : "spot");
        run.End(Day);
        // (100 * 0.5 * 2 + 100 * 4 + 100 * 8) / 250 = 5.2
        Assert.Equal((1, 5.2m), (run.Last.Tier, run.Last.Value));

        foreach (var @class in new[] { "input", "output" })
            run.Price(
                "2025-03-04T01:00:00Z",
                "c",
                "m",
                10m,
                @class,
                region: "cn",
                currency: Tokenbourse.Model.Numbers.Currency.CNY
            );
        run.Sold("2025-03-04", "a", 2m, kind: "invoice").Sold("2025-03-04", "b", 4m, kind: "spot").End("2025-03-04");
        // c has no deal: its posted 10 counts a tenth of its volume: (50 * 2 + 100 * 4 + 10 * 10) / 160 = 3.75.
        Assert.Equal((2, 3.75m), (run.Last.Tier, run.Last.Value));
        var tiers = run.Last.Diagnostics!.Tiers!;
        Assert.Equal([(0.625m, 1), (0.3125m, 1), (0.0625m, 1)], tiers.Select(t => (t.Share, t.Rows)));
        Assert.All(tiers, t => Assert.Equal("2 sellers; the methodology asks for 3", t.Why));
    }

    [Theory]
    [InlineData(""" "kinds":["spot"],%TWO%""", "tiers name the kinds")]
    [InlineData(""" "tiers":[{"name":"a","kinds":["spot"],"weight":"1"}]""", "must be two to 6")]
    [InlineData(
        """ "tiers":[{"name":"a","kinds":["spot"],"weight":"0.5"},{"name":"b","kinds":["invoice"],"weight":"0.25"}]""",
        "the first weighs 1"
    )]
    [InlineData(
        """ "tiers":[{"name":"a","kinds":["spot"],"weight":"1"},{"name":"b","kinds":["spot"],"weight":"0.25"}]""",
        "each kind once"
    )]
    [InlineData(
        """ "tiers":[{"name":"a","kinds":["spot"],"weight":"1"},{"name":"a","kinds":["invoice"],"weight":"0.25"}]""",
        "each name once"
    )]
    [InlineData(
        """ "tiers":[{"name":"a","kinds":["quote"],"weight":"1"},{"name":"b","kinds":["invoice"],"weight":"0.25"}]""",
        "must hold only"
    )]
    [InlineData(
        """ "tiers":[{"name":"a","kinds":["posted"],"weight":"1"},{"name":"b","kinds":["spot"],"weight":"1"}]""",
        "posted prices come last"
    )]
    [InlineData(
        """
            "tiers":[{"name":"a","kinds":["spot"],"weight":"1"},{"name":"b","kinds":["posted","rental"],"weight":"1"}]
            """,
        "a tier of their own"
    )]
    [InlineData(
        """ "tiers":[{"name":"a","kinds":["spot"],"weight":"1"},{"name":"b","kinds":["posted"],"weight":"0.1"}]""",
        "a fallback has postedDays"
    )]
    [InlineData(
        """
            "tiers":[{"name":"a","kinds":["spot"],"weight":"1"},{"name":"b","kinds":["invoice"],"weight":"0.1"},
            {"name":"c","kinds":["routed"],"weight":"0.2"}]
            """,
        "not be above the tier before"
    )]
    public void A_fault_of_tiers_is_told(string field, string rule)
    {
        var text = Text(field.Replace("%TWO%", Two, StringComparison.Ordinal), "", [Mean]);
        var faults = new List<SpecFault>();
        Assert.Null(IndexMethodology.Read(Encoding.UTF8.GetBytes(text), faults));
        Assert.Contains(faults, f => f.Rule.Contains(rule, StringComparison.Ordinal));
    }

    [Fact]
    public void Tiers_without_diagnostics_are_a_fault()
    {
        var text = Text(Two, "", [Mean]).Replace("\"diagnostics\":true,", "", StringComparison.Ordinal);
        var faults = new List<SpecFault>();
        Assert.Null(IndexMethodology.Read(Encoding.UTF8.GetBytes(text), faults));
        Assert.Equal("diagnostics", Assert.Single(faults).Path);
    }

    private static void Feed(
        IndexRun run,
        IEnumerable<(string Day, string Seller, decimal Price, decimal Volume, string Kind)> deals
    )
    {
        foreach (var d in deals)
            run.Sold(d.Day, d.Seller, d.Price, d.Volume, kind: d.Kind);
    }

    private static IndexRun Start(string tiers, params string[] steps) =>
        new IndexRun().Define("2025-03-02T13:00:00Z", Text(tiers, "", steps));

    private static string Text(string tiers, string fallback, string[] steps) =>
        DealHand
            .Text(steps, fallback, "\"diagnostics\":true,")
            .Replace(
                DealHand.Deals,
                tiers.Length == 0 ? DealHand.Deals : "{\"step\":\"deals\"," + tiers + "}",
                StringComparison.Ordinal
            );
}
