// A wire between a peer and a host that writes down what goes by, and breaks once in the middle of a message.
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tokenbourse.Integration.Peers;

/// <summary>Bytes in one direction, as they were handed on.</summary>
/// <param name="Connection">From 1.</param>
/// <param name="FromHost">From the host to the peer.</param>
internal sealed record PassedBytes(int Connection, bool FromHost, byte[] Bytes);

/// <summary>Listens for the peer, connects to the host.</summary>
internal sealed class CuttingLine : IDisposable
{
    private const string Report = "\u000135=8\u0001";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<PassedBytes> _passed = [];
    private readonly List<Socket> _open = [];
    private readonly Lock _gate = new();
    private readonly int _host;
    private readonly int _cutAt;
    private int _reports;
    private int _connections;
    private bool _ended;

    /// <param name="host">The host's port.</param>
    /// <param name="cutAt">The execution report that is torn, from 1; zero: none.</param>
    public CuttingLine(int host, int cutAt)
    {
        (_host, _cutAt) = (host, cutAt);
        _listener.Start();
        Begin(Accept);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The wire was broken.</summary>
    public bool WasCut { get; private set; }

    /// <summary>What went by so far.</summary>
    public IReadOnlyList<PassedBytes> Passed()
    {
        lock (_gate)
            return [.. _passed];
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var socket in _open)
                socket.Dispose();
        }

        _listener.Dispose();
    }

    private static void Begin(Action work) => new Thread(() => work()) { IsBackground = true, Name = "line" }.Start();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var peer = _listener.AcceptSocket();
                var host = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                host.Connect(IPAddress.Loopback, _host);
                peer.NoDelay = host.NoDelay = true;
                int connection;
                lock (_gate)
                {
                    connection = ++_connections;
                    _open.AddRange([peer, host]);
                    if (_ended)
                        Cut(peer, host);
                }

                Begin(() => Pump(peer, host, connection, false));
                Begin(() => Pump(host, peer, connection, true));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The line was taken down.
        }
    }

    private void Pump(Socket from, Socket to, int connection, bool fromHost)
    {
        var block = new byte[64 * 1024];
        try
        {
            while (from.Receive(block) is var read and > 0)
            {
                var length = fromHost ? Whole(block.AsSpan(0, read)) : read;
                lock (_gate)
                    _passed.Add(new(connection, fromHost, block[..length]));
                to.Send(block, length, SocketFlags.None);
                if (length < read)
                {
                    WasCut = true;
                    Cut(from, to);
                    return;
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Cut(from, to);
        }
    }

    /// <summary>How many of the bytes go by: all, or those up to the middle of the report that is torn.</summary>
    private int Whole(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        for (var at = 0; (at = text.IndexOf(Report, at, StringComparison.Ordinal)) >= 0; at += Report.Length)
        {
            if (++_reports == _cutAt)
                return Math.Min(at + Report.Length + 20, bytes.Length - 1);
        }

        return bytes.Length;
    }

    private static void Cut(params Socket[] sockets)
    {
        foreach (var socket in sockets)
        {
            try
            {
                socket.LingerState = new(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is gone already.
            }

            socket.Dispose();
        }
    }
}
