// The inference spread against DeepSeek's published day and lots worked by hand.
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class InferenceSpreadTests
{
    // DeepSeek, 27 to 28 February 2025: 776,000 million tokens in 43,536 GPU hours at 2 dollars an hour; the tokens at
    // list price 0.724 dollars a million (github.com/deepseek-ai/open-infra-index, day 6).
    private const double DeepSeek = 776_000.0 / 43_536;

    [Fact]
    public void DeepSeek_s_day_gives_the_published_spread()
    {
        var month = Measure(0.724, 2.0, new(DeepSeek, 1, 1, 0));
        // 0.724 - 2 / 17.824 = 0.724 - 0.1122; 17.824 * 0.724 - 2 = 12.905 - 2; 2 / 0.724.
        Assert.Equal(0.6118, month.PerMillion, 4);
        Assert.Equal(10.905, month.PerHour, 3);
        Assert.Equal(2.7624, month.BreakEven, 4);
    }

    [Fact]
    public void Yuan_utilisation_and_other_costs_count()
    {
        // H 20, u 0.5: 10 million tokens an hour. 7 CNY at 7 CNY a dollar: 1 dollar. Hour 2.5, other 0.5.
        // A million: 1 - 3 / 10 = 0.7. An hour: 10 - 3 = 7. Break-even: the hour and the other cost are 3 dollars, which
        // 3 million tokens at 1 dollar pay for.
        var month = Measure(7, 2.5, new(20, 0.5, 7, 0.5));
        Assert.Equal(0.7, month.PerMillion, 12);
        Assert.Equal(7, month.PerHour, 12);
        Assert.Equal(3, month.BreakEven, 12);
        // Who makes just that many earns nothing.
        Assert.Equal(0, Measure(7, 2.5, new(month.BreakEven, 1, 7, 0.5)).PerHour, 12);
    }

    [Fact]
    public void The_lots_of_sixteen_token_lots_are_nine_of_hours()
    {
        // 160,000 million / 17.824 = 8,976.5 hours = 8.9765 lots of 1,000; one lot of tokens asks for 0.561.
        var terms = new InferenceTerms(DeepSeek, 1, 7, 0);
        var hedge = InferenceHedge.Of(("TK", 10_000), ("GH", 1_000), terms, 160_000, 16, 9);
        Assert.Equal((16L, 9L, 1L), (hedge.Tokens.Lots, hedge.Hours.Lots, hedge.Spreads));
        Assert.Equal(0, hedge.Tokens.Left, 6);
        Assert.Equal(8.9765, hedge.Hours.Exact, 4);
        Assert.Equal(-23.5, hedge.Hours.Left, 1);
        Assert.Equal(0.561, InferenceHedge.Of(("TK", 10_000), ("GH", 1_000), terms, 10_000, 16, 9).Hours.Exact, 3);
    }

    [Fact]
    public void Small_volumes_leave_a_remainder_in_both_legs_and_no_listed_spread()
    {
        // 44,000 million: 4.4 lots, 4 whole, 4,000 million left. Hours at 10 million an hour: 4,400: 4 whole, 400 left.
        var hedge = InferenceHedge.Of(("TK", 10_000), ("GH", 1_000), new(10, 1, 7, 0), 44_000, 16, 9);
        Assert.Equal((4L, 4L, 0L), (hedge.Tokens.Lots, hedge.Hours.Lots, hedge.Spreads));
        Assert.Equal(4_000, hedge.Tokens.Left, 6);
        Assert.Equal(400, hedge.Hours.Left, 6);
    }

    [Fact]
    public void Months_that_only_one_curve_lists_are_left_out()
    {
        var token = CurveMaker.Curve((29, 7), (57, 7), (88, 7));
        var gpu = CurveMaker.Curve((28, 2), (88, 2), (119, 2));
        Assert.True(InferenceSpread.TryMeasure(token, gpu, new(20, 0.5, 7, 0), out var spread, out _));
        Assert.Equal(["2026-01", "2026-03"], spread.Months.Select(m => m.Month));
        Assert.False(
            InferenceSpread.TryMeasure(
                CurveMaker.Curve((29, 7)),
                CurveMaker.Curve((88, 2)),
                spread.Terms,
                out _,
                out var f
            )
        );
        Assert.Equal("months", f.What);
    }

    [Theory]
    [InlineData(0, 1, 7, 0, "throughput")]
    [InlineData(20, 1.2, 7, 0, "utilisation")]
    [InlineData(20, 1, -7, 0, "exchange rate")]
    [InlineData(20, 1, 7, -1, "other cost")]
    public void Terms_that_cannot_be_are_refused(double h, double u, double rate, double other, string what)
    {
        var curve = CurveMaker.Curve((29, 7));
        Assert.False(InferenceSpread.TryMeasure(curve, curve, new(h, u, rate, other), out _, out var fault));
        Assert.Equal(what, fault.What);
    }

    private static InferenceMonth Measure(double token, double gpu, InferenceTerms terms)
    {
        var (tokens, hours) = (CurveMaker.Curve((29, token)), CurveMaker.Curve((29, gpu)));
        Assert.True(InferenceSpread.TryMeasure(tokens, hours, terms, out var spread, out var fault), $"{fault}");
        return Assert.Single(spread.Months);
    }
}
