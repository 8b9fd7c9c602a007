// The back office says what the logs say, however often and in however many steps they are read.
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public sealed class BackOfficeTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly MemoryLog _events = new();
    private readonly MemoryLog _prints = new();
    private readonly Random _random = new(21);
    private long _trades;

    public void Dispose()
    {
        _events.Dispose();
        _prints.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Rebuilt_it_equals_what_was_kept_up_step_by_step()
    {
        using var steps = BackOffice.Open(_scratch.At("office.db"));
        Define();
        for (var day = 1; day <= 12; day++)
        {
            TradeADay(day);
            if (day % 3 == 0)
                continue;
            Assert.True(steps.CatchUp(_events, _prints) > 0);
            Assert.Equal(0, steps.CatchUp(_events, _prints));
        }

        Assert.True(steps.CatchUp(_events, _prints) > 0);
        var kept = steps.Dump().ToArray();
        using var fresh = BackOffice.InMemory();
        Assert.Equal(_events.Tail + _prints.Tail, fresh.CatchUp(_events, _prints));
        Assert.Equal(kept, fresh.Dump());
        Assert.Equal(_events.Tail + _prints.Tail, steps.Rebuild(_events, _prints));
        Assert.Equal(kept, steps.Dump());
        Assert.Equal(0, steps.Restarts);
    }

    [Fact]
    public void It_goes_on_where_it_was_after_it_was_closed()
    {
        Define();
        TradeADay(1);
        string path = _scratch.At("office.db");
        using (var first = BackOffice.Open(path))
            first.CatchUp(_events, _prints);
        var before = _events.Tail;
        TradeADay(2);
        using var second = BackOffice.Open(path);
        Assert.Equal(_events.Tail - before + 1, second.CatchUp(_events, _prints));
        Assert.Equal(0, second.Restarts);
    }

    [Fact]
    public void Balances_are_the_sum_of_the_postings_and_all_of_a_currency_sum_to_zero()
    {
        Define();
        for (var day = 1; day <= 5; day++)
            TradeADay(day);
        using var office = BackOffice.InMemory();
        office.CatchUp(_events, _prints);
        var naive = new SortedDictionary<(int, int, string), long>();
        foreach (var entry in _events.Read(0).Where(entry => entry.Kind == MessageKind.Posted))
        {
            var posted = entry.As<Posted>();
            Put((posted.DebitOwner.Value, (int)posted.Debit, posted.Currency.ToString()), -posted.Amount.Minor);
            Put((posted.CreditOwner.Value, (int)posted.Credit, posted.Currency.ToString()), posted.Amount.Minor);
        }

        Assert.Equal(
            naive.Select(row => (row.Key.Item1, row.Key.Item2, row.Key.Item3, row.Value)),
            office.Query<(int, int, string, long)>(
                "SELECT account, code, currency, balance_minor FROM balances ORDER BY account, code, currency"
            )
        );
        Assert.All(
            office.Query<long>("SELECT sum(balance_minor) FROM balances GROUP BY currency"),
            sum => Assert.Equal(0, sum)
        );
        Assert.Equal(_trades, office.Query<long>("SELECT count(*) FROM trades").Single());

        void Put((int, int, string) key, long change) => naive[key] = naive.GetValueOrDefault(key) + change;
    }

    [Fact]
    public void Each_kind_of_event_has_its_row()
    {
        Define();
        TradeADay(1);
        using var office = BackOffice.InMemory();
        office.CatchUp(_events, _prints);
        var tables = office.Dump().Select(line => line[..line.IndexOf('|', StringComparison.Ordinal)]).ToHashSet();
        Assert.Equal(
            [
                "accounts",
                "balances",
                "cash_movements",
                "days",
                "final_prices",
                "instruments",
                "margin",
                "postings",
                "prints",
                "progress",
                "settlements",
                "spread_trades",
                "trades",
                "variation",
            ],
            tables.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (800, 50),
            office.Query<(int, int)>("SELECT required_minor, shortfall_minor FROM margin WHERE account = 1").Single()
        );
        Assert.Equal(
            "170141183460469231731687303715884105727",
            office.Query<string>("SELECT ticks_times_lots FROM settlements").Single()
        );
        Assert.Equal("2.50", office.Query<string>("SELECT value FROM prints").Single());
        Assert.Equal(
            "1970-01-02",
            office.Query<string>("SELECT expired_on FROM instruments WHERE instrument = 1").Single()
        );
        // A spread says what it is made of; its price may be below zero.
        Assert.Equal(
            ("TG", 1, 2, 16, 9, 5, 1),
            office
                .Query<(string, int, int, int, int, int, int)>(
                    "SELECT spread, near, far, near_lots, far_lots, near_weight, far_weight FROM instruments "
                        + "WHERE spread IS NOT NULL"
                )
                .Single()
        );
        Assert.Equal(
            (3, -15, 4, 0, 9, (int)TradeOrigin.Implied),
            office
                .Query<(int, int, int, int, int, int)>(
                    "SELECT instrument, price_ticks, lots, buy_order, sell_order, origin FROM spread_trades"
                )
                .Single()
        );
        Assert.Equal("00000000000000ff", office.Query<string>("SELECT digest FROM days").Single());
    }

    [Fact]
    public void A_view_of_other_logs_begins_again()
    {
        Define();
        TradeADay(1);
        using var office = BackOffice.InMemory();
        office.CatchUp(_events, _prints);
        using var other = new MemoryLog();
        other.TryAppend(0, Make.Batch(0, 2));
        Assert.Equal(2, office.CatchUp(other, null));
        Assert.Equal(1, office.Restarts);
        using var same = new MemoryLog();
        same.TryAppend(0, Make.Batch(0, 4, salt: 1));
        Assert.Equal(4, office.CatchUp(same, null));
        Assert.Equal(2, office.Restarts);
    }

    private static InstrumentDocument Instrument(int number, string symbol, SpreadDocument? spread = null) =>
        new(
            number,
            symbol,
            "TK",
            "2026-12",
            1,
            Currency.CNY,
            "2026-01-05",
            "2026-12-31",
            0.01m,
            2,
            100,
            10,
            "token",
            "CNY",
            "Token",
            "词元",
            "TOKEN",
            4,
            100,
            1,
            spread
        );

    private void Define()
    {
        Say(MessageKind.AccountOpened, Documents.Write(new AccountDocument(1, "Long \"&\" 华", "trader", true)));
        Say(MessageKind.AccountOpened, Documents.Write(new AccountDocument(2, "Short", "maker", false)));
        Say(MessageKind.InstrumentListed, Documents.Write(Instrument(1, "TK-Z26")));
        Say(MessageKind.InstrumentListed, Documents.Write(Instrument(2, "GH-Z26")));
        Say(
            MessageKind.InstrumentListed,
            Documents.Write(Instrument(3, "TG-Z26", new SpreadDocument("TG", 1, 2, 16, 9, 5, 1)))
        );
    }

    private void TradeADay(int day)
    {
        var date = new TradingDate(day);
        Say(MessageKind.DayOpened, Codec.Bytes(new DayOpened(1, date)));
        for (var i = 0; i < 30; i++)
        {
            var lots = new Quantity(_random.Next(1, 20));
            Say(
                MessageKind.Traded,
                Codec.Bytes(
                    new Traded(
                        new(++_trades),
                        new(1),
                        new(_random.Next(90, 110)),
                        lots,
                        new(1),
                        new(1),
                        new(3),
                        new(2),
                        new(2),
                        new(4),
                        Side.Buy
                    )
                )
            );
            Say(
                MessageKind.Posted,
                Codec.Bytes(
                    new Posted(
                        _trades,
                        LedgerCode.ClientCash,
                        new(_random.Next(1, 3)),
                        LedgerCode.FeeIncome,
                        default,
                        Currency.CNY,
                        new(_random.Next(1, 9)),
                        new(1),
                        PostingReason.Fee
                    )
                )
            );
            Say(
                MessageKind.Posted,
                Codec.Bytes(
                    new Posted(
                        _trades,
                        LedgerCode.BankCash,
                        default,
                        LedgerCode.ClientCash,
                        new(_random.Next(1, 3)),
                        Currency.USD,
                        new(_random.Next(1, 9)),
                        default,
                        PostingReason.Deposit
                    )
                )
            );
        }

        Say(
            MessageKind.SpreadTraded,
            Codec.Bytes(
                new SpreadTraded(new(3), day, new(-15), new(4), default, new(9), Side.None, TradeOrigin.Implied)
            )
        );
        Say(
            MessageKind.CashMoved,
            Codec.Bytes(new CashMoved(new(1), Currency.CNY, new(5), new(7), Name24.Of("in-" + day)))
        );
        Say(
            MessageKind.SettlementPriceSet,
            Codec.Bytes(
                new SettlementPriceSet(
                    new(1),
                    date,
                    new(100),
                    new(99),
                    SettlementTier.VolumeWeighted,
                    new(10),
                    new(4),
                    Int128.MaxValue
                )
            )
        );
        Say(MessageKind.VariationPaid, Codec.Bytes(new VariationPaid(new(1), new(1), date, new(4), new(-400))));
        Say(MessageKind.MarginRequired, Codec.Bytes(new MarginRequired(new(1), Currency.CNY, date, new(800))));
        Say(MessageKind.MarginCalled, Codec.Bytes(new MarginCalled(new(1), Currency.CNY, date, new(50))));
        Say(MessageKind.DaySettled, Codec.Bytes(new DaySettled(1, date, 255)));
        if (day == 1)
        {
            Say(MessageKind.FinalPriceSet, Codec.Bytes(new FinalPriceSet(new(1), date, 25000, 4, 20)));
            Say(MessageKind.InstrumentExpired, Codec.Bytes(new InstrumentExpired(new(1), date)));
        }

        var print = new PrintDocument(
            "TOKEN",
            1,
            date.ToString(),
            2.50m,
            4,
            "CNY per million",
            Currency.CNY,
            1,
            "full",
            [],
            []
        );
        Assert.True(
            _prints.TryAppend(
                _prints.Tail,
                Codec.Encode(new(_prints.Tail, new(day), 0, MessageKind.Printed, Documents.Write(print)))
            )
        );
    }

    private void Say(MessageKind kind, byte[] payload) =>
        Assert.True(
            _events.TryAppend(_events.Tail, Codec.Encode(new(_events.Tail, new(_events.Tail), 0, kind, payload)))
        );
}
