// The server of `bench subscribers` in a process of its own: what it costs is not mixed with its hearers.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What the server's process holds.</summary>
/// <param name="Live">Bytes of objects that are used.</param>
/// <param name="Resident">Bytes of the process.</param>
/// <param name="Kernel">Bytes of TCP's buffers, of the whole machine.</param>
/// <param name="Processor">Seconds of processor time since its start.</param>
/// <param name="Open">Connections.</param>
/// <param name="TooSlow">Connections that the venue ended as too slow.</param>
/// <param name="Conflated">Changes that were told later, as one.</param>
internal sealed record HostState(
    long Live,
    long Resident,
    long Kernel,
    double Processor,
    long Open,
    long TooSlow,
    long Conflated
);

/// <summary>After it has told something.</summary>
/// <param name="MostResident">The most of <see cref="HostState.Resident"/> meanwhile.</param>
/// <param name="MostKernel">The most of <see cref="HostState.Kernel"/> meanwhile.</param>
/// <param name="Processor">Seconds of processor time meanwhile.</param>
/// <param name="Due">When what fell due, in order.</param>
internal sealed record HostPlayed(long MostResident, long MostKernel, double Processor, HostDue[] Due);

/// <summary>What fell due at that reading of the machine's clock.</summary>
internal readonly record struct HostDue(long Event, long At);

[JsonSerializable(typeof(HostState))]
[JsonSerializable(typeof(HostPlayed))]
internal sealed partial class HostJson : JsonSerializerContext;

/// <summary>Questions by lines on its input, answers by lines on its output.</summary>
internal static class SubscribersHost
{
    /// <summary>Begins an answer; other lines are the server's log.</summary>
    public const string Answer = "= ";

    private static readonly TimeSpan _glance = TimeSpan.FromMilliseconds(500);

    /// <param name="messages">A file of recorded messages for the bare server; null: the venue.</param>
    public static async Task Run(string folder, int connections, string? messages)
    {
        await using IFannedOut server = messages is null
            ? await VenueFannedOut.Open(folder, connections)
            : await EchoFannedOut.Open(messages);
        Console.WriteLine(BenchText.Text($"{Answer}{server.Port}"));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            var answer =
                words[0] == "state"
                    ? JsonSerializer.Serialize(State(server), HostJson.Default.HostState)
                    : JsonSerializer.Serialize(
                        Play(server, Number(words[1]), TimeSpan.FromSeconds(Number(words[2]))),
                        HostJson.Default.HostPlayed
                    );
            Console.WriteLine(Answer + answer);
        }
    }

    private static HostState State(IFannedOut server)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var live = GC.GetTotalMemory(true);
        var (open, tooSlow, conflated) = server.Count();
        return new(live, Resident(), Kernel(), Processor(), open, tooSlow, conflated);
    }

    private static HostPlayed Play(IFannedOut server, int perSecond, TimeSpan time)
    {
        var (resident, kernel, busy) = (0L, 0L, Processor());
        using var end = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            do
            {
                (resident, kernel) = (long.Max(resident, Resident()), long.Max(kernel, Kernel()));
            } while (!end.Wait(_glance));
        });
        watch.Start();
        var due = server.Play(perSecond, time);
        end.Set();
        watch.Join();
        return new(resident, kernel, Processor() - busy, [.. due.Select(d => new HostDue(d.Event, d.Due))]);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static double Processor() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static long Kernel()
    {
        const string Place = "/proc/net/sockstat";
        if (!File.Exists(Place))
            return 0;
        var words = File.ReadLines(Place).First(l => l.StartsWith("TCP:", StringComparison.Ordinal)).Split(' ');
        return Number(words[Array.IndexOf(words, "mem") + 1]) * (long)Environment.SystemPageSize;
    }
}
