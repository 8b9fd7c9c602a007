// What a watcher asks of the doors: metrics, health, and the line of the log that an error's number leads to.
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Watch;

public sealed class WatchDoorTests : IDisposable
{
    private readonly DoorMeters _meters = new();
    private readonly MetricsBook _book;
    private string? _fault;

    public WatchDoorTests() => _book = new(_meters.Meter);

    public void Dispose()
    {
        _book.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Requests_and_refusals_are_counted_by_route_and_code_and_say_nothing_of_anybody()
    {
        await using var floor = await Floor.Open(Options() with { Rates = new(1, 1, 1, 1) });
        await floor.Place(1, "buy", "6.300", 1, "mine-1");
        await floor.Fault("POST", "/v1/orders", Floor.Order(1, "buy", "6.3", 3, "mine-2"));
        await floor.Fault("GET", "/v1/accounts/999/orders");
        using var lost = await floor.Http.GetAsync("/v1/accounts/my-secret", TestContext.Current.CancellationToken);
        await using var ear = await floor.Listen("board");
        Assert.NotNull(await ear.Hear());
        var text = await floor.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        foreach (
            var line in (string[])
                [
                    "tokenbourse_http_request_duration_seconds_count{method=\"POST\",route=\"/v1/orders\",status=\"2xx\"} 1",
                    "tokenbourse_http_request_duration_seconds_count{method=\"POST\",route=\"/v1/orders\",status=\"4xx\"} 1",
                    "tokenbourse_door_refusals_total{door=\"rest\",code=\"RATE_LIMIT\"} 1",
                    "tokenbourse_door_refusals_total{door=\"rest\",code=\"UNKNOWN_ACCOUNT\"} 1",
                    "tokenbourse_door_limited_total{door=\"http\",bucket=\"orders\"} 1",
                    "tokenbourse_sessions{door=\"stream\"} 1",
                    "tokenbourse_subscribers{channel=\"board\"} 1",
                ]
        )
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        foreach (var line in text.Split('\n').Where(l => l.StartsWith("tokenbourse", StringComparison.Ordinal)))
        {
            var labels = line[..line.LastIndexOf(' ')];
            foreach (var word in (string[])["my-secret", "mine-1", "999"])
                Assert.DoesNotContain(word, labels, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_says_what_is_wrong_and_who_is_only_not_ready_is_alive()
    {
        await using var floor = await Floor.Open(Options());
        Assert.Equal((200, "ready", (string?)null), await Health(floor, "/health/ready"));
        _fault = "the disk has no room";
        Assert.Equal((503, "not ready", _fault), await Health(floor, "/health/ready"));
        Assert.Equal((200, "live", (string?)null), await Health(floor, "/health/live"));
        using var posted = await floor.Http.PostAsync("/metrics", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task The_number_told_with_an_error_stands_in_the_log_and_nobody_writes_lines_of_their_own()
    {
        var lines = new Lines();
        await using var floor = await Floor.Open(
            Options() with
            {
                Logging = l => l.AddProvider(lines).SetMinimumLevel(LogLevel.Information),
            }
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/accounts/999/orders");
        request.Headers.Add("X-Request-Id", "ask-77");
        using var response = await floor.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains(
            lines.All(),
            l => l == "refused ask-77: UNKNOWN_ACCOUNT (404) GET /v1/accounts/{account}/orders"
        );
        using var bad = new HttpRequestMessage(HttpMethod.Get, "/v1/accounts/%0Aforged/orders?x=%0Aforged");
        bad.Headers.TryAddWithoutValidation("X-Request-Id", "a b{0}");
        using var told = await floor.Http.SendAsync(bad, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(lines.All(), l => l.Contains("forged", StringComparison.Ordinal));
        Assert.DoesNotContain(lines.All(), l => l.Contains("a b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_watch_there_are_no_metrics_and_whoever_answers_is_ready()
    {
        await using var floor = await Floor.Open();
        Assert.Equal((200, "ready", (string?)null), await Health(floor, "/health/ready"));
        using var none = await floor.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task With_an_identity_folder_a_watcher_needs_no_key_on_loopback()
    {
        using var folder = new IdentityFolder();
        using var doors = new IdentityDoors(folder.Store);
        await using var floor = await Floor.Open(Options() with { Identity = doors });
        Assert.Equal((200, "ready", (string?)null), await Health(floor, "/health/ready"));
        await floor.Http.GetAsync("/v1/accounts", TestContext.Current.CancellationToken);
        var text = await floor.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("{door=\"rest\",code=\"UNAUTHENTICATED\"} 1\n", text, StringComparison.Ordinal);
    }

    private HttpOptions Options()
    {
        var watch = new DoorWatch(_meters, _book, new([new("log", () => null)], [new("disk", () => _fault)]));
        watch.Begin();
        return new() { Watch = watch };
    }

    private static async Task<(int Status, string Word, string? Reason)> Health(Floor floor, string path)
    {
        using var response = await floor.Http.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        var reason = json
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Select(c => c.GetProperty("reason").GetString())
            .FirstOrDefault(r => r is not null);
        return ((int)response.StatusCode, json.RootElement.GetProperty("status").GetString()!, reason);
    }

    /// <summary>Keeps the lines of a log.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public List<string> All()
        {
            lock (_lines)
                return [.. _lines];
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (_lines)
                _lines.Add(formatter(state, exception));
        }

        public void Dispose() { }
    }
}
