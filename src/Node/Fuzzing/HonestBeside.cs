// The honest client's thread: asks while others misbehave, and measures how long it waits.
using System.Diagnostics;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Runs until it is ended.</summary>
internal sealed class HonestBeside : IDisposable
{
    private const int MostKept = 100_000;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly IFuzzDoor _door;
    private readonly Thread _thread;
    private readonly List<long> _times = [];
    private readonly ManualResetEventSlim _stop = new();
    private long _asked;
    private long _failed;

    public HonestBeside(IFuzzDoor door)
    {
        _door = door;
        _thread = new(Work) { IsBackground = true, Name = "honest client" };
        _thread.Start();
    }

    /// <summary>Why the last request failed; null: none did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Ends it and tells what it saw.</summary>
    public HonestReport End()
    {
        _stop.Set();
        if (!_thread.Join(_patience))
            return new(_asked, _failed + 1, 0, 0, 0, 0);
        if (_times.Count == 0)
            return new(_asked, _failed, 0, 0, 0, 0);
        var times = Percentiles.Of(_times.ToArray());
        return new(_asked, _failed, times.P50, times.P99, times.P999, times.Worst);
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join(_patience);
        _stop.Dispose();
    }

    private void Work()
    {
        IHonestClient? client = null;
        do
        {
            var began = Stopwatch.GetTimestamp();
            _asked++;
            try
            {
                client ??= _door.Honest();
                began = Stopwatch.GetTimestamp();
                client.Ask();
                if (_times.Count < MostKept)
                    _times.Add(Stopwatch.GetTimestamp() - began);
            }
            catch (Exception e)
            {
                // Whatever it is, it was not served; it comes again with a new connection.
                _failed++;
                Failure = e.Message;
                client?.Dispose();
                client = null;
            }
        } while (!_stop.Wait(_pause));
        client?.Dispose();
    }
}
