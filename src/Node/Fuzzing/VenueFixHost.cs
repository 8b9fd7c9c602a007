// The production gateway of a live venue in a process of its own, as a fuzzer attacks it.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>The laboratory's traders go on beside.</summary>
internal sealed class VenueFixHost : IFixHost
{
    private static readonly int[] _accounts = [101, 102, 103, 104, 105];
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private readonly VenueProcess _process;
    private readonly List<FixSubject> _likes;

    public VenueFixHost(string folder)
    {
        var (rest, fix) = (FreePort(), FreePort());
        var sessions = Path.Combine(folder, "sessions.json");
        File.WriteAllText(sessions, FixFuzzSessions.File(_accounts));
        // Time goes fast enough for the market to be open soon, and slowly enough for it to stay so.
        string[] more = ["--days", "1", "--speed", "30", "--fix", fix, "--fix-sessions", sessions];
        string[] rates = ["--orders-a-second", "100000", "--cancels-a-second", "100000"];
        var place = Path.Combine(folder, "venue");
        _process = new(place, int.Parse(rest, CultureInfo.InvariantCulture), [.. more, .. rates]);
        Port = int.Parse(fix, CultureInfo.InvariantCulture);
        try
        {
            _process.Await($"FIX: 127.0.0.1:{fix}");
            _likes = Listed();
        }
        catch
        {
            _process.Dispose();
            throw;
        }
    }

    public int Port { get; }

    public string Name => FixFuzzSessions.Venue;

    public IReadOnlyList<FixSubject> Subjects => FixFuzzSessions.Subjects(_likes);

    public IHonestClient Honest() =>
        new HonestTrader(Port, FixFuzzSessions.Friend, Name, _likes[0] with { Accounts = [_accounts[^1]] });

    public FuzzHeld Held()
    {
        var resident = _process.Resident;
        return new(resident, resident, resident == 0 ? 0 : _process.Orders());
    }

    public IReadOnlyList<string> Troubles() => _process.Troubles();

    public void Dispose() => _process.Dispose();

    private static string FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Months of two contracts, the first of them one that trades now, with prices within limits.</summary>
    private List<FixSubject> Listed()
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < _patience; Thread.Sleep(200))
        {
            var rows = _process.Get("/v1/instruments").AsArray().Select(r => r!.AsObject()).ToList();
            rows.RemoveAll(r => (string?)r["limitLow"] is null);
            var open = rows.FindIndex(r => (string?)r["phase"] == "continuous");
            if (open < 0)
                continue;
            var first = (string?)rows[open]["contract"];
            var other = rows.Find(r => (string?)r["contract"] != first) ?? rows[open];
            return [Months(rows, rows[open]), Months(rows, other)];
        }

        throw new VerbException("the venue's market does not open", 1);
    }

    private static FixSubject Months(List<JsonObject> rows, JsonObject first)
    {
        var tick = Number("tickSize");
        var symbols = rows.Where(r => (string?)r["contract"] == (string?)first["contract"])
            .Select(r => (string)r["symbol"]!);
        return new(
            "",
            FixSubject.Fix44,
            FixTemplates.Fresh,
            FixTemplates.Orders,
            [.. symbols.Take(3), "NONE"],
            [.. _accounts.SkipLast(1)],
            ((int)(Number("limitLow") / tick), (int)(Number("limitHigh") / tick)),
            tick
        );

        decimal Number(string name) => decimal.Parse((string)first[name]!, CultureInfo.InvariantCulture);
    }
}
