// Usage in tables: FOCUS, LiteLLM as CSV, our own bill, the router; and how a file shows its shape.
using System.Text;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering;
using Tokenbourse.Metering.Usage;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class TableUsageTests
{
    private const string Focus =
        "BilledCost,BillingCurrency,BillingPeriodStart,ChargeCategory,ChargeClass,ChargePeriodEnd,ChargePeriodStart,"
        + "ConsumedQuantity,ConsumedUnit,EffectiveCost,ProviderName,ServiceName,SkuId,SkuMeter,SubAccountId";

    private const string Good =
        "2.50,USD,2026-03-01T00:00:00Z,Usage,,2026-03-02T00:00:00Z,2026-03-01T00:00:00Z,"
        + "833.333,1K Tokens,2.40,AWS,Amazon Bedrock,sku1,USE1-Claude4.5Sonnet-cache-read-input-token-count,acc1";

    [Fact]
    public void A_meter_of_tokens_is_a_record_of_one_class_at_its_effective_cost()
    {
        var record = Kept.Of(UsageFormat.Focus, Focus, Good).One;
        Assert.Equal(new TokenCounts(0, 833_333, 0, 0), record.Tokens);
        Assert.Equal((2.40m, "USD", "acc1"), (record.Cost, record.Currency, record.Account));
        Assert.Equal(("aws-bedrock", "Claude4.5Sonnet", 0), (record.Seller, record.Model, record.Requests));
    }

    [Theory]
    [InlineData("Usage,,", "Tax,,", "charge category Tax")]
    [InlineData("Usage,,", "Usage,Correction,", "correction of an earlier period")]
    [InlineData("833.333,1K Tokens", "5,Hours", null)]
    public void What_is_no_use_of_tokens_is_left_out_with_its_reason(string of, string into, string? reason)
    {
        // The last is a machine's hour: neither unit nor meter speaks of tokens.
        var row = Good.Replace(of, into, StringComparison.Ordinal);
        if (reason is null)
            row = row.Replace(
                "USE1-Claude4.5Sonnet-cache-read-input-token-count",
                "p5.48xlarge",
                StringComparison.Ordinal
            );
        var kept = Kept.Of(UsageFormat.Focus, Focus, row, Good);
        Assert.Single(kept.Records);
        Assert.Equal(1, kept.Report.Skipped[reason ?? "not a meter of tokens"]);
    }

    [Theory]
    [InlineData("833.333", "833.3333", "ConsumedQuantity")]
    [InlineData("833.333", "-1", "ConsumedQuantity")]
    [InlineData("833.333", "", "ConsumedQuantity")]
    [InlineData("1K Tokens", "dozen tokens", "ConsumedUnit")]
    [InlineData("USE1-Claude4.5Sonnet-cache-read-input-token-count", "USE1-Claude4.5Sonnet-things", "SkuMeter")]
    [InlineData("2026-03-02T00:00:00Z,2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z,1.3.2026", "ChargePeriodStart")]
    [InlineData("2.50,USD", "2.50,dollars", "BillingCurrency")]
    [InlineData("2.40", "two", "EffectiveCost")]
    public void A_bad_row_is_refused_by_its_field(string of, string into, string field)
    {
        var fault = Kept.Of(UsageFormat.Focus, Focus, Good.Replace(of, into, StringComparison.Ordinal)).Fault;
        Assert.Equal((2, field), (fault.Line, fault.Field));
    }

    [Fact]
    public void Noise_of_binary_fractions_in_a_quantity_is_no_part_of_a_token()
    {
        var row = Good.Replace("833.333", "0.30000000000000004", StringComparison.Ordinal);
        Assert.Equal(300, Kept.Of(UsageFormat.Focus, Focus, row).One.Tokens.CachedInput);
    }

    [Fact]
    public void A_month_in_one_row_is_noted()
    {
        var row = Good.Replace("2026-03-02T00:00:00Z", "2026-04-01T00:00:00Z", StringComparison.Ordinal);
        Assert.Equal(
            1,
            Kept.Of(UsageFormat.Focus, Focus, row).Report.Notes["periods longer than a day, counted on their first"]
        );
    }

    [Fact]
    public void Each_rule_of_meters_understands_its_own_example()
    {
        foreach (var (example, model, tokens) in TokenSkus.Shipped.Examples)
            Assert.Equal(
                (example, (TokenMeter?)new TokenMeter(model, tokens)),
                (example, TokenSkus.Shipped.Meter(example))
            );
        Assert.Null(TokenSkus.Shipped.Meter("p5.48xlarge hours"));
        Assert.Contains(TokenSkus.Shipped.Examples, e => e.Class == TokenClass.Reasoning);
    }

    [Fact]
    public void A_spend_log_as_a_table_is_read_like_one_as_lines()
    {
        var kept = Kept.Of(
            UsageFormat.LiteLlm,
            "request_id,startTime,model,prompt_tokens,completion_tokens,spend,cache_hit,user,metadata",
            "r1,2026-03-01 10:00:00,gpt-4o,100,50,0.001,False,u1,\"{\"\"usage_object\"\":{\"\"prompt_tokens_details\"\":{\"\"cached_tokens\"\":60}}}\"",
            "r2,2026-03-01 10:00:01,gpt-4o,100,50,0.001,True,u1,{}",
            "r3,2026-03-01 10:00:02,gpt-4o,10,50,0.001,,u1,\"{\"\"usage_object\"\":{\"\"prompt_tokens_details\"\":{\"\"cached_tokens\"\":60}}}\""
        );
        Assert.Equal(new TokenCounts(40, 60, 50, 0), Assert.Single(kept.Records).Tokens);
        Assert.Equal("metadata", Assert.Single(kept.Report.Faults).Field);
    }

    [Fact]
    public void A_daily_table_with_cached_tokens_above_the_prompt_is_refused()
    {
        var fault = Kept.Of(
            UsageFormat.LiteLlm,
            "date,model,prompt_tokens,completion_tokens,cache_read_input_tokens,spend,api_requests",
            "2026-03-01,claude-x,100,50,101,0.001,3"
        ).Fault;
        Assert.Equal(("cache_read_input_tokens", "101"), (fault.Field, fault.Value));
    }

    [Fact]
    public void Our_own_bill_is_disjoint_as_it_stands()
    {
        var record = Kept.Of(
            UsageFormat.Bill,
            "day,seller,model,input,cached_input,output,reasoning,requests,cost,currency,account",
            "2026-03-01,DeepSeek,DeepSeek-R1,10,20,30,40,5,1.5,CNY,a"
        ).One;
        Assert.Equal(new TokenCounts(10, 20, 30, 40), record.Tokens);
        Assert.Equal(("deepseek", "deepseek-r1", "CNY"), (record.Seller, record.Item, record.Currency));
    }

    [Theory]
    [InlineData("2026-03-01,m,1,1,", "output")]
    [InlineData("2026-03-01,m,1, 1,1", "cached_input")]
    [InlineData("2026-03-01,m,1,+1,1", "cached_input")]
    [InlineData("2026-03-01,,1,1,1", "model")]
    [InlineData("2026-03-01,m,1000000000000001,1,1", "input")]
    [InlineData("1999-03-01,m,1,1,1", "day")]
    public void A_bad_line_of_a_bill_is_refused_by_its_field(string row, string field) =>
        Assert.Equal(field, Kept.Of(UsageFormat.Bill, "day,model,input,cached_input,output", row).Fault.Field);

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T10:20", "2026-03-01T10:20:00Z")]
    [InlineData("2026-03-01 10:20:30.5+0800", "2026-03-01T02:20:30.500Z")]
    [InlineData("2026-03-01T00:20:30-01:30", "2026-03-01T01:50:30Z")]
    [InlineData("2023-11-16 18:15:46.6805900", "2023-11-16T18:15:46.680590000Z")]
    [InlineData("2026-02-29", null)]
    [InlineData("2026-03-01T24:00:00Z", null)]
    [InlineData("2026-03-01T1:00:00Z", null)]
    [InlineData("2026-03-01T10:00:00X", null)]
    [InlineData("2026-03-01T10:00:00.Z", null)]
    [InlineData("2026-03-01T10:00:00+99:00", null)]
    [InlineData("03/01/2026", null)]
    [InlineData("3026-03-01", null)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    public void Moments_are_read_strictly(string text, string? moment)
    {
        var good = UsageTime.TryParse(Encoding.UTF8.GetBytes(text), out var read);
        Assert.Equal(moment, good ? read.ToString() : null);
    }

    [Theory]
    [InlineData("day,model,input,cached_input,output\n", UsageFormat.Bill)]
    [InlineData("\"ChargePeriodStart\",\"ConsumedQuantity\",\"SkuId\"\r\n", UsageFormat.Focus)]
    [InlineData("\uFEFFstartTime,model,prompt_tokens\n", UsageFormat.LiteLlm)]
    [InlineData("date,model,prompt_tokens,completion_tokens,spend\n", UsageFormat.LiteLlm)]
    [InlineData("{\"startTime\":\"x\",\"model\":1}\n", UsageFormat.LiteLlm)]
    [InlineData("[{\"spend\":1,\"prompt_tokens\":1", UsageFormat.LiteLlm)]
    [InlineData("{\n\"object\":\"page\",\"data\":[{\"start_time\":1,\"results\":[", UsageFormat.OpenAi)]
    [InlineData("{\"model\":\"m\",\"usage\":{\"prompt_tokens\":1}}", UsageFormat.Responses)]
    [InlineData("service,timestamp_utc,context_tokens,generated_tokens\n", UsageFormat.AzureTrace)]
    [InlineData("a,b\n", UsageFormat.None)]
    [InlineData("{\"a\":1}", UsageFormat.None)]
    [InlineData("", UsageFormat.None)]
    public void A_file_shows_its_shape(string start, UsageFormat format) =>
        Assert.Equal(format, UsageFormats.Of(Encoding.UTF8.GetBytes(start)));

    [Fact]
    public void A_file_of_no_known_shape_is_refused_by_name()
    {
        var thrown = Assert.Throws<FeedException>(() => Kept.Of(UsageFormat.None, "a,b", "1,2"));
        Assert.Contains("must be of a known shape", thrown.Message, StringComparison.Ordinal);
    }
}
