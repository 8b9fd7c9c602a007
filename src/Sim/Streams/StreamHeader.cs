// What stands before the records of an order stream: what it is, and the instruments it speaks of.
using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Tokenbourse.Sim.Streams;

/// <summary>An instrument of the stream; its number is its place in the list, from 1.</summary>
/// <param name="Low">Lowest price of the day's band, ticks.</param>
/// <param name="High">Highest price, ticks; the band has at most 2^20 ticks.</param>
/// <param name="Reference">Inside the band: the settlement of the day before.</param>
/// <param name="Near">
/// A spread's leg that is bought when the spread is bought (an earlier number); 0 in an outright.
/// </param>
/// <param name="Far">The leg that is sold; 0 in an outright.</param>
public readonly record struct StreamInstrument(int Low, int High, int Reference, int Near = 0, int Far = 0)
{
    public bool IsSpread => Near != 0;
}

/// <summary>The header.</summary>
/// <param name="Shape">Name of the market's shape: 1 to 24 letters, digits, hyphens.</param>
/// <param name="Seed">What the generator was seeded with; 0 when the stream was not generated.</param>
/// <param name="Loading">Records at the beginning that only fill the books; a benchmark does not time them.</param>
/// <param name="Messages">Records after them.</param>
/// <param name="Orders">Highest order number.</param>
/// <param name="RecordsCheck">CRC-32C of all records; 0 is not given.</param>
public sealed record StreamHeader(
    string Shape,
    ulong Seed,
    long Loading,
    long Messages,
    int Orders,
    uint RecordsCheck,
    IReadOnlyList<StreamInstrument> Instruments
)
{
    public const int Version = 1;
    public const int FixedSize = 96;
    public const int InstrumentSize = 24;
    public const int MostInstruments = 4096;
    public const int MostLevels = 1 << 20;
    public const long MostRecords = int.MaxValue;
    private const int ShapeSize = 24;
    private static readonly SearchValues<byte> _letters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"u8
    );

    /// <summary>The first eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => "TBORDERS"u8;

    /// <summary>Bytes of this header.</summary>
    public int Size => FixedSize + (InstrumentSize * Instruments.Count);

    /// <summary>The header as it stands in the file.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Span<byte> b = bytes;
        Magic.CopyTo(b);
        BinaryPrimitives.WriteInt32LittleEndian(b[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(b[12..], Size);
        BinaryPrimitives.WriteInt32LittleEndian(b[16..], OrderMessage.Size);
        BinaryPrimitives.WriteInt32LittleEndian(b[20..], Instruments.Count);
        BinaryPrimitives.WriteInt64LittleEndian(b[24..], Loading);
        BinaryPrimitives.WriteInt64LittleEndian(b[32..], Messages);
        BinaryPrimitives.WriteUInt64LittleEndian(b[40..], Seed);
        Encoding.ASCII.GetBytes(Shape, b.Slice(48, ShapeSize));
        BinaryPrimitives.WriteInt64LittleEndian(b[72..], Orders);
        BinaryPrimitives.WriteUInt32LittleEndian(b[80..], RecordsCheck);
        for (var i = 0; i < Instruments.Count; i++)
        {
            var place = b[(FixedSize + (InstrumentSize * i))..];
            var instrument = Instruments[i];
            BinaryPrimitives.WriteInt32LittleEndian(place, instrument.Low);
            BinaryPrimitives.WriteInt32LittleEndian(place[4..], instrument.High);
            BinaryPrimitives.WriteInt32LittleEndian(place[8..], instrument.Reference);
            BinaryPrimitives.WriteUInt16LittleEndian(place[12..], checked((ushort)instrument.Near));
            BinaryPrimitives.WriteUInt16LittleEndian(place[14..], checked((ushort)instrument.Far));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(b[92..], HeaderCheck(bytes));
        return bytes;
    }

    /// <summary>The first 96 bytes: everything but the instruments.</summary>
    /// <returns>How many instruments follow.</returns>
    /// <exception cref="OrderStreamException">A field is not as the format asks.</exception>
    internal static int ReadFixed(ReadOnlySpan<byte> b)
    {
        if (!b[..8].SequenceEqual(Magic))
            throw new OrderStreamException(0, "magic", Convert.ToHexString(b[..8]), Convert.ToHexString(Magic));
        Exactly(8, "version", BinaryPrimitives.ReadInt32LittleEndian(b[8..]), Version);
        Exactly(16, "record size", BinaryPrimitives.ReadInt32LittleEndian(b[16..]), OrderMessage.Size);
        var count = BinaryPrimitives.ReadInt32LittleEndian(b[20..]);
        Within(20, "instruments", count, 1, MostInstruments);
        var size = BinaryPrimitives.ReadInt32LittleEndian(b[12..]);
        Exactly(12, "header size", size, FixedSize + (InstrumentSize * (long)count));
        return count;
    }

    /// <summary>The whole header.</summary>
    /// <exception cref="OrderStreamException">A field is not as the format asks.</exception>
    public static StreamHeader FromBytes(ReadOnlySpan<byte> b)
    {
        if (b.Length < FixedSize)
            throw Cut(b.Length, FixedSize);
        var count = ReadFixed(b);
        if (b.Length < FixedSize + (InstrumentSize * count))
            throw Cut(b.Length, FixedSize + (InstrumentSize * count));
        b = b[..(FixedSize + (InstrumentSize * count))];
        var check = BinaryPrimitives.ReadUInt32LittleEndian(b[92..]);
        if (check != 0)
            Exactly(92, "header check", check, HeaderCheck(b));
        var loading = BinaryPrimitives.ReadInt64LittleEndian(b[24..]);
        Within(24, "loading", loading, 0, MostRecords);
        var messages = BinaryPrimitives.ReadInt64LittleEndian(b[32..]);
        Within(32, "messages", messages, 0, MostRecords - loading);
        var orders = BinaryPrimitives.ReadInt64LittleEndian(b[72..]);
        Within(72, "orders", orders, 0, loading + messages);
        Exactly(84, "zero", BinaryPrimitives.ReadInt64LittleEndian(b[84..]), 0);
        var instruments = new StreamInstrument[count];
        for (var i = 0; i < count; i++)
            instruments[i] = ReadInstrument(b, i, instruments);
        return new(
            ReadShape(b.Slice(48, ShapeSize)),
            BinaryPrimitives.ReadUInt64LittleEndian(b[40..]),
            loading,
            messages,
            (int)orders,
            BinaryPrimitives.ReadUInt32LittleEndian(b[80..]),
            instruments
        );
    }

    internal static OrderStreamException Cut(long length, long least) =>
        new(length, "length", Text(length), $"{Text(least)} bytes at least (the stream is cut)");

    private static StreamInstrument ReadInstrument(ReadOnlySpan<byte> b, int index, StreamInstrument[] before)
    {
        var at = FixedSize + (InstrumentSize * index);
        var place = b.Slice(at, InstrumentSize);
        var low = BinaryPrimitives.ReadInt32LittleEndian(place);
        var high = BinaryPrimitives.ReadInt32LittleEndian(place[4..]);
        var reference = BinaryPrimitives.ReadInt32LittleEndian(place[8..]);
        var near = BinaryPrimitives.ReadUInt16LittleEndian(place[12..]);
        var far = BinaryPrimitives.ReadUInt16LittleEndian(place[14..]);
        var name = $"instrument {Text(index + 1)} ";
        Within(at + 4, name + "high", high, low, low + (long)MostLevels - 1);
        Within(at + 8, name + "reference", reference, low, high);
        Exactly(at + 16, name + "zero", BinaryPrimitives.ReadInt64LittleEndian(place[16..]), 0);
        if (near == 0 && far == 0)
            return new(low, high, reference);
        Within(at + 12, name + "near leg", near, 1, index);
        Within(at + 14, name + "far leg", far, 1, index);
        if (near == far || before[near - 1].IsSpread || before[far - 1].IsSpread)
            throw new OrderStreamException(at + 14, name + "far leg", Text(far), "another outright than the near leg");
        return new(low, high, reference, near, far);
    }

    private static string ReadShape(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOf((byte)0);
        var text = length < 0 ? bytes : bytes[..length];
        if (text.IsEmpty || text.ContainsAnyExcept(_letters) || bytes[text.Length..].ContainsAnyExcept((byte)0))
        {
            throw new OrderStreamException(
                48,
                "shape",
                Convert.ToHexString(bytes),
                "1 to 24 ASCII letters, digits and hyphens, then zeros"
            );
        }

        return Encoding.ASCII.GetString(text);
    }

    /// <summary>CRC-32C of the header with its own four bytes left out; never 0, which says "not given".</summary>
    private static uint HeaderCheck(ReadOnlySpan<byte> bytes)
    {
        var check = new StreamCheck();
        check.Add(bytes[..92]);
        check.Add(bytes[96..]);
        return check.Value;
    }

    private static void Exactly(long position, string field, long value, long wanted)
    {
        if (value != wanted)
            throw new OrderStreamException(position, field, Text(value), Text(wanted));
    }

    private static void Within(long position, string field, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new OrderStreamException(position, field, Text(value), $"{Text(least)} to {Text(most)}");
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
