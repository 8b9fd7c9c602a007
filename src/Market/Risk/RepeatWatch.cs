// How often an account has sent orders of one content lately: the mark of a program that runs away.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk;

/// <summary>The last contents of each account, each with its window (rule CAP-003). Nothing is allocated but room for
/// more accounts.</summary>
internal sealed class RepeatWatch
{
    /// <summary>Contents that are remembered of an account: the one whose window began first makes room.</summary>
    public const int Kept = 8;

    private Window[] _windows = [];

    /// <summary>Orders of this content in its window, and when that ends; zero where none is open.</summary>
    public (int Count, Instant Ends) Of(int slot, ulong content, Instant now, int milliseconds)
    {
        var at = Find(slot, content);
        if (at < 0)
            return default;
        ref readonly var window = ref _windows[at];
        var ends = new Instant(window.Since).Plus(milliseconds * 1_000_000L);
        return now < ends ? (window.Count, ends) : default;
    }

    /// <summary>Counts an order that was taken.</summary>
    public void Count(int slot, ulong content, Instant now, int milliseconds)
    {
        if (_windows.Length < (slot + 1) * Kept)
            Array.Resize(ref _windows, int.Max((slot + 1) * Kept, _windows.Length * 2));
        var (open, _) = Of(slot, content, now, milliseconds);
        var at = Find(slot, content);
        if (at < 0)
            at = Oldest(slot);
        _windows[at] = new()
        {
            Content = content,
            Since = open == 0 ? now.Nanoseconds : _windows[at].Since,
            Count = open + 1,
        };
    }

    public void Save(StateWriter writer)
    {
        var used = 0;
        foreach (var window in _windows)
            used += window.Count > 0 ? 1 : 0;
        writer.Int(used);
        for (var at = 0; at < _windows.Length; at++)
        {
            if (_windows[at].Count == 0)
                continue;
            writer.Int(at);
            writer.Long(unchecked((long)_windows[at].Content));
            writer.Long(_windows[at].Since);
            writer.Int(_windows[at].Count);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
        {
            var at = reader.Int();
            if (at >= _windows.Length)
                Array.Resize(ref _windows, int.Max(at + Kept - (at % Kept), _windows.Length * 2));
            _windows[at] = new()
            {
                Content = unchecked((ulong)reader.Long()),
                Since = reader.Long(),
                Count = reader.Int(),
            };
        }
    }

    private int Find(int slot, ulong content)
    {
        if (_windows.Length < (slot + 1) * Kept)
            return -1;
        for (var at = slot * Kept; at < (slot + 1) * Kept; at++)
        {
            if (_windows[at].Count > 0 && _windows[at].Content == content)
                return at;
        }

        return -1;
    }

    // An empty place, else the one whose window began first; of several the first.
    private int Oldest(int slot)
    {
        var oldest = slot * Kept;
        for (var at = oldest; at < (slot + 1) * Kept; at++)
        {
            if (_windows[at].Count == 0)
                return at;
            if (_windows[at].Since < _windows[oldest].Since)
                oldest = at;
        }

        return oldest;
    }

    private struct Window
    {
        public ulong Content;
        public long Since;
        public int Count;
    }
}
