// Real tables with an error row put in or taken out, and the prints that the shipped methodologies make of each.
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

/// <summary>Reads the public data through TOKENBOURSE_DATA; without it a test is skipped and says so.</summary>
internal static class RobustnessData
{
    private static readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    /// <summary>All lines of a packed table, the header first.</summary>
    public static string[] Lines(string name)
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "";
        var path = Path.Combine(folder, name);
        Assert.SkipUnless(File.Exists(path), $"no public data: set TOKENBOURSE_DATA to the folder that holds {name}");
        lock (_lines)
        {
            if (_lines.TryGetValue(path, out var known))
                return known;
            using var stream = File.OpenRead(path);
            using Stream plain = name.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(stream, CompressionMode.Decompress)
                : stream;
            using var reader = new StreamReader(plain);
            return _lines[path] = reader
                .ReadToEnd()
                .Replace("\r", "", StringComparison.Ordinal)
                .TrimEnd('\n')
                .Split('\n');
        }
    }

    /// <summary>GPU offers of these days as the importer makes them from the rows that are kept.</summary>
    /// <param name="gpu">Part of the upstream name, such as H100.</param>
    public static IReadOnlyList<Observation> Gpus(
        string gpu,
        string from,
        string to,
        string item,
        Func<string[], bool>? keep = null
    )
    {
        var lines = Lines("gpu_prices.csv.gz");
        var rows = lines
            .Skip(1)
            .Where(l => Between(l, from, to) && l.Contains($",{gpu}", StringComparison.Ordinal))
            .Where(l => keep is null || keep(l.Split(',')));
        return Read(
            [lines[0], .. rows],
            ["source,date"],
            (prices, calendar) => GpuPrices.Read(prices, calendar, item).Observations
        );
    }

    /// <summary>Token offers of the curated sources up to a day, with scores and exchange rates.</summary>
    /// <param name="change">Makes other rows of the rows.</param>
    public static IReadOnlyList<Observation> Tokens(string to, Func<List<string>, IEnumerable<string>>? change = null)
    {
        var lines = Lines("llm_price_events.csv.gz");
        var rows = lines.Skip(1).Where(l => l[11..14] is "L4_" or "L5_" && Between(l, "2000-01-01", to)).ToList();
        var calendar = Lines("llm_observation_calendar.csv.gz");
        var days = calendar.Skip(1).Where(l => l[..3] is "L4_" or "L5_");
        var prices = Read(
            [lines[0], .. (change is null ? rows : change(rows)).OrderBy(l => l[..10], StringComparer.Ordinal)],
            [calendar[0], .. days.Where(l => string.CompareOrdinal(l.Split(',')[1], to) <= 0)],
            (events, observed) => LlmPriceEvents.Read(events, observed).Observations
        );
        return Observation.InOrder([.. prices, .. Around(to)]);
    }

    /// <summary>Prints by index and day; observations before the first day are only remembered.</summary>
    public static SortedDictionary<string, decimal?> Prints(
        IReadOnlyList<Observation> observations,
        string from,
        string to,
        params string[] methodologies
    )
    {
        var begin = IndexRun.At($"{from}T00:00:00Z");
        var end = IndexRun.At($"{to}T00:00:00Z");
        var run = new IndexRun();
        var defined = false;
        foreach (var observation in observations)
        {
            if (observation.Seen > end)
                break;
            if (!defined && observation.Seen >= begin)
                Define();
            run.Send(observation.Seen, observation.Kind, observation.Bytes());
        }

        Define();
        run.Send(end, MessageKind.Tick, new byte[8]);
        var prints = new SortedDictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var print in run.Prints)
            prints[$"{print.Index} {print.Day}"] = print.Value;
        return prints;

        void Define()
        {
            if (defined)
                return;
            defined = true;
            foreach (var text in methodologies)
                run.Send(begin, MessageKind.DefineIndex, Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>The largest distance of two runs' prints of one index, in percent; withheld in one of them only: 100.
    /// </summary>
    public static decimal Distance(
        SortedDictionary<string, decimal?> with,
        SortedDictionary<string, decimal?> without,
        string index
    )
    {
        var most = 0m;
        Assert.Equal(without.Keys, with.Keys);
        foreach (var (day, value) in without)
        {
            if (!day.StartsWith($"{index} ", StringComparison.Ordinal))
                continue;
            var other = with[day];
            if (value is null && other is null)
                continue;
            var apart = value is null || other is null ? 100m : Math.Abs((other.Value / value.Value) - 1) * 100m;
            most = Math.Max(most, apart);
        }

        Assert.Contains(without, p => p.Key.StartsWith($"{index} ", StringComparison.Ordinal) && p.Value is not null);
        return decimal.Round(most, 2);
    }

    /// <summary>The largest move from one print to the next, in percent.</summary>
    public static decimal Move(SortedDictionary<string, decimal?> prints, string index)
    {
        decimal? last = null;
        var most = 0m;
        foreach (var (day, value) in prints)
        {
            if (!day.StartsWith($"{index} ", StringComparison.Ordinal) || value is null)
                continue;
            if (last is { } before)
                most = Math.Max(most, Math.Abs((value.Value / before) - 1) * 100m);
            last = value;
        }

        return decimal.Round(most, 2);
    }

    /// <summary>The price of an event row, in its own currency.</summary>
    public static decimal Price(string row) =>
        decimal.Parse(row.Split(',')[8], NumberStyles.Float, CultureInfo.InvariantCulture);

    private static List<Observation> Around(string to)
    {
        var found = new List<Observation>();
        found.AddRange(One("fx_usdcny.csv", "2023-01-01", to, path => FxUsdCny.Read(path).Observations));
        found.AddRange(
            One("quality_arena_monthly.csv.gz", "2023-01-01", to, p => QualityArena.ReadMonthly(p).Observations)
        );
        found.AddRange(
            One("quality_arena_catalog.csv.gz", "2023-01-01", to, p => QualityArena.ReadCatalog(p).Observations)
        );
        return found;
    }

    private static IReadOnlyList<Observation> One(
        string name,
        string from,
        string to,
        Func<string, IReadOnlyList<Observation>> read
    )
    {
        var lines = Lines(name);
        return Read([lines[0], .. lines.Skip(1).Where(l => Between(l, from, to))], [], (path, _) => read(path));
    }

    private static bool Between(string line, string from, string to) =>
        string.CompareOrdinal(line, 0, from, 0, 10) >= 0 && string.CompareOrdinal(line, 0, to, 0, 10) <= 0;

    private static IReadOnlyList<Observation> Read(
        IEnumerable<string> first,
        IEnumerable<string> second,
        Func<string, string, IReadOnlyList<Observation>> read
    )
    {
        using var tables = new Feeds.Tables();
        return read(tables.Write("first.csv", [.. first]), tables.Write("second.csv", [.. second]));
    }
}
