// What goes over the wire: records with decimal strings for prices and money, whole numbers for lots.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Http;

/// <summary>The venue as a whole.</summary>
/// <param name="Environment"><c>SIM</c>, <c>REPLAY</c>, <c>PAPER</c> or <c>LIVE</c>.</param>
/// <param name="Speed">Venue seconds in a real second; 0 while a replay stands still.</param>
/// <param name="Replay">The number of the replay; null: this is the venue itself.</param>
public sealed record StatusShape(
    string Venue,
    string Environment,
    long? Seed,
    bool Simulated,
    string Time,
    decimal Speed,
    IReadOnlyList<CalendarShape> Calendars,
    long CommandSequence,
    long EventSequence,
    string Version,
    string Epoch,
    RiskShape? Risk,
    string Access,
    string? Replay
);

/// <summary>The watch over risk; null where the house asks for no heartbeat.</summary>
/// <param name="Engaged">New orders are refused.</param>
/// <param name="Since">When that last changed; null: never.</param>
public sealed record RiskShape(int SilentSeconds, bool Engaged, string? Since);

public sealed record CalendarShape(string Calendar, string? Day, string Phase, string? NextChange);

public sealed record InstrumentShape(
    int Instrument,
    string Symbol,
    string Contract,
    string Month,
    string Calendar,
    string Currency,
    string NameEn,
    string NameZh,
    string? HedgesEn,
    string? HedgesZh,
    string Unit,
    string Quote,
    long LotSize,
    string TickSize,
    int PriceDecimals,
    string Index,
    string FirstTradingDay,
    string LastTradingDay,
    string? Last,
    string? PreviousSettlement,
    string? Settlement,
    string? Bid,
    long? BidLots,
    string? Ask,
    long? AskLots,
    long Volume,
    long OpenInterest,
    string? LimitLow,
    string? LimitHigh,
    string Phase,
    string PhaseCause,
    string? PhaseUntil,
    string? IndicativePrice,
    long? IndicativeLots,
    long? IndicativeSurplus,
    SpreadShape? Spread,
    bool Expired,
    long AsOf
);

public sealed record LevelShape(string Price, long Lots, int Orders);

public sealed record DepthShape(
    string Symbol,
    long Seq,
    IReadOnlyList<LevelShape> Bids,
    IReadOnlyList<LevelShape> Asks,
    string? Last,
    long? LastLots,
    string AsOf
);

/// <summary>What changed in a book: a level with zero lots is gone.</summary>
public sealed record DepthDeltaShape(
    IReadOnlyList<LevelShape> Bids,
    IReadOnlyList<LevelShape> Asks,
    string? Last,
    long? LastLots
);

public sealed record IndexShape(
    string Index,
    string NameEn,
    string NameZh,
    string Unit,
    string Currency,
    int Decimals,
    int Version,
    string? Day,
    string? Value,
    int? Tier,
    string? TierName
);

public sealed record IndexPointShape(string Day, string? Value, int Tier, int Version);

public sealed record IndexHistoryShape(
    string Index,
    string Unit,
    string Currency,
    int Decimals,
    string Note,
    IReadOnlyList<IndexPointShape> Points
);

public sealed record ConstituentShape(
    string Name,
    string? Value,
    int WeightPpm,
    IReadOnlyList<long> Observations,
    string Reason
);

public sealed record ObservationShape(
    long Sequence,
    string Seen,
    string Effective,
    string Seller,
    string Maker,
    string Item,
    string Class,
    string? Price,
    string Currency,
    string Unit,
    string Source
);

public sealed record PrintShape(
    string Index,
    int Version,
    string Day,
    string? Value,
    int Decimals,
    string Unit,
    string Currency,
    int Tier,
    string TierName,
    IReadOnlyList<ConstituentShape> Used,
    IReadOnlyList<ConstituentShape> LeftOut,
    IReadOnlyList<ObservationShape> Observations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PrintDiagnostics? Diagnostics = null
);

public sealed record CurvePointShape(
    string Symbol,
    string Month,
    string LastTradingDay,
    string? Settlement,
    string? Last,
    string? Bid,
    string? Ask,
    long OpenInterest
);

public sealed record SpotShape(string Index, string? Day, string? Value);

public sealed record CurveShape(
    string Contract,
    string Currency,
    string Quote,
    SpotShape Index,
    IReadOnlyList<CurvePointShape> Points,
    long AsOf
);

public sealed record BulletinMonthShape(
    string Symbol,
    string Settlement,
    string Previous,
    string Change,
    int Tier,
    string TierName,
    long Volume,
    long OpenInterest,
    string? FinalPrice
);

public sealed record BulletinContractShape(
    string Contract,
    string Calendar,
    string Currency,
    IReadOnlyList<BulletinMonthShape> Months,
    long Volume,
    long OpenInterest,
    string Fees,
    string VariationGains,
    string VariationLosses,
    string MarginRequired,
    string MarginCalls
);

public sealed record BulletinSpreadShape(string Symbol, string Calendar, string Last, long Volume, long Implied);

public sealed record ReconciliationShape(
    long Positions,
    SortedDictionary<string, string> Cash,
    SortedDictionary<string, string> Variation,
    bool Balanced
);

public sealed record BulletinShape(
    string Day,
    bool Simulated,
    IReadOnlyList<BulletinContractShape> Contracts,
    IReadOnlyList<BulletinSpreadShape> Spreads,
    ReconciliationShape Reconciliation,
    string Digest
);

public sealed record AccountShape(int Account, string Name, string Role, bool Simulated);

public sealed record CashShape(
    string Currency,
    string Opening,
    string Deposits,
    string Corrections,
    string Variation,
    string FinalSettlement,
    string Fees,
    string Closing,
    string Margin,
    string Available,
    string MarginCall,
    SpotCashShape? Spot
);

/// <summary>What the spot market and supply contracts did to the balance; below zero where the account paid.</summary>
public sealed record SpotCashShape(
    string SetAside,
    string Prepaid,
    string Collateral,
    string Delivered,
    string Refunded,
    string Penalties,
    string SupplyInvoices
);

public sealed record PositionShape(string Symbol, long Lots, string Settlement, string Variation, string Currency);

public sealed record StatementTradeShape(
    string Time,
    string Symbol,
    string Side,
    string Price,
    long Lots,
    long Opened,
    string Fee,
    long Trade,
    string Origin,
    bool Forced
);

public sealed record StatementShape(
    int Account,
    string Name,
    string Day,
    bool Simulated,
    IReadOnlyList<CashShape> Currencies,
    IReadOnlyList<PositionShape> Positions,
    IReadOnlyList<StatementTradeShape> Trades
);

public sealed record ErrorShape(
    string Code,
    int Num,
    string Message,
    string? Field,
    string? Given,
    string? Limit,
    [property: JsonPropertyName("order_state")] string? OrderState,
    bool Retryable,
    [property: JsonPropertyName("retry_after_ms")] long? RetryAfterMs = null,
    [property: JsonPropertyName("request_id")] string? RequestId = null,
    [property: JsonPropertyName("server_time")] string? ServerTime = null
);

public sealed record ErrorEnvelope(ErrorShape Error);

/// <summary>A fault as the stream tells it.</summary>
public sealed record StreamErrorShape(
    string Channel,
    string Code,
    int Num,
    string Message,
    string? Field,
    string? Given,
    string? Limit,
    [property: JsonPropertyName("order_state")] string? OrderState
);

/// <summary>Nothing was said for a second. <paramref name="Channels"/>:
/// the last sequence told of each channel that is heard.</summary>
public sealed record HeartbeatShape(
    string Channel,
    long Seq,
    string Time,
    string Epoch,
    SortedDictionary<string, long> Channels
);
