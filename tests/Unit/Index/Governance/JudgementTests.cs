// Expert judgement: two persons, before the moment or within the window, on the committee's tier only.
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Index.Governance;

public sealed class JudgementTests
{
    private const string Morning = "2025-03-04T09:00:00Z";

    [Fact]
    public void With_too_few_sellers_what_two_persons_agreed_upon_is_the_print()
    {
        var run = Governed.Run().Price("2025-03-04T01:00:00Z", "b", "h100", null);
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        run.Say(Morning, MessageKind.ApproveJudgement, new JudgementApproval("G", "2025-03-04", "Bob", "none"));
        Assert.Equal("Bob", run.Told<JudgementDocument>(MessageKind.JudgementApproved).ApprovedBy);
        var print = run.Tick("2025-03-04T12:00:00Z").Last;
        Assert.Equal((2, 2.5000m), (print.Tier, print.Value));
        Assert.Equal(
            "committee: only one seller is left; as in the last print; proposed by Ann, approved by Bob; "
                + "1 sellers; the methodology asks for 2",
            print.TierName
        );
        Assert.Equal([1L, 2L], print.Used.Single().Observations);
        Assert.Equal(1_000_000, print.Used.Single().WeightPpm);
        // It is no computed print and counts for one day.
        Assert.Null(run.Tick("2025-03-05T12:00:00Z").Last.Value);
    }

    [Fact]
    public void While_the_methodology_gives_a_value_a_judgement_changes_nothing()
    {
        var run = Governed.Run();
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        run.Say(Morning, MessageKind.ApproveJudgement, new JudgementApproval("G", "2025-03-04", "Bob", "none"));
        Assert.Equal((1, 3.0000m), (run.Tick("2025-03-04T12:00:00Z").Last.Tier, run.Last.Value));
    }

    [Fact]
    public void What_one_person_proposed_alone_is_not_used()
    {
        var run = Governed.Run().Price("2025-03-04T01:00:00Z", "b", "h100", null);
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        Assert.Null(run.Tick("2025-03-04T12:00:00Z").Last.Value);
    }

    [Fact]
    public void Approved_after_the_print_it_restates_and_prints_nothing()
    {
        var run = Governed.Run().Price("2025-03-04T01:00:00Z", "b", "h100", null);
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        var late = new JudgementApproval("G", "2025-03-04", "Bob", "none");
        run.Say("2025-03-04T15:00:00Z", MessageKind.ApproveJudgement, late);
        Assert.Null(run.Last.Value);
        var told = run.Told<RestatedPrint>(MessageKind.PrintRestated);
        Assert.Equal((null, 2.5000m, 2), (told.First, told.Print.Value, told.Print.Tier));
        Assert.Equal(2, run.Prints.Count);
    }

    [Theory]
    [InlineData("ann ", "none", "2025-03-04", "person")]
    [InlineData("Bob", "a position of ten lots", "2025-03-04", "interest")]
    [InlineData("Bob", "none", "2025-03-05", "day")]
    [InlineData("", "none", "2025-03-04", "person")]
    public void An_approval_by_the_same_or_an_interested_person_or_of_nothing_is_refused(
        string person,
        string interest,
        string day,
        string field
    )
    {
        var run = Governed.Run();
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        run.Say(Morning, MessageKind.ApproveJudgement, new JudgementApproval("G", day, person, interest));
        Assert.Equal(field, run.Refused().Field);
    }

    [Fact]
    public void A_proposal_is_refused_without_committee_reason_inputs_or_a_day_that_is_due()
    {
        var run = Governed.Run();
        void Refused(JudgementProposal proposal, string field)
        {
            run.Say(Morning, MessageKind.ProposeJudgement, proposal);
            Assert.Equal(field, run.Refused().Field);
        }

        var good = Governed.Proposal("2025-03-04");
        Refused(good with { Index = "X" }, "index");
        Refused(good with { Reason = "short" }, "reason");
        Refused(good with { Inputs = [] }, "inputs");
        Refused(good with { Inputs = [99] }, "inputs");
        Refused(good with { Value = 0m }, "value");
        Refused(good with { Value = 2.00001m }, "value");
        Refused(good with { Interest = "long" }, "interest");
        Refused(good with { Person = "" }, "person");
        Refused(good with { Day = "2025-03-05" }, "day");
        Refused(good with { Day = "2025-03-02" }, "day");
        var none = new IndexRun().Define("2025-03-03T00:00:00Z", Rules.Gpu(Rules.Convert, Rules.Mean));
        none.Say(Morning, MessageKind.ProposeJudgement, good with { Index = "T" });
        Assert.Equal("its methodology has no committee", none.Refused().Rule);
    }

    [Fact]
    public void An_approved_judgement_is_not_replaced_by_one_person()
    {
        var run = Governed.Run();
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04", 2.6m, "Eve"));
        run.Say(Morning, MessageKind.ApproveJudgement, new JudgementApproval("G", "2025-03-04", "Ann", "none"));
        Assert.Equal(2.6m, run.Told<JudgementDocument>(MessageKind.JudgementApproved).Value);
        run.Say(Morning, MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04", 9m, "Eve"));
        Assert.Equal("was approved already by Ann", run.Refused().Rule);
    }
}
