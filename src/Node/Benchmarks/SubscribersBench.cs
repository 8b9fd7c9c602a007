// Ten thousand who hear one book and its trades: memory, age of what is told, nobody dropped, nothing silently wrong.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>The venue in a process of its own, the hearers in this one, on one machine; then the same bytes from a
/// bare server to as many.</summary>
internal sealed class SubscribersBench(SubscribersPlan plan, string folder, Action<string> progress)
{
    // Longer than a hearer that answers no ping is kept.
    private static readonly TimeSpan SlowTurn = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);
    private readonly List<SubscribersMemory> _memory = [];
    private readonly List<SubscribersTurn> _turns = [];

    public async Task<SubscribersReport> Run()
    {
        NeedsHandles(plan.Subscribers);
        var load = new ForeignLoad();
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "messages");
        SubscribersReport report;
        await using (var server = await SubscribersServer.Start(Path.Combine(folder, "venue"), plan.Subscribers, null))
            report = await Listen(server, file);
        progress("the same messages from a bare server ...");
        await using (var server = await SubscribersServer.Start(folder, plan.Subscribers, file))
            await Compare(server);
        return report with { ForeignProcessors = load.Processors() };
    }

    private async Task<SubscribersReport> Listen(SubscribersServer server, string file)
    {
        // What is compiled and pooled at the first connections is nobody's cost.
        progress("warming up ...");
        using (var first = new SubscribersAudience())
        {
            await first.Connect(server.Port, int.Min(plan.Subscribers, 200), snapshots: true);
            await server.Play(plan.Orders, TimeSpan.FromSeconds(3));
        }

        await Reach(server, 0);
        using var audience = new SubscribersAudience();
        var empty = await Look(server, "nobody");
        var begin = Stopwatch.GetTimestamp();
        var full = empty;
        foreach (var count in new[] { plan.Subscribers / 10, plan.Subscribers / 2, plan.Subscribers })
        {
            progress(BenchText.Text($"{count:N0} subscribe ..."));
            await audience.Connect(server.Port, count, snapshots: true);
            full = await Look(server, BenchText.Text($"{count:N0} idle"));
        }

        var connecting = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        progress(BenchText.Text($"trading for {plan.Seconds} s ..."));
        var (played, agreed) = await Turn(server, audience, "venue", TimeSpan.FromSeconds(plan.Seconds));
        Record(audience.Samples[0], played, file);
        progress(BenchText.Text($"{plan.Slow:N0} read nothing ..."));
        audience.Deafen(plan.Slow);
        var (slow, still) = await Turn(server, audience, BenchText.Text($"venue, {plan.Slow} read nothing"), SlowTurn);
        _memory.Add(new("most while some read nothing", full.Open, 0, slow.MostResident, slow.MostKernel));
        var after = await Look(server, "after that");
        var readers = audience.Readers;
        var report = new SubscribersReport(
            MachineLimits.Describe(),
            RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            0,
            plan,
            full.Open,
            (double)(full.Live - empty.Live) / plan.Subscribers,
            connecting,
            _memory,
            _turns,
            audience.Samples.Count,
            readers.Count(s => s.Ended),
            readers.Count(s => s.Fault is not null) + audience.Samples.Sum(s => (long)s.Dropped),
            int.Min(agreed, still),
            audience.Samples.Sum(s => s.Checksums),
            full.Open - after.Open,
            after.Conflated
        );
        foreach (var fault in readers.Select(s => s.Fault).OfType<string>().Take(3))
            progress(fault);
        progress("all leave ...");
        audience.Dispose();
        await Reach(server, 0);
        await Look(server, "after all have left");
        return report;
    }

    private async Task Compare(SubscribersServer server)
    {
        using var audience = new SubscribersAudience();
        await audience.Connect(server.Port, plan.Subscribers, snapshots: false);
        await Reach(server, plan.Subscribers);
        await Turn(server, audience, "bare server, the same messages", TimeSpan.FromSeconds(plan.Seconds));
    }

    /// <summary>All are told for a while; how many of those that read heard the last of it.</summary>
    private async Task<(HostPlayed Played, int Agreed)> Turn(
        SubscribersServer server,
        SubscribersAudience audience,
        string what,
        TimeSpan time
    )
    {
        foreach (var sample in audience.Samples)
            sample.Begin();
        var (before, start) = (audience.Messages, Stopwatch.GetTimestamp());
        var played = await server.Play(plan.Orders, time);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var agreed = await audience.Agree(Rest);
        var messages = audience.Messages - before;
        var ages = audience
            .Samples.SelectMany(s => s.Heard)
            .Select(m => (m.At, Due: DueOf(m.Head, played)))
            .Where(m => m.Due is not null)
            .Select(m => m.At - m.Due!.Value)
            .ToArray();
        _turns.Add(
            new(what, messages, played.Processor * 1e6 / messages, played.Processor / seconds, Percentiles.Of(ages))
        );
        return (played, agreed);
    }

    /// <summary>When the oldest change in a message of the book fell due; null: another message.</summary>
    private static long? DueOf(in MessageHead head, HostPlayed played)
    {
        if (head.Channel != 'd' || head.IsSnapshot)
            return null;
        var (low, high) = (0, played.Due.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (played.Due[middle].Event > head.PrevSeq)
                high = middle;
            else
                low = middle + 1;
        }

        return low < played.Due.Length && played.Due[low].Event <= head.Seq ? played.Due[low].At : null;
    }

    private static void Record(SubscriberSample sample, HostPlayed played, string file)
    {
        var due = played.Due[0].At;
        var messages = new List<RecordedMessage>();
        foreach (var message in sample.Heard)
        {
            due = DueOf(message.Head, played) ?? due;
            messages.Add(
                new(
                    message.Head.Channel == 'd' ? message.Head.PrevSeq + 1 : -1,
                    Stopwatch.GetElapsedTime(played.Due[0].At, due),
                    message.Bytes!
                )
            );
        }

        RecordedMessage.Write(file, messages);
    }

    private async Task<HostState> Look(SubscribersServer server, string when)
    {
        var state = await server.State();
        _memory.Add(new(when, state.Open, state.Live, state.Resident, state.Kernel));
        return state;
    }

    /// <summary>Waits until the server counts so many connections.</summary>
    private static async Task Reach(SubscribersServer server, int connections)
    {
        var start = Stopwatch.GetTimestamp();
        while ((await server.State()).Open != connections)
        {
            if (Stopwatch.GetElapsedTime(start) > Rest)
                throw new IOException(BenchText.Text($"the server never counted {connections:N0} connections"));
            await Task.Delay(200);
        }
    }

    /// <summary>A connection is a file to the system, at both ends.</summary>
    private static void NeedsHandles(int subscribers)
    {
        const string Place = "/proc/self/limits";
        const int Others = 500;
        const string Name = "Max open files";
        if (!File.Exists(Place))
            return;
        var line = File.ReadLines(Place).First(l => l.StartsWith(Name, StringComparison.Ordinal));
        var limit = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        var needed = subscribers + Others;
        if (long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most < needed)
            throw new VerbException(
                BenchText.Text($"--subscribers {subscribers}: needs {needed} files, a process has {most} (ulimit -n)"),
                2
            );
    }
}
