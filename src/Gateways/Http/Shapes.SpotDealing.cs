// Book and quotes of the spot market on the wire. Prices and money are decimals in quotes.
namespace Tokenbourse.Gateways.Http;

/// <summary>All orders of one price: their lots in every hour and their number.</summary>
public sealed record SpotLevelShape(string Price, long Lots, int Orders);

/// <summary>A standard block with live orders, best first.</summary>
public sealed record SpotBlockShape(
    string FirstHour,
    int Hours,
    IReadOnlyList<SpotLevelShape> Bids,
    IReadOnlyList<SpotLevelShape> Asks
);

/// <summary>A live order.</summary>
/// <param name="Left">Lots that have not traded.</param>
/// <param name="Reserved">What is still set aside for them.</param>
public sealed record SpotOrderShape(
    long Reference,
    string Product,
    string Side,
    string FirstHour,
    int Hours,
    long Lots,
    long Left,
    string Limit,
    string Reserved,
    string Time
);

/// <summary>A quote that is good.</summary>
/// <param name="Price">For one lot and hour.</param>
/// <param name="Total">For all of it.</param>
public sealed record SpotQuoteShape(long Quote, int Account, string Price, string Total, string Time);

/// <summary>An open request.</summary>
/// <param name="Mine">The account asked for it.</param>
/// <param name="Side">What whoever asked wants to do.</param>
/// <param name="Quotes">All of them to whoever asked; to others their own.</param>
public sealed record SpotRequestShape(
    long Request,
    int Account,
    bool Mine,
    long Reference,
    string Product,
    string Side,
    string FirstHour,
    int Hours,
    long Lots,
    string Until,
    IReadOnlyList<SpotQuoteShape> Quotes
);
