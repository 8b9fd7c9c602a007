// The FIX door under mutated messages: logs on, sends a run of them in odd pieces, hears it out, comes again.
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Definitions;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>One connection a round, for one of the host's sessions; now and then one that never logs on, or not
/// quite.</summary>
internal sealed class FixFuzz(IFixHost host) : IFuzzDoor
{
    // What is behind the end of a session is heard by nobody.
    private const int Run = 40;

    private readonly FixMutator[] _mutators = [.. host.Subjects.Select(s => new FixMutator(s, host.Name))];

    public int Send(Random random, FuzzTally tally, int most)
    {
        var mutator = _mutators[random.Next(_mutators.Length)];
        mutator.Begin(tally.Round);
        mutator.Time = DateTime.UtcNow.ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture);
        tally.Connections++;
        using var ear = new SocketEar(host.Port);
        var (sent, number) = (0, 1);
        switch (random.Next(12))
        {
            case 0:
                break;
            case 1:
                var logon = mutator.OddLogon(random);
                tally.Did($"logon: {logon.Mutation}");
                (sent, number) = (1, 2);
                InPieces(random, ear, logon.Bytes);
                break;
            default:
                number = 2;
                InPieces(random, ear, mutator.Logon(random));
                break;
        }

        for (var run = random.Next(1, Run); run > 0 && sent < most && !ear.IsOver; run--)
        {
            var input = mutator.Next(random, number);
            number += input.Numbers;
            tally.Did(input.Mutation);
            sent++;
            if (!InPieces(random, ear, input.Bytes))
                break;
        }

        if (ear.HearOut() is { } heard)
            Count(heard, tally);
        else
            tally.Fault("the connection did not end when our side had");
        return int.Max(sent, 1);
    }

    public IHonestClient Honest() => host.Honest();

    public FuzzHeld Held() => host.Held();

    public IReadOnlyList<string> Troubles() => host.Troubles();

    public void Dispose() => host.Dispose();

    private static bool InPieces(Random random, SocketEar ear, byte[] bytes)
    {
        var pieces = random.Next(4) == 0 ? random.Next(2, 6) : 1;
        var from = 0;
        for (; pieces > 1 && from < bytes.Length - 1; pieces--)
        {
            var to = random.Next(from + 1, bytes.Length);
            if (!ear.Say(bytes.AsSpan(from, to - from)))
                return false;
            from = to;
        }

        return ear.Say(bytes.AsSpan(from));
    }

    /// <summary>Each answer must be a whole message of the host's.</summary>
    private static void Count(ReadOnlySpan<byte> heard, FuzzTally tally)
    {
        var message = new FixMessage();
        if (heard.IsEmpty)
            tally.Heard("ended without a word");
        while (!heard.IsEmpty)
        {
            var kind = FixFrame.Next(heard, out var taken);
            // The end of a connection may cut the last message; nothing else may be wrong with one.
            if (kind == FrameKind.Incomplete)
            {
                tally.Heard("cut by the end");
                return;
            }

            if (kind == FrameKind.Garbled || !message.Parse(heard.ToArray(), 0, taken))
            {
                tally.Fault("the host said a message that is not whole");
                return;
            }

            var type = Encoding.Latin1.GetString(message.Type);
            var kindOf =
                type == "8" ? message.Get(ExecType)
                : type == "j" ? message.Get(BusinessReason)
                : default;
            tally.Heard(kindOf.IsEmpty ? $"35={type}" : $"35={type} {Encoding.Latin1.GetString(kindOf)}");
            if (type == "8" && kindOf.SequenceEqual("0"u8))
                tally.Taken++;
            heard = heard[taken..];
        }
    }

    private const int ExecType = 150;
    private const int BusinessReason = 380;
}

/// <summary>The honest side of a session: sends, and hears each message once, in order.</summary>
internal class FixLine : IDisposable
{
    private readonly Socket _socket;
    private readonly string _ours;
    private readonly string _theirs;
    private readonly byte[] _in = new byte[64 * 1024];
    private int _end;
    private int _number;
    private int _expected;

    public FixLine(int port, string ours, string theirs, string logon)
    {
        (_ours, _theirs) = (ours, theirs);
        _socket = SocketEar.Connected(port);
        Say("A", logon);
        Next("A");
    }

    public void Dispose() => _socket.Dispose();

    protected void Say(string type, string body)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"I8=FIX.4.4|35={type}|34={++_number}|49={_ours}|52=<TIME>|56={_theirs}|{body}"
        );
        _socket.Send(Encoding.Latin1.GetBytes(DefinitionStep.Read(text)[0].Filled(DateTimeOffset.UtcNow)));
    }

    /// <summary>The next message, with | between its fields; of that type.</summary>
    protected string Next(string type)
    {
        int taken;
        while (FixFrame.Next(_in.AsSpan(0, _end), out taken) != FrameKind.Message)
        {
            var read = _socket.Receive(_in, _end, _in.Length - _end, SocketFlags.None);
            if (read == 0)
                throw new IOException("the host ended the honest session");
            _end += read;
        }

        var told = Encoding.Latin1.GetString(_in, 0, taken).Replace('\u0001', '|');
        Buffer.BlockCopy(_in, taken, _in, 0, _end - taken);
        _end -= taken;
        var number = string.Create(CultureInfo.InvariantCulture, $"|34={++_expected}|");
        return
            told.Contains(number, StringComparison.Ordinal) && told.Contains($"|35={type}|", StringComparison.Ordinal)
            ? told
            : throw new IOException($"expected 35={type} number {_expected}, heard {told}");
    }
}

/// <summary>One order at a time, and its echo with the number that comes next.</summary>
internal sealed class HonestFix(int port, string ours, string theirs)
    : FixLine(port, ours, theirs, "98=0|108=0|"),
        IHonestClient
{
    public void Ask()
    {
        Say("D", "11=H|38=5|40=2|44=2.15|54=1|55=TK-Z26|60=<TIME>|");
        Next("D");
    }
}

/// <summary>Places an order and takes it off: each is answered by a report with its id.</summary>
internal sealed class HonestTrader(int port, string ours, string theirs, FixSubject trades)
    : FixLine(port, ours, theirs, "98=0|108=0|141=Y|"),
        IHonestClient
{
    private static long _ids = DateTime.UtcNow.Ticks;

    public void Ask()
    {
        var id = Interlocked.Increment(ref _ids).ToString("'h'x", CultureInfo.InvariantCulture);
        var off = id + ".c";
        var account = trades.Accounts[0].ToString(CultureInfo.InvariantCulture);
        // At the lowest price of all, so that it stays where it is.
        var price = (trades.Ticks.Low * trades.Tick).ToString(CultureInfo.InvariantCulture);
        var order = $"1={account}|55={trades.Symbols[0]}|54=1|38=1|";
        Say("D", $"11={id}|{order}40=2|44={price}|60=<TIME>|");
        var told = Next("8");
        if (!told.Contains($"|11={id}|", StringComparison.Ordinal))
            throw new IOException($"expected a report of {id}, heard {told}");
        // Outside trading hours it is refused, and that is an answer.
        if (told.Contains("|150=8|", StringComparison.Ordinal))
            return;
        Say("F", $"11={off}|41={id}|{order}60=<TIME>|");
        told = Next("8");
        if (!told.Contains($"|11={off}|", StringComparison.Ordinal))
            throw new IOException($"expected a report of {off}, heard {told}");
    }
}
