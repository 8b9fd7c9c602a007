// Bills in standard tokens: the worked example of the page, and laws that hold for every bill.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.StandardToken;

public sealed class BillConversionTests
{
    [Fact]
    public void The_worked_example_of_the_page_is_what_the_program_computes()
    {
        var totals = new UsageTotals();
        var example = Path.Combine(Sources.Root, "docs", "examples", "deepseek-2025-02-28.csv");
        Assert.Empty(UsageImport.Read(example, UsageFormat.None, totals).Faults);
        var total = Assert.Single(totals.Totals(byDay: false));

        // Published: 608 bn in, 342 bn of it cached, 168 bn out, 226.75 nodes of 8 for 24 hours.
        Assert.Equal(608_000_000_000, total.Sum.Input + total.Sum.CachedInput);
        const decimal hours = 226.75m * 8 * 24;
        Assert.Equal(43_536m, hours);
        Assert.Equal(17.82m, Millions(total.Sum.Tokens, hours));
        Assert.Equal(13.97m, Millions(total.Sum.Input + total.Sum.CachedInput, hours));
        Assert.Equal(3.86m, Millions(total.Sum.Output, hours));
        decimal[] mix = [(decimal)total.Sum.Input, (decimal)total.Sum.CachedInput, (decimal)total.Sum.Output];
        Assert.Equal([0.343m, 0.441m, 0.216m], mix.Select(m => decimal.Round(m / mix.Sum(), 3)));

        var bill = BillConversion.Convert(Vintage.Shipped, [(total.Item, total.Sum)]);
        var model = Assert.Single(bill.Models);
        Assert.Equal(("deepseek-r1", "deepseek_v3", 0.857659m), (model.Item, model.Tokenizer, model.Factor));
        Assert.Equal(new ClassTokens(310_146_573_405, 398_759_880_092, 195_882_046_361), model.Reference);
        Assert.Equal(1_715_869.8270518881m, model.Value);
        Assert.Equal(905_898.430656m, bill.Volume);
        Assert.Equal((904_217.415174m, "uncached"), (bill.Bundles, bill.Scarce));
        Assert.Equal(776_951.942138m, bill.WithoutFactor);

        var page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "standard-token.md"));
        foreach (
            var figure in new[]
            {
                "17.82",
                "13.97",
                "3.86",
                "310,146,573,405",
                "398,759,880,092",
                "195,882,046,361",
                "1,715,869.8270518881",
                "905,898.430656",
                "904,217.415174",
                "776,951.942138",
                "90.589843",
                "1.8941084",
                "0.857659",
            }
        )
            Assert.Contains(figure, page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bill_of_the_bundle_in_reference_tokens_is_itself()
    {
        var bill = BillConversion.Convert(Vintage.Shipped, [("gpt-4o", Sum(343_000_000, 441_000_000, 216_000_000))]);
        Assert.Equal((1000m, 1000m, 1000m), (bill.Volume, bill.Bundles, bill.WithoutFactor));
    }

    [Fact]
    public void A_thriftier_tokenizer_makes_more_standard_tokens_of_the_same_number_of_its_own()
    {
        var sum = Sum(343_000_000, 441_000_000, 216_000_000);
        decimal Volume(string item) => BillConversion.Convert(Vintage.Shipped, [(item, sum)]).Volume;
        Assert.Equal(decimal.Round(1000m / 0.857659m, 3), decimal.Round(Volume("deepseek-v3"), 3));
        Assert.Equal(decimal.Round(1000m / 1.229034m, 3), decimal.Round(Volume("gpt-4"), 3));
    }

    [Fact]
    public void An_unknown_tokenizer_has_the_factor_one_and_its_volume_is_told_apart()
    {
        var sum = Sum(10_000_000, 0, 0);
        var bill = BillConversion.Convert(Vintage.Shipped, [("qwen3-32b", sum), ("doubao-x", sum)]);
        Assert.Equal(["doubao-x", "qwen3-32b"], bill.Models.Select(m => m.Item));
        Assert.Equal(("", 1m), (bill.Models[0].Tokenizer, bill.Models[0].Factor));
        Assert.Equal(bill.Models[0].Volume, bill.Unknown);
        Assert.True(bill.Unknown > 0 && bill.Unknown < bill.Volume);
    }

    [Fact]
    public void A_bill_without_cached_tokens_has_no_whole_bundle_and_still_a_volume()
    {
        var bill = BillConversion.Convert(Vintage.Shipped, [("gpt-4o", Sum(1_000_000, 0, 1_000_000))]);
        Assert.Equal((0m, "cached"), (bill.Bundles, bill.Scarce));
        Assert.Equal(decimal.Round((1.7423m + 5.5754m) / 1.8941084m, 6), bill.Volume);
    }

    [Fact]
    public void Reasoning_counts_as_output()
    {
        var sum = new UsageSum();
        sum.Add(Record(new(0, 0, 400_000, 600_000)));
        Assert.Equal(
            BillConversion.Convert(Vintage.Shipped, [("gpt-5", Sum(0, 0, 1_000_000))]).Volume,
            BillConversion.Convert(Vintage.Shipped, [("gpt-5", sum)]).Volume
        );
    }

    [Fact]
    public void More_tokens_than_stay_exact_are_refused()
    {
        var sum = new UsageSum();
        for (var i = 0; i < 2; i++)
            sum.Add(Record(new(BillConversion.MostTokens, 0, 0, 0)));
        Assert.Throws<UsageLimitException>(() => BillConversion.Convert(Vintage.Shipped, [("m", sum)]));
    }

    [Fact]
    public void Volume_at_the_bundles_price_is_the_bill_at_reference_prices_and_bundles_never_exceed_it()
    {
        var spec = Vintage.Shipped;
        string[] items = ["deepseek-v3", "qwen3-8b", "gpt-4", "gpt-4o", "gemma-3-27b", "llama-3-8b", "unknown"];
        var law = Prop.ForAll(
            ArbMap.Default.ArbFor<(long Input, long Cached, long Output, int Item)>(),
            b =>
            {
                var item = items[(int)(unchecked((uint)b.Item) % (uint)items.Length)];
                var sum = Sum(Bounded(b.Input), Bounded(b.Cached), Bounded(b.Output));
                var bill = BillConversion.Convert(spec, [(item, sum)]);
                var model = bill.Models[0];
                // Half a standard token and the rounding of three classes at the dearest price.
                var off = decimal.Abs((bill.Volume * spec.BundlePrice) - model.Value);
                var own = model.Reference.Sum * model.Factor - model.Own.Sum;
                return off <= 0.0000005m * spec.BundlePrice + 0.0000000001m
                    && decimal.Abs(own) <= 1.5m * model.Factor + 0.001m
                    && bill.Bundles <= bill.Volume + 0.0000005m;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), law);
    }

    private static long Bounded(long value) => (long)(unchecked((ulong)value) % (ulong)BillConversion.MostTokens);

    private static decimal Millions(Int128 tokens, decimal hours) =>
        decimal.Round((decimal)tokens / hours / 1_000_000m, 2, MidpointRounding.AwayFromZero);

    private static UsageSum Sum(long input, long cached, long output)
    {
        var sum = new UsageSum();
        sum.Add(Record(new(input, cached, output, 0)));
        return sum;
    }

    private static UsageRecord Record(TokenCounts tokens) =>
        new(Instant.At(TradingDate.Of(2026, 3, 1), 0), "", "m", "m", tokens, 1, null, "", "", false);
}
