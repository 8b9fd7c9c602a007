// The audit log's file: how a line is written, and how lines are read back one by one.
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>One line of the file: <c>{"index":I,"hash":"H","record":{…}}</c> and a line feed.</summary>
internal static class AuditLines
{
    public const string FileName = "audit.log";
    public const int HashBytes = SHA256.HashSizeInBytes;

    private const int MostLine = 1 << 20;
    private const int HexLetters = 2 * HashBytes;
    private static readonly byte[] _afterIndex = "\",\"record\":"u8.ToArray();

    /// <summary>h = SHA-256(h before ‖ record).</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(record);
        return hash.GetHashAndReset();
    }

    /// <summary>The line of a record, with its line feed.</summary>
    public static byte[] Write(long index, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> record)
    {
        var head = Head(index);
        var hex = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash));
        return [.. head, .. hex, .. _afterIndex, .. record, (byte)'}', (byte)'\n'];
    }

    /// <summary>The record in a line (without its line feed) when every byte around it is what <see cref="Write"/>
    /// writes; null when one is not.</summary>
    public static ReadOnlyMemory<byte>? Record(ReadOnlyMemory<byte> line, long index, ReadOnlySpan<byte> before)
    {
        var head = Head(index);
        var text = line.Span;
        var start = head.Length + HexLetters + _afterIndex.Length;
        if (
            text.Length < start + 1
            || !text.StartsWith(head)
            || !text[(head.Length + HexLetters)..].StartsWith(_afterIndex)
            || text[^1] != (byte)'}'
        )
            return null;
        var record = line[start..^1];
        var hex = Convert.ToHexStringLower(HashOf(before, record.Span));
        // A conditional with a bare null would make it an empty record.
        if (!Encoding.ASCII.GetBytes(hex).AsSpan().SequenceEqual(text.Slice(head.Length, HexLetters)))
            return null;
        return record;
    }

    /// <summary>Reads the file from its beginning.</summary>
    /// <param name="path">The file; other readers and one writer may have it open.</param>
    /// <returns>Each line without its line feed, where it begins, and whether it has one.</returns>
    public static IEnumerable<(long Offset, ReadOnlyMemory<byte> Line, bool Ended)> Read(string path)
    {
        using var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            }
        );
        var buffer = new byte[64 << 10];
        var (offset, held) = (0L, 0);
        while (true)
        {
            if (held == buffer.Length)
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            var read = file.Read(buffer, held, buffer.Length - held);
            if (read == 0)
                break;
            var from = held;
            held += read;
            var start = 0;
            while (buffer.AsSpan(from, held - from).IndexOf((byte)'\n') is >= 0 and var at)
            {
                var end = from + at;
                yield return (offset, buffer.AsMemory(start, end - start), true);
                offset += end + 1 - start;
                (start, from) = (end + 1, end + 1);
            }

            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
            if (held > MostLine)
                break;
        }

        if (held > 0)
            yield return (offset, buffer.AsMemory(0, held), false);
    }

    private static byte[] Head(long index)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(index, digits, out var written);
        return [.. "{\"index\":"u8, .. digits[..written], .. ",\"hash\":\""u8];
    }

    /// <summary>A number as records and texts to be signed have it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
