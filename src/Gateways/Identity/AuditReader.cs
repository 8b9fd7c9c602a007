// Reads and checks an audit log from its first byte to its last, without changing anything.
using System.Security.Cryptography;
using System.Text.Json;

namespace Tokenbourse.Gateways.Identity;

/// <summary>What a walk over an audit log found.</summary>
/// <param name="Records">Good records from the beginning on.</param>
/// <param name="Bytes">How long they are.</param>
/// <param name="Hash">The last good record's hash.</param>
/// <param name="Checkpoints">Signatures that were good.</param>
/// <param name="Torn">Bytes behind them that no line feed ends.</param>
/// <param name="Bad">Index of the first bad record; null: there is none.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record AuditFound(
    long Records,
    long Bytes,
    byte[] Hash,
    long Checkpoints,
    long Torn,
    long? Bad,
    string? Why
)
{
    /// <summary>Before the first record.</summary>
    public static AuditFound Nothing => new(0, 0, new byte[AuditLines.HashBytes], 0, 0, null, null);
}

/// <summary>The walk.</summary>
public static class AuditReader
{
    /// <summary>Walks over a folder's log.</summary>
    /// <param name="folder">With <c>audit.log</c> and <c>checkpoint.pub</c>.</param>
    /// <param name="fold">Hears every good record up to the first bad one.</param>
    /// <exception cref="AuditLogException">There is no log, or it cannot be read.</exception>
    public static AuditFound Read(string folder, Action<AuditRecord> fold)
    {
        var path = Path.Combine(folder, AuditLines.FileName);
        var known = Path.Combine(folder, AuditCheckpoint.PublicName);
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(known));
            return Walk(path, key, fold);
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new AuditLogException($"{folder}: not an identity folder that can be read: {e.Message}", e);
        }
    }

    /// <summary>Has some record of the log that hash? The chain before it is then what it was when the hash was
    /// noted.</summary>
    public static bool Holds(string folder, string hash)
    {
        var noted = System.Text.Encoding.UTF8.GetBytes($"\"hash\":\"{hash}\",");
        return AuditLines
            .Read(Path.Combine(folder, AuditLines.FileName))
            .Any(l => l.Ended && l.Line.Span[..int.Min(l.Line.Length, 120)].IndexOf(noted) >= 0);
    }

    /// <summary>A record for people: its index, then its fields.</summary>
    public static string Line(long index, AuditRecord record) =>
        $"{AuditLines.Text(index)} {JsonSerializer.Serialize(record, AuditJson.Default.AuditRecord)}";

    private static AuditFound Walk(string path, ECDsa key, Action<AuditRecord> fold)
    {
        var found = AuditFound.Nothing;
        foreach (var (offset, line, ended) in AuditLines.Read(path))
        {
            var index = found.Records;
            if (!ended)
                return Unended(found, line);
            if (AuditLines.Record(line, index, found.Hash) is not { } bytes)
                return found with { Bad = index, Why = "is not what its hash says" };
            if (Parsed(bytes) is not { } record)
                return found with { Bad = index, Why = "is no record that this program knows" };
            if (index == 0 && !(record is Opened opened && IsKey(opened, key)))
                return found with { Bad = index, Why = "does not name the key of the checkpoints" };
            if (AuditCheckpoint.IsAt(index) != record is Checkpoint)
                return found with
                {
                    Bad = index,
                    Why = "stands where a checkpoint does not, or is none where one must",
                };
            if (record is Checkpoint c && !AuditCheckpoint.Verify(key, index, found.Hash, c.Signature))
                return found with { Bad = index, Why = "is a checkpoint with a wrong signature" };
            fold(record);
            found = found with
            {
                Records = index + 1,
                Bytes = offset + line.Length + 1,
                Hash = AuditLines.HashOf(found.Hash, bytes.Span),
                Checkpoints = found.Checkpoints + (record is Checkpoint ? 1 : 0),
            };
        }

        return found;
    }

    // A crash leaves a beginning of a line. A whole line with anything behind it but its line feed was changed.
    private static AuditFound Unended(AuditFound found, ReadOnlyMemory<byte> line)
    {
        var whole = line.Length > 1 && AuditLines.Record(line[..^1], found.Records, found.Hash) is not null;
        return whole ? found with { Bad = found.Records, Why = "has lost its end" } : found with { Torn = line.Length };
    }

    private static AuditRecord? Parsed(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, AuditJson.Default.AuditRecord);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsKey(Opened opened, ECDsa key) =>
        opened.Public == Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
}
