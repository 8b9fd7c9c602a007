// Remembers the tokens of short pieces. Its size is fixed, so that no text can make it grow.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>One slot a hash value; a new piece takes the place of the old one.</summary>
internal sealed class PieceCache
{
    /// <summary>Longer pieces are not remembered, bytes.</summary>
    public const int LongestPiece = 16;

    /// <summary>So many ids are remembered; of a piece with more, only their number.</summary>
    public const int MostIds = 4;

    private const int _slots = 1 << 15;

    private readonly Entry[] _entries = new Entry[_slots];

    /// <summary>The slot of a piece of 1 to 16 bytes, and whether the piece is in it. Parts are kept apart from whole
    /// pieces.</summary>
    public ref Entry Slot(ReadOnlySpan<byte> piece, bool whole, out bool found)
    {
        var length = Length(piece, whole);
        var (first, second) = Key(piece);
        var hash = unchecked((first ^ second * 0xFF51AFD7ED558CCDUL) * 0x9E3779B97F4A7C15UL + length);
        ref var entry = ref _entries[(int)(hash >> 49)];
        found = entry.First == first && entry.Second == second && entry.Length == length;
        return ref entry;
    }

    /// <summary>Fills a slot.</summary>
    public static void Fill(ref Entry entry, ReadOnlySpan<byte> piece, bool whole, ReadOnlySpan<int> ids)
    {
        (entry.First, entry.Second) = Key(piece);
        entry.Length = Length(piece, whole);
        entry.Count = (byte)ids.Length;
        if (ids.Length <= MostIds)
            ids.CopyTo(entry.Ids);
    }

    private static byte Length(ReadOnlySpan<byte> piece, bool whole) => (byte)(piece.Length + (whole ? 0 : 128));

    /// <summary>The first and the last eight bytes; they overlap in short pieces, and the length tells those
    /// apart.</summary>
    private static (ulong First, ulong Second) Key(ReadOnlySpan<byte> piece)
    {
        if (piece.Length >= 8)
        {
            return (
                BinaryPrimitives.ReadUInt64LittleEndian(piece),
                BinaryPrimitives.ReadUInt64LittleEndian(piece[(piece.Length - 8)..])
            );
        }

        if (piece.Length >= 4)
        {
            return (
                BinaryPrimitives.ReadUInt32LittleEndian(piece)
                    | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(piece[(piece.Length - 4)..]) << 32,
                0
            );
        }

        return ((ulong)piece[0] | (ulong)piece[piece.Length / 2] << 8 | (ulong)piece[^1] << 16, 0);
    }

    /// <summary>A piece and its tokens.</summary>
    internal struct Entry
    {
        public ulong First;
        public ulong Second;
        public byte Length;
        public byte Count;
        public Four Ids;
    }

    /// <summary>Room for the ids.</summary>
    [InlineArray(MostIds)]
    internal struct Four
    {
        private int _first;
    }
}
