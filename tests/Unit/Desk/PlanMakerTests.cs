// A whole plan: the same digits again, whole lots inside the bands, and what it says when no hedge would help.
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class PlanMakerTests
{
    [Fact]
    public void The_same_documents_make_the_same_plan_and_its_digest_outlives_the_file()
    {
        var plan = SamplePlan.Plan;
        Assert.Equal(64, plan.Digest.Length);
        Assert.Equal(
            plan.Digest,
            PlanMaker.Make(SamplePlan.Request with { Options = SamplePlan.Request.Options with { Threads = 2 } }).Digest
        );
        var text = JsonSerializer.Serialize(plan, DeskJson.Default.HedgePlan);
        var again = JsonSerializer.Deserialize(text, DeskJson.Default.HedgePlan)!;
        Assert.True(PlanDigest.Holds(again));
        Assert.False(PlanDigest.Holds(again with { Chosen = "none" }));
        Assert.False(PlanDigest.Holds(again with { Policy = again.Policy with { MostMonths = 11 } }));
    }

    [Fact]
    public void Strategies_are_compared_and_the_hedge_is_whole_lots_inside_the_bands()
    {
        var plan = SamplePlan.Plan;
        Assert.Equal(["none", "strip", "stack and roll", "prepay"], plan.Strategies.Select(s => s.Name));
        var chosen = plan.Strategies.First(s => s.Name == plan.Chosen);
        Assert.NotEmpty(chosen.Months);
        Assert.All(chosen.Months, m => Assert.Equal(m.Lots * 10_000m, m.Units));
        for (var i = 0; i < 6; i++)
        {
            var month = plan.Exposure.Months[i];
            var units = plan.Strategies[1].Months.Where(m => m.Month == month.Month).Sum(m => m.Units);
            var (least, most) = PolicyCheck.Bounds(plan.Policy, month, i + 1);
            Assert.True(units <= most && units > least - 10_000, $"{month.Month}: {units} outside {least} to {most}");
        }

        // The strip takes risk away and costs what the books cost: nobody gains by trading.
        Assert.True(plan.Strategies[1].Reduction > 0.1);
        Assert.True(plan.Strategies[1].CostToTrade > 0);
        Assert.True(plan.Risk.AtRiskAfter.Value < plan.Risk.AtRiskBefore.Value);
        Assert.True(plan.Risk.LiquidityTenDays.Value > (double)plan.Risk.InitialMargin);
        Assert.Equal(12, plan.Risk.After.Count);
        Assert.Equal(0, plan.Strategies[0].Reduction!.Value, 12);
    }

    [Fact]
    public void What_was_mapped_by_its_price_is_not_taken_for_the_index()
    {
        // A list price that never moves: its equivalents rise as the index falls, so that cost by equivalent is the
        // index. Its own price stands still, and nothing can be hedged.
        var index = SamplePlan.Market.IndexHistory;
        var still = SamplePlan.Exposure.Actual.Select(a =>
        {
            var mean = index.Where(d => ContractMonth.Of(d.Day) == a.Month).Average(d => d.Value);
            return a with
            {
                Basis = PriceBasis.ListPrice,
                Cost = 600_000m,
                Equivalent = 600_000m / mean,
                OwnPrice = 6m,
            };
        });
        var plan = PlanMaker.Make(
            SamplePlan.Request with
            {
                Exposure = SamplePlan.Exposure with { Actual = [.. still] },
            }
        );
        Assert.Equal(0, plan.Ratio.Ratio);
        Assert.Equal("none", plan.Chosen);
    }

    [Fact]
    public void List_prices_beside_a_contract_on_the_index_are_judged_by_their_own_bills()
    {
        // Of each month's volume half is written on the index; the other half is a list price that never moves.
        var still = SamplePlan.Exposure.Actual.Select(a =>
            a with
            {
                Item = "still-model",
                Basis = PriceBasis.ListPrice,
                Cost = a.Equivalent * 6m,
                OwnPrice = 6m,
            }
        );
        var request = SamplePlan.Request with
        {
            Exposure = SamplePlan.Exposure with { Actual = [.. SamplePlan.Exposure.Actual, .. still] },
        };
        var plan = PlanMaker.Make(request);
        Assert.Equal((1.0, "by contract"), (plan.Ratio.Ratio, plan.Ratio.Method));
        Assert.Contains("The other 50 % is not hedged", plan.Ratio.Why, StringComparison.Ordinal);
        Assert.Contains("不予套保", plan.Warnings[0].Zh, StringComparison.Ordinal);
        Assert.Equal(request.Exposure, plan.Exposure);
        // Never more than what follows the index.
        foreach (var month in plan.Exposure.Months)
        {
            var units = plan
                .Strategies.First(s => s.Name == "strip")
                .Months.Where(m => m.Month == month.Month)
                .Sum(m => m.Units);
            Assert.True(units <= (month.Floating / 2 * month.Base) + 10_000, $"{month.Month}: {units}");
        }

        Assert.True(
            plan.Strategies[1].Months.Sum(m => m.Units) < SamplePlan.Plan.Strategies[1].Months.Sum(m => m.Units)
        );
    }

    /// <summary>Each month 50,000 units on the index and 100,000 at a list price that never moves, of which a
    /// commitment covers half: 50,000 of each float.</summary>
    [Fact]
    public void What_a_commitment_covers_does_not_count_as_floating_volume_beside_the_contract()
    {
        var actual = SamplePlan.Exposure.Actual.SelectMany(a =>
            new[]
            {
                a with
                {
                    Equivalent = 50_000,
                    Cost = 50_000 * a.OwnPrice,
                    Floating = 1,
                },
                a with
                {
                    Item = "still-model",
                    Basis = PriceBasis.ListPrice,
                    Equivalent = 100_000,
                    Cost = 600_000,
                    OwnPrice = 6,
                    Floating = 0.5m,
                },
            }
        );
        var plan = PlanMaker.Make(
            SamplePlan.Request with
            {
                Exposure = SamplePlan.Exposure with { Actual = [.. actual] },
            }
        );
        Assert.StartsWith("50 % of the floating volume", plan.Ratio.Why, StringComparison.Ordinal);
    }

    /// <summary>Four months at list prices, then all is bought under a contract on the index: what is to come is
    /// linked.</summary>
    [Fact]
    public void The_linked_share_is_that_of_the_month_that_the_forecast_goes_on_from()
    {
        var actual = SamplePlan.Exposure.Actual.Select(
            (a, i) => i == 4 ? a : a with { Basis = PriceBasis.ListPrice, Cost = a.Equivalent * 6, OwnPrice = 6 }
        );
        var plan = PlanMaker.Make(
            SamplePlan.Request with
            {
                Exposure = SamplePlan.Exposure with { AsOf = TradingDate.Of(2026, 5, 31), Actual = [.. actual] },
            }
        );
        Assert.Equal((1.0, "by contract"), (plan.Ratio.Ratio, plan.Ratio.Method));
        Assert.StartsWith("All floating volume", plan.Ratio.Why, StringComparison.Ordinal);
    }

    /// <summary>At a ratio of 0.5 a month of 100,000 floating units wants 50,000 of the index. They are held, so
    /// nothing is wanted any more: a half of what is left, and again a half of that, would end at twice the
    /// hedge.</summary>
    [Fact]
    public void What_is_held_already_is_taken_off_the_ratios_hedge_and_not_off_the_volume()
    {
        var exposure = SamplePlan.Exposure with
        {
            Months =
            [
                .. SamplePlan.Exposure.Months.Select(m =>
                    m with
                    {
                        Base = 100_000,
                        Floating = 1,
                        Hedged = 50_000,
                        Open = 50_000,
                    }
                ),
            ],
        };
        var request = SamplePlan.Request with { Exposure = exposure };
        var half = SamplePlan.Plan.Ratio with { Ratio = 0.5 };
        var (full, low, high) = HedgeSize.Bounds(request, PlanCurve.Of(request), half);
        Assert.All(full, f => Assert.Equal(0, f));
        Assert.All(low.Concat(high), b => Assert.Equal(0, b));
        // Without anything held: 50,000, and the first month's band of 50 to 100 % is that of the ratio's hedge.
        var none = exposure with
        {
            Months = [.. exposure.Months.Select(m => m with { Hedged = 0, Open = 100_000 })],
        };
        (full, low, high) = HedgeSize.Bounds(request with { Exposure = none }, PlanCurve.Of(request), half);
        Assert.Equal((50_000, 25_000, 50_000), (full[0], low[0], high[0]));
    }

    [Fact]
    public void The_initial_margin_is_the_strips_value_times_the_rate()
    {
        var plan = SamplePlan.Plan;
        var chosen = plan.Strategies.First(s => s.Name == plan.Chosen);
        var value = chosen.Months.Sum(m =>
            m.Units * plan.Market.Months.First(q => q.Symbol == m.Symbol).Settlement!.Value
        );
        Assert.Equal((double)(value * 0.40m), (double)plan.Risk.InitialMargin, 0.02);
    }

    [Fact]
    public void A_seller_sells_and_fears_the_fall()
    {
        var plan = PlanMaker.Make(
            SamplePlan.Request with
            {
                Programme = SamplePlan.Programme with { Side = HedgerSide.Seller, Budget = null },
            }
        );
        var strip = plan.Strategies.First(s => s.Name == "strip");
        Assert.All(strip.Months, m => Assert.True(m.Lots < 0));
        Assert.True(strip.Reduction > 0.1);
        var down = plan.Risk.Scenarios.First(s => s.Name == "prices-down-25");
        Assert.True(down.Hedge > 0);
        Assert.True(Math.Abs(down.Net - (down.Physical + down.Hedge)) < 1e-6);
    }

    [Fact]
    public void Prices_that_do_not_follow_the_index_are_not_hedged_and_it_is_said()
    {
        // A list price that never moved: nothing can be estimated.
        var own = SamplePlan.Market.IndexHistory.Select(d => d with { Value = 6 }).ToList();
        var actual = SamplePlan.Exposure.Actual.Select(a => a with { Basis = PriceBasis.ListPrice }).ToList();
        var plan = PlanMaker.Make(
            SamplePlan.Request with
            {
                Own = own,
                Exposure = SamplePlan.Exposure with { Actual = actual },
            }
        );
        Assert.Equal(0, plan.Ratio.Ratio);
        Assert.Equal("none", plan.Chosen);
        Assert.Contains(plan.Warnings, w => w.En.StartsWith("No hedge ratio", StringComparison.Ordinal));
        Assert.Contains(plan.Breaches, b => b.Rule == "band");
    }

    [Fact]
    public void A_lender_is_told_the_chance_that_the_covenant_breaks()
    {
        var programme = SamplePlan.Programme with
        {
            Side = HedgerSide.Lender,
            Budget = null,
            Covenant = new(5, 20_000_000, 120_000),
        };
        var plan = PlanMaker.Make(SamplePlan.Request with { Programme = programme });
        Assert.Equal(12, plan.Risk.BreachChance.Count);
        Assert.True(plan.Risk.BreachChance[^1].Value > plan.Risk.BreachChance[0].Value);
        Assert.All(plan.Risk.BreachChance, b => Assert.InRange(b.Value, 0, 1));
    }

    [Fact]
    public void A_cross_hedge_by_an_index_that_does_not_move_with_it_is_called_poor()
    {
        var wave = SamplePlan
            .Market.IndexHistory.Select((d, i) => new IndexDay(d.Day, 2.6m + (0.01m * (i * 7919 % 61))))
            .ToList();
        var cross = SamplePlan.Market with { Contract = "GH", Index = "GHI-H100", IndexHistory = wave };
        var plan = PlanMaker.Make(SamplePlan.Request with { Cross = cross });
        var facts = plan.Strategies.First(s => s.Name == "cross hedge");
        Assert.False(facts.Possible);
        Assert.True(
            facts.Note.Contains("POOR", StringComparison.Ordinal)
                || facts.Note.Contains("not estimable", StringComparison.Ordinal),
            facts.Note
        );
    }

    [Fact]
    public void A_cross_hedge_by_the_same_index_is_as_good_as_the_strip()
    {
        var cross = SamplePlan.Market with { Contract = "GH" };
        var plan = PlanMaker.Make(SamplePlan.Request with { Cross = cross });
        var (strip, twin) = (
            plan.Strategies.First(s => s.Name == "strip"),
            plan.Strategies.First(s => s.Name == "cross hedge")
        );
        Assert.True(twin.Possible, twin.Note);
        Assert.True(
            Math.Abs(twin.Reduction!.Value - strip.Reduction!.Value) < 0.15,
            $"{twin.Reduction} {strip.Reduction}"
        );
    }

    [Fact]
    public void Documents_that_do_not_go_together_are_refused_with_the_field()
    {
        string Refused(PlanRequest request) => Assert.Throws<PlanException>(() => PlanMaker.Make(request)).Message;
        var request = SamplePlan.Request;
        Assert.Contains(
            "--fx",
            Refused(request with { Programme = request.Programme with { Currency = "USD" } }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "TK",
            Refused(request with { Market = request.Market with { Contract = "GH" } }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "2026-06 is over",
            Refused(request with { Market = request.Market with { Day = TradingDate.Of(2026, 7, 1) } }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has a price",
            Refused(request with { Market = request.Market with { Months = [] } }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "paths 7",
            Refused(request with { Options = request.Options with { Paths = 7 } }),
            StringComparison.Ordinal
        );
    }
}
