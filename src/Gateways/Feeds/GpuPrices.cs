// Importer of gpu_prices.csv(.gz): what GPU-hours cost, from trackers that mix totals, stale constants and
// placeholders in.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Sellers' prices per GPU-hour. The columns quality and flag look ahead in time and are not read.</summary>
public static class GpuPrices
{
    // No instance, however large, costs this much an hour.
    private const decimal MostPerHour = 100_000m;

    private static readonly string[] Columns =
    [
        "date",
        "source",
        "provider",
        "region",
        "gpu_model",
        "gpu_count",
        "price_usd_per_gpu_hour",
        "kind",
        "event",
        "commit",
        "note",
        "instance",
    ];

    // Which tracker is believed when two saw one offer on one day, and where it keeps its table.
    private static readonly (string Source, string Repository)[] Trackers =
    [
        ("G2_awsp5", "amorton45/aws-gpu-price-tracker"),
        ("G7_eucri", "markrusch/Compute-Index"),
        ("G5_gpurentalprices", "adriannutiu/gpu-rental-prices"),
        ("G4_multi26", "cherielilili/gpu-pricing-tracker"),
        ("G3_gpuhunt", "becloudready/gpu-price"),
        ("G1_gcp", "Cyclenerd/google-cloud-pricing-cost-calculator"),
        ("G6_fsdl", "the-full-stack/website"),
    ];

    /// <summary>Reads prices and the calendar of the sources that record changes only.</summary>
    /// <param name="prices">gpu_prices.csv or .csv.gz.</param>
    /// <param name="calendar">gpu_observation_calendar.csv or .csv.gz.</param>
    /// <param name="wanted">Prefix of the items to read, such as h100; empty for all.</param>
    /// <param name="rules">Tables of names; the shipped ones when null.</param>
    /// <exception cref="FeedException">A file cannot be read at all.</exception>
    public static Import Read(string prices, string calendar, string wanted = "", NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        var days = ObservedDays.Read(calendar);
        using var table = CsvTable.Open(prices, Columns);
        var report = new ImportReport(table.File);
        var quotes = new SortedDictionary<TradingDate, List<GpuQuote>>();
        while (table.Read())
        {
            report.Row();
            if (Quote(table, rules, wanted, report) is not { } quote)
                continue;
            days.Add(quote.Source, quote.Day);
            if (!quotes.TryGetValue(quote.Day, out var list))
                quotes[quote.Day] = list = [];
            list.Add(quote);
        }

        var book = new GpuBook(days, report);
        foreach (var day in days.All)
            book.Day(day, quotes.TryGetValue(day, out var list) ? list : []);
        return Import.Of(book.Observations, report);
    }

    private static GpuQuote? Quote(CsvTable table, NamingRules rules, string wanted, ImportReport report)
    {
        if (table.RowFault.Length > 0)
            return Refuse(report, table.FaultOfRow());
        if (!table.TryDate(0, out var day))
            return Refuse(report, table.Fault(0, "must be a date yyyy-MM-dd"));
        var rank = Array.FindIndex(Trackers, each => each.Source == table[1]);
        if (rank < 0)
            return Leave(report, "source without rules");
        if (rules.Gpu(table[4]) is not { } gpu)
            return Leave(report, "accelerator without rules");
        if (!gpu.Item.StartsWith(wanted, StringComparison.Ordinal))
            return Leave(report, "item not asked for");
        if (table[2].Length == 0)
            return Leave(report, "no seller given");
        if (
            !int.TryParse(table[5], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > 10_000
        )
            return Refuse(report, table.Fault(5, "must be a number of GPUs"));
        var removed = table[8] == "removed";
        if (!removed && table[8] is not ("obs" or "change"))
            return Refuse(report, table.Fault(8, "must be obs, change or removed"));
        if (table[10].EndsWith("|carried", StringComparison.Ordinal))
            return Leave(report, "carried forward by the source itself");
        decimal price = 0;
        if (!removed)
        {
            if (!Prices.TryRead(table[6], out price))
                return Refuse(report, table.Fault(6, "must be a number"));
            if (price <= 0)
                return Leave(report, "price not above zero");
            if (price > MostPerHour)
                return Refuse(report, table.Fault(6, "must be at most 100000"));
        }

        var seller = Seller(table[2]);
        var region = Region(table[3]);
        var key = new GpuKey(seller, gpu.Item, region, table[7]);
        var source = $"{Trackers[rank].Repository}@{table[9]} {table[2]} {table[4]} x{count}";
        return new(
            day,
            table[1],
            rank,
            key,
            gpu,
            table[11],
            count,
            removed ? null : price,
            source,
            table.Evidence(),
            GpuTraits.Of(table[1], key, count, table[10], rules)
        );
    }

    // One seller, several spellings.
    private static string Seller(string provider) =>
        provider.ToLowerInvariant() switch
        {
            "oci" or "oracle_cloud" or "oracle" => "oracle",
            "lambdalabs" or "lambda" => "lambda",
            "datacrunch" or "verda" => "datacrunch",
            "ovhcloud" or "ovh" => "ovh",
            "vast.ai" or "vastai" => "vast",
            "thunder" or "thundercompute" => "thundercompute",
            "massed compute" or "massedcompute" => "massedcompute",
            "latitude.sh" or "latitude" => "latitude",
            var other => other.Replace(' ', '-'),
        };

    private static string Region(string given)
    {
        var region = given.Trim().TrimEnd('/').TrimStart(',', ' ', '/');
        return region.Length switch
        {
            0 => "global",
            > 80 => region[..80],
            _ => region,
        };
    }

    private static GpuQuote? Refuse(ImportReport report, CsvFault fault)
    {
        report.Fault(fault);
        return null;
    }

    private static GpuQuote? Leave(ImportReport report, string reason)
    {
        report.Skip(reason);
        return null;
    }
}

/// <summary>What is one offer from day to day.</summary>
internal sealed record GpuKey(string Seller, string Item, string Region, string Terms)
{
    public override string ToString() => $"{Item}|{Terms}|{Seller}|{Region}";
}

/// <summary>One row that may be a price; no price when the offer ended.</summary>
internal sealed record GpuQuote(
    TradingDate Day,
    string Source,
    int Rank,
    GpuKey Key,
    GpuName Gpu,
    string Instance,
    int Count,
    decimal? Price,
    string Where,
    string Evidence,
    IReadOnlyList<Trait>? Traits = null
)
{
    /// <summary>The price lies between the bounds of the table of GPUs.</summary>
    public bool Possible => Price is null || (Price >= Gpu.Least && Price <= Gpu.Most);
}
