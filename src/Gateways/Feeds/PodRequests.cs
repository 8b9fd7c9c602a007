// Importer of trace_alibaba_gpu_v2023_pods: GPUs that programs asked for, and those that were granted the same day.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>
/// The trace counts seconds from a start that it does not name; <see cref="Start"/> is ours. Of each day: requested =
/// sum of num_gpu * gpu_milli / 1000 over the pods created on it, granted = the same over those of them that were
/// scheduled before the day was over (what was scheduled later was not known that day).
/// </summary>
public static class PodRequests
{
    public const string Feed = "pod_requests";

    /// <summary>The day that stands for second 0.</summary>
    public static readonly TradingDate Start = TradingDate.TryParse("2023-01-01", out var day) ? day : default;

    private const int Day = 86_400;

    private static readonly string[] Columns = ["num_gpu", "gpu_milli", "creation_time", "scheduled_time"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path)
    {
        var evidence = FileHash.Of(path);
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var days = new SortedDictionary<int, (decimal Requested, decimal Granted)>();
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
                report.Fault(table.FaultOfRow());
            else if (!Whole(table, 0, 1000, out var gpus))
                report.Fault(table.Fault(0, "must be a number of GPUs"));
            else if (!Whole(table, 1, 1000, out var milli))
                report.Fault(table.Fault(1, "must be thousandths of a GPU, 0 to 1000"));
            else if (!Whole(table, 2, 10_000L * Day, out var created))
                report.Fault(table.Fault(2, "must be a whole number of seconds"));
            else if (gpus * milli == 0)
                report.Skip("asks for no GPU");
            else
            {
                report.Use();
                var day = (int)(created / Day);
                var asked = gpus * milli / 1000m;
                var granted =
                    Whole(table, 3, 10_000L * Day, out var scheduled) && scheduled < (day + 1L) * Day ? asked : 0m;
                var sum = days.GetValueOrDefault(day);
                days[day] = (sum.Requested + asked, sum.Granted + granted);
            }
        }

        var observations = new List<Observation>();
        foreach (var (day, (requested, granted)) in days)
        {
            Add(observations, day, "requested", requested, evidence);
            Add(observations, day, "granted", granted, evidence);
        }

        return Import.Of(observations, report);
    }

    private static void Add(List<Observation> observations, int day, string @class, decimal value, string evidence)
    {
        var date = Start.Plus(day);
        observations.Add(
            Observation.Of(
                date,
                new MeasureObservation(
                    date.ToString(),
                    date.ToString(),
                    "supply",
                    "alibaba",
                    "unnamed",
                    "gpu",
                    @class,
                    "cluster-v2023",
                    "own_cluster",
                    value,
                    "GPUs",
                    $"alibaba/clusterdata openb_pod_list_default, day {day.ToString(CultureInfo.InvariantCulture)}",
                    evidence,
                    Feed
                )
            )
        );
    }

    private static bool Whole(CsvTable table, int column, long most, out long value) =>
        long.TryParse(table[column], NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
}
