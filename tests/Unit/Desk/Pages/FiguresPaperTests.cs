// What the page shows of a plan: every panel has its sentence in both languages, its figures are the plan's own.
using System.Text.Json;
using System.Text.RegularExpressions;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Pages;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Desk.Reports;
using Xunit;

namespace Tokenbourse.Unit.Desk.Pages;

public sealed partial class FiguresPaperTests
{
    private static FiguresPaper Of(HedgePlan plan, HedgePlan? before = null) =>
        FiguresPaper.Of(plan, before, new Tracking(plan, plan.Exposure, plan.Market).Of([]));

    [Fact]
    public void Every_panel_says_its_chart_in_one_sentence_in_both_languages_with_the_same_figures()
    {
        foreach (var plan in new[] { SamplePlan.Plan, ReportSamples.Plan() })
        {
            var paper = Of(plan, SamplePlan.Plan);
            Assert.Equal(12, paper.Figures.Count);
            foreach (var figure in paper.Figures)
            {
                Assert.Matches("[\u4e00-\u9fff]", figure.Summary.Zh);
                Assert.EndsWith("。", figure.Summary.Zh.TrimEnd(), StringComparison.Ordinal);
                Assert.Equal(Numbers(figure.Summary.En), Numbers(figure.Summary.Zh));
                Assert.NotEmpty(figure.How.Formula.Zh);
                Assert.True(figure.Chart is null || figure.Table is not null, figure.Id);
            }
        }
    }

    [Fact]
    public void The_head_shows_what_the_plan_holds_with_inputs_and_where_they_come_from()
    {
        var paper = Of(SamplePlan.Plan);
        var risk = SamplePlan.Plan.Risk;
        var head = paper.Head.ToDictionary(h => h.Id);
        Assert.Equal(ReportFigures.Raw(risk.AtRiskAfter.Value), head["at-risk"].Now.Raw);
        Assert.Equal(ReportFigures.Raw(risk.AtRiskBefore.Value), head["at-risk"].Was!.Raw);
        Assert.Equal(ReportFigures.Raw(risk.LiquidityTenDays.Value), head["liquidity"].Now.Raw);
        Assert.Equal(
            ["expected", "at-risk", "over-budget", "hedged", "breaches", "liquidity"],
            paper.Head.Select(h => h.Id)
        );
        Assert.All(paper.Head.Where(h => h.Id != "breaches"), h => Assert.NotEmpty(h.How.Inputs));
        var hedged = paper.Months.Sum(m =>
            m.Share * (double)SamplePlan.Plan.Exposure.Months.First(e => e.Month == m.Month).Base
        );
        Assert.Equal(
            double.Parse(head["hedged"].Now.Raw!, null),
            hedged / (double)SamplePlan.Plan.Exposure.Months.Sum(m => m.Base),
            6
        );
        Assert.Equal(SamplePlan.Plan.Digest, paper.Digest);
    }

    [Fact]
    public void Calls_are_a_distribution_on_the_same_paths_and_grow_with_their_share()
    {
        var calls = SamplePlan.Plan.Risk.Calls!;
        Assert.Equal(calls.Quantiles.Select(q => q.TenDays).Order(), calls.Quantiles.Select(q => q.TenDays));
        Assert.All(calls.Quantiles, q => Assert.True(q.TenDays >= 0 && q.Worst >= 0));
        var chosen = SamplePlan.Plan.Strategies.First(s => s.Name == SamplePlan.Plan.Chosen);
        Assert.Equal(chosen.PeakCall!.Value, calls.Quantiles[^1].Worst, 6);
    }

    [Fact]
    public void A_plan_of_an_older_program_keeps_its_digest()
    {
        var plan = SamplePlan.Plan;
        var old = PlanDigest.Sealed(
            plan with
            {
                Risk = plan.Risk with { Calls = null },
                Ratio = plan.Ratio with { Sample = null },
            }
        );
        var text = JsonSerializer.Serialize(old, Tokenbourse.Desk.DeskJson.Default.HedgePlan);
        Assert.DoesNotContain("\"calls\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"sample\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"items\"", text, StringComparison.Ordinal);
        Assert.True(PlanDigest.Holds(JsonSerializer.Deserialize(text, Tokenbourse.Desk.DeskJson.Default.HedgePlan)!));
    }

    [Fact]
    public void What_changed_is_price_and_volume_of_the_months_in_both_plans()
    {
        var before = SamplePlan.Plan;
        var more = before with
        {
            Exposure = before.Exposure with
            {
                Months = [.. before.Exposure.Months.Select(m => m with { Base = m.Base * 2, Open = m.Open * 2 })],
            },
        };
        var changed = Of(PlanDigest.Sealed(more), before).Figures.First(f => f.Id == "changed");
        Assert.Equal("0", changed.Table!.Rows[0][3].Text);
        var volume = PlannedMonths.Of(before).Sum(m => m.Volume * m.Index);
        Assert.Equal(
            volume,
            decimal.Parse(changed.Table.Rows[1][3].Raw!, System.Globalization.CultureInfo.InvariantCulture),
            2
        );
    }

    [Theory]
    [InlineData(null, "monthly changes")]
    [InlineData(Tokenbourse.Analytics.Hedging.Frequency.Month, "monthly changes")]
    [InlineData(Tokenbourse.Analytics.Hedging.Frequency.Day, "none")]
    public void The_ratio_is_of_the_sample_and_the_changes_that_were_asked_for(
        Tokenbourse.Analytics.Hedging.Frequency? frequency,
        string method
    )
    {
        var history = Enumerable.Range(0, 40).Select(i => 6m + (decimal)Math.Sin(i) + (0.03m * i)).ToList();
        var first = ContractMonth.Of(2023, 1);
        var request = SamplePlan.Request with
        {
            Programme = SamplePlan.Programme with
            {
                Mapping = [new("*", "TK", "price", null, Tokenbourse.Desk.Exposures.PriceBasis.ListPrice, null, 0, "")],
            },
            Exposure = SamplePlan.Exposure with { Actual = [] },
            Market = SamplePlan.Market with
            {
                IndexHistory = [.. history.Select((v, i) => new IndexDay(first.Plus(i).First, v))],
            },
            Own = [.. history.Select((v, i) => new IndexDay(first.Plus(i).First, v * 1.1m))],
            Options = new() { Ratio = new(frequency, TradingDate.Of(2023, 6, 1)) },
        };
        var ratio = PlanRatio.Of(request);
        Assert.Equal(method, ratio.Method);
        Assert.Equal(TradingDate.Of(2023, 6, 1), ratio.Sample!.From);
        Assert.Equal("month", ratio.Sample.History);
        Assert.Equal(
            frequency is null ? "guard"
                : frequency == Tokenbourse.Analytics.Hedging.Frequency.Month ? "month"
                : "day",
            ratio.Sample.Asked
        );
    }

    private static IEnumerable<string> Numbers(string text) =>
        Figure().Matches(text).Select(m => m.Value.TrimEnd('.', ',', '%')).Order(StringComparer.Ordinal);

    // Figures with a point, a thousands mark or a per cent: small counts are said in words by one language or the other.
    [GeneratedRegex(@"\d+[.,]\d[\d.,]*")]
    private static partial Regex Figure();
}
