// National statements: scopes apart, contradictions said, the estimate labelled and derived as the page says.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Unit.Architecture;
using Tokenbourse.Unit.Feeds;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class NationalUsageTests : IDisposable
{
    private const string Header = "date,scope,subject,tokens,days,qualifier,tag,source,note";

    private readonly Tables _tables = new();

    private static NationalUsage Shipped =>
        NationalUsage.Read(Path.Combine(Sources.Root, "reference", "national_usage.csv"));

    public void Dispose() => _tables.Dispose();

    [Fact]
    public void The_shipped_table_reads_without_a_fault()
    {
        Assert.Empty(Shipped.Faults);
        Assert.Equal(4, Shipped.Statements.Select(s => s.Scope).Distinct().Count());
        Assert.All(Shipped.Statements, s => Assert.Equal(s.Scope == UsageScope.Nation, s.Subject == "China all calls"));
    }

    [Fact]
    public void What_does_not_fit_together_is_said()
    {
        var said = Shipped.Contradictions();
        Assert.Equal(2, said.Count);
        Assert.StartsWith(
            "Doubao alone (180.00 trillion a day, 2026-06-30) is above every",
            said[0],
            StringComparison.Ordinal
        );
        Assert.Contains("is below over 140.00 on 2026-03-31 (a lower bound", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Externally_paid_calls_are_a_tenth_of_the_headline_and_supply_follows_by_an_assumed_share()
    {
        // 536.7 trillion / 181 days = 2.965 trillion a day, of 30 trillion.
        Assert.Equal(99, Shipped.ExternalShareTenths());
        var supply = Shipped.Supply(10_000_000_000)!;
        Assert.Equal("2026-03-31", supply.National.Date.ToString());
        Assert.Equal((42_000, 84_000, 420_000), ((int)supply.LeastLots, (int)supply.MostLots, (int)supply.Lots));
    }

    [Fact]
    public void The_official_statements_of_the_public_data_are_in_the_table()
    {
        var path = Tokenizers.Published.Data("cn_daily_token_totals.csv");
        var rows = 0;
        using var table = CsvTable.Open(path, ["date", "tokens_per_day", "qualifier"]);
        while (table.Read())
        {
            rows++;
            var statement = Assert.Single(
                Shipped.Statements,
                s => s.Scope == UsageScope.Nation && s.Date.ToString() == table[0]
            );
            Assert.Equal(
                decimal.Parse(
                    table[1],
                    System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                (decimal)statement.PerDay
            );
            Assert.Equal(table[2] == "more than", statement.IsBound);
        }

        Assert.Equal(4, rows);
    }

    [Theory]
    [InlineData("2026-03-31,world,x,1,1,about,F,https://a,n", "scope")]
    [InlineData("2026-03-31,nation,x,1.5,1,about,F,https://a,n", "tokens")]
    [InlineData("2026-03-31,nation,x,0,1,about,F,https://a,n", "tokens")]
    [InlineData("2026-03-31,nation,x,180,181,about,F,https://a,n", "tokens")]
    [InlineData("2026-03-31,nation,x,1,0,about,F,https://a,n", "days")]
    [InlineData("2026-03-31,nation,x,1,1,roughly,F,https://a,n", "qualifier")]
    [InlineData("2026-03-31,nation,x,1,1,about,X,https://a,n", "tag")]
    [InlineData("2026-03-31,nation,x,1,1,about,F,heard of it,n", "source")]
    [InlineData("2026-03-31,nation,x,1,1,about,F,https://a,", "note")]
    [InlineData("31.3.2026,nation,x,1,1,about,F,https://a,n", "date")]
    public void A_bad_row_refuses_the_table_by_field(string row, string field)
    {
        var usage = NationalUsage.Read(_tables.Write("n.csv", Header, row));
        Assert.Empty(usage.Statements);
        Assert.Equal((2, field), (Assert.Single(usage.Faults).Line, usage.Faults[0].Field));
    }

    [Fact]
    public void A_share_of_another_size_than_percent_is_still_a_number()
    {
        // 10^24 against 1 a day: absurd, and neither a crash nor a negative share.
        var usage = NationalUsage.Read(
            _tables.Write(
                "n.csv",
                Header,
                "2026-03-31,nation,x,1,1,about,F,https://a,n",
                "2026-03-31,external paid,x,1000000000000000000000000,1,about,F,https://a,n"
            )
        );
        Assert.Equal("1000000000000000000000000000", $"{usage.ExternalShareTenths()}");
    }

    [Fact]
    public void Scopes_are_never_one_series()
    {
        // A company below the nation is no contradiction, and a later smaller router no fall of anything.
        var usage = NationalUsage.Read(
            _tables.Write(
                "n.csv",
                Header,
                "2026-03-31,nation,x,100,1,about,F,https://a,n",
                "2026-04-30,company,y,90,1,about,F,https://a,n",
                "2026-05-31,router,z,1,1,about,F,https://a,n"
            )
        );
        Assert.Empty(usage.Contradictions());
        Assert.Null(usage.ExternalShareTenths());
    }
}
