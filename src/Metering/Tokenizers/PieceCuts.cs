// Where a long byte-level piece may be cut without changing its tokens: where no token reaches across.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// A merge makes a token, and a token that reaches across the boundary of two characters holds the end of the first
/// and the beginning of the second: the whole character, or what of it the token begins or ends inside. All those
/// pairs are remembered; where the text has none of them, no merge ever crosses. A Chinese sentence, one piece by
/// its split pattern, becomes words of a few characters, short enough to be remembered.
/// </summary>
internal sealed class PieceCuts
{
    private readonly PairSet _pairs = new();

    /// <summary>By bytes of the first and of the second character: does any token hold such an end or
    /// beginning?</summary>
    private readonly bool[] _ends = new bool[4];
    private readonly bool[] _beginnings = new bool[4];

    /// <summary>Learns the boundaries inside each token.</summary>
    public PieceCuts(Vocabulary tokens)
    {
        for (var id = 0; id < tokens.Count; id++)
        {
            if (tokens.Has(id))
                Learn(tokens.Bytes(id));
        }
    }

    /// <summary>The first certain boundary behind <paramref name="start"/>, or the end of the piece.</summary>
    public int Next(ReadOnlySpan<byte> piece, int start)
    {
        var text = new ScanText(piece);
        var left = text.Read(start, out var leftSize);
        for (var at = start + leftSize; at < piece.Length; )
        {
            var right = text.Read(at, out var rightSize);
            var bad = left >= 0x80 && leftSize == 1 || right >= 0x80 && rightSize == 1;
            if (!bad && !Crossed(piece.Slice(at - leftSize, leftSize), piece.Slice(at, rightSize)))
                return at;
            at += rightSize;
            (left, leftSize) = (right, rightSize);
        }

        return piece.Length;
    }

    private bool Crossed(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (_pairs.Has(Key(left, right)))
            return true;
        for (var end = 1; end <= left.Length; end++)
        {
            if (end < left.Length && !_ends[end])
                continue;
            for (var beginning = 1; beginning <= right.Length; beginning++)
            {
                if (
                    (beginning == right.Length || _beginnings[beginning])
                    && _pairs.Has(Key(left[^end..], right[..beginning]))
                )
                    return true;
            }
        }

        return false;
    }

    private void Learn(ReadOnlySpan<byte> token)
    {
        for (var cut = 1; cut < token.Length; cut++)
        {
            if (IsInner(token[cut]))
                continue;
            var from = cut - 1;
            while (from > 0 && cut - from < 4 && IsInner(token[from]))
                from--;
            var to = cut + 1;
            while (to < token.Length && to - cut < 4 && IsInner(token[to]))
                to++;
            _pairs.Add(Key(token[from..cut], token[cut..to]));
            if (IsInner(token[from]) && cut - from < 4)
                _ends[cut - from] = true;
            if (to == token.Length && to - cut < 4 && token[cut] >= 0x80)
                _beginnings[to - cut] = true;
        }
    }

    private static bool IsInner(byte value) => (value & 0xC0) == 0x80;

    /// <summary>One to four bytes each. Only a lone NUL begins with a zero, so no two pairs share a number.</summary>
    private static ulong Key(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        ulong key = 0;
        foreach (var value in left)
            key = key << 8 | value;
        ulong second = 0;
        foreach (var value in right)
            second = second << 8 | value;
        return key << 32 | second;
    }
}
