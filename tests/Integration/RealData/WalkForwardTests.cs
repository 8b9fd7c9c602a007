// The findings of docs/hedging/walk-forward.md on the public data, within bounds, so that the page stays true.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Studies;
using Xunit;

namespace Tokenbourse.Integration.RealData;

public sealed class WalkForwardTests
{
    [Fact]
    [Trait("Weight", "heavy")]
    public void Buyers_at_list_prices_are_not_hedged_and_the_buyer_on_an_index_linked_contract_is()
    {
        var folder = SharedData.Folder();
        Assert.SkipWhen(SharedData.Files("llm_price_events.csv*").Length == 0, "no token prices");
        var facts = StudyFacts.Tokens(folder, StudyFacts.Read(folder), []);
        var grade = Grade.Anchored("grade S", facts.Scores, TokenStudy.Anchors);
        var panel = PricePanel.Of(
            facts.Prices.Where(p => p.Offer.Seller != facts.Router),
            facts.Rates,
            facts.First,
            facts.Last,
            Currency.CNY,
            Bundle.Standard
        );
        // The construction of the shipped index, without its screens and tiers.
        var index = new Universe(panel, grade, 30).Series(Levels.MakersMiddleHalf(4));
        var contract = new WalkContract("TK", "", "CNY", facts.First, index, 10_000, 0.002m, 0.00002m, 0, 0.4m, false);
        var first = Array.FindIndex(index, double.IsFinite);
        var start = ContractMonth.Of(facts.First.Plus(first));
        WalkResult Run(WalkHedger hedger) =>
            Walk.Run(hedger, HedgeStrategy.Strip, contract, null, start, ContractMonth.Of(facts.Last), WalkRules.Usual);
        var linked = Run(new WalkHedger("linked", "", false, 7000, facts.First, [], true, 0.5));
        Assert.True(linked.Months.Count >= 15);
        Assert.InRange(WalkFigures.Of(linked, 6, 1).Reduction, 0.98, 1);
        var buyers = new Universe(panel, grade, 0);
        var walks = TokenBuyers
            .ModelsOn(buyers, start.Last.Days - facts.First.Days)
            .Select(m => Run(new WalkHedger(m, "", false, 7000, facts.First, TokenBuyers.Model(buyers, m).Prices)))
            .Where(w => w.Months.Count >= WalkStudy.LeastMonths)
            .ToList();
        Assert.True(walks.Count >= 5);
        var reductions = walks.ConvertAll(w => WalkFigures.Of(w, 6, 1).Reduction).FindAll(double.IsFinite);
        reductions.Sort();
        Assert.InRange(reductions[reductions.Count / 2], double.NegativeInfinity, 0.2);
        foreach (var m in walks.Append(linked).SelectMany(w => w.Months))
            Assert.Equal(m.Net, m.Budget + m.IndexMove + m.Basis - m.Strip - m.Roll + m.Fees + m.Interest);
    }
}
