// Rate cards and routed volumes: a few rows by hand, and the whole of the public data.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Unit.Index;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class RateCardAndRoutedTests : IDisposable
{
    private const string Cards = "period,gpu_model,status,provider_values_normalised";
    private const string Usage = "snapshot_date,activity_date,model_variant,variant,prompt_tokens,completion_tokens";
    private const string Quotes =
        "date,model_variant,provider,variant,input_usd_per_million,output_usd_per_million,is_free,is_disabled,request_count_30m,endpoint_id8";

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Fact]
    public void A_rate_card_is_known_when_its_month_is_over_and_stands_under_its_own_terms()
    {
        var import = TableIntake.Read(
            _tables.Write(
                "cards.csv",
                Cards,
                "2023-08,H100,withheld,lambda=2.537;runpod=4.743",
                "2023-13,H100,x,a=1",
                "2023-09,H100,x,a=-3"
            ),
            "ratecards"
        );
        var prices = import.Observations.Select(o => (PriceObservation)o.Document).ToList();
        Assert.Equal(["lambda", "runpod"], prices.Select(p => p.Seller));
        Assert.All(
            prices,
            p => Assert.Equal(("2023-08-31", "2023-08-01", "rate_card"), (p.Seen, p.Effective, p.Terms))
        );
        Assert.All(prices, p => Assert.Equal(64, p.Evidence!.Length));
        Assert.Equal(["period", "provider_values_normalised"], import.Report.Faults.Select(f => f.Field));
    }

    [Fact]
    public void A_router_s_tokens_are_shared_by_requests_and_none_is_lost()
    {
        var (usage, quotes) = (
            _tables.Write("usage.csv", Usage, "2026-08-02,2026-08-01,openai/gpt-4o,standard,1000000001,10"),
            _tables.Write(
                "quotes.csv",
                Quotes,
                "2026-08-01,openai/gpt-4o,OpenAI,standard,2.5,10,0,0,2,e1",
                "2026-08-01,openai/gpt-4o,Azure,standard,2.5,10,0,0,1,e2",
                "2026-08-01,openai/gpt-4o,Azure,standard,2.5,10,0,1,50,e3",
                "2026-08-01,openai/gpt-4o,Azure,standard,0,0,1,0,50,e4"
            )
        );
        var deals = RoutedVolumes.Read(usage, quotes)[0].Observations.Select(o => (DealObservation)o.Document).ToList();
        Assert.Equal(["openai", "azure"], deals.Select(d => d.Seller));
        Assert.Equal([666.666668m, 333.333333m], deals.Select(d => d.Quantities[0].Units));
        Assert.Equal([0.000007m, 0.000003m], deals.Select(d => d.Quantities[1].Units));
        Assert.Equal((666.666668m * 2.5m) + 0.00007m, deals[0].Net);
        Assert.All(deals, d => Assert.Equal(("2026-08-02", "2026-08-01", "routed"), (d.Seen, d.To, d.Kind)));
        Assert.All(deals, d => Assert.Contains(d.Traits!, t => t.Name == "estimated"));
        Assert.All(deals, d => Assert.Null(new DealAudit().Add(d)));
    }

    [Fact]
    public void The_public_data_give_deals_and_rate_cards_and_every_row_is_accounted_for()
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "";
        Assert.SkipUnless(
            File.Exists(Path.Combine(folder, "gpu_ratecards_monthly.csv")),
            "no public data: set TOKENBOURSE_DATA to the folder that holds gpu_ratecards_monthly.csv"
        );
        var set = ObservationSets.SharedDeals(folder);
        Assert.Empty(set.Faults);
        foreach (var report in set.Reports)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
            Assert.Equal(report.Read, report.Used + report.Skipped.Values.Sum());
        }

        var deals = set.Observations.Select(o => o.Document).OfType<DealObservation>().ToList();
        Assert.Equal(17, deals.Select(d => d.To).Distinct().Count());
        var audit = new DealAudit();
        Assert.All(deals, d => Assert.Null(audit.Add(d)));
        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant(
                $"{deals.Count} routed deals, {deals.Sum(d => d.Quantities.Sum(q => q.Units)) / 1_000_000m:0.0} trillion tokens, {deals.Sum(d => d.Net):0} USD at list"
            )
        );
    }

    [Fact]
    public void Routed_deals_of_a_defined_source_make_a_print_on_every_day_that_has_them()
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "";
        Assert.SkipUnless(
            File.Exists(Path.Combine(folder, "gpu_ratecards_monthly.csv")),
            "no public data: set TOKENBOURSE_DATA to the folder that holds gpu_ratecards_monthly.csv"
        );
        var deals = ObservationSets.SharedDeals(folder);
        var sources = SourceCsv.Strict(Path.Combine(Architecture.Sources.Root, "rulebook", "sources", SourceCsv.Table));
        Assert.Empty(sources.Faults);
        var methodology = File.ReadAllText(
            Path.Combine(Architecture.Sources.Root, "rulebook", "observatory", "CSTI-R.json")
        );
        var set = deals with { Observations = Observation.InOrder([.. sources.Observations, .. deals.Observations]) };
        var full = Prints(methodology, set).Where(p => p.Tier == 1).ToList();
        Assert.Equal(17, full.Count);
        Assert.Equal(("2026-08-01", "2026-08-17"), (full[0].Day, full[^1].Day));
        Assert.All(full, p => Assert.True(p.Diagnostics!.Contributors >= 6));

        // Without the source's definition no deal may be used, and the print says so.
        var unknown = Prints(methodology, deals);
        Assert.DoesNotContain(unknown, p => p.Value is not null);
        Assert.Contains(
            unknown,
            p => p.LeftOut.Any(l => l.Reason.StartsWith("source not defined", StringComparison.Ordinal))
        );
    }

    private static List<PrintDocument> Prints(string methodology, ObservationSet set)
    {
        var run = new IndexRun().Define("2026-07-01T00:00:00Z", methodology);
        foreach (var observation in set.Observations)
            run.Send(observation.Seen, observation.Kind, observation.Bytes());
        return run.Tick("2026-08-20T00:00:00Z").Prints;
    }
}
