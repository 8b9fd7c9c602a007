// TLS of the doors: 1.3 only, administration on a port of its own, and there only with a certificate of one's own.
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class TlsTests : IDisposable
{
    private const string Admin = "/v1/admin/proposals";
    private readonly string _folder = Directory.CreateTempSubdirectory("ca").FullName;
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        foreach (var open in _open)
            open.Dispose();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Doors_speak_tls_1_3_and_administration_asks_for_a_certificate_and_a_key_of_the_same_person()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (mine, other) = (Path.Combine(_folder, "mine"), Path.Combine(_folder, "other"));
        foreach (var authority in (string[])[mine, other])
        {
            CertificateAuthority.Init(authority, now);
            CertificateAuthority.Issue(authority, "mona", [], now);
        }

        CertificateAuthority.Issue(mine, "door", ["localhost", "127.0.0.1"], now);
        Assert.Throws<IOException>(() => CertificateAuthority.Issue(mine, "door", [], now));
        using var folder = new IdentityFolder();
        using var doors = new IdentityDoors(folder.Store);
        folder.Wait(KeyCheck.Window);
        var port = Free();
        var tls = new HttpTls(Load(mine, "door"), Load(mine, "ca"), port);
        using var meters = new DoorMeters();
        using var book = new MetricsBook(meters.Meter);
        await using var floor = await Floor.Open(
            new()
            {
                Identity = doors,
                Tls = tls,
                Watch = new(meters, book, null),
            },
            sockets: true
        );
        var main = floor.Http.BaseAddress!;
        Assert.Equal("https", main.Scheme);

        using var client = Client(mine, null);
        Assert.Equal(HttpStatusCode.OK, await Status(client, new(main, "/health/ready")));
        Assert.Equal(HttpStatusCode.NotFound, await Status(client, new(main, "/metrics")));
        Assert.Equal(HttpStatusCode.OK, await Status(client, new(main, "/v1/status")));
        Assert.Equal(HttpStatusCode.NotFound, await Status(client, new(main, Admin)));
        // Who says nothing, or begins and says no more, keeps nobody of its address from a handshake.
        var idle = Enumerable.Range(0, 24).Select(_ => new TcpClient("127.0.0.1", main.Port)).ToList();
        _open.AddRange(idle);
        foreach (var begun in idle.Take(12))
            await begun
                .GetStream()
                .WriteAsync("\u0016\u0003\u0001\u0002\0\u0001"u8.ToArray(), TestContext.Current.CancellationToken);
        await Handshake(main.Port, mine, SslProtocols.Tls13);
        await Assert.ThrowsAnyAsync<Exception>(() => Handshake(main.Port, mine, SslProtocols.Tls12));

        var admin = new Uri($"https://127.0.0.1:{port}");
        await Assert.ThrowsAsync<HttpRequestException>(() => Status(client, new(admin, Admin)));
        using var stranger = Client(mine, Load(other, "mona"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Status(stranger, new(admin, Admin)));

        using var mona = Client(mine, Load(mine, "mona"));
        mona.BaseAddress = admin;
        Assert.Equal(HttpStatusCode.OK, await Status(mona, new(admin, "/metrics")));
        Assert.Equal(HttpStatusCode.OK, await Status(mona, new(admin, "/health/live")));
        // An operator's terminal is one page: what it reads besides is there, too. Elsewhere it is told where to go.
        Assert.Equal(HttpStatusCode.OK, await Status(mona, new(admin, "/v1/status")));
        Assert.Equal(("null", $"{port}"), (await AdminPort(mona, admin), await AdminPort(client, main)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(mona, new(admin, Admin)));
        var (hers, his) = (
            folder.Key("ed25519", ["admin:market-ops"], user: "mona"),
            folder.Key("ed25519", ["admin:clearing"], user: "carl")
        );
        Assert.Equal(HttpStatusCode.OK, await Signed(hers));
        Assert.Equal(HttpStatusCode.Forbidden, await Signed(his));

        static async Task<string> AdminPort(HttpClient client, Uri door)
        {
            var told = await client.GetStringAsync(new Uri(door, "/v1/session"), TestContext.Current.CancellationToken);
            using var session = System.Text.Json.JsonDocument.Parse(told);
            return session.RootElement.GetProperty("adminPort").GetRawText();
        }

        async Task<HttpStatusCode> Signed(TestKey key)
        {
            using var request = Signing.Request(key, folder.Store.Now + 20_000, "GET", Admin);
            using var response = await mona.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
    }

    [Fact]
    public void A_venue_listens_elsewhere_than_on_loopback_only_with_identity_and_tls()
    {
        var refused = Assert.Throws<ArgumentException>(() =>
            HttpServer.Build(new() { Address = IPAddress.Any }, null!, new("SIM", 7, true, 1m, "0"), null!)
        );
        Assert.Contains("identity", refused.Message, StringComparison.Ordinal);
    }

    private X509Certificate2 Load(string folder, string name)
    {
        var certificate = CertificateAuthority.Load(folder, name);
        _open.Add(certificate);
        return certificate;
    }

    private HttpClient Client(string authority, X509Certificate2? own)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = Trust(authority);
        if (own is not null)
            handler.SslOptions.ClientCertificates = [own];
        return new(handler) { Timeout = TimeSpan.FromSeconds(60) };
    }

    private async Task Handshake(int port, string authority, SslProtocols protocol)
    {
        using var socket = new TcpClient("127.0.0.1", port);
        await using var stream = new SslStream(socket.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocol,
            CertificateChainPolicy = Trust(authority),
        };
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
    }

    private X509ChainPolicy Trust(string authority) =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Load(authority, "ca") },
            RevocationMode = X509RevocationMode.NoCheck,
        };

    private static async Task<HttpStatusCode> Status(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
