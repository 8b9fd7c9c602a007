// A plan of orders that was drawn before anything happened, and what a plain market makes of it.
using System.Text;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Scenarios;

/// <summary>One thing that somebody will do, whatever happens.</summary>
/// <param name="Key">Names the order for later; more than one intent may carry it.</param>
/// <param name="Cancels">Key of the orders to be cancelled; zero: an order is placed.</param>
internal sealed record Intent(
    int Key,
    Instant At,
    int Account,
    int Instrument,
    Side Side,
    OrderType Type,
    TimeInForce Life,
    long Price,
    long StopPrice,
    long Lots,
    OrderFlags Flags,
    int Cancels = 0
);

/// <summary>Five days of one contract, price then time, no auctions, fees by the lot, nobody short of money, nobody
/// trading with himself; a month ends on the last of them. Accounts 3, 4 and 6 open and close.</summary>
internal static class PlannedMarket
{
    /// <summary>Ticks about which prices lie, and about which they are mirrored.</summary>
    public const long Middle = 1000;

    private const int Accounts = 7;

    private static readonly TradingDate[] _days =
    [
        TradingDate.Of(2026, 11, 24),
        TradingDate.Of(2026, 11, 25),
        TradingDate.Of(2026, 11, 26),
        TradingDate.Of(2026, 11, 27),
        TradingDate.Of(2026, 11, 30),
    ];

    private const string Calendar = """
        {"calendar":"P","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":
        "1970-01-01T00:00:00Z","minutes":0}]},"holidays":[],"timetable":[{"phase":"continuous","at":"09:00"},
        {"phase":"pause","at":"11:30"},{"phase":"continuous","at":"13:00"},{"phase":"closed","at":"15:00"}],
        "settlement":{"at":"15:30"} }
        """;

    private const string Contract = """
        {"contract":"PP","name":{"en":"T","zh":"T"},"calendar":"P","currency":"USD","unit":"u","quote":"q",
        "lotSize":1000,"tick":"0.01","months":{"serial":2,"quarters":0},"priceLimit":"0.1","firstDayLimitMultiple":2,
        "maxOrderLots":60,"positionLimitLots":100000,"lastTradingDay":"last business day of contract month",
        "positionDates":"separate","fee":{"ofTurnover":"0","perLot":"0.5","close":{"ofTurnover":"0","perLot":"0.2"}},
        "dailySettlement":{"round":"nearest, tie to previous","steps":["volume weighted","previous"]},
        "finalSettlement":{"index":"PP-I","average":"arithmetic","over":"contract month","prints":"every day",
        "leastPrints":1,"decimals":4,"roundTo":"decimals"},"market":{"selfMatch":"cancel newest"} }
        """;

    /// <summary>Draws a plan.</summary>
    /// <param name="restingOnly">Only limit orders whose rest may wait or leave; none that only closes of a net
    /// account.</param>
    public static List<Intent> Draw(long seed, int ordersADay, bool restingOnly)
    {
        var chance = Random64.Of(seed, 2, 1);
        var plan = new List<Intent>();
        var middle = Middle;
        foreach (var day in _days)
        {
            for (var i = 0; i < ordersADay; i++)
            {
                var key = plan.Count + 1;
                var at = Instant.At(day, (9 * 60) + (i * 360L / ordersADay));
                if (plan.Count > 0 && chance.Chance(150))
                {
                    var other = plan[(int)chance.Between(long.Max(0, plan.Count - 40), plan.Count - 1)];
                    plan.Add(other with { Key = key, At = at, Cancels = other.Key });
                    continue;
                }

                plan.Add(Order(chance, key, at, middle, restingOnly));
            }

            middle += chance.Between(-12, 12);
        }

        return plan;
    }

    private static Intent Order(Random64 chance, int key, Instant at, long middle, bool restingOnly)
    {
        var draw = chance.Between(0, 99);
        var (type, life) =
            draw < 50 ? (OrderType.Limit, TimeInForce.Day)
            : draw < 65 ? (OrderType.Limit, TimeInForce.GoodTillCancelled)
            : draw < 75 || restingOnly ? (OrderType.Limit, TimeInForce.FillAndKill)
            : draw < 82 ? (OrderType.Limit, TimeInForce.FillOrKill)
            : draw < 90 ? (OrderType.Market, TimeInForce.FillAndKill)
            : draw < 96 ? (OrderType.Stop, TimeInForce.Day)
            : (OrderType.StopLimit, TimeInForce.GoodTillCancelled);
        var account = (int)chance.Between(1, Accounts);
        return new(
            key,
            at,
            account,
            (int)chance.Between(1, 2),
            chance.Chance(500) ? Side.Buy : Side.Sell,
            type,
            life,
            type is OrderType.Limit or OrderType.StopLimit ? middle + chance.Between(-6, 6) : 0,
            type is OrderType.Stop or OrderType.StopLimit ? middle + chance.Between(-6, 6) : 0,
            2 * chance.Between(1, 10),
            (!restingOnly || account is 3 or 4 or 6) && chance.Chance(150) ? OrderFlags.CloseOnly
                : account is 3 or 4 or 6 && chance.Chance(100) ? OrderFlags.CloseOnly | OrderFlags.CloseYesterday
                : OrderFlags.None
        );
    }

    /// <summary>Plays a plan; each day is cleared by its fourteen steps.</summary>
    /// <param name="mirrored">Prints, too, lie on the other side of the middle.</param>
    public static List<Happening> Play(IReadOnlyList<Intent> plan, bool mirrored = false)
    {
        var table = new Table(new MachineEngine(new MarketMachine()));
        table.Begin(mirrored);
        var next = 0;
        for (var i = 0; i < _days.Length; i++)
        {
            // Five prints in the month: their mean is a whole number of the last decimal.
            table.Print(_days[i], Middle + ((mirrored ? -1 : 1) * ((i * 3) - 5)));
            for (; next < plan.Count && plan[next].At < Instant.At(_days[i], 15 * 60); next++)
                table.Do(plan[next], next);
            table.Clear(_days[i]);
        }

        return table.Events;
    }

    /// <summary>One market and what it said.</summary>
    private sealed class Table(IMarketEngine engine)
    {
        private readonly Dictionary<int, List<(OrderId Order, AccountId Account)>> _orders = [];
        private Instant _now = Instant.At(_days[0], 6 * 60);
        private long _sequence;
        private long _prints;

        public List<Happening> Events { get; } = [];

        public void Begin(bool mirrored)
        {
            Send(MessageKind.SetRelease, new SetRelease(Releases.Newest));
            Submit(MessageKind.DefineCalendar, Encoding.UTF8.GetBytes(Calendar));
            Print(_days[0].Plus(-1), Middle + (mirrored ? -4 : 4));
            Submit(MessageKind.DefineContract, Encoding.UTF8.GetBytes(Contract));
            Submit(MessageKind.DefineMargins, Encoding.UTF8.GetBytes("""{"contract":"PP","version":1,"rate":"0.1"}"""));
            for (var account = 1; account <= Accounts; account++)
            {
                var style = account is 3 or 4 or 6 ? AccountDocument.OpenAndClose : null;
                Submit(
                    MessageKind.OpenAccount,
                    Documents.Write(new AccountDocument(account, "A", "trader", true, 0, style))
                );
                Send(
                    MessageKind.MoveCash,
                    new MoveCash(new(account), Currency.USD, new(900_000_000_00), Name24.Of($"r{account}"))
                );
            }
        }

        public void Print(TradingDate day, long ticks) =>
            Send(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("PP-I"), day, ticks, 2, 1, ++_prints));

        public void Do(Intent intent, int place)
        {
            _now = intent.At;
            if (intent.Cancels != 0)
            {
                foreach (var (order, account) in _orders.GetValueOrDefault(intent.Cancels, []))
                    Send(MessageKind.CancelOrder, new CancelOrder(account, order));
                return;
            }

            var from = Events.Count;
            Send(
                MessageKind.PlaceOrder,
                new PlaceOrder(
                    new(intent.Account),
                    new(intent.Instrument),
                    intent.Side,
                    intent.Type,
                    intent.Life,
                    new(intent.Price),
                    new(intent.Lots),
                    ClientOrderId.Of($"i{place}"),
                    intent.Flags,
                    StopPrice: new(intent.StopPrice)
                )
            );
            foreach (var happening in Events.Skip(from))
            {
                if (happening.Message is not OrderAccepted taken)
                    continue;
                if (!_orders.TryGetValue(intent.Key, out var orders))
                    _orders[intent.Key] = orders = [];
                orders.Add((taken.Order, taken.Account));
            }
        }

        public void Clear(TradingDate day)
        {
            _now = Instant.At(day, (15 * 60) + 30);
            for (var step = 1; step <= ClearingSteps.Last; step++)
                Send(MessageKind.ClearingStep, new ClearingStep(1, day, (ClearingStepNumber)step));
        }

        private void Send<T>(MessageKind kind, T message)
            where T : unmanaged => Submit(kind, Codec.Bytes(message));

        private void Submit(MessageKind kind, byte[] payload) =>
            Events.AddRange(engine.Submit(new LogEntry(_sequence++, _now, -1, kind, payload)));
    }
}
