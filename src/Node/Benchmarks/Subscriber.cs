// A subscriber that costs little more than its socket: frames by their heads, chains by the first words of a message.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One connection. The server masks nothing; pings are answered (RFC 6455).</summary>
internal sealed class Subscriber : IDisposable
{
    private const int MostHead = 10;
    private const int Text = 1;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;

    // Shared by all: what is read is thrown away.
    [ThreadStatic]
    private static byte[]? _room;

    private readonly Socket _socket;
    private readonly byte[] _head = new byte[MostHead];
    private byte[] _message = new byte[MessageHead.Length];
    private int _have;
    private long _length = -1;
    private long _read;
    private volatile bool _deaf;

    private Subscriber(Socket socket, SubscriberSample? sample) => (_socket, Sample) = (socket, sample);

    /// <summary>Hears every word; null: chains only.</summary>
    public SubscriberSample? Sample { get; }

    /// <summary>What is heard of the book and of the trades.</summary>
    public MessageChain Depth { get; } = new();

    public MessageChain Trades { get; } = new();

    /// <summary>Texts, heartbeats among them.</summary>
    public long Messages { get; private set; }

    /// <summary>The server ended it.</summary>
    public bool Ended { get; private set; }

    /// <summary>What was told that must not be; null: nothing.</summary>
    public string? Fault { get; private set; }

    /// <summary>Connects from an address and asks for channels.</summary>
    /// <param name="from">An own address of this machine.</param>
    public static async Task<Subscriber> Connect(IPAddress from, int port, byte[] ask, SubscriberSample? sample)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var head = BenchText.Text($"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
        const string Upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";
        const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(head + Upgrade + Key));
        var answer = new byte[2048];
        int end,
            got = 0;
        while ((end = answer.AsSpan(0, got).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var more = await socket.ReceiveAsync(answer.AsMemory(got));
            if (more == 0)
                throw new IOException("the server refused a connection");
            got += more;
        }

        if (!answer.AsSpan().StartsWith("HTTP/1.1 101 "u8))
            throw new IOException("no WebSocket: " + Encoding.ASCII.GetString(answer, 0, end));
        var subscriber = new Subscriber(socket, sample);
        subscriber.Read(answer.AsSpan(end + 4, got - end - 4), Stopwatch.GetTimestamp());
        // Masked with zeros, as a client must mask.
        await socket.SendAsync((byte[])[0x81, (byte)(0x80 | ask.Length), 0, 0, 0, 0, .. ask]);
        _ = subscriber.Listen();
        return subscriber;
    }

    /// <summary>Reads nothing more; the connection stays.</summary>
    public void StopReading() => _deaf = true;

    public void Dispose() => _socket.Dispose();

    private async Task Listen()
    {
        try
        {
            while (true)
            {
                // Nothing is held while there is nothing to read.
                await _socket.ReceiveAsync(Memory<byte>.Empty);
                if (_deaf)
                    return;
                var room = _room ??= new byte[64 * 1024];
                var got = _socket.Receive(room);
                if (got == 0)
                    break;
                Read(room.AsSpan(0, got), Stopwatch.GetTimestamp());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Ended by one side or the other; who asks knows which.
        }

        Ended = true;
    }

    private void Read(ReadOnlySpan<byte> bytes, long at)
    {
        while (bytes.Length > 0)
        {
            if (_length < 0)
            {
                _head[_have++] = bytes[0];
                bytes = bytes[1..];
                _length = Length() ?? -1;
            }
            else
            {
                var part = bytes[..(int)long.Min(_length - _read, bytes.Length)];
                Keep(part);
                _read += part.Length;
                bytes = bytes[part.Length..];
            }

            if (_length >= 0 && _read == _length)
            {
                Take(at);
                (_have, _length, _read) = (0, -1, 0);
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

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (Sample is not null && _length > _message.Length)
            _message = new byte[_length];
        var room = _message.AsSpan((int)long.Min(_read, _message.Length));
        part[..int.Min(part.Length, room.Length)].CopyTo(room);
    }

    private void Take(long at)
    {
        var message = _message.AsSpan(0, (int)long.Min(_length, _message.Length));
        switch (_head[0] & 0x0F)
        {
            case Text:
                Messages++;
                Hear(message, at);
                break;
            case Ping:
                _socket.Send((byte[])[0x80 | Pong, (byte)(0x80 | message.Length), 0, 0, 0, 0, .. message]);
                break;
            case Close:
                Ended = true;
                break;
            default:
                break;
        }
    }

    private void Hear(ReadOnlySpan<byte> message, long at)
    {
        if (MessageHead.Read(message) is not { } head)
        {
            Fault ??= Encoding.UTF8.GetString(message);
            return;
        }

        var chain =
            head.Channel == 'd' ? Depth
            : head.Channel == 't' ? Trades
            : null;
        if (chain?.Take(head) == false)
            Fault ??= BenchText.Text($"a gap on {head.Channel}: {head.PrevSeq} to {head.Seq}");
        if (chain is not null)
            Sample?.Hear(head, message, at);
    }
}
