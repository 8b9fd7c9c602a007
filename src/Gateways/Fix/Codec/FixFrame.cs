// Where a message begins and ends in a stream of bytes, and whether it is whole: BodyLength and CheckSum.
using System.Numerics;

namespace Tokenbourse.Gateways.Fix.Codec;

/// <summary>What stands at the head of the bytes.</summary>
public enum FrameKind
{
    /// <summary>Not enough bytes to say.</summary>
    Incomplete,

    /// <summary>A message whose length and checksum are right.</summary>
    Message,

    /// <summary>Bytes that are no message; they are to be dropped and never answered.</summary>
    Garbled,
}

/// <summary>Finds messages. Every bound is asked before a byte behind it is touched, and nothing is
/// allocated.</summary>
public static class FixFrame
{
    /// <summary>The end of a field.</summary>
    public const byte End = 1;

    /// <summary>Most bytes between BodyLength(9) and CheckSum(10).</summary>
    public const int MostBody = 65_536;

    /// <summary>Most bytes of a message, head and trailer included.</summary>
    public const int MostMessage = MostBody + 64;

    private const int MostBeginString = 16;
    private const int TrailerLength = 7;

    // Some engines pad the length with zeros.
    private const int MostLength = 16;

    private static ReadOnlySpan<byte> Head => "8=FIX"u8;

    private static ReadOnlySpan<byte> Trailer => "\u000110="u8;

    /// <summary>Looks at the head of the bytes.</summary>
    /// <param name="bytes">What came in and was not yet taken.</param>
    /// <param name="taken">How many bytes to take off: the message, or what is garbled.</param>
    public static FrameKind Next(ReadOnlySpan<byte> bytes, out int taken)
    {
        taken = 0;
        if (!bytes.StartsWith(Head))
            return Skip(bytes, 0, out taken);
        var head = Prefix(bytes, out var body, out var length);
        if (head == FrameKind.Garbled)
            return Skip(bytes, 1, out taken);
        var end = body + length;
        if (head == FrameKind.Incomplete || bytes.Length < end + TrailerLength)
            return FrameKind.Incomplete;
        var trailer = bytes.Slice(end, TrailerLength);
        if (bytes[end - 1] != End || !trailer.StartsWith(Trailer[1..]) || trailer[TrailerLength - 1] != End)
            return PastTrailer(bytes, end, out taken);
        taken = end + TrailerLength;
        var right =
            FixText.TryWhole(trailer[3..6], out var said)
            && said == Sum(bytes[..end])
            && bytes[body..end].StartsWith("35="u8);
        return right ? FrameKind.Message : FrameKind.Garbled;
    }

    /// <summary>The checksum of FIX: all bytes before field 10, added up, modulo 256.</summary>
    public static int Sum(ReadOnlySpan<byte> bytes)
    {
        // Lanes of a byte each lose what is over 255, and so does the sum.
        var lanes = Vector<byte>.Zero;
        for (; bytes.Length >= Vector<byte>.Count; bytes = bytes[Vector<byte>.Count..])
            lanes += new Vector<byte>(bytes);
        uint sum = Vector.Sum(lanes);
        foreach (var one in bytes)
            sum += one;
        return (int)(sum & 255);
    }

    /// <summary>BeginString and BodyLength: where the body begins and how long it says it is.</summary>
    private static FrameKind Prefix(ReadOnlySpan<byte> bytes, out int body, out int length)
    {
        body = length = 0;
        var begin = bytes[..Math.Min(bytes.Length, MostBeginString)].IndexOf(End);
        if (begin < 0)
            return bytes.Length < MostBeginString ? FrameKind.Incomplete : FrameKind.Garbled;
        var rest = bytes[(begin + 1)..];
        if (rest.Length < 2)
            return rest.Length == 1 && rest[0] != '9' ? FrameKind.Garbled : FrameKind.Incomplete;
        if (rest[0] != '9' || rest[1] != '=')
            return FrameKind.Garbled;
        rest = rest[2..];
        var digits = rest[..Math.Min(rest.Length, MostLength + 1)].IndexOf(End);
        if (digits < 0)
            return rest.Length <= MostLength ? FrameKind.Incomplete : FrameKind.Garbled;
        if (!FixText.TryWhole(rest[..digits], out var said) || said > MostBody)
            return FrameKind.Garbled;
        body = begin + 1 + 2 + digits + 1;
        length = (int)said;
        return FrameKind.Message;
    }

    /// <summary>The length was wrong: what is garbled goes to the end of the next field 10.</summary>
    private static FrameKind PastTrailer(ReadOnlySpan<byte> bytes, int from, out int taken)
    {
        taken = 0;
        var at = bytes[(from - 1)..].IndexOf(Trailer);
        if (at >= 0)
        {
            var value = from - 1 + at + Trailer.Length;
            var end = bytes[value..].IndexOf(End);
            if (end >= 0)
            {
                taken = value + end + 1;
                return FrameKind.Garbled;
            }
        }

        if (bytes.Length < MostMessage)
            return FrameKind.Incomplete;
        taken = bytes.Length;
        return FrameKind.Garbled;
    }

    /// <summary>Drops what stands before the next head; keeps a tail that may be the beginning of one.</summary>
    private static FrameKind Skip(ReadOnlySpan<byte> bytes, int from, out int taken)
    {
        var at = bytes.Length <= from ? -1 : bytes[from..].IndexOf(Head);
        if (at >= 0)
        {
            taken = from + at;
            return FrameKind.Garbled;
        }

        var kept = Math.Min(Head.Length - 1, bytes.Length - from);
        while (kept > 0 && !Head.StartsWith(bytes[^kept..]))
            kept--;
        taken = Math.Max(bytes.Length - Math.Max(kept, 0), 0);
        return taken == 0 ? FrameKind.Incomplete : FrameKind.Garbled;
    }
}
