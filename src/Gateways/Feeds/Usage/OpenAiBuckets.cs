// OpenAI's organisation usage of completions: pages of buckets of results by model.
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Reader of pages (one document, a list of them, or one a line). <c>input_tokens</c> holds
/// <c>input_cached_tokens</c>; <c>output_tokens</c> holds the reasoning, which is not told apart here.</summary>
internal static class OpenAiBuckets
{
    public static void Read(Stream stream, UsageReading reading) =>
        JsonRows.Read(stream, reading.Report, (page, line) => Page(page, line, reading));

    private static void Page(JsonElement page, int line, UsageReading reading)
    {
        // A bucket may stand alone, one a line.
        var data = JsonRow.Field(page, "data");
        if (data.ValueKind != JsonValueKind.Array)
        {
            Bucket(page, "", line, reading);
            return;
        }

        var number = 0;
        foreach (var bucket in data.EnumerateArray())
            Bucket(bucket, string.Create(CultureInfo.InvariantCulture, $"data[{number++}]"), line, reading);
    }

    private static void Bucket(JsonElement bucket, string path, int line, UsageReading reading)
    {
        var head = new JsonRow(bucket, path, line, reading.Report);
        var results = head["results"];
        if (results.ValueKind != JsonValueKind.Array)
        {
            reading.Report.Row();
            head.Refuse(results, "results", "must be the list of a bucket's results");
            return;
        }

        var timed = JsonRow.TryTime(head["start_time"], out var start);
        var ended = JsonRow.TryTime(head["end_time"], out var end);
        var number = 0;
        foreach (var result in results.EnumerateArray())
        {
            reading.Report.Row();
            var place = string.Create(CultureInfo.InvariantCulture, $"results[{number++}]");
            var row = new JsonRow(result, path.Length > 0 ? $"{path}.{place}" : place, line, reading.Report);
            if (!timed)
                row.Refuse(
                    head["start_time"],
                    "start_time (of the bucket)",
                    "must be seconds since 1970, from 2020 to 2099"
                );
            else if (ended && end.Nanoseconds - start.Nanoseconds > Instant.PerDay)
                row.Refuse(head["end_time"], "end_time (of the bucket)", "must be at most a day after start_time");
            Result(row, start, reading);
        }
    }

    private static void Result(JsonRow row, Instant start, UsageReading reading)
    {
        var model = row["model"];
        if (model.ValueKind != JsonValueKind.String)
            row.Refuse(model, "model", "must be told: ask for the usage grouped by model");
        var name = row.Text("model", required: true);
        var input = row.Count(row["input_tokens"], "input_tokens");
        var cached = row.Count(row["input_cached_tokens"], "input_cached_tokens", required: false);
        var output = row.Count(row["output_tokens"], "output_tokens");
        var requests = row.Count(row["num_model_requests"], "num_model_requests", required: false);
        if (TokenCounts.Inclusive(input, cached, output, 0, out var counts).Length > 0)
            row.Refuse(
                row["input_cached_tokens"],
                "input_cached_tokens",
                "must not exceed input_tokens, which holds it"
            );
        var project = row.Text("project_id");
        var batch = row["batch"].ValueKind == JsonValueKind.True;
        if (row.Bad)
            return;
        if (batch)
            reading.Report.Note("rows of batch work, which has a price of its own");
        reading.Take(
            new(
                start,
                reading.Seller("openai"),
                name,
                reading.Rules.Item(name),
                counts,
                requests,
                null,
                "",
                batch ? $"{project} batch".Trim() : project,
                Estimated: false
            )
        );
    }
}
