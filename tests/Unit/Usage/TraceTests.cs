// The public traces as they are: sums that were also made by other means, and what is an estimate marked as one.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class TraceTests
{
    [Fact]
    public void The_azure_trace_adds_up()
    {
        var (report, totals) = Read("trace_azure2023.csv.gz", UsageFormat.AzureTrace);
        Assert.Equal((22_547, 22_547), (report.Read, report.Used));
        Assert.Equal(
            [
                "2023-11-16 trace:azure-2023-code 14332297 0 194400 7055",
                "2023-11-16 trace:azure-2023-conv 18282120 0 3117189 15492",
            ],
            totals.Select(Line)
        );
        Assert.DoesNotContain(totals, t => t.Sum.Estimated);
    }

    [Fact]
    public void The_mooncake_trace_splits_its_input_by_an_estimate()
    {
        var (_, totals) = Read("trace_mooncake_conversation.csv.gz", UsageFormat.MooncakeTrace);
        var sum = Assert.Single(totals).Sum;
        Assert.Equal("1970-01-01 trace:mooncake-conversation 74372503 42477536 3327586 9624", Line(totals[0]));
        Assert.True(sum.Estimated);
    }

    [Fact]
    public void Rates_become_expected_requests_and_tokens_only_of_what_the_caller_assumes()
    {
        var options = new UsageOptions(TradingDate.Of(2025, 1, 6));
        var (_, totals) = Read("trace_servegen_clients.csv.gz", UsageFormat.ServeGenRates, options);
        Assert.All(totals, t => Assert.True(t.Sum.Estimated && t.Sum.Tokens == 0));
        Assert.Equal(new TradingDate(options.Origin.Days + 13), totals[^1].Day);
        var (_, assumed) = Read(
            "trace_servegen_clients.csv.gz",
            UsageFormat.ServeGenRates,
            options with
            {
                InputPerRequest = 1500,
                OutputPerRequest = 300,
            }
        );
        foreach (var (plain, with) in totals.Zip(assumed))
            Assert.Equal(plain.Sum.Requests * 1800, with.Sum.Tokens);
    }

    [Fact]
    public void The_routers_days_add_up()
    {
        var (report, totals) = Read("openrouter_daily_usage.csv.gz", UsageFormat.OpenRouter);
        Assert.Equal((8_013, 8_005), (report.Read, report.Used));
        Assert.Equal(8, report.Skipped["no model named"]);
        Assert.Empty(report.Faults);
        var all = new UsageSum();
        foreach (var total in totals)
            all.Add(total.Sum);
        Assert.Equal((Int128)159_971_047_606_287, all.Input);
        Assert.Equal((Int128)4_958_056_885_711, all.Output);
        Assert.Equal(17, totals.Select(t => t.Day).Distinct().Count());
    }

    private static string Line(UsageTotal t) =>
        $"{t.Day} {t.Item} {t.Sum.Input} {t.Sum.CachedInput} {t.Sum.Output} {t.Sum.Requests}";

    private static (ImportReport Report, IReadOnlyList<UsageTotal> Totals) Read(
        string file,
        UsageFormat format,
        UsageOptions? options = null
    )
    {
        var path = Tokenizers.Published.Data(file);
        var totals = new UsageTotals();
        // The file shows its shape by itself.
        var report = UsageImport.Read(path, UsageFormat.None, totals, options);
        var again = new UsageTotals();
        UsageImport.Read(path, format, again, options);
        Assert.Equal(totals.Totals().Select(Line), again.Totals().Select(Line));
        return (report, totals.Totals());
    }
}
