// The walk of spot hedgers: by hand, against a world whose answer is known, and never a look ahead.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.SpotLaboratory;

public sealed class SpotWalkTests
{
    private static readonly TradingDate _first = TradingDate.Of(2020, 1, 1);
    private static readonly SpotWalkRules _rules = new(Ahead: 2, WarmUp: 12, LotUnits: 0.001);

    /// <summary>Two years at 2, then a jump. Before 24 months the curve is flat: the mean of the last five prints. On
    /// 2021-12-31 there are 24 months at 2 with no variance: still flat. On 2022-01-31, with January at 4, mu =
    /// (24 ln 2 + ln 4) / 25; deviations are -a/25 (24 times) and 24a/25 with a = ln 2, so phi = (23 (1/25)² -
    /// (1/25)(24/25)) / (24 (1/25)² + (24/25)²) = -1/600, which is held at 0: F = exp(mu).</summary>
    [Fact]
    public void The_curve_is_worked_by_hand()
    {
        var prints = new double[900];
        for (var day = 0; day < 900; day++)
            prints[day] = _first.Plus(day) < TradingDate.Of(2022, 1, 1) ? 2 : 4;
        var curve = new SpotCurve(_first, prints, new(Noise: 0));
        Assert.Equal(2, curve.Price(TradingDate.Of(2020, 12, 31), ContractMonth.Of(2021, 3)), 12);
        Assert.Equal(2, curve.Price(TradingDate.Of(2021, 12, 31), ContractMonth.Of(2022, 3)), 12);
        Assert.Equal(
            Math.Exp(((24 * Math.Log(2)) + Math.Log(4)) / 25),
            curve.Price(TradingDate.Of(2022, 1, 31), ContractMonth.Of(2022, 3)),
            12
        );
        Assert.Equal(4, curve.Settlement(ContractMonth.Of(2022, 2)), 12);

        // 2022 refers to the last thirty prints of 2021.
        Assert.Equal(2, curve.Reference(ContractMonth.Of(2022, 5)), 12);

        // 46 days from the last of December to the middle (14.5 days in) of February 2021, at 10 % a year.
        var dear = new SpotCurve(_first, prints, new(Premium: 0.1, Noise: 0));
        Assert.Equal(
            2 * Math.Exp(0.1 * (31 + 1 + 13.5) / 365),
            dear.Price(TradingDate.Of(2020, 12, 31), ContractMonth.Of(2021, 2)),
            12
        );
    }

    [Fact]
    public void A_supply_contract_has_its_floor_and_its_cap()
    {
        var supply = new SpotSupply(0.05, 0.8, 1.5);
        Assert.Equal(2.1, supply.Price(2.0, 2.0), 12);
        Assert.Equal(1.6, supply.Price(1.2, 2.0), 12);
        Assert.Equal(3.0, supply.Price(5.0, 2.0), 12);
    }

    /// <summary>Spread 0.05, floor 0.8, cap 1.5, reference 2: from 1.5 to 2.9 of the average the price moves with it.
    /// Without variance the expected price is the price. A reference that is not fixed moves along: the price over the
    /// forward. Open: average and spread.</summary>
    [Fact]
    public void What_a_contract_is_expected_to_cost_and_to_keep_of_a_move()
    {
        var supply = new SpotSupply(0.05, 0.8, 1.5);
        foreach (var average in new[] { 1.0, 1.7, 2.5, 4.0 })
            Assert.Equal(supply.Price(average, 2), supply.Expected(average, 2, 0), 12);
        Assert.Equal([0, 1, 1, 0], new[] { 1.0, 1.7, 2.5, 4.0 }.Select(a => supply.Delta(a, 2, 0, true)));
        Assert.Equal(2.1 / 2, supply.Delta(2, 2, 0, false), 12);
        Assert.Equal(2.08, SpotSupply.Open.Expected(2, 2, 0.3), 12);
        Assert.Equal(1, SpotSupply.Open.Delta(2, 2, 0.3, true), 12);

        // A year of doubt at 40 %: the slope of the expected price.
        var slope = (supply.Expected(2.601, 2, 0.16) - supply.Expected(2.599, 2, 0.16)) / 0.002;
        Assert.Equal(slope, supply.Delta(2.6, 2, 0.16, true), 6);
    }

    /// <summary>Months that stand at 1 and at e^0.1 in turn: twelve months make eleven changes of ±0.1, six up and five
    /// down, whose sum is 0.1.</summary>
    [Fact]
    public void Volatility_and_reference_are_those_that_were_known()
    {
        var prints = new double[800];
        for (var day = 0; day < prints.Length; day++)
            prints[day] = _first.Plus(day).Month % 2 == 0 ? Math.Exp(0.1) : 1;
        var curve = new SpotCurve(_first, prints, new(Noise: 0));
        var year = TradingDate.Of(2020, 12, 31);
        var variance = ((11 * 0.01) - (0.01 / 11)) / 10;
        Assert.Equal(Math.Sqrt(variance * 18), curve.Volatility(year), 9);
        Assert.Equal(0, curve.Volatility(TradingDate.Of(2020, 7, 30)));
        var may = ContractMonth.Of(2021, 5);
        Assert.Equal(curve.Reference(may), curve.ExpectedReference(year, may, out var known), 12);
        Assert.True(known);
        var expected = curve.ExpectedReference(TradingDate.Of(2020, 11, 30), may, out known);
        Assert.Equal((curve.Price(TradingDate.Of(2020, 11, 30), ContractMonth.Of(2020, 12)), false), (expected, known));
    }

    /// <summary>Held within a tenth of its reference the price often stands still while the future goes on: one for one
    /// makes it worse, the delta does not. Without floor and cap both are the same.</summary>
    [Fact]
    public void A_contract_with_floor_and_cap_is_hedged_by_its_delta()
    {
        var prints = Walk(6, 3000, 0.5);
        var curve = new SpotCurve(_first, prints, new(Noise: 0));
        var narrow = Linked(prints.Length) with { Supply = new(0, 0.9, 1.1) };
        var figures = SpotWalk.Of(SpotWalk.Run(narrow, curve, _first, _rules));
        Assert.True(figures.Chosen > figures.Full + 0.1, $"{figures}");
        Assert.InRange(figures.Chosen!.Value, 0, 0.99);
        Assert.InRange(figures.Ratio, 0.05, 0.95);
    }

    [Fact]
    public void A_contract_on_the_index_is_hedged_whole_when_nothing_else_moves()
    {
        var prints = Walk(1, 1500, 0.5);
        var curve = new SpotCurve(_first, prints, new(Noise: 0));
        var figures = SpotWalk.Of(SpotWalk.Run(Linked(prints.Length), curve, _first, _rules));
        Assert.True(figures.Months > 30);
        Assert.InRange(figures.Full!.Value, 0.9999, 1);
        Assert.Equal(figures.Full!.Value, figures.Chosen!.Value, 9);
        Assert.InRange(figures.Bill!.Value, 0.98, 1);
    }

    /// <summary>The buyer pays the print times a month's own error of deviation s, alone in each month; the futures
    /// gain has the deviation v. One for one takes v² / (v² + s²) of the variance away, up to what the yearly mean of
    /// the errors adds. Both deviations are taken from the walk itself by plain sums.</summary>
    [Fact]
    public void What_is_left_of_a_noisy_buyer_is_his_noise()
    {
        var prints = Walk(2, 2500, 0.6);
        var noise = Walk(3, 6000, 4);
        var curve = new SpotCurve(_first, prints, new(Noise: 0));
        var units = new double[prints.Length];
        var spent = new double[prints.Length];
        for (var day = 0; day < prints.Length; day++)
        {
            var month = _first.Plus(day);
            var error = Math.Clamp(
                Math.Log(
                    noise[((month.Year * 12) + month.Month) % 100 * 20 + 19]
                        / noise[((month.Year * 12) + month.Month) % 100 * 20]
                ),
                -0.3,
                0.3
            );
            (units[day], spent[day]) = (100, 100 * prints[day] * (1 + (0.3 * error)));
        }

        var months = SpotWalk.Run(new("noisy", SpotHedgerKind.Spot, units, spent, [], null), curve, _first, _rules);
        var left = months.Select(m => m.Over - m.Full).ToList();
        var bare = months.Select(m => m.Over).ToList();
        var expected = 1 - (Variance(left) / Variance(bare));
        var figures = SpotWalk.Of(months);
        Assert.Equal(expected, figures.Full!.Value, 9);
        Assert.InRange(figures.Full.Value, 0.5, 0.995);

        // The months' errors explain what is left: budget is proportional to what was paid over the index before.
        Assert.All(months, m => Assert.InRange(Math.Abs(m.Over - m.Full), 0, 0.4));
    }

    [Fact]
    public void A_list_that_stands_by_itself_is_made_worse_by_a_future_and_the_guard_proposes_none()
    {
        var prints = Walk(4, 2200, 0.6);
        var list = new double[prints.Length];
        for (var day = 0; day < list.Length; day++)
            list[day] = day / 400 % 2 == 0 ? 3 : 3.3;
        var units = Enumerable.Repeat(50.0, list.Length).ToArray();
        var hedger = new SpotHedger("list", SpotHedgerKind.List, units, [.. list.Select(l => 50 * l)], [], null);
        var figures = SpotWalk.Of(SpotWalk.Run(hedger, new SpotCurve(_first, prints, new()), _first, _rules));
        Assert.True(figures.Full < 0);
        Assert.Equal(0, figures.Chosen);
        Assert.Equal(0, figures.Ratio);
    }

    /// <summary>Everything after the decision day is changed: entry, budget and ratio of that decision stay.</summary>
    [Fact]
    public void A_decision_reads_nothing_that_came_later()
    {
        var prints = Walk(5, 1200, 0.5);
        var later = (double[])prints.Clone();
        var month = ContractMonth.Of(2022, 6);
        var day = month.Plus(-2).First.Plus(-1);
        for (var at = day.Days - _first.Days + 1; at < later.Length; at++)
            later[at] *= 3;
        SpotMonth Decided(double[] of, bool contract)
        {
            var units = Enumerable.Repeat(10.0, of.Length).ToArray();
            var hedger = contract
                ? Linked(of.Length) with
                {
                    Supply = new(),
                }
                : new("spot", SpotHedgerKind.Spot, units, [.. of.Select(p => 10 * p * 1.02)], [], null);
            return SpotWalk
                .Run(hedger, new SpotCurve(_first, of, new()), _first, _rules with { Every = 6 })
                .Single(m => m.Month == month);
        }

        foreach (var contract in new[] { false, true })
        {
            var (one, other) = (Decided(prints, contract), Decided(later, contract));
            Assert.Equal(one.Entry, other.Entry);
            Assert.Equal(one.Budget, other.Budget);
            Assert.Equal(one.Ratio, other.Ratio);
            Assert.NotEqual(one.Settlement, other.Settlement);
        }
    }

    [Fact]
    public void A_figure_over_paths_has_students_interval()
    {
        // Mean 0.8, deviation 0.1, three values: half width 4.302653 * 0.1 / sqrt 3 (Student's 97.5 % quantile with two
        // degrees of freedom is 4.302653 in any table).
        var figure = SpotFigure.Of([0.7, 0.8, 0.9]);
        Assert.Equal(0.8, figure.Mean, 12);
        Assert.Equal(0.8 - (4.302653 * 0.1 / Math.Sqrt(3)), figure.Low, 6);
        Assert.Equal(0.7, figure.Least);
        Assert.Equal(2.0 / 3, figure.Reach, 12);
        Assert.Equal(0, SpotFigure.Of([]).Paths);
    }

    private static SpotHedger Linked(int days)
    {
        var units = Enumerable.Repeat(100.0, days).ToArray();
        return new(
            "linked",
            SpotHedgerKind.Linked,
            new double[days],
            new double[days],
            units,
            new(0, 0, double.PositiveInfinity)
        );
    }

    private static double[] Walk(ulong seed, int days, double volatility)
    {
        var chance = new Tokenbourse.Analytics.Studies.SplitMix(seed);
        var prints = new double[days];
        var log = 0.7;
        for (var day = 0; day < days; day++)
        {
            log += volatility / Math.Sqrt(365) * chance.Normal();
            prints[day] = Math.Exp(log);
        }

        return prints;
    }

    private static double Variance(List<double> values)
    {
        var mean = values.Sum() / values.Count;
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }
}
