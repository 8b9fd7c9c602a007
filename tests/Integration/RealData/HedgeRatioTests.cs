// What docs/hedge-ratio.md says of the guard on the public data, counted again, so that the page stays true.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Studies;
using Xunit;

namespace Tokenbourse.Integration.RealData;

public sealed class HedgeRatioTests
{
    [Fact]
    public void List_prices_seldom_carry_a_ratio_and_what_is_linked_to_the_index_does()
    {
        var folder = SharedData.Folder();
        Assert.SkipWhen(SharedData.Files("llm_price_events.csv*").Length == 0, "no token prices");
        var facts = StudyFacts.Tokens(folder, StudyFacts.Read(folder), []);
        var grade = Grade.Anchored("grade S", facts.Scores, TokenStudy.Anchors);
        var all = PricePanel.Of(facts.Prices, facts.Rates, facts.First, facts.Last, Currency.USD, Bundle.Uncached);
        var routed = Count(all.Where(o => o.Seller == facts.Router), grade);
        var named = Count(all.Where(o => o.Seller != facts.Router), grade);
        TestContext.Current.SendDiagnosticMessage(
            $"router {string.Join(' ', routed)}, named {string.Join(' ', named)}"
        );
        // The page counts 96, 38 and 3 of 137, and 107, 32 and 0 of 139.
        Assert.InRange(routed[HedgeVerdict.NotEstimable], 80, 110);
        Assert.InRange(named[HedgeVerdict.NotEstimable], 90, 120);
        Assert.InRange(routed[HedgeVerdict.Usable] + named[HedgeVerdict.Usable], 0, 8);
    }

    [Fact]
    public void Renters_of_gpu_hours_get_no_ratio_from_history()
    {
        var folder = SharedData.Folder();
        Assert.SkipWhen(SharedData.Files("gpu_prices.csv*").Length == 0, "no GPU prices");
        var facts = StudyFacts.Gpus(folder, StudyFacts.Read(folder), []);
        var first = facts.Prices[0].Known < facts.Windows[0].First ? facts.Prices[0].Known : facts.Windows[0].First;
        var all = PricePanel
            .Of(facts.Prices, facts.Rates, first, facts.Windows[^1].Last, Currency.USD, null, 62)
            .Where(o => o.Item == facts.Item);
        var small = new Universe(all.Where(o => o.Terms == "on_demand" && !facts.Large.Contains(o.Seller)), null, 0);
        var verdicts = new List<HedgeVerdict>();
        foreach (var window in facts.Windows)
        {
            var chain = GpuConstructions.All(small, [window])[0].Series;
            var inside = GpuConstructions.Inside([window], first, small.Panel.Days);
            verdicts.AddRange(
                GpuHedgers
                    .All(all, facts.Large, inside)
                    .SelectMany(h => h.Costs)
                    .Select(cost => Estimate(first, cost, chain).Verdict)
            );
        }

        // The page counts 227, 5 and 0 of 232.
        Assert.InRange(verdicts.Count, 200, 260);
        Assert.InRange(verdicts.Count(v => v == HedgeVerdict.NotEstimable), verdicts.Count - 15, verdicts.Count);
        Assert.InRange(verdicts.Count(v => v == HedgeVerdict.Usable), 0, 2);
    }

    private static SortedDictionary<HedgeVerdict, int> Count(PricePanel panel, Grade grade)
    {
        var index = new Universe(panel, grade, 30).Series(Levels.MakersMiddleHalf(6));
        var atOnce = new Universe(panel, grade, 0);
        // The contract that is written on the index, and who buys the basket that it is made of.
        var linked = Estimate(panel.First, [.. index.Select(v => 1.3 * v)], index);
        Assert.Equal((RatioMethod.MonthlyChanges, HedgeVerdict.Usable), (linked.Method, linked.Verdict));
        Assert.Equal(1, linked.Proposed!.Value, 9);
        var basket = Estimate(panel.First, TokenHedgers.Router(atOnce, 3), atOnce.Series(Levels.CheapestModels(3)));
        Assert.Equal(HedgeVerdict.Usable, basket.Verdict);
        Assert.InRange(basket.Chosen!.Effectiveness!.OutOfSampleShrunk!.Value, 0.85, 1);
        var counts = new SortedDictionary<HedgeVerdict, int>();
        foreach (var verdict in Enum.GetValues<HedgeVerdict>())
            counts[verdict] = 0;
        foreach (var cost in TokenHedgers.All(atOnce).SelectMany(h => h.Costs))
            counts[Estimate(panel.First, cost, index).Verdict]++;
        return counts;
    }

    private static HedgeRatioEstimate Estimate(TradingDate first, double[] own, double[] index) =>
        HedgeRatio.Estimate(PairedHistory.Daily(first, own, index));
}
