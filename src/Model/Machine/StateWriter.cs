// A machine's state to bytes and back: field after field in a stated order, no names, no gaps.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Tokenbourse.Model.Machine;

/// <summary>Collects a state's bytes.</summary>
public sealed class StateWriter
{
    private byte[] _bytes = new byte[1 << 14];
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>The fingerprint of what was written.</summary>
    public ulong Digest
    {
        get
        {
            var digest = new Digest64(0);
            digest.Add(Bytes.Span);
            return digest.Value;
        }
    }

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);

    public void Byte(byte value) => Room(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Wide(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Room(16), value);

    public void Decimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (var part in parts)
            Int(part);
    }

    public void Struct<T>(in T value)
        where T : unmanaged => MemoryMarshal.Write(Room(Unsafe.SizeOf<T>()), in value);

    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Block(bytes);
    }

    public void Block(ReadOnlySpan<byte> bytes)
    {
        Int(bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
    }

    public void Clear() => _length = 0;

    private Span<byte> Room(int size)
    {
        while (_length + size > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var span = _bytes.AsSpan(_length, size);
        _length += size;
        return span;
    }
}

/// <summary>Reads a state in the order in which it was written. Bytes that end early or go on are a broken snapshot.</summary>
public sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private ReadOnlyMemory<byte> _rest = bytes;

    public bool AtEnd => _rest.IsEmpty;

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() != 0;

    public Int128 Wide() => BinaryPrimitives.ReadInt128LittleEndian(Take(16));

    public decimal Decimal() => new([Int(), Int(), Int(), Int()]);

    public T Struct<T>()
        where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));

    public string Text() => Encoding.UTF8.GetString(Block());

    public ReadOnlySpan<byte> Block() => Take(Int());

    /// <summary>A count that is about to be looped over: never negative.</summary>
    public int Count()
    {
        var count = Int();
        Must.Hold(count >= 0);
        return count;
    }

    private ReadOnlySpan<byte> Take(int size)
    {
        Must.Hold(size >= 0 && size <= _rest.Length);
        var span = _rest.Span[..size];
        _rest = _rest[size..];
        return span;
    }
}
