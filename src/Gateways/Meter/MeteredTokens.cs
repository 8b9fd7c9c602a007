// Tokens of one request by class, and what they weigh in standard tokens.
namespace Tokenbourse.Gateways.Meter;

/// <summary>What was asked for.</summary>
public enum MeterKind : byte
{
    /// <summary>POST /v1/chat/completions.</summary>
    Chat = 1,

    /// <summary>POST /v1/completions.</summary>
    Completion = 2,

    /// <summary>POST /v1/embeddings.</summary>
    Embedding = 3,
}

/// <summary>Tokens of the model's own tokenizer, by classes that do not overlap.</summary>
/// <param name="Input">Read anew.</param>
/// <param name="Cached">Read from the seller's cache, as the seller says.</param>
/// <param name="Output">Written.</param>
public readonly record struct MeteredTokens(long Input, long Cached, long Output)
{
    /// <summary>All tokens that were read.</summary>
    public long AllInput => Input + Cached;
}

/// <summary>What one token of each class weighs, in millionths of a standard token.</summary>
public readonly record struct TokenWeights(long Input, long Cached, long Output)
{
    /// <summary>Millionths in a unit of a certificate (a standard token).</summary>
    public const long Unit = 1_000_000;

    /// <summary>Millionths of a standard token. Sums of these are turned into whole units once, by their running
    /// total, so that nothing drifts.</summary>
    public long Of(MeteredTokens tokens) =>
        checked((Input * tokens.Input) + (Cached * tokens.Cached) + (Output * tokens.Output));
}
