// Clients of the REST door that cost little themselves: requests on kept connections, one under way on each.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Takes the next request that is due on whichever connection is free.</summary>
internal static class RestLoad
{
    private static readonly byte[] _headEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] _length = "content-length: "u8.ToArray();

    /// <param name="perSecond">Requests that fall due in a second; 0: as fast as they go.</param>
    public static async Task<(long[] Times, double Seconds)> Run(
        int port,
        int connections,
        byte[][] requests,
        double perSecond
    )
    {
        var times = new long[requests.Length];
        var each = perSecond > 0 ? Stopwatch.Frequency / perSecond : 0;
        var due = Channel.CreateUnbounded<int>(new() { SingleWriter = true });
        var start = Stopwatch.GetTimestamp();
        var telling = Task.Factory.StartNew(Tell, TaskCreationOptions.LongRunning);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(Loop)));
        await telling;
        return (times, Stopwatch.GetElapsedTime(start).TotalSeconds);

        // Each request's moment, on a thread of its own.
        void Tell()
        {
            for (var i = 0; i < requests.Length; i++)
            {
                while (Stopwatch.GetTimestamp() < start + (long)(i * each))
                    Thread.Yield();
                due.Writer.TryWrite(i);
            }

            due.Writer.Complete();
        }

        async Task Loop()
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var room = new byte[64 * 1024];
            await foreach (var i in due.Reader.ReadAllAsync())
            {
                // From its moment, whenever it got in.
                var begin = each > 0 ? start + (long)(i * each) : Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[i]);
                await Answer(socket, room);
                times[i] = Stopwatch.GetTimestamp() - begin;
            }
        }
    }

    /// <summary>Reads one answer to its end.</summary>
    private static async Task Answer(Socket socket, byte[] room)
    {
        var (have, need) = (0, int.MaxValue);
        while (have < need)
        {
            var got = await socket.ReceiveAsync(room.AsMemory(have));
            if (got == 0)
                throw new IOException("the server closed the connection");
            have += got;
            if (need == int.MaxValue && room.AsSpan(0, have).IndexOf(_headEnd) is >= 0 and var head)
                need = head + _headEnd.Length + LengthOf(room.AsSpan(0, head));
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        var text = Encoding.ASCII.GetString(head).ToLowerInvariant();
        var at = text.IndexOf(Encoding.ASCII.GetString(_length), StringComparison.Ordinal) + _length.Length;
        var end = text.IndexOf('\r', at);
        return int.Parse(
            text.AsSpan(at, (end < 0 ? text.Length : end) - at),
            NumberStyles.None,
            CultureInfo.InvariantCulture
        );
    }
}
