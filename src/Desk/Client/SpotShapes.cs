// What a participant's program reads of the spot market's answers: only the fields it uses.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Desk.Client;

/// <summary>A spot product and its next auction. Hours are the moments
/// at which they begin, prices are of one lot in one hour.</summary>
/// <param name="Gate">When the auction is held that takes bids now.</param>
/// <param name="FirstHour">The first delivery hour that it sells.</param>
/// <param name="Hours">How many it sells.</param>
public sealed record VenueSpotProduct(
    string Product,
    string NameEn,
    string Kind,
    string Currency,
    string Unit,
    long UnitsPerLot,
    decimal Tick,
    decimal Floor,
    decimal Cap,
    long MaxLots,
    decimal Collateral,
    string Gate,
    string FirstHour,
    int Hours,
    string? Contract
);

/// <summary>One hour of an auction.</summary>
/// <param name="Unserved">Lots that hourly bids asked for at the cap and that were rationed away.</param>
/// <param name="UnservedInBlocks">Lots of blocks that bid the cap and stayed out whole.</param>
public sealed record VenueSpotHour(
    string Hour,
    decimal Price,
    long Lots,
    long Offered,
    long Asked,
    long Unserved,
    long UnservedInBlocks,
    long Unsold,
    int Sellers,
    decimal? Availability
)
{
    /// <summary>Lots asked for at the cap that could not be served.</summary>
    [JsonIgnore]
    public long Short => Unserved + UnservedInBlocks;
}

/// <summary>An auction that was held.</summary>
public sealed record VenueSpotAuction(
    string Product,
    string Gate,
    int Bids,
    int Rejected,
    bool Proven,
    IReadOnlyList<VenueSpotHour> Hours
);

/// <summary>A bid that waits for its auction.</summary>
public sealed record VenueSpotBid(
    long Reference,
    string Product,
    string Side,
    string FirstHour,
    int Hours,
    long Lots,
    decimal Limit,
    bool AllOrNone,
    decimal Reserved
);

/// <summary>A certificate.</summary>
/// <param name="State">issued, tendered, redeemed, ended.</param>
/// <param name="Meter">Who may draw on it; zero: delivery was not asked for.</param>
/// <param name="LastRecord">The last record drawn on it; zero: none.</param>
public sealed record VenueCertificate(
    long Certificate,
    string Product,
    int Issuer,
    int Owner,
    string FirstHour,
    int Hours,
    long Lots,
    long Units,
    long Drawn,
    long Failed,
    decimal Paid,
    decimal Delivered,
    string State,
    int Meter,
    long LastRecord
);

/// <summary>A supply contract.</summary>
/// <param name="State">proposed, in force, cut short, ended, withdrawn.</param>
/// <param name="Next">The next month to bill; null: none.</param>
/// <param name="Open">What is not paid of all invoices.</param>
public sealed record VenueSupply(
    long Supply,
    string Name,
    string State,
    int Seller,
    int Buyer,
    string Product,
    string Unit,
    string Index,
    string Currency,
    int Meter,
    string From,
    string Last,
    string? Next,
    decimal Security,
    decimal Open,
    bool Overdue
);

/// <summary>An invoice of a supply contract in short.</summary>
public sealed record VenueSupplyBill(
    string Issued,
    string Due,
    decimal Average,
    decimal Price,
    long Volume,
    decimal Amount,
    decimal Paid,
    decimal Open,
    bool Overdue
);

/// <summary>A month of a supply contract.</summary>
/// <param name="Invoice">Null: not billed yet.</param>
public sealed record VenueSupplyMonth(string Month, long Metered, VenueSupplyBill? Invoice);

/// <summary>A supply contract and its months.</summary>
public sealed record VenueSupplyDetail(VenueSupply Contract, IReadOnlyList<VenueSupplyMonth> Months);

/// <summary>What a meter tells of one hour of a certificate.</summary>
/// <param name="Hour">The moment at which it begins.</param>
/// <param name="Evidence">1 to 24 letters: what it rests on.</param>
public sealed record VenueDelivery(
    int Meter,
    long Record,
    long Certificate,
    string Hour,
    long Delivered,
    long Failed,
    string Evidence
);

/// <summary>An answer of the spot market.</summary>
/// <param name="Text">As the venue wrote it.</param>
/// <param name="Error">Null when it was no refusal.</param>
public sealed record SpotAnswer(string Text, VenueError? Error);

/// <summary>The wire's spelling.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(IReadOnlyList<VenueSpotProduct>))]
[JsonSerializable(typeof(IReadOnlyList<VenueSpotAuction>))]
[JsonSerializable(typeof(IReadOnlyList<VenueSpotBid>))]
[JsonSerializable(typeof(IReadOnlyList<VenueCertificate>))]
[JsonSerializable(typeof(VenueDelivery))]
[JsonSerializable(typeof(IReadOnlyList<VenueSupply>))]
[JsonSerializable(typeof(VenueSupplyDetail))]
public sealed partial class SpotJson : JsonSerializerContext;
