// A venue in continuous trading behind its HTTP doors, for fuzzers: its clock stands still, its logs are files.
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>The machines, logs and views of a live venue, one caller at a time, so that the market's state can be
/// compared between two inputs.</summary>
internal sealed class FuzzVenue : IVenue, IDisposable
{
    // Where a state of this release keeps what every command changes: its number, and the digest of all events.
    private const int NextAt = 8;
    private const int EventDigestAt = 48;

    private readonly Lock _gate = new();
    private readonly MarketMachine _machine = new();
    private readonly InlineSequencer _market;
    private readonly InlineSequencer _index;
    private readonly StateWriter _writer = new();

    public FuzzVenue(string folder)
    {
        Logs = new(Open("observations"), Open("prints"), Open("commands"), Open("events"));
        var index = new Runner(new IndexMachine(), Logs.Observations, Logs.Prints);
        var market = new Runner(_machine, Logs.Commands, Logs.Events);
        index.Recover();
        market.Recover();
        index.AddFollower(Views.Print);
        market.AddFollower(Views.Market);
        _index = new(index);
        _market = new(market);
        foreach (var (kind, payload) in OrderStream.Opening())
            Submit(kind, payload);
        foreach (var (_, text) in Home.Documents(Home.Rulebook, "spot"))
            Submit(MessageKind.DefineSpotProduct, Encoding.UTF8.GetBytes(text));
        Now = OrderStream.Open;
        Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
        Foresight = new Foresight(Between, () => Now);

        FileLog Open(string name) => FileLog.Open(Path.Combine(folder, name), VenueFolder.Lazy);
    }

    public VenueLogs Logs { get; }

    public VenueViews Views { get; } = new();

    public Instant Now { get; private set; } = OrderStream.Before;

    public IForesight Foresight { get; }

    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload) => Submit(_market, kind, payload);

    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => Submit(_index, kind, payload);

    public long Reached()
    {
        lock (_gate)
            return _machine.Next - 1;
    }

    /// <summary>The market's state but for what a refused command may change: the number of the next one, and the
    /// digest of events, which holds the refusal.</summary>
    public ulong Mark()
    {
        lock (_gate)
        {
            _writer.Clear();
            _machine.Save(_writer);
            var bytes = _writer.Bytes.ToArray();
            Array.Clear(bytes, NextAt, sizeof(long));
            Array.Clear(bytes, EventDigestAt, sizeof(long));
            var digest = new Digest64(0);
            digest.Add(bytes);
            return digest.Value;
        }
    }

    public void Dispose() => Logs.Dispose();

    private bool Between(Action<MarketMachine> action)
    {
        lock (_gate)
            action(_machine);
        return true;
    }

    private Outcome Submit(InlineSequencer to, MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            lock (Views.Gate)
            {
                // The sequencer's buffer is its next caller's.
                var outcome = to.Submit(kind, payload.Span, Now);
                return outcome with { Events = outcome.Events.ToArray() };
            }
        }
    }
}

/// <summary>The doors of such a venue on a port that the system chooses.</summary>
internal sealed class FuzzFloor : IDisposable
{
    private const int Many = 1_000_000;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private readonly WebApplication _app;
    private readonly IdentityDoors? _identity;

    /// <param name="identity">Who may do what; null: everybody everything. Ends with the floor.</param>
    public FuzzFloor(string folder, IdentityDoors? identity = null)
    {
        _identity = identity;
        Venue = new(folder);
        var options = new HttpOptions
        {
            Port = 0,
            Rates = new(Many, Many, Many, Many),
            Identity = identity,
        };
        var readers = new VenueReaders(_ => null, () => Venue.Logs.Commands.Tail - 1, null, Venue.Logs.Events.Read);
        _app = HttpServer.Build(
            options,
            Venue,
            new("SIM", 1, true, 1m, Release.Version),
            readers,
            // The report alone goes to the output.
            b => b.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
        );
        _app.StartAsync().GetAwaiter().GetResult();
        Port = new Uri(_app.Urls.First()).Port;
        lock (Venue.Views.Gate)
            Symbols = [.. Venue.Views.Board.Rows.Select(r => r.Terms.Symbol)];
    }

    public FuzzVenue Venue { get; }

    public int Port { get; }

    /// <summary>What is listed.</summary>
    public IReadOnlyList<string> Symbols { get; }

    public void Dispose()
    {
        using var patience = new CancellationTokenSource(_patience);
        _app.StopAsync(patience.Token).GetAwaiter().GetResult();
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _identity?.Dispose();
        Venue.Dispose();
    }
}
