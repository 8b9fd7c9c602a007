// A contributor's account trades before a print: listed within the blackout, and only there.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class BlackoutTests : IDisposable
{
    private const string Calendar = """
        { "calendar": "T", "zone": { "name": "UTC", "offsets": [ { "from": "1970-01-01T00:00:00Z", "minutes": 0 } ] },
          "from": "2026-01-01", "to": "2026-12-31", "holidays": [],
          "timetable": [ { "at": "08:00", "phase": "auction" }, { "at": "09:00", "phase": "continuous" }, { "at": "15:00", "phase": "closed" } ],
          "settlement": { "at": "16:00" } }
        """;

    private const string Contract = """
        { "contract": "TT", "name": { "en": "Test hours", "zh": "测试" }, "calendar": "T", "currency": "USD", "unit": "1,000 GPU-hours",
          "quote": "USD per GPU-hour", "lotSize": 1000, "tick": "0.002", "months": { "serial": 2, "quarters": 1 },
          "lastTradingDay": "last business day of contract month", "priceLimit": "0.10", "firstDayLimitMultiple": 2, "maxOrderLots": 500,
          "positionLimitLots": 1000, "fee": { "ofTurnover": "0.00002", "perLot": "0" },
          "dailySettlement": { "round": "down", "steps": [ "volume weighted", "previous" ] },
          "finalSettlement": { "index": "TIX", "average": "arithmetic", "over": "contract month", "prints": "every day", "leastPrints": 1, "decimals": 4, "roundTo": "tick" } }
        """;

    // The print comes at 14:00; its blackout begins at noon.
    private const string Methodology = """
        { "index": "TIX", "version": 1, "product": "gpu", "unit": "GPU-hour", "currency": "USD", "decimals": 4,
          "printAt": { "clock": "14:00" }, "days": "every day", "from": "2026-02-27",
          "steps": [ { "step": "take", "classes": [ "hour" ] }, { "step": "convert" },
                     { "step": "combine", "by": "arithmetic mean" }, { "step": "round", "mode": "half up" } ],
          "fallback": [], "governance": { "blackoutHours": 2 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-blackout").FullName;
    private int _orders;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_trades_of_a_contributors_account_within_the_blackout_are_listed()
    {
        using (var logs = Open())
        {
            var venue = new Venue.Venue(logs);
            Trade(venue);
            // A later version without a blackout: what was traded under the first one stays listed.
            var later = Methodology.Replace("\"version\": 1", "\"version\": 2").Replace("\"blackoutHours\": 2", "");
            venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(later));
        }

        var run = ProgramRun.ToEnd("index", "governance", "--folder", _folder, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        using var report = JsonDocument.Parse(run.Out);
        var listed = report.RootElement.GetProperty("blackout").EnumerateArray().ToList();
        Assert.Equal([("alpha", 1, 2L)], listed.Select(Of));
        Assert.Equal("2026-03-02", listed[0].GetProperty("print").GetString());
        Assert.StartsWith("TT-", listed[0].GetProperty("symbol").GetString());
    }

    private static (string?, int, long) Of(JsonElement trade) =>
        (
            trade.GetProperty("seller").GetString(),
            trade.GetProperty("account").GetInt32(),
            trade.GetProperty("lots").GetInt64()
        );

    private void Trade(Venue.Venue venue)
    {
        var day = TradingDate.Of(2026, 3, 2);
        venue.AdvanceTo(Instant.At(day, 7 * 60));
        venue.Submit(MessageKind.SetRelease, Codec.Bytes(new SetRelease(Releases.Newest)));
        venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(Methodology));
        var named = new AffiliateNaming("alpha", 1, "a subsidiary", "Ann");
        venue.Observe(MessageKind.NameAffiliate, Documents.Write(named));
        venue.Submit(MessageKind.DefineCalendar, Encoding.UTF8.GetBytes(Calendar));
        venue.Submit(
            MessageKind.SubmitPrint,
            Codec.Bytes(new SubmitPrint(Name24.Of("TIX"), TradingDate.Of(2026, 3, 1), 64_000, 4, 1, 0))
        );
        venue.Submit(
            MessageKind.DefineMargins,
            Encoding.UTF8.GetBytes("""{ "contract": "TT", "version": 1, "rate": "0.16" }""")
        );
        venue.Submit(MessageKind.DefineContract, Encoding.UTF8.GetBytes(Contract));
        for (var account = 1; account <= 3; account++)
        {
            var document = new AccountDocument(account, $"A{account}", "trader", true);
            venue.Submit(MessageKind.OpenAccount, Documents.Write(document));
            var cash = new MoveCash(new(account), Currency.USD, new(100_000_000), Name24.Of("first"));
            venue.Submit(MessageKind.MoveCash, Codec.Bytes(cash));
        }

        venue.AdvanceTo(Instant.At(day, (11 * 60) + 30));
        Meet(venue, 1, 2, 1); // before the blackout
        venue.AdvanceTo(Instant.At(day, (12 * 60) + 30));
        Meet(venue, 1, 2, 2); // within it
        Meet(venue, 3, 2, 3); // within it, but nobody's account
        venue.AdvanceTo(Instant.At(day, (14 * 60) + 30));
        Meet(venue, 2, 1, 4); // behind the print: the next one is a day away
    }

    private void Meet(Venue.Venue venue, int buyer, int seller, long lots)
    {
        foreach (var (account, side) in ((int, Side)[])[(seller, Side.Sell), (buyer, Side.Buy)])
            venue.Submit(
                MessageKind.PlaceOrder,
                Codec.Bytes(
                    new PlaceOrder(
                        new(account),
                        new(1),
                        side,
                        OrderType.Limit,
                        TimeInForce.Day,
                        new(3200),
                        new(lots),
                        ClientOrderId.Of($"o{++_orders}")
                    )
                )
            );
    }

    private VenueLogs Open()
    {
        File.WriteAllText(Path.Combine(_folder, "venue.json"), "{}");
        FileLog Log(string room, string name) => FileLog.Open(Path.Combine(_folder, room, name));
        return new(
            Log("index", "observations"),
            Log("index", "prints"),
            Log("market", "commands"),
            Log("market", "events")
        );
    }
}
