// Which price levels have orders: a two-storey bitmap, so that the best price is found by counting zeros.
using System.Numerics;

namespace Tokenbourse.Market.Matching;

/// <summary>A set of small numbers with its least and greatest at hand.</summary>
internal sealed class LevelSet
{
    private ulong[] _words = [];
    private ulong[] _summary = [];

    public void Resize(int levels)
    {
        var words = (levels + 63) / 64;
        if (_words.Length == words)
        {
            Array.Clear(_words);
            Array.Clear(_summary);
            return;
        }

        _words = new ulong[words];
        _summary = new ulong[(words + 63) / 64];
    }

    public void Add(int level)
    {
        var word = level >> 6;
        _words[word] |= 1UL << (level & 63);
        _summary[word >> 6] |= 1UL << (word & 63);
    }

    public void Remove(int level)
    {
        var word = level >> 6;
        _words[word] &= ~(1UL << (level & 63));
        if (_words[word] == 0)
            _summary[word >> 6] &= ~(1UL << (word & 63));
    }

    /// <summary>The least member at or above a level, or -1.</summary>
    public int AtOrAbove(int level)
    {
        if (level < 0)
            level = 0;
        var word = level >> 6;
        if (word >= _words.Length)
            return -1;
        var bits = _words[word] & (ulong.MaxValue << (level & 63));
        if (bits != 0)
            return (word << 6) + BitOperations.TrailingZeroCount(bits);
        word++;
        for (var s = word >> 6; s < _summary.Length; s++)
        {
            var from = s == word >> 6 ? ulong.MaxValue << (word & 63) : ulong.MaxValue;
            var words = _summary[s] & from;
            if (words == 0)
                continue;
            var found = (s << 6) + BitOperations.TrailingZeroCount(words);
            return (found << 6) + BitOperations.TrailingZeroCount(_words[found]);
        }

        return -1;
    }

    /// <summary>The greatest member at or below a level, or -1.</summary>
    public int AtOrBelow(int level)
    {
        if (level < 0)
            return -1;
        var word = level >> 6;
        if (word >= _words.Length)
        {
            word = _words.Length - 1;
            level = (_words.Length << 6) - 1;
            if (word < 0)
                return -1;
        }

        var bits = _words[word] & (ulong.MaxValue >> (63 - (level & 63)));
        if (bits != 0)
            return (word << 6) + 63 - BitOperations.LeadingZeroCount(bits);
        word--;
        if (word < 0)
            return -1;
        for (var s = word >> 6; s >= 0; s--)
        {
            var upTo = s == word >> 6 ? ulong.MaxValue >> (63 - (word & 63)) : ulong.MaxValue;
            var words = _summary[s] & upTo;
            if (words == 0)
                continue;
            var found = (s << 6) + 63 - BitOperations.LeadingZeroCount(words);
            return (found << 6) + 63 - BitOperations.LeadingZeroCount(_words[found]);
        }

        return -1;
    }
}
