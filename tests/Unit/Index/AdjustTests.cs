// Prices restated to a reference node: estimated, railed, frozen within the month, linked across it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class AdjustTests
{
    private const string Take =
        """{"step":"take","classes":["hour"],"terms":["on_demand"]},{"step":"where","trait":"tier","is":["neocloud"]},{"step":"convert"}""";

    private const string Pcie =
        """{"step":"adjust","leastRows":4,"traits":[{"name":"pcie","trait":"item","as":"is","values":["h100-pcie"],"least":"-0.6","most":"0.1"}]}""";

    private const string Group = """{"step":"group","by":"seller","take":"weighted median"}""";

    private const string Link = """{"step":"panel link","by":"arithmetic mean"}""";

    private static readonly string Linked = NodeRun.Rule("G", "gpu", $"{Take},{Pcie},{Group},{Link}");

    [Fact]
    public void A_weaker_card_is_restated_by_what_the_market_pays_less_for_it()
    {
        var run = Panel(new IndexRun().Define("2026-03-01T00:00:00Z", Linked)).Tick("2026-03-01T21:00:00Z");
        var coefficient = Assert.Single(run.Last.Coefficients!);
        Assert.Equal("pcie", coefficient.Name);
        Assert.Equal(-0.223143551m, coefficient.Value);
        Assert.Equal("estimated 2026-03-01, 4 rows of 1 days and 4 sellers", coefficient.How);
        Assert.Equal(2.0000m, run.Last.Value);
        Assert.All(run.Last.Used, u => Assert.Equal(2m, decimal.Round(u.Value!.Value, 6)));
    }

    [Fact]
    public void Coefficients_are_frozen_within_the_month_and_new_ones_do_not_move_the_index()
    {
        var run = Panel(new IndexRun().Define("2026-03-01T00:00:00Z", Linked)).Tick("2026-03-01T21:00:00Z");
        run.Node("2026-03-10T01:00:00Z", "c", "h100-pcie", 1.2m).Node("2026-03-10T01:00:00Z", "d", "h100-pcie", 1.2m);
        run.Tick("2026-03-31T21:00:00Z");

        // c and d fall by a quarter under the coefficient of March: 2, 2, 1.5, 1.5.
        Assert.All(run.Prints, p => Assert.Equal(-0.223143551m, p.Coefficients![0].Value));
        Assert.Equal(1.7500m, run.Last.Value);

        // The sample of April has days at 1.6 and days at 1.2: a lower coefficient, the same level.
        run.Tick("2026-04-01T21:00:00Z");
        Assert.InRange(run.Last.Coefficients![0].Value, -0.52m, -0.23m);
        Assert.Equal(1.7500m, run.Last.Value);
        Assert.Contains(run.Last.Used, u => u.Name == "c" && u.Value > 1.5m);

        // From then on moves are told under the new ones: c back to 1.6, beta' of April.
        var beta = run.Last.Coefficients![0].Value;
        run.Node("2026-04-02T01:00:00Z", "c", "h100-pcie", 1.6m).Tick("2026-04-02T21:00:00Z");
        var restated = Tokenbourse.Index.DecimalMath.Exp(-beta);
        var before = (2m + 2m + (2m * 1.2m * restated)) / 4m;
        var after = (2m + 2m + (1.2m * restated) + (1.6m * restated)) / 4m;
        Assert.Equal(decimal.Round(1.75m * after / before, 4), decimal.Round(run.Last.Value!.Value, 4));
    }

    [Fact]
    public void A_coefficient_outside_its_guard_rail_stands_on_it()
    {
        var rule = Linked.Replace("\"least\":\"-0.6\"", "\"least\":\"-0.1\"", StringComparison.Ordinal);
        var run = Panel(new IndexRun().Define("2026-03-01T00:00:00Z", rule)).Tick("2026-03-01T21:00:00Z");
        var coefficient = Assert.Single(run.Last.Coefficients!);
        Assert.Equal(-0.1m, coefficient.Value);
        Assert.Null(coefficient.Error);
        Assert.StartsWith("at its guard rail", coefficient.How, StringComparison.Ordinal);
    }

    [Fact]
    public void With_too_few_rows_the_prior_of_the_document_holds()
    {
        var rule = Linked
            .Replace("\"leastRows\":4", "\"leastRows\":5", StringComparison.Ordinal)
            .Replace("\"most\":\"0.1\"", "\"most\":\"0.1\",\"prior\":\"-0.2\"", StringComparison.Ordinal);
        var run = Panel(new IndexRun().Define("2026-03-01T00:00:00Z", rule)).Tick("2026-03-01T21:00:00Z");
        Assert.Equal(-0.2m, Assert.Single(run.Last.Coefficients!).Value);
        Assert.StartsWith("prior: too few rows", run.Last.Coefficients![0].How, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_tier_and_a_seller_of_no_known_tier_stay_out()
    {
        var run = Panel(new IndexRun().Define("2026-03-01T00:00:00Z", Linked))
            .Node("2026-03-01T02:00:00Z", "aws", "h100-sxm", 7m, "hyperscaler")
            .Node("2026-03-01T02:00:00Z", "who", "h100-sxm", 9m, null)
            .Tick("2026-03-01T21:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        Assert.Contains(run.Last.LeftOut, l => l.Reason.StartsWith("tier is another", StringComparison.Ordinal));
        Assert.Contains(run.Last.LeftOut, l => l.Reason.StartsWith("no tier told", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trait_that_is_a_number_counts_by_its_logarithm()
    {
        // One GPU costs e^0.05 as much per GPU for each halving ... here: 8 GPUs 2.00, 1 GPU 2.20.
        var rule = NodeRun.Rule(
            "G",
            "gpu",
            $$"""{{Take}},{"step":"adjust","leastRows":4,"traits":[{"trait":"gpus","as":"log","reference":"8","least":"-0.3","most":"0.3"}]},{{Group}},{{Link}}"""
        );
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", rule);
        foreach (
            var (seller, price, gpus) in new[] { ("a", 2m, "8"), ("b", 2m, "8"), ("c", 2.2m, "1"), ("d", 2.2m, "1") }
        )
            run.Node("2026-03-01T01:00:00Z", seller, "h100-sxm", price, gpus: gpus);
        run.Tick("2026-03-01T21:00:00Z");

        // ln 1.1 / ln(1/8) = -0.0458345...
        Assert.Equal(-0.045835m, decimal.Round(run.Last.Coefficients![0].Value, 6));
        Assert.Equal(2.0000m, run.Last.Value);
    }

    [Fact]
    public void A_machine_reborn_from_a_snapshot_before_each_entry_prints_the_same()
    {
        var plain = new IndexRun();
        var reborn = new IndexRun();
        Entry(r => r.Define("2026-03-01T00:00:00Z", Linked));
        Entry(r => Panel(r));
        for (var day = 1; day <= 31; day++)
        {
            var at = $"2026-03-{day:00}T21:00:00Z";
            var morning = $"2026-03-{day:00}T12:00:00Z";
            if (day % 5 == 0)
                Entry(r => r.Node(morning, "c", "h100-pcie", 1.6m - (0.01m * day), gpus: day % 2 == 0 ? "8" : "4"));
            if (day == 20)
                Entry(r => r.Node(morning, "a", "h100-sxm", null));
            Entry(r => r.Tick(at));
        }

        Entry(r => r.Tick("2026-04-03T21:00:00Z"));
        Assert.Equal(
            plain.Events.Select(e => Convert.ToHexString(e.Bytes)),
            reborn.Events.Select(e => Convert.ToHexString(e.Bytes))
        );
        Assert.Equal(34, plain.Prints.Count);

        void Entry(Action<IndexRun> act)
        {
            act(plain);
            act(reborn.Reload());
        }
    }

    [Fact]
    public void Prices_and_traits_at_the_ends_of_their_ranges_break_nothing()
    {
        var traits = """{"trait":"gpus","as":"log","reference":"0.000001","least":"-3","most":"3"}""";
        var pcie = """{"trait":"item","as":"is","values":["h100-pcie"],"least":"-3","most":"3"}""";
        var rule = NodeRun.Rule(
            "G",
            "gpu",
            $$"""{{Take}},{"step":"adjust","leastRows":3,"every":1,"rounds":50,"traits":[{{traits}},{{pcie}}]},{"step":"deviation","most":"1"},{{Group}},{"step":"floor","least":"0.5"},{"step":"panel link","by":"geometric mean","trimWeight":"0.49"}""",
            decimals: 9
        );
        for (var seed = 1; seed <= 40; seed++)
        {
            var chance = new Dice((uint)seed);
            var run = new IndexRun().Define("2026-03-01T00:00:00Z", rule);
            for (var day = 1; day <= 31; day += 5)
            {
                for (var seller = 0; seller < 12; seller++)
                {
                    var price = chance.Below(3) switch
                    {
                        0 => 0.000000001m,
                        1 => 1_000_000_000m,
                        _ => 1m + chance.Below(100),
                    };
                    var gpus = chance.Below(4) switch
                    {
                        0 => "1000000",
                        1 => "0.000001",
                        2 => "many",
                        _ => $"{1 + chance.Below(16)}",
                    };
                    var at = $"2026-03-{day:00}T01:00:00Z";
                    run.Node(at, $"s{seller}", seller % 2 == 0 ? "h100-pcie" : "h100-sxm", price, gpus: gpus);
                }

                run.Tick($"2026-03-{day:00}T21:00:00Z");
            }

            run.Tick("2026-04-01T21:00:00Z");
            Assert.Equal(32, run.Prints.Count);
            Assert.All(run.Prints, p => Assert.InRange(p.Coefficients!.Max(c => decimal.Abs(c.Value)), 0m, 3m));
            run.Reload();
        }
    }

    [Fact]
    public void A_trait_that_no_document_may_have_refuses_the_observation()
    {
        var run = new IndexRun().Node("2026-03-01T01:00:00Z", "a", "h100-sxm", 2m, gpus: new string('8', 200));
        Assert.Equal(MessageKind.ObservationRefused, run.Events[^1].Kind);
        run.Node("2026-03-01T01:00:00Z", "a", "h100-sxm", 2m, gpus: "8");
        Assert.Single(run.Events);
    }

    [Theory]
    [InlineData("""{"step":"where","trait":"tier","is":["neocloud"]},""", "", "tiers are kept apart")]
    [InlineData("\"is\":[\"neocloud\"]", "\"is\":[\"hyperscaler\",\"neocloud\"]", "tiers are kept apart")]
    [InlineData(",\"terms\":[\"on_demand\"]", "", "tenors are kept apart")]
    [InlineData("\"terms\":[\"on_demand\"]", "\"terms\":[\"on_demand\",\"reserved_1y\"]", "tenors are kept apart")]
    [InlineData("\"trait\":\"item\"", "\"trait\":\"tier\"", "never adjusted for")]
    [InlineData("\"trait\":\"item\"", "\"trait\":\"terms\"", "never adjusted for")]
    [InlineData("\"least\":\"-0.6\"", "\"least\":\"0.5\"", "must not be below least")]
    [InlineData("\"least\":\"-0.6\"", "\"least\":\"-4\"", "must be a decimal in quotes from -3 to 3")]
    [InlineData("\"least\":\"-0.6\"", "\"least\":\"-0.6\",\"prior\":\"1\"", "must lie between least and most")]
    [InlineData("\"values\":[\"h100-pcie\"]", "\"values\":[]", "must name at least one value")]
    [InlineData("\"leastRows\":4", "\"leastRows\":4,\"every\":31,\"days\":30", "must not be above days")]
    [InlineData("\"leastRows\":4", "\"leastRows\":4,\"rounds\":0", "whole number from 1 to 50")]
    [InlineData("\"step\":\"panel link\"", "\"step\":\"panel link\",\"trimWeight\":\"0.5\"", "from 0 to 0.49")]
    [InlineData(Group + ",", "", "panel link needs group")]
    [InlineData(Group + "," + Link, """{"step":"chain","by":"seller","start":"median"}""", "chain cannot tell")]
    public void A_document_that_mixes_what_is_kept_apart_is_refused_with_its_rule(string what, string by, string rule)
    {
        var faults = new List<SpecFault>();
        Assert.Contains(what, Linked, StringComparison.Ordinal);
        var text = Linked.Replace(what, by, StringComparison.Ordinal);
        Assert.Null(IndexMethodology.Read(System.Text.Encoding.UTF8.GetBytes(text), faults));
        Assert.Contains(faults, f => f.Rule.Contains(rule, StringComparison.Ordinal));
    }

    private static IndexRun Panel(IndexRun run) =>
        run.Node("2026-03-01T01:00:00Z", "a", "h100-sxm", 2m)
            .Node("2026-03-01T01:00:00Z", "b", "h100-sxm", 2m)
            .Node("2026-03-01T01:00:00Z", "c", "h100-pcie", 1.6m)
            .Node("2026-03-01T01:00:00Z", "d", "h100-pcie", 1.6m);

    // The same throws on every computer.
    private sealed class Dice(uint state)
    {
        public int Below(int sides)
        {
            state = unchecked((state * 1_664_525) + 1_013_904_223);
            return (int)((state >> 16) % (uint)sides);
        }
    }
}
