// The findings of docs/hedge-quality.md on the public data, within bounds, so that the page stays true.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Node.Studies;
using Xunit;

namespace Tokenbourse.Integration.RealData;

public sealed class HedgeQualityTests
{
    [Fact]
    public void No_index_of_token_list_prices_hedges_who_stays_and_the_router_is_hedged_by_its_own_basket()
    {
        var folder = SharedData.Folder();
        Assert.SkipWhen(SharedData.Files("llm_price_events.csv*").Length == 0, "no token prices");
        var report = TokenStudy.Run(StudyFacts.Tokens(folder, StudyFacts.Read(folder), []));
        Assert.Equal(2, report.Books.Count);
        foreach (var book in report.Books)
        {
            foreach (var line in book.Lines)
            {
                Assert.InRange(Of(line, "one model").R2, 0, 0.1);
                Assert.InRange(Of(line, "one maker, newest").R2, 0, 0.1);
                Assert.InRange(Of(line, "provider").R2, 0, 0.1);
            }

            var basket = Line(book, "cheapest three models, no probation");
            Assert.InRange(Of(basket, "router").R2, 0.9, 1);
            Assert.InRange(Of(basket, "router").Strip, 0.9, 1);
            var middle = Line(book, "makers, middle half");
            Assert.InRange(middle.Daily.Volatility, 0.5, 1.0);
            Assert.InRange(middle.Attack!.CutMonth, -0.1, 0);
            Assert.InRange(Line(book, "matched models, 10 % trimmed").Daily.Still, 0.9, 1);
            Assert.All(
                book.Needs.Where(n => n.Name.StartsWith("makers, middle half", StringComparison.Ordinal)),
                n => Assert.InRange((double)n.Above40 / n.Moves, 0, 0.01)
            );
        }

        Assert.All(report.Drift, d => Assert.True(Math.Abs(d.Entry) > Math.Abs(d.Listed), d.Grade));
        Assert.InRange(report.Usage!.MixShare, 0.8, 1);
        Assert.True(report.TaskCosts!.AtSamePrice > report.TaskCosts.Changes / 2);
    }

    [Fact]
    public void Gpu_hours_step_and_spot_floats_but_the_chain_of_cleaned_lists_moves_little()
    {
        var folder = SharedData.Folder();
        Assert.SkipWhen(SharedData.Files("gpu_prices.csv*").Length == 0, "no GPU prices");
        var report = GpuStudy.Run(StudyFacts.Gpus(folder, StudyFacts.Read(folder), []));
        Assert.Contains(
            report.Steps,
            s => s.StartsWith("2025-06-05 aws on_demand us-east-1 12.29 to 6.88 (-44 %)", StringComparison.Ordinal)
        );
        var low = report.Terms.Single(t => t.Terms == "spot" && t.Seller == "datacrunch");
        Assert.Equal((0.38, "2025-01-29"), (low.Low, low.LowDay));
        Assert.InRange(report.Terms.Single(t => t.Terms == "spot" && t.Seller == "aws").Daily.Volatility, 0.9, 1.3);
        var wide = report.Series.Where(s => s.Window == "G4_multi26").ToList();
        Assert.InRange(wide.Single(s => s.Name == "matched sellers, chained").Daily.Volatility, 0.05, 0.25);
        Assert.InRange(
            wide.Single(s => s.Name.EndsWith("as recorded", StringComparison.Ordinal)).Daily.Volatility,
            0.9,
            1.6
        );
        var chain = report.Lines.Single(l => l.Name == "matched sellers, chained");
        Assert.InRange(Of(chain, "one cloud, on demand").R2, 0, 0.2);
    }

    private static ConstructionLine Line(BookReport book, string name) =>
        book.Lines.First(l => l.Name == name && !l.Assumed);

    private static HedgeFigure Of(ConstructionLine line, string hedger) =>
        line.Hedges.Single(h => h.Hedger == hedger).Figure;
}
