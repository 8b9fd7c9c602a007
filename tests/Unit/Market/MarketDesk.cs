// A small market for tests: one calendar that trades every weekday, two contracts, a few accounts.
using System.Text;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market;

/// <summary>Drives a machine entry by entry and keeps what it said.</summary>
internal sealed class MarketDesk
{
    public const string Calendar = """
        { "calendar": "T", "zone": { "name": "UTC", "offsets": [ { "from": "1970-01-01T00:00:00Z", "minutes": 0 } ] },
          "from": "2026-01-01", "to": "2026-12-31", "holidays": [],
          "timetable": [ { "at": "08:00", "phase": "auction" }, { "at": "09:00", "phase": "continuous" }, { "at": "12:00", "phase": "pause" },
                         { "at": "13:00", "phase": "continuous" }, { "at": "15:00", "phase": "closed" } ],
          "settlement": { "at": "16:00" } }
        """;

    public const string Contract = """
        { "contract": "TT", "name": { "en": "Test tokens", "zh": "测试" }, "calendar": "T", "currency": "CNY", "unit": "10,000 million tokens",
          "quote": "CNY per million", "lotSize": 10000, "tick": "0.002", "months": { "serial": 2, "quarters": 1 },
          "lastTradingDay": "last business day of contract month", "priceLimit": "0.10", "firstDayLimitMultiple": 2, "maxOrderLots": 500,
          "positionLimitLots": 1000, "fee": { "ofTurnover": "0.00002", "perLot": "0" },
          "dailySettlement": { "round": "down", "steps": [ "volume weighted", "limit locked", "middle of quotes", "move of nearest month", "previous" ] },
          "finalSettlement": { "index": "TIX", "average": "arithmetic", "over": "contract month", "prints": "every day", "leastPrints": 1, "decimals": 4, "roundTo": "tick" } }
        """;

    public const string Margins = """{ "contract": "TT", "version": 1, "rate": "0.16" }""";

    private readonly List<LogEntry> _events = [];
    private readonly List<LogEntry> _commands = [];

    public MarketMachine Machine { get; private set; } = new();

    public Outbox Outbox { get; } = new();

    public Instant Now { get; set; } = Instant.At(TradingDate.Of(2026, 3, 2), 7 * 60);

    public IReadOnlyList<LogEntry> Commands => _commands;

    /// <summary>Events of all commands so far.</summary>
    public IReadOnlyList<LogEntry> Events => _events;

    /// <summary>Events of the last command.</summary>
    public IReadOnlyList<LogEntry> Said { get; private set; } = [];

    /// <summary>A market that stands in continuous trading on 2 March 2026; accounts 1 to 4 hold a million yuan
    /// each.</summary>
    public static MarketDesk Open(
        string contract = Contract,
        int release = Releases.Newest,
        string margins = Margins,
        string? group = null
    )
    {
        var desk = new MarketDesk();
        if (release > Releases.First)
            desk.Submit(MessageKind.SetRelease, new SetRelease(release));
        desk.Document(MessageKind.DefineCalendar, Calendar);
        desk.Submit(
            MessageKind.SubmitPrint,
            new SubmitPrint(Name24.Of("TIX"), TradingDate.Of(2026, 3, 1), 64_000, 4, 1, 0)
        );
        if (group is not null)
            desk.Document(MessageKind.DefineMarginGroup, group);
        desk.Document(MessageKind.DefineMargins, margins);
        desk.Document(MessageKind.DefineContract, contract);
        for (var account = 1; account <= 4; account++)
        {
            desk.Document(
                MessageKind.OpenAccount,
                Encoding.UTF8.GetString(Documents.Write(new AccountDocument(account, $"A{account}", "trader", true)))
            );
            desk.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000), Name24.Of("first"))
            );
        }

        desk.Clock(9);
        return desk;
    }

    public void Clock(int hour, int minute = 0)
    {
        Now = Instant.At(Now.Date, (hour * 60) + minute);
        Submit(MessageKind.Tick, default(Tick));
    }

    public void Document(MessageKind kind, string json) => Apply(kind, Encoding.UTF8.GetBytes(json));

    public void Submit<T>(MessageKind kind, in T message)
        where T : unmanaged => Apply(kind, Codec.Bytes(message));

    public void Place(
        int account,
        Side side,
        long ticks,
        long lots,
        string id,
        TimeInForce time = TimeInForce.Day,
        OrderType type = OrderType.Limit,
        int instrument = 1
    ) =>
        Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(new(account), new(instrument), side, type, time, new(ticks), new(lots), ClientOrderId.Of(id))
        );

    public T The<T>(MessageKind kind)
        where T : unmanaged => Said.Single(e => e.Kind == kind).As<T>();

    public RejectReason Refusal()
    {
        foreach (var e in Said)
        {
            if (e.Kind == MessageKind.OrderRejected)
                return e.As<OrderRejected>().Reason;
            if (e.Kind == MessageKind.CommandRefused)
                return e.As<CommandRefused>().Reason;
        }

        return RejectReason.None;
    }

    /// <summary>Goes on with a machine loaded from this one's snapshot.</summary>
    public void Reload()
    {
        var writer = new StateWriter();
        Machine.Save(writer);
        Machine = new();
        Machine.Load(new(writer.Bytes.ToArray()));
    }

    public void Apply(MessageKind kind, byte[] payload)
    {
        var entry = new LogEntry(Machine.Next, Now, -1, kind, payload);
        _commands.Add(entry);
        Outbox.Clear();
        Outbox.Time = Now;
        Outbox.Cause = entry.Sequence;
        Machine.Apply(entry, Outbox);
        var said = new List<LogEntry>();
        ReadOnlyMemory<byte> rest = Outbox.Bytes.ToArray();
        while (!rest.IsEmpty)
        {
            Must.Hold(Codec.TryDecode(rest, out var e, out var read));
            said.Add(e);
            rest = rest[read..];
        }

        Said = said;
        _events.AddRange(said);
    }
}
