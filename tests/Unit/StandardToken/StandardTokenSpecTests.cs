// The vintage document: the shipped one is whole and says nothing that its own figures deny.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.StandardToken;

internal static class Vintage
{
    public static string Text { get; } =
        File.ReadAllText(Path.Combine(Sources.Root, "rulebook", "standard-tokens", "S-2026-03.json"));

    public static StandardTokenSpec Shipped { get; } = StandardTokenSpec.Read(Encoding.UTF8.GetBytes(Text), [])!;
}

public sealed class StandardTokenSpecTests
{
    [Fact]
    public void The_shipped_vintage_reads_without_a_fault()
    {
        var faults = new List<SpecFault>();
        Assert.NotNull(StandardTokenSpec.Read(Encoding.UTF8.GetBytes(Vintage.Text), faults));
        Assert.Empty(faults);
        Assert.Equal(1.8941084m, Vintage.Shipped.BundlePrice);
    }

    [Theory]
    [InlineData("grade", "\"S\"", "extra", "is not a field")]
    [InlineData("bundle", """{"uncached":"0.343","cached":"0.441","output":"0.217"}""", "bundle", "must sum to 1")]
    [InlineData("referenceTokenizer", "\"cl99k\"", "referenceTokenizer", "must be one of 'tokenizers'")]
    [InlineData("frozen", "\"2026-02-27\"", "referencePrices", "not after 'frozen'")]
    [InlineData("standardToken", "\"S 2026\"", "standardToken", "must be 1 to 24 of")]
    [InlineData("version", "0", "version", "whole number")]
    [InlineData("band", """{"exam":"e","anchor":"a","low":"5","high":"5"}""", "band.high", "must be above 'low'")]
    [InlineData(
        "models",
        """[{"starts":"a","tokenizer":"none","source":"s"}]""",
        "models[0].tokenizer",
        "must be one of"
    )]
    [InlineData(
        "models",
        """[{"starts":"a","tokenizer":"qwen3","source":"s"},{"starts":"ab","tokenizer":"qwen3","source":"s"}]""",
        "models[1].starts",
        "never reached"
    )]
    public void A_changed_field_is_a_fault_by_path_and_rule(string field, string value, string path, string rule)
    {
        var document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document[path == "extra" ? "extra" : field] = JsonNode.Parse(value);
        Refused(document, path, rule);
    }

    [Fact]
    public void A_factor_that_its_counts_deny_is_a_fault()
    {
        var document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document["tokenizers"]![2]!["factor"] = "0.857658";
        Refused(document, "tokenizers[2].factor", "must be 0.857659, as its counts say");
        document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document["tokenizers"]![2]!["counts"]!["zh"] = 1576;
        Refused(document, "tokenizers[2].factor", "as its counts say");
    }

    [Fact]
    public void A_corpus_with_a_wrong_share_path_or_hash_is_a_fault()
    {
        var document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document["corpus"]!["parts"]![0]!["share"] = "0.51";
        Refused(document, "corpus.parts", "shares must sum to 1");
        document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document["corpus"]!["parts"]![0]!["files"]![0]!["path"] = "../secret";
        Refused(document, "corpus.parts[0].files[0].path", "inside the package");
        document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document["corpus"]!["parts"]![2]!["files"]![0]!["sha256"] = new string('A', 64);
        Refused(document, "corpus.parts[2].files[0].sha256", "64 hex digits");
    }

    [Fact]
    public void A_price_with_five_decimals_is_a_fault()
    {
        var document = JsonNode.Parse(Vintage.Text)!.AsObject();
        document["referencePrices"]!["cached"] = "0.20911";
        Refused(document, "referencePrices.cached", "at most four decimals");
    }

    [Fact]
    public void Noise_is_refused_and_never_thrown_at_the_reader()
    {
        var bytes = Encoding.UTF8.GetBytes(Vintage.Text);
        for (var cut = 0; cut < bytes.Length; cut += 97)
        {
            var faults = new List<SpecFault>();
            Assert.Null(StandardTokenSpec.Read(bytes.AsMemory(0, cut), faults));
            Assert.NotEmpty(faults);
        }
    }

    [Theory]
    [InlineData("deepseek-v3.1", "deepseek_v3")]
    [InlineData("qwen3-235b-a22b", "qwen3")]
    [InlineData("gpt-4o-mini", "o200k_base")]
    [InlineData("gpt-4-turbo", "cl100k_base")]
    [InlineData("llama-3.3-70b-instruct", "llama3_1")]
    [InlineData("deepseek-r1-0528", "deepseek_v3")]
    [InlineData("deepseek-r1-distill-llama-70b", "llama3_1")]
    [InlineData("deepseek-r1-distill-qwen-32b", "qwen3")]
    [InlineData("claude-sonnet-4.5", null)]
    [InlineData("doubao-seed-1.6", null)]
    public void A_models_name_gives_its_tokenizer_or_none(string item, string? tokenizer) =>
        Assert.Equal(tokenizer, Vintage.Shipped.TokenizerOf(item)?.Tokenizer);

    [Fact]
    public void The_reference_prices_are_what_their_rule_makes_of_the_reference_table()
    {
        var spec = Vintage.Shipped;
        var folder = Path.Combine(Sources.Root, "reference");
        var graded = ObservationCsv
            .Read(Path.Combine(folder, "quality.csv"))
            .Observations.Select(o => (QualityObservation)o.Document)
            .Where(q => q.Exam == spec.Band.Exam && q.Score >= spec.Band.Low)
            .Select(q => q.Item)
            .ToHashSet();
        var offers = new SortedDictionary<string, Dictionary<string, decimal>>(StringComparer.Ordinal);
        var makers = new Dictionary<string, string>();
        foreach (var o in ObservationCsv.Read(Path.Combine(folder, "token_prices.csv")).Observations)
        {
            var p = (PriceObservation)o.Document;
            var day = spec.PriceDay.ToString();
            if (
                string.CompareOrdinal(p.Seen, day) > 0
                || string.CompareOrdinal(p.Effective, day) > 0
                || !graded.Contains(p.Item)
            )
                continue;
            var key = $"{p.Seller}|{p.Item}|{p.Region}|{p.Currency}";
            makers[key] = p.Maker;
            if (!offers.TryGetValue(key, out var prices))
                offers[key] = prices = [];
            prices.Remove(p.Class);
            if (p.Price is { } price)
                prices[p.Class] = price * (p.Currency == Currency.USD ? spec.DollarRate : 1);
        }

        var cheapest = offers
            .Where(o => o.Value.Count == 3)
            .Select(o =>
                (
                    Maker: makers[o.Key],
                    Prices: new ClassFigures(o.Value["input"], o.Value["cached_input"], o.Value["output"])
                )
            )
            .GroupBy(o => o.Maker)
            .Select(g => g.MinBy(o => o.Prices.Times(spec.Bundle)).Prices)
            .ToList();
        Assert.Equal(12, cheapest.Count);
        Assert.Equal(spec.Prices.Uncached, Median(cheapest.Select(p => p.Uncached)));
        Assert.Equal(spec.Prices.Cached, Median(cheapest.Select(p => p.Cached)));
        Assert.Equal(spec.Prices.Output, Median(cheapest.Select(p => p.Output)));
    }

    private static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToList();
        var half = sorted.Count / 2;
        var middle = sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return decimal.Round(middle, 4, MidpointRounding.AwayFromZero);
    }

    private static void Refused(JsonNode document, string path, string rule)
    {
        var faults = new List<SpecFault>();
        Assert.Null(StandardTokenSpec.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), faults));
        Assert.Contains(faults, f => f.Path == path && f.Rule.Contains(rule, StringComparison.Ordinal));
    }
}
