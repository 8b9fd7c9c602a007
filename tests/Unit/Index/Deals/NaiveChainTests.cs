// The shipped CSTI-T against the naive calculation, on random deals of many months.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class NaiveChainTests
{
    private static readonly string _evidence = new('c', 64);
    private static readonly TradingDate _first = TradingDate.Of(2026, 1, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_print_of_the_shipped_methodology_is_the_naive_one(int seed)
    {
        var deals = Random(new Random(seed), 75);
        var run = new IndexRun().Define("2025-12-31T00:00:00Z", Shipped());
        foreach (var day in deals.GroupBy(d => d.Day))
        {
            foreach (var deal in day)
                run.Deal(Document(deal));
        }

        var last = deals[^1].Day;
        run.Tick(new TradingDate(last + 2) + "T00:00:00Z");
        var naive = NaiveChain.Levels(
            deals,
            deals[0].Day,
            last,
            day => new TradingDate(day + 1).Year * 12 + new TradingDate(day + 1).Month
        );
        var printed = run.Prints.ToDictionary(p => p.Day, StringComparer.Ordinal);
        foreach (var (day, level) in naive)
        {
            var print = printed[new TradingDate(day + 1).ToString()];
            if (level is null)
                Assert.Null(print.Value);
            else
                Assert.InRange((double)(print.Value ?? 0m) - level.Value, -0.000051, 0.000051);
        }

        Assert.True(naive.Values.Count(v => v is not null) > 50);
        Assert.Contains(naive.Values, v => v is null);
    }

    // The rulebook's own document, without the grade (the deals' models have no scores), without intake, without the
    // tiers below the first, and without hedonic prices.
    private static string Shipped()
    {
        var document = JsonNode.Parse(ReferenceData.Rule("CSTI-T"))!.AsObject();
        document.Remove("fallback");
        var steps = document["steps"]!.AsArray();
        steps.Remove(steps.Single(s => (string?)s!["step"] == "grade"));
        steps.Single(s => (string?)s!["step"] == "deals")!.AsObject().Remove("intake");
        steps.Single(s => (string?)s!["step"] == "match")!.AsObject().Remove("hedonic");
        return document.ToJsonString();
    }

    // Eight sellers of unlike size, two or three models each; some are away for days, some enter late, prices step.
    private static List<NaiveDeal> Random(Random random, int days)
    {
        var deals = new List<NaiveDeal>();
        var list = new Dictionary<string, double>(StringComparer.Ordinal);
        var away = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var day = _first.Days; day < _first.Days + days; day++)
        {
            for (var s = 0; s < 8; s++)
            {
                var seller = $"s{s}";
                if (random.Next(60) == 0)
                    away[seller] = day + 1 + random.Next(5);
                if (away.GetValueOrDefault(seller) > day)
                    continue;
                for (var m = 0; m < 2 + (s % 2); m++)
                {
                    var entered = m == 2 ? 20 + s : 0;
                    if (day - _first.Days < entered || (m == 1 && s == 6 && day - _first.Days > 50))
                        continue;
                    var key = $"{s}/{m}";
                    if (!list.ContainsKey(key) || random.Next(25) == 0)
                        list[key] = Math.Round(2 + (8 * random.NextDouble()), 2);
                    var buyers = 4 + random.Next(5);
                    for (var b = 0; b < buyers; b++)
                        deals.Add(Deal(random, day, seller, $"simulated-m{m}", $"b{b}", list[key], 500 >> s));
                }
            }
        }

        return deals;
    }

    private static NaiveDeal Deal(
        Random random,
        int day,
        string seller,
        string item,
        string buyer,
        double list,
        int size
    )
    {
        var volume = 10 + random.Next(20 + (size * 10));
        var (input, cached, output) = (volume * 0.4, volume * 0.4, volume * 0.2);
        var (second, third) = (Math.Round(list / 10, 3), list * 4);
        var value = (input * list) + (cached * second) + (output * third);
        var paid = random.Next(20) == 0 ? 0.15 : 0.7 + (0.02 * random.Next(16));
        return new(day, seller, item, buyer, input, cached, output, list, second, third, Math.Round(value * paid, 2));
    }

    private static DealObservation Document(NaiveDeal d)
    {
        var day = new TradingDate(d.Day).ToString();
        return new(
            day,
            day,
            day,
            "token",
            "invoice",
            d.Seller,
            d.Buyer,
            "maker",
            d.Item,
            "cn",
            "on_demand",
            [
                new("input", Exact(d.Input), Exact(d.ListInput)),
                new("cached_input", Exact(d.Cached), Exact(d.ListCached)),
                new("output", Exact(d.Output), Exact(d.ListOutput)),
            ],
            Exact(d.Net),
            Currency.CNY,
            "1M tokens",
            "test",
            _evidence,
            "test"
        );
    }

    private static decimal Exact(double value) => Math.Round((decimal)value, 6);
}
