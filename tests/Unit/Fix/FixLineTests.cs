// Two sides over a line that garbles, cuts and crashes: every order is done once, in order, and every answer arrives.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixLineTests : IDisposable
{
    private const int Orders = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("fix-line").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData(0, 0, 5)]
    [InlineData(15, 0, 30)]
    [InlineData(15, 10, 30)]
    public void Every_order_is_done_in_order_and_every_answer_arrives(int garbled, int broken, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            using var line = new Line(Path.Combine(_folder, $"{garbled}-{broken}-{seed}"), new(seed), garbled, broken);
            line.Play();
            var wanted = Enumerable.Range(1, Orders).ToArray();
            Assert.True(wanted.SequenceEqual(line.Done.Distinct()), $"seed {seed}: done {string.Join(' ', line.Done)}");
            Assert.True(broken > 0 || line.Done.Count == Orders, $"seed {seed}: something was done twice");
            Assert.True(wanted.SequenceEqual(line.Answered.Order()), $"seed {seed}: {string.Join(' ', line.Answered)}");
        }
    }

    /// <summary>The initiator, as small as it can be, the line, and the session with its file at the other end.</summary>
    private sealed class Line(string file, Random random, int garbled, int broken) : IFixApplication, IDisposable
    {
        private readonly FixMessage _fromPeer = new();
        private readonly FixMessage _fromVenue = new();
        private readonly List<(string Type, string Body)> _sent = [];
        private readonly Queue<byte[]> _toVenue = [];
        private FixSession _session = null!;
        private Instant _now = new(1_767_225_600_000_000_000);
        private int _expected = 1;
        private int _asked;

        public List<int> Done { get; } = [];

        public HashSet<int> Answered { get; } = [];

        public string? Refuses(FixSession session, FixMessage logon) => null;

        public void LoggedOn(FixSession session) { }

        public void LoggedOut(FixSession session) { }

        public FixTaken Take(FixSession session, FixMessage message)
        {
            Assert.True(FixText.TryWhole(message.Get(11), out var order));
            Done.Add((int)order);
            session.EndMessage(session.BeginMessage("B"u8, session.Now).Add(33, 0).Add(148, order));
            return FixTaken.Yes;
        }

        public void Play()
        {
            Open();
            var next = 1;
            for (var round = 0; round < 5000 && (Answered.Count < Orders || Done.Count < Orders); round++)
            {
                if (next <= Orders && random.Next(3) > 0)
                    Send("D", $"11={next++}|38=5|40=1|54=1|55=GH|60=20260101-00:00:00|");
                if (random.Next(4) > 0)
                    Carry(true);
                if (random.Next(100) < broken)
                    Break();
                if (random.Next(10) > 0)
                    continue;
                // At the end of a silence the test request shows the last gap, too.
                _now = _now.Plus(3 * Instant.PerSecond);
                _session.Tick(_now);
                if (_expected > 1)
                    Send("1", "112=there?|");
            }
        }

        public void Dispose() => _session.Dispose();

        private void Open()
        {
            _session = new(new(FixVersion.Fix44, "VENUE", "DESK"), new FileFixStore(file), this);
            _toVenue.Clear();
            _asked = 0;
            Send("A", "98=0|108=3600|");
            Assert.True(FixFrame.Next(_toVenue.Peek(), out var taken) == FrameKind.Message);
            Assert.True(_fromPeer.Parse(_toVenue.Dequeue(), 0, taken));
            Assert.True(_session.Connect(_fromPeer, _now), _session.ClosedBecause);
            Carry(false);
        }

        /// <summary>The connection breaks, or the process dies with what it had not committed.</summary>
        private void Break()
        {
            var committed = new FileInfo(file).Length;
            _session.Dispose();
            if (random.Next(2) == 0)
            {
                using var bytes = new FileStream(file, FileMode.Open);
                bytes.SetLength(committed);
            }

            Open();
        }

        private void Send(string type, string body, string header = "", int number = 0)
        {
            if (number == 0)
            {
                _sent.Add((type, body));
                number = _sent.Count;
            }

            var time = new byte[FixTime.MostBytes];
            var sent = Encoding.ASCII.GetString(time, 0, FixTime.Write(_now, 3, time));
            var text = $"35={type}|34={number}|49=DESK|52={sent}|56=VENUE|{header}{body}";
            _toVenue.Enqueue(Encoding.Latin1.GetBytes(FixCodecTests.Wire(text)));
        }

        /// <summary>All that is on the way, both ways, each message garbled by chance.</summary>
        private void Carry(bool garbles)
        {
            while (_toVenue.Count > 0 || _session.Out.Length > 0)
            {
                _session.Commit();
                var out_ = _session.Out.Bytes.ToArray();
                _session.Out.Clear();
                for (var at = 0; at < out_.Length; )
                {
                    Assert.Equal(FrameKind.Message, FixFrame.Next(out_.AsSpan(at), out var taken));
                    if (!(garbles && random.Next(100) < garbled) && _fromVenue.Parse(out_, at, taken))
                        Hear();
                    at += taken;
                }

                if (_toVenue.TryDequeue(out var bytes) && !(garbles && random.Next(100) < garbled))
                {
                    Assert.True(_fromPeer.Parse(bytes, 0, bytes.Length));
                    _session.Receive(_fromPeer, _now);
                }
            }
        }

        private void Hear()
        {
            Assert.True(FixText.TrySequence(_fromVenue.Get(34), out var number));
            Assert.False(_fromVenue.Type.SequenceEqual("3"u8), Encoding.Latin1.GetString(_fromVenue.Bytes));
            Assert.False(_fromVenue.Type.SequenceEqual("5"u8), Encoding.Latin1.GetString(_fromVenue.Bytes));
            if (_fromVenue.Type.SequenceEqual("2"u8))
                SendAgain();
            if (number > _expected && (_asked == 0 || random.Next(5) == 0))
            {
                _asked = _expected;
                Send("2", $"7={_expected}|16=0|");
            }

            if (number != _expected)
                return;
            _asked = 0;
            _expected++;
            if (_fromVenue.Type.SequenceEqual("4"u8))
                Assert.True(FixText.TrySequence(_fromVenue.Get(36), out _expected));
            else if (_fromVenue.Type.SequenceEqual("B"u8) && FixText.TryWhole(_fromVenue.Get(148), out var order))
                Answered.Add((int)order);
        }

        private void SendAgain()
        {
            Assert.True(FixText.TrySequence(_fromVenue.Get(7), out var number));
            for (; number <= _sent.Count; number++)
            {
                var (type, body) = _sent[number - 1];
                if (type == "D")
                    Send(type, body, "43=Y|122=20260101-00:00:00|", number);
                else
                    Send("4", $"36={number + 1}|123=Y|", "43=Y|122=20260101-00:00:00|", number);
            }
        }
    }
}
