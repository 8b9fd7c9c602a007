// A seeded stream of every market command, sensible and senseless, that reads its own market's events to hit living
// orders.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Scenarios;

/// <summary>Days of random commands on three contracts of random market models and two calendars, and three of four
/// times on their spreads; prices are few, so that everything meets.</summary>
/// <param name="seed">The same seed gives the same commands on engines that answer the same.</param>
internal sealed partial class RandomMarket(long seed, IMarketEngine engine)
{
    private const int Accounts = 7;

    private static readonly string[] _models =
    [
        "{}",
        """{"selfMatch":"cancel newest","marketProtection":"0.03","closingFirstAtLimit":true,"auctionPressure":true}""",
        """{"selfMatch":"decrement","allocation":{"by":"pro rata","topOrderLots":3,"leastShareLots":2}}""",
        """{"selfMatch":"cancel oldest","tradePrice":"middle of three","marketProtection":"0.02","dynamicBand":{"width":"0.02","seconds":90}}""",
        """{"selfMatch":"cancel both","dynamicBand":{"width":"0.03","seconds":240},"limitLadder":{"steps":["0.03"],"marginAbove":"0.02","lockMinutes":3,"afterLast":"halt"}}""",
        """{"allocation":{"by":"pro rata"},"limitLadder":{"steps":["0.02","0.05"],"marginAbove":"0.01","afterLast":"stay"},"auctionPressure":true}""",
        """{"allocation":{"by":"pro rata","topOrderLots":5},"selfMatch":"cancel newest","dynamicBand":{"width":"0.04","seconds":30},"closingFirstAtLimit":true}""",
    ];

    private readonly Random64 _chance = Random64.Of(seed, 1, 1);
    private readonly SortedList<long, OrderAccepted> _live = [];
    private readonly SortedList<int, BandSet> _bands = [];
    private readonly SortedList<int, long> _last = [];
    private Instant _now;
    private TradingDate _day = TradingDate.Of(2026, 11, 24);
    private long _sequence;
    private long _ids;
    private long _prints;

    /// <summary>Every command so far with what the engine answered.</summary>
    public List<(LogEntry Command, IReadOnlyList<Happening> Events)> Log { get; } = [];

    /// <summary>Called with each command and its events as they come.</summary>
    public Action<LogEntry, IReadOnlyList<Happening>>? Told { get; set; }

    /// <summary>Defines the world; once, before the first day.</summary>
    public void Begin()
    {
        _now = Instant.At(_day, 6 * 60);
        if (!Late)
        {
            Send(MessageKind.SetRelease, new SetRelease(Releases.Newest));
            DefineMembers();
            DefineGroups();
        }

        Text(
            MessageKind.DefineCalendar,
            Calendar(
                "B",
                """
                {"phase":"auction","at":"09:00"},{"phase":"continuous","at":"09:30"},{"phase":"pause","at":"11:30"},
                {"phase":"continuous","at":"11:45"},{"phase":"closing auction","at":"14:30"},{"phase":"closed","at":"15:00"}
                """,
                "15:30"
            )
        );
        // A night session, no closing auction, one moment in common with the first; settled while the first still
        // trades.
        Text(
            MessageKind.DefineCalendar,
            Calendar(
                "N",
                """
                {"phase":"auction","at":"22:00","day":-1},{"phase":"continuous","at":"22:10","day":-1},
                {"phase":"pause","at":"23:00","day":-1},{"phase":"continuous","at":"11:30"},{"phase":"closed","at":"13:30"}
                """,
                "13:40"
            )
        );
        foreach (
            var (contract, calendar, months, fee, dates) in new[]
            {
                ("AA", "B", 2, "{\"ofTurnover\":\"0.0001\",\"perLot\":\"0.5\"}", "together"),
                (
                    "BB",
                    "B",
                    1,
                    """
                    {"ofTurnover":"0.0001","perLot":"0","close":{"ofTurnover":"0.00005","perLot":"0.3"},
                    "closeToday":{"ofTurnover":"0.0003","perLot":"0"}}
                    """,
                    "separate"
                ),
                (
                    "CC",
                    "N",
                    1,
                    """{"ofTurnover":"0.0001","perLot":"0.1","closeToday":{"ofTurnover":"0","perLot":"0"}}""",
                    "together"
                ),
            }
        )
        {
            Text(
                MessageKind.DefineContract,
                Contract(contract, calendar, months, Late ? PlainFee : fee, dates, Model())
            );
            Text(
                MessageKind.DefineMargins,
                $$"""{"contract":"{{contract}}","version":1,"rate":"{{BaseRate}}"{{(Late ? "" : MarginTerms(contract))}}{{(HasGroups ? RuleWords("", Toss(9) + 1) + PriceWords() : "")}}}"""
            );
            Print(contract, 100);
        }

        if (seed % 4 != 0)
            DefineSpreads();
        for (var account = 1; account <= Accounts; account++)
        {
            if (!Late || StyleOf(account) is null)
                Open(account);
        }

        DefineLimits();

        OpenFaulty();
    }

    private string MarginTerms(string contract) =>
        HedgeTerms(contract)
        + (seed % 3, contract) switch
        {
            (0, _) => "",
            (_, "AA") => ""","largerSide":{"offLastDays":2}""",
            (1, "BB") =>
                ""","openInterest":{"steps":[{"upTo":20,"rate":"0.1"},{"upTo":40,"rate":"0.13"},{"rate":"0.2"}]}""",
            (2, "BB") => ""","openInterest":{"from":10,"to":400},"largerSide":{}""",
            _ => ""","averaging":{"floor":"0.02"},"largerSide":{},"lastDays":[{"tradingDays":3,"rate":"0.3"}]""",
        };

    // Of one contract, of two on one calendar, and of two whose days begin and end at other hours, either way.
    private void DefineSpreads()
    {
        Text(
            MessageKind.DefineSpread,
            """
            {"spread":"SA","name":{"en":"S","zh":"S"},"kind":"calendar","near":{"contract":"AA"},"maxOrderLots":40,
            "selfMatch":"cancel newest"}
            """
        );
        Text(
            MessageKind.DefineSpread,
            """
            {"spread":"SB","name":{"en":"S","zh":"S"},"kind":"inter-contract","near":{"contract":"AA","lots":1,"weight":2},
            "far":{"contract":"BB","lots":3,"weight":1},"maxOrderLots":20}
            """
        );
        Text(
            MessageKind.DefineSpread,
            """
            {"spread":"SC","name":{"en":"S","zh":"S"},"kind":"inter-contract","near":{"contract":"CC","lots":2,"weight":1},
            "far":{"contract":"BB","lots":1,"weight":3},"maxOrderLots":20,"selfMatch":"decrement"}
            """
        );
        Text(
            MessageKind.DefineSpread,
            """
            {"spread":"SD","name":{"en":"S","zh":"S"},"kind":"inter-contract","near":{"contract":"BB"},
            "far":{"contract":"CC"},"maxOrderLots":20,"selfMatch":"cancel oldest"}
            """
        );
    }

    private static string Calendar(string name, string lines, string settlement) =>
        $$"""
            {"calendar":"{{name}}","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":
            "1970-01-01T00:00:00Z","minutes":0}]},"holidays":[],"timetable":[{{lines}}],"settlement":{"at":"{{settlement}}"} }
            """;

    private string Contract(string contract, string calendar, int months, string fee, string dates, string market) =>
        $$"""
            {"contract":"{{contract}}","name":{"en":"T","zh":"T"},"calendar":"{{calendar}}","currency":"USD","unit":"u","quote":"q",
            "lotSize":1000,"tick":"0.01","months":{"serial":{{months}},"quarters":0},"priceLimit":"0.1",
            "firstDayLimitMultiple":2,"maxOrderLots":60,"positionLimitLots":90,
            "lastTradingDay":"last business day of contract month","positionDates":"{{dates}}","fee":{{fee}},
            "dailySettlement":{{Settlement(
                contract
            )}},"finalSettlement":{"index":"{{contract}}-I","average":"arithmetic",
            "over":"contract month","prints":"every day","leastPrints":1,"decimals":4,"roundTo":"decimals"{{CertificateTerms(contract)}}},
            "market":{{market}} }
            """;

    /// <summary>One day of so many commands, settled at its end.</summary>
    public void Day(int commands)
    {
        Print("AA", _chance.Between(90, 110));
        Print("BB", _chance.Between(90, 110));
        Print("CC", _chance.Between(90, 110));
        DefineProducts();
        ChangeMargins();
        PriceAssets();
        Refill();
        // Every third market closes locked day after day.
        var locked = _chance.Chance(seed % 3 == 0 ? 930 : 200);
        var (settled, met) = (false, false);
        for (var i = 0; i < commands; i++)
        {
            // Six hours and ten minutes from 08:55, in uneven steps.
            var minute = (8 * 60) + 55 + (i * 370L / commands);
            var at = Instant.At(_day, minute).Plus(_chance.Between(0, 59) * Instant.PerSecond);
            _now = at > _now ? at : _now;
            if (!settled && minute >= (13 * 60) + 45)
            {
                settled = true;
                Clear(2);
            }

            if (!met && seed % 2 == 0 && minute >= (14 * 60) + 5)
            {
                met = true;
                MeetInSpreads();
            }

            if (locked && minute is >= (14 * 60) + 31 and < (14 * 60) + 58)
            {
                Lock(i);
                continue;
            }

            LimitSome();
            Anything();
            MoveSome();
            Press();
            DefaultSome();
            TradeSpot();
            Deal();
            UseDoors();
        }

        _now = Instant.At(_day, (15 * 60) + 10);
        DrainSome();
        DrainTakers();
        _now = Instant.At(_day, (15 * 60) + 30);
        for (var i = 0; i < 4; i++)
            Override();
        Clear(1);
        Override();
        Send(MessageKind.SettleDay, new SettleDay(2, _day));
        AllocateSome();
        if (Late && _chance.Chance(500))
            BeginLots();
        // Before the next day is open, and in its night session.
        for (var i = 0; i < 5; i++)
            Anything();
        do _day = _day.Plus(1);
        while (_day.Weekday > 5);
        for (var i = 0; i < commands / 5; i++)
        {
            var at = Instant.At(_day.Plus(-1), (21 * 60) + 58 + (i * 65L / (commands / 5)));
            _now = at > _now ? at : _now;
            Anything();
            TradeSpot();
            Deal();
            UseDoors();
        }

        _now = Instant.At(_day, 6 * 60);
    }

    // Trades of spreads before the close, so that settlement prices rest on them now and then.
    private void MeetInSpreads()
    {
        foreach (var (instrument, band) in _bands.Where(b => b.Key > 4).ToList())
        {
            var middle = (band.Low.Ticks + band.High.Ticks) / 2;
            Place(new(6), new(instrument), Side.Sell, middle, 1);
            Place(new(2), new(instrument), Side.Buy, middle, 1);
        }
    }

    // At once, or step by step while others go on, now and then a step out of its order.
    private void Clear(int calendar)
    {
        for (var step = Pick(2) == 0 ? 1 : ClearingSteps.Last + 1; step <= ClearingSteps.Last; step++)
        {
            if (Pick(8) == 0)
                Send(
                    MessageKind.ClearingStep,
                    new ClearingStep(calendar, _day, (ClearingStepNumber)(1 + Pick(ClearingSteps.Last)))
                );
            if (Pick(3) == 0)
                Anything();
            MoveSome();
            Press();
            DefaultSome();
            TradeSpot();
            Deal();
            if (Pick(4) == 0)
                Override();
            Send(MessageKind.ClearingStep, new ClearingStep(calendar, _day, (ClearingStepNumber)step));
        }

        Send(MessageKind.SettleDay, new SettleDay(calendar, _day));
    }

    // The book empties, and one side stands at the limit until the close.
    private void Lock(int step)
    {
        var side = LocksDown ? Side.Sell : Side.Buy;
        if (step % 8 != 0)
        {
            Send(
                MessageKind.MassCancel,
                new MassCancel(new(step % 8), CancelScope.ControlGroup, side.Opposite(), default, default)
            );
            return;
        }

        foreach (var (instrument, band) in _bands.ToList())
            Place(new(2 + Pick(3)), new(instrument), side, LocksDown ? band.Low.Ticks : band.High.Ticks, 1);
        AskToBeLetOut(side);
    }

    private void Place(AccountId account, InstrumentId instrument, Side side, long price, long lots) =>
        Send(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                account,
                instrument,
                side,
                OrderType.Limit,
                TimeInForce.Day,
                new(price),
                new(lots),
                ClientOrderId.Of($"i{++_ids}")
            )
        );

    private void Print(string contract, long ticks) =>
        Send(
            MessageKind.SubmitPrint,
            new SubmitPrint(Name24.Of($"{contract}-I"), _day.Plus(-1), ticks, 2, 1, ++_prints)
        );

    private int Pick(int count) => (int)_chance.Between(0, count - 1);

    private void Text(MessageKind kind, string json) => Submit(kind, System.Text.Encoding.UTF8.GetBytes(json));

    private void Send<T>(MessageKind kind, T message)
        where T : unmanaged =>
        Submit(kind, message is PlaceOrder order ? Codec.Bytes(Flagged(order)) : Codec.Bytes(message));

    private void Submit(MessageKind kind, byte[] payload)
    {
        var command = new LogEntry(_sequence++, _now, -1, kind, payload);
        var events = engine.Submit(command);
        Log.Add((command, events));
        foreach (var happening in events)
            Learn(happening);
        Told?.Invoke(command, events);
    }

    private void Learn(Happening happening)
    {
        LearnLots(happening.Message);
        LearnCalls(happening);
        LearnDefaults(happening.Message);
        LearnSpot(happening.Message);
        LearnDealing(happening.Message);
        if (happening.Kind == MessageKind.SupplyProposed)
            _contractsOfSupply.Add(_proposed!);
        LearnDoors(happening.Message);
        switch (happening.Message)
        {
            case OrderAccepted accepted:
                _live[accepted.Order.Value] = accepted;
                break;
            case OrderCancelled cancelled:
                _live.Remove(cancelled.Order.Value);
                break;
            case Traded trade:
                _last[trade.Instrument.Value] = trade.Price.Ticks;
                Hold(trade);
                break;
            case ForcedReduced reduced:
                Hold(reduced.AsTrade());
                break;
            case DefaultTraded passed:
                Hold(passed.AsTrade());
                break;
            case SpreadTraded trade:
                _last[trade.Instrument.Value] = trade.Price.Ticks;
                break;
            case BandSet band:
                _bands[band.Instrument.Value] = band;
                _last[band.Instrument.Value] = band.Reference.Ticks;
                break;
        }
    }
}
