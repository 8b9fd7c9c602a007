// Importer of gpu_spot_availability_rle: how much of the machines that a probe asked for were there, day by day.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>
/// Each trace names its study, the nodes asked for, cloud and start date, zone, machine and GPUs of a node. Of each UTC
/// day it becomes two measures in node-hours: capacity (nodes asked for * hours observed) and available (nodes there *
/// hours). The start's hour is not given and taken as 00:00.
/// </summary>
public static class SpotAvailability
{
    public const string Feed = "spot_availability";

    private const int Day = 86_400;

    private static readonly string[] Columns = ["trace", "start_s", "end_s", "available_instances"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        var evidence = FileHash.Of(path);
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var days = new SortedDictionary<(string Trace, int Day), (long Asked, long There)>();
        var traces = new Dictionary<string, Trace?>(StringComparer.Ordinal);
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
            {
                report.Fault(table.FaultOfRow());
                continue;
            }

            if (!traces.TryGetValue(table[0], out var trace))
                traces[table[0]] = trace = Trace.Of(table[0], rules);
            if (trace is null)
                report.Skip("not a zone and an accelerator that rules know");
            else if (!Second(table, 1, out var start))
                report.Fault(table.Fault(1, "must be a whole number of seconds"));
            else if (!Second(table, 2, out var end) || end < start)
                report.Fault(table.Fault(2, "must be a whole number of seconds, not before start_s"));
            else if (!Second(table, 3, out var there) || there > 100_000)
                report.Fault(table.Fault(3, "must be a number of instances"));
            else
            {
                report.Use();
                Spread(days, table[0], start, end, trace.Nodes, there < trace.Nodes ? there : trace.Nodes);
            }
        }

        var observations = new List<Observation>();
        foreach (var ((name, day), (asked, there)) in days)
        {
            if (asked == 0)
                continue;
            Add(observations, traces[name]!, name, day, "capacity", asked, evidence);
            Add(observations, traces[name]!, name, day, "available", there, evidence);
        }

        return Import.Of(observations, report);
    }

    // A run may cross midnight: each day gets its own seconds.
    private static void Spread(
        SortedDictionary<(string Trace, int Day), (long Asked, long There)> days,
        string trace,
        long start,
        long end,
        int nodes,
        long there
    )
    {
        for (var from = start; from < end; )
        {
            var day = (int)(from / Day);
            var until = Math.Min(end, (long)(day + 1) * Day);
            var (asked, had) = days.GetValueOrDefault((trace, day));
            days[(trace, day)] = (asked + (nodes * (until - from)), had + (there * (until - from)));
            from = until;
        }
    }

    private static void Add(
        List<Observation> observations,
        Trace trace,
        string name,
        int day,
        string @class,
        long nodeSeconds,
        string evidence
    )
    {
        var date = trace.Start.Plus(day);
        observations.Add(
            Observation.Of(
                date,
                new MeasureObservation(
                    date.ToString(),
                    date.ToString(),
                    "supply",
                    trace.Seller,
                    trace.Maker,
                    trace.Item,
                    @class,
                    trace.Zone,
                    "spot",
                    decimal.Round(nodeSeconds / 3600m, 6, MidpointRounding.ToEven),
                    "node-hours",
                    $"skypilot-org/spot-traces@221da1a {name}",
                    evidence,
                    Feed,
                    [new("nodes", trace.Nodes.ToString(CultureInfo.InvariantCulture)), new("gpus", trace.Gpus)]
                )
            )
        );
    }

    // Ten thousand days: what lies beyond is an error, and no date.
    private static bool Second(CsvTable table, int column, out long value) =>
        long.TryParse(table[column], NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value <= 10_000L * Day;

    // availability/1-node/aws-02-15-2023/us-east-1a_v100_1
    private sealed record Trace(
        string Seller,
        TradingDate Start,
        string Zone,
        string Item,
        string Maker,
        string Gpus,
        int Nodes
    )
    {
        public static Trace? Of(string name, NamingRules rules)
        {
            if (
                name.Split('/') is not [_, var nodes, var cloud, var place]
                || place.Split('_') is not [{ Length: > 0 } zone, var gpu, var gpus]
                || cloud.Split('-') is not [{ Length: > 0 } seller, var month, var day, var year]
                || !nodes.EndsWith("-node", StringComparison.Ordinal)
                || !int.TryParse(nodes[..^5], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count is < 1 or > 10_000
                || !TradingDate.TryParse($"{year}-{month}-{day}", out var start)
                || start.Year is < 1990 or > 2150
                || rules.Gpu(gpu.ToUpperInvariant()) is not { } known
            )
                return null;
            return new(seller, start, zone, known.Item, known.Maker, gpus, count);
        }
    }
}
