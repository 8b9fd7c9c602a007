// Margin calls within the day through the REST door: issued, acknowledged, paid, overdue; who may; what is refused.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Identity;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class MarginCallDoorTests
{
    private const string Runs = "/v1/margin-calls/runs";
    private const string Seen = "/v1/margin-calls/1/CNY/acknowledgement";
    private const string Today = """{"calendar":"T"}""";
    private const string Lee = """{"person":"lee"}""";

    [Fact]
    public async Task A_call_is_issued_acknowledged_and_paid_and_another_is_overdue()
    {
        await using var floor = await Floor.Open();
        House(floor);
        var (status, run) = await floor.Ask("POST", Runs, Today);
        Assert.Equal((200, 4, 0), (status, run.Whole("accounts"), run.Whole("opened")));
        var missing = await MakeShort(floor);
        (_, run) = await floor.Ask("POST", Runs, Today);
        Assert.Equal(
            ("T", 1, 0, 0),
            (run.Text("calendar"), run.Whole("opened"), run.Whole("repeated"), run.Whole("met"))
        );
        var call = await Open(floor);
        Assert.Equal(("issued", "intraday", missing), (call.Text("state"), call.Text("kind"), call.Text("amount")));
        Assert.Equal(("2026-03-02T09:00:00Z", "2026-03-02T09:30:00Z"), (call.Text("issued"), call.Text("deadline")));

        (status, var seen) = await floor.Ask("POST", Seen, Lee);
        Assert.Equal((200, "lee", missing), (status, seen.Text("person"), seen.Text("amount")));
        call = await Open(floor);
        Assert.Equal(("acknowledged", "lee"), (call.Text("state"), call.Text("person")));
        var twice = await floor.Fault("POST", Seen, Lee);
        Assert.Equal((422, "CALL_ACKNOWLEDGED"), (twice.Status, twice.Code));
        Assert.Equal((missing, missing), (twice.Error.Text("given"), twice.Error.Text("limit")));
        Pay(floor, missing);
        Assert.Empty((await floor.Get("/v1/accounts/1/calls")).GetProperty("calls").EnumerateArray());

        Pay(floor, "-" + missing);
        await Print(floor, "5.900");
        await floor.Ask("POST", Runs, Today);
        floor.Clock(2, 9, 30);
        Assert.Equal("overdue", (await Open(floor)).Text("state"));
        Assert.True((await floor.Get("/v1/accounts/1/calls")).GetProperty("restricted").GetBoolean());
    }

    [Fact]
    public async Task What_cannot_be_called_or_acknowledged_is_refused_with_its_reason()
    {
        await using var floor = await Floor.Open();
        (string Path, string Body, string Code, string? Field, string? Limit)[] bad =
        [
            (Runs, "{}", "BAD_REQUEST", "calendar", null),
            (Runs, """{"calendar":1}""", "BAD_TYPE", "calendar", null),
            (Runs, """{"calendar":"T","day":"2026-03-02"}""", "UNKNOWN_FIELD", "day", null),
            (Runs, """{"calendar":"XX"}""", "UNKNOWN_CALENDAR", "calendar", "T"),
            (Runs, Today, "INTRADAY_CALLS_OFF", "calendar", null),
            (Seen, "{}", "BAD_REQUEST", "person", null),
            (Seen, """{"person":"l ee"}""", "BAD_REQUEST", "person", "24"),
            (Seen, Lee, "NO_OPEN_CALL", "currency", null),
            ("/v1/margin-calls/1/XXX/acknowledgement", Lee, "UNKNOWN_CURRENCY", "currency", "CNY, USD, EUR"),
            ("/v1/margin-calls/99/CNY/acknowledgement", Lee, "UNKNOWN_ACCOUNT", "account", null),
            ("/v1/margin-calls/one/CNY/acknowledgement", Lee, "BAD_TYPE", "account", null),
        ];
        foreach (var (path, body, code, field, limit) in bad)
        {
            var tail = floor.Inner.Logs.Events.Tail;
            var fault = await floor.Fault("POST", path, body);
            Assert.Equal(
                (code, field, limit),
                (fault.Code, fault.Error.Text("field"), fault.Error.GetProperty("limit").GetString())
            );
            Assert.InRange(floor.Inner.Logs.Events.Tail - tail, 0, 1);
        }

        House(floor);
        floor.Clock(2, 15);
        var closed = await floor.Fault("POST", Runs, Today);
        Assert.Equal((422, "NOT_TRADING"), (closed.Status, closed.Code));
    }

    [Fact]
    public async Task Clearing_runs_it_and_the_holder_or_who_clears_for_it_acknowledges()
    {
        using var folder = new IdentityFolder();
        using var doors = new Gateways.Identity.IdentityDoors(folder.Store);
        folder.Wait(Gateways.Identity.KeyCheck.Window);
        await using var floor = await Floor.Open(new() { Identity = doors });
        House(floor);
        Submit(floor, MessageKind.DefineMember, """{"member":12,"name":"M","kind":"futures firm"}""");
        foreach (var (account, of) in ((int, string)[])[(5, AccountDocument.House), (6, AccountDocument.Client)])
        {
            var document = new AccountDocument(account, $"A{account}", "trader", true, Member: 12, Class: of);
            floor.Venue.Submit(MessageKind.OpenAccount, Documents.Write(document));
        }

        folder.Store.SetParticipant("root", "acme", "Acme", [1, 2, 5]);
        var (carl, mona) = (
            folder.Key("ed25519", ["admin:clearing"], "carl"),
            folder.Key("ed25519", ["admin:market-ops"], "mona")
        );
        var (tina, otto) = (folder.Key("ed25519", ["read", "trade"]), folder.Key("ed25519", ["read", "trade"], "otto"));
        var rita = folder.Key("ed25519", ["read", "admin:risk"], "rita");
        Assert.Equal(403, (await floor.Ask(folder, mona, "POST", Runs, Today)).Status);
        Assert.Equal(403, (await floor.Ask(folder, tina, "POST", Runs, Today)).Status);
        Assert.Equal(200, (await floor.Ask(folder, carl, "POST", Runs, Today)).Status);
        const string Client = "/v1/margin-calls/6/CNY/acknowledgement";
        var (own, foreign) = ("""{"person":"tina"}""", """{"person":"otto"}""");
        // Nobody is short: who may is told that no call is open.
        Assert.Equal(3083, (await floor.Ask(folder, tina, "POST", Seen, own)).Num);
        Assert.Equal(3083, (await floor.Ask(folder, tina, "POST", Client, own)).Num);
        Assert.Equal(3083, (await floor.Ask(folder, rita, "POST", Seen, """{"person":"rita"}""")).Num);
        Assert.Equal(1107, (await floor.Ask(folder, tina, "POST", Seen, foreign)).Num);
        Assert.Equal(1107, (await floor.Ask(folder, otto, "POST", Seen, foreign)).Num);
        Assert.Equal(1107, (await floor.Ask(folder, otto, "POST", Client, foreign)).Num);
        Assert.Equal(1107, (await floor.Ask(folder, carl, "POST", Seen, """{"person":"carl"}""")).Num);
        var reader = folder.Key("ed25519", ["read"]);
        Assert.Equal(1201, (await floor.Ask(folder, reader, "POST", Seen, own)).Num);
    }

    private static void House(Floor floor) =>
        Submit(
            floor,
            MessageKind.DefineHouse,
            """{"house":"H","version":1,"calls":{"deadline":{"beforeOpening":30},"intraday":{"notice":30}}}"""
        );

    private static void Submit(Floor floor, MessageKind kind, string document) =>
        floor.Venue.Submit(kind, Encoding.UTF8.GetBytes(document));

    // 20 lots bought at 6.400 fall by 0.200: 40,000.00 are lost, of which the account keeps a part.
    private static async Task<string> MakeShort(Floor floor)
    {
        await floor.Place(2, "sell", "6.400", 20, "s-1");
        await floor.Place(1, "buy", "6.400", 20, "b-1");
        var free = Free(floor);
        Pay(floor, "-" + (free / 100m - 15_000m).ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Print(floor, "6.200");
        var now = Free(floor);
        Assert.Equal(15_000_00 - 40_000_00, now);
        return "25000.00";
    }

    private static async Task Print(Floor floor, string price)
    {
        await floor.Place(3, "sell", price, 1, $"s-{price}");
        await floor.Place(4, "buy", price, 1, $"b-{price}");
    }

    private static long Free(Floor floor) =>
        floor.Venue.Foresight.FiguresOf(new(1))!.Currencies.First(m => m.Currency == Currency.CNY).Free.Minor;

    private static int _paid;

    private static void Pay(Floor floor, string amount)
    {
        var minor = (long)(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) * 100);
        var reference = Name24.Of($"pay-{Interlocked.Increment(ref _paid)}");
        floor.Venue.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(minor), reference));
    }

    private static async Task<JsonElement> Open(Floor floor) =>
        Assert.Single((await floor.Get("/v1/accounts/1/calls")).GetProperty("calls").EnumerateArray());
}
