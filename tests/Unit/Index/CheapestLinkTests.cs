// The link over groups that take their cheapest offer: the rule of the group over the offers of both prints.
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class CheapestLinkTests
{
    private const string Steps =
        """{"step":"take","classes":["hour"]},{"step":"convert"},{"step":"group","by":"seller","take":"cheapest"},{"step":"panel link","by":"arithmetic mean"}""";

    [Fact]
    public void Another_offer_becomes_the_cheapest_and_the_level_follows_the_cheapest_of_both_prints()
    {
        // a sells x at 2 and y at 3: 2. Then x costs 6 and y still 3: the cheapest of both offers went from 2 to 3.
        var run = new IndexRun().Define("2026-03-01T00:00:00Z", NodeRun.Rule("G", "gpu", Steps));
        run.Node("2026-03-01T01:00:00Z", "a", "x", 2m).Node("2026-03-01T01:00:00Z", "a", "y", 3m);
        run.Tick("2026-03-01T21:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
        run.Node("2026-03-02T01:00:00Z", "a", "x", 6m).Tick("2026-03-02T21:00:00Z");
        Assert.Equal(3.0000m, run.Last.Value);

        // A new offer z at 1 is cheaper: it counts from the next print, until then y is compared with itself.
        run.Node("2026-03-03T01:00:00Z", "a", "z", 1m).Tick("2026-03-03T21:00:00Z");
        Assert.Equal(3.0000m, run.Last.Value);
        run.Node("2026-03-04T01:00:00Z", "a", "z", 0.5m).Tick("2026-03-04T21:00:00Z");
        Assert.Equal(1.5000m, run.Last.Value);
    }
}
