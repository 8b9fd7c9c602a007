// The words of an order in a line of the book driver.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Books;

/// <summary>Reads a "new" line. What it leaves out: limit, day, owner 1, a group of its own, the book's self-match
/// mode.</summary>
internal static class OrderLine
{
    private const long MostTicks = 1_000_000_000;
    private const long MostLots = 1_000_000_000;

    public static OrderEntry Read(Fields f, InstrumentId book, OrderId number)
    {
        var owner = (int)f.Whole("owner", 1, 1_000_000, 1);
        var flags = OrderFlags.None;
        if (f.Flag("postOnly", false))
            flags |= OrderFlags.PostOnly;
        if (f.Flag("closeOnly", false))
            flags |= OrderFlags.CloseOnly;
        if (f.Flag("hedge", false))
            flags |= OrderFlags.Hedge;
        return new(
            number,
            book,
            owner,
            // Owners and groups share one numbering here, so that an order without a group is alone.
            (int)f.Whole("group", 1, 1_000_000, owner),
            f.Word("side", [("buy", Side.Buy), ("sell", Side.Sell)]),
            f.Has("type") ? f.Word("type", Types) : OrderType.Limit,
            f.Has("life") ? f.Word("life", Lives) : TimeInForce.Day,
            new(f.Whole("price", -MostTicks, MostTicks, 0)),
            f.Whole("lots", -MostLots, MostLots),
            flags,
            f.Has("selfMatch") ? f.Word("selfMatch", Modes) : SelfMatch.AsContract,
            new(f.Whole("stop", -MostTicks, MostTicks, 0)),
            f.Whole("display", -MostLots, MostLots, 0),
            f.Whole("minimum", -MostLots, MostLots, 0)
        );
    }

    private static readonly (string, OrderType)[] Types =
    [
        ("limit", OrderType.Limit),
        ("market", OrderType.Market),
        ("market-to-limit", OrderType.MarketToLimit),
        ("stop", OrderType.Stop),
        ("stop-limit", OrderType.StopLimit),
    ];

    private static readonly (string, TimeInForce)[] Lives =
    [
        ("day", TimeInForce.Day),
        ("fak", TimeInForce.FillAndKill),
        ("fok", TimeInForce.FillOrKill),
        ("gtc", TimeInForce.GoodTillCancelled),
        ("at the open", TimeInForce.AtTheOpen),
        ("at the close", TimeInForce.AtTheClose),
    ];

    private static readonly (string, SelfMatch)[] Modes =
    [
        ("allow", SelfMatch.Allow),
        ("cancel newest", SelfMatch.CancelNewest),
        ("cancel oldest", SelfMatch.CancelOldest),
        ("cancel both", SelfMatch.CancelBoth),
        ("decrement", SelfMatch.Decrement),
    ];
}
