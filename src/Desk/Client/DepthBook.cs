// A book by price (L2) kept from the stream.
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Desk.Client;

/// <summary>One price of a book.</summary>
/// <param name="Price">As on the wire.</param>
public sealed record BookLevel(string Price, long Lots, long Orders);

/// <summary>The levels of depth:SYMBOL or depth.N:SYMBOL.</summary>
public sealed class DepthBook(string channel) : KeptBook(channel)
{
    private readonly SortedDictionary<decimal, BookLevel> _bids = new(
        Comparer<decimal>.Create((a, b) => b.CompareTo(a))
    );
    private readonly SortedDictionary<decimal, BookLevel> _asks = [];

    /// <summary>Best first.</summary>
    public IReadOnlyCollection<BookLevel> Bids => _bids.Values;

    /// <summary>Best first.</summary>
    public IReadOnlyCollection<BookLevel> Asks => _asks.Values;

    /// <inheritdoc/>
    protected override void Clear()
    {
        _bids.Clear();
        _asks.Clear();
    }

    /// <inheritdoc/>
    protected override bool Fill(JsonElement data, bool snapshot)
    {
        Fill(_bids, data.GetProperty("bids"));
        Fill(_asks, data.GetProperty("asks"));
        return true;
    }

    /// <inheritdoc/>
    protected override void Write(StringBuilder text)
    {
        foreach (var level in _bids.Values)
            text.Append(CultureInfo.InvariantCulture, $"bid {level.Price} {level.Lots} {level.Orders}\n");
        foreach (var level in _asks.Values)
            text.Append(CultureInfo.InvariantCulture, $"ask {level.Price} {level.Lots} {level.Orders}\n");
    }

    private static void Fill(SortedDictionary<decimal, BookLevel> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var text = level.GetProperty("price").GetString()!;
            var price = decimal.Parse(text, CultureInfo.InvariantCulture);
            var lots = level.GetProperty("lots").GetInt64();
            if (lots == 0)
                side.Remove(price);
            else
                side[price] = new(text, lots, level.GetProperty("orders").GetInt64());
        }
    }
}
