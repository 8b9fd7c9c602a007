// Who may do what at a live venue: an identity folder, or a warning that there is none.
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Node;

/// <summary>What the user asked of access.</summary>
/// <param name="Folder">The identity folder; null: everybody may do everything.</param>
/// <param name="Kek">File of the key-encryption key; null: in the folder.</param>
/// <param name="Tls">Certificate and key without their endings; null: plain.</param>
/// <param name="AdminPort">Of administration; null: the one after the doors'.</param>
/// <param name="Listen">The address; null: loopback.</param>
internal sealed record AccessOptions(string? Folder, string? Kek, string? Tls, int? AdminPort, string? Listen)
{
    /// <summary>Where the doors listen.</summary>
    public IPAddress Address =>
        Listen is null ? IPAddress.Loopback
        : IPAddress.TryParse(Listen, out var address) ? address
        : throw new VerbException($"--listen {Listen}: must be an address as 192.0.2.1 or 0.0.0.0", 2);

    /// <summary>What does not go together is refused before anything begins.</summary>
    public void Check(bool headless)
    {
        if (headless && this != new AccessOptions(null, null, null, null, null))
            throw new VerbException("--identity, --kek, --tls, --admin-port, --listen: a headless run has no doors", 2);
        if (Folder is null && (Kek ?? Tls) is not null)
            throw new VerbException("--kek and --tls: only with --identity", 2);
        if (Tls is null && (AdminPort is not null || Listen is not null))
            throw new VerbException("--admin-port and --listen: only with --tls", 2);
        _ = Address;
    }
}

/// <summary>Open, or with an identity folder that is held as long as the venue runs.</summary>
internal sealed class LiveAccess : IDisposable
{
    private readonly AccessOptions _options;
    private HttpTls? _tls;

    private LiveAccess(AccessOptions options, IdentityDoors? doors, string text) =>
        (_options, Doors, Text) = (options, doors, text);

    /// <summary>Null: open.</summary>
    public IdentityDoors? Doors { get; }

    /// <summary>One line for who starts the venue.</summary>
    public string Text { get; }

    public static LiveAccess Open(AccessOptions options)
    {
        if (options.Folder is not { } folder)
            return new(
                options,
                null,
                "OPEN, for development on this machine: whoever reaches the door may trade for any account"
            );
        try
        {
            var store = IdentityStore.Open(folder, options.Kek ?? Path.Combine(folder, "kek"), TimeProvider.System);
            if (store.Torn > 0)
                Console.Error.WriteLine($"{folder}: a write was cut off by a crash; {store.Torn} bytes are gone");
            if (store.Book.Users.Count == 0)
                Console.Error.WriteLine($"{folder}: knows nobody yet; see tokenbourse identity --help");
            var text =
                $"{store.Book.Users.Count} people and {store.Book.Keys.Count} keys of {folder}, head {store.Head}";
            return new(options, new(store), text);
        }
        catch (AuditLogException e)
        {
            throw new VerbException(e.Message, 1);
        }
    }

    /// <summary>Certificate and authority; null: plain.</summary>
    /// <param name="port">Of the doors.</param>
    public HttpTls? Tls(int port)
    {
        if (_options.Tls is not { } prefix)
            return null;
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(prefix))!, Path.GetFileName(prefix));
        try
        {
            var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "ca.crt"));
            return _tls = new(CertificateAuthority.Load(folder, name), authority, _options.AdminPort ?? port + 1)
            {
                Revoked = new(CertificateAuthority.RevokedFile(folder)),
            };
        }
        catch (Exception e) when (e is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new VerbException($"--tls {prefix}: {e.Message}", 2);
        }
    }

    public void Dispose()
    {
        Doors?.Dispose();
        _tls?.Certificate.Dispose();
        _tls?.Authority.Dispose();
    }
}
