// The known errors of the GPU tables, and an injected dropout: how far each moves the print of the shipped methodology.
using System.Globalization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index;

/// <summary>The bounds are those of docs/robustness.md, in percent of the print.</summary>
public sealed class GpuRobustnessTests
{
    private const string Index = "GHI-H100";
    private const string Sxm = "h100-sxm5-80gb";

    [Fact]
    public void Totals_for_whole_instances_do_not_move_the_print()
    {
        var with = RobustnessData.Gpus("H100", "2026-02-01", "2026-03-14", "h100");
        var without = RobustnessData.Gpus(
            "H100",
            "2026-02-01",
            "2026-03-14",
            "h100",
            row => !(row[1] == "G4_multi26" && row.Contains("suspect_instance_total"))
        );
        Holds("instance totals", Both(with, without, "2026-02-12", "2026-03-14"), 2m);
    }

    [Theory]
    [InlineData("2026-02-20", "2026-03-20", "2026-03-10")]
    [InlineData("2026-04-20", "2026-05-20", "2026-05-08")]
    public void A_shrinking_panel_does_not_move_the_print(string from, string to, string shrinks)
    {
        var observations = RobustnessData.Gpus("H100", "2026-02-01", to, "h100");
        var prints = RobustnessData.Prints(observations, from, to, ReferenceData.Rule(Index));
        var near = new SortedDictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var (day, value) in prints)
            if (Math.Abs(Day(day[^10..]) - Day(shrinks)) <= 3)
                near[day] = value;
        var naive = Naive(from, to);
        var jump = naive.Keys.Where(d => Math.Abs(Day(d) - Day(shrinks)) <= 3).ToList();
        var most = 0m;
        for (var i = 1; i < jump.Count; i++)
            most = Math.Max(most, Math.Abs((naive[jump[i]] / naive[jump[i - 1]]) - 1) * 100m);
        Say($"panel {shrinks}: mean of all rows moves {most:0.00} % in a day");
        Holds($"panel shrinks {shrinks}", RobustnessData.Move(near, Index), 2.5m);
    }

    [Fact]
    public void A_placeholder_does_not_move_the_print_of_its_kind()
    {
        var rule = ReferenceData.Rule(Index).Replace(Sxm, "h200", StringComparison.Ordinal);
        var with = RobustnessData.Gpus("H200", "2026-03-01", "2026-05-20", "h200");
        var without = RobustnessData.Gpus(
            "H200",
            "2026-03-01",
            "2026-05-20",
            "h200",
            row => !(row[2] == "runpod" && row[7] == "0.5")
        );
        var a = RobustnessData.Prints(with, "2026-04-10", "2026-05-20", rule);
        var b = RobustnessData.Prints(without, "2026-04-10", "2026-05-20", rule);
        Holds("placeholder 0.50", RobustnessData.Distance(a, b, Index), 0.5m);
    }

    [Fact]
    public void Stale_spot_constants_are_no_part_of_the_print_and_hardly_move_one_of_spot_prices()
    {
        static bool Stale(string[] row) =>
            row[1] == "G5_gpurentalprices" && row[2] is "aws" or "azure" && row[8] == "spot";
        var with = RobustnessData.Gpus("H100", "2026-06-01", "2026-08-12", "h100");
        var without = RobustnessData.Gpus("H100", "2026-06-01", "2026-08-12", "h100", row => !Stale(row));
        Holds("stale spot", Both(with, without, "2026-07-06", "2026-08-12"), 0m);

        // The same steps over spot prices, large clouds too, and two sellers enough: the worst place for the error.
        var spot = ReferenceData
            .Rule(Index)
            .Replace("\"on_demand\"", "\"spot\"", StringComparison.Ordinal)
            .Replace("\"aws\", \"azure\", ", "", StringComparison.Ordinal)
            .Replace("\"sellers\": 3", "\"sellers\": 2", StringComparison.Ordinal);
        var a = RobustnessData.Prints(with, "2026-07-06", "2026-08-12", spot);
        var b = RobustnessData.Prints(without, "2026-07-06", "2026-08-12", spot);
        if (b.Values.Any(v => v is not null))
            Say($"stale spot, in an index of spot prices: {RobustnessData.Distance(a, b, Index)} %");
        else
            Say("stale spot, in an index of spot prices: too few sellers without them, withheld");
    }

    [Fact]
    public void An_INJECTED_dropout_of_the_cheapest_third_of_sellers_moves_the_print_little()
    {
        var real = RobustnessData.Gpus("H100", "2026-02-01", "2026-03-14", "h100");
        var (cheap, lift) = Cheapest(real, "2026-02-20");
        Say(
            $"INJECTED dropout of {string.Join(", ", cheap)}: the mean of the cheapest offers of sellers rises {lift:0.0} %"
        );
        var gone = new List<Observation>();
        var away = new HashSet<string>(StringComparer.Ordinal);
        foreach (var observation in real)
        {
            var price = (PriceObservation)observation.Document;
            var hit =
                price.Item == Sxm
                && price.Terms == "on_demand"
                && cheap.Contains(price.Seller)
                && string.CompareOrdinal(price.Seen, "2026-02-20") >= 0
                && string.CompareOrdinal(price.Seen, "2026-03-03") < 0;
            if (!hit)
                gone.Add(observation);
            else if (away.Add($"{price.Seller} {price.Region}"))
                gone.Add(observation with { Document = price with { Price = null, Event = "withdrawn" } });
        }

        Assert.NotEmpty(away);
        Assert.True(lift > 10m);
        Holds("INJECTED dropout", Both(gone, real, "2026-02-14", "2026-03-14"), 5m);
    }

    private static decimal Both(
        IReadOnlyList<Observation> with,
        IReadOnlyList<Observation> without,
        string from,
        string to
    ) =>
        RobustnessData.Distance(
            RobustnessData.Prints(with, from, to, ReferenceData.Rule(Index)),
            RobustnessData.Prints(without, from, to, ReferenceData.Rule(Index)),
            Index
        );

    // The sellers' cheapest offers of a day: the third of them that asks least, and what their mean gains without them.
    private static (HashSet<string> Sellers, decimal Lift) Cheapest(IReadOnlyList<Observation> observations, string day)
    {
        string[] large = ["aws", "azure", "gcp", "google", "oracle", "ibm", "alibaba"];
        var least = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var observation in observations)
        {
            if (
                observation.Document is not PriceObservation { Price: { } asked } price
                || price.Item != Sxm
                || price.Terms != "on_demand"
                || large.Contains(price.Seller)
                || price.Seen != day
            )
                continue;
            if (!least.TryGetValue(price.Seller, out var known) || asked < known)
                least[price.Seller] = asked;
        }

        var order = least.OrderBy(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).ToList();
        Assert.True(order.Count >= 6, $"{order.Count} sellers on {day}");
        var cheap = order.Take(order.Count / 3).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var lift = (order.Where(p => !cheap.Contains(p.Key)).Average(p => p.Value) / order.Average(p => p.Value)) - 1;
        return (cheap, lift * 100m);
    }

    // What a careless index would be: the mean of a day's rows as they stand.
    private static SortedDictionary<string, decimal> Naive(string from, string to)
    {
        var days = new SortedDictionary<string, List<decimal>>(StringComparer.Ordinal);
        foreach (var line in RobustnessData.Lines("gpu_prices.csv.gz").Skip(1))
        {
            if (string.CompareOrdinal(line, 0, from, 0, 10) < 0 || string.CompareOrdinal(line, 0, to, 0, 10) > 0)
                continue;
            var row = line.Split(',');
            if (
                row[1] != "G4_multi26"
                || row[5] != "H100_SXM"
                || row[8] != "on_demand"
                || !decimal.TryParse(row[7], NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
            )
                continue;
            if (!days.TryGetValue(row[0], out var list))
                days.Add(row[0], list = []);
            list.Add(price);
        }

        return new(days.ToDictionary(d => d.Key, d => d.Value.Average()), StringComparer.Ordinal);
    }

    private static int Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture).DayNumber;

    private static void Holds(string error, decimal measured, decimal bound)
    {
        Say($"{error}: {Index} moves by {measured} % at most; bound {bound} %");
        Assert.InRange(measured, 0m, bound);
    }

    private static void Say(FormattableString text) =>
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(text));

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
