// Each way in which a line of a bill becomes contract units, by hand; and each bad line with its answer.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Desk.SmallDesk;

namespace Tokenbourse.Unit.Desk;

public sealed class UsageMappingTests
{
    [Fact]
    public void By_price_a_cost_is_divided_by_the_months_mean_print()
    {
        // June prints 1 and 3: mean 2. 500 yuan / 2 = 250 units, from 80 million raw tokens: both are shown.
        var line = Assert.Single(Table(Programme(Maps("m", "price")), Billed(June, "m", 80, 500)).Actual);
        Assert.Equal(80m, line.Raw);
        Assert.Equal(250m, line.Equivalent);
        Assert.Equal(500m, line.Cost);
        Assert.Equal("price: 500.00 CNY / 2.0000, mean of 2 prints", line.Method);
    }

    [Fact]
    public void A_dollar_bill_is_converted_by_the_months_rate_before_it_is_divided()
    {
        // 100 dollars at 7 are 700 yuan; / 2 = 350.
        var line = Assert.Single(Table(Programme(Maps("m", "price")), Billed(June, "m", 80, 100, "USD")).Actual);
        Assert.Equal(350m, line.Equivalent);
        Assert.Equal(700m, line.Cost);
        Assert.Contains("USD at 7.0000", line.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void By_price_the_own_price_holds_the_conversion_of_the_items_last_month()
    {
        // July: 160 yuan for 40 million: 4 a million; index 2: 80 units, so 2 units a million. June: 300 for 50 million
        // is 6 a million, at 2 units a million 3 a unit. The index is 2 in both months; the own price fell from 3 to 2.
        var table = Table(Programme(Maps("m", "price")), Billed(June, "m", 50, 300), Billed(July, "m", 40, 160));
        Assert.Equal([150m, 80m], table.Actual.Select(line => line.Equivalent));
        Assert.Equal([3m, 2m], table.Actual.Select(line => line.OwnPrice));
    }

    [Theory]
    [InlineData("gpt-4o", 343, 441, 216)] // the reference tokenizer: factor 1
    [InlineData("gpt-4", 421.558662, 542.003994, 265.471344)] // cl100k_base: 1.229034 of its tokens for one
    public void By_standard_token_a_thousand_bundles_are_a_thousand_units(
        string item,
        double uncached,
        double cached,
        double output
    )
    {
        // The bundle is 0.343 uncached, 0.441 cached, 0.216 output: a million standard tokens.
        var billed = Billed(June, item, 0, 4000) with
        {
            Input = (decimal)uncached * 1_000_000m,
            CachedInput = (decimal)cached * 1_000_000m,
            Output = (decimal)output * 1_000_000m,
        };
        var line = Assert.Single(Table(Programme(Maps(item, "standard token")), billed).Actual);
        Assert.Equal(1000m, line.Equivalent);
        Assert.Equal(4m, line.OwnPrice);
        Assert.Equal((decimal)(uncached + cached + output), line.Raw);
    }

    [Fact]
    public void By_factor_raw_volume_is_multiplied()
    {
        var line = Assert.Single(Table(Programme(Maps("m", "factor", 1.25m)), Billed(June, "m", 80, 300)).Actual);
        Assert.Equal(100m, line.Equivalent);
        Assert.Equal(3m, line.OwnPrice);
    }

    [Fact]
    public void A_sellers_capacity_counts_as_far_as_it_is_sold()
    {
        // 1000 hours of capacity, three quarters sold, an hour of this GPU worth 0.8 of the contract's: 600.
        var rule = Maps("h100", "factor", 0.8m, PriceBasis.Spot, contract: "GH") with
        {
            Utilisation = 0.75m,
        };
        var programme = Programme(rule) with { Side = HedgerSide.Seller, Contract = "GH", Currency = "USD" };
        var line = Assert.Single(Table(programme, Rented(June, 1000, 1800)).Actual);
        Assert.Equal(1000m, line.Raw);
        Assert.Equal(600m, line.Equivalent);
        Assert.Equal(3m, line.OwnPrice);
        Assert.Contains("75.0 % of capacity sold", line.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_line_that_names_an_item_holds_and_the_star_takes_the_rest()
    {
        var programme = Programme(Maps("*", "factor", 3), Maps("m", "factor", 1), Maps("m", "factor", 2));
        var table = Table(programme, Billed(July, "m", 10), Billed(July, "other", 10));
        Assert.Equal([10m, 30m], table.Actual.Select(line => line.Equivalent));
        Assert.Empty(table.Faults);
    }

    [Fact]
    public void What_is_left_out_on_purpose_says_why_and_is_no_fault()
    {
        var programme = Programme(
            Maps("m", "factor", 1, contract: "") with
            {
                Reason = "a pilot that ends in July",
            },
            Maps("h100", "factor", 1, contract: "GH")
        );
        var table = Table(programme, Billed(June, "m", 10), Rented(June, 10));
        Assert.Equal(
            ["left out: a pilot that ends in July", "hedged with GH, in a programme of its own"],
            table.Actual.Select(line => line.Method)
        );
        Assert.DoesNotContain(table.Faults, fault => fault.Where.Contains("2026-06 ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_model_is_answered_and_not_guessed() =>
        Refused(
            Table(Programme(Maps("m", "factor", 1)), Billed(June, "house-model-7", 10, 5, "CNY", "somebody")),
            "2026-06 house-model-7 of somebody",
            "item",
            "house-model-7"
        );

    [Fact]
    public void A_model_whose_tokenizer_the_vintage_does_not_know_is_no_standard_token() =>
        Refused(
            Table(Programme(Maps("kimi-k2", "standard token")), Billed(June, "kimi-k2", 10)),
            "2026-06 kimi-k2",
            "item",
            "kimi-k2"
        );

    [Theory]
    [InlineData("input")]
    [InlineData("cachedInput")]
    [InlineData("output")]
    [InlineData("gpuHours")]
    public void A_count_below_zero_is_refused(string field)
    {
        var good = Billed(June, "m", 10, 5);
        var bad = field switch
        {
            "input" => good with { Input = -1 },
            "cachedInput" => good with { CachedInput = -1 },
            "output" => good with { Output = -1 },
            _ => good with { GpuHours = -1 },
        };
        Refused(Table(Programme(Maps("m", "price")), bad), "2026-06 m", field, "-1");
    }

    [Fact]
    public void A_third_currency_is_never_taken_one_for_one()
    {
        var table = Table(Programme(Maps("m", "price")), Billed(June, "m", 10, 141, "EUR"));
        Refused(table, "2026-06 m", "currency", "EUR");
        Assert.Null(Assert.Single(table.Actual).Cost);
    }

    [Fact]
    public void A_third_currency_leaves_tokens_countable_but_no_price()
    {
        var table = Table(Programme(Maps("m", "factor", 1)), Billed(June, "m", 10, 141, "EUR"));
        var line = Assert.Single(table.Actual);
        Assert.Equal(10m, line.Equivalent);
        Assert.Null(line.Cost);
        Assert.Null(line.OwnPrice);
        Assert.Contains(table.Faults, fault => fault is { Field: "currency", Value: "EUR" });
    }

    [Fact]
    public void A_month_without_an_exchange_rate_is_not_converted() =>
        // The first rate is of June; May's dollars have none.
        Refused(
            Table(Programme(Maps("m", "price")), Billed(May, "m", 10, 5, "USD"), Billed(June, "m", 10, 5)),
            "2026-05 m",
            "currency",
            "USD"
        );

    [Fact]
    public void A_month_without_prints_has_no_price_equivalent()
    {
        var april = ContractMonth.Of(2026, 4);
        var table = Table(
            Programme(Maps("m", "price")),
            Billed(april, "m", 10, 5),
            Billed(May, "m", 10, 4),
            Billed(June, "m", 10, 5)
        );
        Refused(table, "2026-04 m", "month", "2026-04");
    }

    [Fact]
    public void A_line_without_a_cost_has_no_price_equivalent() =>
        Refused(Table(Programme(Maps("m", "price")), Billed(June, "m", 10)), "2026-06 m", "cost", "");

    [Fact]
    public void A_credit_is_no_volume() =>
        Refused(Table(Programme(Maps("m", "price")), Billed(June, "m", 10, -5)), "2026-06 m", "cost", "-5");

    [Fact]
    public void Hours_and_tokens_are_not_added_up()
    {
        Refused(
            Table(Programme(Maps("h100", "factor", 1)), Rented(June, 10), Billed(June, "m", 1)),
            "2026-06 h100",
            "contract",
            "TK"
        );
        var mixed = Rented(June, 10) with { Input = 5 };
        Refused(Table(Programme(Maps("h100", "factor", 1)), mixed), "2026-06 h100", "gpuHours", "10");
    }

    // The line stands in the table without contract units, and the fault names place, field and value.
    private static void Refused(ExposureTable table, string where, string field, string value)
    {
        Assert.Contains(
            table.Faults,
            fault => fault.Where == where && fault.Field == field && fault.Value == value && fault.Rule.Length > 0
        );
        var month = where[..7];
        Assert.Contains(
            table.Actual,
            line =>
                line.Month.ToString() == month
                && line.Equivalent is null
                && line.Method.StartsWith("not used: ", StringComparison.Ordinal)
        );
    }
}
