// kill -9 of a venue while orders come over FIX: nothing acknowledged is lost, nothing done twice, each report heard once.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Storage;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class FixKillTests : IDisposable
{
    private const int Account = 101;
    private const string Prefix = "kill-";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-fixkill-").FullName;
    private readonly FixClient _client = new("KILLED", "TOKENBOURSE");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly (int Http, int Fix) _ports = (FreePort(), FreePort());
    private readonly List<string> _ids = [];
    private (string Symbol, string Price) _month = ("", "");

    [Fact]
    public Task Orders_over_FIX_outlive_two_kills() => Play(2, 20261122);

    [Fact]
    [Trait("Weight", "heavy")]
    public Task Orders_over_FIX_outlive_forty_kills() => Play(40, 20261123);

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Play(int kills, int seed)
    {
        var random = new Random(seed);
        var sessions = $$"""{ "sessions": [ { "compId": "KILLED", "accounts": [ {{Account}} ] } ] }""";
        await File.WriteAllTextAsync(Sessions, sessions, TestContext.Current.CancellationToken);
        for (var kill = 0; kill <= kills; kill++)
        {
            using var run = new ProgramRun(Arguments());
            // Now and then before it listens: it dies in its own recovery.
            if (kill > 1 && kill < kills && random.Next(6) == 0)
            {
                run.WaitFor(TimeSpan.FromMilliseconds(random.Next(200, 4000)));
                run.Kill();
                continue;
            }

            Opens(run);
            await ChooseMonth(run);
            _client.Connect(_ports.Fix);
            Until(() => _client.IsLoggedOn, "a logon", run);
            _client.OrdersAgain();
            if (kill < kills)
                Trade(run, random);
            else
                Until(() => _client.Open.Count == 0, "answers to all orders", run);
            run.Kill();
            while (_client.Hear(_look)) { }
        }

        Compare();
    }

    /// <summary>Orders, many under way at a time, until some have been answered; then the process has a moment
    /// left.</summary>
    private void Trade(ProgramRun run, Random random)
    {
        var (heard, until) = (_client.Heard.Count, random.Next(1, 150));
        for (var began = Stopwatch.GetTimestamp(); _client.Heard.Count < heard + until; )
        {
            for (var burst = random.Next(1, 12); burst > 0 && _client.Open.Count < 100; burst--)
                Order(random);
            Assert.True(_client.Hear(TimeSpan.FromMilliseconds(1)), $"the line ended: {run.Error}");
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, "the venue answers no more");
        }

        for (var burst = random.Next(20); burst > 0; burst--)
            Order(random);
        Thread.Sleep(random.Next(8));
    }

    private void Order(Random random)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{_ids.Count}");
        _ids.Add(id);
        // Some meet what is there, and leave; the others wait.
        var ends = random.Next(2) == 0 ? "59=3|" : "";
        var side = random.Next(2) + 1;
        _client.Order(
            id,
            $"1={Account}|55={_month.Symbol}|54={side}|38={random.Next(1, 4)}|40=2|44={_month.Price}|{ends}60=20260101-00:00:00|"
        );
    }

    private void Compare()
    {
        Assert.True(_client.Fault is null, _client.Fault);
        Assert.Empty(_client.Open);
        var reports = _client.Heard.Where(m => FixClient.Field(m, 35) == "8").ToList();
        var execIds = reports.Select(m => FixClient.Field(m, 17)).ToList();
        Assert.Equal(execIds.Count, execIds.Distinct().Count());
        var taken = reports.Where(m => FixClient.Field(m, 150) == "0").Select(m => FixClient.Field(m, 11)).ToList();
        var refused = reports.Where(m => FixClient.Field(m, 150) == "8").Select(m => FixClient.Field(m, 11));
        // Each order was answered. One that was refused leaves nothing behind by which it could be known: sent again, it
        // is judged again; what was taken is taken once.
        var answered = taken.Concat(refused).Distinct();
        Assert.Equal(_ids.Order(StringComparer.Ordinal), answered.Order(StringComparer.Ordinal));
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.NotEmpty(taken);

        // What was taken stands in the log, once, and nothing else does.
        var last = execIds.Max(Sequence);
        var (orders, fills) = Logged(last);
        Assert.Equal(taken.Order(StringComparer.Ordinal), orders.Values.Order(StringComparer.Ordinal));
        var told = reports
            .Where(m => FixClient.Field(m, 150) == "F")
            .GroupBy(m => FixClient.Field(m, 11))
            .ToDictionary(
                g => g.Key,
                g => g.Sum(m => long.Parse(FixClient.Field(m, 32), CultureInfo.InvariantCulture))
            );
        Assert.Equal(
            fills.OrderBy(f => f.Key, StringComparer.Ordinal),
            told.OrderBy(f => f.Key, StringComparer.Ordinal)
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_ids.Count} orders, {taken.Count} taken, {fills.Count} traded; {execIds.Count} reports; "
                + $"numbers {_client.NextNumber} and {_client.NextExpected}"
        );
    }

    /// <summary>Our orders in the event log by number, and the lots that each traded up to that event.</summary>
    private (Dictionary<long, string> Orders, Dictionary<string, long> Fills) Logged(long last)
    {
        var orders = new Dictionary<long, string>();
        var fills = new Dictionary<string, long>(StringComparer.Ordinal);
        using var log = FileLog.OpenReadOnly(Path.Combine(_folder, "venue", "market", "events"));
        foreach (var entry in log.Read(0))
        {
            if (entry.Kind == MessageKind.OrderAccepted)
            {
                var order = entry.As<OrderAccepted>();
                if ($"{order.ClientOrderId}".StartsWith(Prefix, StringComparison.Ordinal))
                    orders.Add(order.Order.Value, $"{order.ClientOrderId}");
            }
            else if (entry.Kind == MessageKind.Traded && entry.Sequence <= last)
            {
                var trade = entry.As<Traded>();
                foreach (var order in (long[])[trade.BuyOrder.Value, trade.SellOrder.Value])
                {
                    if (orders.TryGetValue(order, out var id))
                        fills[id] = fills.GetValueOrDefault(id) + trade.Quantity.Lots;
                }
            }
        }

        return (orders, fills);
    }

    private static long Sequence(string execId) =>
        long.TryParse(execId.TrimEnd('B', 'S'), CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    private string Sessions => Path.Combine(_folder, "sessions.json");

    private string[] Arguments() =>
        [
            "run",
            "--out",
            Path.Combine(_folder, "venue"),
            "--port",
            _ports.Http.ToString(CultureInfo.InvariantCulture),
            "--days",
            "1",
            "--fix",
            _ports.Fix.ToString(CultureInfo.InvariantCulture),
            "--fix-sessions",
            Sessions,
        ];

    private static void Opens(ProgramRun run)
    {
        for (var began = Stopwatch.GetTimestamp(); !run.Out.Contains("FIX: ", StringComparison.Ordinal); )
        {
            Assert.False(run.WaitFor(TimeSpan.FromMilliseconds(20)), run.Error);
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, $"it does not open: {run.Out}");
        }
    }

    /// <summary>A month that trades now, and a price at which it does; at night the one of before.</summary>
    private async Task ChooseMonth(ProgramRun run)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            var text = await _http.GetStringAsync(
                new Uri($"http://127.0.0.1:{_ports.Http}/v1/instruments"),
                TestContext.Current.CancellationToken
            );
            using var rows = JsonDocument.Parse(text);
            foreach (var row in rows.RootElement.EnumerateArray())
            {
                if (Text(row, "phase") != "continuous" || Text(row, "bid") is not { } bid)
                    continue;
                _month = (Text(row, "symbol")!, bid);
                return;
            }

            Assert.False(run.WaitFor(TimeSpan.FromMilliseconds(100)), run.Error);
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, "nothing is traded");
        } while (_month.Symbol == "");

        static string? Text(JsonElement row, string name) =>
            row.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
    }

    private void Until(Func<bool> holds, string what, ProgramRun run)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); )
        {
            Assert.True(_client.Hear(TimeSpan.FromMilliseconds(20)), $"no {what}: the line ended: {_client.Fault}");
            Assert.True(Stopwatch.GetElapsedTime(began) < _patience, $"no {what}: {_client.Fault} {run.Error}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
