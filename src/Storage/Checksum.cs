// Checksums of what lies on disk: CRC-32C of bytes, of a word and bytes, and chained.
using System.Numerics;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Storage;

/// <summary>Checksums of files. Not a signature: whoever can write the file can write the checksum.</summary>
public static class Checksum
{
    /// <summary>The CRC-32C of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Crc32C.Of(bytes);

    /// <summary>The CRC-32C of a word followed by bytes.</summary>
    public static uint Of(uint word, ReadOnlySpan<byte> bytes) =>
        ~Crc32C.Append(BitOperations.Crc32C(uint.MaxValue, word), bytes);

    /// <summary>The next link of a chain: depends on all links before it.</summary>
    public static uint Link(uint previous, uint check) =>
        ~BitOperations.Crc32C(uint.MaxValue, ((ulong)check << 32) | previous);
}
