// The laboratory's deals: a function of the seed, marked simulated, and enough to make the index of deals print.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Deals;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class DealFlowTests
{
    private static readonly TradingDate _first = TradingDate.Of(2026, 1, 30);

    [Fact]
    public void The_same_seed_gives_the_same_deals_and_each_is_marked()
    {
        var one = new DealFlow(7, _first).Of(_first.Plus(3)).Select(Documents.Write).ToList();
        var same = new DealFlow(7, _first).Of(_first.Plus(3)).Select(Documents.Write).ToList();
        var other = new DealFlow(8, _first).Of(_first.Plus(3)).Select(Documents.Write).ToList();
        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
        Assert.All(
            new DealFlow(7, _first).Of(_first.Plus(100)),
            d =>
            {
                Assert.True(d.Simulated);
                Assert.StartsWith("simulated-", d.Seller, StringComparison.Ordinal);
                Assert.Equal(DealFlow.Source, d.Source);
            }
        );
    }

    [Fact]
    public void The_shipped_indices_of_deals_print_on_them_with_their_shadows_and_say_that_they_are_simulated()
    {
        var run = new IndexRun();
        foreach (var name in new[] { "CSTI-T", "CSTI-T-MED", "CSTI-T-TQ", "CSTI-T-UV" })
            run.Define("2026-01-30T00:00:00Z", ReferenceData.Rule(name));
        foreach (var fact in new DealFlow(7, _first).Facts(_first.Plus(140)))
            run.Send(fact.Seen, fact.Kind, fact.Document.ToArray());
        run.Tick("2026-06-20T00:00:00Z");
        Assert.DoesNotContain(run.Events, e => e.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused);
        foreach (var index in run.Prints.GroupBy(p => p.Index, StringComparer.Ordinal))
        {
            var values = index.Where(p => p.Value is not null).ToList();
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{index.Key}: {values.Count} of {index.Count()}, {values[0].Value} to {values[^1].Value}"
            );
            Assert.True(values.Count >= index.Count() - 3);
            Assert.All(values, p => Assert.EndsWith("simulated deals", p.TierName, StringComparison.Ordinal));
        }

        var prints = run.Prints.Where(p => p.Index == "CSTI-T").ToList();
        Assert.All(prints.Where(p => p.Value is not null), p => Assert.True(p.Diagnostics!.LargestShare <= 0.25m));
        Assert.Contains(prints, p => p.Diagnostics!.Regression is { Fault: null, RSquared: > 0.7m });
        Assert.Contains(run.Events, e => e.Kind == MessageKind.IndexAlarm);
    }
}
