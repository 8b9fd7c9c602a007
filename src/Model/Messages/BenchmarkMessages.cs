// What benchmarks are made of beside posted prices: deals with their volume, and measures of supply and of work done.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>A property of what was sold or measured, by which unlike things are made comparable.</summary>
/// <param name="Name">gpus, interconnect, tier, tenor_days, context, …</param>
/// <param name="Value">A word, or a number written as text.</param>
public sealed record Trait(string Name, string Value);

/// <summary>How much of one class was consumed.</summary>
/// <param name="Class">input, cached_input, output; hour.</param>
/// <param name="Units">In the deal's unit; above zero.</param>
/// <param name="List">The seller's list price per unit on that day, in the deal's currency; null when it has
/// none.</param>
public sealed record DealQuantity(
    string Class,
    decimal Units,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? List = null
);

/// <summary>Index command: something was bought and consumed: an invoice, an executed rental, a routed volume, a spot
/// trade.</summary>
/// <param name="Seen">Date on which it became knowable (yyyy-MM-dd).</param>
/// <param name="From">First day of consumption.</param>
/// <param name="To">Last day of consumption, not after <paramref name="Seen"/>.</param>
/// <param name="Product">token or gpu.</param>
/// <param name="Kind">invoice, rental, routed or spot.</param>
/// <param name="Buyer">A hash that stands for the buyer; the same buyer has the same hash.</param>
/// <param name="Terms">on_demand, spot, reserved_1y, …</param>
/// <param name="Quantities">By class; one class at most once.</param>
/// <param name="Net">What was paid after all discounts, without tax, in <paramref name="Currency"/>.</param>
/// <param name="Unit">1M tokens or GPU hour.</param>
/// <param name="Evidence">SHA-256 of the document that proves it, in hexadecimal.</param>
/// <param name="Feed">The reader that brought it.</param>
/// <param name="Flags">related, free, promotional, prepaid, government; absent: none.</param>
/// <param name="Traits">By which it is made comparable; absent: none.</param>
/// <param name="Simulated">True: made by the laboratory.</param>
public sealed record DealObservation(
    string Seen,
    string From,
    string To,
    string Product,
    string Kind,
    string Seller,
    string Buyer,
    string Maker,
    string Item,
    string Region,
    string Terms,
    IReadOnlyList<DealQuantity> Quantities,
    decimal Net,
    Currency Currency,
    string Unit,
    string Source,
    string Evidence,
    string Feed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Flags = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Trait>? Traits = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated = false
);

/// <summary>Index command: something counted or measured that is no price: supply, throughput, the work of a
/// task.</summary>
/// <param name="Seen">Date on which it became knowable.</param>
/// <param name="Effective">Date for which it holds.</param>
/// <param name="Product">supply, throughput or task.</param>
/// <param name="Seller">Who offers or runs what was measured.</param>
/// <param name="Maker">Who makes it.</param>
/// <param name="Item">SKU, system or model.</param>
/// <param name="Class">What was measured: capacity, available, requested, granted; tokens per second; …</param>
/// <param name="Terms">on_demand, spot; offline, server; …</param>
/// <param name="Value">Zero or above; null when withdrawn.</param>
/// <param name="Unit">Of the value, in words.</param>
public sealed record MeasureObservation(
    string Seen,
    string Effective,
    string Product,
    string Seller,
    string Maker,
    string Item,
    string Class,
    string Region,
    string Terms,
    decimal? Value,
    string Unit,
    string Source,
    string Evidence,
    string Feed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Trait>? Traits = null
);
