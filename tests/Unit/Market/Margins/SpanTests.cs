// Sixteen scenarios against printed arrays, and the parts of the formula by hand.
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Margins;

public sealed class SpanTests
{
    // Gains of one long lot, rows 1 to 16, as printed in a textbook.
    private static readonly long[] _future =
    [
        0,
        0,
        3330,
        3330,
        -3330,
        -3330,
        6670,
        6670,
        -6670,
        -6670,
        10000,
        10000,
        -10000,
        -10000,
        7000,
        -7000,
    ];

    private static readonly long[] _call =
    [
        460,
        -610,
        2640,
        1730,
        -1270,
        -2340,
        5210,
        4540,
        -2540,
        -3430,
        8060,
        7640,
        -3380,
        -3990,
        3130,
        -1500,
    ];

    [Fact]
    public void A_covered_write_has_the_scan_risk_of_row_13()
    {
        var span = Options(0);
        span.Evaluate([Lots(0, 1), Lots(1, -1)]);
        Assert.Equal((6_620, 12), (span.Result(0).Scan, span.Result(0).Active));
        Assert.Equal(6_620, span.Result(0).Margin);
    }

    [Fact]
    public void A_long_call_alone_has_the_scan_risk_of_row_14()
    {
        var span = Options(0);
        span.Evaluate([Lots(1, 1)]);
        Assert.Equal((3_990, 13), (span.Result(0).Scan, span.Result(0).Active));
    }

    [Fact]
    public void A_short_option_pays_its_value_beside_its_risk_and_a_long_one_pays_nothing()
    {
        // Printed are the worst row (113,226) and the option's value (28,447) only, so one row stands for the array.
        var losses = new long[16];
        losses[10] = -113_226;
        losses[13] = 20_000;
        var span = new Span(
            new()
            {
                Contracts =
                [
                    new()
                    {
                        Name = "call",
                        Commodity = 0,
                        Kind = SpanKind.Call,
                        Losses = losses,
                        OptionValueMinor = 28_447,
                    },
                ],
                Commodities = [new("N", Currency.USD)],
                Tiers = [new("1", 0)],
            }
        );
        span.Evaluate([Lots(0, -1)]);
        Assert.Equal(
            (113_226, -28_447, 141_673),
            (span.Result(0).Scan, span.Result(0).OptionValue, span.Result(0).Margin)
        );
        span.Evaluate([Lots(0, 1)]);
        Assert.Equal((20_000, 0), (span.Result(0).Scan, span.Result(0).Margin));
    }

    [Theory]
    [InlineData(false, 3_000)]
    [InlineData(true, 2_000)]
    public void Short_options_have_a_minimum_by_number_or_by_the_larger_kind(bool larger, long minimum)
    {
        var zero = new long[16];
        var span = new Span(
            new()
            {
                Contracts =
                [
                    new()
                    {
                        Name = "call",
                        Commodity = 0,
                        Kind = SpanKind.Call,
                        Losses = zero,
                    },
                    new()
                    {
                        Name = "put",
                        Commodity = 0,
                        Kind = SpanKind.Put,
                        Losses = zero,
                    },
                ],
                Commodities = [new("N", Currency.USD, 1_000, larger)],
                Tiers = [new("1", 0)],
            }
        );
        span.Evaluate([Lots(0, -2), Lots(1, -1)]);
        Assert.Equal(minimum, span.Result(0).Margin);
        span.Evaluate([Lots(0, 2), Lots(1, 1)]);
        Assert.Equal(0, span.Result(0).Margin);
    }

    [Fact]
    public void The_array_of_a_future_has_the_sixteen_moves()
    {
        Assert.Equal(
            [
                0,
                0,
                -3_333,
                -3_333,
                3_333,
                3_333,
                -6_667,
                -6_667,
                6_667,
                6_667,
                -10_000,
                -10_000,
                10_000,
                10_000,
                -7_000,
                7_000,
            ],
            RiskArray.OfFuture(10_000, 700_000)
        );
    }

    [Fact]
    public void An_outright_future_costs_its_range_and_a_calendar_its_charge()
    {
        var span = Futures(charge: 200);
        Assert.Equal(1_000, Margin(span, Lots(0, 1)));
        Assert.Equal(3_000, Margin(span, Lots(1, -3)));
        Assert.Equal(200, Margin(span, Lots(0, 1), Lots(1, -1)));
        Assert.Equal((2 * 200) + 3_000, Margin(span, Lots(0, 5), Lots(1, -2)));
    }

    [Fact]
    public void Spreads_form_in_their_order_and_take_what_is_left()
    {
        // 1-2 first (100), then 1-3 (300): 5 long in 1, 2 short in 2, 4 short in 3.
        var span = new Span(Tables(3) with { InterMonth = [new(0, 1, 1, 1, 100), new(0, 1, 2, 1, 300)] });
        span.Evaluate([Lots(0, 5), Lots(1, -2), Lots(2, -4)]);
        Assert.Equal((1_000, (2 * 100) + (3 * 300)), (span.Result(0).Scan, span.Result(0).InterMonth));
    }

    [Fact]
    public void Ratios_make_parts_of_spreads_and_the_sum_is_rounded_up_once()
    {
        var span = new Span(Tables(2) with { InterMonth = [new(0, 2, 1, 3, 1_000)] });
        span.Evaluate([Lots(0, 1), Lots(1, -1)]);
        // n = min(1/2, 1/3) = 0.333333 spreads: 333.333 becomes 334.
        Assert.Equal(334, span.Result(0).InterMonth);
    }

    [Fact]
    public void Spot_deltas_are_charged_in_spreads_and_alone()
    {
        var tables = Tables(2);
        var span = new Span(
            tables with
            {
                Tiers = [new("spot", 0, 10, 40), tables.Tiers[1]],
                InterMonth = [new(0, 1, 1, 1, 100)],
            }
        );
        span.Evaluate([Lots(0, 5), Lots(1, -2)]);
        Assert.Equal((200, (2 * 10) + (3 * 40)), (span.Result(0).InterMonth, span.Result(0).Spot));
    }

    [Fact]
    public void A_credit_is_delta_used_times_weighted_price_risk_times_its_rate()
    {
        // Two commodities: range 1,000 and 400; 1 of A against 2 of B, half of the price risk credited.
        var span = Two(new InterCommoditySpread("A-B", [new(0, true, 1), new(1, false, 2)], 500_000));
        span.Evaluate([Lots(0, 3), Lots(1, -4)]);
        // n = min(3/1, 4/2) = 2: A is credited 2 x 1,000 x 0.5, B 4 x 400 x 0.5.
        Assert.Equal((1_000, 2_000), (span.Result(0).Credit, span.Result(0).Margin));
        Assert.Equal((800, 800), (span.Result(1).Credit, span.Result(1).Margin));
        span.Evaluate([Lots(0, 3), Lots(1, 4)]);
        Assert.Equal((0, 0), (span.Result(0).Credit, span.Result(1).Credit));
    }

    [Fact]
    public void Credits_are_given_by_priority_from_what_is_left()
    {
        var first = new InterCommoditySpread("first", [new(0, true, 1), new(1, false, 1)], 800_000);
        var second = new InterCommoditySpread("second", [new(0, true, 2), new(1, false, 1)], 300_000);
        Assert.Equal(1_600, Credit(first, second));
        // The second first: 1 spread uses 2 of A (0.3 x 2,000); the first finds 0 of A left.
        Assert.Equal(600, Credit(second, first));

        static long Credit(params InterCommoditySpread[] spreads)
        {
            var span = Two(spreads);
            span.Evaluate([Lots(0, 2), Lots(1, -5)]);
            return span.Result(0).Credit;
        }
    }

    [Fact]
    public void The_weighted_price_risk_leaves_volatility_out()
    {
        // Long call: active row 14 (loss 3,990), its pair row 13 (3,380); without a move -460 and 610.
        var span = Options(0);
        span.Evaluate([Lots(1, 1)]);
        Assert.Equal(3_990 + 3_380 + 460 - 610, span.Result(0).PriceRiskTwice);
    }

    [Fact]
    public void The_lines_add_up_and_name_scenario_spreads_and_credits()
    {
        var span = Two(new InterCommoditySpread("A-B", [new(0, true, 1), new(1, false, 2)], 500_000));
        var breakdown = new MarginBreakdown();
        span.Explain([Lots(0, 3), Lots(1, -4)], breakdown);
        Assert.Equal(2_800, breakdown.Total(Currency.CNY));
        Assert.Equal(2_800, breakdown.Lines.Where(l => l.Kind == LineKind.Counted).Sum(l => l.Minor));
        Assert.Equal(2, breakdown.Scenarios.Count(s => s.Bound));
        Assert.Equal(32, breakdown.Scenarios.Count);
        Assert.Contains(
            breakdown.Lines,
            l => l.Code == "inter-commodity" && l.Evidence.StartsWith("A-B: 2 deltas", StringComparison.Ordinal)
        );
    }

    internal static PositionLots Lots(int month, long lots) =>
        new(month, lots < 0 ? Side.Sell : Side.Buy, long.Abs(lots), default, false);

    internal static long Margin(Span span, params PositionLots[] lots)
    {
        Span<long> totals = stackalloc long[Currencies.Count];
        span.AddTo(lots, totals);
        return totals[(int)Currency.CNY];
    }

    /// <summary>One commodity, a tier for each month, range 1,000.</summary>
    internal static SpanTables Tables(int months) =>
        new()
        {
            Contracts = [.. Enumerable.Range(0, months).Select(m => Future($"M{m + 1}", 0, m, 1_000))],
            Commodities = [new("A", Currency.CNY)],
            Tiers = [.. Enumerable.Range(0, months).Select(m => new SpanTier($"M{m + 1}", 0))],
        };

    internal static SpanContract Future(string name, int commodity, int slot, long range) =>
        new()
        {
            Name = name,
            Commodity = commodity,
            Slot = slot,
            Tier = slot,
            Losses = RiskArray.OfFuture(range, 990_000),
        };

    internal static Span Two(params InterCommoditySpread[] spreads) =>
        new(
            new()
            {
                Contracts = [Future("A1", 0, 0, 1_000), Future("B1", 1, 1, 400)],
                Commodities = [new("A", Currency.CNY), new("B", Currency.CNY)],
                Tiers = [new("A1", 0), new("B1", 1)],
                InterCommodity = spreads,
            }
        );

    private static Span Futures(long charge) => new(Tables(2) with { InterMonth = [new(0, 1, 1, 1, charge)] });

    private static Span Options(long minimum) =>
        new(
            new()
            {
                Contracts =
                [
                    new()
                    {
                        Name = "future",
                        Commodity = 0,
                        Losses = [.. _future.Select(g => -g)],
                    },
                    new()
                    {
                        Name = "Dec 410 call",
                        Commodity = 0,
                        Kind = SpanKind.Call,
                        Losses = [.. _call.Select(g => -g)],
                    },
                ],
                Commodities = [new("S", Currency.USD, minimum)],
                Tiers = [new("Dec", 0)],
            }
        );
}
