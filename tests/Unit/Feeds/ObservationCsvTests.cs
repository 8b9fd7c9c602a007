// Our own tables: what is good is read exactly, what is not is refused whole, with its place and its rule.
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class ObservationCsvTests : IDisposable
{
    private const string Prices =
        "seen,effective,product,seller,maker,item,class,region,terms,price,currency,unit,event,source";
    private const string Good =
        "2025-01-02,2025-01-01,token,openai,openai,gpt-4o,input,global,on_demand,2.50,USD,1M tokens,price,example.org/a";

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Theory]
    [InlineData("prices.csv")]
    [InlineData("prices.csv.gz")]
    public void A_good_table_is_read_exactly_packed_or_not(string name)
    {
        var file = ObservationCsv.Read(_tables.Write(name, Prices, Good));
        Assert.Empty(file.Faults);
        var price = (PriceObservation)Assert.Single(file.Observations).Document;
        Assert.Equal(2.50m, price.Price);
        Assert.Equal("2025-01-01", price.Effective);
        Assert.Equal(Currency.USD, price.Currency);
        Assert.Equal(ObservationCsv.Feed, price.Feed);
    }

    [Fact]
    public void A_fact_may_be_used_from_the_end_of_the_day_on_which_it_was_seen()
    {
        var file = ObservationCsv.Read(_tables.Write("prices.csv", Prices, Good));
        Assert.Equal("2025-01-03T00:00:00Z", file.Observations[0].Seen.ToString());
    }

    [Fact]
    public void Quality_and_rates_are_known_by_their_header()
    {
        var quality = ObservationCsv.Read(
            _tables.Write("q.csv", "seen,exam,item,maker,score,source", "2025-01-02,arena,gpt-4o,openai,1287,x")
        );
        var rates = ObservationCsv.Read(
            _tables.Write("r.csv", "seen,base,quote,rate,source", "2025-01-02,USD,CNY,7.2988,x")
        );
        Assert.Equal(1287m, ((QualityObservation)Assert.Single(quality.Observations).Document).Score);
        Assert.Equal(7.2988m, ((RateObservation)Assert.Single(rates.Observations).Document).Rate);
    }

    [Theory]
    [InlineData("2025-01-02", "2025-13-02", "seen", "date")]
    [InlineData("2025-01-01", "01.01.2025", "effective", "date")]
    [InlineData("token", "coal", "product", "token or gpu")]
    [InlineData("input", "hour", "class", "input or cached_input or output")]
    [InlineData("2.50", "0", "price", "above zero")]
    [InlineData("2.50", "-1000000", "price", "above zero")]
    [InlineData("2.50", "2,50", "", "fields")]
    [InlineData("2.50", "1e3", "price", "plain decimal")]
    [InlineData("2.50", "NaN", "price", "plain decimal")]
    [InlineData("2.50", "", "price", "plain decimal")]
    [InlineData("2.50", "0.12345678901234567890123456789", "price", "plain decimal")]
    [InlineData("USD", "GBP", "currency", "CNY, USD or EUR")]
    [InlineData("1M tokens", "1K tokens", "unit", "1M tokens")]
    [InlineData(",price,", ",removed,", "event", "price or withdrawn")]
    [InlineData(",price,", ",withdrawn,", "price", "empty when")]
    [InlineData("example.org/a", "", "source", "looked up")]
    [InlineData(",openai,openai,", ", openai,openai,", "seller", "without blanks")]
    public void A_bad_field_is_refused_with_file_line_field_value_and_rule(
        string part,
        string instead,
        string field,
        string rule
    )
    {
        var at = Good.IndexOf(part, StringComparison.Ordinal);
        var bad = Good[..at] + instead + Good[(at + part.Length)..];
        var file = ObservationCsv.Read(_tables.Write("prices.csv", Prices, Good, bad, Good));
        Assert.Empty(file.Observations);
        var fault = Assert.Single(file.Faults);
        Assert.Equal("prices.csv", fault.File);
        Assert.Equal(3, fault.Line);
        Assert.Equal(field, fault.Field);
        Assert.Contains(rule, fault.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_and_an_unknown_column_are_named()
    {
        var missing = ObservationCsv.Read(
            _tables.Write("a.csv", Prices.Replace(",price,", ",", StringComparison.Ordinal), Good)
        );
        var unknown = ObservationCsv.Read(_tables.Write("b.csv", Prices + ",colour", Good + ",red"));
        var twice = ObservationCsv.Read(_tables.Write("c.csv", Prices + ",seen", Good + ",x"));
        Assert.Equal(("price", "missing column"), (missing.Faults[0].Field, missing.Faults[0].Rule));
        Assert.Equal("colour", unknown.Faults[0].Field);
        Assert.Contains("once", twice.Faults[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_a_table_is_refused_by_name()
    {
        var whole = Encoding.UTF8.GetBytes(Prices + "\n" + string.Join('\n', Enumerable.Repeat(Good, 2000)));
        var packed = Tables.Pack(whole);
        var cut = Path.Combine(_tables.Folder, "cut.csv.gz");
        File.WriteAllBytes(cut, packed[..(packed.Length / 2)]);
        string[] paths =
        [
            Path.Combine(_tables.Folder, "absent.csv"),
            _tables.Write("empty.csv", Array.Empty<byte>()),
            cut,
            _tables.Write("latin.csv", [.. Encoding.UTF8.GetBytes(Prices + "\n"), 0xE9, 0x0A]),
            _tables.Write("quote.csv", Prices, "\"" + Good),
            _tables.Write("binary.csv", [0, 1, 2, 3, 0xFF, 0xFE]),
        ];
        foreach (var path in paths)
        {
            var file = ObservationCsv.Read(path);
            Assert.Empty(file.Observations);
            Assert.NotEmpty(file.Faults);
            Assert.Equal(Path.GetFileName(path), file.Faults[0].File);
        }
    }

    [Fact]
    public void Reading_stops_after_a_hundred_faults()
    {
        var file = ObservationCsv.Read(_tables.Write("prices.csv", [Prices, .. Enumerable.Repeat("x", 5000)]));
        Assert.Equal(ObservationCsv.MostFaults + 1, file.Faults.Count);
    }

    [Fact]
    public void No_bytes_whatever_bring_the_reader_down()
    {
        var good = Encoding.UTF8.GetBytes(Prices + "\r\n" + Good + "\r\n" + Good + "\n");
        var hurts = Prop.ForAll(
            ArbMap.Default.ArbFor<(byte[] Noise, int Place, bool Replace)>(),
            hurt =>
            {
                var noise = hurt.Noise ?? [];
                var place = (int)((long)hurt.Place & int.MaxValue) % good.Length;
                byte[] bytes = hurt.Replace
                    ? [.. good.Take(place), .. noise, .. good.Skip(place + noise.Length)]
                    : [.. good.Take(place), .. noise, .. good.Skip(place)];
                var file = ObservationCsv.Read(new MemoryStream(bytes), "noise.csv");
                return file.Good || file.Observations.Count == 0;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), hurts);
    }

    [Fact]
    public void A_folder_with_one_fault_gives_nothing()
    {
        _tables.Write("token_prices.csv", Prices, Good);
        Assert.Single(ObservationSets.Reference(_tables.Folder).Observations);
        _tables.Write("rates.csv", "seen,base,quote,rate,source", "2025-01-02,USD,USD,1,x");
        var set = ObservationSets.Reference(_tables.Folder);
        Assert.Empty(set.Observations);
        Assert.Equal("must differ from base", Assert.Single(set.Faults).Rule);
    }
}
