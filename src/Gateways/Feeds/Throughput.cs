// Importer of mlperf_v51_llm_tokens: tokens that one GPU makes in an hour, by model, scenario and submitter.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>
/// Results of the closed division in the data centre, on systems that can be bought. A submitter counts once for a GPU,
/// model and scenario: with its node of eight GPUs, else the nearest number of GPUs, else the better result. Value:
/// tokens per second / accelerators * 3600 / 1e6, million tokens per GPU-hour.
/// </summary>
public static class Throughput
{
    public const string Feed = "mlperf_v51";

    /// <summary>The day from which the results of round 5.1 stand, as recalled; the file gives none.</summary>
    public static readonly TradingDate Published = TradingDate.TryParse("2025-09-09", out var day) ? day : default;

    private static readonly string[] Columns =
    [
        "id",
        "submitter",
        "availability",
        "category",
        "suite",
        "model",
        "scenario",
        "accelerator",
        "n_accelerators",
        "weight_dtype",
        "result_tokens_per_s",
        "units",
    ];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        var evidence = FileHash.Of(path);
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var best = new SortedDictionary<string, Result>(StringComparer.Ordinal);
        while (table.Read())
        {
            report.Row();
            if (ResultOf(table, rules, report) is not { } result)
                continue;
            if (!best.TryGetValue(result.Key, out var other))
            {
                report.Use();
                best.Add(result.Key, result);
                continue;
            }

            report.Skip("another system of the same submitter");
            if (result.Better(other))
                best[result.Key] = result;
        }

        return Import.Of([.. best.Values.Select(r => Observation.Of(Published, r.Measure(evidence)))], report);
    }

    private static Result? ResultOf(CsvTable table, NamingRules rules, ImportReport report)
    {
        if (table.RowFault.Length > 0)
            return Refuse(report, table.FaultOfRow());
        if (table[11] != "Tokens/s")
            return Leave(report, "not in tokens per second");
        if (table[3] != "closed" || table[2] != "available" || table[4] != "datacenter")
            return Leave(report, "open division, not for sale, or not in a data centre");
        if (rules.Accelerator(table[7]) is not { } gpu)
            return Leave(report, "accelerator without rules");
        if (
            !int.TryParse(table[8], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > 100_000
        )
            return Refuse(report, table.Fault(8, "must be a number of accelerators"));
        if (!table.TryDecimal(10, out var tokens) || tokens is <= 0m or > 1_000_000_000m)
            return Refuse(report, table.Fault(10, "must be a number above zero"));
        if (table[5].Length is 0 or > 60 || table[6].Length is 0 or > 40 || table[1].Length is 0 or > 80)
            return Refuse(report, table.Fault(5, "model, scenario and submitter must be named"));
        return new(
            table[0],
            table[1].ToLowerInvariant(),
            gpu.Item,
            gpu.Maker,
            table[5],
            table[6].ToLowerInvariant(),
            table[9].ToLowerInvariant(),
            count,
            decimal.Round(tokens / count * 0.0036m, 6, MidpointRounding.ToEven)
        );
    }

    private static Result? Refuse(ImportReport report, CsvFault fault)
    {
        report.Fault(fault);
        return null;
    }

    private static Result? Leave(ImportReport report, string reason)
    {
        report.Skip(reason);
        return null;
    }

    private sealed record Result(
        string Id,
        string Submitter,
        string Item,
        string Maker,
        string Model,
        string Scenario,
        string Precision,
        int Count,
        decimal Value
    )
    {
        public string Key => $"{Model}|{Item}|{Scenario}|{Submitter}";

        public bool Better(Result other)
        {
            var one = int.Abs(Count - 8);
            var two = int.Abs(other.Count - 8);
            return one != two ? one < two : Value > other.Value;
        }

        public MeasureObservation Measure(string evidence) =>
            new(
                Published.ToString(),
                Published.ToString(),
                "throughput",
                Submitter,
                Maker,
                Item,
                Model,
                "global",
                Scenario,
                Value,
                "million tokens per GPU-hour",
                $"mlcommons/inference_results_v5.1 {Id}",
                evidence,
                Feed,
                [
                    new("submission", Id),
                    new("precision", Precision.Length == 0 ? "unset" : Precision),
                    new("gpus", Count.ToString(CultureInfo.InvariantCulture)),
                ]
            );
    }
}
