// Spread documents: what they say, each fault by its name, and that the shipped inference spread hedges what it says it does.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class SpreadSpecTests
{
    [Theory]
    [InlineData("TG", "spread", "\"no spaces\"", "spread", "letters or digits")]
    [InlineData("TG", "spread", "\"ABCDEFGHI\"", "spread", "1 to 8")]
    [InlineData("TG", "spread", "7", "spread", "")]
    [InlineData("TG", "version", "0", "version", "from 1")]
    [InlineData("TG", "name", "{\"en\":\"x\"}", "name.zh", "")]
    [InlineData("TG", "name", "\"x\"", "name", "object")]
    [InlineData("TG", "kind", "\"butterfly\"", "kind", "one of: calendar, inter-contract")]
    [InlineData("TG", "near", "{}", "near.contract", "")]
    [InlineData("TG", "near", "{\"contract\":\"TK\",\"lots\":0}", "near.lots", "from 1 to 1000")]
    [InlineData("TG", "near", "{\"contract\":\"TK\",\"lots\":1001}", "near.lots", "from 1 to 1000")]
    [InlineData("TG", "near", "{\"contract\":\"TK\",\"weight\":-1}", "near.weight", "from 1 to 1000")]
    [InlineData("TG", "near", "{\"contract\":\"TK\",\"colour\":1}", "near.colour", "not a field")]
    [InlineData("TG", "far", "null", "far.contract", "")]
    [InlineData("TG", "far", "{\"contract\":\"GH\",\"lots\":\"9\"}", "far.lots", "from 1 to 1000")]
    [InlineData("TG", "far", "{\"contract\":\"GH\",\"weight\":1001}", "far.weight", "from 1 to 1000")]
    [InlineData("TG", "far", "{\"contract\":\"GH\",\"weight\":2}", "near", "one of the two weights must be 1")]
    [InlineData("TG", "far", "{\"contract\":\"TK\"}", "far", "another contract")]
    [InlineData("TG", "maxOrderLots", "0", "maxOrderLots", "from 1 to 10000")]
    [InlineData("TG", "selfMatch", "\"never\"", "selfMatch", "one of")]
    [InlineData("TG", "colour", "\"red\"", "colour", "not a field")]
    [InlineData("GHC", "far", "{\"contract\":\"TK\"}", "kind", "no 'far'")]
    [InlineData("GHC", "near", "{\"contract\":\"GH\",\"lots\":2}", "kind", "lots and weight 1")]
    [InlineData("GHC", "near", "{\"contract\":\"GH\",\"weight\":2}", "kind", "lots and weight 1")]
    public void A_fault_of_a_spread_names_field_and_rule(
        string name,
        string field,
        string value,
        string path,
        string rule
    )
    {
        var json = Document(name);
        json[field] = JsonNode.Parse(value);
        var faults = new List<SpecFault>();
        Assert.Null(Read(json, faults));
        Assert.Contains(rule, Assert.Single(faults, f => f.Path == path).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inter_contract_spread_needs_its_far_leg()
    {
        var json = Document("TG");
        json.Remove("far");
        var faults = new List<SpecFault>();
        Assert.Null(Read(json, faults));
        Assert.Contains(faults, f => f.Path == "far" && f.Given.Length == 0);
    }

    [Fact]
    public void What_is_left_out_is_one_lot_weight_one_and_own_orders_allowed()
    {
        var spread = Read(
            JsonNode
                .Parse(
                    """{"spread":"X","name":{"en":"x","zh":"x"},"kind":"calendar","near":{"contract":"GH"},"maxOrderLots":5}"""
                )!
                .AsObject(),
            []
        )!;
        Assert.Equal((1, 1, 1, 1), (spread.NearLots, spread.FarLots, spread.NearWeight, spread.FarWeight));
        Assert.Equal(("GH", "GH", 5L), (spread.Near, spread.Far, spread.MaxOrderLots));
        Assert.Equal(SelfMatch.Allow, spread.SelfMatch);
        Assert.Equal(MarketModel.Plain with { LadderPpm = spread.Market.LadderPpm }, spread.Market);
    }

    [Fact]
    public void The_inference_spread_holds_as_many_tokens_as_its_hours_make()
    {
        var spread = Read(Document("TG"), [])!;
        var tokens = Contract(spread.Near);
        var hours = Contract(spread.Far);
        // DeepSeek's inference day: 608 + 168 thousand million tokens in 226.75 nodes of 8 for 24 hours.
        const decimal HeatRate = 776_000m / (226.75m * 8 * 24);
        Assert.Equal(17.82m, decimal.Round(HeatRate, 2));
        // Lots in million tokens and in hours.
        var held = (decimal)spread.NearLots * tokens.LotSize / (spread.FarLots * hours.LotSize);
        Assert.InRange(held / HeatRate, 0.995m, 1.005m);
        // And the price moves by as much for both legs' ticks at the exchange rate that the document names.
        var nearTick = spread.NearLots * tokens.TickValueMinor / 100m / spread.NearWeight;
        var farTick = spread.FarLots * hours.TickValueMinor / 100m / spread.FarWeight;
        Assert.Equal(7.11m, decimal.Round(nearTick / farTick, 2));
    }

    private static ContractSpec Contract(string name) =>
        ContractSpec.Read(File.ReadAllBytes(Path.Combine(Sources.Root, "rulebook", "contracts", $"{name}.json")), [])!;

    private static JsonObject Document(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Sources.Root, "rulebook", "spreads", $"{name}.json")))!.AsObject();

    private static SpreadSpec? Read(JsonObject json, List<SpecFault> faults) =>
        SpreadSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), faults);
}
