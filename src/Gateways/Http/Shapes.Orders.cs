// What goes over the wire of orders and quotes.
namespace Tokenbourse.Gateways.Http;

/// <summary>An order as a participant writes it.</summary>
public sealed record OrderRequest(
    int Account,
    string Symbol,
    string Side,
    string? Type,
    string? TimeInForce,
    string? Price,
    string? StopPrice,
    long Lots,
    long? Display,
    long? Minimum,
    string? Expires,
    bool PostOnly,
    bool CloseOnly,
    bool Hedge,
    string? SelfMatch,
    string? ValidUntil,
    string ClientOrderId
);

public sealed record CancelRequest(int Account);

/// <summary>A live order. <paramref name="Lots"/> is what it asked for, <paramref name="Remaining"/> what is left of
/// it, hidden lots
/// included, <paramref name="Visible"/> what others see.</summary>
public sealed record OpenOrderShape(
    long Order,
    string ClientOrderId,
    string Symbol,
    string Side,
    string Type,
    string TimeInForce,
    string Status,
    string? Price,
    string? StopPrice,
    long Lots,
    long Filled,
    long Remaining,
    long Visible,
    long? Display,
    string? Expires,
    bool PostOnly,
    bool CloseOnly,
    bool Hedge,
    bool Quote,
    string SelfMatch,
    string Since
);

/// <summary>Orders that a mass cancel took off.</summary>
public sealed record MassCancelShape(IReadOnlyList<long> Orders, long CommandSequence);

/// <summary>One entry of a quote: taken with its sides, or refused and why.</summary>
public sealed record QuoteShape(string Symbol, string Status, OrderShape? Bid, OrderShape? Ask, ErrorShape? Error);

public sealed record QuotesShape(IReadOnlyList<QuoteShape> Quotes, long CommandSequence);

public sealed record ProtectionShape(
    int Account,
    string Contract,
    int WindowMilliseconds,
    long MostLots,
    long CommandSequence
);

/// <summary>A protection as it stands. <paramref name="Fired"/>: lots that had traded when it fired, null while quotes are
/// taken.</summary>
public sealed record ProtectionStateShape(string Contract, int WindowMilliseconds, long MostLots, long? Fired);

/// <summary>One fill. <paramref name="Trade"/> is null for a spread.</summary>
public sealed record FillShape(long? Trade, string Price, long Lots);

/// <summary>What became of an order.</summary>
/// <param name="Duplicate">The request had been taken before: this is the order that it was about, as it is
/// now.</param>
public sealed record OrderShape(
    long Order,
    string ClientOrderId,
    string Status,
    long Lots,
    long Filled,
    long Remaining,
    IReadOnlyList<FillShape> Fills,
    long CommandSequence,
    bool Duplicate = false
);
