// What a FIX order costs: in the session machine alone, and over loopback to the echo host, beside bare bytes.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Definitions;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A whole run.</summary>
/// <param name="Nanoseconds">An order read, asked, answered and kept in the session's file, without a socket.</param>
/// <param name="Bytes">Allocated for it.</param>
/// <param name="RoundTrip">An order there and its echo back over loopback, one at a time.</param>
/// <param name="Bare">64 bytes there and back by blocking sockets, in the same run.</param>
/// <param name="PerSecond">Orders a second over loopback, <see cref="FixBench.InFlight"/> on the way.</param>
internal sealed record FixReport(
    string Machine,
    string Runtime,
    int Orders,
    double Nanoseconds,
    double Bytes,
    Percentiles RoundTrip,
    Percentiles Bare,
    double PerSecond
)
{
    public IReadOnlyList<Bar> Bars =>
        [
            // What is left is the table of places by number, which doubles.
            new("bytes allocated an order by the session machine with its file", Bytes, 64, false),
            new("round trip of an order / of bare bytes, p50", RoundTrip.P50 / Bare.P50, 4, false),
        ];

    public IEnumerable<string> Lines() =>
        [
            $"machine: {Machine}",
            $"runtime: {Runtime}",
            BenchText.Text($"orders:  {Orders:N0}"),
            "",
            BenchText.Text($"session machine and file: {Nanoseconds:N0} ns an order, {Bytes:0.00} bytes allocated"),
            BenchText.Text($"over loopback, {FixBench.InFlight} in flight: {PerSecond:N0} orders a second"),
            $"{"microseconds", -22}{"p50", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}",
            $"{"order there and back", -22}{RoundTrip}",
            $"{"bare bytes", -22}{Bare}",
        ];
}

/// <summary>One session, one kind of order. The host runs in the same process, as its own threads.</summary>
internal sealed class FixBench(int orders, string folder)
{
    public const int InFlight = 64;

    private const string Header = "49=TW|52=<TIME>|56=ISLD|";
    private const string Body = "11=A1|38=5|40=2|44=2.15|54=1|55=GH-Z6|60=<TIME>|";

    private readonly byte[] _in = new byte[64 * 1024];
    private int _number = 1;

    public FixReport Run()
    {
        var (nanoseconds, bytes) = Alone();
        using var host = EchoHost.Open(new(IPAddress.Loopback, 0), "ISLD", ["TW"], TimeProvider.System);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        socket.Connect(IPAddress.Loopback, host.Port);
        _number = 1;
        Exchange(socket, Logon(), 1);
        var trips = new long[orders];
        for (var at = -orders / 4; at < orders; at++)
        {
            var order = Order();
            var before = Stopwatch.GetTimestamp();
            Exchange(socket, order, 1);
            if (at >= 0)
                trips[at] = Stopwatch.GetTimestamp() - before;
        }

        var runs = new byte[Math.Max(orders / InFlight, 1)][];
        for (var run = 0; run < runs.Length; run++)
            runs[run] = [.. Enumerable.Range(0, InFlight).SelectMany(_ => Order())];
        var began = Stopwatch.GetTimestamp();
        foreach (var run in runs)
            Exchange(socket, run, InFlight);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new(
            MachineLimits.Describe(),
            RuntimeInformation.FrameworkDescription,
            orders,
            nanoseconds,
            bytes,
            Percentiles.Of(trips),
            MachineLimits.LoopbackTrip(Math.Min(orders, 20_000)),
            (double)runs.Length * InFlight / seconds
        );
    }

    /// <summary>The machine without a door: frame, read, ask, answer, keep, commit.</summary>
    private (double Nanoseconds, double Bytes) Alone()
    {
        Directory.CreateDirectory(folder);
        var terms = new FixSessionTerms(FixVersion.Fix44, "ISLD", "TW") { ClockTolerance = Instant.PerDay };
        using var session = new FixSession(terms, new FileFixStore(Path.Combine(folder, "session")), new Filled());
        var now = new Instant((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
        var message = new FixMessage();
        var block = new byte[4096];
        var logon = Logon();
        message.Parse(logon, 0, logon.Length);
        session.Connect(message, now);
        // As many again before, for compiled code; and grown tables, but for the one that doubles.
        for (var at = 0; at < orders; at++)
            Take(Order());
        var lines = Enumerable.Range(0, orders).Select(_ => Order()).ToArray();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        foreach (var line in lines)
            Take(line);
        var elapsed = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return (elapsed.TotalNanoseconds / orders, (double)allocated / orders);

        void Take(byte[] line)
        {
            FixFrame.Next(line, out var taken);
            message.Parse(line, 0, taken);
            session.Receive(message, now);
            session.Commit();
            session.Out.Take(ref block);
        }
    }

    /// <summary>Sends, and waits until so many messages came back.</summary>
    private void Exchange(Socket socket, byte[] bytes, int messages)
    {
        socket.Send(bytes);
        var end = 0;
        while (messages > 0)
        {
            var read = socket.Receive(_in, end, _in.Length - end, SocketFlags.None);
            if (read == 0)
                throw new IOException("the host ended the connection");
            end += read;
            var at = 0;
            while (FixFrame.Next(_in.AsSpan(at, end - at), out var taken) == FrameKind.Message)
            {
                at += taken;
                messages--;
            }

            Buffer.BlockCopy(_in, at, _in, 0, end - at);
            end -= at;
        }
    }

    private byte[] Logon() => Line("A", "98=0|108=0|");

    private byte[] Order() => Line("D", Body);

    private byte[] Line(string type, string body)
    {
        var text = BenchText.Text($"I8=FIX.4.4|35={type}|34={_number++}|{Header}{body}");
        return Encoding.ASCII.GetBytes(DefinitionStep.Read(text)[0].Filled(DateTimeOffset.UtcNow));
    }

    /// <summary>Answers each order with an execution report of a usual size.</summary>
    private sealed class Filled : IFixApplication
    {
        private long _done;

        public string? Refuses(FixSession session, FixMessage logon) => null;

        public void LoggedOn(FixSession session) { }

        public void LoggedOut(FixSession session) { }

        public FixTaken Take(FixSession session, FixMessage message)
        {
            _done++;
            var report = session
                .BeginMessage("8"u8, session.Now)
                .AddUnits(6, 2150, 3)
                .Add(11, message.Get(11))
                .Add(14, 5);
            report.Add(17, _done).AddUnits(31, 2150, 3).Add(32, 5).Add(37, _done).Add(38, 5).Add(39, '2');
            report.Add(54, message.Get(54)).Add(55, message.Get(55)).Add(60, session.Now, 9);
            session.EndMessage(report.Add(150, 'F').Add(151, 0));
            return FixTaken.Yes;
        }
    }
}
