// Where each live order rests: order numbers are dense, so this is an array in pages, not a hash table.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>Order number to (instrument, slot). A page is dropped when none of its orders is live.</summary>
internal sealed class OrderDirectory
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;
    private Page?[] _pages = new Page?[64];
    private Page? _spare;

    public bool TryFind(OrderId order, out InstrumentId instrument, out int slot)
    {
        instrument = default;
        slot = -1;
        var page = order.Value >> PageBits;
        if (order.Value <= 0 || page >= _pages.Length || _pages[page] is not { } found)
            return false;
        var place = found.Places[order.Value & (PageSize - 1)];
        if (place.Instrument == 0)
            return false;
        instrument = new(place.Instrument);
        slot = place.Slot;
        return true;
    }

    public void Add(OrderId order, InstrumentId instrument, int slot)
    {
        var number = checked((int)(order.Value >> PageBits));
        if (number >= _pages.Length)
            Array.Resize(ref _pages, int.Max(_pages.Length * 2, number + 1));
        var page = _pages[number];
        if (page is null)
        {
            page = _spare ?? new();
            _spare = null;
            _pages[number] = page;
        }

        page.Places[order.Value & (PageSize - 1)] = (instrument.Value, slot);
        page.Live++;
    }

    public void Remove(OrderId order)
    {
        var number = order.Value >> PageBits;
        var page = _pages[number]!;
        page.Places[order.Value & (PageSize - 1)] = default;
        if (--page.Live > 0)
            return;
        _pages[number] = null;
        _spare = page;
    }

    private sealed class Page
    {
        public readonly (int Instrument, int Slot)[] Places = new (int, int)[PageSize];
        public int Live;
    }
}
