// The bulletin of a day on which spreads traded: they stand apart from the months, with prices that may be below zero.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class BulletinTests
{
    private readonly Bulletins _bulletins = new();
    private long _sequence;

    [Fact]
    public void Spreads_that_traded_are_told_with_their_lots_and_are_no_month()
    {
        var day = TradingDate.Of(2026, 11, 2);
        List("GH-X26", 1);
        List("GH-Z26", 2);
        List("GHC-X26/Z26", 3, new("GHC", 1, 2, 1, 1, 1, 1));
        List("GHC-Z26/F27", 4, new("GHC", 2, 1, 1, 1, 1, 1));
        Say(MessageKind.DayOpened, Codec.Bytes(new DayOpened(1, day)));
        Spread(10, 3, TradeOrigin.Continuous);
        Leg(1, 2000, 3, 1, 2);
        Leg(2, 1990, 3, 2, 1);
        Spread(-4, 2, TradeOrigin.Implied);
        Settle(1, day, 3);
        Settle(2, day, 3);
        Say(MessageKind.DaySettled, Codec.Bytes(new DaySettled(1, day, 7)));

        var part = Assert.Single(_bulletins.Of(day)!.Parts);
        Assert.Equal(["GH-X26", "GH-Z26"], part.Months.Select(m => m.Symbol));
        // What traded on the day only: the other spread did not.
        Assert.Equal(new BulletinSpread(new(3), "GHC-X26/Z26", new(-4), 5, 2), Assert.Single(part.Spreads));
        Assert.Equal(0, part.PositionImbalance);
        // Both sides' fees of both legs.
        Assert.Equal(new Money(20), part.Fees(Currency.USD));
    }

    private void Spread(long ticks, long lots, TradeOrigin origin) =>
        Say(
            MessageKind.SpreadTraded,
            Codec.Bytes(new SpreadTraded(new(3), 1, new(ticks), new(lots), new(1), new(2), Side.Buy, origin))
        );

    private void Leg(int instrument, long ticks, long lots, int buyer, int seller) =>
        Say(
            MessageKind.Traded,
            Codec.Bytes(
                new Traded(
                    new(instrument),
                    new(instrument),
                    new(ticks),
                    new(lots),
                    new(1),
                    new(buyer),
                    new(5),
                    new(2),
                    new(seller),
                    new(5),
                    Side.Buy,
                    TradeOrigin.SpreadLeg
                )
            )
        );

    private void Settle(int instrument, TradingDate day, long openInterest) =>
        Say(
            MessageKind.SettlementPriceSet,
            Codec.Bytes(
                new SettlementPriceSet(
                    new(instrument),
                    day,
                    new(2000),
                    new(2000),
                    SettlementTier.Previous,
                    default,
                    new(openInterest),
                    0
                )
            )
        );

    private void List(string symbol, int number, SpreadDocument? spread = null) =>
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
                    10,
                    spread
                )
            )
        );

    private void Say(MessageKind kind, byte[] payload)
    {
        _bulletins.Apply(new(_sequence, new(_sequence), 0, kind, payload));
        _sequence++;
    }
}
