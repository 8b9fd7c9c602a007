// The door for FIX: takes connections, finds the session of each, and lets time go by for all of them.
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>Blocking threads: one that accepts, two a connection (one reads, one writes what others say), one
/// timer.</summary>
public sealed class FixAcceptor : IDisposable
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<(FixVersion, string Theirs, string Ours), FixSeat> _seats = [];
    private readonly HashSet<FixConnection> _connections = [];
    private readonly Lock _gate = new();
    private readonly AddressGate _addresses;
    private readonly TimeProvider _time;
    private readonly Socket _listener;
    private readonly Timer _timer;
    private bool _ended;
    private int _ticking;

    /// <summary>Listens at once.</summary>
    /// <param name="where">Address and port; port 0: the system chooses.</param>
    /// <param name="terms">Limits.</param>
    /// <param name="seats">The sessions that may log on.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="SocketException">Somebody else listens there.</exception>
    public FixAcceptor(IPEndPoint where, FixAcceptorTerms terms, IEnumerable<FixSeat> seats, TimeProvider time)
    {
        Terms = terms;
        _time = time;
        _addresses = new(terms.MostFromAddress);
        Handshakes = new(terms.MostHandshakes, HandshakeGate.UsualLongest);
        foreach (var seat in seats)
        {
            var agreed = seat.Session.Terms;
            _seats.Add((agreed.Version, agreed.Theirs, agreed.Ours), seat);
        }

        _listener = new(where.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(where);
            _listener.Listen(64);
        }
        catch (SocketException)
        {
            _listener.Dispose();
            throw;
        }

        _timer = new(_ => Tick(), null, _beat, _beat);
        new Thread(Accept) { IsBackground = true, Name = "fix accept" }.Start();
    }

    public FixAcceptorTerms Terms { get; }

    /// <summary>The port that is listened on.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    internal HandshakeGate Handshakes { get; }

    internal Instant Now => new((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);

    /// <inheritdoc/>
    /// <remarks>Sessions that are logged on are cut; their numbers and messages are safe.</remarks>
    public void Dispose()
    {
        FixConnection[] open;
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            open = [.. _connections];
        }

        _listener.Dispose();
        _timer.Dispose();
        foreach (var connection in open)
            connection.Cut();
        foreach (var connection in open)
            connection.Join();
        foreach (var seat in _seats.Values)
            seat.Dispose();
    }

    /// <summary>The seat that the names in a logon point to; null when there is none.</summary>
    internal FixSeat? Find(FixMessage logon)
    {
        var begin = Encoding.Latin1.GetString(logon.Get(FixTag.BeginString));
        var theirs = Encoding.Latin1.GetString(logon.Get(FixTag.SenderCompID));
        var ours = Encoding.Latin1.GetString(logon.Get(FixTag.TargetCompID));
        foreach (var version in (FixVersion[])[FixVersion.Fix44, FixVersion.Fixt11])
        {
            if (begin == FixDictionary.Name(version))
                return _seats.GetValueOrDefault((version, theirs, ours));
        }

        return null;
    }

    internal void Forget(FixConnection connection)
    {
        lock (_gate)
        {
            if (_connections.Remove(connection))
                _addresses.Leave(connection.Address);
        }
    }

    private void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.Accept();
            }
            catch (SocketException) when (!_ended)
            {
                // Too many open files, perhaps: not for ever.
                Thread.Sleep(_beat);
                continue;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            lock (_gate)
            {
                if (
                    _ended
                    || _connections.Count >= Terms.MostConnections
                    || socket.RemoteEndPoint is not IPEndPoint { Address: var address }
                    || !_addresses.Enter(address)
                )
                {
                    socket.Dispose();
                    continue;
                }

                var connection = new FixConnection(this, socket, address);
                _connections.Add(connection);
                connection.Start();
            }
        }
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref _ticking, 1) == 1)
            return;
        try
        {
            FixConnection[] open;
            lock (_gate)
                open = [.. _connections];
            foreach (var connection in open)
                connection.Tick();
        }
        finally
        {
            Volatile.Write(ref _ticking, 0);
        }
    }
}
