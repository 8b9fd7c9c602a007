// Where each live order is: order numbers are dense, so this is an array in pages, not a hash table.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>Order number to slot. A page is put aside when none of its orders is live, and used again.</summary>
internal sealed class OrderDirectory
{
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;
    private Page?[] _pages = new Page?[1 << 14];
    private Page? _spare;
    private int _made;

    /// <summary>Bytes of the pages made and of the list of pages.</summary>
    public long Bytes => ((long)_made * ((PageSize * sizeof(int)) + 40)) + (_pages.LongLength * 8);

    /// <summary>The slot of a live order, or -1.</summary>
    public int Find(OrderId order)
    {
        var page = order.Value >> PageBits;
        return order.Value > 0 && page < _pages.Length && _pages[page] is { } found
            ? found.Slots[order.Value & (PageSize - 1)] - 1
            : OrderPool.None;
    }

    public void Add(OrderId order, int slot)
    {
        var number = checked((int)(order.Value >> PageBits));
        if (number >= _pages.Length)
            Array.Resize(ref _pages, int.Max(_pages.Length * 2, number + 1));
        var page = _pages[number];
        if (page is null)
        {
            page = Fresh();
            _pages[number] = page;
        }

        page.Slots[order.Value & (PageSize - 1)] = slot + 1;
        page.Live++;
    }

    public void Remove(OrderId order)
    {
        var number = order.Value >> PageBits;
        var page = _pages[number]!;
        page.Slots[order.Value & (PageSize - 1)] = 0;
        if (--page.Live > 0)
            return;
        _pages[number] = null;
        page.NextSpare = _spare;
        _spare = page;
    }

    private Page Fresh()
    {
        if (_spare is not { } page)
        {
            _made++;
            return new();
        }

        _spare = page.NextSpare;
        page.NextSpare = null;
        return page;
    }

    private sealed class Page
    {
        /// <summary>Slot and one; zero: not live.</summary>
        public readonly int[] Slots = new int[PageSize];
        public int Live;
        public Page? NextSpare;
    }
}
