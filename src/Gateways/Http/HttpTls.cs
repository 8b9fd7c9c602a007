// TLS of the doors: 1.3 only, and a second port for administration that asks for a client certificate.
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;

namespace Tokenbourse.Gateways.Http;

/// <summary>What the doors show, and whom administration believes.</summary>
/// <param name="Certificate">With its private key.</param>
/// <param name="Authority">Who issues operators' certificates.</param>
/// <param name="AdminPort">Where administration is; nowhere else.</param>
public sealed record HttpTls(X509Certificate2 Certificate, X509Certificate2 Authority, int AdminPort)
{
    private static readonly object _turn = new();

    /// <summary>Certificates that the authority took back; null: none.</summary>
    public RevokedCertificates? Revoked { get; init; }

    internal void Use(ListenOptions listen, HandshakeGate gate, TimeSpan handshake) =>
        Use(listen, gate, Options(handshake));

    internal void UseForAdministration(ListenOptions listen, HandshakeGate gate, TimeSpan handshake)
    {
        var options = Options(handshake);
        options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        options.ClientCertificateValidation = (certificate, _, _) =>
            CertificateAuthority.Issued(Authority, certificate, Revoked, TimeProvider.System.GetUtcNow());
        Use(listen, gate, options);
    }

    // The stream is a WebSocket of HTTP/1.1.
    private static void Use(ListenOptions listen, HandshakeGate gate, HttpsConnectionAdapterOptions options)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => Queue(connection, next, gate, options.HandshakeTimeout));
        listen.UseHttps(options);
        // Reached when the handshake is done: the next of that address may begin.
        listen.Use(next =>
            connection =>
            {
                (connection.Items.TryGetValue(_turn, out var turn) ? turn as IDisposable : null)?.Dispose();
                return next(connection);
            }
        );
    }

    private static async Task Queue(
        ConnectionContext connection,
        ConnectionDelegate next,
        HandshakeGate gate,
        TimeSpan patience
    )
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (await Begin(connection, gate, address, patience) is not { } turn)
        {
            connection.Abort(new ConnectionAbortedException("no handshake in time"));
            return;
        }

        using (turn)
        {
            connection.Items[_turn] = turn;
            await next(connection);
        }
    }

    /// <summary>Who says nothing takes nobody's turn. Null: nothing came, or not our turn.</summary>
    private static async Task<IDisposable?> Begin(
        ConnectionContext connection,
        HandshakeGate gate,
        IPAddress address,
        TimeSpan patience
    )
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        late.CancelAfter(patience);
        try
        {
            var first = await connection.Transport.Input.ReadAsync(late.Token);
            var isEmpty = first.Buffer.IsEmpty;
            connection.Transport.Input.AdvanceTo(first.Buffer.Start, first.Buffer.Start);
            return isEmpty ? null : await gate.EnterAsync(address, patience, late.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            return null;
        }
    }

    /// <summary>Administration is on its own port alone. That port has everything else, too: an operator's terminal
    /// is one page, and who comes there has shown a certificate.</summary>
    internal async Task Pass(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/v1/admin") || IsAdmin(context))
            await next(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>Has the request come to the port of administration?</summary>
    internal bool IsAdmin(HttpContext context) => context.Connection.LocalPort == AdminPort;

    /// <summary>Is it a name in the certificate?</summary>
    internal bool IsFor(string host)
    {
        var name = host.Trim('[', ']');
        return Uri.CheckHostName(name) != UriHostNameType.Unknown
            && Certificate.MatchesHostname(name, allowWildcards: true, allowCommonName: false);
    }

    private HttpsConnectionAdapterOptions Options(TimeSpan handshake) =>
        new()
        {
            ServerCertificate = Certificate,
            SslProtocols = SslProtocols.Tls13,
            HandshakeTimeout = handshake,
        };
}
