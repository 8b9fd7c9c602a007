// The split of an average's moves into prices and panel, worked by hand.
using Tokenbourse.Analytics.Comparisons;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Analytics;

public sealed class DecompositionTests
{
    [Fact]
    public void An_offer_that_leaves_moves_the_mean_and_not_the_matched_prices()
    {
        // 2, 4, 9: mean 5. The dear one leaves: mean 3, ln(3/5), all of it panel.
        var split = Mean(
            ("2026-01-01", [("a", 2), ("b", 4), ("c", 9)]),
            ("2026-01-02", [("a", 2), ("b", 4)]),
            ("2026-01-03", [("a", 4), ("b", 8)])
        );
        Assert.Equal(0, split[1].Matched, 12);
        Assert.Equal(Math.Log(3.0 / 5), split[1].Panel, 12);
        Assert.Equal((2, 0, 1), (split[1].Constituents, split[1].Joined, split[1].Left));
        // All prices double: ln 2, none of it panel.
        Assert.Equal(Math.Log(2), split[2].Matched, 12);
        Assert.Equal(0, split[2].Panel, 12);
    }

    [Fact]
    public void A_move_of_both_kinds_adds_up_exactly()
    {
        // a 2 to 3, b stays 4, c (9) leaves, d (1) joins. Mean 5 to 8/3; of a and b 3 to 3.5.
        var split = Mean(
            ("2026-01-01", [("a", 2), ("b", 4), ("c", 9)]),
            ("2026-01-02", [("a", 3), ("b", 4), ("d", 1)])
        );
        Assert.Equal(Math.Log(3.5 / 3), split[1].Matched, 12);
        Assert.Equal(Math.Log(8.0 / 3 / 5), split[1].Move, 12);
        Assert.Equal(Math.Log(8.0 / 3 / 5) - Math.Log(3.5 / 3), split[1].Panel, 12);
    }

    [Fact]
    public void A_unit_value_falls_when_cheap_tokens_gain_weight_though_no_price_moves()
    {
        // 10 at 1 and 10 at 5: 3. Then 30 at 1 and 10 at 5: 2. Mix only: ln(2/3).
        var split = Decomposition.OfUnitValue([
            ("1", Quantities(("a", 1, 10), ("b", 5, 10))),
            ("2", Quantities(("a", 1, 30), ("b", 5, 10))),
            // Then b costs 9: 120 / 40 = 3; with yesterday's quantities (30 + 90) / (30 + 50) = 1.5.
            ("3", Quantities(("a", 1, 30), ("b", 9, 10))),
        ]);
        Assert.Equal(0, split[1].Matched, 12);
        Assert.Equal(Math.Log(2.0 / 3), split[1].Panel, 12);
        Assert.Equal(Math.Log(1.5), split[2].Matched, 12);
        Assert.Equal(0, split[2].Panel, 12);
    }

    [Fact]
    public void Shares_of_the_variance_add_up_to_one_and_the_joint_part_is_halved()
    {
        // Moves: prices +1, -1, 0, 0; panel 0, 0, +2, -2. No covariance: 2/4 against 8/4 of a total of 10/4.
        SplitDay[] days =
        [
            new("0", 1, 0, 0, 1, 0, 0),
            new("1", 1, 1, 0, 1, 0, 0),
            new("2", 1, -1, 0, 1, 0, 0),
            new("3", 1, 0, 2, 1, 0, 0),
            new("4", 1, 0, -2, 1, 0, 0),
        ];
        var shares = Decomposition.Shares(days);
        Assert.Equal((0.2, 0.8, 0.0, 0.8), (shares.Matched, shares.Panel, shares.Joint, shares.PanelShare));
        Assert.Equal((4, 0.0, 0.0), (shares.Days, shares.MatchedSum, shares.PanelSum));

        // Both together each day: matched 1/3 of the move. Var 1/9, 4/9, joint 4/9; the panel's share 2/3.
        days = [days[0], new("1", 1, 1, 2, 1, 0, 0), new("2", 1, -1, -2, 1, 0, 0)];
        shares = Decomposition.Shares(days);
        Assert.Equal(1.0 / 9, shares.Matched, 12);
        Assert.Equal(4.0 / 9, shares.Joint, 12);
        Assert.Equal(2.0 / 3, shares.PanelShare, 12);
        Assert.Equal(1.0, shares.Matched + shares.Panel + shares.Joint, 12);
    }

    [Fact]
    public void A_day_without_anything_breaks_the_series()
    {
        var split = Mean(("2026-01-01", [("a", 2)]), ("2026-01-02", []), ("2026-01-03", [("a", 9)]));
        Assert.Equal([0.0, 0.0], split.Select(s => s.Move));
    }

    [Fact]
    public void Figures_count_days_that_follow_each_other_only()
    {
        LevelDay[] levels =
        [
            new("2026-01-01", 1),
            new("2026-01-02", 1),
            new("2026-01-03", Math.E),
            new("2026-01-09", 5),
            new("2026-01-10", 5),
        ];
        var figures = SeriesFigures.Of("x", levels);
        Assert.Equal((3, 1, "2026-01-03"), (figures.Moves, figures.Jumps, figures.LargestDay));
        Assert.Equal(2.0 / 3, figures.ZeroDays, 12);
        Assert.Equal(Math.Log(5), figures.Change, 12);
        // Moves 0, 1, 0: variance 2/9.
        Assert.Equal(Math.Sqrt(2.0 / 9 * 365), figures.Volatility, 12);
        Assert.Equal(1.0, SeriesFigures.Correlation(levels, levels), 12);
    }

    [Fact]
    public void An_offer_book_prices_a_basket_in_one_currency_and_forgets_what_was_withdrawn()
    {
        var book = new OfferBook();
        book.Add(new RateObservation("2026-01-01", Currency.USD, Currency.CNY, 8m, "t", "t"));
        book.Add(Price("a", "input", 2m, Currency.USD));
        book.Add(Price("a", "output", 10m, Currency.USD));
        book.Add(Price("b", "input", 16m, Currency.CNY));
        var basket = new Basket(
            "token",
            Currency.USD,
            "on_demand",
            "",
            "",
            [new("input", 0.5), new("cached_input", 0.25, "input"), new("output", 0.25)]
        );
        // 1 + 0.5 + 2.5; b lacks an output price.
        Assert.Equal([4.0], book.Values(basket).Values);
        book.Add(Price("b", "output", 32m, Currency.CNY));
        Assert.Equal([4.0, 2.5], book.Values(basket).Values);
        Assert.Equal([2.5], book.Values(basket with { Seller = "b" }).Values);
        book.Add(Price("a", "input", null, Currency.USD));
        book.Add(Price("b", "output", -1m, Currency.CNY));
        Assert.Empty(book.Values(basket));
    }

    private static PriceObservation Price(string seller, string @class, decimal? price, Currency currency) =>
        new(
            "2026-01-01",
            "2026-01-01",
            "token",
            seller,
            "m",
            "model",
            @class,
            "",
            "on_demand",
            price,
            currency,
            "1M tokens",
            price is null ? "withdrawn" : "price",
            "t",
            "t"
        );

    private static List<SplitDay> Mean(params (string Day, (string Name, double Value)[] Values)[] days) =>
        Decomposition.OfAverage(
            days.Select(d =>
                (
                    d.Day,
                    new SortedDictionary<string, double>(
                        d.Values.ToDictionary(v => v.Name, v => v.Value),
                        StringComparer.Ordinal
                    )
                )
            ),
            values => values.Average()
        );

    private static SortedDictionary<string, (double, double)> Quantities(params (string, double, double)[] all) =>
        new(all.ToDictionary(a => a.Item1, a => (a.Item2, a.Item3)), StringComparer.Ordinal);
}
