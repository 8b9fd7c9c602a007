// What a deal cost per unit of the bundle: each number worked by hand.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class StandardPriceTests
{
    private const string Day = "2025-03-03";
    private static readonly string _evidence = new('b', 64);

    [Fact]
    public void Half_the_list_price_at_a_tokenizer_factor_of_one_and_a_fifth()
    {
        var run = Start(Factored).Deal(Half());
        var print = run.End(Day).Last;

        // d = 140 / (100 * 2 + 10 * 8) = 0.5; sum a L = 0.75 * 2 + 0.25 * 8 = 3.5; x = 0.5 * 1.2 * 3.5 = 2.1;
        // V = (100 * 1 + 10 * 5) / 2 = 75.
        Assert.Equal(2.1m, print.Value);
        Assert.Equal(75m, print.Diagnostics!.Volume);
        Assert.Equal(1, print.Diagnostics.Deals);
    }

    [Fact]
    public void A_deal_in_dollars_is_converted_at_the_rate_of_the_log()
    {
        var run = Start(Factored).Rate(Day + "T00:30:00Z", Currency.USD, Currency.CNY, 7m);
        run.Deal(Half() with { Currency = Currency.USD });
        Assert.Equal(14.7m, run.End(Day).Last.Value);
    }

    [Fact]
    public void A_class_that_was_not_bought_has_the_posted_price_or_that_of_its_substitute()
    {
        var deal = Half() with { Quantities = [new("input", 100m, 2m)], Net = 100m };

        // Without an output price there is no bundle.
        Assert.Null(Start(Factored).Deal(deal).End(Day).Last.Value);

        // Posted 8: x = 0.5 * 1.2 * (1.5 + 2) = 2.1, V = 100 / 2 = 50.
        var run = Start(Factored);
        run.Price(Day + "T00:30:00Z", "shop", "m", 8m, "output", "maker", "cn", currency: Currency.CNY);
        Assert.Equal(2.1m, run.Deal(deal).End(Day).Last.Value);
        Assert.Equal(50m, run.Last.Diagnostics!.Volume);

        // Substitute: output takes the input's 2: x = 0.5 * 1.2 * 2 = 1.2.
        var instead = Factored.Replace(
            "\"weight\":\"0.25\",",
            "\"weight\":\"0.25\",\"instead\":\"input\",",
            StringComparison.Ordinal
        );
        Assert.Equal(1.2m, Start(instead).Deal(deal).End(Day).Last.Value);
    }

    [Theory]
    [InlineData("related", "flagged related")]
    [InlineData("free", "flagged free")]
    [InlineData("promotional", "flagged promotional")]
    [InlineData("government", "flagged government")]
    public void What_is_flagged_does_not_count_where_the_methodology_says_so(string flag, string reason)
    {
        var print = Start(Factored).Deal(Half() with { Flags = [flag] }).End(Day).Last;
        Assert.Null(print.Value);
        Assert.StartsWith(reason, Assert.Single(print.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_reason_to_leave_a_deal_out_is_told()
    {
        Against(Half() with { Net = 0m }, "nothing was paid");
        Against(Half() with { Net = 50m }, "paid less than 0.2 of the list value");
        Against(Half() with { Net = 500m }, "paid more than 1.5 of the list value");
        Against(Half() with { From = "2025-03-02" }, "covers more days than a print may use");
        Against(Half() with { Item = "unknown" }, "no tokenizer factor");
        Against(Half() with { Quantities = [new("input", 3m, 2m), new("output", 1m, 8m)], Net = 14m }, "too small");
        Against(
            Half() with
            {
                Quantities = [.. Half().Quantities, new("image", 1m, 2m)],
            },
            "a class outside of the bundle"
        );
        Against(
            Half() with
            {
                Quantities = [new("input", 100m), new("output", 10m, 8m)],
            },
            "no list price of a class that was bought"
        );
        Against(
            Half() with
            {
                Quantities = [new("input", 1_000_000_000_000m, 1_000_000_000m), new("output", 10m, 8m)],
                Net = 1_000_000_000_000_000m,
            },
            "paid less than 0.2"
        );
    }

    [Fact]
    public void Simulated_deals_count_until_there_is_a_real_one_and_never_beside_it()
    {
        var run = Start(Factored).Deal(Half() with { Simulated = true });
        var print = run.End(Day).Last;
        Assert.Equal(2.1m, print.Value);
        Assert.True(print.Diagnostics!.Simulated);
        var later = Half() with { Seen = "2025-03-04", From = "2025-03-04", To = "2025-03-04" };
        run.Deal(later with { Simulated = true, Net = 280m }).Deal(later);
        print = run.End("2025-03-04").Last;
        Assert.Equal(2.1m, print.Value);
        Assert.False(print.Diagnostics!.Simulated);
        Assert.StartsWith("simulated, and real deals", Assert.Single(print.LeftOut).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_print_a_day_later_takes_the_deals_of_the_day_before()
    {
        var lagged = Factored.Replace(
            "{\"step\":\"deals\",",
            "{\"step\":\"deals\",\"lag\":1,",
            StringComparison.Ordinal
        );
        var run = Start(lagged).Deal(Half()).End(Day);
        Assert.Null(run.Last.Value);
        Assert.Equal(2.1m, run.End("2025-03-04").Last.Value);
    }

    [Fact]
    public void A_task_costs_the_price_times_its_tokens()
    {
        var text = DealHand
            .Text(["""{"step":"task","class":"tokens","otherwise":"1","maxAgeDays":30}""", Mean])
            .Replace("\"otherwise\":\"1\",\"parts\"", "\"otherwise\":\"1.2\",\"parts\"", StringComparison.Ordinal);
        var run = new IndexRun().Define("2025-03-01T00:00:00Z", text).Deal(Half());
        run.Send(
            Day + "T02:00:00Z",
            MessageKind.ObserveMeasure,
            Documents.Write(
                new MeasureObservation(
                    Day,
                    Day,
                    "task",
                    "lab",
                    "maker",
                    "m",
                    "tokens",
                    "cn",
                    "exam",
                    0.02m,
                    "1M tokens",
                    "s",
                    _evidence,
                    "t"
                )
            )
        );

        // 2.1 yuan per million times 0.02 million.
        Assert.Equal(0.042m, run.End(Day).Last.Value);
        Assert.Null(run.Tick("2025-06-01T00:00:00Z").Last.Value);
    }

    private const string Mean = """{"step":"combine","by":"arithmetic mean"}""";

    private static readonly string Factored = DealHand
        .Text([Mean], extra: "\"diagnostics\":true,")
        .Replace(
            DealHand.Deals,
            """{"step":"deals","least":"10","without":["related","free","promotional","government"]}""",
            StringComparison.Ordinal
        )
        .Replace(
            "\"otherwise\":\"1\",",
            "\"leastPaid\":\"0.2\",\"mostPaid\":\"1.5\",\"tokenizers\":[{\"item\":\"m\",\"factor\":\"1.2\"}],",
            StringComparison.Ordinal
        );

    private static void Against(DealObservation deal, string reason)
    {
        var run = Start(Factored).Deal(deal);
        Assert.Empty(run.Events.Skip(1));
        var left = Assert.Single(run.End(Day).Last.LeftOut);
        Assert.StartsWith(reason, left.Reason, StringComparison.Ordinal);
    }

    private static IndexRun Start(string text)
    {
        var run = new IndexRun().Define("2025-03-02T13:00:00Z", text);
        Assert.Equal(MessageKind.IndexDefined, run.Events[0].Kind);
        return run;
    }

    private static DealObservation Half() =>
        new(
            Day,
            Day,
            Day,
            "token",
            "invoice",
            "shop",
            "b1",
            "maker",
            "m",
            "cn",
            "on_demand",
            [new("input", 100m, 2m), new("output", 10m, 8m)],
            140m,
            Currency.CNY,
            "1M tokens",
            "invoice 7",
            _evidence,
            "test"
        );
}
