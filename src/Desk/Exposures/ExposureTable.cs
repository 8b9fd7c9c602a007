// What was used and what is expected, by month, in raw units and in index-equivalent ones: usage.json, exposure.json.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>Actual use of one item in one month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Item">The model or GPU by our naming rules.</param>
/// <param name="Seller">By our names; empty when the bill does not say.</param>
/// <param name="Input">Tokens read anew; 0 for GPU hours.</param>
/// <param name="CachedInput">Tokens found in the cache.</param>
/// <param name="Output">Tokens written, reasoning among them.</param>
/// <param name="GpuHours">GPU hours; 0 for tokens.</param>
/// <param name="Cost">What was paid; null when the bill does not say.</param>
/// <param name="Currency">Of the cost; empty without one.</param>
/// <param name="Estimated">Counts are expected values.</param>
public sealed record UsageLine(
    ContractMonth Month,
    string Item,
    string Seller,
    decimal Input,
    decimal CachedInput,
    decimal Output,
    decimal GpuHours,
    decimal? Cost,
    string Currency,
    bool Estimated
);

/// <summary>All that was imported.</summary>
/// <param name="Files">Each file with its SHA-256, rows read, used and left out.</param>
/// <param name="Lines">By month, item, seller, currency.</param>
public sealed record UsageLedger(IReadOnlyList<ImportedFile> Files, IReadOnlyList<UsageLine> Lines);

/// <summary>A file that was imported.</summary>
public sealed record ImportedFile(string Name, string Sha256, int Read, int Used, int LeftOut)
{
    /// <summary>The first day with use; null when nothing was used.</summary>
    public TradingDate? FirstDay { get; init; }

    /// <summary>The last day with use; of a period longer than a day, its first.</summary>
    public TradingDate? LastDay { get; init; }

    /// <summary>Rows that were not understood, at most the first twenty, as file:line, field, value, rule.</summary>
    public IReadOnlyList<ExposureFault> NotUnderstood
    {
        get;
        init => field = value ?? []; // a ledger written by hand need not have it
    } = [];
}

/// <summary>One item in one actual month, mapped.</summary>
/// <param name="Month">The month.</param>
/// <param name="Item">The item.</param>
/// <param name="Raw">Millions of raw tokens, or GPU hours.</param>
/// <param name="Equivalent">Contract units: millions of standard tokens, or GPU hours of the contract's kind; null when
/// it could not be mapped.</param>
/// <param name="Method">How, in words, with the figures used.</param>
/// <param name="Cost">In the programme's currency; null when not told or not convertible.</param>
/// <param name="OwnPrice">Cost by equivalent unit; null without a cost. With method <c>price</c>, where cost by
/// equivalent is the index by construction: cost by raw unit at the conversion of the item's last month.</param>
/// <param name="Basis">How its price is written.</param>
public sealed record MappedLine(
    ContractMonth Month,
    string Item,
    decimal Raw,
    decimal? Equivalent,
    string Method,
    decimal? Cost,
    decimal? OwnPrice,
    PriceBasis Basis
)
{
    /// <summary>Who sold it, as on the bill; empty when it does not say.</summary>
    public string Seller
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Share of it whose price floats, 0 to 1.</summary>
    public decimal Floating { get; init; }

    /// <summary>How <see cref="Method"/> begins of a line that was mapped by its price.</summary>
    internal const string PriceMethod = "price: ";

    /// <summary>Its equivalents are its cost at the index's price: they move with the index by construction.</summary>
    [JsonIgnore]
    public bool ByPrice => Method.StartsWith(PriceMethod, StringComparison.Ordinal);

    /// <summary>Units in which its cost by unit is its own price; null without one.</summary>
    [JsonIgnore]
    public decimal? OwnUnits => this is { Cost: > 0, OwnPrice: > 0 } ? Cost / OwnPrice : null;
}

/// <summary>One month of the future. Volumes are contract units.</summary>
/// <param name="Month">The month.</param>
/// <param name="Raw">Millions of raw tokens (GPU hours), base case.</param>
/// <param name="Low">Contract units, low case.</param>
/// <param name="Base">Contract units, base case.</param>
/// <param name="High">Contract units, high case.</param>
/// <param name="Floating">Share, 0 to 1, whose price floats: what is index-linked, spot or listed and not
/// committed.</param>
/// <param name="Hedged">Contract units already hedged; 0 at first.</param>
/// <param name="Open">Floating · Base − Hedged.</param>
public sealed record ExposureMonth(
    ContractMonth Month,
    decimal Raw,
    decimal Low,
    decimal Base,
    decimal High,
    decimal Floating,
    decimal Hedged,
    decimal Open
);

/// <summary>A row or figure that was not used, and why: nothing is guessed silently.</summary>
/// <param name="Where">Item, month or file.</param>
/// <param name="Field">What is at fault.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Rule">What would have been taken.</param>
public sealed record ExposureFault(string Where, string Field, string Value, string Rule);

/// <summary>The exposure of a programme.</summary>
/// <param name="Programme">Its name.</param>
/// <param name="Contract">The contract's code.</param>
/// <param name="Unit">Of one contract unit, as <c>million standard tokens</c>.</param>
/// <param name="AsOf">The day of the newest index print used.</param>
/// <param name="IndexPrice">Mean of the prints of the last billed month, which the forecast's base rests on; without
/// bills the newest print. Contract quote.</param>
/// <param name="Actual">Months that were billed.</param>
/// <param name="Months">Months to come.</param>
/// <param name="Faults">What was not used.</param>
/// <param name="Simulated">True when any price in it was simulated.</param>
public sealed record ExposureTable(
    string Programme,
    string Contract,
    string Unit,
    TradingDate AsOf,
    decimal IndexPrice,
    IReadOnlyList<MappedLine> Actual,
    IReadOnlyList<ExposureMonth> Months,
    IReadOnlyList<ExposureFault> Faults,
    bool Simulated
);
