// Real histories of single sellers, recovered through the importer and the index machine.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class GpuHistoryTests
{
    private static readonly Lazy<IReadOnlyList<Observation>?> _h100 = new(() =>
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        var prices = folder is null ? null : Path.Combine(folder, "gpu_prices.csv.gz");
        return prices is not null && File.Exists(prices)
            ? GpuPrices.Read(prices, Path.Combine(folder!, "gpu_observation_calendar.csv.gz"), "h100").Observations
            : null;
    });

    [Fact]
    public void The_step_of_aws_of_the_fifth_of_June_2025_is_minus_44_percent()
    {
        var history = History("aws", "on_demand", "us-east-1", "2025-05-01", "2025-08-31");
        Assert.Equal(12.29m, history["2025-06-05"]);

        // What was seen on the 5th is knowable when that day is over: the print of the 6th has it.
        Assert.Equal(6.88m, history["2025-06-06"]);
        Assert.Equal(-0.440m, decimal.Round((history["2025-06-06"] / history["2025-06-05"]) - 1m, 3));
        Assert.Equal(2, history.Values.Distinct().Count());
    }

    [Fact]
    public void The_spot_price_of_DataCrunch_has_its_low_in_January_2025()
    {
        var history = History("datacrunch", "spot", "global", "2024-10-01", "2025-02-28");
        var low = history.MinBy(d => d.Value);
        Assert.Equal(("2025-01-30", 0.38m), (low.Key, low.Value));
        Assert.Equal(1.68m, history["2024-10-01"]);
        var onDemand = History("datacrunch", "on_demand", "global", "2024-10-01", "2025-02-28");
        Assert.Equal((3.35m, 2.19m), (onDemand["2024-10-01"], onDemand.Values.Min()));
    }

    [Fact]
    public void Spot_at_gcp_falls_by_two_thirds_while_its_list_stands()
    {
        var spot = History("gcp", "spot", "us-central1", "2024-06-01", "2025-08-31");
        Assert.Equal((7.8011m, 2.5494m), (spot["2024-06-01"], spot["2025-08-31"]));
        Assert.Equal(-0.673m, decimal.Round((spot["2025-08-31"] / spot["2024-06-01"]) - 1m, 3));
        var list = History("gcp", "on_demand", "us-central1", "2024-06-01", "2025-08-31");
        Assert.All(list.Values, v => Assert.InRange(v, 11.0612m, 11.6366m));
    }

    // One seller, one region: the machine's prints are its prices as they were knowable.
    private static SortedDictionary<string, decimal> History(
        string seller,
        string terms,
        string region,
        string from,
        string to
    )
    {
        if (_h100.Value is not { } all)
        {
            Assert.Skip("no public data: set TOKENBOURSE_DATA to the folder that holds gpu_prices.csv.gz");
            return [];
        }

        var steps =
            $$"""{"step":"take","classes":["hour"],"terms":["{{terms}}"],"items":["h100-sxm5-80gb"],"regions":["{{region}}"]},{"step":"where","trait":"seller","is":["{{seller}}"]},{"step":"convert"},{"step":"combine","by":"median"}""";
        var rule = NodeRun.Rule("ONE", "gpu", steps).Replace("2026-03-01", from, StringComparison.Ordinal);
        var run = new IndexRun().Define("2022-01-01T00:00:00Z", rule);
        foreach (var observation in all)
        {
            if (observation.Document is PriceObservation p && p.Seller == seller && p.Terms == terms)
                run.Send(observation.Seen, observation.Kind, observation.Bytes());
        }

        run.Tick(to + "T23:00:00Z");
        var history = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (
            var print in run.Prints.Where(p =>
                p.Value is not null && p.Day.CompareTo(to, StringComparison.Ordinal) <= 0
            )
        )
            history[print.Day] = print.Value!.Value;
        return history;
    }
}

file static class Text
{
    public static int CompareTo(this string one, string other, StringComparison how) => string.Compare(one, other, how);
}
