// CRC-32C (Castagnoli), eight bytes a step: finds what happens to bytes by accident.
using System.Buffers.Binary;
using System.Numerics;

namespace Tokenbourse.Model.Numbers;

/// <summary>Checksums of files and books. Not a signature: whoever changes the bytes can change the checksum.</summary>
public static class Crc32C
{
    /// <summary>The CRC-32C of the bytes, as RFC 3720 gives it ("123456789" is 0xE3069283).</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Append(uint.MaxValue, bytes);

    /// <summary>The register after more bytes; it begins as all ones and ends inverted.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            register = BitOperations.Crc32C(register, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
            register = BitOperations.Crc32C(register, one);
        return register;
    }
}
