// The ratios of the standard compute hour, derived again from the published results.
using System.Text.Json;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class ComputeHourTests
{
    [Theory]
    [InlineData("h200", "GHI-H200-NC")]
    [InlineData("b200", "GHI-B200-NC")]
    public void The_ratio_of_a_gpu_is_the_geometric_mean_of_its_throughput_against_the_h100(string item, string index)
    {
        var file = Path.Combine(
            Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "",
            "mlperf_v51_llm_tokens.csv.gz"
        );
        if (!File.Exists(file))
            Assert.Skip("no public data: set TOKENBOURSE_DATA to the folder that holds mlperf_v51_llm_tokens.csv.gz");
        var medians = Throughput
            .Read(file)
            .Observations.Select(o => (MeasureObservation)o.Document)
            .GroupBy(m => (m.Item, m.Class, m.Terms))
            .ToDictionary(g => g.Key, g => Median([.. g.Select(m => m.Value!.Value)]));
        var logs = medians
            .Where(m => m.Key.Item == "h100-sxm5-80gb" && medians.ContainsKey((item, m.Key.Class, m.Key.Terms)))
            .Select(m => DecimalMath.Ln(medians[(item, m.Key.Class, m.Key.Terms)] / m.Value))
            .ToList();
        Assert.Equal(8, logs.Count);
        var ratio = decimal.Round(DecimalMath.Exp(logs.Sum() / logs.Count), 4);
        var document = File.ReadAllText(Path.Combine(ReferenceData.Root!, "rulebook", "observatory", "SCH.json"));
        var part = JsonDocument
            .Parse(document)
            .RootElement.GetProperty("steps")[0]
            .GetProperty("parts")
            .EnumerateArray()
            .Single(p => p.GetProperty("index").GetString() == index);
        Assert.Equal(FormattableString.Invariant($"{ratio}"), part.GetProperty("ratio").GetString());
    }

    private static decimal Median(List<decimal> values)
    {
        values.Sort();
        var half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2m;
    }
}
