// Many who hear one book: memory of each, time of a change to the last of them, processor time.
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>The whole run. Times in microseconds; both ends of each connection are in this process.</summary>
/// <param name="BytesEach">Memory of the process for one subscriber, its own end included.</param>
/// <param name="FanOut">From a change's command to its message at the last subscriber, over all changes.</param>
/// <param name="ProcessorEach">Processor time of the process for one message told, both ends.</param>
internal sealed record SubscribersReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    int Subscribers,
    int Changes,
    double BytesEach,
    double ConnectSeconds,
    Percentiles FanOut,
    double ProcessorEach
)
{
    public IReadOnlyList<Bar> Bars => [new("subscribers that heard every change", Subscribers, Subscribers, true)];

    public IEnumerable<string> Lines() =>
        [
            $"machine:     {Machine}",
            $"runtime:     {Runtime}",
            BenchText.Text($"others kept {ForeignProcessors:0.00} processors busy"),
            "",
            BenchText.Text($"subscribers: {Subscribers:N0} to one book of five levels, in {ConnectSeconds:0.0} s"),
            BenchText.Text($"memory:      {BytesEach:N0} bytes each, both ends of the connection"),
            BenchText.Text($"processor:   {ProcessorEach:0.0} us a message told, both ends"),
            $"{"microseconds", -24}{"p50", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}",
            $"{"change to last subscriber", -24}{FanOut}",
        ];
}

/// <summary>One venue, one book, so many connections. A change is told when the pump looks next.</summary>
internal static class SubscribersBench
{
    private const int AtOnce = 64;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public static async Task<SubscribersReport> Run(
        int subscribers,
        int changes,
        string folder,
        Action<string> progress
    )
    {
        var load = new ForeignLoad();
        await using var venue = await DoorVenue.Open(Path.Combine(folder, "venue"), subscribers);
        var heard = new Tally();
        var all = new List<Subscriber>(subscribers);
        try
        {
            var before = Memory();
            var begin = Stopwatch.GetTimestamp();
            progress("subscribing ...");
            while (all.Count < subscribers)
            {
                var some = Enumerable.Range(0, int.Min(AtOnce, subscribers - all.Count));
                heard.Expect(some.Count());
                all.AddRange(
                    await Task.WhenAll(
                        some.Select(_ => Subscriber.Connect(venue.Port, $"depth.5:{DoorOrders.Symbol}", heard))
                    )
                );
                await heard.All.WaitAsync(_patience);
            }

            var connecting = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            var each = (double)(Memory() - before) / subscribers;
            progress("changes ...");
            var times = new long[changes];
            var busy = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < changes; i++)
            {
                heard.Expect(subscribers);
                var at = Stopwatch.GetTimestamp();
                Change(venue.Venue, i);
                await heard.All.WaitAsync(_patience);
                times[i] = heard.Last - at;
            }

            var processor = (Environment.CpuUsage.TotalTime - busy).TotalMicroseconds;
            return new(
                MachineLimits.Describe(),
                RuntimeInformation.FrameworkDescription,
                BenchText.Today(),
                load.Processors(),
                subscribers,
                changes,
                each,
                connecting,
                Percentiles.Of(times),
                processor / ((double)subscribers * changes)
            );
        }
        finally
        {
            foreach (var subscriber in all)
                subscriber.Dispose();
        }
    }

    // Each order rests at a level of its own behind none before it: one message for each.
    private static void Change(IVenue venue, int number) =>
        venue.Ask(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(1),
                new(1),
                Side.Buy,
                OrderType.Limit,
                TimeInForce.Day,
                new(3000 + (number % 2)),
                new(1),
                ClientOrderId.Of(BenchText.Text($"f{number}"))
            )
        );

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}

/// <summary>Counts messages until so many have come.</summary>
internal sealed class Tally
{
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    public Task All => _all.Task;

    /// <summary>When the last one came.</summary>
    public long Last { get; private set; }

    public void Expect(int count)
    {
        _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, count);
    }

    public void Heard()
    {
        if (Interlocked.Decrement(ref _left) != 0)
            return;
        Last = Stopwatch.GetTimestamp();
        _all.SetResult();
    }
}
