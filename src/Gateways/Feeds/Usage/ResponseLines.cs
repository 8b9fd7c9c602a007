// Answers of language models kept one a line: each carries a usage object, and sellers count differently.
using System.Text.Json;
using Tokenbourse.Metering.Usage;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Reader of answers with <c>model</c>, a moment (<c>created</c>, <c>created_at</c>, <c>timestamp</c>) and
/// <c>usage</c>; also inside <c>response.body</c>, as batches keep them. Three kinds of usage objects:
/// <c>prompt_tokens</c> with <c>prompt_tokens_details.cached_tokens</c> inside it; <c>input_tokens</c> with
/// <c>input_tokens_details.cached_tokens</c> inside it; <c>input_tokens</c> beside
/// <c>cache_read_input_tokens</c> and <c>cache_creation_input_tokens</c>, which are not in it.</summary>
internal static class ResponseLines
{
    public static void Read(Stream stream, UsageReading reading) =>
        JsonRows.Read(stream, reading.Report, (element, line) => Row(element, line, reading));

    private static void Row(JsonElement outer, int line, UsageReading reading)
    {
        reading.Report.Row();
        var body = JsonRow.Field(outer, "response", "body");
        var inside = body.ValueKind == JsonValueKind.Object;
        var row = new JsonRow(inside ? body : outer, inside ? "response.body" : "", line, reading.Report);
        var usage = row["usage"];
        if (usage.ValueKind == JsonValueKind.Undefined && !inside && row["error"].ValueKind != JsonValueKind.Undefined)
        {
            reading.Report.Skip("an error, not an answer");
            return;
        }

        if (usage.ValueKind != JsonValueKind.Object)
            row.Refuse(usage, "usage", "must be an object with token counts");
        var time = Time(row.Element);
        if (time.ValueKind == JsonValueKind.Undefined)
            time = Time(outer);
        if (!JsonRow.TryTime(time, out var at))
            row.Refuse(
                time,
                "created",
                "must be seconds since 1970 or ISO 8601 (or created_at, timestamp), from 2020 to 2099"
            );
        var model = row.Text("model", required: true);
        var counts = row.Bad ? default : Counts(ref row, usage);
        if (row.Bad)
            return;
        reading.Take(
            new(
                at,
                reading.Seller(
                    JsonRow.Field(outer, "provider") is { ValueKind: JsonValueKind.String } p ? p.GetString()! : ""
                ),
                model,
                reading.Rules.Item(model),
                counts,
                Requests: 1,
                null,
                "",
                row.Text("user"),
                Estimated: false
            )
        );
    }

    private static JsonElement Time(JsonElement element)
    {
        foreach (var name in (ReadOnlySpan<string>)["created", "created_at", "timestamp"])
            if (JsonRow.Field(element, name) is { ValueKind: not JsonValueKind.Undefined } found)
                return found;
        return default;
    }

    private static TokenCounts Counts(ref JsonRow row, JsonElement usage)
    {
        var counts = default(TokenCounts);
        if (Has(usage, "prompt_tokens"))
        {
            Inclusive(ref row, usage, "prompt_tokens", "completion_tokens", out counts);
            return counts;
        }

        var read = JsonRow.Field(usage, "cache_read_input_tokens");
        var written = JsonRow.Field(usage, "cache_creation_input_tokens");
        if (read.ValueKind == JsonValueKind.Undefined && written.ValueKind == JsonValueKind.Undefined)
        {
            Inclusive(ref row, usage, "input_tokens", "output_tokens", out counts);
            return counts;
        }

        if (Has(usage, "input_tokens_details"))
        {
            row.Refuse(
                usage,
                "usage",
                "must not hold both input_tokens_details and cache_ fields: they count differently"
            );
            return counts;
        }

        var input = row.Count(JsonRow.Field(usage, "input_tokens"), "usage.input_tokens");
        var cached = row.Count(read, "usage.cache_read_input_tokens", required: false);
        var created = row.Count(written, "usage.cache_creation_input_tokens", required: false);
        var output = row.Count(JsonRow.Field(usage, "output_tokens"), "usage.output_tokens");
        TokenCounts.Exclusive(input, created, cached, output, out counts);
        return counts;
    }

    private static void Inclusive(
        ref JsonRow row,
        JsonElement usage,
        string inputName,
        string outputName,
        out TokenCounts counts
    )
    {
        var cachedField = JsonRow.Field(usage, $"{inputName}_details", "cached_tokens");
        var reasoningField = JsonRow.Field(usage, $"{outputName}_details", "reasoning_tokens");
        var input = row.Count(JsonRow.Field(usage, inputName), $"usage.{inputName}");
        // Embeddings read and write nothing back.
        var output = row.Count(JsonRow.Field(usage, outputName), $"usage.{outputName}", required: false);
        var cached = row.Count(cachedField, $"usage.{inputName}_details.cached_tokens", required: false);
        var reasoning = row.Count(reasoningField, $"usage.{outputName}_details.reasoning_tokens", required: false);
        switch (TokenCounts.Inclusive(input, cached, output, reasoning, out counts))
        {
            case "cached":
                row.Refuse(
                    cachedField,
                    $"usage.{inputName}_details.cached_tokens",
                    $"must not exceed {inputName}, which holds it"
                );
                break;
            case "reasoning":
                row.Refuse(
                    reasoningField,
                    $"usage.{outputName}_details.reasoning_tokens",
                    $"must not exceed {outputName}, which holds it"
                );
                break;
        }
    }

    private static bool Has(JsonElement usage, string name) =>
        JsonRow.Field(usage, name).ValueKind != JsonValueKind.Undefined;
}
