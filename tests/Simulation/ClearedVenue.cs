// Two days of a small venue on file logs, whose power can fail at any append.
using System.Text;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Simulation;

/// <summary>When the power fails: before a command is written, or before its events are.</summary>
internal enum Failure
{
    None,
    BeforeCommand,
    BeforeEvents,
}

/// <summary>A venue in a folder. The second day is the last of a month, closes locked at a limit in the other month
/// and finds an account short of money: each step of its clearing has something to do.</summary>
internal sealed class ClearedVenue : IDisposable
{
    /// <summary>The day whose clearing is watched.</summary>
    public static readonly TradingDate LastDay = TradingDate.Of(2026, 11, 30);

    private static readonly TradingDate _firstDay = TradingDate.Of(2026, 11, 27);
    private static readonly FileLogOptions _lazy = new(FlushEachBatch: false);
    private readonly VenueLogs _logs;

    /// <param name="folder">New, or of a venue before.</param>
    /// <param name="snapshots">Whether it may look at snapshots.</param>
    /// <param name="failure">What fails at <paramref name="sequence"/>.</param>
    public ClearedVenue(string folder, bool snapshots, Failure failure = Failure.None, long sequence = 0)
    {
        var commands = FileLog.Open(Commands(folder), _lazy);
        Torn = commands.TornTail is not null;
        _logs = new(
            new MemoryLog(),
            new MemoryLog(),
            new CutLog(commands, entry => failure == Failure.BeforeCommand && entry.Sequence >= sequence),
            new CutLog(
                FileLog.Open(Events(folder), _lazy),
                entry => failure == Failure.BeforeEvents && entry.Cause >= sequence
            ),
            MarketSnapshots: snapshots ? new FileSnapshots(Path.Combine(folder, "snapshots")) : null
        );
        Venue = new(_logs);
    }

    public Venue.Venue Venue { get; }

    /// <summary>The end of the command log was torn.</summary>
    public bool Torn { get; }

    public static string Commands(string folder) => Path.Combine(folder, "commands");

    public static string Events(string folder) => Path.Combine(folder, "events");

    /// <summary>Plays until the last day has closed and waits for its clearing.</summary>
    public void Trade()
    {
        var chance = Random64.Of(5, 3, 1);
        Begin();
        Print(LastDay.Plus(-1), 1007);
        Orders(chance, _firstDay);
        Venue.AdvanceTo(Instant.At(_firstDay, 16 * 60));
        Print(LastDay, 996);
        Orders(chance, LastDay);
        Lock();
        Venue.AdvanceTo(Instant.At(LastDay, (15 * 60) + 20));
        Venue.SaveSnapshots();
    }

    /// <summary>Lets the operator's clock clear the last day, or what is left of it; then a morning of orders.</summary>
    public void Clear()
    {
        Venue.AdvanceTo(Instant.At(LastDay, 16 * 60));
        Orders(Random64.Of(6, 3, 1), LastDay.Plus(1));
    }

    /// <summary>Both logs, entry by entry.</summary>
    public List<string> Told() =>
        [.. new[] { _logs.Commands, _logs.Events }.SelectMany(log => log.Read(0).Select(MessageLine))];

    public void Dispose() => _logs.Dispose();

    private static string MessageLine(LogEntry entry) =>
        $"{entry.Sequence} {entry.Time} {entry.Cause} {entry.Kind} {Convert.ToHexString(entry.Payload.Span)}";

    private void Begin()
    {
        Venue.AdvanceTo(Instant.At(_firstDay, 6 * 60));
        Venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Document(
            MessageKind.DefineCalendar,
            """
            {"calendar":"P","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":
            "1970-01-01T00:00:00Z","minutes":0}]},"holidays":[],"timetable":[{"phase":"auction","at":"08:55"},
            {"phase":"continuous","at":"09:00"},{"phase":"closed","at":"15:00"}],"settlement":{"at":"15:30"} }
            """
        );
        Print(_firstDay.Plus(-1), 1000);
        Document(
            MessageKind.DefineContract,
            """
            {"contract":"PP","name":{"en":"T","zh":"T"},"calendar":"P","currency":"USD","unit":"u","quote":"q",
            "lotSize":1000,"tick":"0.01","months":{"serial":2,"quarters":0},"priceLimit":"0.1","firstDayLimitMultiple":2,
            "maxOrderLots":60,"positionLimitLots":1000,"lastTradingDay":"last business day of contract month",
            "positionDates":"separate","fee":{"ofTurnover":"0.0001","perLot":"0.5"},
            "dailySettlement":{"round":"down","steps":["volume weighted","limit locked","previous"]},
            "finalSettlement":{"index":"PP-I","average":"arithmetic","over":"contract month","prints":"every day",
            "leastPrints":1,"decimals":4,"roundTo":"decimals"},
            "market":{"limitLadder":{"steps":["0.03"],"marginAbove":"0.02","afterLast":"stay"}} }
            """
        );
        Document(MessageKind.DefineMargins, """{"contract":"PP","version":1,"rate":"0.1"}""");
        for (var account = 1; account <= 5; account++)
        {
            var style = account is 2 or 4 ? AccountDocument.OpenAndClose : null;
            Venue.Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, "A", "trader", true, 0, style))
            );
            Venue.Submit(
                MessageKind.MoveCash,
                new MoveCash(
                    new(account),
                    Currency.USD,
                    new(account == 1 ? 12_000_00 : 9_000_000_00),
                    Name24.Of($"r{account}")
                )
            );
        }
    }

    private void Orders(Random64 chance, TradingDate day)
    {
        for (var i = 0; i < 60; i++)
        {
            Venue.AdvanceTo(Instant.At(day, (9 * 60) + (i * 5)));
            Place(
                (int)chance.Between(2, 5),
                (int)chance.Between(1, 2),
                chance.Chance(500) ? Side.Buy : Side.Sell,
                1000 + chance.Between(-25, 25),
                chance.Between(1, 12),
                $"{day.Days}-{i}"
            );
        }
    }

    // The later month closes with buyers at the upper limit only, just after the poor account has sold all it can.
    private void Lock()
    {
        for (var account = 1; account <= 5; account++)
        {
            Venue.Submit(
                MessageKind.MassCancel,
                new MassCancel(new(account), CancelScope.Account, Side.None, new(2), default)
            );
        }

        Place(1, 2, Side.Sell, 1000, 11, "poor");
        Place(3, 2, Side.Buy, 1000, 11, "other");
        var band = _logs
            .Events.Read(0)
            .Where(e => e.Kind == MessageKind.BandSet)
            .Select(e => e.As<BandSet>())
            .Last(b => b.Instrument.Value == 2);
        Place(5, 2, Side.Buy, band.High.Ticks, 3, "lock");
    }

    private void Place(int account, int instrument, Side side, long price, long lots, string id) =>
        Venue.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(instrument),
                side,
                OrderType.Limit,
                TimeInForce.GoodTillCancelled,
                new(price),
                new(lots),
                ClientOrderId.Of(id)
            )
        );

    private long _prints;

    private void Print(TradingDate day, long ticks) =>
        Venue.Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("PP-I"), day, ticks, 2, 1, ++_prints));

    private void Document(MessageKind kind, string json) => Venue.Submit(kind, Encoding.UTF8.GetBytes(json));

    // Fails before a batch whose first entry is the one.
    private sealed class CutLog(ILog log, Func<LogEntry, bool> fails) : ILog
    {
        public long Tail => log.Tail;

        public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
        {
            Must.Hold(Codec.TryDecode(batch, out var entry, out _));
            return fails(entry) ? throw new IOException("the power failed") : log.TryAppend(tail, batch);
        }

        public IEnumerable<LogEntry> Read(long from) => log.Read(from);

        public void Flush() => log.Flush();

        public void Dispose() => log.Dispose();
    }
}
