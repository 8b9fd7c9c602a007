// A market with every kind of order, state and spread switched on, driven at random from a seed.
using System.Reflection;
using Tokenbourse.Market;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;

namespace Tokenbourse.Unit.Views;

/// <summary>Submits random commands, days and nights, and lets a test look after each of them.</summary>
internal sealed class BusyMarket
{
    private const string Calendar = """
        { "calendar": "T", "zone": { "name": "UTC", "offsets": [ { "from": "1970-01-01T00:00:00Z", "minutes": 0 } ] },
          "from": "2026-01-01", "to": "2026-12-31", "holidays": [],
          "timetable": [ { "at": "08:00", "phase": "auction" }, { "at": "09:00", "phase": "continuous" },
                         { "at": "12:00", "phase": "pause" }, { "at": "13:00", "phase": "continuous" },
                         { "at": "14:50", "phase": "closing auction" }, { "at": "15:00", "phase": "closed" } ],
          "settlement": { "at": "16:00" } }
        """;

    private const string Busy = """
        "market": { "closingFirstAtLimit": true, "selfMatch": "decrement",
                    "dynamicBand": { "width": "0.004", "seconds": 60 }, "marketProtection": "0.003" },
        "priceLimit": "0.01", "firstDayLimitMultiple": 1,
        """;

    private const string Spread = """
        { "spread": "TTC", "name": { "en": "Test spread", "zh": "跨期" }, "kind": "calendar", "near": { "contract": "TT" },
          "maxOrderLots": 100, "selfMatch": "cancel oldest" }
        """;

    private readonly bool _edges;
    private readonly Random _random;
    private readonly State _state;
    private long _orders;
    private int _ids;
    private int _print = 1;

    /// <param name="seed">Of all that happens by chance.</param>
    /// <param name="edges">Many orders stay at and near the edges of the band, closing ones too.</param>
    public BusyMarket(int seed, bool edges = false)
    {
        _edges = edges;
        _random = new(seed);
        MarketDesk.Document(MessageKind.DefineCalendar, Calendar);
        Print(TradingDate.Of(2026, 3, 1), 0);
        MarketDesk.Document(MessageKind.DefineMargins, MarketDesk.Margins);
        MarketDesk.Document(
            MessageKind.DefineContract,
            MarketDesk.Contract.Replace(
                "\"priceLimit\": \"0.10\", \"firstDayLimitMultiple\": 2,",
                Busy,
                StringComparison.Ordinal
            )
        );
        MarketDesk.Document(MessageKind.DefineSpread, Spread);
        for (var account = 1; account <= 6; account++)
        {
            var document = new AccountDocument(account, $"A{account}", "trader", true, account <= 2 ? 7 : 0);
            MarketDesk.Document(
                MessageKind.OpenAccount,
                System.Text.Encoding.UTF8.GetString(Documents.Write(document))
            );
            MarketDesk.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000_000), Name24.Of("first"))
            );
        }

        var state = typeof(MarketMachine).GetField("_state", BindingFlags.Instance | BindingFlags.NonPublic)!;
        _state = (State)state.GetValue(MarketDesk.Machine)!;
    }

    public MarketDesk MarketDesk { get; } = new();

    public MatchingEngine Engine => _state.Engine;

    /// <summary>One to four trading days of so many commands each; <paramref name="look"/> after each
    /// command.</summary>
    /// <param name="after">So many days were run before.</param>
    public void Run(int days, int commands, Action<IReadOnlyList<LogEntry>> look, int after = 0)
    {
        var looked = after == 0 ? 0 : MarketDesk.Events.Count;
        Look();
        for (var day = 0; day < days; day++)
        {
            var date = TradingDate.Of(2026, 3, 2 + after + day);
            for (var i = 0; i < commands; i++)
            {
                // From eight until three, the night before not counted.
                MarketDesk.Now = Instant.At(date, 8 * 60).Plus(i * (7L * 60 * Instant.PerMinute) / commands);
                Step();
                Look();
            }

            Settle(date);
            Look();
        }

        void Look()
        {
            look([.. MarketDesk.Events.Skip(looked)]);
            looked = MarketDesk.Events.Count;
        }
    }

    public void Settle(TradingDate day)
    {
        MarketDesk.Now = Instant.At(day, 16 * 60);
        Print(day, _print++);
        MarketDesk.Submit(MessageKind.SettleDay, new SettleDay(1, day));
    }

    private void Print(TradingDate day, long sequence) =>
        MarketDesk.Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("TIX"), day, 64_000, 4, 1, sequence));

    private void Step()
    {
        if (_edges && _random.Next(4) == 0)
        {
            PlaceAtEdge();
            return;
        }

        switch (_random.Next(100))
        {
            case < 62:
                Place();
                break;
            case < 74:
                MarketDesk.Submit(MessageKind.CancelOrder, new CancelOrder(Account(), Order()));
                break;
            case < 88:
                Amend();
                break;
            case < 94:
                Quote();
                break;
            case < 95:
                MarketDesk.Submit(
                    MessageKind.MassCancel,
                    new MassCancel(Account(), CancelScope.Account, Pick(Side.None, Side.Buy), default, default)
                );
                break;
            case < 97:
                MarketDesk.Submit(MessageKind.ReversePosition, new ReversePosition(Account(), new(1), default, Id()));
                break;
            case < 98:
                Halt();
                break;
            default:
                MarketDesk.Submit(
                    MessageKind.SetProtection,
                    new SetProtection(Account(), Name24.Of("TT"), 60_000, new(_random.Next(40)))
                );
                break;
        }

        foreach (var entry in MarketDesk.Said)
        {
            if (entry.Kind == MessageKind.OrderAccepted)
                _orders = entry.As<OrderAccepted>().Order.Value;
        }
    }

    private void Place()
    {
        var instrument = _random.Next(8) == 0 ? 3 + _random.Next(2) : 1 + _random.Next(2);
        var spread = instrument > 3;
        var type = spread
            ? OrderType.Limit
            : Pick(OrderType.Limit, OrderType.Limit, OrderType.Limit, (OrderType)_random.Next(1, 6));
        var life = spread
            ? TimeInForce.Day
            : Pick(TimeInForce.Day, TimeInForce.GoodTillCancelled, (TimeInForce)_random.Next(1, 8));
        var limited = type is OrderType.Limit or OrderType.StopLimit;
        var lots = _random.Next(1, 30);
        var rests = limited && type == OrderType.Limit && life is TimeInForce.Day or TimeInForce.GoodTillCancelled;
        var flags = spread ? OrderFlags.None : Pick(OrderFlags.None, OrderFlags.Hedge, OrderFlags.CloseOnly);
        if (rests && !spread && _random.Next(10) == 0)
            flags |= OrderFlags.PostOnly;
        MarketDesk.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                Account(),
                new(instrument),
                Pick(Side.Buy, Side.Sell),
                type,
                life,
                limited ? Price(spread) : default,
                new(lots),
                Id(),
                flags,
                StopPrice: type is OrderType.Stop or OrderType.StopLimit ? Price(spread) : default,
                Display: rests && !spread && lots > 4 && _random.Next(4) == 0 ? new(_random.Next(1, 4)) : default,
                Expires: life == TimeInForce.GoodTillDate ? MarketDesk.Now.Date.Plus(_random.Next(3)) : default
            )
        );
    }

    // Over night, at the edges of the band and where they may lie tomorrow: those who hold something, and others.
    private void PlaceAtEdge()
    {
        var month = _state.Months[_random.Next(2)];
        var holders = Enumerable.Range(0, month.Positions.Length).Where(s => month.Positions[s].Net != 0).ToList();
        if (holders.Count == 0)
            return;
        var slot = holders[_random.Next(holders.Count)];
        var sells = month.Positions[slot].Net > 0;
        var inside = _random.Next(4);
        var iceberg = _random.Next(4) == 0;
        MarketDesk.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                _state.AccountAt(slot),
                month.Instrument.Id,
                sells ? Side.Sell : Side.Buy,
                OrderType.Limit,
                TimeInForce.GoodTillCancelled,
                new(sells ? month.Instrument.High.Ticks - inside : month.Instrument.Low.Ticks + inside),
                new(iceberg ? 2 : 1),
                Id(),
                Pick(OrderFlags.CloseOnly, OrderFlags.CloseOnly, OrderFlags.None),
                Display: new(iceberg ? 1 : 0)
            )
        );
    }

    private void Amend()
    {
        var order = Order();
        if (!Engine.TryFind(order, out var live))
            return;
        var keep = _random.Next(2) == 0;
        var price = keep || live.Price.Ticks == 0 ? live.Price : Price(live.Instrument.Value > 3);
        var lots = live.Filled + _random.Next(1, (int)live.Lots + 5);
        MarketDesk.Submit(
            MessageKind.AmendOrder,
            new AmendOrder(_state.AccountAt(live.Owner), order, price, new(lots))
        );
    }

    private void Quote()
    {
        var bid = _random.Next(3170, 3225);
        var entries = default(QuoteEntries);
        entries[0] = new(new(1), new(bid), new(_random.Next(10)), new(bid + _random.Next(1, 8)), new(_random.Next(10)));
        entries[1] = new(new(2), new(bid), new(5), new(bid + 4), new(5));
        MarketDesk.Submit(MessageKind.PlaceQuotes, new PlaceQuotes(Account(), Id(), 2, entries));
    }

    private void Halt()
    {
        var state = Pick(
            TradingPhase.Halted,
            TradingPhase.Continuous,
            TradingPhase.Continuous,
            TradingPhase.ResumptionAuction
        );
        MarketDesk.Submit(
            MessageKind.SetTradingState,
            new SetTradingState(new(1), state, state == TradingPhase.ResumptionAuction ? 60 : 0, Name24.Of("test"))
        );
    }

    // Now and then at the edges of the band and where they may lie tomorrow: there closing orders stand first.
    private Price Price(bool spread) =>
        spread ? new(_random.Next(-6, 7))
        : _random.Next(4) == 0 ? new(Pick(3168, 3232) + _random.Next(-2, 3))
        : new(3200 + _random.Next(-12, 13));

    private AccountId Account() => new(_random.Next(1, 7));

    private OrderId Order() => new(_random.NextInt64(long.Max(1, _orders - 60), _orders + 2));

    private ClientOrderId Id() => ClientOrderId.Of($"o{++_ids}");

    private T Pick<T>(params ReadOnlySpan<T> of) => of[_random.Next(of.Length)];
}
