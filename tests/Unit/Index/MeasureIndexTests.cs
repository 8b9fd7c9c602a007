// Indices of what is counted and companions of other indices, each formula by hand.
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class MeasureIndexTests
{
    private const string Ratio =
        """{"step":"take","classes":["available","capacity"],"maxAgeDays":1},{"step":"ratio","of":"available","to":"capacity"},{"step":"combine","by":"arithmetic mean"}""";

    [Fact]
    public void Availability_is_the_ratio_of_the_sums_and_may_be_zero()
    {
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("A", "supply", Ratio, ""));

        // 30 of 40 in one zone, 10 of 10 in the other: 40 / 50.
        Zone(run, "2026-03-01", "z1", 30m, 40m);
        Zone(run, "2026-03-01", "z2", 10m, 10m);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(0.8000m, run.Last.Value);
        Assert.Equal(Currency.None, run.Last.Currency);
        Assert.Equal([800_000, 200_000], run.Last.Used.Select(u => u.WeightPpm));

        Zone(run, "2026-03-02", "z1", 0m, 24m);
        Zone(run, "2026-03-02", "z2", 0m, 0m);
        run.Tick("2026-03-02T21:00:00Z");
        Assert.Equal(0.0000m, run.Last.Value);
        Assert.Contains(run.Last.LeftOut, l => l.Reason.StartsWith("no capacity", StringComparison.Ordinal));

        // Nobody looked for two days: what is older than a day is not used.
        run.Tick("2026-03-04T21:00:00Z");
        Assert.Null(run.Last.Value);
    }

    [Fact]
    public void Rationing_is_what_was_asked_for_and_not_granted()
    {
        var rule = Ratio
            .Replace("available", "granted", StringComparison.Ordinal)
            .Replace("capacity", "requested", StringComparison.Ordinal)
            .Replace("\"to\":\"requested\"", "\"to\":\"requested\",\"rest\":true", StringComparison.Ordinal);
        var run = new IndexRun()
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("R", "supply", rule, ""))
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "requested", 80m)
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "granted", 60m)
            .Tick("2026-03-01T21:00:00Z");
        Assert.Equal(0.2500m, run.Last.Value);
        run.Measure("2026-03-02T01:00:00Z", "supply", "x", "granted", 90m)
            .Measure("2026-03-02T01:00:00Z", "supply", "x", "requested", 80m)
            .Tick("2026-03-02T21:00:00Z");
        Assert.Null(run.Last.Value);
    }

    [Fact]
    public void Capacity_has_its_first_day_as_a_hundred()
    {
        var steps =
            """{"step":"take","classes":["available"]},{"step":"combine","by":"sum"},{"step":"base","value":"100"}""";
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("C", "supply", steps, "", 2));
        run.Measure("2026-03-01T01:00:00Z", "supply", "x", "available", 0m).Tick("2026-03-01T21:00:00Z");
        Assert.Null(run.Last.Value);
        run.Measure("2026-03-02T01:00:00Z", "supply", "x", "available", 40m).Tick("2026-03-02T21:00:00Z");
        Assert.Equal(100.00m, run.Last.Value);
        run.Reload().Measure("2026-03-03T01:00:00Z", "supply", "y", "available", 14m).Tick("2026-03-03T21:00:00Z");
        Assert.Equal(135.00m, run.Last.Value);
    }

    [Fact]
    public void Breadth_is_the_share_of_sellers_that_offer_one_of_the_items()
    {
        var steps =
            """{"step":"take","classes":["hour"]},{"step":"require","of":"sellers","least":3},{"step":"offered","items":["h100-pcie","h100-sxm"]}""";
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("B", "breadth", steps, "", 2));
        run.Node("2026-03-01T01:00:00Z", "a", "h100-sxm", 2m)
            .Node("2026-03-01T01:00:00Z", "a", "h100-pcie", 2m)
            .Node("2026-03-01T01:00:00Z", "b", "l4", 1m)
            .Node("2026-03-01T01:00:00Z", "c", "h100-pcie", 2m)
            .Tick("2026-03-01T21:00:00Z");
        Assert.Equal(66.67m, run.Last.Value);
        Assert.Equal(["a", "c"], run.Last.Used.Select(u => u.Name));
        Assert.StartsWith("offers none of the items", Assert.Single(run.Last.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_of_DeepSeek_gives_the_spreads_of_its_own_figures()
    {
        // 17.82 M tokens a GPU-hour, 0.724 $/M, 2 $/h: IS = 0.724 - 2/17.82 = 0.6118, IS' = 12.9017 - 2 = 10.9017,
        // HR = 0.056117, H* = 2.7624.
        var run = Companions("USD", 0.724m);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(0.0561m, Value(run, "HR"));
        Assert.Equal(0.6118m, Value(run, "IS"));
        Assert.Equal(10.9017m, Value(run, "ISH"));
        Assert.Equal(2.7624m, Value(run, "BE"));
        Assert.Empty(run.Prints.Single(p => p.Index == "IS").Used);

        // The same in yuan at 7: 5.068 CNY is 0.724 USD.
        var yuan = Companions("CNY", 5.068m).Rate("2026-03-01T01:00:00Z", Currency.USD, Currency.CNY, 7m);
        yuan.Reload().Tick("2026-03-01T21:00:00Z");
        Assert.Equal(0.6118m, Value(yuan, "IS"));
        Assert.Equal(2.7624m, Value(yuan, "BE"));
    }

    [Fact]
    public void A_spread_may_be_below_zero_and_is_withheld_without_a_young_print_of_each_part()
    {
        var run = Companions("USD", 0.1m);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(-0.0122m, Value(run, "IS"));
        Assert.Equal(-0.2180m, Value(run, "ISH"));
        var lonely = new IndexRun()
            .Define("2026-03-01T00:00:00Z", Spread("IS", "per million"))
            .Tick("2026-03-01T21:00:00Z");
        Assert.Null(lonely.Last.Value);
        Assert.Equal("T has no print yet", lonely.Last.TierName);
    }

    [Fact]
    public void The_compute_hour_is_the_sum_of_shares_of_prices_over_ratios()
    {
        // 0.6 * 2 / 1 + 0.4 * 7 / 3.5 = 2.0
        var run = new IndexRun()
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("P", "gpu", Mean("h100")))
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("Q", "gpu", Mean("b200")))
            .Define(
                "2026-03-01T00:00:00Z",
                NodeRun.Rule(
                    "SCH",
                    "companion",
                    """{"step":"composite","parts":[{"index":"P","share":"0.6","ratio":"1"},{"index":"Q","share":"0.4","ratio":"3.5"}]}"""
                )
            )
            .Node("2026-03-01T01:00:00Z", "a", "h100", 2m)
            .Node("2026-03-01T01:00:00Z", "a", "b200", 7m)
            .Tick("2026-03-01T21:00:00Z");
        Assert.Equal(2.0000m, Value(run, "SCH"));
    }

    [Fact]
    public void A_forward_makes_two_contracts_the_same_bargain()
    {
        // A month at 3, a year at 2, three years at 1.5: (2 - 3/12) / (11/12) = 1.9091 and (4.5 - 2) / 2 = 1.25.
        var forwards = ForwardCurve.Of([
            new("reserved_3y", 3m, 1.5m, 1),
            new("on_demand", 1m / 12m, 3m, 1),
            new("reserved_1y", 1m, 2m, 1),
        ]);
        Assert.Equal([3m, 1.9091m, 1.25m], forwards.Select(f => decimal.Round(f.Rate, 4)));
        Assert.Throws<ArgumentException>(() => ForwardCurve.Of([new("a", 1m, 1m, 1), new("b", 1m, 2m, 1)]));
        Assert.Throws<ArgumentException>(() => ForwardCurve.Of([new("a", 0m, 1m, 1)]));
    }

    [Theory]
    [InlineData("supply", Ratio, "USD", "is not a field of this document")]
    [InlineData("gpu", Ratio, "USD", "ratio is for measures")]
    [InlineData(
        "supply",
        """{"step":"take","classes":["x"]},{"step":"combine","by":"geometric mean"}""",
        "",
        "may be zero"
    )]
    [InlineData(
        "supply",
        """{"step":"take","classes":["x"]},{"step":"convert"},{"step":"combine","by":"sum"}""",
        "",
        "not converted"
    )]
    [InlineData(
        "supply",
        """{"step":"take","classes":["x"]},{"step":"chain","by":"seller","start":"median"}""",
        "",
        "may be zero"
    )]
    [InlineData(
        "supply",
        """{"step":"take","classes":["available"]},{"step":"ratio","of":"available","to":"capacity"},{"step":"combine","by":"sum"}""",
        "",
        "take must name the class 'capacity'"
    )]
    [InlineData(
        "companion",
        """{"step":"take","classes":["x"]},{"step":"combine","by":"sum"}""",
        "USD",
        "a companion holds"
    )]
    [InlineData("gpu", """{"step":"spread","gives":"break even","token":"T","gpu":"P"}""", "USD", "only there")]
    [InlineData("companion", """{"step":"spread","gives":"break even","token":"T T","gpu":"P"}""", "USD", "1 to 24")]
    [InlineData(
        "companion",
        """{"step":"spread","gives":"per hour","token":"T","gpu":"P","throughput":"H","utilisation":"0"}""",
        "USD",
        "from 0.01 to 1"
    )]
    [InlineData(
        "companion",
        """{"step":"composite","parts":[{"index":"P","share":"0.5","ratio":"1"}]}""",
        "USD",
        "add up to 1"
    )]
    [InlineData(
        "breadth",
        """{"step":"take","classes":["hour"]},{"step":"combine","by":"sum"}""",
        "",
        "offered stands"
    )]
    [InlineData("weather", Ratio, "USD", "must be one of: token, gpu")]
    public void A_document_that_cannot_mean_anything_is_refused(
        string product,
        string steps,
        string currency,
        string rule
    )
    {
        var faults = new List<SpecFault>();
        var text = NodeRun.Rule("X", product, steps, currency);
        Assert.Null(IndexMethodology.Read(System.Text.Encoding.UTF8.GetBytes(text), faults));
        Assert.Contains(faults, f => f.Rule.Contains(rule, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_methodology_of_the_observatory_reads_without_a_fault()
    {
        var files = Directory.GetFiles(Path.Combine(ReferenceData.Root!, "rulebook", "observatory"), "*.json");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var faults = new List<SpecFault>();
            var methodology = IndexMethodology.Read(File.ReadAllBytes(file), faults);
            Assert.True(faults.Count == 0, $"{file}: {string.Join("; ", faults)}");
            Assert.Equal(Path.GetFileNameWithoutExtension(file), methodology!.Index);
        }
    }

    private static void Zone(IndexRun run, string day, string zone, decimal available, decimal capacity) =>
        run.Measure(day + "T01:00:00Z", "supply", "x", "capacity", capacity, region: zone)
            .Measure(day + "T01:00:00Z", "supply", "x", "available", available, region: zone);

    private static decimal? Value(IndexRun run, string index) => run.Prints.Last(p => p.Index == index).Value;

    private static string Mean(string item) =>
        $$"""{"step":"take","classes":["hour"],"items":["{{item}}"]},{"step":"convert"},{"step":"combine","by":"arithmetic mean"}""";

    private static string Spread(string index, string gives, string currency = "USD") =>
        NodeRun
            .Rule(
                index,
                "companion",
                $$"""{"step":"spread","gives":"{{gives}}"{{(gives == "heat rate" ? "" : ",\"token\":\"T\",\"gpu\":\"P\"")}}{{(gives == "break even" ? "" : ",\"throughput\":\"H\",\"utilisation\":\"1\"")}}}""",
                currency
            )
            .Replace("20:00", "20:30", StringComparison.Ordinal);

    // A token index, a GPU index and a throughput of one observation each, and the four companions.
    private static IndexRun Companions(string currency, decimal token)
    {
        var input =
            """{"step":"take","classes":["input"]},{"step":"convert"},{"step":"combine","by":"arithmetic mean"}""";
        var through = """{"step":"take","classes":["tokens"]},{"step":"combine","by":"median"}""";
        var run = new IndexRun()
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("T", "token", input, currency))
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("P", "gpu", Mean("h800")))
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("H", "throughput", through, ""))
            .Define("2026-03-01T00:00:00Z", Spread("HR", "heat rate", ""))
            .Define("2026-03-01T00:00:00Z", Spread("IS", "per million"))
            .Define("2026-03-01T00:00:00Z", Spread("ISH", "per hour"))
            .Define("2026-03-01T00:00:00Z", Spread("BE", "break even", ""))
            .Price(
                "2026-03-01T01:00:00Z",
                "deepseek",
                "r1",
                token,
                "input",
                currency: currency == "USD" ? Currency.USD : Currency.CNY
            )
            .Node("2026-03-01T01:00:00Z", "any", "h800", 2m)
            .Measure("2026-03-01T01:00:00Z", "throughput", "deepseek", "tokens", 17.82m, "h800");
        Assert.DoesNotContain(run.Events, e => e.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused);
        return run;
    }
}
