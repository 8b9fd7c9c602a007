// What this machine can do at best: memory, disk, loopback, clock, and the way from one core to the other.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One size of the pointer chase.</summary>
/// <param name="Kilobytes">The memory that is walked.</param>
/// <param name="Nanoseconds">One dependent read of a line of 64 bytes.</param>
internal sealed record ChaseLine(int Kilobytes, double Nanoseconds);

/// <summary>The limits that figures of this run are held against. All of them change with what else the host
/// does.</summary>
/// <param name="Processors">As the runtime counts them.</param>
/// <param name="Chase">From the first cache to beyond the last.</param>
/// <param name="Flush4K">Write and flush of 4 KB into a file of zeros, microseconds; null when no folder was
/// given.</param>
/// <param name="Loopback">A round trip of 64 bytes over TCP with blocking sockets, microseconds.</param>
/// <param name="ClockNanoseconds">One reading of the stopwatch.</param>
/// <param name="CoreToCoreNanoseconds">A word to another thread and back, both looking without pause; null on one
/// core.</param>
internal sealed record MachineLimits(
    string Description,
    int Processors,
    IReadOnlyList<ChaseLine> Chase,
    Percentiles? Flush4K,
    Percentiles Loopback,
    double ClockNanoseconds,
    double? CoreToCoreNanoseconds
)
{
    private const int Line = 64;
    private static readonly int[] _sizes = [32, 256, 1024, 4096, 16_384, 65_536];

    /// <summary>Measures everything: about two seconds.</summary>
    /// <param name="folder">A folder on the disk that is meant; null leaves the disk out.</param>
    public static MachineLimits Measure(string? folder) =>
        new(
            Describe(),
            Environment.ProcessorCount,
            [.. _sizes.Select(size => new ChaseLine(size, PointerChase(size)))],
            folder is null ? null : FlushTimes.Measure(folder, 4 << 10, 1000),
            LoopbackTrip(2000),
            Clock(),
            CoreToCore()
        );

    /// <summary>Processor, memory and system in a line.</summary>
    public static string Describe()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1]
                .Trim()
            : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        var processor = model ?? RuntimeInformation.ProcessArchitecture.ToString();
        var system = RuntimeInformation.OSDescription;
        return FormattableString.Invariant($"{Environment.ProcessorCount} x {processor}, {memory} GiB, {system}");
    }

    /// <summary>Nanoseconds of a read that must wait for the one before, over so much memory in a random
    /// circle.</summary>
    public static double PointerChase(int kilobytes)
    {
        const int Step = Line / sizeof(int);
        var lines = kilobytes * 1024 / Line;
        var memory = GC.AllocateUninitializedArray<int>(lines * Step, pinned: true);
        var order = new int[lines];
        for (var i = 0; i < lines; i++)
            order[i] = i;
        new Random(7).Shuffle(order);
        for (var i = 0; i < lines; i++)
            memory[order[i] * Step] = order[(i + 1) % lines] * Step;
        var reads = int.Clamp(lines * 4, 200_000, 2_000_000);
        Walk(memory, lines < reads ? lines : reads);
        var best = double.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var begin = Stopwatch.GetTimestamp();
            Walk(memory, reads);
            best = double.Min(best, Stopwatch.GetElapsedTime(begin).TotalNanoseconds / reads);
        }

        return best;
    }

    /// <summary>Round trips of 64 bytes over loopback TCP, one at a time, blocking sockets on two threads.</summary>
    public static Percentiles LoopbackTrip(int trips)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var echo = new Thread(() => Echo(listener)) { IsBackground = true };
        echo.Start();
        var times = new long[trips];
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.NoDelay = true;
            socket.Connect(listener.LocalEndPoint!);
            var message = new byte[Line];
            for (var i = -200; i < trips; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                socket.Send(message);
                Receive(socket, message);
                if (i >= 0)
                    times[i] = Stopwatch.GetTimestamp() - begin;
            }
        }

        echo.Join();
        return Percentiles.Of(times);
    }

    /// <summary>Nanoseconds of one reading of the stopwatch.</summary>
    public static double Clock()
    {
        const int Readings = 200_000;
        long sum = 0;
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < Readings; i++)
            sum |= Stopwatch.GetTimestamp();
        var elapsed = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return sum == 0 ? 0 : elapsed / Readings;
    }

    /// <summary>Nanoseconds for a word to another core and back; the median of some runs, null on one core.</summary>
    public static double? CoreToCore()
    {
        if (Environment.ProcessorCount < 2)
            return null;
        var runs = new double[9];
        for (var i = 0; i < runs.Length; i++)
            runs[i] = PingPong(20_000);
        Array.Sort(runs);
        return runs[runs.Length / 2];
    }

    private static double PingPong(int trips)
    {
        var words = new long[64];
        var partner = new Thread(() =>
        {
            for (long i = 1; i <= trips; i++)
            {
                while (Volatile.Read(ref words[16]) != i) { }
                Volatile.Write(ref words[32], i);
            }
        })
        {
            IsBackground = true,
        };
        partner.Start();
        var begin = Stopwatch.GetTimestamp();
        for (long i = 1; i <= trips; i++)
        {
            Volatile.Write(ref words[16], i);
            while (Volatile.Read(ref words[32]) != i) { }
        }

        var elapsed = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        partner.Join();
        return elapsed / trips;
    }

    private static int Walk(int[] memory, int reads)
    {
        var at = 0;
        for (var i = 0; i < reads; i++)
            at = memory[at];

        // The end is used, or the walk would be left out.
        GC.KeepAlive(at);
        return at;
    }

    private static void Echo(Socket listener)
    {
        using var socket = listener.Accept();
        socket.NoDelay = true;
        var message = new byte[Line];
        while (Receive(socket, message))
            socket.Send(message);
    }

    private static bool Receive(Socket socket, Span<byte> message)
    {
        while (!message.IsEmpty)
        {
            var got = socket.Receive(message);
            if (got == 0)
                return false;
            message = message[got..];
        }

        return true;
    }
}
