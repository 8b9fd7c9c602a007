// Documents that are well-formed and facts that are within their ranges never stop the machine.
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class HostileDocumentTests
{
    private const string Start = "2026-03-01T00:00:00Z";

    private const string Ratio =
        """{"step":"take","classes":["available","capacity"]},{"step":"ratio","of":"available","to":"capacity"},{"step":"combine","by":"arithmetic mean"}""";

    [Fact]
    public void Diagnostics_of_a_measure_that_is_zero_are_told_without_a_logarithm()
    {
        var text = NodeRun.Rule("A", "supply", Ratio, "").Replace("\"steps\"", "\"diagnostics\":true,\"steps\"");
        var run = new IndexRun()
            .Define(Start, text)
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "available", 0m)
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "capacity", 40m)
            .Measure("2026-03-01T01:00:00Z", "supply", "y", "available", 10m)
            .Measure("2026-03-01T01:00:00Z", "supply", "y", "capacity", 40m)
            .Tick("2026-03-01T21:00:00Z");
        Assert.Equal(0.1250m, run.Last.Value);
        Assert.Equal(2, run.Last.Diagnostics!.Contributors);
        // The distance of a logarithm from a mean has no meaning where a value is zero.
        Assert.Equal(0m, run.Last.Diagnostics.Dispersion);
    }

    [Fact]
    public void A_linked_measure_that_was_zero_joins_instead_of_dividing()
    {
        const string Linked =
            """{"step":"take","classes":["hours"]},{"step":"group","by":"seller","take":"median"},{"step":"panel link","by":"arithmetic mean"}""";
        var run = new IndexRun()
            .Define(Start, NodeRun.Rule("L", "supply", Linked, ""))
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "hours", 0m)
            .Measure("2026-03-01T01:00:00Z", "supply", "y", "hours", 4m)
            .Tick("2026-03-01T21:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        run.Measure("2026-03-02T01:00:00Z", "supply", "x", "hours", 5m)
            .Measure("2026-03-02T01:00:00Z", "supply", "y", "hours", 6m)
            .Tick("2026-03-02T21:00:00Z");
        // y alone has a relative: 2 * 6 / 4.
        Assert.Equal(3.0000m, run.Last.Value);
        Assert.Contains(run.Last.LeftOut, l => l.Reason.StartsWith("joined", StringComparison.Ordinal));
    }

    [Fact]
    public void A_measure_too_small_to_divide_by_is_refused_with_field_value_and_rule()
    {
        var run = new IndexRun()
            .Define(Start, NodeRun.Rule("A", "supply", Ratio, ""))
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "available", 1_000_000_000_000m)
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "capacity", 0.0000000000000000000000000001m);
        Assert.Equal(MessageKind.ObservationRefused, run.Events[^1].Kind);
        var refused = Documents.Read<RefusedObservation>(run.Events[^1].Bytes);
        Assert.Equal("value", refused.Field);
        Assert.Contains("1e-9", refused.Rule, StringComparison.Ordinal);
        Assert.Null(run.Tick("2026-03-01T21:00:00Z").Last.Value);
    }

    [Fact]
    public void An_adjusted_and_linked_index_with_a_base_takes_new_coefficients()
    {
        const string Steps =
            """{"step":"take","classes":["hour"],"terms":["on_demand"]},{"step":"where","trait":"tier","is":["neocloud"]},{"step":"convert"},{"step":"adjust","leastRows":4,"traits":[{"name":"pcie","trait":"item","as":"is","values":["h100-pcie"],"least":"-0.6","most":"0.1"}]},{"step":"group","by":"seller","take":"weighted median"},{"step":"panel link","by":"arithmetic mean"},{"step":"base","value":"100"}""";
        var run = new IndexRun().Define(Start, NodeRun.Rule("G", "gpu", Steps));
        foreach (var (seller, item, price) in Nodes)
            run.Node("2026-03-01T01:00:00Z", seller, item, price);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(100.0000m, run.Last.Value);
        run.Node("2026-03-10T01:00:00Z", "c", "h100-pcie", 1.2m).Node("2026-03-10T01:00:00Z", "d", "h100-pcie", 1.2m);
        run.Tick("2026-03-31T21:00:00Z");
        Assert.Equal(87.5000m, run.Last.Value);
        // The first print of April has another coefficient; the level does not move by it.
        run.Tick("2026-04-01T21:00:00Z");
        Assert.NotEqual(run.Prints[^2].Coefficients![0].Value, run.Last.Coefficients![0].Value);
        Assert.Equal(87.5000m, run.Last.Value);
    }

    [Fact]
    public void A_shadow_of_a_measure_that_is_zero_waits_for_a_ratio()
    {
        const string Sum = """{"step":"take","classes":["hours"]},{"step":"combine","by":"sum"}""";
        var shadow = NodeRun
            .Rule("B", "supply", Sum, "")
            .Replace("\"steps\"", "\"shadowOf\":\"A\",\"alarm\":\"0.05\",\"steps\"", StringComparison.Ordinal);
        var run = new IndexRun()
            .Define(Start, NodeRun.Rule("A", "supply", Sum, ""))
            .Define(Start, shadow)
            .Measure("2026-03-01T01:00:00Z", "supply", "x", "hours", 0m)
            .Tick("2026-03-01T21:00:00Z");
        Assert.All(run.Prints, p => Assert.Equal(0.0000m, p.Value));
        run.Measure("2026-03-02T01:00:00Z", "supply", "x", "hours", 4m).Tick("2026-03-02T21:00:00Z");
        Assert.Equal(4.0000m, run.Last.Value);
        Assert.DoesNotContain(run.Events, e => e.Kind == MessageKind.IndexAlarm);
    }

    private static readonly (string, string, decimal)[] Nodes =
    [
        ("a", "h100-sxm", 2m),
        ("b", "h100-sxm", 2m),
        ("c", "h100-pcie", 1.6m),
        ("d", "h100-pcie", 1.6m),
    ];
}
