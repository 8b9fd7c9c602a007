// One connection of a conversation, as its script uses it.
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Definitions;

/// <summary>Sends bytes as they are, and cuts what comes back into messages.</summary>
internal sealed class DefinitionLine : IDisposable
{
    private readonly Socket _socket;
    private byte[] _bytes = new byte[FixFrame.MostMessage * 2];
    private int _end;

    public DefinitionLine(IPEndPoint host, TimeSpan patience)
    {
        _socket = new(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
        _socket.Connect(host);
    }

    /// <summary>A host that has already ended the connection is found out by what is expected next.</summary>
    public void Send(byte[] bytes)
    {
        try
        {
            _socket.Send(bytes);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            _end = 0;
        }
    }

    /// <summary>The next message; null when there is none: late says whether time ran out rather than the
    /// connection.</summary>
    public string? Next(out bool late)
    {
        late = false;
        while (true)
        {
            var kind = FixFrame.Next(_bytes.AsSpan(0, _end), out var taken);
            if (kind != FrameKind.Incomplete)
            {
                var message = Encoding.Latin1.GetString(_bytes, 0, taken);
                _end -= taken;
                Buffer.BlockCopy(_bytes, taken, _bytes, 0, _end);
                return message;
            }

            try
            {
                var read = _socket.Receive(_bytes, _end, _bytes.Length - _end, SocketFlags.None);
                if (read == 0)
                    return null;
                _end += read;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
            {
                late = true;
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                return null;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
