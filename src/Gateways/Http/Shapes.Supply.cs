// Supply contracts on the wire. Prices and money are decimals in quotes, months yyyy-MM.
using System.Text.Json.Nodes;

namespace Tokenbourse.Gateways.Http;

/// <summary>A supply contract. <paramref name="State"/>: proposed, in force, cut short, ended, withdrawn.</summary>
/// <param name="Supply">Its number, by which commands name it.</param>
/// <param name="Last">The last month that is billed: earlier than <paramref name="To"/> when it was cut short.</param>
/// <param name="Next">The next month to bill; null: every month is billed, or the contract is not alive.</param>
/// <param name="Security">What the buyer has deposited for it now.</param>
/// <param name="Open">What is not paid of all invoices.</param>
/// <param name="Overdue">Something of it should have been paid.</param>
public sealed record SupplyShape(
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
    long LastRecord,
    string From,
    string To,
    string Last,
    string? Next,
    string Security,
    string Open,
    bool Overdue,
    string Time
);

/// <summary>A month of a contract. <paramref name="Metered"/>: units that were told.</summary>
/// <param name="Invoice">Null: not billed yet.</param>
public sealed record SupplyMonthShape(string Month, long Metered, SupplyBillShape? Invoice);

/// <summary>An invoice in short. <paramref name="Average"/> and <paramref name="Price"/> belong to the priced
/// units.</summary>
public sealed record SupplyBillShape(
    string Issued,
    string Due,
    string Average,
    string Price,
    long Volume,
    string Amount,
    string Paid,
    string Open,
    bool Overdue
);

/// <summary>A contract with its terms as they were signed, and its months.</summary>
public sealed record SupplyDetailShape(SupplyShape Contract, JsonNode? Terms, IReadOnlyList<SupplyMonthShape> Months);
