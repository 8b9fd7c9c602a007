// The known errors of the token price events, each in a few rows.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class LlmPriceEventsTests : IDisposable
{
    private const string Header =
        "date,source,provider,model,modality,token_type,price_usd_per_million,currency,price_original_per_million,event,commit,fx,flag";

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Theory]
    [InlineData("0", "price of zero taken as no price")]
    [InlineData("-1000000", "price below zero taken as no price")]
    [InlineData("250000", "price above any list taken as no price")]
    public void Free_sentinel_and_absurd_prices_are_no_prices(string price, string note)
    {
        var import = Read(
            [],
            Row("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", "input", price),
            Row("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", "output", "10")
        );
        Assert.Empty(import.Observations);
        Assert.Equal(1, import.Report.Notes[note]);
    }

    [Fact]
    public void A_seller_that_turns_free_withdraws_its_price()
    {
        var import = Read(
            [],
            Both("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", "2.5", "10"),
            [Row("2025-03-05", "L4_modelsdev", "openai", "gpt-4o", "input", "0", "change")]
        );
        Assert.Equal(
            [2.5m, 10m, null, null],
            import.Observations.Select(each => ((PriceObservation)each.Document).Price)
        );
    }

    [Theory]
    [InlineData("L7_oneapi", "", "L7_oneapi names no seller")]
    [InlineData("L9_flanker", "OpenAI", "L9_flanker names no seller")]
    [InlineData("L1_litellm_tc", "", "no seller given")]
    [InlineData("L4_modelsdev", "zai-coding-plan", "subscription plan, not a price per token")]
    [InlineData("L2_litellm_rc", "ollama", "runs on the user's own machine")]
    [InlineData("L99_new", "openai", "source without rules")]
    public void Rows_without_a_named_seller_are_left_out_and_counted(string source, string provider, string reason)
    {
        var import = Read([], Row("2025-03-01", source, provider, "gpt-4o", "input", "1"));
        Assert.Equal(1, import.Report.Skipped[reason]);
        Assert.Equal(0, import.Report.Used);
    }

    [Theory]
    [InlineData("cache_write", "class cache_write")]
    [InlineData("input_batch", "class input_batch")]
    [InlineData("input@start_date=2025-06-10", "price under a condition of time")]
    public void Other_classes_and_conditions_are_left_out_and_counted(string type, string reason) =>
        Assert.Equal(
            1,
            Read([], Row("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", type, "1")).Report.Skipped[reason]
        );

    [Fact]
    public void A_renamed_id_is_no_delisting()
    {
        var import = Read(
            [],
            Both("2025-03-01", "L2_litellm_rc", "anthropic", "claude-3-5-sonnet-20241022", "3", "15"),
            Both("2025-03-05", "L2_litellm_rc", "anthropic", "anthropic/claude-3-5-sonnet", "3", "15"),
            [
                Row("2025-03-05", "L2_litellm_rc", "anthropic", "claude-3-5-sonnet-20241022", "input", "", "removed"),
                Row("2025-03-05", "L2_litellm_rc", "anthropic", "claude-3-5-sonnet-20241022", "output", "", "removed"),
            ]
        );
        Assert.Equal(2, import.Observations.Count);
    }

    [Fact]
    public void Removed_from_one_source_is_still_sold_while_another_lists_it()
    {
        var import = Read(
            [],
            Both("2025-03-01", "L2_litellm_rc", "openai", "gpt-4o", "2.5", "10"),
            Both("2025-03-02", "L4_modelsdev", "openai", "gpt-4o", "2.5", "10"),
            [Row("2025-03-05", "L2_litellm_rc", "openai", "gpt-4o", "input", "", "removed")]
        );
        Assert.DoesNotContain(import.Observations, each => ((PriceObservation)each.Document).Event == "withdrawn");
    }

    [Fact]
    public void A_price_a_tenth_of_the_maker_s_own_is_kept_out_until_it_is_mended()
    {
        var import = Read(
            [],
            Both("2024-05-01", "L1_litellm_tc", "anthropic", "claude-3-opus-20240229", "15", "75"),
            Both(
                "2024-05-02",
                "L1_litellm_tc",
                "vertex_ai-anthropic_models",
                "vertex_ai/claude-3-opus@20240229",
                "1.5",
                "7.5"
            ),
            [
                Row(
                    "2024-06-06",
                    "L1_litellm_tc",
                    "vertex_ai-anthropic_models",
                    "vertex_ai/claude-3-opus@20240229",
                    "input",
                    "15",
                    "change"
                ),
                Row(
                    "2024-06-06",
                    "L1_litellm_tc",
                    "vertex_ai-anthropic_models",
                    "vertex_ai/claude-3-opus@20240229",
                    "output",
                    "75",
                    "change"
                ),
            ]
        );
        var google = import
            .Observations.Select(each => (PriceObservation)each.Document)
            .Where(each => each.Seller == "google")
            .ToList();
        Assert.All(google, each => Assert.Equal("2024-06-06", each.Seen));
        Assert.Equal([15m, 75m], google.Select(each => each.Price));
    }

    [Fact]
    public void A_jump_of_eight_times_is_believed_when_it_has_stood_for_two_weeks()
    {
        var import = Read(
            ["L4_modelsdev,2025-03-20", "L4_modelsdev,2025-03-10"],
            Both("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", "2.5", "10"),
            [Row("2025-03-05", "L4_modelsdev", "openai", "gpt-4o", "input", "0.25", "change")]
        );
        var jump = Assert.Single(import.Observations, each => ((PriceObservation)each.Document).Price == 0.25m);
        Assert.Equal("2025-03-20", ((PriceObservation)jump.Document).Seen);
    }

    [Fact]
    public void A_source_that_falls_silent_takes_its_prices_with_it()
    {
        var import = Read(
            ["L2_litellm_rc,2025-06-01"],
            Both("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", "2.5", "10")
        );
        Assert.Equal(2, import.Observations.Count(each => ((PriceObservation)each.Document).Event == "withdrawn"));
    }

    [Fact]
    public void Yuan_rows_stand_in_yuan_and_binary_fractions_are_mended()
    {
        string[] yuan =
        [
            Row("2026-03-09", "L10_benyue", "zhipu", "GLM-4.7", "input", "2.0000000000000004", currency: "CNY"),
            Row("2026-03-09", "L10_benyue", "zhipu", "GLM-4.7", "output", "8.0", currency: "CNY"),
        ];
        var import = Read([], yuan);
        Assert.All(
            import.Observations,
            each =>
                Assert.Equal(
                    (Currency.CNY, "cn"),
                    (((PriceObservation)each.Document).Currency, ((PriceObservation)each.Document).Region)
                )
        );
        Assert.Equal("2", ((PriceObservation)import.Observations[0].Document).Price.ToString());
    }

    [Fact]
    public void A_router_is_one_seller()
    {
        var import = Read(
            [],
            Both("2025-03-01", "L3_openrouter", "openrouter", "openai/gpt-4o", "2.5", "10"),
            Both("2025-03-01", "L3_openrouter", "openrouter", "deepseek/deepseek-r1", "0.5", "2")
        );
        Assert.All(import.Observations, each => Assert.Equal("openrouter", ((PriceObservation)each.Document).Seller));
    }

    [Fact]
    public void A_row_that_cannot_be_understood_is_kept_as_a_fault_and_the_rest_is_read()
    {
        var import = Read(
            [],
            Both("2025-03-01", "L4_modelsdev", "openai", "gpt-4o", "2.5", "10"),
            [Row("2025-03-xx", "L4_modelsdev", "openai", "gpt-4o", "input", "1"), "too,short"]
        );
        Assert.Equal(2, import.Report.Faults.Count);
        Assert.Equal(2, import.Observations.Count);
        Assert.Equal(import.Report.Read, import.Report.Used + import.Report.Skipped.Values.Sum());
    }

    [Fact]
    public void Every_rewriting_rule_makes_of_its_example_what_it_says()
    {
        foreach (var (example, gives) in NamingRules.Shipped.Examples)
            Assert.Equal((example, gives), (example, NamingRules.Shipped.Item(example)));
    }

    private static string Row(
        string date,
        string source,
        string provider,
        string model,
        string type,
        string price,
        string what = "first",
        string currency = "USD"
    ) => $"{date},{source},{provider},{model},text,{type},{price},{currency},{price},{what},abc1234,,";

    private static string[] Both(
        string date,
        string source,
        string provider,
        string model,
        string input,
        string output
    ) => [Row(date, source, provider, model, "input", input), Row(date, source, provider, model, "output", output)];

    private Import Read(string[] calendar, params string[] rows) => Read(calendar, rows, []);

    private Import Read(string[] calendar, string[] rows, params string[][] more) =>
        LlmPriceEvents.Read(
            _tables.Write("llm_price_events.csv", [Header, .. rows, .. more.SelectMany(each => each)]),
            _tables.Write("llm_observation_calendar.csv.gz", ["source,date", .. calendar])
        );
}
