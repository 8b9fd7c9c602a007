// Days of simulated trading on the market machine, every command checked by the auditor.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Traders;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class LaboratoryTests
{
    private const string Calendar = """
        {"calendar":"LAB","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":"1970-01-01T00:00:00Z","minutes":0}]},"holidays":[],
        "timetable":[{"phase":"auction","at":"08:55"},{"phase":"continuous","at":"09:00"},{"phase":"pause","at":"11:30"},{"phase":"continuous","at":"13:30"},{"phase":"closed","at":"15:00"}],
        "settlement":{"at":"15:30"}}
        """;

    // A second calendar with other hours, a night session and a holiday that the first does not have.
    private const string OtherCalendar = """
        {"calendar":"LAB2","from":"2026-01-01","to":"2027-12-31","zone":{"name":"X","offsets":[{"from":"1970-01-01T00:00:00Z","minutes":60}]},"holidays":["2026-11-26"],
        "timetable":[{"phase":"auction","at":"22:00","day":-1},{"phase":"continuous","at":"22:05","day":-1},{"phase":"pause","at":"23:00","day":-1},
        {"phase":"continuous","at":"10:30"},{"phase":"closed","at":"15:30"}],"settlement":{"at":"16:00"}}
        """;

    private static string Contract(string contract, string currency, string tick, int lot, string calendar) =>
        $$"""
            {"contract":"{{contract}}","name":{"en":"{{contract}}","zh":"{{contract}}"},"calendar":"{{calendar}}","currency":"{{currency}}","unit":"u","quote":"q","lotSize":{{lot}},"tick":"{{tick}}",
            "months":{"serial":3,"quarters":2},"priceLimit":"0.1","firstDayLimitMultiple":2,"maxOrderLots":500,"positionLimitLots":200,"lastTradingDay":"last business day of contract month",
            "fee":{"ofTurnover":"0.00002","perLot":"0.5"},"dailySettlement":{"round":"down","steps":["volume weighted","limit locked","middle of quotes","move of nearest month","previous"]},
            "finalSettlement":{"index":"{{contract}}-I","average":"arithmetic","over":"contract month","prints":"every day","leastPrints":1,"decimals":4,"roundTo":"decimals"} }
            """;

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void The_auditor_agrees_with_the_machine_over_days_of_simulated_trading(long seed)
    {
        var lab = new Laboratory(seed);
        for (var day = 0; day < 8; day++)
            lab.Day();
        Assert.Equal(8, lab.Auditor.DaysSettled);
        Assert.InRange(lab.Orders / 8, 200, 3000);
        Assert.True(lab.Auditor.Trades / 8 > 40, $"{lab.Auditor.Trades} trades in eight days");
        Assert.True(lab.MonthsTraded.Count >= 8, $"months that traded: {string.Join(' ', lab.MonthsTraded)}");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {lab.Orders} orders, {lab.Refused} refused, {lab.Auditor.Trades} trades, months {string.Join(' ', lab.MonthsTraded)}, digest {lab.Digest:x16}"
        );
    }

    [Theory]
    [InlineData(21, 1, Currency.CNY)]
    [InlineData(22, 100, Currency.CNY)]
    [InlineData(23, 100, Currency.USD)]
    public void The_auditor_agrees_on_two_calendars_in_one_currency_or_two(long seed, int poorer, Currency other)
    {
        var lab = new Laboratory(seed, poorer, other);
        for (var day = 0; day < 8; day++)
            lab.Day();
        Assert.InRange(lab.Auditor.DaysSettled, 13, 16);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {lab.Orders} orders, {lab.Auditor.DaysSettled} settlements, {lab.Calls} margin calls, {lab.Auditor.Trades} trades"
        );
    }

    [Theory]
    [InlineData(11, 100)]
    [InlineData(12, 250)]
    public void The_auditor_agrees_when_money_is_short_and_margins_are_called(long seed, int poorer)
    {
        var lab = new Laboratory(seed, poorer);
        for (var day = 0; day < 8; day++)
            lab.Day();
        Assert.True(lab.RefusedForMoney > 20, $"{lab.RefusedForMoney} refusals for money");
        Assert.True(lab.Calls > 0, "no margin call");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {lab.Orders} orders, {lab.RefusedForMoney} refused for money, {lab.Calls} margin calls, {lab.Auditor.Trades} trades"
        );
    }

    [Theory]
    [InlineData(MessageKind.Traded)]
    [InlineData(MessageKind.Posted)]
    [InlineData(MessageKind.SettlementPriceSet)]
    [InlineData(MessageKind.VariationPaid)]
    [InlineData(MessageKind.MarginRequired)]
    [InlineData(MessageKind.BandSet)]
    [InlineData(MessageKind.OrderRejected)]
    [InlineData(MessageKind.OrderCancelled)]
    public void The_auditor_finds_one_event_that_is_wrong_by_one(MessageKind kind)
    {
        var lab = new Laboratory(7);
        lab.Day();
        var auditor = new Auditor();
        var done = false;
        foreach (var (command, events) in lab.Log)
        {
            var told = events
                .Select(e =>
                {
                    if (done || e.Kind != kind || Worsened(e) is not { } worse)
                        return e;
                    done = true;
                    return worse;
                })
                .ToList();
            var difference = auditor.Check(command, told);
            if (!done)
            {
                Assert.Null(difference);
                continue;
            }

            Assert.NotNull(difference);
            Assert.StartsWith($"command {command.Sequence} ", difference, StringComparison.Ordinal);
            return;
        }

        Assert.Fail($"no {kind} in the day");
    }

    private static Happening? Worsened(Happening e) =>
        e.Message switch
        {
            Traded t when t.BuyerFee.Minor > 0 => e with { Message = t with { Price = new(t.Price.Ticks + 1) } },
            Posted p when p.Reason == PostingReason.Fee => e with
            {
                Message = p with { Amount = new(p.Amount.Minor + 1) },
            },
            SettlementPriceSet s => e with { Message = s with { Price = new(s.Price.Ticks - 1) } },
            VariationPaid v when v.Amount.Minor != 0 => e with
            {
                Message = v with { Amount = new(v.Amount.Minor + 1) },
            },
            MarginRequired m when m.Required.Minor > 0 => e with
            {
                Message = m with { Required = new(m.Required.Minor - 1) },
            },
            BandSet b => e with { Message = b with { High = new(b.High.Ticks + 1) } },
            OrderRejected r => e with { Message = r with { Reason = RejectReason.NotTrading, Given = 77 } },
            OrderCancelled c => e with { Message = c with { Remaining = new(c.Remaining.Lots + 1) } },
            _ => null,
        };

    [Fact]
    public void The_same_seed_gives_the_same_digest_and_another_seed_another()
    {
        var digests = new[] { 7L, 7L, 9L }
            .Select(seed =>
            {
                var lab = new Laboratory(seed);
                lab.Day();
                lab.Day();
                return lab.Digest;
            })
            .ToList();
        Assert.Equal(digests[0], digests[1]);
        Assert.NotEqual(digests[0], digests[2]);
    }

    // The smallest world that the traders can live in: a machine, a picture book, the auditor.
    private sealed class Laboratory
    {
        private readonly MarketMachine _machine = new();
        private readonly MachineEngine _engine;
        private readonly PictureBook _book = new();
        private readonly IReadOnlyList<SimParticipant> _people;
        private readonly long _seed;
        private readonly int _calendars;
        private Instant _now;
        private TradingDate _day = TradingDate.Of(2026, 11, 24);
        private long _sequence;
        private long _clientIds;
        private long _prints;
        private long _token = 64_000;
        private long _gpu = 21_500;

        public Laboratory(long seed, int poorer = 1, Currency other = Currency.None)
        {
            _seed = seed;
            _engine = new(_machine);
            _people = SimPopulation.Of(seed);
            _now = Instant.At(_day, 6 * 60);
            Text(MessageKind.DefineCalendar, Calendar);
            var otherCalendar = other != Currency.None;
            var gpu = otherCalendar ? other : Currency.USD;
            if (otherCalendar)
                Text(MessageKind.DefineCalendar, OtherCalendar);
            _calendars = otherCalendar ? 2 : 1;
            Text(MessageKind.DefineContract, Contract("TK", "CNY", "0.002", 10000, "LAB"));
            Text(
                MessageKind.DefineContract,
                Contract("GH", gpu.ToString(), "0.001", 1000, otherCalendar ? "LAB2" : "LAB")
            );
            Text(
                MessageKind.DefineMargins,
                """{"contract":"TK","version":1,"rate":"0.12","phases":[{"monthsBefore":0,"rate":"0.2"}]}"""
            );
            Text(MessageKind.DefineMargins, """{"contract":"GH","version":1,"rate":"0.1"}""");
            foreach (var person in _people)
            {
                Submit(MessageKind.OpenAccount, Documents.Write(person.Account));
                if (person.CnyMinor > 0)
                    Cash(person, Currency.CNY, person.CnyMinor / poorer);
                if (person.UsdMinor > 0 && (gpu == Currency.USD || person.CnyMinor == 0))
                    Cash(person, gpu, person.UsdMinor / poorer);
            }
        }

        public Auditor Auditor { get; } = new();

        public long Orders { get; private set; }

        public long Refused { get; private set; }

        public long RefusedForMoney { get; private set; }

        public long Calls { get; private set; }

        public List<(LogEntry Command, IReadOnlyList<Happening> Events)> Log { get; } = [];

        public SortedSet<int> MonthsTraded { get; } = [];

        public ulong Digest => _machine.Digest;

        public void Day()
        {
            var chance = Random64.Of(_seed, _day.Days, 1);
            _token += chance.Between(-900, 900);
            _gpu += chance.Between(-300, 300);
            Print("TK-I", _token);
            Print("GH-I", _gpu);
            for (var step = 0; step < 360; step++)
            {
                // A minute a step from 08:55; orders come in the break too, and are refused.
                _now = Instant.At(_day, (8 * 60) + 55 + step);
                Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
                foreach (var person in _people)
                    Act(person, 1, step);
                if (_calendars > 1)
                {
                    foreach (var person in _people)
                        Act(person, 2, step);
                }

                if (step % 60 == 30)
                    Nonsense(chance);
            }

            _now = Instant.At(_day, (15 * 60) + 30);
            Submit(MessageKind.SettleDay, Codec.Bytes(new SettleDay(1, _day)));
            if (_calendars > 1)
                Evening();
            do _day = _day.Plus(1);
            while (_day.Weekday > 5);
            _now = Instant.At(_day, 6 * 60);
        }

        // The other calendar settles later and has a night session; over a weekend the night comes on Sunday, and nobody trades it.
        private void Evening()
        {
            if (_book.Days.TryGetValue(2, out var day))
                Submit(MessageKind.SettleDay, Codec.Bytes(new SettleDay(2, day)));
            for (var step = 0; step < 60; step++)
            {
                _now = Instant.At(_day, (20 * 60) + 55 + step);
                Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
                foreach (var person in _people)
                    Act(person, 2, 400 + step);
            }
        }

        private void Act(SimParticipant person, int calendar, int step)
        {
            if (!_book.Days.ContainsKey(calendar))
                return;
            var view = _book.Of(new(person.Account.Account), _now, calendar, step);
            foreach (
                var intent in person
                    .Trader.Act(view, Random64.Of(_seed, _day.Days, step, person.Account.Account))
                    .ToList()
            )
            {
                if (intent is CancelIntent cancel)
                    Submit(
                        MessageKind.CancelOrder,
                        Codec.Bytes(new CancelOrder(new(person.Account.Account), cancel.Order))
                    );
                if (intent is PlaceIntent p)
                    Place(person.Account.Account, p.Instrument, p.Side, p.Type, p.TimeInForce, p.Price, p.Quantity);
            }
        }

        // What a stranger's program might send: every field now and then out of its range.
        private void Nonsense(Random64 chance)
        {
            for (var i = 0; i < 12; i++)
            {
                Place(
                    (int)chance.Between(100, 114),
                    new((int)chance.Between(0, 14)),
                    (Side)chance.Between(0, 3),
                    (OrderType)chance.Between(0, 3),
                    (TimeInForce)chance.Between(0, 4),
                    new(chance.Chance(300) ? 0 : chance.Between(1500, 4000)),
                    new(chance.Between(-1, 600)),
                    chance.Chance(200)
                );
                Submit(
                    MessageKind.CancelOrder,
                    Codec.Bytes(new CancelOrder(new((int)chance.Between(100, 114)), new(chance.Between(0, 1 + Orders))))
                );
                Submit(
                    MessageKind.MoveCash,
                    Codec.Bytes(
                        new MoveCash(
                            new((int)chance.Between(100, 114)),
                            (Currency)chance.Between(0, 4),
                            new(chance.Between(-3_000_000_00, 3_000)),
                            Name24.Of($"n{chance.Between(1, 400)}")
                        )
                    )
                );
            }

            Submit(
                MessageKind.SettleDay,
                Codec.Bytes(new SettleDay((int)chance.Between(0, 2), _day.Plus((int)chance.Between(-2, 1))))
            );
        }

        private void Place(
            int account,
            InstrumentId instrument,
            Side side,
            OrderType type,
            TimeInForce life,
            Price price,
            Quantity quantity,
            bool repeat = false
        )
        {
            Orders++;
            var id = ClientOrderId.Of($"c{(repeat ? _clientIds : ++_clientIds)}");
            foreach (
                var e in Submit(
                    MessageKind.PlaceOrder,
                    Codec.Bytes(new PlaceOrder(new(account), instrument, side, type, life, price, quantity, id))
                )
            )
            {
                if (e.Kind == MessageKind.OrderRejected)
                    Refused++;
                if (
                    e.Kind == MessageKind.OrderRejected
                    && e.As<OrderRejected>().Reason == RejectReason.InsufficientFunds
                )
                    RefusedForMoney++;
                if (e.Kind == MessageKind.Traded)
                    MonthsTraded.Add(e.As<Traded>().Instrument.Value);
            }
        }

        private void Cash(SimParticipant person, Currency currency, long amount) =>
            Submit(
                MessageKind.MoveCash,
                Codec.Bytes(
                    new MoveCash(new(person.Account.Account), currency, new(amount), Name24.Of($"first-{currency}"))
                )
            );

        private void Print(string index, long value) =>
            Submit(
                MessageKind.SubmitPrint,
                Codec.Bytes(new SubmitPrint(Name24.Of(index), _day.Plus(-1), value, 4, 1, ++_prints))
            );

        private void Text(MessageKind kind, string json) => Submit(kind, System.Text.Encoding.UTF8.GetBytes(json));

        private IReadOnlyList<Happening> Submit(MessageKind kind, byte[] payload)
        {
            var command = new LogEntry(_sequence++, _now, -1, kind, payload);
            var events = _engine.Submit(command);
            foreach (var happening in events)
                _book.Apply(happening);
            Log.Add((command, events));
            Calls += events.Count(e => e.Kind == MessageKind.MarginCalled);
            var difference = Auditor.Check(command, events);
            Assert.True(difference is null, $"seed {_seed}: {difference}");
            return events;
        }
    }
}
