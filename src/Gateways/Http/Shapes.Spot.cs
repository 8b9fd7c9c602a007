// The spot market on the wire. Prices and money are decimals in quotes, hours are the moments at which they begin.
using System.Text.Json.Nodes;

namespace Tokenbourse.Gateways.Http;

/// <summary>A product's terms and its next auction.</summary>
/// <param name="Gate">When the auction is held that takes bids now.</param>
/// <param name="FirstHour">The first delivery hour that it sells; it sells <paramref name="Hours"/> of them.</param>
/// <param name="LotHours">Lot-hours of it in one lot of the futures contract; null: there is none, or not a whole
/// number.</param>
public sealed record SpotProductShape(
    string Product,
    int Version,
    string NameEn,
    string NameZh,
    string Kind,
    string Currency,
    string Unit,
    long UnitsPerLot,
    string Tick,
    string Floor,
    string Cap,
    long MaxLots,
    string Collateral,
    string Penalty,
    string Unused,
    string Gate,
    string FirstHour,
    int Hours,
    string? Contract,
    long? LotHours,
    IReadOnlyList<long> StandardHours,
    IReadOnlyDictionary<string, string> Traits
);

/// <summary>One hour of an auction.</summary>
/// <param name="Unserved">Lots that hourly bids asked for at the cap and that were rationed away.</param>
/// <param name="UnservedInBlocks">Lots of blocks that bid the cap and stayed out whole.</param>
/// <param name="Availability">Lots offered over lots asked for, two decimals; null where nothing was asked for.</param>
public sealed record SpotHourShape(
    string Hour,
    string Price,
    long Lots,
    long Offered,
    long Asked,
    long Unserved,
    long UnservedInBlocks,
    long Unsold,
    int Sellers,
    string? Availability
);

/// <summary>An auction that was held.</summary>
/// <param name="Rejected">All-or-none blocks that stayed out although their limits were good.</param>
/// <param name="Proven">The blocks accepted are proven to be the best; otherwise <paramref name="Bound"/> tells what
/// may be missing.</param>
public sealed record SpotAuctionShape(
    string Product,
    string Gate,
    int Bids,
    int Rejected,
    string Welfare,
    string Bound,
    bool Proven,
    IReadOnlyList<SpotHourShape> Hours
);

/// <summary>A trade. <paramref name="Venue"/>: auction, book, quote.</summary>
public sealed record SpotTradeShape(
    long Trade,
    string Time,
    string Venue,
    int Buyer,
    int Seller,
    string FirstHour,
    int Hours,
    long Lots,
    string Paid,
    long Certificate
);

/// <summary>A bid that waits.</summary>
public sealed record SpotBidShape(
    long Reference,
    string Product,
    string Side,
    string FirstHour,
    int Hours,
    long Lots,
    string Limit,
    bool AllOrNone,
    string Reserved,
    string Time
);

/// <summary>A certificate. <paramref name="State"/>: issued, tendered, redeemed, ended.</summary>
/// <param name="UnitsAMinute">The even rate over its window, rounded up: what a meter lets through.</param>
public sealed record CertificateShape(
    long Certificate,
    string Product,
    int Issuer,
    int Owner,
    string FirstHour,
    int Hours,
    long Lots,
    long Units,
    long UnitsAMinute,
    long Drawn,
    long Failed,
    string Paid,
    string Delivered,
    string State,
    int Meter,
    long LastRecord,
    long From
);

/// <summary>One delivery on an invoice. <paramref name="By"/>: who delivered.</summary>
/// <param name="Paid">Out of the prepayment.</param>
/// <param name="TopUp">Out of the issuer's collateral, to whoever stood in.</param>
public sealed record InvoiceLineShape(
    int Meter,
    long Record,
    string Hour,
    int By,
    long Delivered,
    long Failed,
    string Paid,
    string TopUp,
    string Evidence
);

/// <summary>What was delivered on a certificate and what it cost: the sums are those of its lines, and each line is a
/// posting of the ledger.</summary>
/// <param name="Refunded">At its end, for what failed; null while it lives.</param>
/// <param name="Unused">Units left standing and paid for at its end.</param>
public sealed record InvoiceShape(
    CertificateShape Certificate,
    string Currency,
    string Unit,
    IReadOnlyList<InvoiceLineShape> Lines,
    long Delivered,
    string Paid,
    string? Refunded,
    string? Penalty,
    long? Unused,
    string? PaidUnused
);

/// <summary>What a command of the spot market led to: its events as they stand on the log (ticks, lots, minor
/// units).</summary>
public sealed record SpotAnswerShape(
    string Command,
    string Time,
    long CommandSequence,
    IReadOnlyList<SpotEventShape> Events
);

/// <summary>One event.</summary>
public sealed record SpotEventShape(string Kind, JsonNode? Message);
