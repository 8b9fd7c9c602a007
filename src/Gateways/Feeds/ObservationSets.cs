// All observations of a folder in the order in which they may be used: our own tables, or the shared public data.
namespace Tokenbourse.Gateways.Feeds;

/// <summary>Observations of a folder, the counts of its importers, and what is wrong with it.</summary>
/// <param name="Observations">Ordered by the moment from which each may be used; empty when
/// <paramref name="Faults"/> is not.</param>
/// <param name="Reports">One for each file of the shared shape.</param>
/// <param name="Faults">Faults of our own tables, and files that cannot be read.</param>
public sealed record ObservationSet(
    IReadOnlyList<Observation> Observations,
    IReadOnlyList<ImportReport> Reports,
    IReadOnlyList<CsvFault> Faults
);

/// <summary>Readers of whole folders.</summary>
public static class ObservationSets
{
    /// <summary>The tables that a folder of ours may hold.</summary>
    public static readonly IReadOnlyList<string> Tables =
    [
        "rates.csv",
        "quality.csv",
        "token_prices.csv",
        "gpu_prices.csv",
        DealCsv.Table,
        MeasureCsv.Table,
        SourceCsv.Table,
    ];

    /// <summary>The shipped reference folder, or one like it: our own tables, each .csv or .csv.gz. A fault in any
    /// refuses all.</summary>
    public static ObservationSet Reference(string folder)
    {
        var observations = new List<Observation>();
        var faults = new List<CsvFault>();
        var found = false;
        foreach (var name in Tables)
        {
            if (Find(folder, name) is not { } path)
                continue;
            found = true;
            var file = OwnTable(path);
            observations.AddRange(file.Observations);
            faults.AddRange(file.Faults);
        }

        if (!found)
            faults.Add(
                new CsvFault(
                    Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
                    0,
                    "",
                    "",
                    $"must hold one of {string.Join(", ", Tables)}"
                )
            );
        return faults.Count > 0 ? new([], [], faults) : new(Observation.InOrder(observations), [], []);
    }

    /// <summary>A folder of the shared shape. A file that is not there is left out and named in a fault; so is one
    /// that cannot be read.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="gpus">Prefix of the GPU items to read; empty for all.</param>
    /// <param name="measures">True: also what is no price (supply, throughput).</param>
    public static ObservationSet Shared(string folder, string gpus = "h100", bool measures = false)
    {
        var observations = new List<Observation>();
        var reports = new List<ImportReport>();
        var faults = new List<CsvFault>();
        Add(["fx_usdcny.csv"], paths => FxUsdCny.Read(paths[0]));
        Add(["quality_arena_monthly.csv"], paths => QualityArena.ReadMonthly(paths[0]));
        Add(["quality_arena_catalog.csv"], paths => QualityArena.ReadCatalog(paths[0]));
        Add(["quality_aa_changes.csv"], paths => QualityAa.Read(paths[0]));
        Add(["llm_price_events.csv", "llm_observation_calendar.csv"], paths => LlmPriceEvents.Read(paths[0], paths[1]));
        Add(["openrouter_endpoint_quotes.csv"], paths => EndpointQuotes.Read(paths[0]));
        Add(["gpu_prices.csv", "gpu_observation_calendar.csv"], paths => GpuPrices.Read(paths[0], paths[1], gpus));
        if (measures)
        {
            Add(["gpu_spot_availability_rle.csv"], paths => SpotAvailability.Read(paths[0]));
            Add(["trace_alibaba_gpu_v2023_pods.csv"], paths => PodRequests.Read(paths[0]));
            Add(["mlperf_v51_llm_tokens.csv"], paths => Throughput.Read(paths[0]));
        }

        return new(Observation.InOrder(observations), reports, faults);

        void Add(string[] names, Func<string[], Import> read)
        {
            var paths = new string[names.Length];
            for (var i = 0; i < names.Length; i++)
            {
                if (Find(folder, names[i]) is not { } path)
                {
                    faults.Add(new CsvFault(names[i], 0, "", "", "not in the folder; left out"));
                    return;
                }

                paths[i] = path;
            }

            try
            {
                var import = read(paths);
                observations.AddRange(import.Observations);
                reports.Add(import.Report);
            }
            catch (FeedException e)
            {
                faults.Add(e.Fault);
            }
        }
    }

    /// <summary>All that the shared shape holds: posted prices of every kind of GPU, measures, rate cards and routed
    /// deals, in one order. For indices that nothing settles on.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="sources">A table of sources (docs/protocols/observations.md): whose deals may be used.</param>
    public static ObservationSet SharedWithDeals(string folder, string sources)
    {
        var prices = Shared(folder, gpus: "", measures: true);
        var deals = SharedDeals(folder);
        var defined = SourceCsv.Strict(sources);
        return new(
            Observation.InOrder([.. defined.Observations, .. prices.Observations, .. deals.Observations]),
            [.. prices.Reports, .. deals.Reports],
            [.. defined.Faults, .. prices.Faults, .. deals.Faults]
        );
    }

    /// <summary>What the shared shape holds beside posted prices: rate cards and the volumes that a router sent to each
    /// seller. Kept apart from <see cref="Shared"/>: no index that settles reads them, and a file that is not there is
    /// no fault.</summary>
    public static ObservationSet SharedDeals(string folder)
    {
        var observations = new List<Observation>();
        var reports = new List<ImportReport>();
        var faults = new List<CsvFault>();
        Add(Find(folder, "gpu_ratecards_monthly.csv"), path => [RateCards.Read(path)]);
        Add(
            Find(folder, "openrouter_daily_usage.csv"),
            path => Find(folder, "openrouter_endpoint_quotes.csv") is { } quotes ? RoutedVolumes.Read(path, quotes) : []
        );
        return new(Observation.InOrder(observations), reports, faults);

        void Add(string? path, Func<string, IReadOnlyList<Import>> read)
        {
            try
            {
                foreach (var import in path is null ? [] : read(path))
                {
                    observations.AddRange(import.Observations);
                    reports.Add(import.Report);
                }
            }
            catch (FeedException e)
            {
                faults.Add(e.Fault);
            }
        }
    }

    /// <summary>One of our own tables through the strict door: deals, measures and sources by the file's name, the
    /// others by their header.</summary>
    public static ObservationFile OwnTable(string path)
    {
        var name = Path.GetFileName(path);
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return plain switch
        {
            DealCsv.Table => DealCsv.Strict(path),
            MeasureCsv.Table => MeasureCsv.Strict(path),
            SourceCsv.Table => SourceCsv.Strict(path),
            _ => ObservationCsv.Read(path),
        };
    }

    /// <summary>The file of that name in the folder, packed or not; null when it is not there.</summary>
    public static string? Find(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        if (File.Exists(plain))
            return plain;
        return File.Exists(plain + ".gz") ? plain + ".gz" : null;
    }
}
