// tokenbourse index forward: forward prices of GPU hours from quotes of different tenors, by day.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Verbs;

/// <summary>The curve of a day.</summary>
internal sealed record ForwardDay(
    string Day,
    string Item,
    IReadOnlyList<TenorRate> Tenors,
    IReadOnlyList<ForwardRate> Forwards
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<ForwardDay>))]
internal sealed partial class ForwardJson : JsonSerializerContext;

/// <summary>Only offers (seller and region) that quote every tenor on the day count, so that the tenors differ by
/// nothing but time; their medians are the rates.</summary>
internal static class IndexForwardVerb
{
    // An on-demand hour binds nobody; a month is the convention of the reference node.
    private static readonly (string Terms, decimal Years)[] Tenors =
    [
        ("on_demand", 1m / 12m),
        ("reserved_1y", 1m),
        ("reserved_3y", 3m),
    ];

    // Sources that tell changes only are told again weekly while they are observed.
    private const int MostAgeDays = 45;

    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "Public data of the documented shape." };
        var item = new Option<string>("--item")
        {
            Description = "The GPU, as the importer names it.",
            DefaultValueFactory = _ => "h100-sxm5-80gb",
        };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "forward",
            "Forward prices from tenor quotes (diagnosis only). Example: tokenbourse index forward ../shared/data"
        )
        {
            folder,
            item,
            json,
        };
        command.SetAction(parsed =>
        {
            var days = Compute(parsed.GetValue(folder)!, parsed.GetValue(item)!);
            if (days.Count == 0)
                throw new VerbException($"{parsed.GetValue(item)}: no offer has quotes of every tenor", 1);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(days, ForwardJson.Default.ListForwardDay));
            else
                Console.Write(Text(days));
            return 0;
        });
        return command;
    }

    /// <summary>The last observed day of each month.</summary>
    public static List<ForwardDay> Compute(string folder, string item)
    {
        var (prices, calendar) = (Find(folder, "gpu_prices.csv"), Find(folder, "gpu_observation_calendar.csv"));
        var import = GpuPrices.Read(prices, calendar, item);
        Console.Error.WriteLine(import.Report);
        var offers = new SortedDictionary<(string Seller, string Region), (decimal? Price, Instant Seen)[]>();
        var days = new SortedDictionary<string, ForwardDay>(StringComparer.Ordinal);
        foreach (var day in import.Observations.GroupBy(o => o.Seen))
        {
            var date = "";
            foreach (var price in day.Select(o => (PriceObservation)o.Document))
            {
                var tenor = Array.FindIndex(Tenors, t => t.Terms == price.Terms);
                if (tenor < 0 || price.Item != item)
                    continue;
                if (!offers.TryGetValue((price.Seller, price.Region), out var rates))
                    offers.Add((price.Seller, price.Region), rates = new (decimal?, Instant)[Tenors.Length]);
                rates[tenor] = (price.Price, day.Key);
                date = price.Seen;
            }

            var whole = offers
                .Values.Where(r =>
                    r.All(p => p.Price is not null && p.Seen.Plus(MostAgeDays * Instant.PerDay) >= day.Key)
                )
                .ToList();
            if (date.Length == 0 || whole.Count == 0)
                continue;
            var medians = Tenors
                .Select(
                    (t, i) =>
                        new TenorRate(
                            t.Terms,
                            t.Years,
                            Prices.Median([.. whole.Select(r => r[i].Price!.Value)]),
                            whole.Count
                        )
                )
                .ToList();
            days[date[..7]] = new(date, item, medians, ForwardCurve.Of(medians));
        }

        return [.. days.Values];
    }

    private static string Text(List<ForwardDay> days)
    {
        var text = new StringBuilder(
            $"{days[0].Item}, dollars per GPU-hour; medians of the offers that quote every tenor; no interest\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"{"day", -12}{"offers", 7}{"on demand", 11}{"1 year", 9}");
        text.Append(CultureInfo.InvariantCulture, $"{"3 years", 9}{"f(1m,1y)", 10}{"f(1y,3y)", 10}\n");
        foreach (var d in days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{d.Day, -12}{d.Tenors[0].Offers, 7}");
            text.Append(CultureInfo.InvariantCulture, $"{d.Tenors[0].Rate, 11:0.0000}{d.Tenors[1].Rate, 9:0.0000}");
            text.Append(CultureInfo.InvariantCulture, $"{d.Tenors[2].Rate, 9:0.0000}{d.Forwards[1].Rate, 10:0.0000}");
            text.Append(CultureInfo.InvariantCulture, $"{d.Forwards[2].Rate, 10:0.0000}\n");
        }

        return text.ToString();
    }

    private static string Find(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        if (File.Exists(plain))
            return plain;
        return File.Exists(plain + ".gz") ? plain + ".gz" : throw new VerbException($"{plain}: no such file", 2);
    }
}
