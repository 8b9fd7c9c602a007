// The checksum of a book as a hearer should have it: CRC-32C over one canonical text.
using System.Globalization;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>
/// The text has a line for each level (L2: side, price, lots, orders) or each order (L3: side, price, lots, number),
/// fields parted by one blank, each line ended by a line feed: bids best first, then asks best first, prices as on the
/// wire. The checksum is eight hexadecimal digits; of an empty book 00000000.
/// </summary>
internal static class BookChecksum
{
    /// <summary>Of the levels that a depth product tells, no others.</summary>
    public static string Of(IReadOnlyList<DepthLevel> bids, IReadOnlyList<DepthLevel> asks, InstrumentDocument terms)
    {
        var text = new StringBuilder();
        foreach (var level in bids)
            Line(text, "bid", level.Price, level.Lots, level.Orders, terms);
        foreach (var level in asks)
            Line(text, "ask", level.Price, level.Lots, level.Orders, terms);
        return Of(text);
    }

    /// <summary>Of the visible book order by order.</summary>
    public static string Of(VisibleBook book, InstrumentDocument terms)
    {
        var text = new StringBuilder();
        foreach (var order in book.Queue(Side.Buy))
            Line(text, "bid", order.Price, order.Lots, order.Order.Value, terms);
        foreach (var order in book.Queue(Side.Sell))
            Line(text, "ask", order.Price, order.Lots, order.Order.Value, terms);
        return Of(text);
    }

    private static void Line(
        StringBuilder text,
        string side,
        Price price,
        long lots,
        long last,
        InstrumentDocument terms
    ) => text.Append(CultureInfo.InvariantCulture, $"{side} {Words.Of(price, terms)} {lots} {last}\n");

    private static string Of(StringBuilder text) =>
        Crc32C.Of(Encoding.ASCII.GetBytes(text.ToString())).ToString("x8", CultureInfo.InvariantCulture);
}
