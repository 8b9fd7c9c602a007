// The check of a stream's bytes: CRC-32C, eight bytes a step.
using System.Buffers.Binary;
using System.Numerics;

namespace Tokenbourse.Sim.Streams;

/// <summary>A running CRC-32C (Castagnoli), begun with all ones and inverted at the end, as in iSCSI.</summary>
public struct Crc32C
{
    private uint _inverted;

    /// <summary>The check of everything added; 1 in place of 0, since 0 says that no check is given.</summary>
    public readonly uint Value => _inverted == 0 ? 1 : _inverted;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_inverted;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        _inverted = ~crc;
    }
}
