// Each rule of a policy, kept and broken, with what is told.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class PolicyCheckTests
{
    private static readonly ContractMonth June = ContractMonth.Of(2026, 6);

    private static HedgeMonth Hedge(long lots, int ahead = 0, string? symbol = null) =>
        new(June.Plus(ahead), symbol ?? $"TK-{June.Plus(ahead).Code}", lots, lots * 10_000m, 0, null, 0, 0);

    private static IReadOnlyList<PolicyBreach> Check(
        HedgeMonth[] hedges,
        HedgePolicy? policy = null,
        PolicyQuestion? question = null
    ) =>
        PolicyCheck.Of(
            policy ?? Loose,
            (question ?? new(SamplePlan.Day, SamplePlan.Exposure, SamplePlan.Market, [], 0, null, 0)) with
            {
                Hedges = hedges,
            }
        );

    // Nothing is asked for and everything is allowed, so that each test breaks one rule.
    private static HedgePolicy Loose =>
        SamplePlan.Policy with
        {
            Bands = [new(1, 12, 0, 1)],
            MostOfOpenInterest = 1,
            MostOfDailyVolume = 1,
        };

    [Fact]
    public void A_hedge_inside_every_rule_has_no_breach() => Assert.Empty(Check([Hedge(6), Hedge(4, 3)]));

    [Fact]
    public void More_than_the_band_or_than_what_floats_is_a_breach_and_less_only_when_a_lot_more_would_fit()
    {
        // June: 120,000 units, floating 90 %: at most 108,000, ten lots.
        Assert.Empty(Check([Hedge(10)]));
        var over = Assert.Single(Check([Hedge(11)]));
        Assert.Equal(("band", "2026-06", "91.7 %", "0 % to 90 %"), (over.Rule, over.Where, over.Value, over.Limit));
        // At least half: 60,000 units. Five lots are 50,000, and six would fit.
        var policy = Loose with
        {
            Bands = [new(1, 1, 0.5m, 1)],
        };
        Assert.Equal("band", Assert.Single(Check([Hedge(5)], policy)).Rule);
        Assert.Empty(Check([Hedge(6)], policy));
        // Between 0.55 and 0.56 of 120,000 there is no whole lot: neither six nor seven lots; six are told as no
        // breach.
        Assert.Empty(Check([Hedge(6)], Loose with { Bands = [new(1, 1, 0.55m, 0.56m)] }));
    }

    [Fact]
    public void What_is_hedged_already_counts()
    {
        var months = SamplePlan.Exposure.Months.ToArray();
        months[0] = months[0] with { Hedged = 60_000, Open = 48_000 };
        var question = new PolicyQuestion(
            SamplePlan.Day,
            SamplePlan.Exposure with
            {
                Months = months,
            },
            SamplePlan.Market,
            [],
            0,
            null,
            0
        );
        Assert.Empty(Check([Hedge(4)], null, question));
        Assert.Equal("band", Assert.Single(Check([Hedge(5)], null, question)).Rule);
    }

    [Fact]
    public void A_month_too_far_away_is_a_breach_of_tenor()
    {
        var breach = Assert.Single(Check([Hedge(1, 4)], Loose with { MostMonths = 4 }));
        Assert.Equal(("tenor", "2026-10", "month 5"), (breach.Rule, breach.Where, breach.Value));
    }

    [Fact]
    public void A_contract_that_the_policy_does_not_name_is_a_breach()
    {
        var breach = Assert.Single(Check([Hedge(1)], Loose with { Contracts = ["GH"] }));
        Assert.Equal(("instrument", "TK", "GH"), (breach.Rule, breach.Value, breach.Limit));
    }

    [Fact]
    public void Open_interest_and_daily_volume_bound_each_contract()
    {
        // TK-M26 has 600 lots of open interest: one percent is 6 lots.
        var interest = Assert.Single(Check([Hedge(7)], Loose with { MostOfOpenInterest = 0.01m }));
        Assert.Equal(("open interest", "TK-M26", "7 lots"), (interest.Rule, interest.Where, interest.Value));
        // 120 lots a day, 0.5 %: 0.6, no whole lot a day.
        var volume = Assert.Single(Check([Hedge(1)], Loose with { MostOfDailyVolume = 0.005m }));
        Assert.Equal(("daily volume", "TK-M26"), (volume.Rule, volume.Where));
        Assert.StartsWith("0 lots a day", volume.Limit, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_has_no_open_interest_to_break()
    {
        var model = SamplePlan.Market with { Source = "model: flat" };
        var question = new PolicyQuestion(SamplePlan.Day, SamplePlan.Exposure, model, [], 0, null, 0);
        Assert.Empty(Check([Hedge(9)], Loose with { MostOfOpenInterest = 0, MostOfDailyVolume = 0 }, question));
    }

    [Fact]
    public void Liquidity_budget_and_hedge_loss_have_limits()
    {
        var question = new PolicyQuestion(
            SamplePlan.Day,
            SamplePlan.Exposure,
            SamplePlan.Market,
            [],
            6_000_001,
            0.36,
            0.11
        );
        Assert.Equal(["liquidity", "over budget", "hedge loss"], Check([Hedge(1)], null, question).Select(b => b.Rule));
    }

    [Fact]
    public void Blackouts_and_authority_are_checked_and_a_waiver_in_force_is_told()
    {
        var question = new PolicyQuestion(
            TradingDate.Of(2026, 6, 26),
            SamplePlan.Exposure,
            SamplePlan.Market,
            [],
            0,
            null,
            0
        );
        var until = TradingDate.Of(2026, 6, 26);
        var policy = Loose with
        {
            Approvals = [new(5, 1)],
            Waivers = [new("blackout", "CFO", until, "agreed"), new("authority", "CFO", until.Plus(-1), "over")],
        };
        var breaches = Check([Hedge(6)], policy, question);
        Assert.Equal(["blackout", "authority"], breaches.Select(b => b.Rule));
        Assert.Equal(until, breaches[0].WaivedUntil);
        Assert.Null(breaches[1].WaivedUntil);
        Assert.Equal(("6 lots", "5 lots"), (breaches[1].Value, breaches[1].Limit));
    }
}
