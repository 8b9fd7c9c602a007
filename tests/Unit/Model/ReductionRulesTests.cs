// How forced reduction stands in a contract's document.
using System.Text;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class ReductionRulesTests
{
    private static MarketModel Read(string ladder, List<SpecFault> faults) =>
        MarketModel.Read(Fields.Parse(Encoding.UTF8.GetBytes($$"""{"limitLadder":{{ladder}}}"""), faults));

    [Fact]
    public void What_is_left_out_is_the_Shanghai_style()
    {
        var faults = new List<SpecFault>();
        var model = Read("""{"steps":["0.03"],"afterLast":"reduce"}""", faults);
        Assert.Empty(faults);
        Assert.Equal(AfterLadder.Reduce, model.AfterLadder);
        Assert.Same(ReductionRules.Shanghai, model.Reduction);
        model = Read("""{"steps":["0.03"],"afterLast":"reduce","reduction":{"lossAtLeast":"0.1"}}""", faults);
        Assert.Empty(faults);
        Assert.Equal(ReductionRules.Shanghai with { LeastLossPpm = 100_000 }, model.Reduction);
    }

    [Fact]
    public void Tiers_and_averaging_are_read()
    {
        var faults = new List<SpecFault>();
        var model = Read(
            """
            {"steps":["0.03"],"afterLast":"reduce","reduction":{"lossAtLeast":"0.1","averaging":"all lots",
            "tiers":[{"from":"0.1"},{"from":"0.06","below":"0.1"},{"below":"0.06"},{"for":"hedge","from":"0.07"}]}}
            """,
            faults
        );
        Assert.Empty(faults);
        Assert.Equal(AveragingSet.AllLots, model.Reduction.Averaging);
        Assert.Equal(
            ReductionRules.Financial.Tiers.Append(new(ReductionPurpose.Hedge, 70_000, null)),
            model.Reduction.Tiers
        );
    }

    [Theory]
    [InlineData("""{"afterLast":"reduce"}""")]
    [InlineData("""{"steps":["0.03"],"afterLast":"stay","reduction":{}}""")]
    [InlineData("""{"steps":["0.03"],"reduction":{}}""")]
    [InlineData("""{"steps":["0.03"],"afterLast":"reduce","reduction":{"tiers":[]}}""")]
    [InlineData("""{"steps":["0.03"],"afterLast":"reduce","reduction":{"tiers":[{"from":"0.06","below":"0.06"}]}}""")]
    [InlineData("""{"steps":["0.03"],"afterLast":"reduce","reduction":{"averaging":"some lots"}}""")]
    [InlineData("""{"steps":["0.03"],"afterLast":"reduce","reduction":{"draw":"coins"}}""")]
    public void What_makes_no_sense_is_refused(string ladder)
    {
        var faults = new List<SpecFault>();
        Read(ladder, faults);
        Assert.NotEmpty(faults);
    }
}
