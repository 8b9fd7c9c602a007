// A venue in this process behind its real doors, on the clock of the wall: programs under test meet what they would
// meet.
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Simulation;

/// <summary>One caller at a time; time passes before each command. Begins at a moment in the past and may be told to go
/// on to another before it follows the wall.</summary>
internal sealed class RealTimeVenue : IVenue, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Venue.Venue _inner;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private bool _follows;

    private RealTimeVenue(VenueLogs logs, Instant begin)
    {
        Logs = logs;
        _inner = new(logs);
        _inner.AdvanceTo(begin);
        _app = HttpServer.Build(
            new() { Port = 0 },
            this,
            new("TEST", null, true, 1m, "test"),
            new(_ => null, () => logs.Commands.Tail - 1, Events: logs.Events.Read)
        );
    }

    public VenueLogs Logs { get; }

    public VenueViews Views => _inner.Views;

    public string Address { get; private set; } = "";

    public static Instant Wall => new((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100);

    // It waits for nobody: readers ask it while they hold the views, and who submits holds both the other way.
    public Instant Now
    {
        get
        {
            if (!_gate.TryEnter())
                return _inner.Now;
            try
            {
                return Advanced().Now;
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    public static async Task<RealTimeVenue> Open(Instant begin)
    {
        var logs = new VenueLogs(new MemoryLog(), new MemoryLog(), new MemoryLog(), new MemoryLog());
        var venue = new RealTimeVenue(logs, begin);
        await venue._app.StartAsync();
        venue.Address = venue._app.Urls.First();
        return venue;
    }

    /// <summary>From here on it is as late as on the wall.</summary>
    public void Follow()
    {
        lock (_gate)
        {
            _follows = true;
            Advanced();
        }
    }

    /// <summary>Goes on to a moment, and stays there until it follows the wall.</summary>
    public void GoOn(Instant to)
    {
        lock (_gate)
            _inner.AdvanceTo(to);
    }

    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            var outcome = Advanced().Submit(kind, payload);
            return outcome with { Events = outcome.Events.ToArray() };
        }
    }

    public long Reached()
    {
        lock (_gate)
            return _inner.Reached();
    }

    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            var outcome = Advanced().Observe(kind, payload);
            return outcome with { Events = outcome.Events.ToArray() };
        }
    }

    public async Task<JsonElement> Get(string path) =>
        JsonDocument.Parse(await _client.GetStringAsync($"{Address}{path}")).RootElement;

    /// <summary>Status and body.</summary>
    public async Task<(int Status, JsonElement Body)> Post(string command, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri($"{Address}/v1/spot/{command}"), content);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Logs.Dispose();
    }

    private Venue.Venue Advanced()
    {
        if (_follows)
            _inner.AdvanceTo(Wall);
        return _inner;
    }
}
