// A house of two members with a client each, trading one contract for some days: what the clearing desk is tried on.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Clearing;
using Tokenbourse.Venue;

namespace Tokenbourse.Unit.Clearing;

/// <summary>Member 801 has account 1 of its own and client 11, member 802 has 2 and 12. One tick and lot is 10.00;
/// margin is a tenth, client 11 is asked a fiftieth more.</summary>
internal sealed class ClearedHouse : IDisposable
{
    public static readonly TradingDate First = TradingDate.Of(2026, 11, 24);
    private const string Stress = """
        {"stress":"S1","version":1,"name":{"en":"Fall","zh":"下跌"},"source":"a test",
        "cases":[{"case":"half","shocks":[{"contract":"PP","movePpm":-500000}]},
        {"case":"up","shocks":[{"contract":"PP","movePpm":300000}]}]}
        """;

    private readonly VenueLogs _logs = VenueLogs.InMemory();
    private int _ids;

    public ClearedHouse()
    {
        Venue = new(_logs);
        Desk = new(_logs.Commands.Read, [StressScenario.Read(Encoding.UTF8.GetBytes(Stress), [])!]);
        Begin();
    }

    public Venue.Venue Venue { get; }

    public ClearingDesk Desk { get; }

    public VenueLogs Logs => _logs;

    /// <summary>11 buys 30 of 12 at 1000 and 2 sells 10 to 1; the day is settled.</summary>
    public ClearedHouse FirstDay()
    {
        Venue.AdvanceTo(At(First, 9, 0));
        Trade(11, 12, 1000, 30);
        Trade(1, 2, 1000, 10);
        Venue.AdvanceTo(At(First, 16, 0));
        return this;
    }

    /// <summary>One lot trades at a price, and the day is settled there.</summary>
    public void Day(int after, long price)
    {
        var day = First.Plus(after);
        Venue.AdvanceTo(At(day, 9, 0));
        Trade(1, 2, price, 1);
        Venue.AdvanceTo(At(day, 16, 0));
    }

    public void Trade(int buyer, int seller, long price, long lots)
    {
        Place(buyer, Side.Buy, price, lots);
        Place(seller, Side.Sell, price, lots);
    }

    /// <summary>The house's next rules: calls within the day, open for half an hour.</summary>
    public void MakeCallsWithinTheDay() =>
        Document(
            MessageKind.DefineHouse,
            """{"house":"H","version":2,"calls":{"deadline":{"beforeOpening":30},"intraday":{"notice":30}}}"""
        );

    public static Instant At(TradingDate day, int hour, int minute) => Instant.At(day, (hour * 60) + minute);

    public void Pay(int account, long minor) =>
        Venue.Submit(
            MessageKind.MoveCash,
            new MoveCash(new(account), Currency.USD, new(minor), Name24.Of($"r{account}-{++_ids}"))
        );

    public void Dispose() => _logs.Dispose();

    private void Begin()
    {
        Venue.AdvanceTo(At(First, 6, 0));
        Venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Document(
            MessageKind.DefineHouse,
            """
            {"house":"H","version":1,"calls":{"deadline":{"beforeOpening":30}},
            "default":{"layers":["defaulter margin","defaulter fund","exchange capital","mutual fund"]} }
            """
        );
        Document(MessageKind.DefineMember, """{"member":801,"name":"North","kind":"futures firm","markUp":"0.02"}""");
        Document(MessageKind.DefineMember, """{"member":802,"name":"South","kind":"futures firm"}""");
        Document(
            MessageKind.DefineCalendar,
            """
            {"calendar":"P","from":"2026-01-01","to":"2027-12-31","zone":{"name":"UTC","offsets":[{"from":
            "1970-01-01T00:00:00Z","minutes":0}]},"holidays":[],"timetable":[{"phase":"continuous","at":"09:00"},
            {"phase":"closed","at":"15:00"}],"settlement":{"at":"15:30"} }
            """
        );
        Document(
            MessageKind.DefineContract,
            """
            {"contract":"PP","name":{"en":"T","zh":"T"},"calendar":"P","currency":"USD","unit":"u","quote":"q",
            "lotSize":1000,"tick":"0.01","months":{"serial":2,"quarters":0},"priceLimit":"0.5","firstDayLimitMultiple":1,
            "maxOrderLots":500,"positionLimitLots":1000,"lastTradingDay":"last business day of contract month",
            "fee":{"ofTurnover":"0","perLot":"0"},"dailySettlement":{"round":"down","steps":["volume weighted","previous"]},
            "finalSettlement":{"index":"PP-I","average":"arithmetic","over":"contract month","prints":"every day",
            "leastPrints":1,"decimals":4,"roundTo":"decimals"} }
            """
        );
        Document(MessageKind.DefineMarginGroup, Group);
        Document(MessageKind.DefineMargins, """{"contract":"PP","version":1,"rate":"0.1"}""");
        Venue.Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("PP-I"), First.Plus(-1), 1000, 2, 1, 1));
        foreach (
            var (account, member, of) in ((int, int, string)[])
                [
                    (1, 801, AccountDocument.House),
                    (2, 802, AccountDocument.House),
                    (11, 801, AccountDocument.Client),
                    (12, 802, AccountDocument.Client),
                ]
        )
        {
            Venue.Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, $"A{account}", "trader", true, Member: member, Class: of))
            );
            Pay(account, account == 11 ? 45_000_00 : 900_000_00);
        }

        Fund(801, 20_000_00);
        Fund(802, 10_000_00);
    }

    // Two scenarios of a tenth each way, and what a lot costs beside them.
    private const string Group = """
        {"marginGroup":"g","version":3,"commodities":[{"contract":"PP","amounts":"of value","tiers":[{"scan":"0.1"}],
        "extreme":{"multiple":"3","cover":"0.33"},"interMonth":[]}],"interCommodity":[],
        "scenarios":{"tail":1,"months":[{"contract":"PP","losses":[-100000,100000],"liquidity":"0.01",
        "concentration":{"fromLots":20,"rate":"0.02"},"floor":"0.05"}]} }
        """;

    private void Fund(int member, long minor) =>
        Venue.Submit(MessageKind.MoveFund, new MoveFund(member, Currency.USD, new(minor), Name24.Of($"fund-{member}")));

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
