// A running 64-bit fingerprint, eight bytes a step: for comparing states, not for keeping secrets.
using System.Buffers.Binary;
using System.Numerics;

namespace Tokenbourse.Model.Machine;

/// <summary>Mixes bytes into 64 bits, the same on every computer.</summary>
public struct Digest64
{
    private const ulong Odd1 = 0x9E3779B185EBCA87;
    private const ulong Odd2 = 0xC2B2AE3D27D4EB4F;
    private ulong _state;

    public Digest64(ulong seed) => _state = seed;

    public readonly ulong Value
    {
        get
        {
            unchecked
            {
                var h = _state;
                h ^= h >> 33;
                h *= Odd2;
                h ^= h >> 29;
                h *= Odd1;
                h ^= h >> 32;
                return h;
            }
        }
    }

    /// <summary>The state before the last mixing, to go on from later.</summary>
    public readonly ulong Raw => _state;

    public void Add(ulong word)
    {
        unchecked
        {
            _state = (BitOperations.RotateLeft(_state ^ (word * Odd2), 31) * Odd1) + Odd2;
        }
    }

    /// <summary>Adds the length too, so that ("ab","c") differs from ("a","bc").</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        if (bytes.Length >= 64)
            bytes = Lanes(bytes);
        while (bytes.Length >= 8)
        {
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        if (bytes.IsEmpty)
            return;
        Span<byte> last = stackalloc byte[8];
        last.Clear();
        bytes.CopyTo(last);
        Add(BinaryPrimitives.ReadUInt64LittleEndian(last));
    }

    /// <summary>Long texts in four lanes that do not wait for each other, folded into one at the end. Gives what is
    /// left over.</summary>
    private ReadOnlySpan<byte> Lanes(ReadOnlySpan<byte> bytes)
    {
        var (a, b, c, d) = (new Digest64(Odd1), new Digest64(Odd2), new Digest64(~Odd1), new Digest64(~Odd2));
        while (bytes.Length >= 32)
        {
            a.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            b.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
            c.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
            d.Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
            bytes = bytes[32..];
        }

        Add(a._state);
        Add(b._state);
        Add(c._state);
        Add(d._state);
        return bytes;
    }
}
