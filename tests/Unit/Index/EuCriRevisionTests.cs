// A published index with its revisions: every version is computed from its own constituents, and what was known when
// stays known.
using System.Globalization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

/// <summary>The publisher forbids use as a contract reference: a test, and nothing that is shipped.</summary>
public sealed class EuCriRevisionTests
{
    [Fact]
    public void Revisions_are_restatements_and_the_value_of_then_can_still_be_asked()
    {
        var h100 = Published("EU-CRI-H100", "eu-cri-h100.json");
        Assert.Equal((43, 28), (h100.Count, h100.Select(r => r.Date).Distinct().Count()));

        // As of 15 August thirteen days have a value; the correction of the 16th withdraws ten and changes two.
        var then = AsOf(h100, "2026-08-15T00:00:00Z");
        var now = AsOf(h100, "2026-08-17T00:00:00Z");
        Assert.Equal(13, then.Count(d => d.Value is not null));
        Assert.Equal(
            ["2026-07-18 2.99", "2026-08-08 3.25", "2026-08-10 3.25"],
            now.Where(d => d.Value is not null).Select(d => FormattableString.Invariant($"{d.Key} {d.Value:0.##}"))
        );
        Assert.Equal((3.29m, null), (then["2026-08-09"], now["2026-08-09"]));
        Assert.Equal((3.29m, 3.25m), (then["2026-08-08"], now["2026-08-08"]));
        Assert.Equal(10, then.Count(d => d.Value is not null && now[d.Key] is null));

        // Of the two values of 5 August the second came eleven minutes later.
        Assert.Equal(3.85m, AsOf(h100, "2026-08-05T19:50:00Z")["2026-08-05"]);
        Assert.Equal(3, h100.Count(r => r.Date == "2026-08-05"));
    }

    [Fact]
    public void The_index_of_clouds_was_restated_without_a_change()
    {
        var cloud = Published("EU-CRI-H100-CLOUD", "eu-cri-h100-cloud.json");
        Assert.Equal(15, cloud.Count);
        Assert.All(cloud, r => Assert.Equal(3.85m, r.Value));
        Assert.Equal(13, AsOf(cloud, "2026-08-17T00:00:00Z").Count);
    }

    /// <summary>By date: the version computed last before the moment.</summary>
    private static SortedDictionary<string, decimal?> AsOf(List<Version> versions, string moment)
    {
        var view = new SortedDictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var version in versions.OrderBy(v => v.Computed, StringComparer.Ordinal))
        {
            if (string.CompareOrdinal(version.Computed, moment) < 0)
                view[version.Date] = version.Value;
        }

        return view;
    }

    // Every revision through the machine, checked against what was published.
    private static List<Version> Published(string series, string methodology)
    {
        var data = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "";
        if (!File.Exists(Path.Combine(data, "eucri_index.csv")))
            Assert.Skip("no public data: set TOKENBOURSE_DATA to the folder that holds eucri_index.csv");
        var rule = File.ReadAllText(Path.Combine(ReferenceData.Root!, "tests", "Integration", "Index", methodology));
        var constituents = new List<string[]>();
        using (
            var table = CsvTable.Open(
                Path.Combine(data, "eucri_constituents.csv"),
                [
                    "date",
                    "series",
                    "revision",
                    "provider",
                    "source",
                    "price_usd",
                    "weight",
                    "included",
                    "exclusion_reason",
                ]
            )
        )
        {
            while (table.Read())
            {
                if (table[1] == series)
                    constituents.Add([.. Enumerable.Range(0, 9).Select(c => table[c])]);
            }
        }

        var versions = new List<Version>();
        using var index = CsvTable.Open(
            Path.Combine(data, "eucri_index.csv"),
            ["date", "series", "revision", "value_usd", "computed_at"]
        );
        while (index.Read())
        {
            if (index[1] != series)
                continue;
            var value = Computed(rule, index[0], constituents.Where(c => c[0] == index[0] && c[2] == index[2]));
            Assert.Equal(index[3].Length == 0 ? null : Number(index[3]), value);
            versions.Add(new(index[0], index[4], value));
        }

        return versions;
    }

    private static decimal? Computed(string rule, string date, IEnumerable<string[]> constituents)
    {
        var run = new IndexRun().Define(date + "T00:00:00Z", rule);
        foreach (var c in constituents)
        {
            foreach (var (@class, number) in new[] { ("hour", c[5]), ("weight", c[6]) })
                run.Price(
                    date + "T01:00:00Z",
                    c[3],
                    $"h100 {c[4]}".TrimEnd(),
                    Number(number),
                    @class,
                    region: "eu",
                    terms: c[7] == "1" ? "included" : c[8],
                    currency: Currency.USD
                );
        }

        return run.Tick(date + "T23:30:00Z").Last.Value;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private sealed record Version(string Date, string Computed, decimal? Value);
}
