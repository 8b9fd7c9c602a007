// For tokenizers that merge over whole texts: cuts where no token of the vocabulary can ever reach across.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// SentencePiece models have no split pattern. But a merge makes a token, and a token holds the two characters at its seam
/// side by side; where no merged token holds the two neighbours, no merge ever crosses, and cutting there changes nothing.
/// That keeps pieces short, lets them be remembered, and gives a stream certain ends.
/// </summary>
internal sealed class SymbolPairScanner : PieceScanner
{
    private readonly bool[] _ascii = new bool[128 * 128];
    private readonly PairSet _pairs = new();

    /// <summary>Learns the pairs inside a token that merges can make.</summary>
    public void Learn(ReadOnlySpan<byte> token)
    {
        var text = new ScanText(token);
        var left = text.Read(0, out var at);
        while (text.Read(at, out var size) is >= 0 and var right)
        {
            if ((left | right) < 128)
                _ascii[left * 128 + right] = true;
            else
                _pairs.Add(Pair(left, right));
            left = right;
            at += size;
        }
    }

    public override int Next(ref ScanText text, int start)
    {
        var left = text.Read(start, out var size);
        var at = start + size;
        if (left >= 128 && size == 1)
            return at;
        while (text.Read(at, out size) is >= 0 and var right)
        {
            // A bad byte is never part of a token.
            if (right >= 128 && size == 1 || !Joins(left, right))
                return at;
            at += size;
            left = right;
        }

        return at;
    }

    private bool Joins(int left, int right) =>
        (left | right) < 128 ? _ascii[left * 128 + right] : _pairs.Has(Pair(left, right));

    private static ulong Pair(int left, int right) => (ulong)(uint)left << 32 | (uint)right;
}
