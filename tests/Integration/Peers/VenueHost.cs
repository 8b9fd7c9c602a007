// A live venue in continuous trading behind the production gateway for FIX, with two accounts of members.
using System.Net;
using System.Text;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Integration.Peers;

/// <summary>Sessions BUYER (account 1) and SELLER (account 2), with files for memory. The month <see cref="Symbol"/>
/// trades from 8.00 to 12.00.</summary>
internal sealed class VenueHost : IDisposable
{
    public const string Symbol = "PP-X26";
    public const string Price = "10.00";

    private const string Sessions = """
        { "compId": "VENUE", "sessions": [
          { "compId": "BUYER", "accounts": [ 1 ] }, { "compId": "SELLER", "accounts": [ 2 ] } ] }
        """;

    private static readonly TradingDate _day = TradingDate.Of(2026, 11, 24);

    private readonly VenueLogs _logs = VenueLogs.InMemory();
    private readonly LiveVenue _venue;
    private readonly FixHouse _house;

    /// <param name="folder">For the sessions' files.</param>
    public VenueHost(string folder)
    {
        Make(new(_logs));
        _venue = new(_logs, 1);
        var terms = new FixHouseTerms { Folder = folder };
        var logs = new FixLogs(_logs.Events.Read, _logs.Commands.Read);
        _house = new(terms, _venue, logs, FixSessionFile.Parse(Sessions), null, TimeProvider.System);
        _house.Add(new OrderDesk(_house));
        _house.Open(new(IPAddress.Loopback, 0));
    }

    public int Port => _house.Port;

    public void Dispose()
    {
        _house.Dispose();
        _venue.Dispose();
        _logs.Dispose();
    }

    private static void Make(Venue.Venue venue)
    {
        venue.AdvanceTo(Instant.At(_day, 6 * 60));
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
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
            "lotSize":1000,"tick":"0.01","months":{"serial":2,"quarters":0},"priceLimit":"0.1",
            "firstDayLimitMultiple":2,"maxOrderLots":500,"positionLimitLots":1000,
            "lastTradingDay":"last business day of contract month",
            "fee":{"ofTurnover":"0","perLot":"0"},
            "dailySettlement":{"round":"down","steps":["volume weighted","previous"]},
            "finalSettlement":{"index":"PP-I","average":"arithmetic","over":"contract month","prints":"every day",
            "leastPrints":1,"decimals":4,"roundTo":"decimals"} }
            """
        );
        Document(MessageKind.DefineMargins, """{"contract":"PP","version":1,"rate":"0.1"}""");
        venue.Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("PP-I"), _day.Plus(-1), 1000, 2, 1, 1));
        for (var account = 1; account <= 2; account++)
        {
            venue.Submit(MessageKind.OpenAccount, Documents.Write(new AccountDocument(account, "A", "trader", true)));
            var cash = new MoveCash(new(account), Currency.USD, new(9_000_000_00), Name24.Of($"r{account}"));
            venue.Submit(MessageKind.MoveCash, cash);
        }

        venue.AdvanceTo(Instant.At(_day, (9 * 60) + 1));

        void Document(MessageKind kind, string json) => venue.Submit(kind, Encoding.UTF8.GetBytes(json));
    }
}
