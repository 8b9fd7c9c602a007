// One connection at the door: bytes from the socket to the session, and what the session says back to the socket.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>Reads on a thread of its own and answers from there; what others say on the session goes out by their own
/// thread while it is little and the socket takes it at once, else by a second one. Bytes are written without the
/// session's lock, by one thread at a time.</summary>
internal sealed partial class FixConnection(FixAcceptor acceptor, Socket socket, IPAddress address) : IDisposable
{
    private readonly FixMessage _message = new();
    private readonly Instant _since = acceptor.Now;
    private Stream _stream = Stream.Null;
    private Thread? _reader;
    private Thread? _writer;
    private byte[] _in = new byte[16 * 1024];
    private int _start;
    private int _end;
    private FixSeat? _seat;
    private Instant _endedAt = Instant.Never;
    private volatile bool _over;

    /// <summary>Where it comes from; null: it is gone.</summary>
    public IPAddress? From { get; private set; }

    /// <summary>What the other side showed; null: no TLS, or it was not asked.</summary>
    public X509Certificate2? Certificate => (_stream as SslStream)?.RemoteCertificate as X509Certificate2;

    /// <summary>Where it comes from.</summary>
    public IPAddress Address => address;

    public void Start()
    {
        try
        {
            From = (socket.RemoteEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            From = null;
        }

        socket.NoDelay = true;
        socket.SendTimeout = (int)acceptor.Terms.WritePatience.TotalMilliseconds;
        _reader = new Thread(Read) { IsBackground = true, Name = "fix read" };
        _reader.Start();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Cut()
    {
        _over = true;
        socket.Dispose();
    }

    public void Dispose()
    {
        Cut();
        _stream.Dispose();
    }

    public void Join() => _reader?.Join(TimeSpan.FromSeconds(5));

    /// <summary>The peer has ended its side, though we have not yet heard of it.</summary>
    public bool PeerIsGone()
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Time has gone by.</summary>
    public void Tick()
    {
        var now = acceptor.Now;
        if (Passed(_endedAt, acceptor.Terms.EndPatience, now))
            Cut();
        if (Volatile.Read(ref _seat) is not { } seat)
        {
            if (_endedAt == Instant.Never && Passed(_since, acceptor.Terms.LogonPatience, now))
                Cut();
            return;
        }

        lock (seat.Gate)
        {
            if (seat.Connection != this)
                return;
            seat.Session.Tick(now);
            if (seat.Session.Out.Length > 0 || seat.Session.Closes)
                Wake();
        }
    }

    private static bool Passed(Instant since, TimeSpan patience, Instant now) =>
        since != Instant.Never && now.Nanoseconds - since.Nanoseconds > patience.Ticks * 100;

    private void Read()
    {
        try
        {
            _stream = new NetworkStream(socket, false);
            if (acceptor.Terms.Secure is { } secure && !Begin(secure))
                return;
            while (!_over)
            {
                if (_end == _in.Length)
                    MakeRoom();
                var read = _stream.Read(_in, _end, _in.Length - _end);
                if (read <= 0)
                    break;
                if (_endedAt != Instant.Never)
                    continue;
                _end += read;
                if (!Take())
                    End();
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or ObjectDisposedException
                        or SocketException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The peer went, or was cut. The session is told below; there is nobody else to tell.
        }
        finally
        {
            Leave();
            Dispose();
            acceptor.Forget(this);
        }
    }

    /// <summary>False: too many others of this address were before it.</summary>
    private bool Begin(Func<Stream, Stream> secure)
    {
        var patience = acceptor.Terms.LogonPatience;
        // Who says nothing takes nobody's turn.
        if (!socket.Poll(patience, SelectMode.SelectRead))
            return false;
        using var turn = acceptor.Handshakes.Enter(address, patience);
        if (turn is null)
            return false;
        _stream = secure(_stream);
        return true;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_in, _start, _in, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        else
        {
            // The frame never asks for more than one whole message, so that this ends.
            Array.Resize(ref _in, _in.Length * 2);
        }
    }

    /// <summary>Takes what came in. False: the connection is to end.</summary>
    private bool Take()
    {
        while (true)
        {
            var kind = FixFrame.Next(_in.AsSpan(_start, _end - _start), out var taken);
            if (kind == FrameKind.Incomplete)
                break;
            var at = _start;
            _start += taken;
            var whole = kind == FrameKind.Message && _message.Parse(_in, at, taken);
            if (_seat is null)
            {
                if (!whole || taken > acceptor.Terms.MostLogonBytes || !Sit())
                    return false;
            }
            else if (whole)
            {
                lock (_seat.Gate)
                {
                    // The seat may be somebody else's by now.
                    if (_seat.Connection != this)
                        return true;
                    _seat.Session.Receive(_message, acceptor.Now);
                    if (_seat.Session.Closes)
                        break;
                    if (_seat.Session.Out.Length < acceptor.Terms.MostUnsent / 4)
                        continue;
                }

                if (!Flush(true))
                    return false;
            }
        }

        if (_start == _end)
            _start = _end = 0;
        if (_seat is not null)
        {
            lock (_seat.Gate)
            {
                if (_seat.Connection == this)
                    _seat.Session.Rest();
            }
        }

        return _seat is null ? _end - _start <= acceptor.Terms.MostLogonBytes : Flush(false);
    }

    /// <summary>The logon: finds the session and takes its seat.</summary>
    private bool Sit()
    {
        var seat = acceptor.Find(_message);
        if (seat is null)
            return false;
        lock (seat.Gate)
        {
            if (seat.Connection is { } other && other.PeerIsGone())
                Monitor.Wait(seat.Gate, TimeSpan.FromSeconds(1));
            if (seat.Connection is not null)
                return false;
            seat.Connection = this;
            Volatile.Write(ref _seat, seat);
            if (!seat.Session.Connect(_message, acceptor.Now))
                return true;
            _writer = new Thread(Write) { IsBackground = true, Name = "fix write" };
            _writer.Start();
            return true;
        }
    }

    /// <summary>Our side ends: the seat is free at once, and the peer is heard until it ends too, so that the last
    /// bytes are not lost to a reset.</summary>
    private void End()
    {
        Leave();
        _endedAt = acceptor.Now;
        if (_stream is SslStream tls)
            tls.ShutdownAsync().GetAwaiter().GetResult();
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Cut();
        }
    }

    private void Leave()
    {
        if (_seat is not { } seat)
            return;
        lock (seat.Gate)
        {
            if (seat.Connection != this)
                return;
            seat.Session.Disconnected();
            seat.Session.Commit();
            seat.Connection = null;
            Monitor.PulseAll(seat.Gate);
        }
    }
}
