// The percentage rule against printed statements, and the rate against the tables of published rules.
using System.Text;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Market.Margins;

public sealed class PercentageTests
{
    [Fact]
    public void The_statement_of_15_February_2023_comes_out_to_the_cent()
    {
        // ag: 15 kg a lot, tick 1; au: 1,000 g a lot, tick 0.02. Settlement 4928 and 413.80.
        var rule = new Percentage(
            [new("ag", Currency.CNY), new("au", Currency.CNY)],
            [Month("ag", 0, 1_500, 190_000, larger: true), Month("au", 1, 2_000, 140_000, larger: true)]
        );
        PositionLots[] lots =
        [
            new(0, Side.Buy, 4, new(4928), false),
            new(0, Side.Sell, 2, new(4928), false),
            new(1, Side.Sell, 2, new(20_690), false),
        ];
        var breakdown = new MarginBreakdown();
        rule.Explain(lots, breakdown);
        Assert.Equal([5_617_920, 2_808_960, 11_586_400], Amounts(breakdown, LineKind.Detail));
        Assert.Equal(20_013_280, Amounts(breakdown, LineKind.Detail).Sum());
        Assert.Equal([5_617_920, 11_586_400], Amounts(breakdown, LineKind.Counted));
        Assert.Equal(17_204_320, breakdown.Total(Currency.CNY));
        Assert.Equal(17_204_320, Total(rule, lots));
    }

    [Fact]
    public void Fifty_three_longs_and_fifty_three_shorts_are_charged_once()
    {
        // IF2109: 300 a point, tick 0.2, 11 %.
        var rule = new Percentage([new("IF", Currency.CNY)], [Month("IF2109", 0, 6_000, 110_000, larger: true)]);
        Assert.Equal(16_021_500, Total(rule, Pair(1)));
        Assert.Equal(849_139_500, Total(rule, Pair(53)));

        static PositionLots[] Pair(long lots) =>
            [new(0, Side.Buy, lots, new(24_275), false), new(0, Side.Sell, lots, new(24_275), false)];
    }

    [Fact]
    public void The_larger_side_is_of_the_contract_over_all_its_months()
    {
        var rule = new Percentage(
            [new("ag", Currency.CNY)],
            [Month("ag2701", 0, 1_500, 190_000, larger: true), Month("ag2702", 0, 1_500, 190_000, larger: true)]
        );
        PositionLots[] lots = [new(0, Side.Buy, 1, new(15_915), false), new(1, Side.Sell, 1, new(15_920), false)];
        Assert.Equal(4_537_200, Total(rule, lots));
    }

    [Theory]
    [InlineData(false, 14_470_400)]
    [InlineData(true, 9_302_400)]
    public void A_token_day_is_charged_by_both_sides_or_by_the_larger_one(bool larger, long margin)
    {
        var rule = new Percentage([new("TK", Currency.CNY)], [Month("TK", 0, 2_000, 160_000, larger)]);
        PositionLots[] lots = [new(0, Side.Buy, 9, new(3_230), false), new(0, Side.Sell, 5, new(3_230), false)];
        Assert.Equal(margin, Total(rule, lots));
    }

    [Theory]
    [InlineData(20, 4_040, 4_040_000)]
    [InlineData(28, 4_060, 5_684_000)]
    [InlineData(0, 4_060, 0)]
    public void The_member_days_have_their_margins(long lots, long settlement, long margin)
    {
        var rule = new Percentage([new("M", Currency.CNY)], [Month("M", 0, 1_000, 50_000, larger: false)]);
        Assert.Equal(margin, Total(rule, [new(0, Side.Buy, lots, new(settlement), false)]));
    }

    [Fact]
    public void An_amount_a_lot_and_the_hedge_rate_are_charged_beside_and_below()
    {
        var month = Month("TK", 0, 2_000, 160_000, larger: false) with { PerLotMinor = 7, HedgeRate = Rate(150_000) };
        var rule = new Percentage([new("TK", Currency.CNY)], [month]);
        Assert.Equal((2 * 3_230 * 320) + 14, Total(rule, [new(0, Side.Buy, 2, new(3_230), false)]));
        Assert.Equal((2 * 3_230 * 300) + 14, Total(rule, [new(0, Side.Buy, 2, new(3_230), true)]));
    }

    [Fact]
    public void A_side_is_rounded_up_once()
    {
        // 3 x 1 x 1 x 0.1 = 0.3 for each line; two lines of one side make 0.6, which is 1.
        var rule = new Percentage([new("X", Currency.USD)], [Month("X", 0, 1, 100_000, larger: false)]);
        PositionLots[] lots = [new(0, Side.Buy, 3, new(1), false), new(0, Side.Buy, 3, new(1), false)];
        Span<long> totals = stackalloc long[Currencies.Count];
        rule.AddTo(lots, totals);
        Assert.Equal(1, totals[(int)Currency.USD]);
    }

    [Theory]
    [InlineData(100_000, 80_000)]
    [InlineData(100_001, 100_000)]
    [InlineData(150_000, 100_000)]
    [InlineData(200_000, 120_000)]
    [InlineData(200_001, 150_000)]
    public void Open_interest_steps_are_those_of_fuel_oil(long lots, int ppm)
    {
        var parameters = Parameters(
            """
            "rate": "0.08", "openInterest": { "steps": [ { "upTo": 100000, "rate": "0.08" },
            { "upTo": 150000, "rate": "0.10" }, { "upTo": 200000, "rate": "0.12" }, { "rate": "0.15" } ] }
            """
        );
        var rate = MarginRate.Of(parameters, Question(openInterest: lots));
        Assert.Equal(ppm, rate.Ppm);
        Assert.Equal(ppm == 80_000 ? RateRule.Minimum : RateRule.OpenInterest, rate.Rule);
    }

    [Theory]
    [InlineData(0, 100_000)]
    [InlineData(1_000, 100_000)]
    [InlineData(1_001, 100_900)]
    [InlineData(1_500, 550_000)]
    [InlineData(2_000, 1_000_000)]
    [InlineData(9_999, 1_000_000)]
    public void The_line_of_open_interest_has_no_cliff(long lots, int ppm)
    {
        var parameters = Parameters(""" "rate": "0.1", "openInterest": { "from": 1000, "to": 2000 } """);
        Assert.Equal(ppm, MarginRate.Of(parameters, Question(openInterest: lots)).Ppm);
    }

    [Fact]
    public void The_line_of_open_interest_rounds_up()
    {
        var parameters = Parameters(""" "rate": "0.1", "openInterest": { "from": 0, "to": 700000 } """);
        // 100,000 + 900,000 / 700,000 = 100,001.29 ppm.
        Assert.Equal(100_002, MarginRate.Of(parameters, Question(openInterest: 1)).Ppm);
    }

    [Fact]
    public void The_highest_rule_prevails_and_is_named()
    {
        var parameters = Parameters(
            """
            "rate": "0.05", "phases": [ { "monthsBefore": 1, "rate": "0.10" }, { "monthsBefore": 0, "rate": "0.15" } ],
            "lastDays": [ { "tradingDays": 5, "rate": "0.20" }, { "tradingDays": 2, "rate": "0.30" } ]
            """
        );
        var far = Question() with { Day = TradingDate.Of(2026, 10, 30), TradingDaysLeft = 40 };
        Check(50_000, RateRule.Minimum, far);
        Check(100_000, RateRule.Phase, far with { Day = TradingDate.Of(2026, 11, 2) });
        Check(150_000, RateRule.Phase, far with { Day = TradingDate.Of(2026, 12, 1), TradingDaysLeft = 6 });
        Check(200_000, RateRule.Phase, far with { TradingDaysLeft = 5 });
        Check(300_000, RateRule.Phase, far with { TradingDaysLeft = 2 });
        Check(170_000, RateRule.LimitLadder, far with { LadderPpm = 170_000, NoticePpm = 170_000 });
        Check(180_000, RateRule.Notice, far with { LadderPpm = 170_000, NoticePpm = 180_000 });
        Check(50_000, RateRule.Minimum, far with { LadderPpm = 50_000 });

        void Check(int ppm, RateRule rule, RateQuestion question)
        {
            var rate = MarginRate.Of(parameters, question);
            Assert.Equal((ppm, rule), (rate.Ppm, rate.Rule));
        }
    }

    [Theory]
    [InlineData(0, 160_000, false)]
    [InlineData(10, 106_667, false)]
    [InlineData(20, 53_334, false)]
    [InlineData(25, 50_000, true)]
    [InlineData(30, 50_000, true)]
    public void In_the_averaging_month_the_rate_falls_with_the_known_prints(int known, int ppm, bool floor)
    {
        var parameters = Parameters(""" "rate": "0.16", "averaging": { "floor": "0.05" }, "largerSide": {} """);
        var rate = MarginRate.Of(parameters, Question() with { PrintsKnown = known, PrintsTotal = 30 });
        Assert.Equal((ppm, floor), (rate.Ppm, rate.FloorBound));
        Assert.False(MarginRate.LargerSide(parameters.Percentage, 30, 30));
        Assert.True(MarginRate.LargerSide(parameters.Percentage, 30, 0));
    }

    [Fact]
    public void The_larger_side_is_switched_off_near_the_last_trading_day()
    {
        var terms = Parameters(""" "rate": "0.1", "largerSide": { "offLastDays": 5 } """).Percentage;
        Assert.True(MarginRate.LargerSide(terms, 6, 0));
        Assert.False(MarginRate.LargerSide(terms, 5, 0));
        Assert.False(MarginRate.LargerSide(PercentageTerms.Plain, 60, 0));
    }

    [Fact]
    public void Only_todays_lots_ask_for_the_base_price()
    {
        Price previous = new(1);
        Assert.Equal(previous, MarginRate.Base(PriceBase.Open, false, previous, new(2), new(3), new(4)));
        Assert.Equal(previous, MarginRate.Base(PriceBase.PreviousSettlement, true, previous, new(2), new(3), new(4)));
        Assert.Equal(new(2), MarginRate.Base(PriceBase.Last, true, previous, new(2), new(3), new(4)));
        Assert.Equal(new(3), MarginRate.Base(PriceBase.Average, true, previous, new(2), new(3), new(4)));
        Assert.Equal(new(4), MarginRate.Base(PriceBase.Open, true, previous, new(2), new(3), new(4)));
    }

    [Theory]
    [InlineData(""" "rate": "0.1", "rule": "spam" """, "rule")]
    [InlineData(""" "rate": "0.1", "rule": "span" """, "group")]
    [InlineData(""" "rate": "0.1", "hedgeBelow": "0.1" """, "hedgeBelow")]
    [InlineData(""" "rate": "0.1", "averaging": { "floor": "0.2" } """, "averaging.floor")]
    [InlineData(""" "rate": "0.1", "largerSide": { "days": 5 } """, "largerSide.days")]
    [InlineData(""" "rate": "0.1", "basePrice": "middle" """, "basePrice")]
    [InlineData(""" "rate": "0.1", "perLot": "0.001" """, "perLot")]
    [InlineData(""" "rate": "0.1", "openInterest": {} """, "openInterest.steps")]
    [InlineData(""" "rate": "0.1", "openInterest": { "from": 5, "to": 5 } """, "openInterest.to")]
    [InlineData(""" "rate": "0.1", "openInterest": { "steps": [] } """, "openInterest.steps")]
    [InlineData(
        """ "rate": "0.1", "lastDays": [{ "tradingDays": 2, "rate": "0.2" }, { "tradingDays": 3, "rate": "0.2" }] """,
        "lastDays[1].tradingDays"
    )]
    public void A_fault_of_a_margin_document_names_its_field(string fields, string path)
    {
        var faults = new List<SpecFault>();
        Assert.Null(MarginParameters.Read(Json(fields), faults));
        Assert.Contains(path, faults.Select(f => f.Path));
    }

    [Fact]
    public void A_document_without_the_new_fields_means_what_it_meant()
    {
        var parameters = Parameters(""" "rate": "0.1" """);
        Assert.Equal(MarginRule.Percentage, parameters.Rule);
        Assert.Same(PercentageTerms.Plain.OpenInterest, parameters.Percentage.OpenInterest);
        Assert.Equal(SideRule.Both, parameters.Percentage.Sides);
        Assert.Equal(PriceBase.PreviousSettlement, parameters.Percentage.Base);
        Assert.Equal((0, 0, -1), Numbers(parameters.Percentage));

        static (long, int, int) Numbers(PercentageTerms t) => (t.PerLotMinor, t.HedgeBelowPpm, t.AveragingFloorPpm);
    }

    internal static PercentageMonth Month(string name, int contract, long tickValue, int ppm, bool larger) =>
        new()
        {
            Name = name,
            Contract = contract,
            TickValueMinor = tickValue,
            Rate = Rate(ppm),
            HedgeRate = Rate(ppm),
            LargerSide = larger,
        };

    private static RateResult Rate(int ppm) => new(ppm, RateRule.Minimum, ppm, false);

    private static RateQuestion Question(long openInterest = 0) =>
        new()
        {
            Day = TradingDate.Of(2026, 1, 5),
            Month = ContractMonth.Of(2026, 12),
            OpenInterest = openInterest,
        };

    private static ReadOnlyMemory<byte> Json(string fields) =>
        Encoding.UTF8.GetBytes($$"""{ "contract": "X", "version": 1, {{fields}} }""");

    private static MarginParameters Parameters(string fields)
    {
        var faults = new List<SpecFault>();
        var parameters = MarginParameters.Read(Json(fields), faults);
        Assert.Empty(faults);
        return parameters!;
    }

    private static long[] Amounts(MarginBreakdown breakdown, LineKind kind) =>
        [.. breakdown.Lines.Where(l => l.Kind == kind).Select(l => l.Minor)];

    private static long Total(Percentage rule, PositionLots[] lots)
    {
        Span<long> totals = stackalloc long[Currencies.Count];
        rule.AddTo(lots, totals);
        return totals[(int)Currency.CNY];
    }
}
