// The link over a changing panel, and who counts how much, by hand.
using System.Globalization;
using Tokenbourse.Index;
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class PanelLinkTests
{
    private const string Steps =
        """{"step":"take","classes":["hour"]},{"step":"convert"},{"step":"group","by":"seller","take":"median"},{"step":"panel link","by":"arithmetic mean"}""";

    [Fact]
    public void Who_joins_or_leaves_does_not_move_the_level_and_who_stays_does()
    {
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("G", "gpu", Steps));
        run.Node("2026-03-01T01:00:00Z", "a", "h", 2m).Node("2026-03-01T01:00:00Z", "b", "h", 4m);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(3.0000m, run.Last.Value);

        // 3 * mean(3, 4) / mean(2, 4); c counts from the next print.
        run.Node("2026-03-02T01:00:00Z", "a", "h", 3m).Node("2026-03-02T01:00:00Z", "c", "h", 100m);
        run.Tick("2026-03-02T21:00:00Z");
        Assert.Equal(3.5000m, run.Last.Value);
        Assert.Equal("joined: counts from the next print: h@c (us)", Assert.Single(run.Last.LeftOut).Reason);

        // b leaves; a and c are matched: 3.5 * mean(3, 110) / mean(3, 100) = 3.5 * 56.5 / 51.5.
        run.Node("2026-03-03T01:00:00Z", "b", "h", null).Node("2026-03-03T01:00:00Z", "c", "h", 110m);
        run.Tick("2026-03-03T21:00:00Z");
        Assert.Equal(3.8398m, run.Last.Value);
        Assert.Equal(["a", "c"], run.Last.Used.Select(u => u.Name));
    }

    [Fact]
    public void A_dropout_that_makes_the_mean_jump_by_ninety_two_percent_leaves_the_link_where_it_is()
    {
        var mean = Steps.Replace("panel link", "combine", StringComparison.Ordinal);
        var run = new IndexRun()
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("LINKED", "gpu", Steps))
            .Define("2026-03-01T00:00:00Z", NodeRun.Rule("MEAN", "gpu", mean));
        foreach (var (seller, price) in new[] { ("a", 2m), ("b", 2.2m), ("c", 8.3m), ("d", 8.9m), ("e", 3.5m) })
            run.Node("2026-03-01T01:00:00Z", seller, "h", price);
        run.Tick("2026-03-01T21:00:00Z");
        foreach (var gone in new[] { "a", "b", "e" })
            run.Node("2026-03-02T01:00:00Z", gone, "h", null);
        run.Tick("2026-03-02T21:00:00Z");
        Assert.Equal([4.98m, 8.6m], run.Prints.Where(p => p.Index == "MEAN").Select(p => p.Value!.Value));
        Assert.Equal([4.98m, 4.98m], run.Prints.Where(p => p.Index == "LINKED").Select(p => p.Value!.Value));
    }

    [Fact]
    public void Nothing_matched_is_withheld_and_the_next_print_goes_on_from_the_level()
    {
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("G", "gpu", Steps));
        run.Node("2026-03-01T01:00:00Z", "a", "h", 2m).Tick("2026-03-01T21:00:00Z");
        run.Node("2026-03-02T01:00:00Z", "a", "h", null).Node("2026-03-02T01:00:00Z", "b", "h", 50m);
        run.Tick("2026-03-02T21:00:00Z");
        Assert.Null(run.Last.Value);
        run.Reload().Node("2026-03-03T01:00:00Z", "b", "h", 55m).Tick("2026-03-03T21:00:00Z");
        Assert.Equal(2.2000m, run.Last.Value);
    }

    [Theory]
    [InlineData("0.1", "0.6 1 1 0.6")]
    [InlineData("0.25", "0 1 1 0")]
    [InlineData("0.3", "0 0.8 0.8 0")]
    [InlineData("0", "1 1 1 1")]
    public void The_ends_lose_their_share_of_the_weight(string share, string left)
    {
        var rows = Rows(1m, 1m, 1m, 1m);
        Weights.Trimmed(rows, Number(share));
        Assert.Equal(left.Split(' ').Select(Number), rows.Select(r => r.Weight));
    }

    [Theory]
    [InlineData("0.02", "97 1 1 1", "0.94 0.02 0.02 0.02")]
    [InlineData("0.1", "90 10 0 0", "0.7 0.1 0.1 0.1")]
    [InlineData("0.25", "97 1 1 1", "1 1 1 1")]
    [InlineData("0.02", "0 0 0 0", "1 1 1 1")]
    [InlineData("0.01", "4 3 2 1", "0.4 0.3 0.2 0.1")]
    public void No_share_is_below_the_floor(string least, string weights, string shares)
    {
        var given = weights.Split(' ').Select(Number).ToArray();
        var table = new Table { Rows = Rows(given) };
        Weights.Floor(new FloorStep(Number(least)), table);
        Assert.Equal(shares.Split(' ').Select(Number), table.Rows.Select(r => decimal.Round(r.Weight, 20)));
    }

    [Fact]
    public void What_lies_many_deviations_from_the_median_leaves()
    {
        // ln 1, 1.1, 1.21, 1.331, 10: median ln 1.21, |deviations| 2, 1, 0, 1 times ln 1.1 and ln(10/1.21) = 22.2 of
        // them:
        // median 1, limit 3.5 * 1.4826 = 5.19 of them.
        var steps = Steps.Replace(
            """{"step":"panel link""",
            """{"step":"deviation","most":"3.5","least":5},{"step":"panel link""",
            StringComparison.Ordinal
        );
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("G", "gpu", steps));
        foreach (var (seller, price) in new[] { ("a", 1m), ("b", 1.1m), ("c", 1.21m), ("d", 1.331m), ("e", 10m) })
            run.Node("2026-03-01T01:00:00Z", seller, "h", price);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(["a", "b", "c", "d"], run.Last.Used.Select(u => u.Name));
        Assert.Equal(1.1603m, run.Last.Value);
    }

    private static List<Row> Rows(params decimal[] weights)
    {
        var rows = new List<Row>();
        for (var i = 0; i < weights.Length; i++)
        {
            var name = $"s{i}";
            var row = Row.Of(
                new Series(new(i, i, i, i), "gpu", name, "h", "hour", "us", "on_demand"),
                new(1m + i, Currency.USD, 0, 0, i, 0, i, 1),
                1m + i
            );
            row.Weight = weights[i];
            rows.Add(row);
        }

        return rows;
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
