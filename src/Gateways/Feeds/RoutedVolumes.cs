// Importer of openrouter_daily_usage with openrouter_endpoint_quotes: what a router sent to each seller on a day.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>
/// Deals of kind routed: a model's counted tokens of a day, shared among its sellers. Counted: tokens of the model and
/// day. Estimated: each seller's share (its requests in half an hour of that day, all sellers taken to have the same
/// tokens a request), and the amount paid (the quoted price; no discount of any buyer is known, and cached input, which
/// the source counts as zero, is priced as input: so the amount is at most too high). The trait <c>estimated</c> says
/// so.
/// </summary>
public static class RoutedVolumes
{
    public const string Feed = "routed";

    /// <summary>The id under which the source is defined.</summary>
    public const string Source = "hashd1ve/openrouter-pulse";

    private const decimal Million = 1_000_000m;

    private static readonly string[] UsageColumns =
    [
        "snapshot_date",
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
        "provider",
        "variant",
        "input_usd_per_million",
        "output_usd_per_million",
        "is_free",
        "is_disabled",
        "request_count_30m",
        "endpoint_id8",
    ];

    /// <summary>Reads both files: the report of the quotes counts endpoints, that of the usage models and
    /// days.</summary>
    /// <exception cref="FeedException">A file cannot be read at all.</exception>
    public static IReadOnlyList<Import> Read(string usage, string quotes, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        var offers = Quotes(quotes, rules, out var report);
        return [Usage(usage, offers, rules), Import.Of([], report)];
    }

    private static Dictionary<string, List<Quote>> Quotes(string path, NamingRules rules, out ImportReport report)
    {
        var offers = new Dictionary<string, List<Quote>>(StringComparer.Ordinal);
        using var table = CsvTable.Open(path, QuoteColumns);
        report = new ImportReport($"{table.File} (requests)");
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
                report.Fault(table.FaultOfRow());
            else if (!table.TryDate(0, out var day))
                report.Fault(table.Fault(0, "must be a date yyyy-MM-dd"));
            else if (table[6] == "1" || table[3] == "free")
                report.Skip("free endpoint");
            else if (table[7] == "1")
                report.Skip("endpoint switched off");
            else if (
                !Prices.TryRead(table[4], out var input)
                || !Prices.TryRead(table[5], out var output)
                || input is <= 0 or > LlmPriceEvents.MostPerMillion
                || output is <= 0 or > LlmPriceEvents.MostPerMillion
            )
                report.Skip("no price on both sides");
            else if (!long.TryParse(table[8], NumberStyles.None, CultureInfo.InvariantCulture, out var requests))
                report.Skip("requests not counted");
            else if (requests is 0 or > 1_000_000_000_000)
                report.Skip("no requests in the half hour");
            else if (rules.Seller(table[2]) is { Skip.Length: > 0 } seller)
                report.Skip(seller.Skip);
            else
            {
                report.Use();
                var key = Key(day, table[1], table[3]);
                if (!offers.TryGetValue(key, out var list))
                    offers[key] = list = [];
                list.Add(new(rules.Seller(table[2]), input, output, requests, table[9], table.Evidence()));
            }
        }

        return offers;
    }

    private static Import Usage(string path, Dictionary<string, List<Quote>> offers, NamingRules rules)
    {
        using var table = CsvTable.Open(path, UsageColumns);
        var report = new ImportReport(table.File);
        var observations = new List<Observation>();
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
                report.Fault(table.FaultOfRow());
            else if (!table.TryDate(0, out var seen))
                report.Fault(table.Fault(0, "must be a date yyyy-MM-dd"));
            else if (!table.TryDate(1, out var day) || day > seen)
                report.Fault(table.Fault(1, "must be a date yyyy-MM-dd, not after snapshot_date"));
            else if (!Tokens(table[4], out var prompt))
                report.Fault(table.Fault(4, "must be a number of tokens"));
            else if (!Tokens(table[5], out var completion))
                report.Fault(table.Fault(5, "must be a number of tokens"));
            else if (table[3] != "standard")
                report.Skip($"variant {table[3]}");
            else if (prompt + completion == 0)
                report.Skip("no tokens");
            else if (rules.Maker(rules.Item(table[2])).Length == 0)
                report.Skip("maker unknown");
            else if (
                // The morning's quotes of the day itself; where there are none, those of the morning after.
                !offers.TryGetValue(Key(day, table[2], table[3]), out var sellers)
                && !offers.TryGetValue(Key(seen, table[2], table[3]), out sellers)
            )
                report.Skip("no seller with counted requests on that day or the next morning");
            else
            {
                report.Use();
                Share(observations, new(seen, day, table[2], prompt, completion, table.Evidence()), sellers, rules);
            }
        }

        return Import.Of(observations, report);
    }

    // Whole tokens: what rounding down leaves goes to the seller with the most requests, so that the sum is the count.
    private static void Share(List<Observation> observations, Counted counted, List<Quote> sellers, NamingRules rules)
    {
        long requests = 0;
        var most = 0;
        for (var i = 0; i < sellers.Count; i++)
        {
            requests += sellers[i].Requests;
            if (sellers[i].Requests > sellers[most].Requests)
                most = i;
        }

        var prompts = Parts(counted.Prompt, sellers, requests, most);
        var completions = Parts(counted.Completion, sellers, requests, most);
        for (var i = 0; i < sellers.Count; i++)
        {
            var quantities = new List<DealQuantity>();
            if (prompts[i] > 0)
                quantities.Add(new("input", prompts[i] / Million, sellers[i].Input));
            if (completions[i] > 0)
                quantities.Add(new("output", completions[i] / Million, sellers[i].Output));
            if (quantities.Count > 0)
                observations.Add(Observation.Of(counted.Seen, Document(counted, sellers[i], quantities, rules)));
        }
    }

    private static long[] Parts(long tokens, List<Quote> sellers, long requests, int most)
    {
        var parts = new long[sellers.Count];
        var left = tokens;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = (long)((Int128)tokens * sellers[i].Requests / requests);
            left -= parts[i];
        }

        parts[most] += left;
        return parts;
    }

    private static DealObservation Document(
        Counted counted,
        Quote quote,
        List<DealQuantity> quantities,
        NamingRules rules
    )
    {
        var item = rules.Item(counted.Model);
        var proof = SHA256.HashData(Encoding.ASCII.GetBytes($"{counted.Evidence} {quote.Evidence}"));
        return new(
            counted.Seen.ToString(),
            counted.Day.ToString(),
            counted.Day.ToString(),
            "token",
            "routed",
            quote.Seller.Seller,
            "openrouter-customers",
            rules.Maker(item),
            item,
            quote.Seller.Region,
            "on_demand",
            quantities,
            quantities.Sum(each => each.Units * each.List!.Value),
            Currency.USD,
            "1M tokens",
            $"{Source} usage {counted.Seen}, endpoint {quote.Endpoint}",
            Convert.ToHexStringLower(proof),
            Feed,
            null,
            [
                new("endpoint", quote.Endpoint),
                new("estimated", "seller's share by its requests in half an hour; paid at the quoted price"),
            ]
        );
    }

    private static string Key(TradingDate day, string model, string variant) => $"{day}|{model}|{variant}";

    private static bool Tokens(string text, out long tokens) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out tokens)
        && tokens <= 1_000_000_000_000_000_000;

    private sealed record Quote(
        SellerName Seller,
        decimal Input,
        decimal Output,
        long Requests,
        string Endpoint,
        string Evidence
    );

    private sealed record Counted(
        TradingDate Seen,
        TradingDate Day,
        string Model,
        long Prompt,
        long Completion,
        string Evidence
    );
}
