// What a fuzzer of FIX attacks: an echo of the session layer, or the production gateway with all its desks.
using System.Net;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Data;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Fix.Desks.PostTrade;
using Tokenbourse.Gateways.Fix.Desks.Quotes;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Listens on loopback.</summary>
internal interface IFixHost : IDisposable
{
    int Port { get; }

    /// <summary>Its CompID.</summary>
    string Name { get; }

    /// <summary>Whom the fuzzer logs on for.</summary>
    IReadOnlyList<FixSubject> Subjects { get; }

    IHonestClient Honest();

    FuzzHeld Held() => FuzzHeld.ByThisProcess();

    IReadOnlyList<string> Troubles() => [];
}

/// <summary>The codec, the session layer and the acceptor, in this process.</summary>
internal sealed class EchoFixHost : IFixHost
{
    private const string Venue = "VENUE";
    private const string Peer = "FUZZ";
    private const string Friend = "HONEST";

    private readonly FixAcceptor _host = EchoHost.Open(
        new(IPAddress.Loopback, 0),
        Venue,
        [Peer, Friend],
        TimeProvider.System
    );

    public int Port => _host.Port;

    public string Name => Venue;

    public IReadOnlyList<FixSubject> Subjects { get; } =
    [new(Peer, FixSubject.Fix44, "A|98=0|108=0|", FixTemplates.Any, ["TK-Z26", "TK-H27"], [1], (1_000, 1_100), 0.002m)];

    public IHonestClient Honest() => new HonestFix(Port, Friend, Venue);

    public void Dispose() => _host.Dispose();
}

/// <summary>The sessions that a fuzzer has at a gateway, and their file.</summary>
internal static class FixFuzzSessions
{
    public const string Venue = "TOKENBOURSE";
    public const string Friend = "HONEST";

    /// <param name="accounts">The last is the honest client's.</param>
    public static string File(IReadOnlyList<int> accounts)
    {
        var all = string.Join(", ", accounts.SkipLast(1));
        return $$"""
            { "compId": "{{Venue}}", "sessions": [
              { "compId": "FUZZ-O", "accounts": [ {{all}} ] },
              { "compId": "FUZZ-L", "accounts": [ {{all}} ], "cancelOnDisconnect": true },
              { "compId": "FUZZ-T", "accounts": [ {{all}} ], "version": "FIXT.1.1" },
              { "compId": "FUZZ-M", "role": "market-data" },
              { "compId": "FUZZ-C", "role": "drop-copy", "accounts": [ {{all}} ] },
              { "compId": "{{Friend}}", "accounts": [ {{accounts[^1]}} ] } ] }
            """;
    }

    /// <param name="likes">What they trade; more than one: in turn.</param>
    public static IReadOnlyList<FixSubject> Subjects(IReadOnlyList<FixSubject> likes)
    {
        const string Newer = "A|98=0|108=0|141=Y|1137=9|";
        return
        [
            likes[0] with
            {
                Name = "FUZZ-O",
            },
            likes[^1] with
            {
                Name = "FUZZ-L",
            },
            likes[0] with
            {
                Name = "FUZZ-T",
                Begin = FixSubject.Fixt11,
                Logon = Newer,
            },
            likes[^1] with
            {
                Name = "FUZZ-M",
                Messages = FixTemplates.Data,
            },
            likes[0] with
            {
                Name = "FUZZ-C",
                Messages = FixTemplates.Copies,
            },
        ];
    }

    /// <summary>Every desk that a venue has.</summary>
    public static void Join(FixHouse house, Action<Exception> failed)
    {
        house.Add(new OrderDesk(house));
        house.Add(new QuoteDesk(house));
        FixPublicDesks.Join(house, true, FixPublicDesks.Usual, failed);
        house.Add(new CaptureDesk(house));
        house.Add(new PositionDesk(house));
        house.Add(new CopyDesk(house));
    }
}

/// <summary>A venue in continuous trading behind the gateway, in this process; its logs are files.</summary>
internal sealed class GatewayFixHost : IFixHost
{
    private const int Many = 1_000_000;
    private readonly VenueLogs _logs;
    private readonly LiveVenue _venue;
    private readonly FixHouse _house;
    private readonly List<string> _troubles = [];
    private readonly FixSubject _like;

    public GatewayFixHost(string folder)
    {
        int[] accounts = [1, 2, 3, 4, 5];
        _logs = new(Open("observations"), Open("prints"), Open("commands"), Open("events"));
        var venue = new Venue.Venue(_logs);
        venue.AdvanceIndexTo(OrderStream.Before);
        foreach (var (kind, payload) in OrderStream.Opening())
            venue.Submit(kind, payload);
        venue.AdvanceTo(OrderStream.Open);
        var listed = venue.Views.Board.Rows.Select(r => r.Terms.Symbol).Take(3).ToList();
        _like = new(
            "",
            FixSubject.Fix44,
            FixTemplates.Fresh,
            FixTemplates.Orders,
            [.. listed, "NONE"],
            [.. accounts.SkipLast(1)],
            (3_150, 3_250),
            venue.Views.Board.Rows[0].Terms.TickSize
        );
        _venue = new(_logs, speed: 1);
        var terms = new FixHouseTerms { Folder = Path.Combine(folder, "fix"), Rates = new(Many, Many, Many, Many) };
        _house = new(
            terms,
            _venue,
            new(_logs.Events.Read, _logs.Commands.Read),
            FixSessionFile.Parse(FixFuzzSessions.File(accounts)),
            null,
            TimeProvider.System
        );
        FixFuzzSessions.Join(_house, e => Trouble($"the desks of public data: {e}"));
        _house.Open(new(IPAddress.Loopback, 0));

        FileLog Open(string name) => FileLog.Open(Path.Combine(folder, name), VenueFolder.Lazy);
    }

    public int Port => _house.Port;

    public string Name => FixFuzzSessions.Venue;

    public IReadOnlyList<FixSubject> Subjects => FixFuzzSessions.Subjects([_like]);

    public IHonestClient Honest() =>
        new HonestTrader(Port, FixFuzzSessions.Friend, Name, _like with { Accounts = [5] });

    public IReadOnlyList<string> Troubles()
    {
        if (!_venue.IsRunning)
            Trouble($"the venue stopped: {_venue.Fault}");
        lock (_troubles)
        {
            string[] all = [.. _troubles];
            _troubles.Clear();
            return all;
        }
    }

    public void Dispose()
    {
        _house.Dispose();
        _venue.Dispose();
        _logs.Dispose();
    }

    private void Trouble(string what)
    {
        lock (_troubles)
            _troubles.Add(what);
    }
}
