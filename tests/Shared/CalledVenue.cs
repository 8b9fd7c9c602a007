// A venue of three accounts, one of which misses a margin call: the operator's clock closes it by force, slice by slice.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Shared;

/// <summary>Account 1 holds 40 lots and comes to lack 13,000.00 on the first day: 14 lots at 950.00 of margin.</summary>
internal sealed class CalledVenue : IDisposable
{
    public static readonly TradingDate First = TradingDate.Of(2026, 11, 24);
    public static readonly TradingDate Second = TradingDate.Of(2026, 11, 25);

    private readonly VenueLogs _logs;
    private int _ids;

    public CalledVenue(VenueLogs logs)
    {
        _logs = logs;
        Venue = new(logs);
    }

    public Venue.Venue Venue { get; }

    /// <summary>The first day, settled: the call is open until half an hour before the opening.</summary>
    public void TradeFirstDay()
    {
        Begin();
        Venue.AdvanceTo(At(First, 9, 0));
        Trade(1, 2, 1000, 40);
        Trade(3, 2, 900, 40);
        Venue.AdvanceTo(At(First, 16, 0));
    }

    /// <summary>The second day up to a quarter to two: others trade 30 lots in the morning and 70 after the
    /// first slice.</summary>
    public void TradeSecondDay()
    {
        Venue.AdvanceTo(At(Second, 9, 30));
        Trade(3, 2, 950, 30);
        Place(3, Side.Buy, 950, 150);
        Venue.AdvanceTo(At(Second, 13, 45));
        Place(2, Side.Sell, 950, 70);
    }

    public static Instant At(TradingDate day, int hour, int minute) => Instant.At(day, (hour * 60) + minute);

    /// <summary>When closing by force was asked for.</summary>
    public List<Instant> Asked() =>
        [.. _logs.Commands.Read(0).Where(e => e.Kind == MessageKind.Liquidate).Select(e => e.Time)];

    /// <summary>What the market told of one kind.</summary>
    public List<T> Told<T>(MessageKind kind)
        where T : unmanaged => [.. _logs.Events.Read(0).Where(e => e.Kind == kind).Select(e => e.As<T>())];

    public void Dispose() => _logs.Dispose();

    private void Begin()
    {
        Venue.AdvanceTo(At(First, 6, 0));
        Venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Document(
            MessageKind.DefineHouse,
            """
            {"house":"H","version":1,"calls":{"deadline":{"beforeOpening":30}},
            "liquidation":{"participation":"0.2","guard":"0.05","membersFirst":true,"everyMinutes":10} }
            """
        );
        Document(
            MessageKind.DefineCalendar,
            """
            {"calendar":"P","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":
            "1970-01-01T00:00:00Z","minutes":0}]},"holidays":[],"timetable":[{"phase":"continuous","at":"09:00"},
            {"phase":"pause","at":"11:30"},{"phase":"continuous","at":"13:30"},{"phase":"closed","at":"15:00"}],
            "settlement":{"at":"15:30"} }
            """
        );
        Document(
            MessageKind.DefineContract,
            """
            {"contract":"PP","name":{"en":"T","zh":"T"},"calendar":"P","currency":"USD","unit":"u","quote":"q",
            "lotSize":1000,"tick":"0.01","months":{"serial":2,"quarters":0},"priceLimit":"0.1","firstDayLimitMultiple":2,
            "maxOrderLots":500,"positionLimitLots":1000,"lastTradingDay":"last business day of contract month",
            "fee":{"ofTurnover":"0","perLot":"0"},"dailySettlement":{"round":"down","steps":["volume weighted","previous"]},
            "finalSettlement":{"index":"PP-I","average":"arithmetic","over":"contract month","prints":"every day",
            "leastPrints":1,"decimals":4,"roundTo":"decimals"} }
            """
        );
        Document(MessageKind.DefineMargins, """{"contract":"PP","version":1,"rate":"0.1"}""");
        Venue.Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("PP-I"), First.Plus(-1), 1000, 2, 1, 1));
        for (var account = 1; account <= 3; account++)
        {
            Venue.Submit(MessageKind.OpenAccount, Documents.Write(new AccountDocument(account, "A", "trader", true)));
            Venue.Submit(
                MessageKind.MoveCash,
                new MoveCash(
                    new(account),
                    Currency.USD,
                    new(account == 1 ? 45_000_00 : 9_000_000_00),
                    Name24.Of($"r{account}")
                )
            );
        }
    }

    private void Trade(int buyer, int seller, long price, long lots)
    {
        Place(buyer, Side.Buy, price, lots);
        Place(seller, Side.Sell, price, lots);
    }

    private void Place(int account, Side side, long price, long lots) =>
        Venue.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(1),
                side,
                OrderType.Limit,
                TimeInForce.Day,
                new(price),
                new(lots),
                ClientOrderId.Of($"o{++_ids}")
            )
        );

    private void Document(MessageKind kind, string json) => Venue.Submit(kind, Encoding.UTF8.GetBytes(json));
}
