// Rulebook documents: the shipped ones are sound, each fault is named with field, value and rule, and nothing makes a
// reader throw.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Tokenbourse.Unit.Market;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class SpecTests
{
    private delegate object? Reader(ReadOnlyMemory<byte> json, List<SpecFault> faults);

    [Theory]
    [InlineData("tick", "\"0.0021357\"", "minor units")]
    [InlineData("tick", "0.002", "in quotes")]
    [InlineData("lotSize", "0", "from 1")]
    [InlineData("currency", "\"BTC\"", "CNY, USD or EUR")]
    [InlineData("priceLimit", "\"1.5\"", "0.999")]
    [InlineData("contract", "\"no spaces\"", "letters or digits")]
    [InlineData("lastTradingDay", "\"someday\"", "one of")]
    [InlineData("colour", "\"red\"", "not a field")]
    [InlineData("months", "3", "object")]
    [InlineData("hedges", "3", "object")]
    public void A_fault_of_a_contract_names_field_value_and_rule(string field, string value, string rule)
    {
        var json = JsonNode.Parse(Text("contracts", "TK"))!.AsObject();
        json[field] = JsonNode.Parse(value);
        var faults = new List<SpecFault>();
        Assert.Null(ContractSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), faults));
        var fault = Assert.Single(faults, f => f.Path == field);
        Assert.Contains(rule, fault.Rule, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Given);
    }

    [Theory]
    [InlineData("""{"selfMatch":"never"}""", "one of")]
    [InlineData("""{"tradePrice":"best"}""", "one of")]
    [InlineData("""{"allocation":{"by":"size"}}""", "one of")]
    [InlineData("""{"allocation":{"by":"pro rata","leastShareLots":0}}""", "1 to")]
    [InlineData("""{"dynamicBand":{"width":"0.05"}}""", "")]
    [InlineData("""{"dynamicBand":{"width":"2","seconds":60}}""", "")]
    [InlineData("""{"limitLadder":{"steps":["0.05","0.03"]}}""", "rising")]
    [InlineData("""{"limitLadder":{"steps":["0.9"]}}""", "below the whole price")]
    [InlineData("""{"colour":"red"}""", "not a field")]
    public void A_fault_of_a_market_model_is_told(string market, string rule)
    {
        var json = JsonNode.Parse(Text("contracts", "TK"))!.AsObject();
        json["market"] = JsonNode.Parse(market);
        var faults = new List<SpecFault>();
        Assert.Null(ContractSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), faults));
        var fault = Assert.Single(faults, f => f.Path.StartsWith("market", StringComparison.Ordinal));
        Assert.Contains(rule, fault.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TK")]
    [InlineData("GH")]
    public void A_contract_says_in_both_languages_whom_it_hedges_or_nothing_at_all(string contract)
    {
        var json = JsonNode.Parse(Text("contracts", contract))!.AsObject();
        var spec = ContractSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), [])!;
        Assert.Contains("not", spec.HedgesEn, StringComparison.Ordinal);
        Assert.Contains("不能", spec.HedgesZh, StringComparison.Ordinal);
        json["hedges"]!.AsObject().Remove("zh");
        var faults = new List<SpecFault>();
        Assert.Null(ContractSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), faults));
        Assert.Contains(faults, f => f.Path == "hedges.zh");
        json.Remove("hedges");
        Assert.Null(ContractSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), [])!.HedgesEn);
    }

    [Fact]
    public void A_contract_without_a_market_model_has_the_plain_one()
    {
        var json = JsonNode.Parse(Text("contracts", "TK"))!.AsObject();
        json.Remove("market");
        var spec = ContractSpec.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), []);
        Assert.Equal(MarketModel.Plain with { LadderPpm = spec!.Market.LadderPpm }, spec.Market);
        Assert.Empty(spec.Market.LadderPpm);
    }

    [Fact]
    public void Every_missing_field_of_every_document_is_named()
    {
        foreach (var (kind, name, read) in Documents())
        {
            var whole = JsonNode.Parse(Text(kind, name))!.AsObject();
            foreach (
                var field in whole
                    .Select(f => f.Key)
                    .Except([
                        "note",
                        "version",
                        "phases",
                        "source",
                        "market",
                        "hedges",
                        "selfMatch",
                        "openingLots",
                        "largeTrader",
                    ])
                    .ToList()
            )
            {
                var cut = whole.DeepClone().AsObject();
                cut.Remove(field);
                var faults = new List<SpecFault>();
                Assert.Null(read(Encoding.UTF8.GetBytes(cut.ToJsonString()), faults));
                Assert.Contains(faults, f => f.Path.StartsWith(field, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void The_shipped_documents_have_no_fault()
    {
        foreach (var (kind, name, read) in Documents())
        {
            var faults = new List<SpecFault>();
            Assert.NotNull(read(Encoding.UTF8.GetBytes(Text(kind, name)), faults));
            Assert.Empty(faults);
        }
    }

    [Fact]
    public void Mutated_documents_are_refused_or_taken_and_never_throw()
    {
        var random = new Random(3);
        var taken = 0;
        foreach (var (kind, name, read) in Documents())
        {
            var whole = Encoding.UTF8.GetBytes(Text(kind, name));
            for (var i = 0; i < 800; i++)
            {
                var bytes = whole.ToArray();
                for (var change = random.Next(1, 4); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                if (random.Next(5) == 0)
                    bytes = bytes[..random.Next(bytes.Length)];
                var faults = new List<SpecFault>();
                var document = read(bytes, faults);
                Assert.Equal(document is null, faults.Count > 0);
                taken += document is null ? 0 : 1;
            }
        }

        Assert.True(taken > 0);
    }

    [Fact]
    public void Mutated_commands_never_break_the_market_and_a_refused_document_changes_nothing_in_it()
    {
        var random = new Random(4);
        (MessageKind Kind, string Json)[] documents =
        [
            (MessageKind.DefineCalendar, MarketDesk.Calendar.Replace("\"T\"", "\"U\"", StringComparison.Ordinal)),
            (MessageKind.DefineContract, MarketDesk.Contract.Replace("\"TT\"", "\"UU\"", StringComparison.Ordinal)),
            (MessageKind.DefineMargins, MarketDesk.Margins.Replace("\"TT\"", "\"UU\"", StringComparison.Ordinal)),
            (MessageKind.OpenAccount, """{"account":9,"name":"n","role":"trader","simulated":true}"""),
        ];
        for (var i = 0; i < 1200; i++)
        {
            var desk = MarketDesk.Open();
            var before = desk.Events.Count;
            var (kind, json) = documents[i % documents.Length];
            var bytes = Encoding.UTF8.GetBytes(json);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            desk.Apply(kind, bytes);
            Assert.True(desk.Events.Count > before);
            if (desk.Said.All(e => e.Kind == MessageKind.DocumentRefused))
                Assert.All(desk.Said, Named);
            desk.Place(1, Side.Buy, 3200, 1, "after");
            Assert.Equal(RejectReason.None, desk.Refusal());
        }
    }

    [Fact]
    public void Orders_of_random_bytes_are_refused_by_number()
    {
        var random = new Random(5);
        var desk = MarketDesk.Open();
        foreach (
            var kind in (MessageKind[])
                [
                    MessageKind.PlaceOrder,
                    MessageKind.CancelOrder,
                    MessageKind.MoveCash,
                    MessageKind.SubmitPrint,
                    MessageKind.SettleDay,
                ]
        )
        {
            for (var i = 0; i < 500; i++)
            {
                var payload = new byte[MessageSizes.Of(kind)];
                random.NextBytes(payload);
                desk.Apply(kind, payload);
                Assert.NotEqual(RejectReason.None, desk.Refusal());
            }
        }
    }

    private static void Named(Tokenbourse.Model.Machine.LogEntry entry)
    {
        var refused = Tokenbourse.Model.Messages.Documents.Read<RefusedDocument>(entry.Payload.Span);
        Assert.NotEmpty(refused.Rule);
    }

    private static IEnumerable<(string Kind, string Name, Reader Read)> Documents() =>
        [
            ("calendars", "CN", TradingCalendar.Read),
            ("calendars", "US", TradingCalendar.Read),
            ("contracts", "TK", ContractSpec.Read),
            ("contracts", "GH", ContractSpec.Read),
            ("margins", "TK", MarginParameters.Read),
            ("margins", "GH", MarginParameters.Read),
            ("limits", "TK", LimitTable.Read),
            ("limits", "GH", LimitTable.Read),
            ("spreads", "TKC", SpreadSpec.Read),
            ("spreads", "GHC", SpreadSpec.Read),
            ("spreads", "TG", SpreadSpec.Read),
        ];

    private static string Text(string kind, string name) =>
        File.ReadAllText(Path.Combine(Sources.Root, "rulebook", kind, $"{name}.json"));
}
