// Margin group documents: what they become, and what is refused.
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Market.Margins;

public sealed class MarginGroupTests
{
    [Fact]
    public void The_shipped_group_is_read_and_its_futures_relieve_and_are_bounded()
    {
        var door = Door(MarginRule.Span);
        var bounds = door.Span.Bounds;
        Assert.All(bounds.IsLinear, Assert.True);
        Assert.All(bounds.Credits.IsBounded, Assert.True);
        // 10 TK of the nearest month at 6.460: 10 x 64,600 x (16 % + 2 % spot).
        Assert.Equal(11_628_000, door.Total([Lots(0, 10)], Currency.CNY));
        // Of the second month against the third: charge 3 %.
        Assert.Equal(1_938_000, door.Total([Lots(1, 10), Lots(2, -10)], Currency.CNY));
    }

    [Fact]
    public void A_credit_is_given_to_each_leg_in_its_own_currency()
    {
        var door = Door(MarginRule.Span);
        var gpu = Months("TK").Count;
        // Sixteen TK against nine GH, not in the nearest months: each range 16 %, 30 % of it credited.
        PositionLots[] lots = [Lots(1, 16), Lots(gpu + 1, -9)];
        Assert.Equal(16 * 1_033_600 * 7 / 10, door.Total(lots, Currency.CNY));
        Assert.Equal(9 * 32_000 * 7 / 10, door.Total(lots, Currency.USD));
    }

    [Fact]
    public void An_averaging_month_stands_alone_with_a_falling_range()
    {
        var months = Months("TK");
        months[0] = months[0] with { PrintsKnown = 15, PrintsTotal = 30 };
        var contract = Day("TK", MarginRule.Span, months) with
        {
            Parameters = Parameters(
                """{ "contract": "TK", "version": 1, "rate": "0.16", "averaging": { "floor": "0.05" } }"""
            ),
        };
        var door = MarginDay.Of(TradingDate.Of(2026, 12, 1), [contract]);
        // Half of 16 % and the spot charge of 2 % for the averaging month, 16 % for the other: no relief.
        Assert.Equal(64_600_000 * (8 + 2 + 16) / 100, door.Total([Lots(0, 10), Lots(1, -10)], Currency.CNY));
    }

    [Fact]
    public void Scenarios_of_the_shipped_group_have_add_ons()
    {
        var door = Door(MarginRule.Scenarios);
        var breakdown = door.Explain([Lots(0, 1_200)]);
        var value = 1_200L * 6_460_000 / 1_000;
        Assert.Equal(
            [("scan", value * 160), ("liquidity", value * 2), ("concentration", 200L * 6_460 * 20)],
            breakdown.Lines.Where(l => l.Kind == LineKind.Counted).Select(l => (l.Code, l.Minor))
        );
        Assert.Equal(2, breakdown.Scenarios.Single(s => s.Bound).Number);
    }

    [Theory]
    [InlineData("$.commodities[0].interMonth[0].charge", "\"0.33\"", "charge")]
    [InlineData("$.commodities[0].interMonth[0].near", "4", "near")]
    [InlineData("$.commodities[0].extreme.cover", "\"0.5\"", "cover")]
    [InlineData("$.commodities[0].tiers[2].months", "1", "months")]
    [InlineData("$.commodities[0].tiers[0].scan", "0.16", "scan")]
    [InlineData("$.commodities[0].amounts", "\"percent\"", "amounts")]
    [InlineData("$.commodities[1].contract", "\"TK\"", "contract")]
    [InlineData("$.commodities[0].spot", "1", "spot")]
    [InlineData("$.interCommodity[0].legs[0].contract", "\"XX\"", "contract")]
    [InlineData("$.interCommodity[0].legs[0].side", "\"B\"", "legs")]
    [InlineData("$.interCommodity[0].credit", "\"1.1\"", "credit")]
    [InlineData("$.scenarios.tail", "11", "tail")]
    [InlineData("$.scenarios.months[1].losses", "[1, 2]", "losses")]
    [InlineData("$.scenarios.months[1].losses", "[1, \"2\"]", "losses[1]")]
    public void A_fault_of_a_group_names_its_field(string path, string value, string field)
    {
        var document = JsonNode.Parse(Text("margin-groups", "compute"))!;
        Set(document, path, JsonNode.Parse(value)!);
        var faults = new List<SpecFault>();
        Assert.Null(MarginGroup.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), faults));
        Assert.Contains(faults, f => f.Path.Split('.')[^1] == field);
    }

    private static void Set(JsonNode node, string path, JsonNode value)
    {
        var parts = path[2..].Replace("[", ".[", StringComparison.Ordinal).Split('.');
        foreach (var part in parts[..^1])
            node = part[0] == '[' ? node[int.Parse(part[1..^1], null)]! : node[part]!;
        node[parts[^1]] = value;
    }

    private static PositionLots Lots(int month, long lots) => SpanTests.Lots(month, lots);

    private static PortfolioMargin Door(MarginRule rule) =>
        MarginDay.Of(TradingDate.Of(2026, 12, 1), [Day("TK", rule, Months("TK")), Day("GH", rule, Months("GH"))]);

    private static ContractDay Day(string contract, MarginRule rule, List<MonthDay> months)
    {
        var faults = new List<SpecFault>();
        var group = MarginGroup.Read(Encoding.UTF8.GetBytes(Text("margin-groups", "compute")), faults);
        Assert.Empty(faults);
        return new()
        {
            Contract = contract,
            Currency = contract == "TK" ? Currency.CNY : Currency.USD,
            TickValueMinor = contract == "TK" ? 2_000 : 100,
            Parameters = Parameters(Text("margins", contract)),
            Group = group,
            Rule = rule,
            Months = months,
        };
    }

    private static MarginParameters Parameters(string text) => MarginParameters.Read(Encoding.UTF8.GetBytes(text), [])!;

    private static List<MonthDay> Months(string contract) =>
        [
            .. Enumerable
                .Range(0, 6)
                .Select(m => new MonthDay
                {
                    Month = ContractMonth.Of(2026, 12).Plus(m),
                    Name = $"{contract}-{ContractMonth.Of(2026, 12).Plus(m).Code}",
                    Settlement = new(contract == "TK" ? 3_230 : 2_000),
                }),
        ];

    private static string Text(string kind, string name) =>
        File.ReadAllText(Path.Combine(Sources.Root, "rulebook", kind, $"{name}.json"));
}
