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
    private ulong[] _pairs = new ulong[1 << 12];
    private int _count;

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
                Add(Pair(left, right));
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
        (left | right) < 128 ? _ascii[left * 128 + right] : Find(Pair(left, right)) < 0;

    private void Add(ulong pair)
    {
        var slot = Find(pair);
        if (slot < 0)
            return;
        _pairs[slot] = pair;
        if (++_count * 2 < _pairs.Length)
            return;
        var old = _pairs;
        _pairs = new ulong[old.Length * 2];
        foreach (var each in old)
        {
            if (each != 0)
                _pairs[Find(each)] = each;
        }
    }

    /// <summary>The empty slot where a pair would go, or −1 when it is there. No pair is zero: one of the two is not ASCII.</summary>
    private int Find(ulong pair)
    {
        var slot = unchecked((int)(pair * 0x9E3779B97F4A7C15UL >> 36)) & _pairs.Length - 1;
        while (_pairs[slot] != 0)
        {
            if (_pairs[slot] == pair)
                return -1;
            slot = slot + 1 & _pairs.Length - 1;
        }

        return slot;
    }

    private static ulong Pair(int left, int right) => (ulong)(uint)left << 32 | (uint)right;
}
