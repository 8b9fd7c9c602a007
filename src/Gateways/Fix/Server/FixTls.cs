// TLS under FIX: 1.3 only; a certificate is asked of the other side, and one that is shown must be our authority's.
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>Which session needs a certificate is said in the file of sessions.</summary>
public static class FixTls
{
    /// <summary>What is laid over a socket.</summary>
    /// <param name="certificate">Ours, with its private key.</param>
    /// <param name="authority">Who issues participants' certificates.</param>
    /// <param name="revoked">Those that it took back; null: none.</param>
    public static Func<Stream, Stream> Over(
        X509Certificate2 certificate,
        X509Certificate2 authority,
        RevokedCertificates? revoked = null
    ) =>
        socket =>
        {
            var tls = new SslStream(socket, false);
            tls.AuthenticateAsServer(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    EnabledSslProtocols = SslProtocols.Tls13,
                    ClientCertificateRequired = true,
                    RemoteCertificateValidationCallback = (_, shown, _, _) =>
                        shown is null
                        || CertificateAuthority.Issued(
                            authority,
                            (X509Certificate2)shown,
                            revoked,
                            TimeProvider.System.GetUtcNow()
                        ),
                }
            );
            return tls;
        };
}
