// What a byte-pair tokenizer knows: its tokens, its merges, and the symbols that a piece begins as.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Read once from a file, then shared by everyone who counts.</summary>
internal sealed class BytePairModel
{
    private readonly int[] _characters = [];

    /// <summary>The tokens that merging can make or begin from, and the added ones for decoding.</summary>
    public required Vocabulary Tokens { get; init; }

    /// <summary>Where whole pieces and single characters are looked up; no added token is in it.</summary>
    public required Vocabulary Pieces { get; init; }

    public required MergeTable Merges { get; init; }

    /// <summary>The id of each single byte: what a byte-level piece begins as, and what else falls back to.</summary>
    public required int[] ByteIds { get; init; }

    /// <summary>A piece begins as characters, and as bytes only where the vocabulary lacks the character. Set after
    /// the pieces.</summary>
    public bool ByCharacter
    {
        get => _characters.Length > 0;
        init => _characters = value ? Characters(Pieces) : [];
    }

    /// <summary>Where long pieces may be cut; null where pieces are cut so already.</summary>
    public PieceCuts? Cuts { get; init; }

    /// <summary>A piece that is a token as it stands is taken without merging.</summary>
    public bool WholePieces { get; init; }

    /// <summary>For decoding: the byte that an id falls back to, or −1. Empty when bytes are tokens like any
    /// other.</summary>
    public int[] FallbackByte { get; init; } = [];

    /// <summary>Writes the symbols that a piece begins as; <paramref name="symbols"/> is at least as long as the
    /// piece.</summary>
    /// <returns>How many there are.</returns>
    public int Begin(ReadOnlySpan<byte> piece, int[] symbols)
    {
        if (!ByCharacter)
        {
            for (var i = 0; i < piece.Length; i++)
                symbols[i] = ByteIds[piece[i]];
            return piece.Length;
        }

        var text = new ScanText(piece);
        var count = 0;
        for (var at = 0; at < piece.Length; )
        {
            var point = text.Read(at, out var size);
            var id = size == 1 && point >= 0x80 ? -1 : Character(point, piece.Slice(at, size));
            if (id >= 0)
                symbols[count++] = id;
            else
                foreach (var value in piece.Slice(at, size))
                    symbols[count++] = ByteIds[value];
            at += size;
        }

        return count;
    }

    private int Character(int point, ReadOnlySpan<byte> bytes) =>
        point < _characters.Length ? _characters[point] : Pieces.Find(bytes);

    /// <summary>The ids of the characters up to U+FFFF, or −1.</summary>
    private static int[] Characters(Vocabulary pieces)
    {
        var ids = new int[0x10000];
        Span<byte> room = stackalloc byte[4];
        for (var point = 0; point < ids.Length; point++)
        {
            ids[point] = System.Text.Rune.TryCreate(point, out var rune)
                ? pieces.Find(room[..rune.EncodeToUtf8(room)])
                : -1;
        }

        return ids;
    }

    /// <summary>
    /// The merges of a file of ranks: any two tokens whose bytes together are a token may become it, at its rank.
    /// </summary>
    public static MergeTable FromRanks(Vocabulary tokens)
    {
        var merges = new MergeTable(tokens.Count * 2);
        for (var id = 0; id < tokens.Count; id++)
        {
            if (!tokens.Has(id))
                continue;
            var bytes = tokens.Bytes(id);
            for (var cut = 1; cut < bytes.Length; cut++)
            {
                var left = tokens.Find(bytes[..cut]);
                if (left >= 0 && tokens.Find(bytes[cut..]) is >= 0 and var right)
                    merges.Add(left, right, id, id);
            }
        }

        return merges;
    }
}
