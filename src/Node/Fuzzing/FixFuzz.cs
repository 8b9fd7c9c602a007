// The FIX door under mutated messages: logs on, sends a run of them in odd pieces, hears it out, comes again.
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Definitions;
using Tokenbourse.Gateways.Fix.Server;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>An echo host in this process: the session layer, the codec and the acceptor that every FIX desk
/// uses.</summary>
internal sealed class FixFuzz : IFuzzDoor
{
    private const string Venue = "VENUE";
    private const string Peer = "FUZZ";
    private const string Friend = "HONEST";

    // Much of what is sent ends the session: what is behind it is heard by nobody.
    private const int Run = 8;

    private readonly FixAcceptor _host = EchoHost.Open(
        new(IPAddress.Loopback, 0),
        Venue,
        [Peer, Friend],
        TimeProvider.System
    );

    private readonly FixMutator _mutator = new(Peer, Venue);

    public int Send(Random random, FuzzTally tally, int most)
    {
        _mutator.Time = DateTime.UtcNow.ToString("yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture);
        tally.Connections++;
        using var ear = new SocketEar(_host.Port);
        var (sent, number) = (0, 2);
        // Now and then what is spoiled is the logon itself.
        if (random.Next(8) != 0)
            ear.Say(_mutator.Logon());
        else
            number = 1;
        while (sent < int.Min(most, Run) && !ear.IsOver)
        {
            var input = _mutator.Next(random, number);
            number += input.Numbers;
            tally.Did(input.Mutation);
            sent++;
            if (!InPieces(random, ear, input.Bytes))
                break;
        }

        var heard = ear.HearOut();
        if (heard is null)
            tally.Fault("the connection did not end when our side had");
        else
            Count(heard, tally);
        return int.Max(sent, 1);
    }

    public IHonestClient Honest() => new HonestFix(_host.Port, Friend, Venue);

    public void Dispose() => _host.Dispose();

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

            tally.Heard("35=" + Encoding.Latin1.GetString(message.Type));
            heard = heard[taken..];
        }
    }
}

/// <summary>One order at a time, and its echo with the number that comes next.</summary>
internal sealed class HonestFix : IHonestClient
{
    private readonly Socket _socket;
    private readonly string _ours;
    private readonly string _theirs;
    private readonly byte[] _in = new byte[4096];
    private int _number = 1;

    public HonestFix(int port, string ours, string theirs)
    {
        (_ours, _theirs) = (ours, theirs);
        _socket = SocketEar.Connected(port);
        Exchange("A", "98=0|108=0|", "35=A");
    }

    public void Ask() => Exchange("D", "11=H|38=5|40=2|44=2.15|54=1|55=TK-Z26|60=<TIME>|", "35=D");

    public void Dispose() => _socket.Dispose();

    private void Exchange(string type, string body, string answer)
    {
        var number = _number++;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"I8=FIX.4.4|35={type}|34={number}|49={_ours}|52=<TIME>|56={_theirs}|{body}"
        );
        _socket.Send(Encoding.Latin1.GetBytes(DefinitionStep.Read(text)[0].Filled(DateTimeOffset.UtcNow)));
        var end = 0;
        while (FixFrame.Next(_in.AsSpan(0, end), out _) != FrameKind.Message)
        {
            var read = _socket.Receive(_in, end, _in.Length - end, SocketFlags.None);
            if (read == 0)
                throw new IOException("the host ended the honest session");
            end += read;
        }

        var told = Encoding.Latin1.GetString(_in, 0, end);
        var next = string.Create(CultureInfo.InvariantCulture, $"\u000134={number}\u0001");
        if (!told.Contains(answer, StringComparison.Ordinal) || !told.Contains(next, StringComparison.Ordinal))
            throw new IOException($"expected {answer} number {number}, heard {told.Replace('\u0001', '|')}");
    }
}
