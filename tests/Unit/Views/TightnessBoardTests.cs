// Signs of a short market: touches of the upper limit, and what was offered near the best ask when trading ended.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class TightnessBoardTests
{
    private readonly Books _books = new();
    private readonly TightnessBoard _board;
    private long _sequence;
    private int _orders;

    public TightnessBoardTests() => _board = new(_books);

    [Fact]
    public void A_month_that_trades_or_settles_at_its_upper_limit_is_counted_once_a_day()
    {
        var day = TradingDate.Of(2026, 11, 2);
        List("GH-X26", 1);
        List("GH-Z26", 2);
        Band(1, day, 2200);
        Band(2, day, 2200);
        Trade(1, 2199, TradeOrigin.Continuous);
        Assert.Empty(_board.Of("GH"));
        Trade(1, 2200, TradeOrigin.SpreadLeg);
        Assert.Empty(_board.Of("GH"));
        Trade(1, 2200, TradeOrigin.Continuous);
        Trade(1, 2200, TradeOrigin.Continuous);
        Settle(1, day, 2200);
        Assert.Equal(new TightDay(day, 1, null), Assert.Single(_board.Of("GH")));
        Settle(2, day, 2200);
        Assert.Equal(2, _board.Of("GH")[^1].LimitUpMonths);
        Band(1, day.Plus(1), 2400);
        Trade(1, 2400, TradeOrigin.Continuous);
        Assert.Equal([2, 1], _board.Of("GH").Select(d => d.LimitUpMonths));
    }

    [Fact]
    public void Lots_within_five_ticks_of_the_best_ask_are_told_when_trading_ends()
    {
        var day = TradingDate.Of(2026, 11, 2);
        List("GH-X26", 1);
        List("GH-Z26", 2);
        Ask(1, 2000, 3);
        Ask(1, 2005, 4);
        // Six ticks above the best: not near.
        Ask(1, 2006, 50);
        Ask(2, 1990, 2);
        Phase(day, TradingPhase.Continuous);
        Assert.Empty(_board.Of("GH"));
        Phase(day, TradingPhase.Pause);
        Assert.Equal(9, _board.Of("GH")[^1].AskLots);
        // Books that empty after the close say nothing of the day's end.
        Phase(day, TradingPhase.Continuous);
        Ask(2, 1991, 5);
        Phase(day, TradingPhase.Closed);
        Phase(day, TradingPhase.Auction);
        Assert.Equal(14, Assert.Single(_board.Of("GH")).AskLots);
    }

    private void Ask(int instrument, long ticks, long lots)
    {
        var change = new BookChanged(
            new(instrument),
            _sequence,
            new(++_orders),
            BookAction.Added,
            Side.Sell,
            new(ticks),
            new(lots)
        );
        Say(MessageKind.BookChanged, Codec.Bytes(change));
    }

    private void Phase(TradingDate day, TradingPhase phase) =>
        Say(MessageKind.PhaseChanged, Codec.Bytes(new PhaseChanged(1, day, phase)));

    private void Band(int instrument, TradingDate day, long high) =>
        Say(MessageKind.BandSet, Codec.Bytes(new BandSet(new(instrument), day, new(2000), new(1600), new(high))));

    private void Trade(int instrument, long ticks, TradeOrigin origin) =>
        Say(
            MessageKind.Traded,
            Codec.Bytes(
                new Traded(
                    new(instrument),
                    new(instrument),
                    new(ticks),
                    new(1),
                    new(1),
                    new(1),
                    new(5),
                    new(2),
                    new(2),
                    new(5),
                    Side.Buy,
                    origin
                )
            )
        );

    private void Settle(int instrument, TradingDate day, long ticks) =>
        Say(
            MessageKind.SettlementPriceSet,
            Codec.Bytes(
                new SettlementPriceSet(
                    new(instrument),
                    day,
                    new(ticks),
                    new(2000),
                    SettlementTier.Previous,
                    default,
                    new(0),
                    0
                )
            )
        );

    private void List(string symbol, int number) =>
        Say(
            MessageKind.InstrumentListed,
            Documents.Write(
                new InstrumentDocument(
                    number,
                    symbol,
                    "GH",
                    "2026-11",
                    1,
                    Currency.USD,
                    "2026-11-02",
                    "2026-11-30",
                    0.001m,
                    3,
                    100,
                    1000,
                    "hours",
                    "USD",
                    "GPU hour",
                    "GPU 小时",
                    "GH-I",
                    4,
                    10,
                    10
                )
            )
        );

    private void Say(MessageKind kind, byte[] payload)
    {
        var entry = new LogEntry(_sequence, new(_sequence), 0, kind, payload);
        _books.Apply(entry);
        _board.Apply(entry);
        _sequence++;
    }
}
