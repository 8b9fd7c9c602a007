// The honest client of the stream: hears the board, and trades where it may.
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Hears the board, and asks for all of it again and again.</summary>
internal sealed class HonestListener : IHonestClient
{
    private const int Ping = 9;
    private const int Pong = 10;
    private readonly FuzzLogon? _logon;
    private readonly string _symbol;
    private int _requests;
    private static long _clients = DateTime.UtcNow.Ticks;
    private readonly long _prefix = Interlocked.Increment(ref _clients);
    private readonly Socket _socket;
    private readonly Random _masks = new(1);
    private readonly byte[] _block = new byte[64 * 1024];
    private readonly List<byte> _in = [];

    /// <param name="logon">With it: places an order and takes it off, too.</param>
    public HonestListener(int port, string symbol, FuzzLogon? logon)
    {
        (_symbol, _logon) = (symbol, logon);
        _socket = SocketEar.Connected(port);
        _socket.Send(StreamFuzz.Hands(""));
        var end = "\r\n\r\n"u8.ToArray();
        while (_in.Count < 4 || Head().IndexOf(end) < 0)
            Hear();
        if (!Head().StartsWith("HTTP/1.1 101"u8))
            throw new IOException("no handshake with the honest listener");
        _in.RemoveRange(0, Head().IndexOf(end) + 4);
        Say("""{"op":"subscribe","channels":["board"]}""");
        Await("board");
        if (_logon is null)
            return;
        var challenge = Answer("challenge", "", "\"challenge\":\"");
        Answer(
            "logon",
            $",\"body\":{_logon.Body(HttpAnswer.Word(challenge, "\"challenge\":\"", '"')!, 0)}",
            "\"session\":"
        );
    }

    public void Ask()
    {
        Say("""{"op":"resync","channel":"board"}""");
        Await("board");
        if (_logon is null)
            return;
        var id = string.Create(CultureInfo.InvariantCulture, $"h{_prefix}.{++_requests}");
        var account = string.Create(CultureInfo.InvariantCulture, $"\"account\":{FuzzLogon.Friend}");
        var order = $"{account},\"symbol\":\"{_symbol}\",\"side\":\"buy\",\"price\":\"6.000\",\"lots\":1";
        Answer("place", $",\"body\":{{{order},\"clientOrderId\":\"{id}\"}}", "\"status\":200");
        Answer("cancel-by-id", $",{account},\"clientOrderId\":\"{id}\"", "\"status\":200");
    }

    public void Dispose() => _socket.Dispose();

    private void Say(string text) => _socket.Send(FrameMutator.Frame(_masks, 1, Encoding.UTF8.GetBytes(text)));

    private void Await(string channel) => Hear($"\"channel\":\"{channel}\",\"type\":\"snapshot\"");

    /// <summary>Asks and waits for the answer, which must have that text.</summary>
    private string Answer(string op, string more, string must)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"q{++_requests}");
        Say($"{{\"op\":\"{op}\",\"id\":\"{id}\"{more}}}");
        var answer = Hear($"\"id\":\"{id}\"");
        return answer.Contains(must, StringComparison.Ordinal)
            ? answer
            : throw new IOException($"the honest client was refused: {answer}");
    }

    /// <summary>Heartbeats may come between.</summary>
    private string Hear(string wanted)
    {
        while (true)
        {
            if (!StreamFuzz.TryFrame(Head(), out var opcode, out var payload, out var taken))
            {
                Hear();
                continue;
            }

            var text = opcode == 1 ? Encoding.UTF8.GetString(payload) : "";
            if (opcode == Ping)
                _socket.Send(FrameMutator.Frame(_masks, Pong, payload));
            _in.RemoveRange(0, taken);
            if (text.Contains(wanted, StringComparison.Ordinal))
                return text;
            if (opcode == 8 || text.Contains("\"channel\":\"error\"", StringComparison.Ordinal))
                throw new IOException($"the honest listener was refused: {text}");
        }
    }

    private ReadOnlySpan<byte> Head() => CollectionsMarshal.AsSpan(_in);

    private void Hear()
    {
        var read = _socket.Receive(_block);
        if (read == 0)
            throw new IOException("the venue ended the honest listener's connection");
        _in.AddRange(_block.AsSpan(0, read));
    }
}
