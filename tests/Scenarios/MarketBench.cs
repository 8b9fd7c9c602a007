// A small market for hand-worked cases: one contract at 1000 ticks, a band of 900 to 1100, and events as short words.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Scenarios;

/// <summary>Drives any engine of the market and tells its events in words of one line each.</summary>
/// <remarks>Auction 09:00, continuous 09:10, pause 11:30, continuous 13:30, closing auction 14:50, close 15:00,
/// settlement 15:30 UTC, from Tuesday 2026-11-24. Accounts 1 to 6 hold ten million each; 5 and 6 are one control
/// group.</remarks>
internal sealed class MarketBench
{
    private const string Calendar = """
        {"calendar":"B","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":"1970-01-01T00:00:00Z",
        "minutes":0}]},"holidays":[],"timetable":[{"phase":"auction","at":"09:00"},{"phase":"continuous","at":"09:10"},
        {"phase":"pause","at":"11:30"},{"phase":"continuous","at":"13:30"},{"phase":"closing auction","at":"14:50"},
        {"phase":"closed","at":"15:00"}],"settlement":{"at":"15:30"}}
        """;

    private readonly IMarketEngine _engine;
    private long _sequence;
    private long _ids;

    public MarketBench(IMarketEngine engine, string market = "{}", int months = 1, string fee = "0", long deposit = 0)
    {
        _engine = engine;
        Now = Instant.At(Day, 6 * 60);
        Text(MessageKind.DefineCalendar, Calendar);
        Text(
            MessageKind.DefineContract,
            $$"""
            {"contract":"TT","name":{"en":"T","zh":"T"},"calendar":"B","currency":"USD","unit":"u","quote":"q","lotSize":1000,
            "tick":"0.001","months":{"serial":{{months}},"quarters":0},"priceLimit":"0.1","firstDayLimitMultiple":1,
            "maxOrderLots":500,"positionLimitLots":300,"lastTradingDay":"last business day of contract month",
            "fee":{"ofTurnover":"0","perLot":"{{fee}}"},"dailySettlement":{"round":"down","steps":["volume weighted",
            "limit locked","previous"]},"finalSettlement":{"index":"TT-I","average":"arithmetic","over":"contract month",
            "prints":"every day","leastPrints":1,"decimals":3,"roundTo":"decimals"},"market":{{market}} }
            """
        );
        Text(MessageKind.DefineMargins, """{"contract":"TT","version":1,"rate":"0.1"}""");
        for (var account = 1; account <= 6; account++)
        {
            Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, "A", "trader", true, account >= 5 ? 9 : 0))
            );
            Submit(
                MessageKind.MoveCash,
                new MoveCash(
                    new(account),
                    Currency.USD,
                    new(deposit > 0 ? deposit : 10_000_000_00),
                    Name24.Of($"r{account}")
                )
            );
        }

        Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("TT-I"), Day.Plus(-1), 1000, 3, 1, 1));
    }

    public TradingDate Day { get; private set; } = TradingDate.Of(2026, 11, 24);

    public Instant Now { get; set; }

    /// <summary>Every event of the last command, unpacked.</summary>
    public IReadOnlyList<Happening> Last { get; private set; } = [];

    /// <summary>As the constructor leaves it, but in the continuous phase.</summary>
    public MarketBench Continuous()
    {
        At("09:10");
        return this;
    }

    /// <summary>Time passes until a moment of the day (hh:mm or hh:mm:ss).</summary>
    public string[] At(string clock)
    {
        var parts = clock.Split(':').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToList();
        Now = Instant.At(Day, (parts[0] * 60) + parts[1]).Plus((parts.Count > 2 ? parts[2] : 0) * Instant.PerSecond);
        return Submit(MessageKind.Tick, default(Tick));
    }

    /// <summary>Settles the day at 15:30 and goes to six in the morning of the next business day.</summary>
    public string[] Settle()
    {
        At("15:30");
        var told = Submit(MessageKind.SettleDay, new SettleDay(1, Day));
        do Day = Day.Plus(1);
        while (Day.Weekday > 5);
        Now = Instant.At(Day, 6 * 60);
        return told;
    }

    public string[] Buy(int account, long price, long lots, OrderWords? w = null) =>
        Place(account, Side.Buy, price, lots, w);

    public string[] Sell(int account, long price, long lots, OrderWords? w = null) =>
        Place(account, Side.Sell, price, lots, w);

    public string[] Place(int account, Side side, long price, long lots, OrderWords? words = null)
    {
        var w = words ?? new();
        var id = w.Id.Length > 0 ? w.Id : string.Create(CultureInfo.InvariantCulture, $"i{++_ids}");
        return Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(w.Instrument),
                side,
                w.Type,
                w.Life,
                new(price),
                new(lots),
                id == "none" ? default : ClientOrderId.Of(id),
                w.Flags,
                w.Self,
                new(w.Stop),
                new(w.Display),
                new(w.Minimum),
                w.Expires,
                w.Until
            )
        );
    }

    public string[] Cancel(int account, long order, Instant until = default) =>
        Submit(MessageKind.CancelOrder, new CancelOrder(new(account), new(order), until));

    public string[] Amend(int account, long order, long price, long lots, Instant until = default) =>
        Submit(MessageKind.AmendOrder, new AmendOrder(new(account), new(order), new(price), new(lots), until));

    public string[] Quote(int account, long bid, long bidLots, long ask, long askLots, int instrument = 1)
    {
        QuoteEntries entries = default;
        entries[0] = new(new(instrument), new(bid), new(bidLots), new(ask), new(askLots));
        return Submit(
            MessageKind.PlaceQuotes,
            new PlaceQuotes(new(account), ClientOrderId.Of("q"), 1, entries, default)
        );
    }

    public string[] State(TradingPhase state, int seconds = 0, string cause = "test", int instrument = 1) =>
        Submit(
            MessageKind.SetTradingState,
            new SetTradingState(new(instrument), state, seconds, cause.Length > 0 ? Name24.Of(cause) : default)
        );

    public string[] Reverse(int account, long price, int instrument = 1) =>
        Submit(
            MessageKind.ReversePosition,
            new ReversePosition(new(account), new(instrument), new(price), ClientOrderId.Of($"v{++_ids}"))
        );

    public string[] Protect(int account, int milliseconds, long lots) =>
        Submit(MessageKind.SetProtection, new SetProtection(new(account), Name24.Of("TT"), milliseconds, new(lots)));

    public string[] Submit<T>(MessageKind kind, T message)
        where T : unmanaged => Submit(kind, Codec.Bytes(message));

    public string[] Submit(MessageKind kind, byte[] payload)
    {
        Last = [.. _engine.Submit(new LogEntry(_sequence++, Now, -1, kind, payload))];
        return [.. Last.Select(Words).OfType<string>()];
    }

    private void Text(MessageKind kind, string json) => Submit(kind, System.Text.Encoding.UTF8.GetBytes(json));

    private static string At(InstrumentId i) => i.Value == 1 ? "" : $" @{i.Value}";

    private static string? Words(Happening e) =>
        e.Message switch
        {
            OrderAccepted o => $"accepted {o.Order.Value}",
            OrderRejected r => $"rejected {r.Reason} {r.Field} {r.Given} {r.Limit}",
            Traded t =>
                $"trade {t.Price.Ticks}x{t.Quantity.Lots} b{t.BuyOrder.Value} s{t.SellOrder.Value}{At(t.Instrument)}",
            BookChanged { Action: BookAction.Added } b =>
                $"+{b.Order.Value} {b.Side} {b.Price.Ticks}x{b.Lots.Lots}{At(b.Instrument)}",
            BookChanged { Action: BookAction.AddedInFront } b =>
                $"++{b.Order.Value} {b.Side} {b.Price.Ticks}x{b.Lots.Lots}{At(b.Instrument)}",
            BookChanged { Action: BookAction.Changed } b => $"~{b.Order.Value} {b.Lots.Lots}",
            BookChanged b => $"-{b.Order.Value}",
            OrderCancelled c => $"gone {c.Order.Value} {c.Reason} {c.Remaining.Lots}",
            OrderReduced r => $"reduced {r.Order.Value} by {r.By.Lots} to {r.Remaining.Lots}",
            OrderElected w => $"woke {w.Order.Value} at {w.Trigger.Ticks}",
            OrderAmended a => $"amended {a.Order.Value} {a.Price.Ticks}x{a.Quantity.Lots} left {a.Remaining.Lots} "
                + (a.KeptPlace == 1 ? "kept" : "moved"),
            StateChanged s => $"state {s.Phase} {s.Cause}{Clock(s.Until)}{At(s.Instrument)}",
            PhaseChanged p => $"phase {p.Phase}",
            AuctionUncrossed a => $"uncross {a.Price.Ticks}x{a.Quantity.Lots} over {a.Surplus}{At(a.Instrument)}",
            IndicativeChanged i => $"indicates {i.Price.Ticks}x{i.Lots.Lots} over {i.Surplus}{At(i.Instrument)}",
            MassCancelled m => $"mass {m.Orders}",
            ProtectionSet => "protected",
            ProtectionTriggered t => $"triggered {t.Account.Value} {t.Lots.Lots}",
            CommandRefused r => $"refused {r.Reason} {r.Given} {r.Limit}",
            LimitLockSet l => $"lock {l.Side} {l.Step}",
            BandSet b => $"band {b.Low.Ticks}-{b.High.Ticks}{At(b.Instrument)}",
            DayOpened => "opens",
            _ => null,
        };

    private static string Clock(Instant until) => until.Nanoseconds == 0 ? "" : $" {until.ToString()[11..19]}";
}

/// <summary>What an order says beyond side, price and lots.</summary>
internal sealed record OrderWords(
    OrderType Type = OrderType.Limit,
    TimeInForce Life = TimeInForce.Day,
    OrderFlags Flags = OrderFlags.None,
    SelfMatch Self = SelfMatch.AsContract,
    long Stop = 0,
    long Display = 0,
    long Minimum = 0,
    TradingDate Expires = default,
    Instant Until = default,
    int Instrument = 1,
    string Id = ""
);
