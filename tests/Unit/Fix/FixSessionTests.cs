// The session machine without sockets: what a door cannot show, or not quickly.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixSessionTests
{
    private const string Order = "11=x|38=5|40=2|44=2.15|54=1|55=GH|60=20260101-00:00:00|";
    private static readonly FixSessionTerms _terms = new(FixVersion.Fix44, "VENUE", "DESK");
    private static readonly Instant _start = new(1_767_225_600_000_000_000);

    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        var first = Play();
        Assert.Equal(first, Play());
        Assert.Contains("35=8", first, StringComparison.Ordinal);

        static string Play()
        {
            var desk = new Desk(_terms);
            var said = desk.Logon(1);
            said += desk.Says("D", 3, Order) + desk.Says("D", 2, Order) + desk.Says("2", 4, "7=1|16=0|");
            return said + desk.Wait(40) + desk.Says("5", 5, "");
        }
    }

    [Fact]
    public void A_logon_with_a_number_that_was_had_is_told_which_is_expected()
    {
        var desk = new Desk(_terms);
        desk.Store.Expect(5);
        Assert.Contains("58=MsgSeqNum too low, expecting 5 but received 4", desk.Logon(4), StringComparison.Ordinal);
        Assert.True(desk.Session.Closes);
        Assert.False(desk.Session.IsLoggedOn);
    }

    [Fact]
    public void A_logon_that_the_application_refuses_changes_no_number_of_the_peer()
    {
        var desk = new Desk(_terms) { Refusal = "no such key" };
        desk.Store.Expect(5);
        var said = desk.Logon(1, "141=Y|");
        Assert.Contains("58=no such key", said, StringComparison.Ordinal);
        Assert.Equal(5, desk.Store.NextIncoming);
        Assert.True(desk.Session.Closes);
    }

    [Fact]
    public void A_value_that_is_too_long_and_what_would_carry_it_back_are_refused()
    {
        var desk = new Desk(_terms);
        desk.Logon(1);
        var text = new string('x', 65_000);
        Assert.Contains("371=112|372=1|373=5|", desk.Says("1", 2, $"112={text}|"), StringComparison.Ordinal);
        // Routing, and a type that nobody knows, come back; not at any length.
        var routed = desk.Says("D", 3, Order, $"115={text}|");
        Assert.Contains("371=115|372=D|373=5|", routed, StringComparison.Ordinal);
        Assert.DoesNotContain("|128=", routed, StringComparison.Ordinal);
        Assert.Contains($"372={text[..32]}|373=11|", desk.Says(text, 4, ""), StringComparison.Ordinal);
        Assert.Equal(0, desk.Taken);
        Assert.Contains("35=8|34=5|", desk.Says("D", 5, Order), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_whose_answer_no_message_can_hold_is_refused_and_the_session_goes_on()
    {
        var desk = new Desk(_terms) { Adds = 65_400 };
        desk.Logon(1);
        Assert.Contains("45=2|", desk.Says("D", 2, Order), StringComparison.Ordinal);
        Assert.Contains("372=D|373=99|", desk.Says("D", 3, Order), StringComparison.Ordinal);
        Assert.Equal(4, desk.Store.NextIncoming);
        desk.Adds = 65_000;
        Assert.Contains("35=8|", desk.Says("D", 4, Order), StringComparison.Ordinal);
        // Marked as sent before it is longer, and still a message.
        Assert.Contains("43=Y|", desk.Says("2", 5, "7=4|16=0|"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_asked_for_in_pieces_where_that_is_agreed()
    {
        var desk = new Desk(_terms with { MostAskedFor = 2 });
        desk.Logon(1);
        Assert.Contains("7=2|16=3|", desk.Says("0", 7, ""), StringComparison.Ordinal);
        Assert.Equal("", desk.Says("0", 2, ""));
        Assert.Contains("7=4|16=5|", desk.Says("0", 3, ""), StringComparison.Ordinal);
        Assert.Equal("", desk.Says("0", 4, ""));
        Assert.Contains("7=6|16=6|", desk.Says("0", 5, ""), StringComparison.Ordinal);
        Assert.Equal("", desk.Says("0", 6, ""));
        Assert.Equal(8, desk.Session.NextIncoming);
    }

    [Fact]
    public void A_gap_that_stays_open_is_asked_for_again()
    {
        var desk = new Desk(_terms);
        desk.Logon(1);
        Assert.Contains("7=2|", desk.Says("0", 4, ""), StringComparison.Ordinal);
        Assert.DoesNotContain("35=2|", desk.Wait(9), StringComparison.Ordinal);
        Assert.Contains("7=2|16=0|", desk.Wait(2), StringComparison.Ordinal);
    }

    [Fact]
    public void With_NextExpected_each_side_fills_the_other_s_gap_unasked()
    {
        var desk = new Desk(_terms);
        desk.Store.Pass();
        desk.Tell("one");
        desk.Store.Expect(4);
        var said = desk.Logon(6, "789=1|");
        Assert.Contains("34=3|49=VENUE", said, StringComparison.Ordinal);
        Assert.Contains("789=4|", said, StringComparison.Ordinal);
        Assert.Contains("36=2|123=Y|", said, StringComparison.Ordinal);
        Assert.Contains("148=one|", said, StringComparison.Ordinal);
        Assert.Contains("36=4|123=Y|", said, StringComparison.Ordinal);
        Assert.DoesNotContain("35=2|", said, StringComparison.Ordinal);
        Assert.Equal("", desk.Says("4", 4, "36=6|123=Y|", "43=Y|"));
        Assert.Equal(7, desk.Session.NextIncoming);
    }

    [Fact]
    public void A_long_answer_goes_out_in_pieces()
    {
        var desk = new Desk(_terms with { ResendPiece = 10 });
        desk.Logon(1);
        for (var number = 0; number < 25; number++)
            desk.Tell("headline " + number);
        desk.Said();
        Assert.Equal(10, Count(desk.Says("2", 2, "7=1|16=0|"), "35=B|"));
        Assert.True(desk.Session.HasMoreToResend);
        Assert.Contains("35=0|", desk.Says("1", 3, "112=live|"), StringComparison.Ordinal);
        desk.Session.Resend(desk.Now);
        Assert.Equal(10, Count(desk.Said(), "35=B|"));
        desk.Session.Resend(desk.Now);
        Assert.Equal(5, Count(desk.Said(), "35=B|"));
        Assert.False(desk.Session.HasMoreToResend);
    }

    [Fact]
    public void What_waits_behind_a_gap_is_bounded_and_what_is_dropped_is_asked_for_again()
    {
        var desk = new Desk(_terms with { MostWaiting = 3 });
        desk.Logon(1);
        for (var number = 3; number < 10; number++)
            desk.Says("D", number, Order);
        desk.Says("D", 2, Order);
        Assert.Equal(6, desk.Session.NextIncoming);
        Assert.Equal(4, desk.Taken);
        Assert.Contains("7=6|16=0|", desk.Says("D", 10, Order), StringComparison.Ordinal);
    }

    [Fact]
    public void A_logout_of_ours_waits_for_its_answer_and_not_for_ever()
    {
        var desk = new Desk(_terms);
        desk.Logon(1);
        desk.Session.Logout("end of day", desk.Now);
        Assert.Contains("58=end of day", desk.Said(), StringComparison.Ordinal);
        Assert.NotEqual("", desk.Says("1", 2, "112=still|"));
        Assert.False(desk.Session.Closes);
        Assert.Equal("", desk.Says("5", 3, ""));
        Assert.True(desk.Session.Closes);

        desk = new Desk(_terms);
        desk.Logon(1);
        desk.Session.Logout(null, desk.Now);
        desk.Wait(2);
        Assert.True(desk.Session.Closes);
    }

    [Fact]
    public void Without_an_interval_there_are_no_heartbeats()
    {
        var desk = new Desk(_terms);
        desk.Connect("A", 1, "98=0|108=0|");
        desk.Said();
        Assert.Equal("", desk.Wait(10_000));
        Assert.False(desk.Session.Closes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_order_and_its_answer_allocate_nothing(bool onDisk)
    {
        // Beyond the tables' first growth, and within their next.
        var file = Path.GetTempFileName();
        using IFixStore store = onDisk ? new FileFixStore(file) : new MemoryFixStore();
        var desk = new Desk(_terms, store);
        desk.Logon(1);
        var orders = Enumerable.Range(2, 2500).Select(n => desk.Message("D", n, Order, "")).ToArray();
        var block = new byte[4096];
        for (var at = 0; at < 2100; at++)
            desk.Take(orders[at], ref block);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 2100; at < 2500; at++)
            desk.Take(orders[at], ref block);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2500, desk.Taken);
        Assert.Equal(2502, desk.Session.NextIncoming);
        store.Dispose();
        File.Delete(file);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>A peer, its session, and an application that answers each order.</summary>
    private sealed class Desk : IFixApplication
    {
        private readonly FixMessage _message = new();

        public Desk(FixSessionTerms terms, IFixStore? store = null)
        {
            Store = store ?? new MemoryFixStore();
            Session = new(terms, Store, this);
        }

        public IFixStore Store { get; }

        public FixSession Session { get; }

        public Instant Now { get; private set; } = _start;

        public string? Refusal { get; init; }

        public int Taken { get; private set; }

        /// <summary>Bytes of text in its answers.</summary>
        public int Adds { get; set; }

        public string? Refuses(FixSession session, FixMessage logon) => Refusal;

        public void LoggedOn(FixSession session) { }

        public void LoggedOut(FixSession session) { }

        public FixTaken Take(FixSession session, FixMessage message)
        {
            Taken++;
            var answer = session.BeginMessage("8"u8, session.Now).Add(6, 0).Add(11, message.Get(11)).Add(14, 0);
            answer.Add(17, Taken).Add(37, Taken).Add(39, '0').Add(54, message.Get(54)).Add(55, message.Get(55));
            if (Adds > 0)
                answer.Add(58, new string('x', Adds));
            session.EndMessage(answer.AddUnits(44, 2150, 3).Add(150, '0').Add(151, 5));
            return FixTaken.Yes;
        }

        public string Logon(int number, string more = "")
        {
            Connect("A", number, "98=0|108=30|" + more);
            return Said();
        }

        public void Connect(string type, int number, string body)
        {
            var bytes = Message(type, number, body, "");
            Assert.True(_message.Parse(bytes, 0, bytes.Length));
            Session.Connect(_message, Now);
        }

        public void Tell(string headline) =>
            Session.EndMessage(Session.BeginMessage("B"u8, Now).Add(148, headline).Add(33, 0));

        public string Says(string type, int number, string body, string header = "")
        {
            var bytes = Message(type, number, body, header);
            Assert.True(_message.Parse(bytes, 0, bytes.Length));
            Session.Receive(_message, Now);
            return Said();
        }

        public void Take(byte[] bytes, ref byte[] block)
        {
            _message.Parse(bytes, 0, bytes.Length);
            Session.Receive(_message, Now);
            Session.Commit();
            Session.Out.Take(ref block);
        }

        /// <summary>Seconds go by, one after the other.</summary>
        public string Wait(int seconds)
        {
            for (; seconds > 0; seconds--)
            {
                Now = Now.Plus(Instant.PerSecond);
                Session.Tick(Now);
            }

            return Said();
        }

        public string Said()
        {
            var said = Encoding.Latin1.GetString(Session.Out.Bytes).Replace('\u0001', '|');
            Session.Out.Clear();
            return said;
        }

        public byte[] Message(string type, int number, string body, string header)
        {
            var time = new byte[FixTime.MostBytes];
            var length = FixTime.Write(Now, 3, time);
            var sent = Encoding.ASCII.GetString(time, 0, length);
            var text = $"35={type}|34={number}|49=DESK|52={sent}|56=VENUE|{header}{body}";
            return Encoding.Latin1.GetBytes(FixCodecTests.Wire(text));
        }
    }
}
