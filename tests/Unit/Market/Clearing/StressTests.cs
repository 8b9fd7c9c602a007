// Stress scenarios read from the rulebook, their faults, and the size of the fund that they ask for.
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

public sealed class StressTests
{
    [Fact]
    public void The_ten_scenarios_of_the_rulebook_read_without_a_fault()
    {
        var scenarios = Shipped();
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"S{i}"), scenarios.Select(s => s.Stress));
        Assert.All(scenarios, s => Assert.StartsWith("[D]", s.Source, StringComparison.Ordinal));
        Assert.Equal(new Price(1_615), scenarios[0].Cases[0].Apply("TK", 3, new(6_460)));
        Assert.Equal(3, scenarios[0].LockedDays);
        Assert.Equal(2, scenarios[7].Defaults);
        // The cliff begins six months ahead.
        Assert.Equal([0, -450_000], new[] { 5, 6 }.Select(m => scenarios[8].Cases[0].MoveOf("GH", m)));
    }

    [Theory]
    [InlineData("\"lockedDays\": -1", "lockedDays: '-1': must be a whole number from 0 to 30")]
    [InlineData("\"defaults\": 0", "defaults: '0': must be a whole number from 1 to 100")]
    [InlineData("\"locked\": 1", "locked: '1': is not a field of this document")]
    public void A_fault_names_field_value_and_rule(string field, string fault) =>
        Assert.Equal([fault], Faults(Document(field, """{"contract": "TK", "movePpm": 1}""")));

    [Theory]
    [InlineData(
        """{"contract": "TK", "movePpm": -1000001}""",
        "cases[0].shocks[0].movePpm: '-1000001': must be a whole number from -1000000 to 20000000"
    )]
    [InlineData(
        """{"contract": "TK", "fromMonth": 3, "toMonth": 2, "movePpm": 1}""",
        "cases[0].shocks[0].toMonth: '2': must not lie before 'fromMonth'"
    )]
    [InlineData(
        """{"contract": "TK", "toMonth": 3, "movePpm": 1}, {"contract": "TK", "fromMonth": 3, "movePpm": 2}""",
        "cases[0].shocks[1].fromMonth: '3': must not name months that a shock before names"
    )]
    public void A_shock_that_cannot_be_is_refused(string shocks, string fault) =>
        Assert.Equal([fault], Faults(Document("\"lockedDays\": 0", shocks)));

    [Fact]
    public void The_fund_covers_the_two_largest_losses_beyond_margin_and_the_exchange_a_quarter_of_it()
    {
        var crash = Scenario("A", -500_000);
        var rise = Scenario("B", 200_000);
        StressAccount[] accounts =
        [
            // Member 1: two clients; the gain of the short one covers nothing.
            Account(11, 1, 1_000, 10),
            Account(12, 1, 1_000, -10),
            Account(2, 2, 500, 8),
            Account(3, 3, 2_500, 30),
        ];
        // Price 1,000, tick value 1. Crash: 10 * 500 - 1,000 = 4,000; 4,000 - 500 = 3,500; 15,000 - 2,500 = 12,500.
        // Rise: 10 * 200 - 1,000 = 1,000.
        var size = DefaultFund.Size(accounts, [rise, crash], FundRules.CoverTwo);
        Assert.Equal([1_000, 0, 0], size.Cases[0].Members.Select(m => m.OverMargin.Minor));
        Assert.Equal([12_500, 4_000, 3_500], size.Cases[1].Members.Select(m => m.OverMargin.Minor));
        Assert.Equal((1, 16_500L, 4_125L), (size.Binding, size.Fund.Minor, size.Skin.Minor));
        // By margin 2,000 : 500 : 2,500.
        Assert.Equal([6_600, 1_650, 8_250], size.Contributions.Select(c => c.Amount.Minor));
        var one = DefaultFund.Size(accounts, [crash], FundRules.CoverTwo with { Cover = 1 });
        Assert.Equal(12_500, one.Fund.Minor);
        var least = DefaultFund.Size(accounts, [crash], FundRules.CoverTwo with { Least = new(3_000) });
        Assert.Equal([6_000, 3_750, 6_750], least.Contributions.Select(c => c.Amount.Minor));
        var floor = DefaultFund.Size(accounts, [crash], FundRules.CoverTwo with { Least = new(6_000) });
        Assert.Equal([6_000, 6_000, 6_000], floor.Contributions.Select(c => c.Amount.Minor));
    }

    [Fact]
    public void A_scenario_may_say_how_many_fall()
    {
        StressAccount[] accounts = [Account(1, 1, 0, 1), Account(2, 2, 0, 2), Account(3, 3, 0, 3)];
        var three = Scenario("A", -1_000_000) with { Defaults = 3 };
        Assert.Equal(6_000, DefaultFund.Size(accounts, [three], FundRules.CoverTwo).Fund.Minor);
        var hundred = three with { Defaults = 100 };
        Assert.Equal(3, DefaultFund.Size(accounts, [hundred], FundRules.CoverTwo).Cases[0].Covered);
    }

    [Fact]
    public void A_larger_multiplier_scales_the_fund_and_the_order_of_accounts_does_not_matter()
    {
        StressAccount[] accounts = [Account(1, 1, 70, 13), Account(2, 2, 20, -22), Account(3, 3, 10, 3)];
        var scenarios = Shipped();
        var one = DefaultFund.Size(accounts, scenarios, FundRules.CoverTwo);
        var turned = DefaultFund.Size([.. accounts.Reverse()], scenarios, FundRules.CoverTwo);
        Assert.Equal(one.Contributions, turned.Contributions);
        var scaled = DefaultFund.Size(
            [
                .. accounts.Select(a => new StressAccount(
                    a.Account,
                    a.Member,
                    new(a.Margin.Minor * 7),
                    [.. a.Holdings.Select(h => h with { TickValueMinor = 7 })]
                )),
            ],
            scenarios,
            FundRules.CoverTwo
        );
        Assert.Equal(one.Fund.Minor * 7, scaled.Fund.Minor);
    }

    [Fact]
    public void More_margin_never_needs_a_larger_fund_and_one_more_to_cover_never_a_smaller()
    {
        var accounts =
            from list in Gen.ListOf(
                from member in Gen.Choose(1, 5)
                from margin in Gen.Choose(0, 20_000)
                from lots in Gen.Choose(-50, 50)
                select (member, margin, lots)
            )
            where list.Count > 0
            select list.Select((a, i) => Account(100 + i, a.member, a.margin, a.lots)).ToArray();
        var scenarios = Shipped();
        Prop.ForAll(
                accounts.ToArbitrary(),
                Gen.Choose(0, 30_000).ToArbitrary(),
                (list, more) =>
                {
                    var size = DefaultFund.Size(list, scenarios, FundRules.CoverTwo);
                    var richer = list.Select(a => a with { Margin = new(a.Margin.Minor + more) }).ToArray();
                    var three = FundRules.CoverTwo with { Cover = 3 };
                    return size.Fund.Minor == size.Contributions.Sum(c => c.Amount.Minor)
                        && size.Fund.Minor == size.Cases.Max(c => c.Need.Minor)
                        && size.Cases.All(c => c.Need.Minor >= c.Members.Take(1).Sum(m => m.OverMargin.Minor))
                        && DefaultFund.Size(richer, scenarios, FundRules.CoverTwo).Fund <= size.Fund
                        && DefaultFund.Size(list, scenarios, three).Fund >= size.Fund;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static List<StressScenario> Shipped()
    {
        var list = new List<StressScenario>();
        var files = Directory.GetFiles(Path.Combine(Sources.Root, "rulebook", "stress"), "*.json");
        foreach (var file in files)
        {
            var faults = new List<SpecFault>();
            list.Add(StressScenario.Read(File.ReadAllBytes(file), faults) ?? throw new InvalidDataException(file));
            Assert.Equal(Path.GetFileNameWithoutExtension(file), list[^1].Stress);
        }

        return [.. list.OrderBy(s => s.Stress.Length).ThenBy(s => s.Stress, StringComparer.Ordinal)];
    }

    private static string[] Faults(string json)
    {
        var faults = new List<SpecFault>();
        Assert.Null(StressScenario.Read(Encoding.UTF8.GetBytes(json), faults));
        return [.. faults.Select(f => f.ToString())];
    }

    private static string Document(string field, string shocks) =>
        $$"""
            {
              "stress": "X1", "version": 1, "name": {"en": "a", "zh": "b"}, "source": "a test",
              {{field}},
              "cases": [{"case": "a", "shocks": [{{shocks}}]}]
            }
            """;

    private static StressScenario Scenario(string name, int move) =>
        new()
        {
            Stress = name,
            Version = 1,
            NameEn = name,
            NameZh = name,
            Source = "a test",
            LockedDays = 0,
            Cases = [new("only", [new("TK", 0, 120, move)])],
        };

    private static StressAccount Account(int account, int member, long margin, long lots) =>
        new(new(account), new(member), new(margin), [new("TK", 1, lots, new(1_000), 1)]);
}
