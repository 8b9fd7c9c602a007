// Agreements of market makers: what they say, each fault by its field, and which of them do not go together.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class MakerAgreementTests
{
    private const string Document = """
        { "agreement": "M9-TT", "account": 9, "contract": "TT", "widestTicks": 10, "leastLots": 5,
          "leastPresence": "0.85", "from": "2026-03-02" }
        """;

    [Fact]
    public void An_agreement_is_read_and_may_leave_out_months_and_end()
    {
        var plain = Read(Document, [])!;
        Assert.Equal(
            ("M9-TT", 9, "TT", false, 10, 5, 850_000),
            (
                plain.Agreement,
                plain.Account,
                plain.Contract,
                plain.IsShare,
                plain.Widest,
                plain.LeastLots,
                plain.LeastPresencePpm
            )
        );
        Assert.Equal((null, null, null), (plain.Month, plain.Months, plain.Until));
        Assert.True(plain.Names("TT", "2026-03") && plain.Names("TT", "2027-12") && !plain.Names("TU", "2026-03"));
        Assert.False(plain.Holds(TradingDate.Of(2026, 3, 1)));
        Assert.True(plain.Holds(TradingDate.Of(2026, 3, 2)) && plain.Holds(TradingDate.Of(2030, 1, 1)));

        var one = With("month", "\"2026-03\"", "until", "\"2026-03-04\"")!;
        Assert.True(one.Names("TT", "2026-03") && !one.Names("TT", "2026-04"));
        Assert.True(one.Holds(TradingDate.Of(2026, 3, 4)) && !one.Holds(TradingDate.Of(2026, 3, 5)));
        Assert.Equal(4, With("months", "4", "account", "9")!.Months);
    }

    [Theory]
    [InlineData("agreement", "\"\"", "not empty", null)]
    [InlineData("agreement", "\"a b\"", "letters, digits or hyphens", null)]
    [InlineData("agreement", "\"abcdefghijklmnopqrstuvwxy\"", "1 to 24", null)]
    [InlineData("account", "0", "from 1", "1")]
    [InlineData("account", "\"9\"", "whole number", null)]
    [InlineData("contract", "7", "", null)]
    [InlineData("widestTicks", "0", "from 1 to 100000", "1")]
    [InlineData("widestTicks", "100001", "from 1 to 100000", "100000")]
    [InlineData("leastLots", "0", "from 1", "1")]
    [InlineData("leastPresence", "\"1.01\"", "0.01 to 1", "1")]
    [InlineData("leastPresence", "0.85", "in quotes", null)]
    [InlineData("leastPresence", "\"0.8500001\"", "six decimals", null)]
    [InlineData("month", "\"2026-13\"", "yyyy-MM", null)]
    [InlineData("months", "37", "from 1 to 36", "36")]
    [InlineData("from", "\"2 March\"", "yyyy-MM-dd", null)]
    [InlineData("until", "\"2026-03-01\"", "before 2026-03-02", "2026-03-02")]
    [InlineData("widestSpread", "10", "not a field", null)]
    public void A_fault_names_field_value_and_rule(string field, string value, string rule, string? nearest)
    {
        var json = JsonNode.Parse(Document)!.AsObject();
        json[field] = JsonNode.Parse(value);
        var faults = new List<SpecFault>();
        Assert.Null(Read(json.ToJsonString(), faults));
        var fault = Assert.Single(faults, f => f.Path == field);
        Assert.Contains(rule, fault.Rule, StringComparison.Ordinal);
        Assert.Equal(nearest, fault.Nearest);
    }

    [Fact]
    public void The_widest_spread_is_told_in_one_unit_and_the_months_in_one_way()
    {
        Assert.Equal("widestTicks", Fault(j => j.Remove("widestTicks")).Path);
        Assert.Equal("widestTicks", Fault(j => j["widestShare"] = "0.01").Path);
        var both = Fault(j =>
        {
            j["month"] = "2026-03";
            j["months"] = 2;
        });
        Assert.Equal(("months", "2"), (both.Path, both.Given));
        var share = Fault(j =>
        {
            j.Remove("widestTicks");
            j["widestShare"] = "0.6";
        });
        Assert.Equal(("widestShare", "0.5"), (share.Path, share.Nearest));
    }

    [Fact]
    public void A_share_is_of_the_middle_and_rounded_up_so_that_it_is_never_told_narrower_than_it_is()
    {
        var share = Read(
            Document.Replace("\"widestTicks\": 10", "\"widestShare\": \"0.01\"", StringComparison.Ordinal),
            []
        )!;
        Assert.Equal((true, 10_000L), (share.IsShare, share.Widest));
        // 199 and 201: 2 of 200 are one hundredth exactly. 200 and 202: 2 of 201 are 0.00995..., 9951 ppm rounded up.
        Assert.Equal((10_000, 9_951), (share.SpreadOf(199, 201), share.SpreadOf(200, 202)));
        Assert.True(share.SpreadOf(-5, 5) > share.Widest);
        Assert.Equal(2, Read(Document, [])!.SpreadOf(-1, 1));
    }

    [Fact]
    public void Two_agreements_of_an_account_may_not_be_about_the_same_month_and_day()
    {
        var first = With("until", "\"2026-03-31\"", "months", "3")!;
        var named = Assert.IsType<SpecFault>(With("account", "8", "contract", "\"TU\"")!.Against(first));
        Assert.Equal(("agreement", "M9-TT"), (named.Path, named.Given));
        var meets = Assert.IsType<SpecFault>(With("agreement", "\"M9-B\"", "month", "\"2026-09\"")!.Against(first));
        Assert.Equal(("from", "2026-03-02", "2026-04-01"), (meets.Path, meets.Given, meets.Nearest));
        Assert.Null(With("agreement", "\"M9-B\"", "from", "\"2026-04-01\"")!.Against(first));
        Assert.Null(With("agreement", "\"M9-B\"", "account", "8")!.Against(first));
        Assert.Null(With("agreement", "\"M9-B\"", "contract", "\"TU\"")!.Against(first));
        var march = With("month", "\"2026-03\"", "account", "9")!;
        Assert.Null(With("agreement", "\"M9-B\"", "month", "\"2026-04\"")!.Against(march));
        Assert.NotNull(With("agreement", "\"M9-B\"", "month", "\"2026-03\"")!.Against(march));
    }

    [Fact]
    public void The_shipped_agreements_are_read_without_fault_and_go_together()
    {
        var shipped = new List<MakerAgreement>();
        foreach (var file in Directory.GetFiles(Path.Combine(Sources.Root, "rulebook", "makers"), "*.json"))
        {
            var faults = new List<SpecFault>();
            var agreement = MakerAgreement.Read(File.ReadAllBytes(file), faults);
            Assert.Empty(faults);
            Assert.All(shipped, other => Assert.Null(agreement!.Against(other)));
            shipped.Add(agreement!);
        }

        Assert.Equal([101, 102, 103], shipped.Select(a => a.Account).Distinct().Order());
    }

    private static MakerAgreement? Read(string json, List<SpecFault> faults) =>
        MakerAgreement.Read(Encoding.UTF8.GetBytes(json), faults);

    private static MakerAgreement? With(string field, string value, string other, string otherValue)
    {
        var json = JsonNode.Parse(Document)!.AsObject();
        json[field] = JsonNode.Parse(value);
        json[other] = JsonNode.Parse(otherValue);
        return Read(json.ToJsonString(), []);
    }

    private static SpecFault Fault(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Document)!.AsObject();
        change(json);
        var faults = new List<SpecFault>();
        Assert.Null(Read(json.ToJsonString(), faults));
        return Assert.Single(faults);
    }
}
