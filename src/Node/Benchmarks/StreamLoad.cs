// A client of the stream that costs little itself: frames are sent at their moments, answers counted as they come.
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One connection; answers come in the order of asking.</summary>
internal sealed class StreamLoad : IDisposable
{
    private static readonly byte[] _logon = """{"op":"logon","id":"logon","body":{}}"""u8.ToArray();
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    public static async Task<StreamLoad> Connect(int port, string path)
    {
        var load = new StreamLoad();
        await load._socket.ConnectAsync(new(BenchText.Text($"ws://127.0.0.1:{port}{path}")), CancellationToken.None);
        return load;
    }

    /// <summary>Begins a session with the market.</summary>
    public async Task LogOn()
    {
        await Say(_logon);
        var answer = Encoding.UTF8.GetString(_buffer, 0, await Hear());
        if (!answer.Contains("\"status\":200", StringComparison.Ordinal))
            throw new IOException("no logon: " + answer);
    }

    /// <summary>Sends all frames; each is timed from its moment to its answer.</summary>
    /// <param name="perSecond">Frames that fall due in a second; 0: as fast as they go.</param>
    /// <param name="inFlight">Frames under way at most where none has a moment.</param>
    public async Task<(long[] Times, double Seconds)> Run(byte[][] frames, double perSecond, int inFlight)
    {
        var times = new long[frames.Length];
        var sent = new long[frames.Length];
        var each = perSecond > 0 ? Stopwatch.Frequency / perSecond : 0;
        using var places = new SemaphoreSlim(inFlight);
        var start = Stopwatch.GetTimestamp();
        var sending = Task.Run(Send);
        for (var i = 0; i < frames.Length; i++)
        {
            await Hear();
            times[i] = Stopwatch.GetTimestamp() - Volatile.Read(ref sent[i]);
            if (each == 0)
                places.Release();
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await sending;
        return (times, seconds);

        async Task Send()
        {
            for (var i = 0; i < frames.Length; i++)
            {
                if (each == 0)
                {
                    await places.WaitAsync();
                    Volatile.Write(ref sent[i], Stopwatch.GetTimestamp());
                }
                else
                {
                    // From its moment, whenever it got in.
                    var due = start + (long)(i * each);
                    while (Stopwatch.GetTimestamp() < due)
                        Thread.Yield();
                    Volatile.Write(ref sent[i], due);
                }

                await Say(frames[i]);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private ValueTask Say(byte[] frame) =>
        _socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);

    private async ValueTask<int> Hear()
    {
        var length = 0;
        while (true)
        {
            var got = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            if (got.MessageType == WebSocketMessageType.Close)
                throw new IOException("the server closed the stream");
            length += got.Count;
            if (got.EndOfMessage)
                return length;
        }
    }
}
