// Spreads between generations of GPUs (from the observatory's indices) and between regions (from dated list prices).
using System.Text;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Medians of few sellers: direction, not decimals.</summary>
internal static class PlaceSpreads
{
    /// <summary>List prices older than this say nothing of the day.</summary>
    private const int MostAgeDays = 400;

    private const string Home = "us";

    private static readonly (string Newer, string Older)[] _generations =
    [
        ("GHI-B200-NC", "GHI-H100-NC"),
        ("GHI-B200-NC", "GHI-H200-NC"),
        ("GHI-H200-NC", "GHI-H100-NC"),
        ("GHI-H100-NC", "GHI-A100-NC"),
    ];

    /// <summary>Pairs of generations of which the file has both on a day.</summary>
    public static IReadOnlyList<LegSpread> Generations(string observatory, TradingDate day)
    {
        var (rows, report) = SeriesCsv.Read(observatory);
        if (!report.Clean)
            Console.Error.Write(report);
        (string, IReadOnlyList<IndexValue>) Of(string name) =>
            (name, [.. rows.Where(r => r.Series == name).Select(r => new IndexValue(r.Day, (double)r.Value))]);
        return [.. _generations.Select(g => LegSpread.Newest(Of(g.Newer), Of(g.Older), day)).OfType<LegSpread>()];
    }

    /// <summary>Median list price on demand in dollars by region against the region us, of offers known on the day and
    /// not withdrawn; the newest of a seller in a region counts, offers in other money do not.</summary>
    /// <param name="prices">A table of price facts, as reference/gpu_prices.csv.</param>
    public static IReadOnlyList<(LegSpread Spread, int Offers)> Regions(string prices, string item, TradingDate day)
    {
        var file = ObservationCsv.Read(prices);
        if (!file.Good)
            throw new VerbException($"{prices}: {file.Faults[0]}", 2);
        var offers = new SortedDictionary<(string Region, string Seller), PriceObservation>();
        foreach (var price in file.Observations.Select(o => o.Document).OfType<PriceObservation>())
        {
            var seen = CurveNumbers.Date(price.Seen[..10]);
            if (price is not { Terms: "on_demand", Currency: Currency.USD } || price.Item != item || seen > day)
                continue;
            var key = (price.Region, price.Seller);
            if (!offers.TryGetValue(key, out var other) || string.CompareOrdinal(other.Seen, price.Seen) <= 0)
                offers[key] = price;
        }

        var medians = offers
            .Where(o => o.Value.Price is not null && CurveNumbers.Date(o.Value.Seen[..10]) >= day.Plus(-MostAgeDays))
            .GroupBy(o => o.Key.Region)
            .ToDictionary(
                r => r.Key,
                r => (Price: Median([.. r.Select(o => (double)o.Value.Price!.Value)]), Offers: r.Count())
            );
        if (!medians.TryGetValue(Home, out var home))
            return [];
        return
        [
            .. medians
                .Where(r => r.Key != Home)
                .OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r =>
                    (new LegSpread(day, r.Key, Home, r.Value.Price, home.Price), int.Min(r.Value.Offers, home.Offers))
                ),
        ];
    }

    public static string Text(
        IReadOnlyList<LegSpread> generations,
        IReadOnlyList<(LegSpread Spread, int Offers)> regions,
        CurveWords words
    )
    {
        var text = new StringBuilder();
        var heads = new[]
        {
            words.Say("pair", "对"),
            words.Say("day", "日期"),
            "first",
            "second",
            words.Say("difference", "差"),
            words.Say("ratio", "比"),
        };
        if (generations.Count > 0)
        {
            CurveText.Say(
                text,
                $"\n{words.Say("generation spreads, observatory indices, USD an hour", "代际价差（观察指数，美元/小时）")}"
            );
            text.Append(CurveText.Columns(heads, [.. generations.Select(Row)], 2));
        }

        if (regions.Count > 0)
        {
            var few = regions.Min(r => r.Offers);
            var title = words.Say(
                $"region spreads, medians of list prices, USD an hour, as few as {few} offers a side",
                $"区域价差（标价中位数，美元/小时，每侧最少 {few} 个报价）"
            );
            CurveText.Say(text, $"\n{title}");
            text.Append(CurveText.Columns(heads, [.. regions.Select(r => Row(r.Spread))], 2));
        }

        return text.ToString();
    }

    private static IReadOnlyList<string> Row(LegSpread s) =>
        [
            $"{s.First} - {s.Second}",
            s.Day.ToString(),
            CurveNumbers.Show(s.FirstPrice, 4),
            CurveNumbers.Show(s.SecondPrice, 4),
            CurveNumbers.Signed(s.Difference, 4),
            CurveNumbers.Show(s.Ratio, 2),
        ];

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}
