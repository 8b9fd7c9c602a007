// Importer of openrouter_endpoint_quotes.csv(.gz): each named seller's own quote behind a router, day by day.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>The sellers behind the router, each with its own price: the cheapest endpoint of a seller for a
/// model.</summary>
public static class EndpointQuotes
{
    public const string Feed = "endpoints";

    private static readonly string[] Columns =
    [
        "date",
        "model_variant",
        "provider",
        "variant",
        "input_usd_per_million",
        "output_usd_per_million",
        "cached_input_usd_per_million",
        "is_free",
        "is_disabled",
        "endpoint_id8",
    ];

    private static readonly string[] Classes = ["input", "output", "cached_input"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var days = new SortedDictionary<TradingDate, SortedDictionary<string, Quote>>();
        while (table.Read())
        {
            report.Row();
            if (Read(table, rules, report) is not { } quote)
                continue;
            report.Use();
            if (!days.TryGetValue(quote.Day, out var day))
                days[quote.Day] = day = new(StringComparer.Ordinal);
            var key = $"{quote.Item}|{quote.Seller.Seller}";
            if (!day.TryGetValue(key, out var other) || quote.Input + quote.Output < other.Input + other.Output)
                day[key] = quote;
        }

        return Import.Of(Follow(days, rules), report);
    }

    private static Quote? Read(CsvTable table, NamingRules rules, ImportReport report)
    {
        if (table.RowFault.Length > 0)
            return Refuse(report, table.FaultOfRow());
        if (!table.TryDate(0, out var day))
            return Refuse(report, table.Fault(0, "must be a date yyyy-MM-dd"));
        if (table[7] == "1" || table[3] == "free")
            return Leave(report, "free endpoint");
        if (table[8] == "1")
            return Leave(report, "endpoint switched off");
        if (table[3] is not ("standard" or ""))
            return Leave(report, $"variant {table[3]}");
        if (!Prices.TryRead(table[4], out var input) || !Prices.TryRead(table[5], out var output))
            return Leave(report, "not priced on both sides");
        if (input <= 0 || output <= 0)
            return Leave(report, "price not above zero");
        if (input > LlmPriceEvents.MostPerMillion || output > LlmPriceEvents.MostPerMillion)
            return Leave(report, "price above any list");
        var item = rules.Item(table[1]);
        var maker = rules.Maker(item);
        if (maker.Length == 0)
            return Leave(report, "maker unknown");
        var seller = rules.Seller(table[2]);
        if (seller.Skip.Length > 0)
            return Leave(report, seller.Skip);
        decimal? cached = Prices.TryRead(table[6], out var given) && given > 0 ? given : null;
        return new(day, item, maker, seller, input, output, cached, table[9], table.Evidence());
    }

    // A quote that is not there on the next day of observation is gone.
    private static List<Observation> Follow(
        SortedDictionary<TradingDate, SortedDictionary<string, Quote>> days,
        NamingRules rules
    )
    {
        var observations = new List<Observation>();
        var told = new SortedDictionary<string, Quote>(StringComparer.Ordinal);
        var repository = rules.Source(Feed)!.Repository;
        foreach (var (day, quotes) in days)
        {
            foreach (var (key, quote) in told.ToList())
            {
                if (quotes.ContainsKey(key))
                    continue;
                told.Remove(key);
                Tell(quote, quote.Empty, day);
            }

            foreach (var (key, quote) in quotes)
            {
                Tell(told.GetValueOrDefault(key) ?? quote.Empty, quote, day);
                told[key] = quote;
            }
        }

        return observations;

        void Tell(Quote before, Quote now, TradingDate day)
        {
            for (var i = 0; i < Classes.Length; i++)
            {
                var price = now.Price(i);
                if (price == before.Price(i))
                    continue;
                observations.Add(
                    Observation.Of(
                        day,
                        new PriceObservation(
                            day.ToString(),
                            day.ToString(),
                            "token",
                            now.Seller.Seller,
                            now.Maker,
                            now.Item,
                            Classes[i],
                            now.Seller.Region,
                            "on_demand",
                            price,
                            Currency.USD,
                            "1M tokens",
                            price is null ? "withdrawn" : "price",
                            $"{repository} endpoint {now.Endpoint}",
                            Feed,
                            Evidence: now.Evidence
                        )
                    )
                );
            }
        }
    }

    private static Quote? Refuse(ImportReport report, CsvFault fault)
    {
        report.Fault(fault);
        return null;
    }

    private static Quote? Leave(ImportReport report, string reason)
    {
        report.Skip(reason);
        return null;
    }

    private sealed record Quote(
        TradingDate Day,
        string Item,
        string Maker,
        SellerName Seller,
        decimal? Input,
        decimal? Output,
        decimal? Cached,
        string Endpoint,
        string Evidence
    )
    {
        public Quote Empty => this with { Input = null, Output = null, Cached = null };

        public decimal? Price(int place) =>
            place switch
            {
                0 => Input,
                1 => Output,
                _ => Cached,
            };
    }
}
