// Messages that carry names: UTF-8 JSON on the log, read by machines and people alike.
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Command and event: an account is opened.</summary>
/// <param name="Account">Its number, chosen by the operator: 1 to 1,000,000.</param>
/// <param name="Name">Shown to people; at most 60 characters.</param>
/// <param name="Role">What it trades for: maker, hedger-long, hedger-short, trader.</param>
/// <param name="Simulated">True: driven by the laboratory; shown wherever the account is.</param>
/// <param name="Group">Control group: accounts of one owner share it and do not trade with each other unless they say
/// so; 0: alone; at most 1,000,000.</param>
/// <param name="Style"><see cref="Net"/> or <see cref="OpenAndClose"/>; absent: net (rule POS-002).</param>
/// <param name="Member">The clearing member that it belongs to; absent: it clears with the house itself.</param>
/// <param name="Class"><see cref="House"/> (the member's own) or <see cref="Client"/>; with a member only.</param>
/// <param name="Purpose"><see cref="Hedge"/>: everything on it hedges; absent: it speculates.</param>
public sealed record AccountDocument(
    int Account,
    string Name,
    string Role,
    bool Simulated,
    int Group = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Style = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Member = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Class = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Purpose = null
)
{
    public const string Net = "net";
    public const string OpenAndClose = "open and close";
    public const string House = "house";
    public const string Client = "client";
    public const string Hedge = "hedge";

    /// <summary>It holds long and short lots beside each other.</summary>
    [JsonIgnore]
    public bool OpensAndCloses => Style == OpenAndClose;

    /// <summary>It belongs to a client of a member.</summary>
    [JsonIgnore]
    public bool IsClient => Class == Client;

    /// <summary>Its positions are hedges.</summary>
    [JsonIgnore]
    public bool IsHedge => Purpose == Hedge;

    /// <summary>What of it holds from release 3 on; null: nothing.</summary>
    [JsonIgnore]
    public string? OfRelease3 =>
        Member is not null ? "member"
        : Class is not null ? "class"
        : Purpose is not null ? "purpose"
        : null;
}

/// <summary>Event: a contract month is listed. Everything a reader needs to show it.</summary>
public sealed record InstrumentDocument(
    int Instrument,
    string Symbol,
    string Contract,
    string Month,
    int Calendar,
    Currency Currency,
    string FirstTradingDay,
    string LastTradingDay,
    decimal TickSize,
    int PriceDecimals,
    long TickValueMinor,
    long LotSize,
    string Unit,
    string Quote,
    string NameEn,
    string NameZh,
    string Index,
    int FinalDecimals,
    long UnitsPerTick,
    long UnitValueMinor,
    SpreadDocument? Spread = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HedgesEn = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HedgesZh = null
);

/// <summary>What a listed spread is made of; its price in ticks is NearWeight * near - FarWeight * far.</summary>
/// <param name="Near">Instrument number of the leg that a buyer of the spread buys.</param>
/// <param name="Far">Instrument number of the leg that a buyer of the spread sells.</param>
public sealed record SpreadDocument(
    string Spread,
    int Near,
    int Far,
    int NearLots,
    int FarLots,
    int NearWeight,
    int FarWeight
);

/// <summary>Index command: one price seen at one source. What it says holds from <paramref name="Effective"/>, but it
/// may be used only
/// from the moment at which it entered the log.</summary>
/// <param name="Seen">Date on which it became knowable (yyyy-MM-dd).</param>
/// <param name="Effective">Date from which the price applies.</param>
/// <param name="Product">token or gpu.</param>
/// <param name="Seller">Who sells at that price; a router is one seller.</param>
/// <param name="Maker">Who makes the model (or the chip).</param>
/// <param name="Item">Model id or SKU.</param>
/// <param name="Class">input, cached_input, output; hour.</param>
/// <param name="Terms">on_demand, spot, reserved_1y, …</param>
/// <param name="Price">In <paramref name="Currency"/> per <paramref name="Unit"/>; null when withdrawn.</param>
/// <param name="Event">price or withdrawn.</param>
/// <param name="Source">Where it can be looked up.</param>
/// <param name="Feed">The reader that brought it.</param>
/// <param name="Traits">By which unlike offers are made comparable; absent: none.</param>
/// <param name="Evidence">SHA-256 of the row that it was read from; absent: none was kept.</param>
public sealed record PriceObservation(
    string Seen,
    string Effective,
    string Product,
    string Seller,
    string Maker,
    string Item,
    string Class,
    string Region,
    string Terms,
    decimal? Price,
    Currency Currency,
    string Unit,
    string Event,
    string Source,
    string Feed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Trait>? Traits = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Evidence = null
);

/// <summary>Index command: a quality score. Comparable only with scores of the same exam, where the exam names its
/// snapshot (name:snapshot); where it does not, only with scores of the same exam and day.</summary>
public sealed record QualityObservation(
    string Seen,
    string Exam,
    string Item,
    string Maker,
    decimal Score,
    string Source,
    string Feed
);

/// <summary>Index command: an exchange rate, units of <paramref name="Quote"/> for one of <paramref
/// name="Base"/>.</summary>
public sealed record RateObservation(
    string Seen,
    Currency Base,
    Currency Quote,
    decimal Rate,
    string Source,
    string Feed
);

/// <summary>One constituent of a print, used or left out.</summary>
/// <param name="Name">Maker, seller or item, as the methodology groups.</param>
/// <param name="Value">Its value after conversion, in the index's unit; null when it has none.</param>
/// <param name="WeightPpm">Its weight in the print, parts per million; zero when left out.</param>
/// <param name="Observations">Sequences on the observation log that it rests on.</param>
/// <param name="Reason">Why it was left out; empty when used.</param>
public sealed record Constituent(
    string Name,
    decimal? Value,
    int WeightPpm,
    IReadOnlyList<long> Observations,
    string Reason
);

/// <summary>Index event: one print, or that there was none.</summary>
/// <param name="Day">The day that it is for.</param>
/// <param name="Value">Null when withheld.</param>
/// <param name="Decimals">Decimals of the value.</param>
/// <param name="Tier">1: the full methodology; above: which fallback; 0 when withheld.</param>
/// <param name="TierName">The fallback's words, or why it was withheld.</param>
/// <param name="Used">What it rests on.</param>
/// <param name="LeftOut">What was seen and not used, each with its reason.</param>
/// <param name="Diagnostics">How broad and how firm it is; absent when the methodology does not ask for it.</param>
public sealed record PrintDocument(
    string Index,
    int Version,
    string Day,
    decimal? Value,
    int Decimals,
    string Unit,
    Currency Currency,
    int Tier,
    string TierName,
    IReadOnlyList<Constituent> Used,
    IReadOnlyList<Constituent> LeftOut,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<Coefficient>? Coefficients = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PrintDiagnostics? Diagnostics = null
);

/// <summary>A coefficient by which prices were restated.</summary>
/// <param name="Value">Log points for a unit of the trait's scale.</param>
/// <param name="Error">Standard error, clustered by seller; null when it was not estimated.</param>
/// <param name="How">estimated, at its guard rail, or prior; when, and on how many rows, days and sellers.</param>
public sealed record Coefficient(string Name, decimal Value, decimal? Error, string How);

/// <summary>Index event: an observation that cannot be used at all.</summary>
public sealed record RefusedObservation(string Field, string Given, string Rule);

/// <summary>Event: an operator's document was refused; which field, what was given, what the rule asks.</summary>
public sealed record RefusedDocument(string Document, string Field, string Given, string Rule);

/// <summary>The shapes that documents have on a log. Source-generated: no reflection, one spelling.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(AccountDocument))]
[JsonSerializable(typeof(InstrumentDocument))]
[JsonSerializable(typeof(PriceObservation))]
[JsonSerializable(typeof(QualityObservation))]
[JsonSerializable(typeof(RateObservation))]
[JsonSerializable(typeof(DealObservation))]
[JsonSerializable(typeof(MeasureObservation))]
[JsonSerializable(typeof(SourceDocument))]
[JsonSerializable(typeof(PrintDocument))]
[JsonSerializable(typeof(IndexAlarm))]
[JsonSerializable(typeof(RefusedObservation))]
[JsonSerializable(typeof(RefusedDocument))]
[JsonSerializable(typeof(ChangeAnnouncement))]
[JsonSerializable(typeof(ChangeAnnouncedDocument))]
[JsonSerializable(typeof(AffiliateNaming))]
[JsonSerializable(typeof(JudgementProposal))]
[JsonSerializable(typeof(JudgementApproval))]
[JsonSerializable(typeof(JudgementDocument))]
[JsonSerializable(typeof(ComplaintFiling))]
[JsonSerializable(typeof(ComplaintDocument))]
[JsonSerializable(typeof(ComplaintAnswer))]
[JsonSerializable(typeof(AnsweredComplaint))]
[JsonSerializable(typeof(ObservationCorrection))]
[JsonSerializable(typeof(RestatedPrint))]
[JsonSerializable(typeof(AnnouncedMethodology))]
[JsonSerializable(typeof(SpotAuctionDocument))]
[JsonSerializable(typeof(SupplyProposal))]
[JsonSerializable(typeof(SupplyInvoiceDocument))]
[JsonSerializable(typeof(SpotObservation))]
public sealed partial class DocumentJson : JsonSerializerContext;

/// <summary>Documents to bytes and back.</summary>
public static class Documents
{
    public static byte[] Write<T>(T document) =>
        JsonSerializer.SerializeToUtf8Bytes(document, typeof(T), DocumentJson.Default);

    /// <summary>Null (and why) when the bytes are not such a document.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> bytes, out string fault)
        where T : class
    {
        fault = "";
        try
        {
            var document = (T?)JsonSerializer.Deserialize(bytes, typeof(T), DocumentJson.Default);
            if (document is null)
                fault = "must be an object";
            return document;
        }
        catch (JsonException e)
        {
            fault = $"{(e.Path is { Length: > 0 } path ? path : "document")}: {e.Message}";
            return null;
        }
    }

    /// <summary>For what the house wrote itself: anything else is a bug.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes)
        where T : class => Read<T>(bytes, out var fault) ?? throw new FormatException(fault);
}
