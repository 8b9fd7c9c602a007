// The known errors of GPU prices, exchange rates and quality tables, each in a few rows.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class GpuAndRateTests : IDisposable
{
    private const string Header =
        "date,source,provider,region,instance,gpu_model,gpu_count,price_usd_per_gpu_hour,kind,event,quality,commit,note";

    private static readonly string[] Five =
    [
        Row("2026-02-11", "lambda", 1, "3.29"),
        Row("2026-02-11", "verda", 1, "2.29"),
        Row("2026-02-11", "novita", 1, "1.45"),
        Row("2026-02-11", "runpod", 1, "2.69"),
        Row("2026-02-11", "civo", 1, "2.99"),
    ];

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Fact]
    public void A_source_whose_prices_grow_with_the_number_of_gpus_gives_totals()
    {
        var prices = Told([
            .. Five,
            Row("2026-02-11", "lambda", 8, "23.92"),
            Row("2026-02-11", "verda", 8, "18.32"),
            Row("2026-02-11", "novita", 8, "11.6"),
            Row("2026-02-11", "aws", 8, "55.04"),
            Row("2026-02-11", "vultr", 8, "9.92"),
        ]);
        Assert.Equal([1.45m, 2.29m, 2.69m, 2.99m, 3.29m], prices);
    }

    [Fact]
    public void A_discount_for_a_larger_node_is_no_total() =>
        Assert.Equal([2.9m], Told([Row("2026-03-11", "lambda", 1, "3.29"), Row("2026-03-11", "lambda", 8, "2.9")]));

    [Fact]
    public void A_placeholder_and_an_error_far_from_the_sellers_median_are_left_out() =>
        Assert.Equal(
            [1.45m, 2.29m, 2.69m, 2.99m, 3.29m],
            Told([.. Five, Row("2026-02-11", "oracle", 1, "0.5"), Row("2026-02-11", "aws", 1, "19")])
        );

    [Fact]
    public void Flags_made_with_hindsight_are_not_read() =>
        Assert.Equal([2.5m], Told([Row("2026-03-11", "lambda", 1, "2.5", quality: "suspect_instance_total")]));

    [Fact]
    public void What_the_source_itself_carried_forward_is_left_out() =>
        Assert.Empty(Told([Row("2026-07-11", "lambda", 1, "2.5", note: "80|2026-07-10T07:00|carried")]));

    [Fact]
    public void A_spot_price_that_never_moves_is_left_out_after_two_weeks() =>
        Assert.Single(
            Told([Row("2026-07-05", "aws", 1, "2.5", kind: "spot"), Row("2026-07-19", "aws", 1, "2.5", kind: "spot")])
        );

    [Fact]
    public void A_removed_offer_is_withdrawn_and_a_change_holds_until_then()
    {
        var import = Read(
            ["G1_gcp,2024-06-10"],
            "2024-05-17,G1_gcp,gcp,us-west1,a3,H100_SXM,8,11.06,on_demand,change,ok,c1,",
            "2024-08-17,G1_gcp,gcp,us-west1,a3,H100_SXM,8,,on_demand,removed,ok,c2,"
        );
        Assert.Equal(
            ["2024-05-17", "2024-06-10", "2024-08-17"],
            import.Observations.Select(each => ((PriceObservation)each.Document).Seen)
        );
        Assert.Null(((PriceObservation)import.Observations[2].Document).Price);
    }

    [Fact]
    public void A_monthly_mean_is_known_on_the_first_weekday_after_its_month_and_not_once_daily_rates_are()
    {
        var import = FxUsdCny.Read(
            _tables.Write(
                "fx.csv",
                "date,usdcny,source",
                "2025-12-01,7.04,Fed H.10 monthly average",
                "2026-03-01,6.89,Fed H.10 monthly average",
                "2026-03-10,6.877,ECB cross",
                "2026-03-11,0,ECB cross"
            )
        );
        Assert.Equal(
            ["2026-01-02", "2026-03-10"],
            import.Observations.Select(each => ((RateObservation)each.Document).Seen)
        );
        Assert.Equal(1, import.Report.Skipped["monthly mean of a time with daily rates"]);
        Assert.Equal(1, import.Report.Skipped["rate not above zero"]);
    }

    [Fact]
    public void A_day_on_which_the_scores_are_marked_anew_begins_another_exam()
    {
        var import = QualityAa.Read(
            _tables.Write(
                "aa.csv",
                "date,model,creator,intelligence_index,index_is_estimated",
                "2026-04-10,gpt-5-4,openai,50,False",
                "2026-04-10,gpt-5-4-low,openai,40,False",
                "2026-04-10,kimi-k2,kimi,30,False",
                "2026-04-10,glm-5,zai,31,True",
                "2026-04-10,glm-4-6,zai,,False",
                "2026-05-14,gpt-5-4,openai,45,False",
                "2026-05-14,kimi-k2,kimi,28,False"
            )
        );
        var scores = import.Observations.Select(each => (QualityObservation)each.Document).ToList();
        Assert.Equal(["gpt-5.4", "kimi-k2", "gpt-5.4", "kimi-k2"], scores.Select(each => each.Item));
        Assert.Equal([50m, 30m, 45m, 28m], scores.Select(each => each.Score));
        Assert.Equal(2, scores.Select(each => each.Exam).Distinct().Count());
    }

    [Fact]
    public void Scores_that_are_only_estimated_on_a_new_scale_begin_another_exam_and_are_not_carried_into_it()
    {
        // As on 2026-06-16: few models are measured anew, two thirds as high, and the scores of all others are estimates.
        string[] models = ["gpt-5-4", "kimi-k2", "glm-5", "qwen3-max", "deepseek-v3-2", "grok-4", "claude-opus-4-5"];
        var import = QualityAa.Read(
            _tables.Write(
                "aa.csv",
                [
                    "date,model,creator,intelligence_index,index_is_estimated",
                    .. models.Select(model => $"2026-06-12,{model},x,50,False"),
                    "2026-06-16,gpt-5-4,x,34,False",
                    .. models.Skip(1).Select(model => $"2026-06-16,{model},x,33,True"),
                    "2026-06-18,kimi-k2,x,35,False",
                ]
            )
        );
        var later = import
            .Observations.Select(each => (QualityObservation)each.Document)
            .Where(score => score.Seen != "2026-06-12")
            .Select(score => $"{score.Exam} {score.Item} {score.Score}");
        Assert.Equal(["aa-intelligence:2026-06-16 gpt-5.4 34", "aa-intelligence:2026-06-16 kimi-k2 35"], later);
        Assert.Equal(6, import.Report.Skipped["score estimated, not measured"]);
    }

    [Fact]
    public void Each_edition_of_the_arena_is_an_exam_of_its_own()
    {
        var import = QualityArena.ReadMonthly(
            _tables.Write(
                "m.csv",
                "date,model,arena_score",
                "2024-07-07,Claude 3.5 Sonnet,1272",
                "2024-08-01,Claude 3.5 Sonnet,1271",
                "2024-08-01,Nobody 1,1000"
            )
        );
        Assert.Equal(
            ["lmarena-text:2024-07-07", "lmarena-text:2024-08-01"],
            import.Observations.Select(each => ((QualityObservation)each.Document).Exam)
        );
        Assert.All(
            import.Observations,
            each => Assert.Equal("claude-3.5-sonnet", ((QualityObservation)each.Document).Item)
        );
        Assert.Equal(1, import.Report.Skipped["maker unknown"]);
    }

    private static string Row(
        string date,
        string provider,
        int count,
        string price,
        string kind = "on_demand",
        string quality = "ok",
        string note = ""
    ) => $"{date},G4_multi26,{provider},global,,H100_SXM,{count},{price},{kind},obs,{quality},04891eb,{note}";

    private Import Read(string[] calendar, params string[] rows) =>
        GpuPrices.Read(
            _tables.Write("gpu_prices.csv", [Header, .. rows]),
            _tables.Write("calendar.csv", ["source,date", .. calendar])
        );

    private List<decimal?> Told(string[] rows) =>
        [.. Read([], rows).Observations.Select(each => ((PriceObservation)each.Document).Price).Order()];
}
