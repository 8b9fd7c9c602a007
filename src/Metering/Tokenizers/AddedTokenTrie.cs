// Finds added tokens in text: the leftmost, and the longest of those that begin there.
using System.Buffers;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>A tree of bytes over the added tokens.</summary>
internal sealed class AddedTokenTrie
{
    private readonly Dictionary<long, int> _steps = [];
    private readonly List<int> _ids = [-1];
    private readonly List<bool> _goesOn = [false];
    private readonly SearchValues<byte> _first;

    public AddedTokenTrie(IEnumerable<(byte[] Bytes, int Id)> tokens)
    {
        var first = new SortedSet<byte>();
        foreach (var (bytes, id) in tokens)
        {
            first.Add(bytes[0]);
            var node = 0;
            foreach (var value in bytes)
            {
                if (!_steps.TryGetValue(Step(node, value), out var next))
                {
                    next = _ids.Count;
                    _ids.Add(-1);
                    _goesOn.Add(false);
                    _steps.Add(Step(node, value), next);
                    _goesOn[node] = true;
                }

                node = next;
            }

            _ids[node] = id;
        }

        _first = SearchValues.Create(first.ToArray());
    }

    /// <summary>
    /// Finds the next added token. With <paramref name="more"/> to come, a token that the end may have cut is not decided:
    /// then nothing is found and <paramref name="at"/> is where the doubt begins.
    /// </summary>
    /// <returns>The id, or −1 with <paramref name="at"/> at the end of what is certainly ordinary text.</returns>
    public int Find(ReadOnlySpan<byte> text, bool more, out int at, out int length)
    {
        for (var from = 0; ; from = at + 1)
        {
            length = 0;
            var offset = text[from..].IndexOfAny(_first);
            at = offset < 0 ? text.Length : from + offset;
            if (offset < 0)
                return -1;
            var found = Longest(text[at..], out length, out var cut);
            if (cut && more)
            {
                length = 0;
                return -1;
            }

            if (found >= 0)
                return found;
        }
    }

    private int Longest(ReadOnlySpan<byte> text, out int length, out bool cut)
    {
        var node = 0;
        var found = -1;
        length = 0;
        cut = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!_steps.TryGetValue(Step(node, text[i]), out node))
                return found;
            if (_ids[node] >= 0)
            {
                found = _ids[node];
                length = i + 1;
            }
        }

        cut = _goesOn[node];
        return found;
    }

    private static long Step(int node, byte value) => (long)node << 8 | value;
}
