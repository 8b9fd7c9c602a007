// What a company declared when it began to hedge, written once: designation.json in the desk's folder.
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Reports;

/// <summary>How effectiveness is assessed, fixed at inception.</summary>
public enum AssessmentMethod
{
    /// <summary>Regression of the hypothetical derivative's changes on the instrument's.</summary>
    [JsonStringEnumMemberName("regression")]
    Regression,

    /// <summary>Cumulative dollar offset.</summary>
    [JsonStringEnumMemberName("dollar-offset")]
    DollarOffset,
}

/// <summary>Whose rules the memo follows.</summary>
public enum AccountingStandard
{
    /// <summary>IFRS 9.</summary>
    [JsonStringEnumMemberName("IFRS 9")]
    Ifrs9,

    /// <summary>US GAAP, ASC 815.</summary>
    [JsonStringEnumMemberName("ASC 815")]
    Asc815,
}

/// <summary>The hedged item and instrument of one month.</summary>
/// <param name="Month">Of the purchases or sales.</param>
/// <param name="First">The first so many contract units that are bought (sold) in the month.</param>
/// <param name="Symbol">The futures month.</param>
/// <param name="Lots">Below zero: short.</param>
/// <param name="Price">Its price on the day of designation, contract quote; null when the market showed none.</param>
public sealed record DesignatedMonth(ContractMonth Month, decimal First, string Symbol, long Lots, decimal? Price);

/// <summary>One field of the memo.</summary>
public sealed record MemoField(string Key, Said Name, Said Text);

/// <summary>A designation.</summary>
/// <param name="Programme">Its name.</param>
/// <param name="Entity">The reporting entity.</param>
/// <param name="Side">Who hedges.</param>
/// <param name="On">The day of designation; what moved before it does not count.</param>
/// <param name="By">Who signs.</param>
/// <param name="Standard">Whose rules.</param>
/// <param name="Method">How effectiveness is assessed.</param>
/// <param name="Ratio">Hedge ratio.</param>
/// <param name="LotSize">Contract units in a lot.</param>
/// <param name="OwnPrice">Newest own price by contract unit at designation; null when not known.</param>
/// <param name="SmallChange">Share of notional below which a dollar offset says nothing, as 0.01.</param>
/// <param name="Months">Item and instrument.</param>
/// <param name="Memo">The memo's fields.</param>
/// <param name="PlanDigest">The plan it was made from.</param>
/// <param name="Replaces">Digest of the designation that ended with this one; null for the first.</param>
/// <param name="Reason">Why the former ended; null for the first.</param>
/// <param name="Digest">SHA-256 of the document with this field empty.</param>
/// <param name="Basis">Own price less index that was known at designation, contract quote; null when none was.</param>
public sealed record HedgeDesignation(
    string Programme,
    string Entity,
    HedgerSide Side,
    TradingDate On,
    string By,
    AccountingStandard Standard,
    AssessmentMethod Method,
    double Ratio,
    decimal LotSize,
    double? OwnPrice,
    decimal SmallChange,
    IReadOnlyList<DesignatedMonth> Months,
    IReadOnlyList<MemoField> Memo,
    string PlanDigest,
    string? Replaces,
    string? Reason,
    string Digest,
    decimal? Basis = null
)
{
    /// <summary>The file's text.</summary>
    public string Text() => JsonSerializer.Serialize(this, ReportSpelling.Readable.HedgeDesignation) + "\n";

    /// <summary>Reads a designation.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="json">The file's text.</param>
    /// <exception cref="ReportException">It is none, or it was changed.</exception>
    public static HedgeDesignation Read(string file, string json)
    {
        try
        {
            var designation =
                JsonSerializer.Deserialize(json, ReportSpelling.Readable.HedgeDesignation)
                ?? throw new ReportException($"{file}: empty; a designation is expected");
            Digests.Check(designation);
            return designation;
        }
        catch (JsonException e)
        {
            throw new ReportException($"{file}: {e.Path}: not a designation ({e.Message})");
        }
    }
}
