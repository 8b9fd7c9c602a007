// The bytes of each token, in one block, and the way back from bytes to the id.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Tokens by id; ids may have gaps. Written once while a tokenizer is read, then only read.</summary>
internal sealed class Vocabulary
{
    private readonly byte[] _block;
    private readonly int[] _begin;
    private readonly int[] _end;
    private readonly int[] _slots;
    private readonly int _mask;
    private readonly int _longest;

    /// <summary>Takes the tokens by id; null is a gap. Where two ids have the same bytes, the lower is found.</summary>
    public Vocabulary(IReadOnlyList<byte[]?> tokens)
    {
        var length = 0;
        foreach (var token in tokens)
        {
            length += token?.Length ?? 0;
            _longest = Math.Max(_longest, token?.Length ?? 0);
        }

        _block = new byte[length];
        _begin = new int[tokens.Count];
        _end = new int[tokens.Count];
        var capacity = 16;
        while (capacity < tokens.Count * 2)
            capacity *= 2;
        _slots = new int[capacity];
        _mask = capacity - 1;
        var at = 0;
        for (var id = 0; id < tokens.Count; id++)
        {
            _begin[id] = _end[id] = -1;
            if (tokens[id] is not { } bytes)
                continue;
            bytes.CopyTo(_block, at);
            _begin[id] = at;
            _end[id] = at += bytes.Length;
            Add(id);
        }
    }

    /// <summary>One more than the highest id.</summary>
    public int Count => _begin.Length;

    /// <summary>True when the id stands for something.</summary>
    public bool Has(int id) => id >= 0 && id < _begin.Length && _begin[id] >= 0;

    /// <summary>The bytes of an id that <see cref="Has"/>.</summary>
    public ReadOnlySpan<byte> Bytes(int id) => _block.AsSpan(_begin[id], _end[id] - _begin[id]);

    /// <summary>The id whose bytes these are, or −1.</summary>
    public int Find(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _longest)
            return -1;
        for (var slot = Hash(bytes) & _mask; ; slot = slot + 1 & _mask)
        {
            var id = _slots[slot] - 1;
            if (id < 0 || Bytes(id).SequenceEqual(bytes))
                return id;
        }
    }

    private void Add(int id)
    {
        var bytes = Bytes(id);
        for (var slot = Hash(bytes) & _mask; ; slot = slot + 1 & _mask)
        {
            if (_slots[slot] == 0)
            {
                _slots[slot] = id + 1;
                return;
            }

            if (Bytes(_slots[slot] - 1).SequenceEqual(bytes))
                return;
        }
    }

    private static int Hash(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var value in bytes)
                hash = (hash ^ value) * 1099511628211UL;
            return (int)(hash ^ hash >> 29);
        }
    }
}
