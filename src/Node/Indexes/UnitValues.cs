// What a router's users paid for a token on average: the unit value, made of public usage and endpoint quotes.
using System.Globalization;
using Tokenbourse.Gateways.Feeds;

namespace Tokenbourse.Node.Indexes;

/// <summary>Price and quantity of each model's input and output by day, where a folder has both tables.</summary>
internal static class UnitValues
{
    private static readonly string[] QuoteColumns =
    [
        "date",
        "model_variant",
        "variant",
        "input_usd_per_million",
        "output_usd_per_million",
        "request_count_30m",
        "is_free",
    ];

    private static readonly string[] UsageColumns =
    [
        "activity_date",
        "model_variant",
        "variant",
        "prompt_tokens",
        "completion_tokens",
    ];

    /// <summary>Days in order; none when a table is not there. A model's price on a day is the mean of its endpoints'
    /// quotes by requests (each once where none was counted); models without a quote are left out.</summary>
    public static List<(string Day, SortedDictionary<string, (double Price, double Quantity)> Values)> Read(
        string folder
    )
    {
        var quotes = Path.Combine(folder, "openrouter_endpoint_quotes.csv.gz");
        var usage = Path.Combine(folder, "openrouter_daily_usage.csv.gz");
        if (!File.Exists(quotes) || !File.Exists(usage))
            return [];
        var prices = Prices(quotes);
        var days = new SortedDictionary<string, SortedDictionary<string, (double, double)>>(StringComparer.Ordinal);
        using var table = CsvTable.Open(usage, UsageColumns);
        while (table.Read())
        {
            if (
                table.RowFault.Length > 0
                || table[2] != "standard"
                || !prices.TryGetValue((table[0], table[1]), out var price)
            )
                continue;
            if (!days.TryGetValue(table[0], out var day))
                days.Add(table[0], day = new(StringComparer.Ordinal));
            Add(day, $"{table[1]} input", price.Input / price.Weight, Number(table[3]));
            Add(day, $"{table[1]} output", price.Output / price.Weight, Number(table[4]));
        }

        return [.. days.Select(d => (d.Key, d.Value))];
    }

    private static void Add(SortedDictionary<string, (double, double)> day, string name, double price, double tokens)
    {
        if (tokens > 0 && price > 0)
            day[name] = (price, tokens);
    }

    private static Dictionary<(string, string), (double Input, double Output, double Weight)> Prices(string path)
    {
        var prices = new Dictionary<(string, string), (double Input, double Output, double Weight)>();
        using var table = CsvTable.Open(path, QuoteColumns);
        while (table.Read())
        {
            if (table.RowFault.Length > 0 || table[2] != "standard" || table[6] == "1")
                continue;
            var (input, output) = (Number(table[3]), Number(table[4]));
            if (input <= 0 || output <= 0)
                continue;
            var weight = 1 + Number(table[5]);
            var key = (table[0], table[1]);
            var sum = prices.GetValueOrDefault(key);
            prices[key] = (sum.Input + (weight * input), sum.Output + (weight * output), sum.Weight + weight);
        }

        return prices;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
