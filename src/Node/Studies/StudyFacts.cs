// From folders of observations to the plain facts of the studies.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Studies;

/// <summary>Reads a folder of our own tables, or one of the shape of the public data.</summary>
internal static class StudyFacts
{
    /// <summary>The router whose list covers most makers at one place.</summary>
    public const string Router = "openrouter";

    /// <summary>Large general clouds ask two to four times as much; the shipped index leaves them out.</summary>
    public static readonly string[] LargeClouds = ["aws", "azure", "gcp", "google", "oracle", "ibm", "alibaba"];

    // Sources that look at many small clouds every day.
    private static readonly string[] Watchers = ["G3_gpuhunt", "G4_multi26", "G5_gpurentalprices"];

    private static readonly string[] UsageColumns =
    [
        "activity_date",
        "model_variant",
        "variant",
        "prompt_tokens",
        "completion_tokens",
    ];

    private static readonly string[] QuoteColumns =
    [
        "date",
        "model_variant",
        "variant",
        "input_usd_per_million",
        "output_usd_per_million",
        "is_free",
        "is_disabled",
        "request_count_30m",
    ];

    private static readonly string[] TaskColumns =
    [
        "date",
        "model",
        "creator",
        "intelligence_index",
        "blended_3_1",
        "cost_to_run_index_usd",
    ];

    private static readonly string[] RecordedColumns =
    [
        "date",
        "source",
        "provider",
        "gpu_model",
        "price_usd_per_gpu_hour",
        "kind",
        "quality",
    ];

    /// <summary>True for a folder of our own tables.</summary>
    public static bool IsOwn(string folder) =>
        File.Exists(Path.Combine(folder, "token_prices.csv"))
        || File.Exists(Path.Combine(folder, "token_prices.csv.gz"));

    // An index that has printed for less than a year has no months to be measured by.
    private const int LeastPrints = 365;

    /// <summary>All observations of a folder.</summary>
    public static ObservationSet Read(string folder) =>
        IsOwn(folder) ? ObservationSets.Reference(folder) : ObservationSets.Shared(folder);

    /// <summary>Facts about tokens.</summary>
    /// <param name="prints">Prints of the shipped indices: name, day, value.</param>
    public static TokenFacts Tokens(
        string folder,
        ObservationSet set,
        IReadOnlyList<(string Index, string Day, decimal? Value)> prints
    )
    {
        var prices = Prices(set, "token", feed => feed != EndpointQuotes.Feed);
        var scores = set
            .Observations.Where(o => o.Kind == MessageKind.ObserveQuality)
            .Select(o => (o.Seen, Score: (QualityObservation)o.Document))
            .Select(o => new ScoreFact(o.Seen.Date, o.Score.Exam, o.Score.Item, (double)o.Score.Score))
            .ToList();
        var router = prices.Where(p => p.Offer.Seller == Router).Select(p => p.Known).ToList();
        var start = router.Count > 0 ? router[0] : prices[0].Known;
        if (scores.Count > 0 && scores[0].Known > start)
            start = scores[0].Known;
        var first = ContractMonth.Of(start).Plus(1).First;
        var last = prices[^1].Known;
        return new(
            Label(folder),
            prices,
            Rates(set),
            scores,
            Usage(folder),
            TaskCosts(folder),
            first,
            last,
            Router,
            [
                .. prints
                    .Where(p => p.Index.StartsWith("CSTI", StringComparison.Ordinal) && p.Index != "CSTI-S-USD")
                    .GroupBy(p => p.Index)
                    .Where(g => g.Count(p => p.Value is not null) >= LeastPrints)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => ($"{g.Key}", Series(g, first, last))),
            ]
        );
    }

    /// <summary>Facts about GPU hours.</summary>
    public static GpuFacts Gpus(
        string folder,
        ObservationSet set,
        IReadOnlyList<(string Index, string Day, decimal? Value)> prints
    )
    {
        var windows = Watchers
            .Select(w => (Name: w, Days: Days(set, w)))
            .Where(w => w.Days.Count > 0)
            .Select(w => new GpuWindow(w.Name, w.Days[0], w.Days[^1]))
            .ToList();
        var prices = Prices(set, "gpu", _ => true);
        if (windows.Count == 0)
            windows.Add(new("all", prices[0].Known, prices[^1].Known));
        return new(
            Label(folder),
            prices,
            Rates(set),
            windows,
            LargeClouds,
            "h100-sxm5-80gb",
            Recorded(folder),
            ByDay(prints.Where(p => p.Index == "GHI-H100")),
            EuCri(folder)
        );
    }

    private static string Label(string folder) => IsOwn(folder) ? "the shipped reference table" : "public price data";

    private static List<TradingDate> Days(ObservationSet set, string feed) =>
        [
            .. set
                .Observations.Where(o => o.Document is PriceObservation { Product: "gpu" } p && p.Feed == feed)
                .Select(o => o.Seen.Date),
        ];

    private static List<PriceFact> Prices(ObservationSet set, string product, Func<string, bool> feed) =>
        [
            .. set
                .Observations.Where(o => o.Kind == MessageKind.ObservePrice)
                .Select(o => (o.Seen, Price: (PriceObservation)o.Document))
                .Where(o => o.Price.Product == product && feed(o.Price.Feed))
                .Select(o => new PriceFact(
                    o.Seen.Date,
                    new(o.Price.Seller, o.Price.Maker, o.Price.Item, o.Price.Region, o.Price.Terms),
                    o.Price.Class,
                    o.Price.Price is { } price ? (double)price : null,
                    o.Price.Currency
                )),
        ];

    private static List<RateFact> Rates(ObservationSet set) =>
        [
            .. set
                .Observations.Where(o => o.Kind == MessageKind.ObserveRate)
                .Select(o => (o.Seen, Rate: (RateObservation)o.Document))
                .Select(o => new RateFact(o.Seen.Date, o.Rate.Base, o.Rate.Quote, (double)o.Rate.Rate)),
        ];

    private static double[] Series(
        IEnumerable<(string Index, string Day, decimal? Value)> prints,
        TradingDate first,
        TradingDate last
    )
    {
        var days = ByDay(prints);
        var series = new double[last.Days - first.Days + 1];
        for (var day = 0; day < series.Length; day++)
            series[day] = days.TryGetValue(first.Plus(day), out var value) ? value : double.NaN;
        return series;
    }

    private static SortedDictionary<TradingDate, double> ByDay(
        IEnumerable<(string Index, string Day, decimal? Value)> prints
    )
    {
        var days = new SortedDictionary<TradingDate, double>();
        foreach (var (_, day, value) in prints)
            if (value is > 0 && TradingDate.TryParse(day, out var date))
                days[date] = (double)value;
        return days;
    }

    private static List<UsageFact> Usage(string folder)
    {
        var facts = new List<UsageFact>();
        if (Find(folder, "openrouter_daily_usage.csv") is not { } usage)
            return facts;
        if (Find(folder, "openrouter_endpoint_quotes.csv") is not { } quotes)
            return facts;
        var prices = Quotes(quotes);
        using var table = CsvTable.Open(usage, UsageColumns);
        while (table.Read())
        {
            if (table.RowFault.Length > 0 || table[2] != "standard" || !table.TryDate(0, out var day))
                continue;
            if (!prices.TryGetValue((day, table[1]), out var price))
                continue;
            if (table.TryDecimal(3, out var prompt) && table.TryDecimal(4, out var completion))
                facts.Add(new(day, table[1], (double)(prompt + completion), price.List, price.Realised));
        }

        return facts;
    }

    // The standard mix on both sides, so that the day's mix of a model is no change of its price.
    private static Dictionary<(TradingDate, string), (double List, double Realised)> Quotes(string path)
    {
        var sums = new Dictionary<(TradingDate, string), (double List, double Spent, double Requests)>();
        using var table = CsvTable.Open(path, QuoteColumns);
        while (table.Read())
        {
            if (table.RowFault.Length > 0 || table[2] != "standard" || table[5] == "1" || table[6] == "1")
                continue;
            if (!table.TryDate(0, out var day) || !table.TryDecimal(3, out var input))
                continue;
            if (!table.TryDecimal(4, out var output) || input <= 0 || output <= 0)
                continue;
            var requests = table.TryDecimal(7, out var count) ? (double)count : 0;
            var price = (Bundle.Uncached.Input * (double)input) + (Bundle.Uncached.Output * (double)output);
            var key = (day, table[1]);
            var (list, spent, all) = sums.TryGetValue(key, out var found) ? found : (price, 0, 0);
            sums[key] = (Math.Min(list, price), spent + (price * requests), all + requests);
        }

        return sums.ToDictionary(
            s => s.Key,
            s => (s.Value.List, s.Value.Requests > 0 ? s.Value.Spent / s.Value.Requests : s.Value.List)
        );
    }

    private static List<TaskCostFact> TaskCosts(string folder)
    {
        var facts = new List<TaskCostFact>();
        if (Find(folder, "quality_aa_changes.csv") is not { } path)
            return facts;
        using var table = CsvTable.Open(path, TaskColumns);
        while (table.Read())
        {
            if (table.RowFault.Length > 0 || !table.TryDate(0, out var day))
                continue;
            facts.Add(new(day, table[1], table[2], Number(table, 3), Number(table, 5), Number(table, 4)));
        }

        return facts;
    }

    private static List<RecordedPrice> Recorded(string folder)
    {
        var rows = new List<RecordedPrice>();
        if (Find(folder, "gpu_prices.csv") is not { } path || IsOwn(folder))
            return rows;
        using var table = CsvTable.Open(path, RecordedColumns);
        while (table.Read())
            if (
                table[3] == "H100_SXM"
                && table[5] == "on_demand"
                && Array.IndexOf(Watchers, table[1]) >= 0
                && table.TryDate(0, out var day)
                && table.TryDecimal(4, out var price)
                && price > 0
            )
                rows.Add(new(table[1], day, table[2], (double)price, table[6] == "ok"));
        return rows;
    }

    private static double Number(CsvTable table, int column) =>
        table.TryDecimal(column, out var value) ? (double)value : double.NaN;

    // A third party's published index, to compare with and for nothing else. The last revision of a day counts.
    private static SortedDictionary<TradingDate, double> EuCri(string folder)
    {
        var days = new SortedDictionary<TradingDate, double>();
        if (Find(folder, "eucri_index.csv") is not { } path)
            return days;
        using var table = CsvTable.Open(path, ["date", "series", "value_usd"]);
        while (table.Read())
            if (table[1] == "EU-CRI-H100" && table.TryDate(0, out var day) && table.TryDecimal(2, out var value))
                days[day] = (double)value;
        return days;
    }

    private static string? Find(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        if (File.Exists(plain))
            return plain;
        return File.Exists(plain + ".gz") ? plain + ".gz" : null;
    }
}
