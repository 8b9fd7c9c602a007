// A certificate authority for development: one command makes it, one issues a certificate for a door or a person.
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Files in a folder: <c>ca.crt</c>, <c>ca.key</c>, and <c>NAME.crt</c>, <c>NAME.key</c> for each
/// certificate; PEM, ECDSA on P-256. Whoever has <c>ca.key</c> can be anybody: not for a venue that others
/// trust.</summary>
public static class CertificateAuthority
{
    private const string Name = "ca";
    private const int AuthorityDays = 730;
    private const int Days = 90;
    private static readonly string[] _purposes = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

    /// <summary>Makes the authority.</summary>
    /// <exception cref="IOException">There is one, or the folder cannot be written.</exception>
    public static void Init(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("Tokenbourse development authority", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var made = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(AuthorityDays));
        Write(folder, Name, made, key);
    }

    /// <summary>Issues a certificate.</summary>
    /// <param name="name">Its subject: a person's short name, or what the door is called; also the files' name.</param>
    /// <param name="hosts">Host names and addresses of a door; none for a person.</param>
    /// <exception cref="IOException">It is there already, there is no authority, or the folder cannot be
    /// written.</exception>
    public static void Issue(string folder, string name, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        if (name.Length is 0 or > 32 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
            throw new IdentityFaultException("name", name, "must be 1 to 32 of A-Z a-z 0-9 . _ -");
        if (name == Name)
            throw new IdentityFaultException("name", name, "is the authority's own");
        using var authority = Load(folder, Name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        var purposes = new OidCollection();
        foreach (var purpose in _purposes)
            purposes.Add(new Oid(purpose));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, false));
        if (hosts.Count > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (var host in hosts)
            {
                if (IPAddress.TryParse(host, out var address))
                    names.AddIpAddress(address);
                else
                    names.AddDnsName(host);
            }

            request.CertificateExtensions.Add(names.Build());
        }

        var until = now.AddDays(Days) < authority.NotAfter ? now.AddDays(Days) : authority.NotAfter;
        using var made = request.Create(authority, now.AddMinutes(-5), until, RandomNumberGenerator.GetBytes(16));
        Write(folder, name, made, key);
    }

    /// <summary>The list of what is revoked, beside the authority.</summary>
    public static string RevokedFile(string folder) => Path.Combine(folder, Name + ".revoked");

    /// <summary>Puts a certificate on the authority's list: doors that ask for one of that authority do not take it
    /// from the next handshake on.</summary>
    /// <exception cref="IOException">It is not there, or the list cannot be written.</exception>
    public static void Revoke(string folder, string name, DateTimeOffset now)
    {
        using var certificate = Load(folder, name);
        File.AppendAllText(RevokedFile(folder), $"{certificate.SerialNumber} {name} {now:yyyy-MM-ddTHH:mm:ssZ}\n");
    }

    /// <summary>A certificate with its private key.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static X509Certificate2 Load(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            return X509Certificate2.CreateFromPemFile(path + ".crt", path + ".key");
        }
        catch (CryptographicException e)
        {
            throw new IOException($"{path}.crt: {e.Message}", e);
        }
    }

    /// <summary>Did the authority issue it, for that purpose, and is it in force?</summary>
    /// <param name="revoked">What it took back; null: nothing.</param>
    public static bool Issued(
        X509Certificate2 authority,
        X509Certificate2 certificate,
        RevokedCertificates? revoked,
        DateTimeOffset now
    )
    {
        if (revoked?.Holds(certificate) == true)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(_purposes[1]));
        return chain.Build(certificate);
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static void Write(string folder, string name, X509Certificate2 certificate, ECDsa key)
    {
        var path = Path.Combine(folder, name);
        PrivateFile.Write(path + ".key", key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(path + ".crt", certificate.ExportCertificatePem() + "\n");
    }
}
