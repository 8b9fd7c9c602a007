// Shocks worked by hand.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.RiskPaths.RiskExamples;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class ScenarioGridTests
{
    private static readonly FuturesMonth[] _curve =
    [
        new(ContractMonth.Of(2026, 9), 10),
        new(ContractMonth.Of(2026, 10), 8),
        new(ContractMonth.Of(2026, 11), 6),
    ];

    // 100 a month at twice the index; 50 of each bought at today's prices; margin 40 %.
    private static ScenarioBook Book(double passThrough = 1) =>
        new(
            Today,
            HedgerSide.Buyer,
            [
                new("TK", _curve, [100, 100, 100], HedgeSchedule.Strip([50, 50, 50]))
                {
                    Factor = 2,
                    PassThrough = passThrough,
                },
            ]
        )
        {
            InitialRate = 0.4,
            Costs = 30,
        };

    private static ScenarioRow Row(ScenarioBook book, Shock shock) => Assert.Single(ScenarioGrid.Of(book, [shock]));

    [Fact]
    public void A_parallel_rise_costs_the_open_half_and_is_received_as_variation()
    {
        var row = Row(Book(), new("up", [new(PriceMove.EveryProduct, MoveKind.Parallel, 0.25)]));

        // 2 * 100 * 24 = 4800, a quarter more is 6000; 50 * 24 * 0.25 = 300.
        Assert.Equal(6_000, row.Physical, 9);
        Assert.Equal(300, row.HedgeProfit, 9);
        Assert.Equal(6_000 - 300 + 30, row.Net, 9);
        Assert.Equal(1_200, row.PhysicalChange, 9);
        Assert.Equal(900, row.NetChange, 9);
        var point = Assert.Single(row.Path);
        Assert.Equal(300, point.Variation, 9);
        Assert.Equal(0.4 * 1_500, point.Initial, 9);
        Assert.Equal(0, row.WorstOutflow, 9);
        var fall = Row(Book(), new("down", [new("TK", MoveKind.Parallel, -0.25)]));
        Assert.Equal(300, fall.WorstOutflow, 9);
        Assert.Equal(0, Row(Book(), new("other", [new("GH", MoveKind.Parallel, -0.25)])).NetChange);
    }

    [Fact]
    public void A_price_war_reaches_only_the_months_from_then_on()
    {
        var row = Row(Book(), new("war", [new("TK", MoveKind.Step, -0.6) { FromMonth = 1 }]));

        // 2 * 100 * (10 + 3.2 + 2.4) = 3120; 50 * (-4.8 - 3.6) = -420.
        Assert.Equal(3_120, row.Physical, 9);
        Assert.Equal(-420, row.HedgeProfit, 9);
        Assert.Equal(420, row.WorstOutflow, 9);
        Assert.Equal([Today, TradingDate.Of(2026, 10, 1)], row.Path.Select(p => p.Date));
        Assert.Equal([0, -420.0], row.Path.Select(p => Math.Round(p.Variation, 9)));

        // A list price that stays: all of the hedge's loss remains.
        var sticky = Row(Book(passThrough: 0), row.Shock);
        Assert.Equal(0, sticky.PhysicalChange, 9);
        Assert.Equal(420, sticky.NetChange, 9);
    }

    [Fact]
    public void A_shortage_fades_along_the_curve_and_a_component_bends_it()
    {
        var flat = Row(Book(), new("front", [new("TK", MoveKind.Front, 0.4) { Fade = 0 }]));
        Assert.Equal(4_800 * 1.4, flat.Physical, 9);
        var fading = Row(Book(), new("front", [new("TK", MoveKind.Front, 0.4) { Fade = 2 }]));

        // Middle days: 16 September, 16 October, 16 November: 16, 46 and 77 days on.
        double Left(int days) => Math.Pow(1.4, Math.Exp(-2 * days / 365.0));
        Assert.Equal(200 * ((10 * Left(16)) + (8 * Left(46)) + (6 * Left(77))), fading.Physical, 6);
        var twist = Row(Book(), new("steepen", [new("TK", MoveKind.Component, 2) { Loadings = [-0.05, 0, 0.05] }]));
        Assert.Equal(200 * ((10 * Math.Exp(-0.1)) + 8 + (6 * Math.Exp(0.1))), twist.Physical, 6);
    }

    [Fact]
    public void Volume_and_currency_move_the_bill_and_not_the_futures()
    {
        var volume = Row(Book(), new("half", []) { VolumeFactor = 0.5 });
        Assert.Equal(2_400, volume.Physical, 9);
        Assert.Equal(0, volume.HedgeProfit, 9);
        var currency = Row(Book(), new("currency", []) { CurrencyFactor = 1.05 });
        Assert.Equal(4_800 * 1.05, currency.Physical, 9);
        var seller = Book() with { Side = HedgerSide.Seller };
        Assert.Equal(4_800 - 30, Row(seller, new("unchanged", [])).Net, 9);
    }

    [Fact]
    public void Known_prints_do_not_move()
    {
        // 11 September: 9 of 22 days are known at 12, the contract stands at 11: 132/22... known part 108/22.
        var now = TradingDate.Of(2026, 9, 11);
        var month = new FuturesMonth(ContractMonth.Of(2026, 9), 11) { FixedAverage = 12 };
        var book = new ScenarioBook(now, HedgerSide.Buyer, [new("TK", [month], [1], HedgeSchedule.Strip([1]))]);
        var known = 108.0 / 22;
        var row = Row(book, new("half", [new("TK", MoveKind.Parallel, -0.5)]));
        Assert.Equal(known + ((11 - known) / 2), row.Physical, 9);
        Assert.Equal(-(11 - known) / 2, row.HedgeProfit, 9);
    }

    [Fact]
    public void The_standard_list_runs_and_has_its_sixteen_rows()
    {
        var shocks = StandardShocks.List("TK", "GH", 1.5, 1, [-0.04, 0, 0.04]);
        Assert.Equal(16, shocks.Count);
        Assert.Equal(14, StandardShocks.List("TK", "GH", 1.5, 1, []).Count);
        var rows = ScenarioGrid.Of(Book(), shocks);
        Assert.Equal(0, rows[0].NetChange, 9);
        Assert.All(rows, row => Assert.True(double.IsFinite(row.Net) && row.WorstOutflow >= 0));
        Assert.Equal(shocks.Count, shocks.Select(s => s.Name).Distinct().Count());
    }

    [Fact]
    public void A_bad_shock_is_named()
    {
        void Refused(string part, Shock shock) =>
            Assert.Contains(
                part,
                Assert.Throws<ArgumentException>(() => ScenarioGrid.Of(Book(), [shock])).Message,
                StringComparison.Ordinal
            );
        Refused("must be above -1", new("x", [new("TK", MoveKind.Parallel, -1)]));
        Refused("step in month 7", new("x", [new("TK", MoveKind.Step, -0.6) { FromMonth = 7 }]));
        Refused("2 loadings for 3", new("x", [new("TK", MoveKind.Component, 1) { Loadings = [1, 2] }]));
        Refused("volume factor", new("x", []) { VolumeFactor = -1 });
        Assert.Throws<ArgumentException>(() => ScenarioGrid.Of(Book() with { Lines = [] }, []));
    }
}
