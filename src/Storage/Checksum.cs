// CRC-32C (Castagnoli), eight bytes a step: finds what disks and hands do to bytes by accident.
using System.Buffers.Binary;
using System.Numerics;

namespace Tokenbourse.Storage;

/// <summary>Checksums of files. Not a signature: whoever can write the file can write the checksum.</summary>
public static class Checksum
{
    /// <summary>The CRC-32C of the bytes, as RFC 3720 gives it ("123456789" is 0xE3069283).</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Go(uint.MaxValue, bytes);

    /// <summary>The CRC-32C of a word followed by bytes.</summary>
    public static uint Of(uint word, ReadOnlySpan<byte> bytes) => ~Go(BitOperations.Crc32C(uint.MaxValue, word), bytes);

    /// <summary>The next link of a chain: depends on all links before it.</summary>
    public static uint Link(uint previous, uint check) =>
        ~BitOperations.Crc32C(uint.MaxValue, ((ulong)check << 32) | previous);

    private static uint Go(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
