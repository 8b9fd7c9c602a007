// Logs with an event of each kind that the back office has a row for.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Storage;

/// <summary>A small venue's logs, the same each time.</summary>
internal sealed class OfficeLogs : IDisposable
{
    private readonly Random _random = new(21);

    public MemoryLog Events { get; } = new();

    public MemoryLog Prints { get; } = new();

    public long Trades { get; private set; }

    public void Dispose()
    {
        Events.Dispose();
        Prints.Dispose();
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

    public void Define()
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

    public void TradeADay(int day)
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
                        new(++Trades),
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
                        Trades,
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
                        Trades,
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
            Prints.TryAppend(
                Prints.Tail,
                Codec.Encode(new(Prints.Tail, new(day), 0, MessageKind.Printed, Documents.Write(print)))
            )
        );
    }

    public void Say(MessageKind kind, byte[] payload) =>
        Assert.True(Events.TryAppend(Events.Tail, Codec.Encode(new(Events.Tail, new(Events.Tail), 0, kind, payload))));
}

/// <summary>A log during whose walk something happens.</summary>
internal sealed class CutLog(ILog inner, long at, Action happens) : ILog
{
    public long Tail => inner.Tail;

    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch) => throw new NotSupportedException();

    public IEnumerable<LogEntry> Read(long from)
    {
        foreach (var entry in inner.Read(from))
        {
            if (entry.Sequence == at)
                happens();
            yield return entry;
        }
    }

    public void Flush() { }

    public void Dispose() { }
}
