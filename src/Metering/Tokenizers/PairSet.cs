// A set of numbers that is asked once a character: open addressing, no removal.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Filled once, then only read.</summary>
internal sealed class PairSet
{
    private ulong[] _slots = new ulong[1 << 12];
    private int _count;

    /// <summary>Adds a number below 2^64 − 1; what is there stays.</summary>
    public void Add(ulong pair)
    {
        var slot = Slot(pair + 1);
        if (_slots[slot] != 0)
            return;
        _slots[slot] = pair + 1;
        if (++_count * 2 < _slots.Length)
            return;
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        foreach (var each in old)
        {
            if (each != 0)
                _slots[Slot(each)] = each;
        }
    }

    public bool Has(ulong pair) => _slots[Slot(pair + 1)] != 0;

    /// <summary>Where the number is, or the empty slot where it would go.</summary>
    private int Slot(ulong stored)
    {
        var slot = unchecked((int)(stored * 0x9E3779B97F4A7C15UL >> 36)) & _slots.Length - 1;
        while (_slots[slot] != 0 && _slots[slot] != stored)
            slot = slot + 1 & _slots.Length - 1;
        return slot;
    }
}
