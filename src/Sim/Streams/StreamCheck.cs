// The check of a stream's bytes.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Streams;

/// <summary>A running CRC-32C.</summary>
public struct StreamCheck
{
    private uint _inverted;

    /// <summary>The check of everything added; 1 in place of 0, since 0 says that no check is given.</summary>
    public readonly uint Value => _inverted == 0 ? 1 : _inverted;

    public void Add(ReadOnlySpan<byte> bytes) => _inverted = ~Crc32C.Append(~_inverted, bytes);
}
