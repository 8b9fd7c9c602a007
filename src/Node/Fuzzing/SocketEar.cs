// A connection that hears while it speaks: nobody's buffers fill up, and what was said is there at the end.
using System.Net;
using System.Net.Sockets;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Plain bytes over loopback.</summary>
internal sealed class SocketEar : IDisposable
{
    private const int Most = 64 * 1024 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);
    private readonly Socket _socket;
    private readonly Task<byte[]> _heard;
    private readonly ManualResetEventSlim _news = new();
    private readonly MemoryStream _all = new();
    private volatile bool _over;

    public SocketEar(int port)
    {
        _socket = Connected(port);
        // Its deadline is that of the whole: HearOut.
        _socket.ReceiveTimeout = 0;
        _heard = Task.Run(Hear);
    }

    /// <summary>The other side has ended.</summary>
    public bool IsOver => _over;

    /// <summary>A connection whose reads and writes have a deadline.</summary>
    public static Socket Connected(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendTimeout = (int)_patience.TotalMilliseconds,
            ReceiveTimeout = (int)_patience.TotalMilliseconds,
        };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    /// <summary>False: nobody hears any more.</summary>
    public bool Say(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[_socket.Send(bytes)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits until the other side has said something, or has ended; not for ever.</summary>
    public void AwaitWord(TimeSpan patience) => _news.Wait(patience);

    /// <summary>Waits for a text among all that was heard; null: it does not come.</summary>
    /// <returns>From the text on.</returns>
    public string? Await(string text, TimeSpan patience)
    {
        for (var began = System.Diagnostics.Stopwatch.GetTimestamp(); ; _news.Wait(_look))
        {
            _news.Reset();
            string heard;
            lock (_all)
                heard = System.Text.Encoding.Latin1.GetString(_all.GetBuffer().AsSpan(0, (int)_all.Length));
            var at = heard.IndexOf(text, StringComparison.Ordinal);
            if (at >= 0)
                return heard[at..];
            if (_over || System.Diagnostics.Stopwatch.GetElapsedTime(began) > patience)
                return null;
        }
    }

    /// <summary>Waits until the other side has ended; false: it has not.</summary>
    public bool AwaitEnd(TimeSpan patience) => _heard.Wait(patience);

    /// <summary>Ends our side and waits for the other's end; null: it does not come.</summary>
    public byte[]? HearOut()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It has ended already.
        }

        return _heard.Wait(_patience) ? _heard.Result : null;
    }

    public void Dispose() => _socket.Dispose();

    private byte[] Hear()
    {
        var block = new byte[64 * 1024];
        try
        {
            int read;
            while (_all.Length < Most && (read = _socket.Receive(block)) > 0)
            {
                lock (_all)
                    _all.Write(block, 0, read);
                _news.Set();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A reset is an end, too: bytes of ours were on their way when the other side closed.
        }

        _over = true;
        _news.Set();
        lock (_all)
            return _all.ToArray();
    }
}
