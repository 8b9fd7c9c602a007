// Usage in JSON: OpenAI's pages, answers of models, LiteLLM's logs. What each figure holds is tested by itself.
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class JsonUsageTests
{
    private const string Result =
        """{"object":"organization.usage.completions.result","input_tokens":1000,"output_tokens":500,"input_cached_tokens":800,"num_model_requests":5,"project_id":"p1","model":"gpt-4o-2024-08-06","batch":null}""";

    private const string Answer =
        """{"id":"x","object":"chat.completion","created":1741000000,"model":"gpt-5","usage":{"prompt_tokens":125,"completion_tokens":48,"prompt_tokens_details":{"cached_tokens":98},"completion_tokens_details":{"reasoning_tokens":40}}}""";

    private const string Spend =
        """{"request_id":"r","startTime":"2026-03-01T23:59:59.5Z","model":"claude-sonnet-4-5","custom_llm_provider":"anthropic","prompt_tokens":5130,"completion_tokens":40,"spend":2.35e-05,"cache_hit":"False","team_id":"t1","metadata":{"usage_object":{"prompt_tokens_details":{"cached_tokens":5000},"completion_tokens_details":{"reasoning_tokens":10}}}}""";

    [Theory]
    [InlineData(
        """{"object":"page","data":[{"object":"bucket","start_time":1730419200,"end_time":1730505600,"results":[%]}]}"""
    )]
    [InlineData("{\n \"object\": \"page\",\n \"data\": [{\"start_time\": 1730419200, \"results\": [%]}]\n}")]
    [InlineData("""{"object":"bucket","start_time":1730419200,"end_time":1730505600,"results":[%]}""")]
    public void A_page_of_organisation_usage_holds_the_cached_tokens_in_its_input(string page)
    {
        var record = Kept.Of(UsageFormat.OpenAi, page.Replace("%", Result, StringComparison.Ordinal)).One;
        Assert.Equal(new TokenCounts(200, 800, 500, 0), record.Tokens);
        Assert.Equal("2024-11-01T00:00:00Z", record.At.ToString());
        Assert.Equal((5, "p1", "gpt-4o-2024-08-06"), (record.Requests, record.Account, record.Model));
    }

    [Theory]
    [InlineData(
        "\"input_cached_tokens\":800",
        "\"input_cached_tokens\":1001",
        "data[0].results[0].input_cached_tokens"
    )]
    [InlineData("\"input_tokens\":1000", "\"input_tokens\":-1", "data[0].results[0].input_tokens")]
    [InlineData("\"input_tokens\":1000", "\"input_tokens\":10.5", "data[0].results[0].input_tokens")]
    [InlineData("\"input_tokens\":1000", "\"input_tokens\":1e30", "data[0].results[0].input_tokens")]
    [InlineData("\"input_tokens\":1000,", "", "data[0].results[0].input_tokens")]
    [InlineData("\"gpt-4o-2024-08-06\"", "null", "data[0].results[0].model")]
    [InlineData("1730419200", "1", "data[0].results[0].start_time (of the bucket)")]
    [InlineData("1730505600", "1730505601", "data[0].results[0].end_time (of the bucket)")]
    public void A_bad_result_is_refused_by_its_field_and_the_rest_is_used(string of, string into, string field)
    {
        var head = """{"object":"page","data":[{"start_time":1730419200,"end_time":1730505600,"results":[""";
        var bad = (head + Result + "]}]}").Replace(of, into, StringComparison.Ordinal);
        var kept = Kept.Of(UsageFormat.OpenAi, bad, head + Result + "]}]}");
        Assert.Single(kept.Records);
        var fault = Assert.Single(kept.Report.Faults);
        Assert.Equal((1, field), (fault.Line, fault.Field));
    }

    [Fact]
    public void A_chat_answer_holds_cached_tokens_in_the_prompt_and_reasoning_in_the_completion()
    {
        var record = Kept.Of(UsageFormat.Responses, Answer).One;
        Assert.Equal(new TokenCounts(27, 98, 8, 40), record.Tokens);
        Assert.Equal(("gpt-5", 1, "2025-03-03"), (record.Item, record.Requests, record.At.Date.ToString()));
    }

    [Fact]
    public void An_answer_of_the_responses_kind_counts_alike_under_other_names()
    {
        var record = Kept.Of(
            UsageFormat.Responses,
            """{"created_at":1741000000,"model":"gpt-5","usage":{"input_tokens":125,"input_tokens_details":{"cached_tokens":98},"output_tokens":48,"output_tokens_details":{"reasoning_tokens":0}}}"""
        ).One;
        Assert.Equal(new TokenCounts(27, 98, 48, 0), record.Tokens);
    }

    [Fact]
    public void An_answer_with_cache_fields_beside_the_input_keeps_them_beside_it()
    {
        var record = Kept.Of(
            UsageFormat.Responses,
            """{"timestamp":"2026-03-01T10:00:00+08:00","model":"claude-sonnet-4-5","usage":{"input_tokens":100,"cache_creation_input_tokens":30,"cache_read_input_tokens":5000,"output_tokens":40}}"""
        ).One;
        Assert.Equal(new TokenCounts(130, 5000, 40, 0), record.Tokens);
        Assert.Equal("2026-03-01T02:00:00Z", record.At.ToString());
    }

    [Fact]
    public void An_answer_inside_a_batch_is_found()
    {
        const string line = """{"custom_id":"a","response":{"status_code":200,"body":""" + Answer + "}}";
        Assert.Equal(98, Kept.Of(UsageFormat.Responses, line).One.Tokens.CachedInput);
    }

    [Theory]
    [InlineData("\"cached_tokens\":98", "\"cached_tokens\":126", "usage.prompt_tokens_details.cached_tokens")]
    [InlineData(
        "\"reasoning_tokens\":40",
        "\"reasoning_tokens\":49",
        "usage.completion_tokens_details.reasoning_tokens"
    )]
    [InlineData("\"created\":1741000000,", "", "created")]
    [InlineData("\"model\":\"gpt-5\",", "", "model")]
    [InlineData("\"prompt_tokens\":125,", "\"prompt_tokens\":\"125\",", "usage.prompt_tokens")]
    public void A_bad_answer_is_refused_by_its_field(string of, string into, string field) =>
        Assert.Equal(
            field,
            Kept.Of(UsageFormat.Responses, Answer.Replace(of, into, StringComparison.Ordinal)).Fault.Field
        );

    [Fact]
    public void Two_ways_of_counting_in_one_usage_object_are_refused() =>
        Assert.Equal(
            "usage",
            Kept.Of(
                UsageFormat.Responses,
                """{"created":1741000000,"model":"m","usage":{"input_tokens":1,"input_tokens_details":{},"cache_read_input_tokens":5,"output_tokens":1}}"""
            ).Fault.Field
        );

    [Fact]
    public void An_error_is_no_usage()
    {
        var kept = Kept.Of(UsageFormat.Responses, """{"created":1741000000,"error":{"code":"x"}}""", Answer);
        Assert.Single(kept.Records);
        Assert.Equal(1, kept.Report.Skipped["an error, not an answer"]);
    }

    [Fact]
    public void A_spend_log_holds_the_cached_tokens_of_every_seller_in_the_prompt()
    {
        var record = Kept.Of(UsageFormat.LiteLlm, Spend).One;
        Assert.Equal(new TokenCounts(130, 5000, 30, 10), record.Tokens);
        Assert.Equal(("2026-03-01", "anthropic", "t1"), (record.At.Date.ToString(), record.Seller, record.Account));
        Assert.Equal((0.0000235m, "USD", "claude-sonnet-4.5"), (record.Cost, record.Currency, record.Item));
    }

    [Fact]
    public void A_spend_log_may_be_one_list_and_may_keep_its_metadata_as_text()
    {
        var text = Spend
            .Replace("{\"usage_object\"", "\"{\\\"usage_object\\\"", StringComparison.Ordinal)
            .Replace(
                ":{\"prompt_tokens_details\":{\"cached_tokens\":5000},\"completion_tokens_details\":{\"reasoning_tokens\":10}}}}",
                ":{\\\"prompt_tokens_details\\\":{\\\"cached_tokens\\\":5000}}}\"}",
                StringComparison.Ordinal
            );
        var kept = Kept.Of(UsageFormat.LiteLlm, "[", Spend, ",", text, "]");
        Assert.Equal([5000L, 5000L], kept.Records.Select(r => r.Tokens.CachedInput));
        Assert.Equal([10L, 0L], kept.Records.Select(r => r.Tokens.Reasoning));
    }

    [Fact]
    public void A_daily_spend_row_counts_its_requests()
    {
        var record = Kept.Of(
            UsageFormat.LiteLlm,
            """{"date":"2026-03-01","model":"gpt-4o","prompt_tokens":100,"completion_tokens":5,"cache_read_input_tokens":60,"spend":0.5,"api_requests":7}"""
        ).One;
        Assert.Equal((40, 60, 7), (record.Tokens.Input, record.Tokens.CachedInput, record.Requests));
    }

    [Fact]
    public void What_the_proxy_answered_from_its_own_cache_was_not_sold()
    {
        var kept = Kept.Of(
            UsageFormat.LiteLlm,
            Spend.Replace("\"cache_hit\":\"False\"", "\"cache_hit\":\"True\"", StringComparison.Ordinal),
            Spend
        );
        Assert.Single(kept.Records);
        Assert.Equal(1, kept.Report.Skipped["answered from the proxy's own cache: nothing was sold"]);
    }

    [Theory]
    [InlineData("\"prompt_tokens\":5130", "\"prompt_tokens\":4999", "prompt_tokens")]
    [InlineData("\"completion_tokens\":40", "\"completion_tokens\":9", "completion_tokens")]
    [InlineData("2026-03-01T23:59:59.5Z", "2026-02-30T23:59:59.5Z", "startTime")]
    [InlineData("2.35e-05", "\"much\"", "spend")]
    [InlineData("\"cached_tokens\":5000", "\"cached_tokens\":1.5", "metadata")]
    public void A_bad_spend_row_is_refused_by_its_field(string of, string into, string field) =>
        Assert.Equal(
            field,
            Kept.Of(UsageFormat.LiteLlm, Spend.Replace(of, into, StringComparison.Ordinal)).Fault.Field
        );

    [Fact]
    public void A_line_that_is_no_object_is_refused_and_the_next_is_read()
    {
        var kept = Kept.Of(UsageFormat.LiteLlm, Spend, "[1,2]", "{\"startTime\":", Spend, "");
        Assert.Equal(2, kept.Records.Count);
        Assert.Equal([2, 2, 3], kept.Report.Faults.Select(f => f.Line));
    }
}
