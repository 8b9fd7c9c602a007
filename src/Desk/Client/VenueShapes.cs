// What the desk reads of the venue's answers: only the fields it uses; others are passed over.
using System.Text.Json.Serialization;

namespace Tokenbourse.Desk.Client;

/// <summary>A calendar as the venue's status tells it.</summary>
public sealed record VenueCalendar(string Calendar, string? Day, string Phase);

/// <summary>The venue's status.</summary>
/// <param name="Time">The venue's own moment.</param>
/// <param name="Speed">Venue seconds in a real second.</param>
public sealed record VenueStatus(
    string Venue,
    bool Simulated,
    string Time,
    decimal Speed,
    IReadOnlyList<VenueCalendar> Calendars,
    long EventSequence
);

/// <summary>A contract month or spread that can be traded.</summary>
public sealed record VenueInstrument(
    string Symbol,
    string Contract,
    string Month,
    string Calendar,
    string Currency,
    string? HedgesEn,
    string? HedgesZh,
    string Unit,
    string Quote,
    decimal LotSize,
    decimal TickSize,
    string Index,
    string LastTradingDay,
    decimal? PreviousSettlement,
    decimal? Settlement,
    long Volume,
    long OpenInterest,
    decimal? LimitLow,
    decimal? LimitHigh,
    string Phase,
    VenueSpread? Spread,
    bool Expired,
    long AsOf
);

/// <summary>Only whether there is one is of interest.</summary>
public sealed record VenueSpread(string Spread);

/// <summary>One price of a book.</summary>
public sealed record VenueLevel(decimal Price, long Lots);

/// <summary>Both sides of a book, best first.</summary>
public sealed record VenueDepth(
    string Symbol,
    long Seq,
    IReadOnlyList<VenueLevel> Bids,
    IReadOnlyList<VenueLevel> Asks
);

/// <summary>A day of an index; null: withheld.</summary>
public sealed record VenueIndexPoint(string Day, decimal? Value);

/// <summary>An index with its days.</summary>
public sealed record VenueIndexHistory(string Index, string Unit, string Note, IReadOnlyList<VenueIndexPoint> Points);

/// <summary>A month in a bulletin.</summary>
public sealed record VenueBulletinMonth(string Symbol, decimal Settlement, long Volume, long OpenInterest);

/// <summary>A contract in a bulletin.</summary>
public sealed record VenueBulletinContract(string Contract, IReadOnlyList<VenueBulletinMonth> Months);

/// <summary>A day's bulletin.</summary>
public sealed record VenueBulletin(string Day, bool Simulated, IReadOnlyList<VenueBulletinContract> Contracts);

/// <summary>A trade of a statement.</summary>
public sealed record VenueStatementTrade(
    string Time,
    string Symbol,
    string Side,
    decimal Price,
    long Lots,
    decimal Fee,
    long Trade
);

/// <summary>An account's statement of a settled day.</summary>
public sealed record VenueStatement(int Account, string Day, IReadOnlyList<VenueStatementTrade> Trades);

/// <summary>An account of the venue.</summary>
public sealed record VenueAccount(int Account, string Name, string Role);

/// <summary>A fill of an answer.</summary>
public sealed record VenueFill(long? Trade, decimal Price, long Lots);

/// <summary>The venue's answer to an order.</summary>
public sealed record VenueOrder(
    long Order,
    string ClientOrderId,
    string Status,
    long Lots,
    long Filled,
    long Remaining,
    IReadOnlyList<VenueFill> Fills
);

/// <summary>A live order.</summary>
public sealed record VenueOpenOrder(long Order, string ClientOrderId, string Symbol, long Lots, long Filled);

/// <summary>What is sent: a limit order whose untraded rest is cancelled at once.</summary>
public sealed record VenueOrderRequest(
    int Account,
    string Symbol,
    string Side,
    string Type,
    string TimeInForce,
    string Price,
    long Lots,
    bool Hedge,
    string ValidUntil,
    string ClientOrderId
);

/// <summary>A refusal.</summary>
public sealed record VenueError(string Code, int Num, string Message, string? Field, string? Given, string? Limit);

/// <summary>The envelope of a refusal.</summary>
public sealed record VenueErrorEnvelope(VenueError Error);

/// <summary>The wire's spelling; prices and money are decimals in quotes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(VenueStatus))]
[JsonSerializable(typeof(IReadOnlyList<VenueInstrument>))]
[JsonSerializable(typeof(VenueDepth))]
[JsonSerializable(typeof(VenueIndexHistory))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(VenueBulletin))]
[JsonSerializable(typeof(VenueStatement))]
[JsonSerializable(typeof(IReadOnlyList<VenueAccount>))]
[JsonSerializable(typeof(VenueOrder))]
[JsonSerializable(typeof(IReadOnlyList<VenueAccountFill>))]
[JsonSerializable(typeof(IReadOnlyList<VenueOpenOrder>))]
[JsonSerializable(typeof(VenueOrderRequest))]
[JsonSerializable(typeof(VenueErrorEnvelope))]
public sealed partial class VenueJson : JsonSerializerContext;
