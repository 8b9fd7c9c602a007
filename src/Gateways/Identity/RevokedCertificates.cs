// Certificates that count for nothing any more, though their time is not over: a list beside the authority.
using System.Security.Cryptography.X509Certificates;

namespace Tokenbourse.Gateways.Identity;

/// <summary>A text file, a serial number in hex a line; what stands behind a space is for people. Asked at each
/// handshake, read again when it has changed. Safe for many threads.</summary>
/// <param name="path">The file; none there: nothing is revoked.</param>
public sealed class RevokedCertificates(string path)
{
    private readonly Lock _gate = new();
    private HashSet<string> _serials = [];
    private (DateTime Time, long Length) _read;

    /// <summary>Is it on the list? A list that cannot be read has all.</summary>
    public bool Holds(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        try
        {
            lock (_gate)
            {
                Read();
                return _serials.Contains(certificate.SerialNumber);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private void Read()
    {
        var file = new FileInfo(path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (now == _read)
            return;
        _serials = file.Exists ? [.. File.ReadLines(path).Select(l => l.Split(' ', 2)[0].ToUpperInvariant())] : [];
        _read = now;
    }
}
