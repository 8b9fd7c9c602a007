// Snapshots as files: written under another name, flushed, renamed; the newest few are kept.
using System.Buffers.Binary;
using System.Globalization;
using Tokenbourse.Log;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Storage;

/// <summary>A file a snapshot: header (magic, version, sequence, event tail, time, digest, length), state, CRC-32C of
/// both.</summary>
public sealed class FileSnapshots : ISnapshots
{
    private const ulong Magic = 0x5041_4E53_4B4F_5401; // "\x01TOKSNAP"
    private const int HeaderSize = 64;
    private const string Extension = ".snapshot";
    private readonly string _directory;
    private readonly int _keep;
    private readonly List<string> _broken = [];

    /// <param name="directory">Made when the first snapshot is saved.</param>
    /// <param name="keep">How many are kept, at least 1.</param>
    public FileSnapshots(string directory, int keep = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        _directory = directory;
        _keep = keep;
    }

    /// <summary>What <see cref="NewestFirst"/> passed over: file and fault.</summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <inheritdoc/>
    public void Save(Snapshot snapshot)
    {
        Directory.CreateDirectory(_directory);
        var header = new byte[HeaderSize];
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), snapshot.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), snapshot.EventTail);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), snapshot.Time.Nanoseconds);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(32), snapshot.Digest);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), snapshot.State.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(56), Checksum.Of(snapshot.State.Span));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(60), Checksum.Of(header.AsSpan(0, 60)));
        var name = snapshot.Sequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;
        Disk.WriteWhole(Path.Combine(_directory, name), header, snapshot.State.Span);
        var paths = Paths();
        for (var i = _keep; i < paths.Length; i++)
            File.Delete(paths[i]);
    }

    /// <inheritdoc/>
    public IEnumerable<Snapshot> NewestFirst()
    {
        foreach (var path in Paths())
        {
            if (TryRead(path, out var snapshot, out var fault))
                yield return snapshot;
            else
                _broken.Add($"{path}: {fault}");
        }
    }

    /// <summary>False (and why) when the file is not a whole snapshot.</summary>
    public static bool TryRead(string path, out Snapshot snapshot, out string fault)
    {
        snapshot = new(-1, 0, default, 0, default);
        var bytes = File.ReadAllBytes(path);
        fault = Check(bytes) ?? "";
        if (fault.Length > 0)
            return false;
        snapshot = new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)),
            BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
            new Instant(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24))),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(32)),
            bytes.AsMemory(HeaderSize)
        );
        return true;
    }

    private static string? Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize)
            return "the file ends inside its header";
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
            return "not a snapshot of this release (magic)";
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[60..]) != Checksum.Of(bytes[..60]))
        {
            return "the header's checksum does not match";
        }

        if (BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]) != bytes.Length - HeaderSize)
        {
            return "the file is cut off or too long";
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[56..]) == Checksum.Of(bytes[HeaderSize..])
            ? null
            : "the state's checksum does not match";
    }

    private string[] Paths()
    {
        if (!Directory.Exists(_directory))
            return [];
        var paths = Directory.GetFiles(_directory, "*" + Extension);
        Array.Sort(paths, static (left, right) => string.CompareOrdinal(right, left));
        return paths;
    }
}
