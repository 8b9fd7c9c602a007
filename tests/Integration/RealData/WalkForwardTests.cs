// The findings of docs/hedging/walk-forward.md on the public data, within bounds, so that the page stays true.
using Tokenbourse.Analytics.Walks;
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
        Assert.SkipWhen(SharedData.Files("trace_azure2023.csv*").Length == 0, "no usage traces");
        var (source, books) = WalkFacts.Read(folder, Path.Combine(Root(), "rulebook"), _ => { });
        var report = WalkStudy.Run(source, books, WalkRules.Usual, _ => { });
        var linked = Of(report, "index-linked buyer", HedgeStrategy.Strip).Figures;
        Assert.True(linked.Months >= 18);
        Assert.InRange(linked.Reduction, 0.98, 1);
        foreach (var name in (string[])["one-model buyer", "one-maker buyer"])
            Assert.False(Of(report, name, HedgeStrategy.Strip).Figures.Reduction > 0.3, name);
        foreach (var walk in report.Walks)
        foreach (var m in walk.Months)
            Assert.Equal(m.Net, m.Budget + m.IndexMove + m.Basis - m.Strip - m.Roll + m.Fees + m.Interest);
        Assert.All(
            report.Crowds.Where(c => c.Contract == "TK" && c.Counted > 0),
            c => Assert.True(c.Median < 0.3, c.Group)
        );
    }

    private static WalkLine Of(WalkReport report, string hedger, HedgeStrategy strategy) =>
        report.Lines.Single(l => l.Hedger == hedger && l.Strategy == strategy);

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !Directory.Exists(Path.Combine(at.FullName, "rulebook")))
            at = at.Parent;
        Assert.NotNull(at);
        return at.FullName;
    }
}
