// Keys of redeemed certificates: only their digests are kept, so that a stolen file opens nothing.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// A file with a line a key: SHA-256 as 64 hex digits, a space, the certificate's number; lines that begin with # are
/// remarks. The file is read again when it has changed, looked for at most once a second. Safe for many threads.
/// </summary>
public sealed class MeterKeys
{
    private const string Prefix = "tb-";
    private const int HashBytes = 32;

    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly Action<string> _tell;
    private readonly Lock _gate = new();
    private volatile Dictionary<UInt128, (byte[] Hash, long Certificate)> _keys;
    private DateTime _written;
    private DateTime _told;
    private long _looked;

    /// <param name="file">Must be there; may be empty.</param>
    /// <param name="clock">Says when a second has passed.</param>
    /// <param name="tell">Hears, once for each change of the file, that it cannot be read.</param>
    /// <exception cref="FormatException">A line is not a key's; the message names it.</exception>
    public MeterKeys(string file, TimeProvider clock, Action<string>? tell = null)
    {
        (_file, _clock, _tell) = (file, clock, tell ?? (static _ => { }));
        _written = File.GetLastWriteTimeUtc(file);
        _looked = clock.GetTimestamp();
        _keys = Read(file);
    }

    /// <summary>A new key: 256 random bits. It is told once and kept nowhere.</summary>
    public static string New() =>
        Prefix
        + Convert
            .ToBase64String(RandomNumberGenerator.GetBytes(HashBytes))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    /// <summary>The line of a key in the file.</summary>
    public static string Line(string key, long certificate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))} {certificate}"
        );

    /// <summary>Adds a key to a file, which is made when it is not there.</summary>
    public static void Add(string file, string key, long certificate)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var end = 0;
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            end = stream.ReadByte();
        }

        // A line that somebody ended without a break must not run into the new one.
        var text = (end is 0 or '\n' ? "" : "\n") + Line(key, certificate) + "\n";
        stream.Seek(0, SeekOrigin.End);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The certificate that a key belongs to; null when it is none of ours.</summary>
    public long? Find(ReadOnlySpan<char> key)
    {
        Look();
        Span<byte> utf8 = stackalloc byte[512];
        if (key.Length > utf8.Length / 3)
            return null;
        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
        return
            _keys.TryGetValue(BinaryPrimitives.ReadUInt128LittleEndian(hash), out var kept)
            && CryptographicOperations.FixedTimeEquals(kept.Hash, hash)
            ? kept.Certificate
            : null;
    }

    private void Look()
    {
        if (_clock.GetElapsedTime(Volatile.Read(ref _looked)) < TimeSpan.FromSeconds(1))
            return;
        lock (_gate)
        {
            Volatile.Write(ref _looked, _clock.GetTimestamp());
            var written = _written;
            try
            {
                written = File.GetLastWriteTimeUtc(_file);
                if (written == _written)
                    return;
                _keys = Read(_file);
                _written = written;
            }
            catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
            {
                // Half-written by an editor: the keys that were known stay until the file can be read. Somebody may
                // have taken one of them out, and must hear that it is still good.
                if (written != _told)
                    _tell($"the keys that were known stay in force, the file cannot be read: {e.Message}");
                _told = written;
            }
        }
    }

    private static Dictionary<UInt128, (byte[] Hash, long Certificate)> Read(string file)
    {
        var keys = new Dictionary<UInt128, (byte[] Hash, long Certificate)>();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                parts.Length < 2
                || parts[0].Length != 2 * HashBytes
                || !parts[0].All(char.IsAsciiHexDigit)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var certificate)
            )
                throw new FormatException($"{file}, line {number}: must be 64 hex digits, a space and a certificate");
            var hash = Convert.FromHexString(parts[0]);
            if (!keys.TryAdd(BinaryPrimitives.ReadUInt128LittleEndian(hash), (hash, certificate)))
                throw new FormatException($"{file}, line {number}: the key stands twice");
        }

        return keys;
    }
}
