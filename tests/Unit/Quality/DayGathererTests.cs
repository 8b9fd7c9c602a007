// Ladders and a day of a few messages, by hand.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Quality;
using Xunit;

namespace Tokenbourse.Unit.Quality;

public sealed class DayGathererTests
{
    private const double Near = 1e-9;

    [Fact]
    public void A_ladder_knows_its_best_its_depth_and_what_lots_cost()
    {
        var asks = new LadderSide(Side.Sell, 90, 110);
        Assert.True(asks.IsEmpty);
        Assert.Null(asks.MeanPrice(1));
        asks.Change(103, 5, 1);
        asks.Change(101, 2, 1);
        asks.Change(102, 3, 2);
        Assert.Equal((101, 2, 1), (asks.Best, asks.BestLots, asks.BestOrders));
        Assert.Equal((5, 10, 10), (asks.FirstLevels(2), asks.FirstLevels(5), asks.Within(2)));
        // 2 at 101, 3 at 102, 1 at 103: 611 for 6.
        Assert.Equal(611.0 / 6, asks.MeanPrice(6)!.Value, Near);
        Assert.Null(asks.MeanPrice(11));
        asks.Change(101, -2, -1);
        Assert.Equal(102, asks.Best);
        asks.Change(102, -3, -2);
        asks.Change(103, -5, -1);
        Assert.True(asks.IsEmpty);
        var bids = new LadderSide(Side.Buy, 90, 110);
        bids.Change(95, 4, 1);
        bids.Change(97, 1, 1);
        Assert.Equal((97, 4, 0), (bids.Best, bids.LotsBehind(2), bids.LotsBehind(1)));
        Assert.Equal(191.0 / 2, bids.MeanPrice(2)!.Value - 0.5, Near);
    }

    [Fact]
    public void A_take_pays_its_effective_spread_and_the_mid_moves()
    {
        // Sixty minutes of one message each. Bid 5 at 99 and 5 at 97; ask 2 at 101 and 8 at 103: mid 100.
        var day = new DayGatherer(new(60, 60, 50, 150));
        Rest(day, 1, Side.Buy, 99, 5);
        Rest(day, 2, Side.Buy, 97, 5);
        Rest(day, 3, Side.Sell, 101, 2);
        Rest(day, 4, Side.Sell, 103, 8);
        // Minute 1: nothing. Minute 2: a buyer takes 2 at 101 and 2 at 103: price 102, effective 2*(102-100) = 4.
        Quiet(day, 1);
        day.Begin();
        day.Traded(9, Side.Buy, 3, makerIsDone: true, takerIsDone: false, 101, 2);
        day.BookChanged(3, BookAction.Removed, Side.Sell, 101, 0);
        day.Traded(9, Side.Buy, 4, makerIsDone: false, takerIsDone: true, 103, 2);
        day.BookChanged(4, BookAction.Changed, Side.Sell, 103, 6);
        day.End();
        Assert.Equal(101, day.Mid);
        Quiet(day, 58);
        var figures = DayFigures.Of(day);
        // One message at 2 ticks, then 59 at 4.
        Assert.Equal((2 + (59 * 4)) / 60.0, Value(figures, "quoted", unit: "ticks"), Near);
        Assert.Equal(4, Value(figures, "effective"), Near);
        // The mid went to 101 and stayed: realised 2*(102-101) = 2, impact 2*(101-100) = 2.
        Assert.Equal((2, 2), (Value(figures, "realised", "10"), Value(figures, "impact", "10")));
        Assert.Equal((1, 2, 4), (Value(figures, "takes"), Value(figures, "fills"), Value(figures, "volume")));
        Assert.Equal(1, Value(figures, "two_sided"));
        // All orders were there before the day: no life has a beginning.
        Assert.Equal(0, day.FilledLives.Count + day.CancelledLives.Count);
    }

    [Fact]
    public void Lives_run_from_entering_to_the_last_lot_and_survive_an_amendment()
    {
        var day = new DayGatherer(new(60, 60, 50, 150));
        Rest(day, 1, Side.Buy, 99, 5);
        Step(day, () => Rest(day, 2, Side.Sell, 105, 4));
        Step(day, () => Rest(day, 3, Side.Sell, 104, 1));
        Quiet(day, 3);
        // Order 2 loses its place for a better price: the same life goes on.
        Step(
            day,
            () =>
            {
                day.BookChanged(2, BookAction.Removed, Side.Sell, 105, 0);
                Rest(day, 2, Side.Sell, 103, 4);
            }
        );
        Step(
            day,
            () =>
            {
                day.BookChanged(3, BookAction.Removed, Side.Sell, 104, 0);
                day.Left(3);
            }
        );
        Quiet(day, 2);
        Step(
            day,
            () =>
            {
                day.Traded(7, Side.Buy, 2, makerIsDone: true, takerIsDone: true, 103, 4);
                day.BookChanged(2, BookAction.Removed, Side.Sell, 103, 0);
            }
        );
        Assert.Equal((9, 5), (day.FilledLives.Mean.Value, day.CancelledLives.Mean.Value));
        Assert.Equal(0, day.StillResting);
        Assert.Null(day.Mid);
    }

    [Fact]
    public void A_day_without_trades_has_blanks_with_reasons()
    {
        var day = new DayGatherer(new(60, 60, 50, 150));
        Quiet(day, 60);
        var figures = DayFigures.Of(day);
        Assert.Equal(Blank.NothingObserved, figures.First(f => f.Key == "effective").Estimate.Blank);
        Assert.Equal(Blank.TooFew, figures.First(f => f.Key == "roll").Estimate.Blank);
        Assert.Equal(Blank.AllEqual, figures.First(f => f.Key == "kurtosis").Estimate.Blank);
        Assert.Equal(0, Value(figures, "two_sided"));
        Assert.All(figures, f => Assert.True(f.Estimate.Value is not null || f.Estimate.Blank != Blank.None));
        Assert.All(StylisedFacts.Of(figures), f => Assert.NotEqual(Verdict.Seen, f.Verdict));
    }

    [Fact]
    public void Impact_is_binned_by_lots()
    {
        var curve = new ImpactCurve();
        foreach (var lots in (long[])[1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 1_000_000_000])
            curve.Add(lots, lots);
        Assert.Equal([1, 1, 1, 2, 2, 2, 1, 1], curve.Points().Select(p => (int)p.Observations));
        Assert.Equal([1, 2, 3, 4.5, 6.5, 9.5, 12, 1e9], curve.Points().Select(p => p.Y));
    }

    private static void Rest(DayGatherer day, long order, Side side, long price, long lots) =>
        day.BookChanged(order, BookAction.Added, side, price, lots);

    private static void Step(DayGatherer day, Action what)
    {
        day.Begin();
        what();
        day.End();
    }

    private static void Quiet(DayGatherer day, int messages)
    {
        for (var i = 0; i < messages; i++)
            Step(day, () => { });
    }

    private static double Value(
        IReadOnlyList<Figure> figures,
        string key,
        string parameter = "",
        string? unit = null
    ) =>
        figures
            .First(f => f.Key == key && f.Parameter == parameter && (unit is null || f.Unit == unit))
            .Estimate.Value!.Value;
}
