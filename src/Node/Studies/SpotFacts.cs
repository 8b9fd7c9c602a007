// What the spot laboratory is calibrated on: prices, lists, usage and outages measured from public data.
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Studies;

/// <summary>Measures of one side, public data or a simulated market.</summary>
internal sealed record SpotMeasured(
    IReadOnlyList<PriceMeasure> Prices,
    IReadOnlyList<ListMeasure> Lists,
    IReadOnlyList<UsageMeasure> Usage,
    IReadOnlyList<OutageMeasure> Outages,
    IReadOnlyList<BasisMeasure> Basis
)
{
    /// <summary>Daily log moves of the cloud spot tapes.</summary>
    [JsonIgnore]
    public IReadOnlyList<SpotTape> Tapes { get; init; } = [];
}

/// <summary>A real price's moves from day to day.</summary>
/// <param name="Name">What and when.</param>
internal sealed record SpotTape(string Name, double[] Moves);

/// <summary>Reads and measures. Screens look at nothing but the row itself: no hindsight.</summary>
internal static class SpotFacts
{
    // Placeholders are cents, and totals of instances are eightfold.
    private const double LeastPrice = 0.2;
    private const double MostPrice = 20;

    // Its hosts bid against each other all day: no list that somebody keeps.
    private const string Marketplace = "vast.ai";

    // Days' moves that a tape must have.
    private const int LeastMoves = 30;

    private static readonly (string Source, string Window)[] _watchers =
    [
        ("G3_gpuhunt", "2024-09 to 2025-04"),
        ("G4_multi26", "2026-02 to 2026-06"),
    ];

    private static readonly string[] _priceColumns =
    [
        "date",
        "source",
        "provider",
        "region",
        "instance",
        "gpu_model",
        "price_usd_per_gpu_hour",
        "kind",
        "event",
    ];

    /// <summary>All measures of a folder of the shape of the public data.</summary>
    /// <exception cref="VerbException">A file is not there.</exception>
    public static SpotMeasured Read(string folder)
    {
        var (prices, lists, tapes) = Gpus(Find(folder, "gpu_prices.csv"));
        lists.Add(Tokens(Find(folder, "openrouter_daily_panel.csv")));
        return new(
            prices,
            lists,
            [
                Trace(Find(folder, "trace_servegen_clients.csv"), "m-small"),
                Trace(Find(folder, "trace_servegen_clients.csv"), "m-large"),
            ],
            Outages(Find(folder, "gpu_spot_availability_rle.csv")),
            SpotRegions.Read(Find(folder, "gpu_prices.csv"))
        )
        {
            Tapes = tapes,
        };
    }

    private static (List<PriceMeasure> Prices, List<ListMeasure> Lists, List<SpotTape> Tapes) Gpus(string path)
    {
        var panels =
            new SortedDictionary<(string Source, string Kind), SortedDictionary<string, Dictionary<int, double>>>();
        using (var table = CsvTable.Open(path, _priceColumns))
            while (table.Read())
            {
                if (table.RowFault.Length > 0 || table[5] != "H100_SXM" || table[8] != "obs")
                    continue;
                if (table[7] is not ("on_demand" or "spot") || Array.TrueForAll(_watchers, w => w.Source != table[1]))
                    continue;
                if (!table.TryDate(0, out var day) || !table.TryDecimal(6, out var price))
                    continue;
                if ((double)price is < LeastPrice or > MostPrice)
                    continue;
                if (!panels.TryGetValue((table[1], table[7]), out var panel))
                    panels.Add((table[1], table[7]), panel = new(StringComparer.Ordinal));
                var offer = $"{table[2]}|{table[3]}|{table[4]}";
                if (!panel.TryGetValue(offer, out var days))
                    panel.Add(offer, days = []);
                days[day.Days] = Math.Min(days.GetValueOrDefault(day.Days, double.MaxValue), (double)price);
            }

        var (prices, lists, tapes) = (new List<PriceMeasure>(), new List<ListMeasure>(), new List<SpotTape>());
        foreach (var (source, window) in _watchers)
        {
            if (!panels.TryGetValue((source, "spot"), out var spot))
                continue;
            if (!panels.TryGetValue((source, "on_demand"), out var demand))
                continue;
            var first = spot.Values.Concat(demand.Values).Min(o => o.Keys.Min());
            var count = spot.Values.Concat(demand.Values).Max(o => o.Keys.Max()) - first + 1;
            bool Kept(string offer) => !offer.StartsWith(Marketplace, StringComparison.Ordinal);
            var market = Chain(spot, first, count, Kept);
            var floors = Chain(spot, first, count, o => !Kept(o));
            var chain = Chain(demand, first, count, o => !StudyFacts.LargeClouds.Contains(o.Split('|')[0]));
            var begin = new TradingDate(first);
            prices.Add(SpotMeasures.Prices($"H100 on demand, matched sellers, {window}", begin, chain));
            foreach (var (name, tape) in new[] { ("cloud spot", market), ("marketplace's cheapest", floors) })
            {
                if (Moves(tape) is not { Length: >= LeastMoves } moves)
                    continue;
                prices.Add(SpotMeasures.Prices($"H100 {name}, matched sellers, {window}", begin, tape));
                tapes.Add(new($"H100 {name}, {window}", moves));
            }

            lists.Add(
                SpotMeasures.Lists(
                    $"H100 on-demand lists without the marketplace, {window}, beside cloud spot",
                    [.. demand.Where(o => Kept(o.Key)).Select(o => Daily(o.Value, first, count))],
                    market
                )
            );
        }

        return (prices, lists, tapes);
    }

    // Mean log move of each seller's offers, sellers weighing the same; days on which nobody looked are bridged by the
    // next look.
    private static double[] Chain(
        SortedDictionary<string, Dictionary<int, double>> panel,
        int first,
        int count,
        Func<string, bool> counts
    )
    {
        var offers = panel.Where(o => counts(o.Key)).ToList();
        return Chains.Chain(
            count,
            (day, before) =>
            {
                var moves = new SortedDictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
                foreach (var (name, days) in offers)
                {
                    if (!days.TryGetValue(first + day, out var now) || !days.TryGetValue(first + before, out var was))
                        continue;
                    var move = Math.Log(now / was);
                    if (Math.Abs(move) >= SpotMeasures.MostStep)
                        continue;
                    var seller = name.Split('|')[0];
                    var (sum, number) = moves.GetValueOrDefault(seller);
                    moves[seller] = (sum + move, number + 1);
                }

                return moves.Count == 0 ? double.NaN : moves.Values.Average(m => m.Sum / m.Count);
            }
        );
    }

    // From one day to the next; what was bridged is no day's move.
    private static double[] Moves(double[] chain) =>
        [
            .. Enumerable
                .Range(1, Math.Max(0, chain.Length - 1))
                .Select(d => Math.Log(chain[d] / chain[d - 1]))
                .Where(double.IsFinite),
        ];

    private static double[] Daily(Dictionary<int, double> days, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(d => days.GetValueOrDefault(d, double.NaN))];

    private static ListMeasure Tokens(string path)
    {
        var models = new SortedDictionary<string, Dictionary<int, double>>(StringComparer.Ordinal);
        var (first, last) = (int.MaxValue, int.MinValue);
        using (var table = CsvTable.Open(path, ["date", "model", "input_usd_per_million", "output_usd_per_million"]))
            while (table.Read())
            {
                if (table.RowFault.Length > 0 || !table.TryDate(0, out var day))
                    continue;
                if (!table.TryDecimal(2, out var input) || !table.TryDecimal(3, out var output))
                    continue;
                if (input <= 0 || output <= 0)
                    continue;
                if (!models.TryGetValue(table[1], out var days))
                    models.Add(table[1], days = []);
                days[day.Days] = (0.75 * (double)input) + (0.25 * (double)output);
                (first, last) = (Math.Min(first, day.Days), Math.Max(last, day.Days));
            }

        return SpotMeasures.Lists(
            $"token lists on a router, {new TradingDate(first)} to {new TradingDate(last)}",
            [.. models.Values.Select(m => Daily(m, first, last - first + 1))],
            []
        );
    }

    // Rates of all clients in each window, summed over the windows of an hour.
    private static UsageMeasure Trace(string path, string workload)
    {
        var hours = new SortedDictionary<int, double>();
        using (var table = CsvTable.Open(path, ["workload", "t_seconds", "rate_req_per_s"]))
            while (table.Read())
            {
                if (table.RowFault.Length > 0 || table[0] != workload)
                    continue;
                if (!table.TryDecimal(1, out var second) || !table.TryDecimal(2, out var rate))
                    continue;
                var hour = (int)(second / 3600);
                hours[hour] = hours.GetValueOrDefault(hour) + (double)rate;
            }

        if (hours.Count == 0)
            throw new VerbException($"{path}: has no rates of {workload}", 2);
        var count = hours.Keys.Max() + 1;
        var hourly = Enumerable.Range(0, count).Select(h => hours.GetValueOrDefault(h)).ToList();
        return SpotMeasures.Usage($"ServeGen {workload}, requests", hourly, 0);
    }

    private static List<OutageMeasure> Outages(string path)
    {
        var traces = new SortedDictionary<string, List<(double Seconds, int Machines)>>(StringComparer.Ordinal);
        using (var table = CsvTable.Open(path, ["trace", "start_s", "end_s", "available_instances"]))
            while (table.Read())
            {
                if (table.RowFault.Length > 0 || !table.TryDecimal(1, out var from) || !table.TryDecimal(2, out var to))
                    continue;
                if (!table.TryDecimal(3, out var machines))
                    continue;
                if (!traces.TryGetValue(table[0], out var runs))
                    traces.Add(table[0], runs = []);
                runs.Add(((double)(to - from), (int)machines));
            }

        return
        [
            .. traces
                .GroupBy(t => t.Key.Split('/') is { Length: > 1 } parts ? parts[1] : t.Key)
                .Select(g => SpotMeasures.Outages($"cloud spot machines, {g.Key}", [.. g.Select(t => t.Value)])),
        ];
    }

    private static string Find(string folder, string name)
    {
        foreach (var file in new[] { name, name + ".gz" })
            if (File.Exists(Path.Combine(folder, file)))
                return Path.Combine(folder, file);
        throw new VerbException($"{folder}: has no {name}", 2);
    }
}
