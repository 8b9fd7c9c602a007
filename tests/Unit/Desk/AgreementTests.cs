// Proposal and approval: every way in which they are refused.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class AgreementTests : IDisposable
{
    private const string Moment = "2026-05-29T08:00:00Z";
    private readonly string _folder = Directory.CreateTempSubdirectory("agreement").FullName;
    private readonly Journal _journal;

    public AgreementTests() => _journal = Journal.Open(Path.Combine(_folder, "journal.jsonl"));

    public void Dispose()
    {
        _journal.Dispose();
        Directory.Delete(_folder, true);
    }

    private static HedgePlan Plan(long lots = 20, params PolicyBreach[] breaches) =>
        Sealed(lots, SamplePlan.Policy, breaches);

    // The sample's plan with a hedge of so many lots in June and the breaches that a test wants.
    internal static HedgePlan Sealed(long lots, HedgePolicy policy, params PolicyBreach[] breaches)
    {
        var plan = SamplePlan.Plan;
        var hedge = new HedgeMonth(ContractMonth.Of(2026, 6), "TK-M26", lots, lots * 10_000, 0.5m, 6.404m, 0, 0.1);
        var strategy = plan.Strategies[0] with { Name = "strip", Months = [hedge] };
        return PlanDigest.Sealed(
            plan with
            {
                Strategies = [plan.Strategies[0], strategy],
                Chosen = "strip",
                Breaches = breaches,
                Policy = policy,
            }
        );
    }

    private static string Refused(Action step) => Assert.Throws<DeskRefusalException>(step).Message;

    private void Approve(HedgePlan plan, string by, HedgePolicy? policy = null, TradingDate? day = null) =>
        Agreements.Approve(_journal, plan, policy ?? SamplePlan.Policy, by, day ?? SamplePlan.Day, Moment);

    [Fact]
    public void One_proposes_another_agrees()
    {
        var plan = Plan();
        var line = Agreements.Propose(_journal, plan, "Marta", Moment);
        Assert.Equal((20L, 1, plan.Digest), (line.Proposed!.Lots, line.Proposed.Approvers, line.Proposed.Digest));
        Assert.False(Agreements.StateOf(_journal.Lines).IsApproved);
        Approve(plan, "Lin");
        Assert.True(Agreements.StateOf(_journal.Lines).IsApproved);
        Assert.Contains("approved already", Refused(() => Approve(plan, "Okafor")), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_lots_need_two_and_a_new_proposal_begins_anew()
    {
        var plan = Plan(60);
        Agreements.Propose(_journal, plan, "Marta", Moment);
        Approve(plan, "Lin");
        Assert.False(Agreements.StateOf(_journal.Lines).IsApproved);
        Assert.Contains("agreed already", Refused(() => Approve(plan, "lin ")), StringComparison.Ordinal);
        Approve(plan, "Okafor");
        Assert.True(Agreements.StateOf(_journal.Lines).IsApproved);
        Agreements.Propose(_journal, Plan(10), "Lin", Moment);
        Assert.Empty(Agreements.StateOf(_journal.Lines).Approvers);
    }

    [Fact]
    public void A_proposer_a_stranger_and_a_changed_plan_are_refused()
    {
        var plan = Plan();
        Assert.Contains("nothing is proposed", Refused(() => Approve(plan, "Lin")), StringComparison.Ordinal);
        Agreements.Propose(_journal, plan, "Marta", Moment);
        Assert.Contains("another person", Refused(() => Approve(plan, "MARTA")), StringComparison.Ordinal);
        Assert.Contains("no approver", Refused(() => Approve(plan, "Mallory")), StringComparison.Ordinal);
        Assert.Contains("changed since", Refused(() => Approve(Plan(21), "Lin")), StringComparison.Ordinal);
        Assert.Contains(
            "not what its digest says",
            Refused(() => Approve(plan with { WhyChosen = "because" }, "Lin")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "proposed already",
            Refused(() => Agreements.Propose(_journal, plan, "Lin", Moment)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_blackout_day_refuses_until_it_is_waived()
    {
        var plan = Plan();
        Agreements.Propose(_journal, plan, "Marta", Moment);
        var day = TradingDate.Of(2026, 6, 25);
        Assert.Contains("quarter end", Refused(() => Approve(plan, "Lin", null, day)), StringComparison.Ordinal);
        var waived = SamplePlan.Policy with { Waivers = [new("blackout", "CFO", day, "agreed")] };
        Approve(plan, "Lin", waived, day);
    }

    [Fact]
    public void A_breach_without_a_waiver_stops_both_steps()
    {
        var breach = new PolicyBreach("band", "2026-06", "95 %", "0 % to 90 %", null);
        Assert.Contains(
            "band at 2026-06: 95 %",
            Refused(() => Agreements.Propose(_journal, Plan(20, breach), "Marta", Moment)),
            StringComparison.Ordinal
        );
        var until = TradingDate.Of(2026, 6, 1);
        var plan = Plan(20, breach with { WaivedUntil = until });
        Agreements.Propose(_journal, plan, "Marta", Moment);
        // The policy that now lies in the folder has no such waiver, or one that is over.
        Assert.Contains("without a waiver", Refused(() => Approve(plan, "Lin")), StringComparison.Ordinal);
        var policy = SamplePlan.Policy with { Waivers = [new("band", "CFO", until, "agreed")] };
        Assert.Contains(
            "without a waiver",
            Refused(() => Approve(plan, "Lin", policy, until.Plus(1))),
            StringComparison.Ordinal
        );
        Approve(plan, "Lin", policy, until);
    }

    [Fact]
    public void Nothing_to_trade_too_much_and_nobody_are_refused()
    {
        Assert.Contains(
            "nothing to trade",
            Refused(() =>
                Agreements.Propose(_journal, PlanDigest.Sealed(Plan() with { Chosen = "none" }), "Marta", Moment)
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "authority",
            Refused(() => Agreements.Propose(_journal, Plan(501), "Marta", Moment)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "name a person",
            Refused(() => Agreements.Propose(_journal, Plan(), " ", Moment)),
            StringComparison.Ordinal
        );
    }
}
