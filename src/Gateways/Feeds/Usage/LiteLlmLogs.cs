// LiteLLM's spend logs (a call a row) and daily spend tables (a day, model and key a row).
using System.Text.Json;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Reader of LiteLLM's tables as CSV, JSON lines or one JSON list. The proxy restates every seller's usage:
/// <c>prompt_tokens</c> holds what was read from the cache and written to it, <c>completion_tokens</c> holds the
/// reasoning. A row whose part exceeds its whole is refused: it comes from a version that counted
/// otherwise.</summary>
internal static class LiteLlmLogs
{
    private const string CachedRule = "must not exceed prompt_tokens, which holds it";
    private const string ReasoningRule = "must not exceed completion_tokens, which holds it";

    private static readonly string[] _columns =
    [
        "model",
        "prompt_tokens",
        "completion_tokens",
        "startTime",
        "date",
        "spend",
        "custom_llm_provider",
        "cache_read_input_tokens",
        "api_requests",
        "cache_hit",
        "team_id",
        "user",
        "metadata",
    ];

    public static void Read(Stream stream, UsageReading reading)
    {
        var buffered = new BufferedStream(stream, 1 << 16);
        var start = new byte[1 << 10];
        var length = UsageImport.Filled(buffered, start, reading.Report.File);
        var all = new Joined(start.AsMemory(0, length), buffered);
        var text = UsageFormats.WithoutMark(start.AsMemory(0, length)).Span.TrimStart(" \t\r\n"u8);
        if (!text.IsEmpty && text[0] is (byte)'{' or (byte)'[')
            JsonRows.Read(all, reading.Report, (element, line) => Row(element, line, reading));
        else
            Table(all, reading);
    }

    private static void Table(Stream stream, UsageReading reading)
    {
        using var table = CsvTable.Open(stream, reading.Report.File, _columns, required: 3);
        if (!table.Has(3) && !table.Has(4))
            throw new FeedException(new CsvFault(table.File, 1, "startTime", "", "missing column (or date)"));
        while (table.Read())
        {
            reading.Report.Row();
            if (table.RowFault.Length > 0)
                reading.Report.Fault(table.FaultOfRow());
            else if (IsTrue(table[9]))
                reading.Report.Skip("answered from the proxy's own cache: nothing was sold");
            else
                Row(table, reading);
        }
    }

    private static void Row(CsvTable table, UsageReading reading)
    {
        var row = new UsageRow(table, reading.Report);
        var at = row.Time(table.Has(3) ? 3 : 4);
        var model = table[0];
        if (model.Length is 0 or > 200)
            row.Refuse(0, "must be 1 to 200 characters");
        var prompt = row.Count(1);
        var completion = row.Count(2);
        var cached = row.Count(7, required: false);
        long reasoning = 0;
        if (table.Bytes(12).Length > 2 && !Metadata(table[12], ref cached, out reasoning))
            row.Refuse(12, "must be JSON with token counts that are whole numbers");
        switch (TokenCounts.Inclusive(prompt, cached, completion, reasoning, out var counts))
        {
            case "cached":
                row.Refuse(table.Has(7) ? 7 : 12, CachedRule);
                break;
            case "reasoning":
                row.Refuse(12, ReasoningRule);
                break;
        }

        var cost = row.Cost(5);
        var requests = table.Has(8) ? row.Count(8) : 1;
        if (!row.Bad)
            reading.Take(
                Record(
                    reading,
                    at,
                    table[6],
                    model,
                    counts,
                    requests,
                    cost,
                    table[10].Length > 0 ? table[10] : table[11]
                )
            );
    }

    private static void Row(JsonElement element, int line, UsageReading reading)
    {
        reading.Report.Row();
        var row = new JsonRow(element, "", line, reading.Report);
        var hit = row["cache_hit"];
        if (hit.ValueKind == JsonValueKind.True || (hit.ValueKind == JsonValueKind.String && IsTrue(hit.GetString()!)))
        {
            reading.Report.Skip("answered from the proxy's own cache: nothing was sold");
            return;
        }

        var daily = row["startTime"].ValueKind == JsonValueKind.Undefined;
        var time = daily ? row["date"] : row["startTime"];
        if (!JsonRow.TryTime(time, out var at))
            row.Refuse(time, daily ? "date" : "startTime", UsageRow.TimeRule);
        var model = row.Text("model", required: true);
        var prompt = row.Count(row["prompt_tokens"], "prompt_tokens");
        var completion = row.Count(row["completion_tokens"], "completion_tokens");
        var metadata = row["metadata"];
        var cached = row.Count(row["cache_read_input_tokens"], "cache_read_input_tokens", required: false);
        long reasoning = 0;
        var told = metadata.ValueKind switch
        {
            JsonValueKind.Object => Parts(metadata, ref cached, out reasoning),
            JsonValueKind.String when metadata.GetString() is { Length: > 2 } text => Metadata(
                text,
                ref cached,
                out reasoning
            ),
            _ => true,
        };
        if (!told)
            row.Refuse(metadata, "metadata", "must be JSON with token counts that are whole numbers");
        switch (TokenCounts.Inclusive(prompt, cached, completion, reasoning, out var counts))
        {
            case "cached":
                row.Refuse(
                    row["prompt_tokens"],
                    "prompt_tokens",
                    "must not be below the tokens read from the cache, which it holds"
                );
                break;
            case "reasoning":
                row.Refuse(
                    row["completion_tokens"],
                    "completion_tokens",
                    "must not be below the reasoning tokens, which it holds"
                );
                break;
        }

        var cost = row.Cost("spend");
        var requests = daily ? row.Count(row["api_requests"], "api_requests", required: false) : 1;
        var account = row.Text("team_id") is { Length: > 0 } team ? team : row.Text("user");
        if (!row.Bad)
            reading.Take(Record(reading, at, row.Text("custom_llm_provider"), model, counts, requests, cost, account));
    }

    // LiteLLM counts money in dollars.
    private static UsageRecord Record(
        UsageReading reading,
        Instant at,
        string provider,
        string model,
        TokenCounts counts,
        long requests,
        decimal? cost,
        string account
    ) =>
        new(
            at,
            reading.Seller(provider),
            model,
            reading.Rules.Item(model),
            counts,
            requests,
            cost,
            cost is null ? "" : "USD",
            account,
            Estimated: false
        );

    private static bool Metadata(string text, ref long cached, out long reasoning)
    {
        reasoning = 0;
        if (!text.Contains("_tokens", StringComparison.Ordinal))
            return true;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Parts(document.RootElement, ref cached, out reasoning);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Versions keep the parts in different places; the first that is there counts.
    private static bool Parts(JsonElement metadata, ref long cached, out long reasoning)
    {
        reasoning = 0;
        var good = true;
        foreach (var place in (ReadOnlySpan<string>)["usage_object", "additional_usage_values"])
        {
            var usage = JsonRow.Field(metadata, place);
            if (cached == 0)
                good &= Number(JsonRow.Field(usage, "prompt_tokens_details", "cached_tokens"), ref cached);
            if (cached == 0)
                good &= Number(JsonRow.Field(usage, "cache_read_input_tokens"), ref cached);
            if (reasoning == 0)
                good &= Number(JsonRow.Field(usage, "completion_tokens_details", "reasoning_tokens"), ref reasoning);
        }

        return good;
    }

    private static bool Number(JsonElement value, ref long number)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            return true;
        return value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out number)
            && number is >= 0 and <= UsageReading.MostOfRecord;
    }

    private static bool IsTrue(string text) => text is "True" or "true" or "t";
}
