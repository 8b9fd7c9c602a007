// A subscriber that costs as little as a socket: it counts the messages it is told and reads none of them.
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A WebSocket's frames, counted by their heads (RFC 6455). The server masks nothing.</summary>
internal sealed class Subscriber : IDisposable
{
    private const int MostHead = 10;

    // Shared by all: what is read is thrown away.
    [ThreadStatic]
    private static byte[]? _room;

    private readonly Socket _socket;
    private readonly Tally _heard;
    private readonly byte[] _head = new byte[MostHead];
    private int _have;
    private long _left;

    private Subscriber(Socket socket, Tally heard) => (_socket, _heard) = (socket, heard);

    /// <summary>Connects and subscribes; the snapshot is the first message that is counted.</summary>
    public static async Task<Subscriber> Connect(int port, string channel, Tally heard)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var head = BenchText.Text($"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
        const string Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";
        const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head + Upgrade + Key));
        var one = new byte[1];
        for (var ends = 0; ends < 4; )
        {
            if (await socket.ReceiveAsync(one) == 0)
                throw new IOException("the venue refused a connection");
            ends = one[0] == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }

        var text = Encoding.UTF8.GetBytes($$"""{"op":"subscribe","channels":["{{channel}}"]}""");
        // Masked with zeros, as a client must mask.
        await socket.SendAsync((byte[])[0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text]);
        var subscriber = new Subscriber(socket, heard);
        _ = subscriber.Listen();
        return subscriber;
    }

    public void Dispose() => _socket.Dispose();

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                // Nothing is held while there is nothing to read.
                await _socket.ReceiveAsync(Memory<byte>.Empty);
                var room = _room ??= new byte[64 * 1024];
                var got = _socket.Receive(room);
                if (got == 0)
                    return;
                Read(room.AsSpan(0, got));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The measurement is over.
        }
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_left > 0)
            {
                var part = (int)long.Min(_left, bytes.Length);
                _left -= part;
                bytes = bytes[part..];
                End();
                continue;
            }

            _head[_have++] = bytes[0];
            bytes = bytes[1..];
            if (Length() is { } length)
            {
                _left = length;
                End();
            }
        }
    }

    /// <summary>The length of the frame whose head is whole; null while it is not.</summary>
    private long? Length()
    {
        if (_have < 2)
            return null;
        var small = _head[1] & 0x7F;
        if (small == 126)
            return _have < 4 ? null : BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2));
        if (small == 127)
            return _have < MostHead ? null : BinaryPrimitives.ReadInt64BigEndian(_head.AsSpan(2));
        return small;
    }

    private void End()
    {
        if (_left > 0 || _have == 0)
            return;
        // Texts are messages; what keeps the connection alive is none.
        if ((_head[0] & 0x0F) == 1)
            _heard.Heard();
        _have = 0;
    }
}
