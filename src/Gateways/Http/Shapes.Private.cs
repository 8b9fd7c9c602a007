// What goes over the wire of an account's own orders, fills, positions and balances as they change.
namespace Tokenbourse.Gateways.Http;

/// <summary>A change of an order.</summary>
/// <param name="Sequence">Of the market event that told it, the same on every door.</param>
/// <param name="Event">accepted, resting, filled, amended, reduced, woken, cancelled.</param>
/// <param name="Reason">Why it was cancelled or reduced; else null.</param>
/// <param name="Fill">The fill, where it is one.</param>
/// <param name="Order">The order as it stands after it.</param>
public sealed record OrderChangeShape(
    long Sequence,
    string Time,
    string Event,
    string? Reason,
    FillShape? Fill,
    OpenOrderShape Order
);

/// <summary>An account's side of a trade.</summary>
/// <param name="Sequence">Of the market event that told it, the same on every door.</param>
/// <param name="Order">Null, and the client order id too: no order stands behind it.</param>
/// <param name="Opened">Lots by which the position grew; the others closed.</param>
/// <param name="Liquidity">maker, taker, or auction where neither side came in.</param>
public sealed record AccountFillShape(
    long Sequence,
    string Time,
    long Trade,
    long? Order,
    string? ClientOrderId,
    string Symbol,
    string Side,
    string Price,
    long Lots,
    long Opened,
    string Fee,
    string Currency,
    string Liquidity,
    string Origin
);

/// <summary>Net lots of an account now; below zero: short.</summary>
public sealed record OpenPositionShape(string Symbol, long Lots);
