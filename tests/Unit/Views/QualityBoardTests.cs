// Market quality by hand: how wide and how large a month and a maker's quote stood, what it traded and took off.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class QualityBoardTests
{
    private const long Second = Instant.PerSecond;
    private readonly MakerMarket _market = new(MakerMarket.Agreement());

    public QualityBoardTests()
    {
        _market.List(1, "2026-03");
        _market.Day(MakerMarket.First);
    }

    [Fact]
    public void A_month_and_a_maker_are_weighted_by_the_time_for_which_each_state_stood()
    {
        _market.Phase(TradingPhase.Continuous);
        // 0 to 10 s: the maker alone, 10 wide and 5 large; then a narrower ask of 1 lot; from 20 s 3 lots are left of
        // the maker's ask, from 30 s none. A pause of 10 s counts for nobody.
        _market.Put(MakerMarket.Maker, Side.Buy, 100, 5);
        var ask = _market.Put(MakerMarket.Maker, Side.Sell, 110, 8);
        At(10);
        _market.Put(MakerMarket.Other, Side.Sell, 105, 1);
        At(20);
        _market.Less(ask, 3);
        At(30);
        _market.Take(ask);
        At(40);
        _market.Phase(TradingPhase.Pause);
        At(50);
        _market.Phase(TradingPhase.Continuous);
        At(60);
        _market.Tick();

        var month = _market.Quality.Of(new(1));
        Assert.Equal(MakerMarket.First, month.Day);
        Assert.Equal((50 * Second, 50 * Second), (month.Quoted.Open, month.Quoted.TwoSided));
        // 10 s by 10 ticks, 30 s and 10 s by 5; 10 s by 5 lots, then 1.
        Assert.Equal((300 * Second, 90 * Second), (month.Quoted.SpreadTime, month.Quoted.LotsTime));

        var quoted = Maker().Quoted;
        Assert.Equal((50 * Second, 30 * Second, false), (quoted.Open, quoted.TwoSided, quoted.Stands));
        Assert.Equal((300 * Second, 130 * Second), (quoted.SpreadTime, quoted.LotsTime));
        Assert.Equal(
            (30 * Second, 20 * Second, 0, 0),
            (quoted.Within(10, 1), quoted.Within(10, 5), quoted.Within(9, 1), quoted.Within(100, 10))
        );
    }

    [Fact]
    public void The_best_of_several_own_prices_counts_and_what_lies_behind_comes_forward()
    {
        _market.Phase(TradingPhase.Continuous);
        _market.Put(MakerMarket.Maker, Side.Buy, 100, 5);
        var best = _market.Put(MakerMarket.Maker, Side.Buy, 102, 1);
        _market.Put(MakerMarket.Maker, Side.Buy, 102, 2);
        _market.Put(MakerMarket.Maker, Side.Sell, 108, 9);
        var near = _market.Put(MakerMarket.Maker, Side.Sell, 106, 4);
        // 4 ticks and 3 lots for 10 s; then 2 lots; then 6 ticks.
        At(10);
        _market.Take(best);
        At(20);
        _market.Take(near);
        At(30);
        _market.Tick();
        var quoted = Maker().Quoted;
        Assert.Equal((140 * Second, 70 * Second), (quoted.SpreadTime, quoted.LotsTime));
        Assert.Equal(5, Maker().Orders);
        Assert.Equal(2, Maker().Cancelled);
    }

    [Fact]
    public void Trades_of_either_side_are_counted_for_makers_alone_and_a_touch_of_the_limit_is_remembered()
    {
        _market.Phase(TradingPhase.Continuous);
        At(5);
        _market.Trade(MakerMarket.Maker, MakerMarket.Other, 100, 3);
        _market.Trade(MakerMarket.Other, MakerMarket.Maker, 100, 4);
        _market.Trade(MakerMarket.Maker, MakerMarket.Maker, 100, 2);
        _market.Trade(MakerMarket.Other, MakerMarket.Other, 150, 1, TradeOrigin.SpreadLeg);
        Assert.Null(_market.Quality.Of(new(1)).Touched);
        At(7);
        _market.Trade(MakerMarket.Other, MakerMarket.Other, 50, 1);
        Assert.Equal((3, 9, 5), (Maker().Trades, Maker().TradedLots, _market.Quality.Of(new(1)).Trades));
        Assert.Equal(new LimitTouch(new(7 * Second), new(50), false), _market.Quality.Of(new(1)).Touched);
        At(8);
        _market.Trade(MakerMarket.Other, MakerMarket.Other, 150, 1);
        Assert.True(_market.Quality.Of(new(1)).Touched!.Value.Upper);
        Assert.Single(_market.Quality.MakersOf(new(1)));
    }

    [Fact]
    public void A_day_is_counted_from_nothing_with_what_stands_and_other_limits_begin_none()
    {
        _market.Phase(TradingPhase.Continuous);
        _market.Put(MakerMarket.Maker, Side.Buy, 100, 5);
        _market.Put(MakerMarket.Maker, Side.Sell, 104, 5);
        _market.Trade(MakerMarket.Maker, MakerMarket.Other, 100, 3);
        At(10);
        // Other limits of the same day.
        _market.Day(MakerMarket.First);
        At(15);
        _market.Tick();
        Assert.Equal((15 * Second, 1), (Maker().Quoted.TwoSided, Maker().Trades));
        At(20);
        _market.Day(MakerMarket.First.Plus(1));
        At(23);
        _market.Tick();
        var month = _market.Quality.Of(new(1));
        Assert.Equal((3 * Second, 3 * Second, 0), (month.Quoted.Open, month.Quoted.TwoSided, month.Trades));
        Assert.Equal(
            (3 * Second, 12 * Second, 0, 0),
            (Maker().Quoted.TwoSided, Maker().Quoted.SpreadTime, Maker().Orders, Maker().TradedLots)
        );
    }

    [Fact]
    public void A_maker_that_comes_late_was_not_there_before()
    {
        _market.Phase(TradingPhase.Continuous);
        At(10);
        Assert.Empty(_market.Quality.MakersOf(new(1)));
        _market.Put(MakerMarket.Maker, Side.Buy, 100, 5);
        _market.Put(MakerMarket.Maker, Side.Sell, 104, 5);
        At(14);
        _market.Tick();
        Assert.Equal((4 * Second, 4 * Second), (Maker().Quoted.Open, Maker().Quoted.TwoSided));
        Assert.Equal(14 * Second, _market.Quality.Of(new(1)).Quoted.Open);
    }

    [Fact]
    public void Changes_of_makers_quotes_and_their_trades_allocate_nothing()
    {
        const int Orders = 64;
        _market.Phase(TradingPhase.Continuous);
        for (var i = 0; i < Orders; i++)
            _market.Put(MakerMarket.Maker, i % 2 == 0 ? Side.Buy : Side.Sell, i % 2 == 0 ? 95 - i : 105 + i, 9);
        var told = new List<(MessageKind Kind, byte[] Payload)>();
        for (var order = 1; order <= Orders; order++)
        {
            told.Add((MessageKind.BookChanged, _market.Changed(order, BookAction.Changed, 4)));
            told.Add((MessageKind.Traded, MakerMarket.Traded(MakerMarket.Maker, MakerMarket.Other, 100, 1)));
            told.Add((MessageKind.BookChanged, _market.Changed(order, BookAction.Removed, 0)));
            told.Add((MessageKind.BookChanged, _market.Changed(order, BookAction.Added, 9)));
        }

        Round();
        Assert.Equal(0, Allocated.Least(Round));
        Assert.True(Maker().Quoted.TwoSided > 0);

        void Round()
        {
            foreach (var (kind, payload) in told)
            {
                _market.Now++;
                _market.Say(kind, payload);
            }
        }
    }

    private void At(int second) => _market.Now = second;

    private MakerQuality Maker()
    {
        var (account, maker) = Assert.Single(_market.Quality.MakersOf(new(1)));
        Assert.Equal(MakerMarket.Maker, account);
        return maker;
    }
}
