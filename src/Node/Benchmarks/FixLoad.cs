// One FIX session that sends orders over loopback, as fast as they go or each at its moment, and counts the answers.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What an order says.</summary>
internal readonly record struct FixLoadOrder(int Account, char Side);

/// <summary>The first answer to each order counts; answers come in the order of the orders.</summary>
internal sealed class FixLoad : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        ReceiveTimeout = 60_000,
    };

    private readonly FixWriter _writer = new("FIX.4.4");
    private readonly byte[] _mark;
    private readonly byte[] _in = new byte[1 << 20];
    private readonly (string Ours, string Theirs) _names;
    private readonly (string Symbol, string Price) _what;
    private int _end;
    private int _number;
    private int _id;

    public FixLoad(int port, (string Ours, string Theirs) names, (string Symbol, string Price) what, byte[] mark)
    {
        (_names, _what, _mark) = (names, what, mark);
        _socket.Connect(IPAddress.Loopback, port);
        Begin("A"u8).Add(98, '0').Add(108, 0);
        _socket.Send(_writer.Finish());
        while (Read(null, 0, "\u000135=A\u0001"u8) == 0) { }
    }

    /// <summary>Orders ready to be sent, in this order.</summary>
    public byte[][] Orders(int count, Func<int, FixLoadOrder> order)
    {
        var lines = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var (account, side) = order(i);
            var message = Begin("D"u8).Add(1, account).Add(11, BenchText.Text($"o{++_id}")).Add(38, 1).Add(40, '2');
            message.Add(44, _what.Price).Add(54, side).Add(55, _what.Symbol).Add(60, Now(), 3);
            lines[i] = message.Finish().ToArray();
        }

        return lines;
    }

    /// <summary>All as fast as they go; seconds until the last answer.</summary>
    public double Flood(byte[][] orders)
    {
        var all = new byte[orders.Sum(o => o.Length)];
        var at = 0;
        foreach (var order in orders)
        {
            order.CopyTo(all, at);
            at += order.Length;
        }

        var began = Stopwatch.GetTimestamp();
        var sender = new Thread(() => _socket.Send(all)) { IsBackground = true, Name = "load" };
        sender.Start();
        for (var answered = 0; answered < orders.Length; )
            answered += Read(null, answered, _mark);
        sender.Join();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Each at its moment, answered or not; the moments, and ticks from each to its answer.</summary>
    public (long[] Moments, long[] Times) Paced(byte[][] orders, double perSecond)
    {
        var each = Stopwatch.Frequency / perSecond;
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100);
        var moments = new long[orders.Length];
        var times = new long[orders.Length];
        for (var i = 0; i < moments.Length; i++)
        {
            moments[i] = start + (long)(i * each);
            times[i] = -moments[i];
        }

        var sender = new Thread(() =>
        {
            for (var i = 0; i < orders.Length; i++)
            {
                while (Stopwatch.GetTimestamp() < moments[i])
                    Thread.Sleep(0);
                _socket.Send(orders[i]);
            }
        })
        {
            IsBackground = true,
            Name = "load",
        };
        sender.Start();
        for (var answered = 0; answered < orders.Length; )
            answered += Read(times, answered, _mark);
        sender.Join();
        return (moments, times);
    }

    public void Dispose() => _socket.Dispose();

    private static Instant Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

    private FixWriter Begin(ReadOnlySpan<byte> type) =>
        _writer.Begin(type).Add(34, ++_number).Add(49, _names.Ours).Add(52, Now(), 3).Add(56, _names.Theirs);

    /// <summary>Reads what has come; answers how many first answers were in it.</summary>
    private int Read(long[]? times, int before, ReadOnlySpan<byte> mark)
    {
        var read = _socket.Receive(_in, _end, _in.Length - _end, SocketFlags.None);
        if (read == 0)
            throw new IOException("the host ended the connection");
        var now = Stopwatch.GetTimestamp();
        _end += read;
        var (at, answers) = (0, 0);
        while (FixFrame.Next(_in.AsSpan(at, _end - at), out var taken) == FrameKind.Message)
        {
            if (_in.AsSpan(at, taken).IndexOf(mark) >= 0)
            {
                if (times is not null && before + answers < times.Length)
                    times[before + answers] += now;
                answers++;
            }

            at += taken;
        }

        Buffer.BlockCopy(_in, at, _in, 0, _end - at);
        _end -= at;
        return answers;
    }
}
