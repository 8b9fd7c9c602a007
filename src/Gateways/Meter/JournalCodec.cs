// Records as runs of 64-bit numbers, and the frame around them.
using System.Buffers.Binary;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// A frame: count of numbers (16 bits), kind (16 bits), CRC-32C of all that follows and of the first four bytes (32
/// bits), sequence (64 bits), the numbers. Sequences are 1, 2, 3 ... without a gap.
/// </summary>
internal static class JournalCodec
{
    /// <summary>Bytes in front of the numbers.</summary>
    public const int Head = 16;

    /// <summary>Most numbers of a record.</summary>
    public const int MostNumbers = 16;

    /// <summary>Bytes of a frame.</summary>
    public static int Size(int numbers) => Head + (numbers * sizeof(long));

    /// <summary>Writes a frame; returns its bytes.</summary>
    public static int Write(Span<byte> into, long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(into, (ushort)numbers.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(into[2..], (ushort)kind);
        BinaryPrimitives.WriteInt64LittleEndian(into[8..], sequence);
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(into[(Head + (i * sizeof(long)))..], numbers[i]);
        var size = Size(numbers.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], Check(into[..size]));
        return size;
    }

    /// <summary>Reads the frame at the beginning of the bytes.</summary>
    /// <param name="bytes">May end anywhere.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="numbers">Room for <see cref="MostNumbers"/>.</param>
    /// <returns>Bytes of the frame; 0 when there is no whole and sound one.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, out long sequence, out MeterRecord kind, Span<long> numbers)
    {
        (sequence, kind) = (0, 0);
        if (bytes.Length < Head)
            return 0;
        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var size = Size(count);
        if (count is 0 or > MostNumbers || bytes.Length < size)
            return 0;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != Check(bytes[..size]))
            return 0;
        kind = (MeterRecord)BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        for (var i = 0; i < count; i++)
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(Head + (i * sizeof(long)))..]);
        return size;
    }

    public static int Numbers(in OpenedRecord r, Span<long> n)
    {
        (n[0], n[1]) = (r.Meter, r.Ticks);
        return 2;
    }

    public static OpenedRecord Opened(ReadOnlySpan<long> n) => new(n[0], n[1]);

    public static int Numbers(in HeldRecord r, Span<long> n)
    {
        (n[0], n[1], n[2], n[3]) = (r.Certificate, r.Issuer, (long)r.Kind, r.Stream ? 1 : 0);
        (n[4], n[5], n[6]) = (r.Prompt, r.Micro, r.Ticks);
        return 7;
    }

    public static HeldRecord Held(ReadOnlySpan<long> n) =>
        new(n[0], n[1], (MeterKind)n[2], n[3] != 0, n[4], n[5], n[6]);

    public static int Numbers(in ReachedRecord r, Span<long> n)
    {
        (n[0], n[1], n[2], n[3], n[4]) = (r.Request, r.Tokens.Input, r.Tokens.Cached, r.Tokens.Output, r.Micro);
        return 5;
    }

    public static ReachedRecord Reached(ReadOnlySpan<long> n) => new(n[0], new(n[1], n[2], n[3]), n[4]);

    public static int Numbers(in SettledRecord r, Span<long> n)
    {
        (n[0], n[1], n[2], n[3]) = (r.Request, r.Certificate, r.Tokens.Input, r.Tokens.Cached);
        (n[4], n[5], n[6], n[7]) = (r.Tokens.Output, r.Micro, r.OwnPrompt, r.OwnOutput);
        (n[8], n[9], n[10], n[11]) = (r.SellerPrompt, r.SellerOutput, (long)r.End, r.Endpoint);
        (n[12], n[13], n[14], n[15]) = (r.Attempts, r.Hour, r.Ticks, r.By);
        // Of an issuer's delivery the record is what it was before anybody stood in.
        return r.By == 0 ? 15 : 16;
    }

    public static SettledRecord Settled(ReadOnlySpan<long> n) =>
        new(
            n[0],
            n[1],
            new(n[2], n[3], n[4]),
            n[5],
            n[6],
            n[7],
            n[8],
            n[9],
            (MeterRefusal)n[10],
            (int)n[11],
            (int)n[12],
            n[13],
            n[14],
            n.Length > 15 ? n[15] : 0
        );

    public static int Numbers(in ReleasedRecord r, Span<long> n)
    {
        (n[0], n[1], n[2]) = (r.Request, r.Certificate, (long)r.Reason);
        (n[3], n[4], n[5]) = (r.FailedMicro, r.Hour, r.Ticks);
        return 6;
    }

    public static ReleasedRecord Released(ReadOnlySpan<long> n) =>
        new(n[0], n[1], (MeterRefusal)n[2], n[3], n[4], n[5]);

    public static int Numbers(in VoidedRecord r, Span<long> n)
    {
        (n[0], n[1]) = (r.Request, r.Ticks);
        return 2;
    }

    public static VoidedRecord Voided(ReadOnlySpan<long> n) => new(n[0], n[1]);

    public static int Numbers(in BilledRecord r, Span<long> n)
    {
        (n[0], n[1], n[2], n[3], n[4]) = (r.Record, r.Certificate, r.Hour, r.Units, r.Failed);
        (n[5], n[6]) = (r.Requests, r.Through);
        (n[7], n[8]) = (unchecked((long)r.Evidence.First), unchecked((long)r.Evidence.Second));
        (n[9], n[10]) = (unchecked((long)r.Evidence.Third), unchecked((long)r.Evidence.Fourth));
        n[11] = r.By;
        return r.By == 0 ? 11 : 12;
    }

    public static BilledRecord Billed(ReadOnlySpan<long> n) =>
        new(
            n[0],
            n[1],
            n[2],
            n[3],
            n[4],
            n[5],
            n[6],
            unchecked(new((ulong)n[7], (ulong)n[8], (ulong)n[9], (ulong)n[10])),
            n.Length > 11 ? n[11] : 0
        );

    public static int Numbers(in PostedRecord r, Span<long> n)
    {
        (n[0], n[1], n[2]) = (r.Record, r.Num, r.Ticks);
        return 3;
    }

    public static PostedRecord Posted(ReadOnlySpan<long> n) => new(n[0], (int)n[1], n[2]);

    // Over the first four bytes and everything behind the checksum.
    private static uint Check(ReadOnlySpan<byte> frame) =>
        ~Crc32C.Append(Crc32C.Append(uint.MaxValue, frame[..4]), frame[8..]);
}
