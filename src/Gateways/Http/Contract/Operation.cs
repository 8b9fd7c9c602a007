// One operation of the REST door as the contract tells it.
using System.Text.Json.Serialization.Metadata;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>What a value on the wire is.</summary>
internal enum Kind
{
    Text,
    Whole,
    Flag,
    Decimal,
    Moment,
    Date,

    /// <summary>A list of records, each with fields of its own.</summary>
    Records,
}

/// <summary>A query value, or a field of a body.</summary>
/// <param name="Least">Of a whole number.</param>
/// <param name="Usual">What is meant when it is absent.</param>
/// <param name="Words">The words that are taken, where the list is closed.</param>
/// <param name="Sample">Stands in the examples.</param>
internal sealed record Value(
    string Name,
    Kind Kind,
    string Summary,
    bool Required = false,
    long? Least = null,
    long? Most = null,
    string? Usual = null,
    string? Words = null,
    string? Sample = null,
    Value[]? Fields = null
);

/// <summary>One method of one address.</summary>
/// <param name="Id">Unique; what a generated client calls it.</param>
/// <param name="Answer">The record that is answered; null: JSON that is made elsewhere.</param>
internal sealed record Operation(
    string Method,
    string Path,
    string Id,
    string Tag,
    string Summary,
    JsonTypeInfo? Answer
)
{
    public Value[] Query { get; init; } = [];

    /// <summary>Fields of the body; null: none is taken. Empty: a document with fields of its own.</summary>
    public Value[]? Body { get; init; }

    /// <summary>The body may be left out.</summary>
    public bool BodyMayMiss { get; init; }

    /// <summary>Another shape than <see cref="Answer"/> that may be answered.</summary>
    public JsonTypeInfo[] OtherAnswers { get; init; } = [];

    /// <summary>Statuses of refusals besides 400, 401, 403, 429 and 500, which every operation may answer.</summary>
    public int[] Faults { get; init; } = [];

    /// <summary>What is answered in place of JSON: files.</summary>
    public string[] Media { get; init; } = [];

    /// <summary>Words that a part of the address takes, where the list is closed.</summary>
    public string? PathWords { get; init; }
}
