// The shapes of usage files that are known, and how a file shows which one it has.
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>The shape of a usage file.</summary>
public enum UsageFormat
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>Our own bill: day, seller, model, tokens by class.</summary>
    Bill = 1,

    /// <summary>FinOps FOCUS 1.0 to 1.2, cost and usage, CSV.</summary>
    Focus = 2,

    /// <summary>LiteLLM spend logs or daily spend tables, CSV, JSON lines or one JSON list.</summary>
    LiteLlm = 3,

    /// <summary>OpenAI organisation usage of completions: pages of buckets, JSON.</summary>
    OpenAi = 4,

    /// <summary>Answers of language models with their usage objects, JSON lines: OpenAI's two kinds and
    /// Anthropic's.</summary>
    Responses = 5,

    /// <summary>Azure's public inference trace of 2023, CSV.</summary>
    AzureTrace = 6,

    /// <summary>The Mooncake conversation trace, CSV.</summary>
    MooncakeTrace = 7,

    /// <summary>ServeGen's client rates, CSV: requests expected, not counted.</summary>
    ServeGenRates = 8,

    /// <summary>Daily usage by model of a router, CSV.</summary>
    OpenRouter = 9,
}

/// <summary>Recognises shapes.</summary>
public static class UsageFormats
{
    /// <summary>The shapes by the words that a command line uses.</summary>
    public static readonly IReadOnlyList<(string Word, UsageFormat Format)> Words =
    [
        ("bill", UsageFormat.Bill),
        ("focus", UsageFormat.Focus),
        ("litellm", UsageFormat.LiteLlm),
        ("openai", UsageFormat.OpenAi),
        ("responses", UsageFormat.Responses),
        ("azure-trace", UsageFormat.AzureTrace),
        ("mooncake-trace", UsageFormat.MooncakeTrace),
        ("servegen-rates", UsageFormat.ServeGenRates),
        ("openrouter", UsageFormat.OpenRouter),
    ];

    // A shape is known by columns that no other has.
    private static readonly (string[] Columns, UsageFormat Format)[] _headers =
    [
        (["ChargePeriodStart", "ConsumedQuantity", "SkuId"], UsageFormat.Focus),
        (["timestamp_utc", "context_tokens", "generated_tokens"], UsageFormat.AzureTrace),
        (["timestamp_ms", "input_tokens", "cached_input_tokens_derived"], UsageFormat.MooncakeTrace),
        (["workload", "t_seconds", "rate_req_per_s"], UsageFormat.ServeGenRates),
        (["activity_date", "model_variant", "prompt_tokens"], UsageFormat.OpenRouter),
        (["day", "model", "input", "cached_input", "output"], UsageFormat.Bill),
        (["startTime", "model", "prompt_tokens"], UsageFormat.LiteLlm),
        (["date", "model", "prompt_tokens", "spend"], UsageFormat.LiteLlm),
    ];

    /// <summary>The shape that the first bytes of a file show.</summary>
    public static UsageFormat Of(ReadOnlyMemory<byte> start)
    {
        var text = WithoutMark(start);
        var first = text.Span.TrimStart(" \t\r\n"u8);
        if (first.IsEmpty)
            return UsageFormat.None;
        if (first[0] is (byte)'{' or (byte)'[')
            return OfJson(text[^first.Length..]);
        var end = first.IndexOf((byte)'\n');
        var header = Encoding.UTF8.GetString(end < 0 ? first : first[..end]).Trim('\r').Split(',');
        var names = header.Select(name => name.Trim('"')).ToHashSet(StringComparer.Ordinal);
        foreach (var (columns, format) in _headers)
            if (columns.All(names.Contains))
                return format;
        return UsageFormat.None;
    }

    /// <summary>The shape of table that a header comes nearest to, and the columns that it lacks of it.</summary>
    /// <param name="header">The first line.</param>
    public static (string Word, IReadOnlyList<string> Missing) Nearest(string header)
    {
        var names = header.Split(',').Select(name => name.Trim(' ', '"', '\r')).ToHashSet(StringComparer.Ordinal);
        var (columns, format) = _headers.MaxBy(h => (double)h.Columns.Count(names.Contains) / h.Columns.Length);
        return (Words.First(w => w.Format == format).Word, [.. columns.Where(c => !names.Contains(c))]);
    }

    /// <summary>The text without the mark of byte order that some programs put first.</summary>
    internal static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text;

    // The names at the first two depths tell the shapes apart; the text may be cut anywhere.
    private static UsageFormat OfJson(ReadOnlyMemory<byte> text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(text.Span, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth <= 4)
                    names.Add(reader.GetString()!);
                else if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
                    break;
            }
        }
        catch (JsonException)
        {
            // What was seen before the fault decides; the reader names the fault.
        }
        catch (InvalidOperationException)
        {
            return UsageFormat.None;
        }

        if (names.Contains("startTime") || (names.Contains("spend") && names.Contains("prompt_tokens")))
            return UsageFormat.LiteLlm;
        if (names.Contains("results") && names.Contains("start_time"))
            return UsageFormat.OpenAi;
        return names.Contains("usage") ? UsageFormat.Responses : UsageFormat.None;
    }
}
