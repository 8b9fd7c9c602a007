// FIX over TLS: which certificates open which sessions, and what becomes of those who show none, or speak plainly.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Identity;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class FixTlsTests : IDisposable
{
    private const string Nothing = "";
    private const string Plain = "98=0|108=0|141=Y|";
    private readonly string _folder = Directory.CreateTempSubdirectory("fix-tls").FullName;
    private readonly IdentityFolder _people = new();
    private readonly TestClock _clock = new();
    private readonly LiveVenue _venue = new(Floor.Market().Logs, speed: 1);
    private readonly TestKey _key;
    private readonly FixHouse _house;

    public FixTlsTests()
    {
        var now = TimeProvider.System.GetUtcNow();
        CertificateAuthority.Init(Mine, now.AddDays(-200));
        CertificateAuthority.Issue(Mine, "door", ["localhost"], now);
        CertificateAuthority.Issue(Mine, "acme", [], now);
        CertificateAuthority.Issue(Mine, "other", [], now);
        _key = _people.Key(KeyAlgorithms.Ecdsa, [Scopes.Read, Scopes.Trade]);
        var sessions = $$"""
            { "compId": "VENUE", "sessions": [
              { "compId": "CERT", "key": "{{_key.Id}}", "certificate": "acme", "accounts": [ 1 ] },
              { "compId": "SIGNED", "key": "{{_key.Id}}", "accounts": [ 1 ] } ] }
            """;
        var revoked = new RevokedCertificates(CertificateAuthority.RevokedFile(Mine));
        var secure = FixTls.Over(
            CertificateAuthority.Load(Mine, "door"),
            X509CertificateLoader.LoadCertificateFromFile(Path.Combine(Mine, "ca.crt")),
            revoked
        );
        var logs = _venue.Logs;
        _house = new(
            new() { Door = new() { Secure = secure } },
            _venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(sessions),
            new(_people.Store),
            _clock
        );
        _house.Add(new OrderDesk(_house));
        _house.Open(new(IPAddress.Loopback, 0));
    }

    private string Mine => Path.Combine(_folder, "mine");

    public void Dispose()
    {
        _house.Dispose();
        _venue.Dispose();
        _people.Dispose();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public void A_session_s_own_certificate_stands_for_a_signature()
    {
        Assert.Contains("|35=A|", LogOn("CERT", ByKey, "acme"), StringComparison.Ordinal);
        // Whose key has ended does not come in with a certificate either.
        _people.Store.RevokeKey("root", _key.Id);
        Refused("UNAUTHENTICATED", LogOn("CERT", ByKey, "acme"));
    }

    [Fact]
    public void A_session_that_has_a_certificate_is_opened_by_no_other()
    {
        Refused("UNAUTHENTICATED", LogOn("CERT", ByKey, null));
        Refused("UNAUTHENTICATED", LogOn("CERT", ByKey, "other"));
        // A good signature is not enough, nor is a good certificate for a session that has none.
        Refused("UNAUTHENTICATED", LogOn("CERT", Signed("CERT"), "other"));
        _clock.Time += TimeSpan.FromMinutes(1);
        Refused("UNAUTHENTICATED", LogOn("SIGNED", ByKey, "acme"));
        Assert.Contains("|35=A|", LogOn("SIGNED", Signed("SIGNED"), "other"), StringComparison.Ordinal);
        Wait();
        Assert.Contains("|35=A|", LogOn("SIGNED", Signed("SIGNED"), null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_of_another_authority_or_time_or_that_was_taken_back_ends_the_handshake()
    {
        var now = TimeProvider.System.GetUtcNow();
        CertificateAuthority.Init(Theirs, now);
        CertificateAuthority.Issue(Theirs, "acme", [], now);
        CertificateAuthority.Issue(Mine, "old", [], now.AddDays(-100));
        Assert.Equal(Nothing, LogOnWith(CertificateAuthority.Load(Theirs, "acme"), "CERT", ByKey));
        Assert.Equal(Nothing, LogOn("CERT", ByKey, "old"));
        Assert.Contains("|35=A|", LogOn("CERT", ByKey, "acme"), StringComparison.Ordinal);
        CertificateAuthority.Revoke(Mine, "acme", now);
        Assert.Equal(Nothing, LogOn("CERT", ByKey, "acme"));
        Assert.Contains("|35=A|", LogOn("SIGNED", Signed("SIGNED"), "other"), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_speaks_plainly_or_an_older_tls_hears_nothing_of_fix()
    {
        using (var socket = Connect(IPAddress.Loopback))
        {
            socket.Send(Line("SIGNED", Signed("SIGNED")));
            var heard = new byte[4096];
            var read = 0;
            try
            {
                for (int more; (more = socket.Receive(heard.AsSpan(read))) > 0; )
                    read += more;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // As good an end as any.
            }

            Assert.DoesNotContain("35=", Encoding.Latin1.GetString(heard, 0, read), StringComparison.Ordinal);
        }

        Wait();
        Assert.Equal(Nothing, LogOn("SIGNED", Signed("SIGNED"), null, SslProtocols.Tls12));
        Assert.Contains("|35=A|", LogOn("SIGNED", Signed("SIGNED"), null), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_was_refused_three_times_waits_for_the_next_minute_and_no_other_does()
    {
        for (var i = 0; i < 3; i++)
            Refused("UNAUTHENTICATED", LogOn("CERT", ByKey, "other"));
        Refused("RATE_LIMIT", LogOn("CERT", ByKey, "acme"));
        Refused("RATE_LIMIT", LogOn("SIGNED", Signed("SIGNED"), null));
        var elsewhere = LogOnWith(Load("acme"), "CERT", ByKey, from: IPAddress.Parse("127.0.0.2"));
        Assert.Contains("|35=A|", elsewhere, StringComparison.Ordinal);
        _clock.Time += TimeSpan.FromMinutes(1);
        Assert.Contains("|35=A|", LogOn("CERT", ByKey, "acme"), StringComparison.Ordinal);
    }

    private string Theirs => Path.Combine(_folder, "theirs");

    private string ByKey => $"553={_key.Id}|";

    // What was signed lets in once.
    private void Wait() => _clock.Time += TimeSpan.FromMilliseconds(10);

    private static void Refused(string code, string heard)
    {
        Assert.Contains("|35=5|", heard, StringComparison.Ordinal);
        Assert.Contains($"|58={code}: ", heard, StringComparison.Ordinal);
    }

    private X509Certificate2? Load(string? name) => name is null ? null : CertificateAuthority.Load(Mine, name);

    private string LogOn(string name, string fields, string? shows, SslProtocols protocol = SslProtocols.Tls13) =>
        LogOnWith(Load(shows), name, fields, protocol);

    /// <summary>All that the venue says until it ends the line, or the first message; nothing: no TLS came about, or it
    /// ended without a word.</summary>
    private string LogOnWith(
        X509Certificate2? shows,
        string name,
        string fields,
        SslProtocols protocol = SslProtocols.Tls13,
        IPAddress? from = null
    )
    {
        using var mine = shows;
        using var socket = Connect(from ?? IPAddress.Loopback);
        using var tls = new SslStream(new NetworkStream(socket, false), false);
        var heard = new byte[4096];
        var read = 0;
        try
        {
            tls.AuthenticateAsClient(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    EnabledSslProtocols = protocol,
                    // The tests look at whom the venue lets in, not at the venue's own certificate.
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                    ClientCertificateContext = mine is null
                        ? null
                        : SslStreamCertificateContext.Create(mine, null, offline: true),
                }
            );
            tls.Write(Line(name, fields));
            while (FixFrame.Next(heard.AsSpan(0, read), out _) != FrameKind.Message)
            {
                var more = tls.Read(heard, read, heard.Length - read);
                if (more == 0)
                    break;
                read += more;
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return Nothing;
        }

        return Encoding.Latin1.GetString(heard, 0, read).Replace('\u0001', '|');
    }

    private Socket Connect(IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = 20_000,
            SendTimeout = 20_000,
        };
        socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(IPAddress.Loopback, _house.Port);
        return socket;
    }

    private byte[] Line(string name, string fields) =>
        Encoding.Latin1.GetBytes(FixCodecTests.Wire($"35=A|34=1|49={name}|52={Sent()}|56=VENUE|{Plain}{fields}"));

    private string Signed(string name)
    {
        var text = $"{Sent()}\u0001A\u00011\u0001{name}\u0001VENUE";
        var signature = Convert.ToBase64String(_key.Sign(Encoding.ASCII.GetBytes(text)));
        return $"553={_key.Id}|95={signature.Length}|96={signature}|";
    }

    private string Sent()
    {
        var time = new byte[FixTime.MostBytes];
        return Encoding.ASCII.GetString(time, 0, FixTime.Write(_house.Now, 3, time));
    }
}
