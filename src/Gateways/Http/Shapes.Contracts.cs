// What goes over the wire of a contract's documents: each version as it was taken, and what it changed.
using System.Text.Json.Nodes;

namespace Tokenbourse.Gateways.Http;

/// <summary>A field that differs from the version before.</summary>
/// <param name="Field">Its path in the document.</param>
/// <param name="Was">Null: it was not there.</param>
/// <param name="Is">Null: it is not there any more.</param>
public sealed record FieldChangeShape(string Field, string? Was, string? Is);

/// <summary>A document as it was taken by the market.</summary>
/// <param name="EventSequence">Of the event that says so.</param>
/// <param name="Time">When.</param>
/// <param name="Document">As it was submitted.</param>
/// <param name="Changes">Against the version before; empty for the first.</param>
public sealed record TakenDocumentShape(
    int Number,
    long EventSequence,
    string Time,
    JsonNode? Document,
    IReadOnlyList<FieldChangeShape> Changes
);

/// <summary>All documents of a contract, oldest first: the last of each list is in force.</summary>
/// <param name="Terms">The contract's own.</param>
/// <param name="Margins">Margin rates.</param>
/// <param name="Limits">Position limits; empty: it has none.</param>
/// <param name="EventSequence">The last event that is counted in.</param>
public sealed record ContractDocumentsShape(
    string Contract,
    IReadOnlyList<TakenDocumentShape> Terms,
    IReadOnlyList<TakenDocumentShape> Margins,
    IReadOnlyList<TakenDocumentShape> Limits,
    long EventSequence
);
