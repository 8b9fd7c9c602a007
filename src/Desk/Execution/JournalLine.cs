// One line of the desk's journal, and what its lines hold.
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>What a line tells.</summary>
public enum JournalKind
{
    /// <summary>A plan was frozen and put before the approvers.</summary>
    Proposed,

    /// <summary>A person agreed.</summary>
    Approved,

    /// <summary>An order is about to be sent; written before it leaves.</summary>
    Staged,

    /// <summary>What the venue answered to a staged order.</summary>
    Answered,

    /// <summary>Fills given to exposure months.</summary>
    Allocated,
}

/// <summary>A plan as proposed: enough to know which one, who asks and what is to be done.</summary>
/// <param name="Digest">Of the plan.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Made">The plan's trading day.</param>
/// <param name="Contract">What is traded.</param>
/// <param name="Lots">All lots together, without sign.</param>
/// <param name="Approvers">How many other persons must agree.</param>
/// <param name="Hedges">The chosen hedge.</param>
/// <param name="Breaches">Rules not kept, with their waivers.</param>
/// <param name="Months">What the plan expects: what came is measured against it.</param>
public sealed record ProposedPlan(
    string Digest,
    string Programme,
    TradingDate Made,
    string Contract,
    long Lots,
    int Approvers,
    IReadOnlyList<HedgeMonth> Hedges,
    IReadOnlyList<PolicyBreach> Breaches,
    IReadOnlyList<PlannedMonth>? Months = null
);

/// <summary>Somebody agreed to the plan of this digest.</summary>
public sealed record ApprovedPlan(string Digest);

/// <summary>An order that is about to leave.</summary>
/// <param name="Digest">The plan it works for.</param>
/// <param name="Venue">Address.</param>
/// <param name="Account">Whose order.</param>
/// <param name="Symbol">As <c>TK-Z26</c>.</param>
/// <param name="Lots">Whole lots; below zero sells.</param>
/// <param name="Limit">Limit price.</param>
/// <param name="Day">The venue's trading day.</param>
/// <param name="ClientOrderId">Derived from the plan, the symbol and the slice: the same order has the same
/// one.</param>
public sealed record StagedOrder(
    string Digest,
    string Venue,
    int Account,
    string Symbol,
    long Lots,
    decimal Limit,
    TradingDate Day,
    string ClientOrderId
);

/// <summary>What became of a staged order.</summary>
/// <param name="ClientOrderId">Which one.</param>
/// <param name="Order">The venue's number; null when it has none.</param>
/// <param name="Status">The venue's word, or <c>refused</c>, <c>never arrived</c>.</param>
/// <param name="Reason">Code and message of a refusal; how it was found out after a cut.</param>
/// <param name="Fills">What traded.</param>
public sealed record AnsweredOrder(
    string ClientOrderId,
    long? Order,
    string Status,
    string Reason,
    IReadOnlyList<HedgeFill> Fills
);

/// <summary>A fill.</summary>
/// <param name="Trade">The venue's number of the trade; null when it told none.</param>
/// <param name="Symbol">What was traded.</param>
/// <param name="Lots">Below zero sold.</param>
/// <param name="Price">Contract quote.</param>
/// <param name="Day">The venue's trading day.</param>
public sealed record HedgeFill(long? Trade, string Symbol, long Lots, decimal Price, TradingDate Day);

/// <summary>Lots of one fill given to one exposure month.</summary>
public sealed record AllocatedFill(
    ContractMonth Month,
    string Symbol,
    long Lots,
    decimal Price,
    TradingDate Day,
    long? Trade
);

/// <summary>Which fills serve which months, for a plan.</summary>
/// <param name="Digest">The plan.</param>
/// <param name="ClientOrderId">The order whose fills these are.</param>
/// <param name="Fills">Parts; they add up to the order's fills.</param>
public sealed record AllocatedFills(string Digest, string ClientOrderId, IReadOnlyList<AllocatedFill> Fills);

/// <summary>A line. Exactly one of the contents is there.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Moment">ISO 8601 in UTC, as handed in.</param>
/// <param name="Kind">Which content.</param>
/// <param name="Who">The person, or the verb.</param>
/// <param name="Before">SHA-256 of the line before; empty in the first.</param>
public sealed record JournalLine(
    long Number,
    string Moment,
    JournalKind Kind,
    string Who,
    string Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ProposedPlan? Proposed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ApprovedPlan? Approved = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StagedOrder? Staged = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AnsweredOrder? Answered = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AllocatedFills? Allocated = null
);

/// <summary>A line's spelling: one line each. Contents that are not there are left out; a null inside a content is
/// written, or the line could not be read again.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(MonthText), typeof(DayText)]
)]
[JsonSerializable(typeof(JournalLine))]
public sealed partial class JournalJson : JsonSerializerContext;
