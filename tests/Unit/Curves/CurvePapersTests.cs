// What is told of a curve beside its studies, read as programs read it.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurvePapersTests
{
    private static readonly CurvePapers _long = new(Read(90));
    private static readonly CurvePapers _short = new(Read(12));

    private static Func<string, CurveBook?> Read(int days) =>
        contract =>
            contract switch
            {
                "TK" => CurveBookMaker.Book("TK", days, 2),
                "GH" => CurveBookMaker.Book("GH", days, 3, 0.02),
                _ => null,
            };

    private static JsonElement Told(ReadOnlyMemory<byte>? json) => JsonDocument.Parse(json!.Value).RootElement;

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    [Fact]
    public void History_has_every_settled_day_with_its_curve_and_names_the_days_to_compare_with()
    {
        var told = Told(_long.Of(CurvePaper.History, "TK", null));
        var days = told.GetProperty("days");
        Assert.Equal(90, days.GetArrayLength());
        var last = CurveBookMaker.Weekdays(90).Last();
        Assert.Equal(($"{last}", $"{last.Plus(-7)}"), (Text(told, "day"), Text(told, "weekAgo")));
        Assert.True(string.CompareOrdinal(Text(told, "monthAgo"), $"{last.Plus(-30)}") <= 0);
        Assert.Equal(10, days[0].GetProperty("points").GetArrayLength());
        Assert.Equal(("backwardation", "1.5"), (Text(days[89], "shape"), Text(days[89], "indexValue")));
        Assert.NotNull(Text(days[89], "rollSecondPercent"));
        Assert.Equal(JsonValueKind.Null, told.GetProperty("band").GetProperty("why").ValueKind);
        Assert.All(
            told.GetProperty("band").GetProperty("points").EnumerateArray(),
            p => Assert.True(decimal.Parse(Text(p, "low")!, null) < decimal.Parse(Text(p, "high")!, null))
        );
    }

    [Fact]
    public void A_short_history_says_what_each_paper_would_need()
    {
        var history = Told(_short.Of(CurvePaper.History, "TK", null));
        Assert.Equal(JsonValueKind.Null, history.GetProperty("monthAgo").ValueKind);
        Assert.Equal("TK: past days: needed 60 or more, given 11", Text(history.GetProperty("band"), "why"));
        var fits = Told(_short.Of(CurvePaper.Fits, "TK", null));
        Assert.Contains("needed 20 curves", Text(fits.GetProperty("dynamic"), "why"), StringComparison.Ordinal);
        Assert.Contains("needed 30 or more", Text(fits.GetProperty("factors"), "why"), StringComparison.Ordinal);
        Assert.True(Told(_short.Of(CurvePaper.Components, "TK", null)).GetProperty("tooFew").GetBoolean());
        var season = Told(_short.Of(CurvePaper.Season, "TK", null));
        Assert.Equal("INDEX: seasonality: not enough history: needed 36 months, given 0", Text(season, "why"));
    }

    [Fact]
    public void Lots_are_told_by_weekday_and_the_end_of_a_month_is_one_that_is_over()
    {
        var season = Told(_long.Of(CurvePaper.Season, "TK", null));
        Assert.Equal(
            ["100", "200", "300", "400", "500"],
            season.GetProperty("weekdays").EnumerateArray().Select(w => Text(w, "lots"))
        );
        // May to August are over in the first week of September.
        Assert.Equal(12, season.GetProperty("endDays").GetInt32());
        Assert.Equal(78, season.GetProperty("otherDays").GetInt32());
    }

    [Fact]
    public void Components_come_with_scores_and_what_two_deviations_do_to_each_month()
    {
        var told = Told(_long.Of(CurvePaper.Components, "TK", null));
        Assert.Equal(89, told.GetProperty("scores").GetArrayLength());
        var moved = told.GetProperty("scenarios")
            .EnumerateArray()
            .Where(s => s.GetProperty("component").GetInt32() == 1);
        Assert.Equal(10, moved.Count());
        Assert.All(
            moved,
            s => Assert.True(decimal.Parse(Text(s, "down")!, null) < decimal.Parse(Text(s, "up")!, null))
        );
    }

    [Fact]
    public void The_inference_spread_follows_the_terms_that_are_asked_for_and_has_a_past()
    {
        var terms = new InferenceAsked(20, 0.5, 7, 0, 50_000);
        var told = Told(_long.Inference("TK", null, terms));
        var spread = told.GetProperty("inference");
        Assert.Equal(
            ("20.000", "0.50", "50000"),
            (Text(spread, "throughput"), Text(spread, "utilisation"), Text(spread, "millions"))
        );
        Assert.Equal(90, told.GetProperty("past").GetArrayLength());
        var newest = told.GetProperty("past")[89];
        var near = spread.GetProperty("months")[0];
        Assert.Equal(
            (Text(near, "month"), Text(near, "perHour"), Text(near, "breakEven")),
            (Text(newest, "month"), Text(newest, "perHour"), Text(newest, "breakEven"))
        );
    }

    [Fact]
    public void A_day_that_was_not_settled_and_a_contract_that_is_none_have_no_paper()
    {
        foreach (var paper in Enum.GetValues<CurvePaper>())
        {
            Assert.Null(_short.Of(paper, "XX", null));
            Assert.Null(_short.Of(paper, "TK", TradingDate.Of(2025, 5, 4)));
        }

        Assert.Null(_short.Inference("XX", null, new(null, null, null, null, null)));
    }
}
