// A supply contract and its invoices as documents: each invoice with everything that it was made of.
using System.Text.Json;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Event: a supply contract was proposed.</summary>
/// <param name="Number">By which commands name it; rises by one.</param>
/// <param name="Terms">The document as it came.</param>
public sealed record SupplyProposal(long Number, JsonElement Terms);

/// <summary>A print that an average rests on.</summary>
public sealed record SupplyPrint(string Day, decimal Value);

/// <summary>What was metered on a day.</summary>
public sealed record SupplyDay(string Day, long Units);

/// <summary>Event: the invoice of a month (rule SUP-004). With these figures alone it can be made again by
/// hand.</summary>
/// <param name="Number">The contract's number.</param>
/// <param name="Supply">The contract's name.</param>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Unit">What is metered, in words.</param>
/// <param name="UtcMinutes">The contract's clock ahead of UTC.</param>
/// <param name="Issued">Day of the contract's clock.</param>
/// <param name="Due">The day on which it is taken from what the buyer has.</param>
/// <param name="PrintDays">Which days count: every day, or the business days of <paramref name="Calendar"/>.</param>
/// <param name="Decimals">To which average and price are rounded, half up.</param>
/// <param name="Prints">Oldest first.</param>
/// <param name="Average">Arithmetic average of the prints, rounded.</param>
/// <param name="PriceBefore">Average times factor plus spread, rounded, before floor and cap.</param>
/// <param name="Price">After floor and cap, for the priced units.</param>
/// <param name="Days">Days with use, oldest first.</param>
/// <param name="Metered">Their sum.</param>
/// <param name="AboveMost">Units of it above the most, billed at the same price.</param>
/// <param name="Volume">What is billed: metered, at least the least.</param>
/// <param name="AmountMinor">Volume by price by priced units, rounded half up once, minor units.</param>
public sealed record SupplyInvoiceDocument(
    long Number,
    string Supply,
    string Month,
    int Seller,
    int Buyer,
    string Product,
    string Unit,
    string Index,
    Currency Currency,
    int UtcMinutes,
    string Issued,
    string Due,
    string PrintDays,
    string? Calendar,
    int LeastPrints,
    int Decimals,
    IReadOnlyList<SupplyPrint> Prints,
    decimal Average,
    decimal Factor,
    decimal Spread,
    decimal PriceBefore,
    decimal Floor,
    decimal? Cap,
    decimal Price,
    long PricedUnits,
    string Quote,
    IReadOnlyList<SupplyDay> Days,
    long Metered,
    long Least,
    long? Most,
    long AboveMost,
    long Volume,
    long AmountMinor
);
