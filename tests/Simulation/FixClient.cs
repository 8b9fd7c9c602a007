// A FIX client that outlives its connections: numbers, what it sent, what it heard, and what nobody has answered yet.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tokenbourse.Simulation;

/// <summary>One thread; nothing waits without end. It never asks for new numbers.</summary>
internal sealed class FixClient(string ours, string theirs) : IDisposable
{
    private const char End = '\u0001';
    private readonly List<(string Type, string Body)> _sent = [];
    private readonly byte[] _in = new byte[1 << 20];
    private Socket? _socket;
    private int _end;
    private int _expected = 1;
    private bool _asked;

    /// <summary>Messages of the application, each number once, in order; | between fields and at both ends.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Bodies of orders that nobody has answered, by ClOrdID.</summary>
    public SortedDictionary<string, string> Open { get; } = new(StringComparer.Ordinal);

    /// <summary>The venue's answer to the logon of this connection has come.</summary>
    public bool IsLoggedOn { get; private set; }

    /// <summary>What may not be, in words; null: nothing.</summary>
    public string? Fault { get; private set; }

    public int NextNumber => _sent.Count + 1;

    public int NextExpected => _expected;

    /// <summary>Connects and logs on with the next number of all.</summary>
    public void Connect(int port)
    {
        _socket?.Dispose();
        _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendTimeout = 5_000,
        };
        (_end, _asked, IsLoggedOn) = (0, false, false);
        try
        {
            _socket.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            // The process may have been killed already: the first read says so.
        }

        Say("A", "98=0|108=0|");
    }

    /// <summary>Sends an order, which is open until it is answered.</summary>
    public void Order(string id, string body)
    {
        Open[id] = $"11={id}|{body}";
        Say("D", Open[id]);
    }

    /// <summary>Orders that nobody has answered are sent again: they may have come, and may not.</summary>
    public void OrdersAgain()
    {
        foreach (var body in Open.Values)
            Say("D", "97=Y|" + body);
    }

    /// <summary>Takes what has come within the time; false: the connection is over.</summary>
    public bool Hear(TimeSpan patience)
    {
        try
        {
            if (!_socket!.Connected)
                return false;
            if (!_socket.Poll(patience, SelectMode.SelectRead))
                return true;
            var read = _socket.Receive(_in, _end, _in.Length - _end, SocketFlags.None);
            _end += read;
            Take();
            return read > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket?.Dispose();

    public static string Field(string message, int tag)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"|{tag}=");
        var at = message.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return "";
        at += mark.Length;
        return message[at..message.IndexOf('|', at)];
    }

    private void Take()
    {
        var at = 0;
        while (true)
        {
            // Our own side of the wire: whole messages only, each ended by its checksum.
            var text = Encoding.Latin1.GetString(_in, at, _end - at);
            var end = text.IndexOf($"{End}10=", StringComparison.Ordinal);
            if (end < 0 || text.Length < end + 8)
                break;
            at += end + 8;
            Take(("|" + text[..(end + 8)]).Replace(End, '|'));
        }

        Buffer.BlockCopy(_in, at, _in, 0, _end - at);
        _end -= at;
    }

    private void Take(string message)
    {
        var number = Number(message, 34);
        var type = Field(message, 35);
        if (type == "A")
            IsLoggedOn = true;
        if (type == "A" && Field(message, 141) == "Y")
            Fault ??= $"the numbers began anew: {message}";
        if (type is "3" or "5" or "j")
            Fault ??= message;
        if (type == "2")
            Again(Number(message, 7));
        if (number > _expected && !_asked)
        {
            _asked = true;
            Say("2", string.Create(CultureInfo.InvariantCulture, $"7={_expected}|16=0|"));
        }

        if (number < _expected && Field(message, 43) != "Y")
            Fault ??= $"number {number} again, {_expected} is next: {message}";
        if (number != _expected)
            return;
        _expected = type == "4" ? Number(message, 36) : number + 1;
        if ("0124A5".Contains(type, StringComparison.Ordinal))
            return;
        Heard.Add(message);
        if (type == "8" && Field(message, 150) is "0" or "8")
            Open.Remove(Field(message, 11));
    }

    /// <summary>The venue misses ours from that number on.</summary>
    private void Again(int from)
    {
        for (var number = from; number <= _sent.Count; number++)
        {
            var (type, body) = _sent[number - 1];
            if (type == "D")
                Send(type, number, $"43=Y|122={Now()}|", body);
            else
                Send(
                    "4",
                    number,
                    $"43=Y|122={Now()}|",
                    string.Create(CultureInfo.InvariantCulture, $"123=Y|36={number + 1}|")
                );
        }
    }

    private void Say(string type, string body)
    {
        _sent.Add((type, body));
        Send(type, _sent.Count, "", body);
    }

    private void Send(string type, int number, string marks, string body)
    {
        var text = string.Create(
                CultureInfo.InvariantCulture,
                $"35={type}|34={number}|49={ours}|52={Now()}|56={theirs}|{marks}{body}"
            )
            .Replace('|', End);
        text = string.Create(CultureInfo.InvariantCulture, $"8=FIX.4.4{End}9={text.Length}{End}{text}");
        var sum = Encoding.Latin1.GetBytes(text).Sum(b => b) % 256;
        try
        {
            _socket!.Send(
                Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}10={sum:000}{End}"))
            );
        }
        catch (SocketException)
        {
            // The other side is gone: it is sent again when it is asked for, or as an order that was not answered.
        }
    }

    private static int Number(string message, int tag) => int.Parse(Field(message, tag), CultureInfo.InvariantCulture);

    private static string Now() => DateTime.UtcNow.ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
