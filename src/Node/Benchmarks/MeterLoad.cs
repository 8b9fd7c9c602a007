// Clients of a meter that cost little themselves: one request's bytes over kept connections, answers read to their end.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A closed loop: each connection has one request under way.</summary>
/// <param name="port">On loopback.</param>
/// <param name="request">The whole request, head and body.</param>
internal sealed class MeterLoad(int port, byte[] request)
{
    private static readonly byte[] _headEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] _chunksEnd = "\r\n0\r\n\r\n"u8.ToArray();

    /// <summary>A POST with a key.</summary>
    public static byte[] Post(string path, string key, string body) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n"
                )
                + body
        );

    /// <summary>Runs so many requests over so many connections.</summary>
    /// <returns>The time of each in ticks of the stopwatch, and the seconds of all.</returns>
    public async Task<(long[] Times, double Seconds)> Run(int connections, int requests)
    {
        var times = new long[requests];
        var next = -1;
        var begin = Stopwatch.GetTimestamp();
        var all = new Task[connections];
        for (var i = 0; i < connections; i++)
            all[i] = Task.Run(Loop);
        await Task.WhenAll(all);
        return (times, Stopwatch.GetElapsedTime(begin).TotalSeconds);

        async Task Loop()
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var room = new byte[256 * 1024];
            for (var i = Interlocked.Increment(ref next); i < requests; i = Interlocked.Increment(ref next))
            {
                var at = Stopwatch.GetTimestamp();
                await socket.SendAsync(request);
                await Answer(socket, room);
                times[i] = Stopwatch.GetTimestamp() - at;
            }
        }
    }

    private static async ValueTask Answer(Socket socket, byte[] room)
    {
        int length = 0,
            head = -1,
            whole = -1;
        while (true)
        {
            var read = await socket.ReceiveAsync(room.AsMemory(length));
            Must.Hold(read > 0);
            length += read;
            if (head < 0)
            {
                head = room.AsSpan(0, length).IndexOf(_headEnd);
                if (head < 0)
                    continue;
                Must.Hold(room.AsSpan().StartsWith("HTTP/1.1 200"u8));
                whole = Whole(room.AsSpan(0, head), head + _headEnd.Length);
            }

            if (whole >= 0 ? length >= whole : room.AsSpan(0, length).EndsWith(_chunksEnd))
                return;
        }
    }

    /// <summary>Where the answer ends, or -1 when it comes in chunks.</summary>
    private static int Whole(ReadOnlySpan<byte> head, int body)
    {
        const string Field = "Content-Length: ";
        var text = Encoding.ASCII.GetString(head);
        var at = text.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return -1;
        var end = text.IndexOf('\r', at);
        var digits = text.AsSpan(at + Field.Length, (end < 0 ? text.Length : end) - at - Field.Length);
        return body + int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
