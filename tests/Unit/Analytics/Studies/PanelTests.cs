// Panels, grades and probation: what may be known on which day.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics.Studies;

public sealed class PanelTests
{
    private static readonly TradingDate First = StudyExamples.First;

    [Fact]
    public void A_price_holds_from_the_day_on_which_it_was_known_until_it_is_withdrawn()
    {
        var panel = StudyExamples.Panel(5, StudyExamples.Sold("a", "m", (1, 2), (3, 4), (4, null)));
        Assert.Equal([double.NaN, 2, 2, 4, double.NaN], panel.Prices[0]);
        Assert.Equal(1, panel.Listed[0]);
    }

    [Fact]
    public void A_bundle_weighs_the_classes_and_pays_for_cached_tokens_what_the_input_costs_where_no_price_is_named()
    {
        var offer = new Offer("shop", "a", "m", "cn", "on_demand");
        PriceFact[] facts =
        [
            new(First, offer, "input", 10, Currency.CNY),
            new(First, offer, "output", 20, Currency.CNY),
            new(First.Plus(1), offer, "cached_input", 1, Currency.CNY),
        ];
        RateFact[] rates = [new(First, Currency.USD, Currency.CNY, 8)];
        var panel = PricePanel.Of(facts, rates, First, First.Plus(1), Currency.USD, Bundle.Standard);
        // (0.343 + 0.441) 10 + 0.216 20 = 12.16 yuan; with cached at 1: 3.43 + 0.441 + 4.32 = 8.191 yuan.
        Assert.Equal(12.16 / 8, panel.Prices[0][0], 12);
        Assert.Equal(8.191 / 8, panel.Prices[0][1], 12);
    }

    [Fact]
    public void A_price_that_is_not_told_again_ends_after_its_greatest_age()
    {
        var offer = new Offer("cloud", "nvidia", "h100", "us", "on_demand");
        PriceFact[] facts = [new(First, offer, "hour", 3, Currency.USD)];
        var panel = PricePanel.Of(facts, [], First, First.Plus(3), Currency.USD, null, maxAge: 2);
        Assert.Equal([3, 3, 3, double.NaN], panel.Prices[0]);
    }

    [Fact]
    public void A_model_enters_the_grade_with_the_first_edition_that_puts_it_at_the_anchor_and_stays()
    {
        ScoreFact[] scores =
        [
            new(First, "exam:1", "anchor", 100),
            new(First, "exam:1", "good", 100),
            new(First, "exam:1", "weak", 99),
            new(First.Plus(9), "exam:2", "anchor", 50),
            new(First.Plus(9), "exam:2", "good", 49),
            new(First.Plus(9), "exam:2", "weak", 50),
            new(First.Plus(20), "exam:3", "late", 500),
        ];
        var grade = Grade.Anchored("S", scores, "anchor");
        Assert.Equal(First, grade.From("good"));
        Assert.Equal(First.Plus(9), grade.From("weak"));
        // An edition that does not score the anchor admits nobody.
        Assert.Null(grade.From("late"));
        Assert.False(grade.Hindsight);
        var later = Grade.Later("bar", scores, 99);
        Assert.True(later.Hindsight);
        Assert.True(later.From("late") < First);
    }

    [Fact]
    public void A_model_waits_out_its_probation_but_not_one_that_was_there_from_the_beginning()
    {
        var panel = StudyExamples.Panel(
            40,
            StudyExamples.Sold("a", "old", (0, 2)),
            StudyExamples.Sold("b", "new", (5, 1))
        );
        var universe = new Universe(panel, null, 30);
        Assert.Equal("old", Assert.Single(universe.At(34)).Item);
        Assert.Equal(["new", "old"], universe.At(35).Select(m => m.Item));
    }

    [Fact]
    public void A_month_has_a_mean_from_fifteen_days_on_and_weeks_begin_on_Monday()
    {
        var daily = new double[45];
        daily.AsSpan().Fill(double.NaN);
        for (var day = 0; day < 15; day++)
            daily[day] = day;
        // 2025-01-01 was a Wednesday; February shows fourteen days at most.
        var months = Periods.Months(First, daily.Length);
        Assert.Equal([7, double.NaN], months.Means(daily));
        var weeks = Periods.Weeks(First, daily.Length);
        Assert.Equal(5, weeks.Start(1));
        Assert.Equal([2, 8, double.NaN], weeks.Means(daily)[..3]);
    }
}
