// The door for FIX over real sockets: what it refuses, how it ends, what it keeps.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Integration.Fix;

public sealed class AcceptorTests
{
    private static readonly FixSessionTerms _desk = new(FixVersion.Fix44, "VENUE", "DESK");

    [Fact]
    public void A_connection_that_does_not_log_on_is_cut_in_time()
    {
        using var host = Host(new() { LogonPatience = TimeSpan.FromMilliseconds(100) }, Seat(_desk));
        using var peer = Connected(host);
        Assert.Equal(0, Received(peer));
    }

    [Fact]
    public void A_logon_beyond_the_limit_of_bytes_is_cut()
    {
        using var host = Host(new() { MostLogonBytes = 200 }, Seat(_desk));
        using var peer = Connected(host);
        peer.Send(Encoding.ASCII.GetBytes("8=FIX.4.4\u00019=5000\u000135=A\u0001" + new string('x', 300)));
        Assert.Equal(0, Received(peer));
    }

    [Fact]
    public void Connections_beyond_the_limit_are_ended_at_once()
    {
        using var host = Host(new() { MostConnections = 1 }, Seat(_desk));
        using var first = Connected(host);
        using var second = Connected(host);
        Assert.Equal(0, Received(second));
    }

    [Fact]
    public void One_address_cannot_take_every_place()
    {
        using var host = Host(new() { MostConnections = 4, MostFromAddress = 2 }, Seat(_desk));
        using var first = Connected(host);
        using var second = Connected(host);
        using var third = Connected(host);
        Assert.Equal(0, Received(third));
        using var other = Connected(host, IPAddress.Parse("127.0.0.2"));
        other.Send(Message("35=A|34=1|49=DESK|52=<TIME>|56=VENUE|98=0|108=30|"));
        Assert.Contains("35=A", Text(other), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_is_given_back_when_a_connection_ends()
    {
        using var host = Host(
            new() { MostFromAddress = 1, LogonPatience = TimeSpan.FromMilliseconds(50) },
            Seat(_desk)
        );
        for (var round = 0; round < 3; round++)
        {
            // Refused at once, or cut as one that does not log on: in the end there is room again.
            using var peer = Connected(host);
            Assert.Equal(0, Received(peer));
        }

        var deadline = Environment.TickCount64 + 20_000;
        while (true)
        {
            using var peer = Connected(host);
            try
            {
                peer.Send(Message("35=A|34=1|49=DESK|52=<TIME>|56=VENUE|98=0|108=30|141=Y|"));
                if (Text(peer).Contains("35=A", StringComparison.Ordinal))
                    break;
            }
            catch (SocketException)
            {
                // The one before it is not gone yet.
            }

            Assert.True(Environment.TickCount64 < deadline, "the place was not given back");
            Thread.Sleep(10);
        }
    }

    [Fact]
    public void A_refused_logon_is_told_why_where_that_is_agreed()
    {
        using var host = Host(new(), Seat(_desk with { MostHeartBtInt = 60 }));
        using var peer = Connected(host);
        peer.Send(Message("35=A|34=1|49=DESK|52=<TIME>|56=VENUE|98=0|108=61|"));
        Assert.Contains("58=HeartBtInt(108) must be 0 to 60", Text(peer), StringComparison.Ordinal);
        Assert.Equal(0, Received(peer));
    }

    [Fact]
    public void What_is_said_while_the_peer_is_away_is_asked_for_when_it_comes_back()
    {
        var seat = Seat(_desk);
        using var host = Host(new(), seat);
        using (var peer = Connected(host))
        {
            peer.Send(Message("35=A|34=1|49=DESK|52=<TIME>|56=VENUE|98=0|108=30|"));
            Assert.Contains("35=A", Text(peer), StringComparison.Ordinal);
            seat.Say("now", News, Now());
            Assert.Contains("148=now", Text(peer), StringComparison.Ordinal);
            peer.Send(Message("35=5|34=2|49=DESK|52=<TIME>|56=VENUE|"));
            Assert.Contains("35=5", Text(peer), StringComparison.Ordinal);
            Assert.Equal(0, Received(peer));
        }

        seat.Say("later", News, Now());
        using var again = Connected(host);
        again.Send(Message("35=A|34=3|49=DESK|52=<TIME>|56=VENUE|98=0|108=30|"));
        Assert.Contains("34=5", Text(again), StringComparison.Ordinal);
        again.Send(Message("35=2|34=4|49=DESK|52=<TIME>|56=VENUE|7=4|16=0|"));
        var resent = Text(again);
        Assert.Contains("148=later", resent, StringComparison.Ordinal);
        Assert.Contains("43=Y", resent, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_TLS_the_session_is_the_same()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest("CN=venue", key, HashAlgorithmName.SHA256);
        using var certificate = asked.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        Stream Secure(Stream plain)
        {
            var tls = new SslStream(plain);
            tls.AuthenticateAsServer(certificate);
            return tls;
        }

        bool Same(X509Certificate? given) => given?.GetCertHashString() == certificate.GetCertHashString();

        using var host = Host(new() { Secure = Secure }, Seat(_desk));
        using var peer = Connected(host);
        using var stream = new SslStream(new NetworkStream(peer, false), false, (_, given, _, _) => Same(given));
        stream.AuthenticateAsClient("venue");
        stream.Write(Message("35=A|34=1|49=DESK|52=<TIME>|56=VENUE|98=0|108=30|"));
        var bytes = new byte[1000];
        var read = stream.Read(bytes);
        Assert.Contains("35=A", Encoding.ASCII.GetString(bytes, 0, read), StringComparison.Ordinal);
        stream.Write(Message("35=5|34=2|49=DESK|52=<TIME>|56=VENUE|"));
        read = stream.Read(bytes);
        Assert.Contains("35=5", Encoding.ASCII.GetString(bytes, 0, read), StringComparison.Ordinal);
        Assert.Equal(0, stream.Read(bytes));
    }

    private static Instant Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

    private static void News(FixSession session, string headline, Instant now) =>
        session.EndMessage(session.BeginMessage("B"u8, now).Add(148, headline).Add(33, 0));

    private static FixSeat Seat(FixSessionTerms terms) => new(new(terms, new MemoryFixStore(), new EchoApplication()));

    private static FixAcceptor Host(FixAcceptorTerms terms, params FixSeat[] seats) =>
        new(new(IPAddress.Loopback, 0), terms, seats, TimeProvider.System);

    private static Socket Connected(FixAcceptor host, IPAddress? from = null)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = 20_000,
        };
        peer.Bind(new IPEndPoint(from ?? IPAddress.Loopback, 0));
        peer.Connect(IPAddress.Loopback, host.Port);
        return peer;
    }

    private static byte[] Message(string body) =>
        Encoding.ASCII.GetBytes(new DefinitionLineText("8=FIX.4.4|" + body).Filled);

    private static int Received(Socket peer)
    {
        try
        {
            return peer.Receive(new byte[1000]);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }

    private static string Text(Socket peer)
    {
        var bytes = new byte[4000];
        return Encoding.ASCII.GetString(bytes, 0, peer.Receive(bytes));
    }

    /// <summary>A line of the definitions' language as a message.</summary>
    private sealed record DefinitionLineText(string Line)
    {
        public string Filled =>
            Gateways.Fix.Definitions.DefinitionStep.Read("I" + Line)[0].Filled(DateTimeOffset.UtcNow);
    }
}
