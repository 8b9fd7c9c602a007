// A small venue behind the HTTP doors: memory logs, one contract, one index, four accounts, in-process server.
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Market;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

/// <summary>The one-caller venue with a lock around it, so that requests may come from several threads.</summary>
internal sealed class SharedVenue(Venue.Venue inner) : IVenue
{
    private readonly Lock _gate = new();

    /// <summary>When set, nothing is taken and this is answered.</summary>
    public OutcomeStatus Instead { get; set; }

    public VenueViews Views => inner.Views;

    // It waits for nobody: readers ask it while they hold the views, and who submits holds both the other way.
    public Instant Now => inner.Now;

    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            if (Instead != OutcomeStatus.None)
                return new(Instead, -1, default, -1, 0, default);
            var outcome = inner.Submit(kind, payload);
            return outcome with { Events = outcome.Events.ToArray() };
        }
    }

    public IForesight Foresight => inner.Foresight;

    public long Reached()
    {
        lock (_gate)
            return inner.Reached();
    }

    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            var outcome = inner.Observe(kind, payload);
            return outcome with { Events = outcome.Events.ToArray() };
        }
    }

    public void AdvanceTo(Instant to)
    {
        lock (_gate)
            inner.AdvanceTo(to);
    }
}

/// <summary>A venue in continuous trading on 2 March 2026 with its doors open. Price band of TT-H26: 5.120 to
/// 7.680.</summary>
internal sealed class Floor : IAsyncDisposable
{
    public const string Methodology = """
        { "index": "TIX", "version": 1, "name": { "en": "Test index", "zh": "测试指数" }, "note": "A test.", "product": "gpu", "unit": "GPU-hour",
          "currency": "CNY", "decimals": 4, "printAt": { "clock": "06:00" }, "days": "every day", "from": "2026-02-27",
          "steps": [ { "step": "take", "classes": [ "hour" ] }, { "step": "convert" }, { "step": "require", "of": "rows", "least": 2 },
                     { "step": "combine", "by": "arithmetic mean" }, { "step": "round", "mode": "half up" } ], "fallback": [] }
        """;

    /// <summary>Each month of the contract against the next one: TTC-H26/J26 is the first.</summary>
    public const string Spread = """
        { "spread": "TTC", "name": { "en": "Test spread", "zh": "跨期" }, "kind": "calendar", "near": { "contract": "TT" },
          "maxOrderLots": 100, "selfMatch": "cancel oldest" }
        """;

    private readonly WebApplication _app;
    private readonly string? _folder;

    private Floor(Venue.Venue venue, HttpOptions options, string? folder, bool sockets)
    {
        Inner = venue;
        Venue = new(venue);
        _folder = folder;
        var readers = new VenueReaders(
            sequence => sequence < venue.Logs.Observations.Tail ? venue.Logs.Observations.Read(sequence).First() : null,
            () => venue.Logs.Commands.Tail - 1,
            new(
                contract => contract == "TT" ? "{\"days\":[]}"u8.ToArray() : (ReadOnlyMemory<byte>?)null,
                (contract, day) =>
                    contract == "TT" ? Encoding.UTF8.GetBytes($$"""{"day":"{{day}}"}""") : (ReadOnlyMemory<byte>?)null,
                (paper, contract, day) =>
                    contract == "TT"
                        ? Encoding.UTF8.GetBytes($$"""{"paper":"{{paper}}","day":"{{day}}"}""")
                        : (ReadOnlyMemory<byte>?)null,
                (contract, day, asked) =>
                    contract == "TT"
                        ? Encoding.UTF8.GetBytes($$"""{"day":"{{day}}","throughput":"{{asked.Throughput}}"}""")
                        : (ReadOnlyMemory<byte>?)null
            ),
            venue.Logs.Events.Read,
            Replays: new(
                venue.Logs,
                replayed =>
                    new(
                        _ => null,
                        () => replayed.LastCommand,
                        Events: from => venue.Logs.Events.Read(from).TakeWhile(e => e.Cause <= replayed.LastCommand)
                    )
            )
        );
        _app = HttpServer.Build(
            options,
            Venue,
            new("SIM", 7, true, 120m, "0.1.0"),
            readers,
            sockets ? null : b => b.WebHost.UseTestServer()
        );
    }

    public Venue.Venue Inner { get; }

    public SharedVenue Venue { get; }

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Every address that the doors have.</summary>
    public IEnumerable<RouteEndpoint> Routes =>
        ((IEndpointRouteBuilder)_app).DataSources.SelectMany(d => d.Endpoints).Cast<RouteEndpoint>();

    public static async Task<Floor> Open(
        HttpOptions? options = null,
        bool sockets = false,
        bool terminal = false,
        string? spread = null,
        IReadOnlyList<MakerAgreement>? makers = null,
        string contract = MarketDesk.Contract
    )
    {
        string? folder = null;
        if (terminal)
        {
            folder = Directory.CreateTempSubdirectory("terminal").FullName;
            Directory.CreateDirectory(Path.Combine(folder, "web", "assets"));
            await File.WriteAllTextAsync(Path.Combine(folder, "secret.txt"), "secret");
            await File.WriteAllTextAsync(Path.Combine(folder, "web", "index.html"), "<!doctype html><title>T</title>");
            await File.WriteAllTextAsync(Path.Combine(folder, "web", "assets", "app.js"), "export {}");
        }

        options = (options ?? new()) with
        {
            TerminalFolder = folder is null ? null : Path.Combine(folder, "web"),
            Port = 0,
        };
        var floor = new Floor(Market(spread, contract, makers), options, folder, sockets);
        await floor._app.StartAsync();
        floor.Http = sockets ? new() { BaseAddress = new(floor._app.Urls.First()) } : floor._app.GetTestClient();
        return floor;
    }

    /// <summary>The status and the body of a request.</summary>
    public async Task<(int Status, JsonElement Json)> Ask(
        string method,
        string path,
        string? body = null,
        string type = "application/json"
    )
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text);
        Contract.Check(method, path, body, (int)response.StatusCode, document.RootElement);
        return ((int)response.StatusCode, document.RootElement.Clone());
    }

    public async Task<JsonElement> Get(string path)
    {
        var (status, json) = await Ask("GET", path);
        Assert.True(status == 200, $"{path}: {status} {json}");
        return json;
    }

    /// <summary>The error of a request that must be refused.</summary>
    public async Task<(int Status, string Code, int Num, JsonElement Error)> Fault(
        string method,
        string path,
        string? body = null,
        string type = "application/json"
    )
    {
        var (status, json) = await Ask(method, path, body, type);
        Assert.True(status >= 400, $"{method} {path}: {status} {json}");
        var error = json.GetProperty("error");
        Assert.Equal(
            [
                "code",
                "num",
                "message",
                "field",
                "given",
                "limit",
                "order_state",
                "retryable",
                "retry_after_ms",
                "request_id",
                "server_time",
            ],
            error.EnumerateObject().Select(p => p.Name)
        );
        return (status, error.GetProperty("code").GetString()!, error.GetProperty("num").GetInt32(), error);
    }

    public static string Order(
        int account,
        string side,
        string? price,
        long lots,
        string id,
        string symbol = "TT-H26",
        string type = "limit",
        string time = "day"
    ) =>
        $$"""{"account":{{account}},"symbol":"{{symbol}}","side":"{{side}}","type":"{{type}}","timeInForce":"{{time}}","price":{{(price is null ? "null" : $"\"{price}\"")}},"lots":{{lots}},"clientOrderId":"{{id}}"}""";

    public async Task<JsonElement> Place(int account, string side, string price, long lots, string id)
    {
        var (status, json) = await Ask("POST", "/v1/orders", Order(account, side, price, lots, id));
        Assert.True(status == 200, json.ToString());
        return json;
    }

    /// <summary>A WebSocket to an address of the doors.</summary>
    public async Task<WebSocket> Connect(string path)
    {
        if (_app.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is TestServer server)
        {
            return await server
                .CreateWebSocketClient()
                .ConnectAsync(new($"ws://localhost{path}"), TestContext.Current.CancellationToken);
        }

        var client = new ClientWebSocket();
        await client.ConnectAsync(
            new(_app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal) + path),
            TestContext.Current.CancellationToken
        );
        return client;
    }

    public async Task<StreamEar> Listen(params string[] channels)
    {
        var ear = new StreamEar(await Connect("/v1/stream"));
        if (channels.Length > 0)
            await ear.Say(
                $$"""{"op":"subscribe","channels":[{{string.Join(',', channels.Select(c => $"\"{c}\""))}}]}"""
            );
        return ear;
    }

    /// <summary>Lets the day of the venue go on to a time.</summary>
    public void Clock(int day, int hour, int minute = 0) =>
        Venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, day), (hour * 60) + minute));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        Inner.Logs.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, true);
    }

    /// <summary>The venue of a floor, without doors.</summary>
    /// <param name="spread">A document of spreads that are listed beside the months; null: none.</param>
    internal static Venue.Venue Market(
        string? spread = null,
        string contract = MarketDesk.Contract,
        IReadOnlyList<MakerAgreement>? makers = null
    )
    {
        var venue = new Venue.Venue(VenueLogs.InMemory() with { Agreements = makers ?? [] });
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 2, 27), 0));
        venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(Methodology));
        venue.Observe(MessageKind.ObservePrice, Price("2026-02-27", "alpha", 6.4m));
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 2, 28), 0));
        venue.Observe(MessageKind.ObservePrice, Price("2026-02-28", "beta", 6.4m));
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 3, 2), 7 * 60));
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Submit(venue, MessageKind.DefineCalendar, MarketDesk.Calendar);
        Submit(venue, MessageKind.DefineMargins, MarketDesk.Margins);
        venue.CarryPrints();
        Submit(venue, MessageKind.DefineContract, contract);
        if (spread is not null)
            Submit(venue, MessageKind.DefineSpread, spread);
        for (var account = 1; account <= 4; account++)
        {
            venue.Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, $"Account {account}", "trader", account > 1))
            );
            venue.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000), Name24.Of("first"))
            );
        }

        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 9 * 60));
        return venue;
    }

    private static void Submit(Venue.Venue venue, MessageKind kind, string document) =>
        venue.Submit(kind, Encoding.UTF8.GetBytes(document));

    private static byte[] Price(string day, string seller, decimal price) =>
        Documents.Write(
            new PriceObservation(
                day,
                day,
                "gpu",
                seller,
                "nvidia",
                "h100",
                "hour",
                "us",
                "on_demand",
                price,
                Currency.CNY,
                "GPU hour",
                "price",
                "a test",
                "test"
            )
        );
}
