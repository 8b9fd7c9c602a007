// TLS of the doors: 1.3 only, and a second port for administration that asks for a client certificate.
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http;

/// <summary>What the doors show, and whom administration believes.</summary>
/// <param name="Certificate">With its private key.</param>
/// <param name="Authority">Who issues operators' certificates.</param>
/// <param name="AdminPort">Where administration is; nowhere else.</param>
public sealed record HttpTls(X509Certificate2 Certificate, X509Certificate2 Authority, int AdminPort)
{
    internal void Use(ListenOptions listen, TimeSpan handshake) => Use(listen, Options(handshake));

    internal void UseForAdministration(ListenOptions listen, TimeSpan handshake)
    {
        var options = Options(handshake);
        options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        options.ClientCertificateValidation = (certificate, _, _) =>
            CertificateAuthority.Issued(Authority, certificate, TimeProvider.System.GetUtcNow());
        Use(listen, options);
    }

    // The stream is a WebSocket of HTTP/1.1.
    private static void Use(ListenOptions listen, HttpsConnectionAdapterOptions options)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.UseHttps(options);
    }

    /// <summary>Administration is on its own port alone, and that port has nothing else.</summary>
    internal async Task Pass(HttpContext context, RequestDelegate next)
    {
        var isAdmin = context.Request.Path.StartsWithSegments("/v1/admin");
        var onAdmin = context.Connection.LocalPort == AdminPort;
        if (isAdmin == onAdmin)
            await next(context);
        else
            context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

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
