// Which two neighbours may become one token, in what order, and which token that is.
using System.Runtime.CompilerServices;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Pairs of ids with their rank (lower merges first) and the id that they become.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that does not merge.</summary>
    public const int None = int.MaxValue;

    private Entry[] _entries;
    private int _mask;

    public MergeTable(int expected)
    {
        var capacity = 16;
        while (capacity < expected * 2)
            capacity *= 2;
        _entries = new Entry[capacity];
        _mask = capacity - 1;
    }

    public int Count { get; private set; }

    /// <summary>Adds a pair; a pair that is there already keeps what it had.</summary>
    public void Add(int left, int right, int rank, int id)
    {
        if (Count * 2 >= _entries.Length)
            Grow();
        var key = Key(left, right);
        var slot = Slot(key);
        while (_entries[slot].Key != 0)
        {
            if (_entries[slot].Key == key)
                return;
            slot = slot + 1 & _mask;
        }

        _entries[slot] = new Entry(key, rank, id);
        Count++;
    }

    /// <summary>The rank of a pair, or <see cref="None"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Rank(int left, int right, out int id)
    {
        var key = Key(left, right);
        var entries = _entries;
        for (var slot = Slot(key); ; slot = slot + 1 & _mask)
        {
            ref readonly var entry = ref entries[slot];
            if (entry.Key == key)
            {
                id = entry.Id;
                return entry.Rank;
            }

            if (entry.Key == 0)
            {
                id = -1;
                return None;
            }
        }
    }

    private void Grow()
    {
        var old = _entries;
        _entries = new Entry[old.Length * 2];
        _mask = _entries.Length - 1;
        foreach (var entry in old)
        {
            if (entry.Key == 0)
                continue;
            var slot = Slot(entry.Key);
            while (_entries[slot].Key != 0)
                slot = slot + 1 & _mask;
            _entries[slot] = entry;
        }
    }

    // One is added so that no key is zero, which marks an empty slot.
    private static ulong Key(int left, int right) => unchecked(((ulong)(uint)left << 32 | (uint)right) + 1);

    private int Slot(ulong key) => unchecked((int)(key * 0x9E3779B97F4A7C15UL >> 33)) & _mask;

    private readonly record struct Entry(ulong Key, int Rank, int Id);
}
