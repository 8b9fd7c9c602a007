// Settlement prices by every step, with the worked numbers of the rules.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

/// <summary>Rules STL-001 to STL-010 as arithmetic.</summary>
public sealed class SettlementPriceTests
{
    // Prices of the worked examples are dollars in ticks of a quarter: 100.25 is 401 ticks.
    private static readonly SettlementTerms Window = new(
        [
            SettlementTier.ClosingWindow,
            SettlementTier.SpreadImplied,
            SettlementTier.LastTrade,
            SettlementTier.ChangeOfPrecedingMonth,
            SettlementTier.Previous,
        ],
        RoundingMode.HalfUp,
        TieToPrevious: true
    );

    [Fact]
    public void The_window_average_goes_to_the_nearest_tick()
    {
        // 3 @ 100.25, 5 @ 100.50, 2 @ 100.50 = 100.425.
        var trades = Sum((401, 3), (402, 5), (402, 2));
        var price = One(Month(400) with { Window = trades }, Window);
        Assert.Equal((402, SettlementTier.ClosingWindow), (price.Price.Ticks, price.Tier));
        Assert.Equal((Int128)100_425 * 4 * 10, price.Numerator * 1000);
        Assert.Equal(10, price.Denominator);
    }

    [Fact]
    public void Of_two_equally_near_ticks_the_one_nearer_the_previous_settlement_counts()
    {
        // 100.375 with 100.00 before goes to 100.25; with 101.00 before to 100.50.
        var trades = Sum((401, 1), (402, 1));
        Assert.Equal(401, One(Month(400) with { Window = trades }, Window).Price.Ticks);
        Assert.Equal(402, One(Month(404) with { Window = trades }, Window).Price.Ticks);
    }

    [Fact]
    public void The_last_trade_gives_way_to_the_quote_that_it_lies_beyond()
    {
        var day = Month(400) with { Last = new Price(405), Bid = new Price(398), Ask = new Price(403) };
        Assert.Equal((403, SettlementTier.LastTrade), Told(One(day, Window)));
        Assert.Equal(398, One(day with { Last = new Price(390) }, Window).Price.Ticks);
        Assert.Equal(400, One(day with { Last = new Price(400) }, Window).Price.Ticks);
        // An auction that was cut off left quotes that cross: they say nothing.
        Assert.Equal(405, One(day with { Bid = new Price(410) }, Window).Price.Ticks);
    }

    [Fact]
    public void A_month_changes_with_the_one_before_it_and_stays_between_its_quotes()
    {
        DayOfMonth[] months =
        [
            Month(400) with
            {
                Window = Sum((407, 4)),
                Lots = 4,
            },
            Month(420) with
            {
                Month = 1,
            },
            Month(430) with
            {
                Month = 2,
                Ask = new Price(434),
            },
        ];
        var prices = SettlementPrice.Of(months, [], Window);
        Assert.Equal([407, 427, 434], prices.Select(p => p.Price.Ticks));
        Assert.Equal([-1, 0, 1], prices.Select(p => p.From));
    }

    [Fact]
    public void Spreads_carry_the_lead_month_outward_with_weights_of_lots_over_months()
    {
        // Lead is the second month. Spread prices: near less far.
        DayOfMonth[] months =
        [
            Month(400),
            Month(410) with
            {
                Month = 1,
                Window = Sum((415, 9)),
            },
            Month(420) with
            {
                Month = 4,
            },
            Month(430) with
            {
                Month = 5,
            },
        ];
        DayOfSpread[] spreads =
        [
            new(0, 1, Sum((-12, 2))),
            new(1, 2, Sum((-10, 6))),
            new(1, 3, Sum((-20, 8))),
            new(2, 3, Sum((-8, 1))),
        ];
        var prices = SettlementPrice.Of(months, spreads, Window);
        // Month 2: 415 + 10 = 425. Month 3: from month 1 by 8 lots over 4 months 435, from month 2 by 1 lot over 1
        // month 433: (2 * 435 + 1 * 433) / 3 = 434 1/3. Month 0: 415 - 12 = 403.
        Assert.Equal([403, 415, 425, 434], prices.Select(p => p.Price.Ticks));
        Assert.Equal((Int128)1303, prices[3].Numerator * 3 / prices[3].Denominator);
        Assert.Equal((1, 2), (prices[3].From, prices[3].Spread));
        Assert.Equal([SettlementTier.SpreadImplied, SettlementTier.ClosingWindow], prices.Take(2).Select(p => p.Tier));
    }

    [Fact]
    public void An_implied_price_stays_in_the_band_and_between_the_quotes()
    {
        DayOfMonth[] months =
        [
            Month(400) with
            {
                Window = Sum((415, 9)),
            },
            Month(410) with
            {
                Month = 1,
                High = new(420),
                Ask = new Price(418),
            },
        ];
        Assert.Equal(418, SettlementPrice.Of(months, [new(0, 1, Sum((-30, 1)))], Window)[1].Price.Ticks);
        months[1] = months[1] with { Ask = null };
        Assert.Equal(420, SettlementPrice.Of(months, [new(0, 1, Sum((-30, 1)))], Window)[1].Price.Ticks);
    }

    [Fact]
    public void The_last_hour_counts_before_the_whole_day()
    {
        var terms = new SettlementTerms([SettlementTier.LastHour, SettlementTier.Previous], RoundingMode.HalfUp);
        var day = Month(400) with { TicksTimesLots = 9000, Lots = 20, LastHour = Sum((410, 1), (411, 1)) };
        Assert.Equal((411, SettlementTier.LastHour), Told(One(day, terms)));
    }

    [Fact]
    public void A_month_without_trades_changes_by_as_many_ticks_as_the_nearest_that_traded()
    {
        var terms = new SettlementTerms(
            [SettlementTier.VolumeWeighted, SettlementTier.ChangeOfNearestMonth, SettlementTier.Previous],
            RoundingMode.HalfUp
        );
        DayOfMonth[] months =
        [
            Traded(Month(400), 410),
            Month(500) with
            {
                Month = 1,
            },
            Month(600) with
            {
                Month = 2,
            },
            Traded(Month(700) with { Month = 3 }, 697),
        ];
        // Two months from each side: the nearer one, be it later.
        Assert.Equal([410, 510, 597, 697], SettlementPrice.Of(months, [], terms).Select(p => p.Price.Ticks));
    }

    [Fact]
    public void The_uncut_average_of_the_nearest_earlier_month_moves_a_month_without_trades()
    {
        var published = new SettlementTerms(
            [SettlementTier.VolumeWeighted, SettlementTier.MoveOfNearestMonth, SettlementTier.Previous],
            RoundingMode.Down
        );
        var uncut = published with
        {
            Steps = [SettlementTier.VolumeWeighted, SettlementTier.MoveOfNearestAverage, SettlementTier.Previous],
        };
        DayOfMonth[] months = [Month(1000) with { TicksTimesLots = 10_109, Lots = 10 }, Month(2000) with { Month = 1 }];
        // 1,010.9 is cut to 1,010: 2,020 from the settlement, 2,021.8 from the average.
        Assert.Equal([1010, 2020], SettlementPrice.Of(months, [], published).Select(p => p.Price.Ticks));
        var prices = SettlementPrice.Of(months, [], uncut);
        Assert.Equal([1010, 2021], prices.Select(p => p.Price.Ticks));
        Assert.Equal((Int128)20_218_000, prices[1].Numerator);
        Assert.Equal((Int128)10_000, prices[1].Denominator);
        // A price set by hand stands for the average too; what was computed is still told.
        months[0] = months[0] with
        {
            Manual = new Price(1020),
        };
        prices = SettlementPrice.Of(months, [], uncut);
        Assert.Equal([1020, 2040], prices.Select(p => p.Price.Ticks));
        Assert.Equal((1010, SettlementTier.VolumeWeighted), (prices[0].Computed.Ticks, prices[0].Step));
        Assert.Equal(SettlementTier.Manual, prices[0].Tier);
    }

    private static (long, SettlementTier) Told(SettledPrice price) => (price.Price.Ticks, price.Tier);

    private static SettledPrice One(DayOfMonth day, SettlementTerms terms) => SettlementPrice.Of([day], [], terms)[0];

    private static DayOfMonth Month(long previous) => new(new(previous), new(1), new(100_000), 0, 0, null, null);

    private static DayOfMonth Traded(DayOfMonth day, long price) => day with { TicksTimesLots = price * 7, Lots = 7 };

    private static TradeSum Sum(params (long Price, long Lots)[] trades) =>
        trades.Aggregate(default(TradeSum), (sum, t) => sum.With(new(t.Price), t.Lots));
}
