// What a company wants hedged, as a document that it keeps and edits: programme.json in the desk's folder.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>Who hedges.</summary>
public enum HedgerSide
{
    /// <summary>Buys tokens or GPU hours: a higher price hurts.</summary>
    Buyer,

    /// <summary>Sells tokens or capacity: a lower price hurts.</summary>
    Seller,

    /// <summary>Lends against the index: a fall below the covenant hurts.</summary>
    Lender,
}

/// <summary>How the price of a purchase is written.</summary>
public enum PriceBasis
{
    /// <summary>Posted by a seller; moves in steps when he announces.</summary>
    ListPrice,

    /// <summary>Contractually written on the index, plus a spread.</summary>
    IndexLinked,

    /// <summary>Agreed for the term: no exposure.</summary>
    Fixed,

    /// <summary>Paid as executed on a floating market (rentals, routed calls).</summary>
    Spot,
}

/// <summary>How a line of a bill becomes index-equivalent volume.</summary>
/// <param name="Item">The model or GPU as our naming rules write it; "*" for all that no other line names.</param>
/// <param name="Contract">The contract whose unit it becomes, as <c>TK</c>; empty: left out on purpose.</param>
/// <param name="Method"><c>price</c> (own cost at the index's price: V·P/P_index), <c>standard token</c> (the vintage's
/// conversion) or <c>factor</c>.</param>
/// <param name="Factor">Contract units for one million raw tokens (one GPU hour); only with <c>factor</c>.</param>
/// <param name="Basis">How its price is written.</param>
/// <param name="Spread">Of an index-linked price: what is paid beyond the index, in the contract's quote.</param>
/// <param name="Covered">Of a covered share: 0 to 1 of the volume that a commitment at a fixed price already
/// covers.</param>
/// <param name="Reason">Why this line maps so; printed beside it.</param>
public sealed record MappingLine(
    string Item,
    string Contract,
    string Method,
    decimal? Factor,
    PriceBasis Basis,
    decimal? Spread,
    decimal Covered,
    string Reason
)
{
    /// <summary>Of a seller's capacity: the share of the hours that is sold, above 0 to 1; only with <c>factor</c>.
    /// Null: the hours are those that were sold.</summary>
    public decimal? Utilisation { get; init; }

    /// <summary>Who buys (sells) it where that is not the programme's entity; null: it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Entity { get; init; }

    /// <summary>The share of the volume whose price floats: what is neither fixed nor covered.</summary>
    [JsonIgnore]
    public decimal Floating => Basis == PriceBasis.Fixed ? 0 : 1 - Covered;
}

/// <summary>How volume is expected to grow.</summary>
/// <param name="Months">How many months ahead, 1 to 36.</param>
/// <param name="Curve"><c>flat</c>, <c>monthly</c> (compound growth) or <c>s-curve</c> (logistic towards
/// <paramref name="Ceiling"/>).</param>
/// <param name="MonthlyGrowth">Base growth a month, as 0.05.</param>
/// <param name="LowGrowth">Of the low case.</param>
/// <param name="HighGrowth">Of the high case.</param>
/// <param name="Ceiling">Of an s-curve: where monthly volume ends, as a multiple of the last actual month.</param>
/// <param name="Entered">Months entered by hand, contract units; they replace the curve.</param>
public sealed record ForecastSettings(
    int Months,
    string Curve,
    decimal MonthlyGrowth,
    decimal LowGrowth,
    decimal HighGrowth,
    decimal? Ceiling,
    IReadOnlyList<EnteredMonth> Entered
)
{
    /// <summary>Products entered by hand; the others of their month follow the curve. Null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EnteredItem>? Items { get; init; }
}

/// <summary>A product of a month that was entered by hand, in contract units.</summary>
public sealed record EnteredItem(ContractMonth Month, string Item, decimal Low, decimal Base, decimal High);

/// <summary>A month that was entered by hand, in contract units (millions of standard tokens, GPU hours).</summary>
public sealed record EnteredMonth(ContractMonth Month, decimal Low, decimal Base, decimal High);

/// <summary>A loan's covenant on an index.</summary>
/// <param name="Level">The covenant is broken when the month's average is below it, contract quote.</param>
/// <param name="Notional">What is lent, in the programme's currency.</param>
/// <param name="Units">Contract units a month whose earnings serve the loan.</param>
public sealed record Covenant(decimal Level, decimal Notional, decimal Units);

/// <summary>A hedge programme.</summary>
/// <param name="Name">As <c>FY27 token purchases</c>.</param>
/// <param name="Entity">The legal entity or cost centre.</param>
/// <param name="Side">Who hedges.</param>
/// <param name="Contract">The contract it is hedged with, as <c>TK</c>.</param>
/// <param name="Currency">Of its reports and budget, ISO 4217.</param>
/// <param name="Mapping">Lines in order; the first that names an item holds.</param>
/// <param name="Forecast">Volume to come.</param>
/// <param name="Budget">For the whole horizon, in <paramref name="Currency"/>; null when there is none.</param>
/// <param name="Covenant">Only of a lender.</param>
public sealed record HedgeProgramme(
    string Name,
    string Entity,
    HedgerSide Side,
    string Contract,
    string Currency,
    IReadOnlyList<MappingLine> Mapping,
    ForecastSettings Forecast,
    decimal? Budget,
    Covenant? Covenant
);
