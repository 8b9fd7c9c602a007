// HTTP/1.1 by hand: what is sent is exactly what was meant to be sent, right or wrong.
using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>An answer.</summary>
/// <param name="Status">0: the connection ended without one.</param>
/// <param name="Ends">The server closes the connection.</param>
internal readonly record struct HttpAnswer(int Status, string Body, bool Ends)
{
    /// <summary>The error's code; null: the body has none.</summary>
    public string? Code => Word(Body, "\"code\":\"", '"');

    /// <summary>The error's number; 0: the body has none.</summary>
    public int Num => int.TryParse(Word(Body, "\"num\":", ','), out var number) ? number : 0;

    /// <summary>What follows a mark in a text, up to an end; null: it is not there.</summary>
    public static string? Word(string text, string mark, char end)
    {
        var from = text.IndexOf(mark, StringComparison.Ordinal);
        if (from < 0)
            return null;
        from += mark.Length;
        var to = text.IndexOf(end, from);
        return to < 0 ? null : text[from..to];
    }
}

/// <summary>One connection that is kept alive.</summary>
internal sealed class HttpWire(int port) : IDisposable
{
    private readonly Socket _socket = SocketEar.Connected(port);
    private readonly byte[] _block = new byte[64 * 1024];
    private byte[] _in = new byte[64 * 1024];
    private int _end;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="SocketException">Neither an answer nor an end within the deadline.</exception>
    public HttpAnswer Ask(ReadOnlySpan<byte> request, bool head = false)
    {
        try
        {
            while (!request.IsEmpty)
                request = request[_socket.Send(request)..];
        }
        catch (SocketException e) when (IsEnd(e))
        {
            // The server may have answered and closed before it heard all.
        }

        while (true)
        {
            if (TryAnswer(_in.AsSpan(0, _end), head, out var answer, out var taken))
            {
                Buffer.BlockCopy(_in, taken, _in, 0, _end - taken);
                _end -= taken;
                return answer;
            }

            if (!Hear())
                return new(0, "", true);
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>The first answer in the bytes; false: it is not whole.</summary>
    public static bool TryAnswer(ReadOnlySpan<byte> bytes, bool head, out HttpAnswer answer, out int taken)
    {
        answer = default;
        taken = 0;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var lines = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        var (length, ends) = (0, false);
        foreach (var line in lines.AsSpan(1))
        {
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture);
            ends |= line.Equals("Connection: close", StringComparison.OrdinalIgnoreCase);
        }

        if (head)
            length = 0;
        taken = end + 4 + length;
        if (bytes.Length < taken || !Utf8Parser.TryParse(bytes[9..], out int status, out _))
            return false;
        answer = new(status, Encoding.UTF8.GetString(bytes.Slice(end + 4, length)), ends);
        return true;
    }

    private bool Hear()
    {
        int read;
        try
        {
            read = _socket.Receive(_block);
        }
        catch (SocketException e) when (IsEnd(e))
        {
            return false;
        }

        if (read == 0)
            return false;
        while (_end + read > _in.Length)
            Array.Resize(ref _in, _in.Length * 2);
        _block.AsSpan(0, read).CopyTo(_in.AsSpan(_end));
        _end += read;
        return true;
    }

    private static bool IsEnd(SocketException e) =>
        e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted;
}
