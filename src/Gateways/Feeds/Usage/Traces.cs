// Public traces of inference and a router's daily usage, in the shapes of the shared public data.
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Readers of traces. They name no model: the item says which trace and which part of it.</summary>
internal static class Traces
{
    /// <summary>Length of ServeGen's windows; windows without a request are left out of its tables.</summary>
    private const long WindowSeconds = 600;

    private static readonly string[] _azure = ["timestamp_utc", "service", "context_tokens", "generated_tokens"];

    private static readonly string[] _mooncake =
    [
        "timestamp_ms",
        "input_tokens",
        "output_tokens",
        "cached_input_tokens_derived",
    ];

    private static readonly string[] _serveGen = ["t_seconds", "workload", "client", "rate_req_per_s"];

    private static readonly string[] _router =
    [
        "activity_date",
        "model_variant",
        "variant",
        "requests",
        "prompt_tokens",
        "completion_tokens",
        "cached_tokens",
        "reasoning_tokens",
    ];

    public static void Read(Stream stream, UsageFormat format, UsageReading reading)
    {
        var (columns, read) = format switch
        {
            UsageFormat.AzureTrace => (_azure, (Action<CsvTable, UsageReading>)Azure),
            UsageFormat.MooncakeTrace => (_mooncake, Mooncake),
            UsageFormat.ServeGenRates => (_serveGen, ServeGen),
            _ => (_router, Router),
        };
        using var table = CsvTable.Open(stream, reading.Report.File, columns);
        while (table.Read())
        {
            reading.Report.Row();
            if (table.RowFault.Length > 0)
                reading.Report.Fault(table.FaultOfRow());
            else
                read(table, reading);
        }

        if (format is UsageFormat.MooncakeTrace or UsageFormat.ServeGenRates && reading.Report.Used > 0)
            reading.Report.Note($"the file has no date: days count from {reading.Options.Origin}");
    }

    // Tokens of the model's own tokenizer; whether any were cached is not told, so all input counts as read anew.
    private static void Azure(CsvTable table, UsageReading reading)
    {
        var row = new UsageRow(table, reading.Report);
        var at = row.Time(0);
        var service = Name(table, ref row, 1);
        var counts = new TokenCounts(row.Count(2), 0, row.Count(3), 0);
        if (!row.Bad)
            Take(
                reading,
                at,
                "azure",
                service,
                reading.Named("trace:azure-2023-", service),
                counts,
                1,
                estimated: false
            );
    }

    // The split by class is what a cache without limit would have found: an estimate, not what was billed.
    private static void Mooncake(CsvTable table, UsageReading reading)
    {
        var row = new UsageRow(table, reading.Report);
        var milliseconds = row.Count(0);
        if (milliseconds > 100L * 366 * 86_400_000)
            row.Refuse(0, "must be milliseconds within a hundred years of the trace's beginning");
        var input = row.Count(1);
        var output = row.Count(2);
        if (TokenCounts.Inclusive(input, row.Count(3), output, 0, out var counts).Length > 0)
            row.Refuse(3, "must not exceed input_tokens, which holds it");
        if (row.Bad)
            return;
        var at = Instant.At(reading.Options.Origin, 0).Plus(milliseconds * 1_000_000);
        Take(reading, at, "moonshot", "conversation", "trace:mooncake-conversation", counts, 1, estimated: true);
    }

    // A rate times its window: requests expected. Tokens only when the caller says how many a request has.
    private static void ServeGen(CsvTable table, UsageReading reading)
    {
        var row = new UsageRow(table, reading.Report);
        var seconds = row.Count(0);
        if (seconds > 100L * 366 * 86_400)
            row.Refuse(0, "must be seconds within a hundred years of the table's beginning");
        var workload = Name(table, ref row, 1);
        var client = Name(table, ref row, 2);
        if (!table.TryDecimal(3, out var rate) || rate is < 0 or > 1_000_000m)
            row.Refuse(3, "must be a number of requests a second from 0 to 1000000");
        if (row.Bad)
            return;
        var requests = (long)decimal.Round(rate * WindowSeconds, MidpointRounding.AwayFromZero);
        var counts = new TokenCounts(
            checked(requests * reading.Options.InputPerRequest),
            0,
            checked(requests * reading.Options.OutputPerRequest),
            0
        );
        var at = Instant.At(reading.Options.Origin, 0).Plus(seconds * Instant.PerSecond);
        Take(
            reading,
            at,
            "alibaba",
            workload,
            reading.Named("trace:servegen-", workload),
            counts,
            requests,
            true,
            client
        );
    }

    // The router restates every seller's usage as OpenAI counts: cached within prompt, reasoning within completion.
    private static void Router(CsvTable table, UsageReading reading)
    {
        if (table[1].Length == 0)
        {
            reading.Report.Skip("no model named");
            return;
        }

        var row = new UsageRow(table, reading.Report);
        var at = row.Time(0);
        var model = Name(table, ref row, 1);
        var requests = row.Count(3);
        var input = row.Count(4);
        var output = row.Count(5);
        var cached = row.Count(6, required: false);
        switch (TokenCounts.Inclusive(input, cached, output, row.Count(7, required: false), out var counts))
        {
            case "cached":
                row.Refuse(6, "must not exceed prompt_tokens, which holds it");
                break;
            case "reasoning":
                row.Refuse(7, "must not exceed completion_tokens, which holds it");
                break;
        }

        if (!row.Bad)
            Take(reading, at, "openrouter", model, reading.Rules.Item(model), counts, requests, false, table[2]);
    }

    private static string Name(CsvTable table, ref UsageRow row, int column)
    {
        var name = table[column];
        if (name.Length is 0 or > 200)
            row.Refuse(column, "must be 1 to 200 characters");
        return name;
    }

    private static void Take(
        UsageReading reading,
        Instant at,
        string seller,
        string model,
        string item,
        TokenCounts counts,
        long requests,
        bool estimated,
        string account = ""
    ) => reading.Take(new(at, seller, model, item, counts, requests, null, "", account, estimated));
}
