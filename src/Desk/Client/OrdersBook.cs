// A book order by order (L3) kept from the stream.
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Desk.Client;

/// <summary>An order as everyone sees it.</summary>
/// <param name="Price">As on the wire.</param>
public sealed record BookOrder(long Order, string Price, long Lots);

/// <summary>The visible orders of book.orders:SYMBOL in their places.</summary>
public sealed class OrdersBook(string channel) : KeptBook(channel)
{
    private const int Nowhere = -2;

    private readonly SortedDictionary<decimal, List<BookOrder>> _bids = new(
        Comparer<decimal>.Create((a, b) => b.CompareTo(a))
    );
    private readonly SortedDictionary<decimal, List<BookOrder>> _asks = [];

    /// <summary>Best price first, each price in the order of its places.</summary>
    public IEnumerable<BookOrder> Bids => _bids.Values.SelectMany(o => o);

    /// <summary>Best price first, each price in the order of its places.</summary>
    public IEnumerable<BookOrder> Asks => _asks.Values.SelectMany(o => o);

    /// <inheritdoc/>
    protected override void Clear()
    {
        _bids.Clear();
        _asks.Clear();
    }

    /// <inheritdoc/>
    protected override bool Fill(JsonElement data, bool snapshot)
    {
        if (!snapshot)
            return data.EnumerateArray().All(Change);
        foreach (
            var (side, name) in (ReadOnlySpan<(SortedDictionary<decimal, List<BookOrder>>, string)>)
                [(_bids, "bids"), (_asks, "asks")]
        )
        {
            foreach (var order in data.GetProperty(name).EnumerateArray())
                Queue(side, order.GetProperty("price").GetString()!).Add(Of(order));
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Write(StringBuilder text)
    {
        foreach (var order in Bids)
            text.Append(CultureInfo.InvariantCulture, $"bid {order.Price} {order.Lots} {order.Order}\n");
        foreach (var order in Asks)
            text.Append(CultureInfo.InvariantCulture, $"ask {order.Price} {order.Lots} {order.Order}\n");
    }

    private bool Change(JsonElement change)
    {
        var side = change.GetProperty("side").GetString() == "buy" ? _bids : _asks;
        var order = Of(change);
        var queue = Queue(side, order.Price);
        var at = queue.FindIndex(o => o.Order == order.Order);
        var word = change.GetProperty("action").GetString();
        if (word is "added" or "added in front")
        {
            var behind = change.GetProperty("behind");
            var place = behind.ValueKind == JsonValueKind.Null ? -1 : Place(queue, behind.GetInt64());
            if (at >= 0 || place == Nowhere)
                return false;
            queue.Insert(place + 1, order);
            return true;
        }

        if (at < 0)
            return false;
        if (word == "changed")
            queue[at] = order;
        else
            queue.RemoveAt(at);
        if (queue.Count == 0)
            side.Remove(Number(order.Price));
        return true;
    }

    private static int Place(List<BookOrder> queue, long order)
    {
        var at = queue.FindIndex(o => o.Order == order);
        return at < 0 ? Nowhere : at;
    }

    private static List<BookOrder> Queue(SortedDictionary<decimal, List<BookOrder>> side, string price)
    {
        if (!side.TryGetValue(Number(price), out var queue))
            side.Add(Number(price), queue = []);
        return queue;
    }

    private static decimal Number(string price) => decimal.Parse(price, CultureInfo.InvariantCulture);

    private static BookOrder Of(JsonElement order) =>
        new(
            order.GetProperty("order").GetInt64(),
            order.GetProperty("price").GetString()!,
            order.GetProperty("lots").GetInt64()
        );
}
