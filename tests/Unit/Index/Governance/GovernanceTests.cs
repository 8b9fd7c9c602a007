// Versions with notice and a day, announced changes, complaints, and that old logs and snapshots know nothing of it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Governance;

public sealed class GovernanceTests
{
    [Fact]
    public void A_version_with_a_day_takes_over_on_it_and_not_before()
    {
        var run = Governed.Run();
        run.Define("2025-03-03T13:00:00Z", Governed.Index(2, effective: "2025-03-14"));
        var told = run.Told<AnnouncedMethodology>(MessageKind.MethodologyAnnounced);
        Assert.Equal((2, "2025-03-14", 4L), (told.Version, told.Effective, told.Sequence));
        run.Tick("2025-03-15T12:00:00Z");
        Assert.Equal(
            [("2025-03-13", 1), ("2025-03-14", 2), ("2025-03-15", 2)],
            run.Prints.TakeLast(3).Select(p => (p.Day, p.Version))
        );
        Assert.Equal(2, run.Events.Count(e => e.Kind == MessageKind.IndexDefined));
    }

    [Fact]
    public void Less_notice_than_the_version_in_force_asks_for_is_refused()
    {
        var run = Governed.Run();
        run.Define("2025-03-03T13:00:00Z", Governed.Index(2, effective: "2025-03-12"));
        Assert.Equal(("effective", "2025-03-12"), (run.Refused().Field, run.Refused().Given));
        run.Define("2025-03-03T13:00:00Z", Governed.Index(2));
        Assert.StartsWith("must be there, 2025-03-13 or later", run.Refused().Rule, StringComparison.Ordinal);
        run.Define("2025-03-03T13:00:00Z", Governed.Index(2, effective: "2025-03-13"));
        run.Told<AnnouncedMethodology>(MessageKind.MethodologyAnnounced);
        run.Define("2025-03-03T14:00:00Z", Governed.Index(2, effective: "2025-03-20"));
        Assert.Equal("version", run.Refused().Field);
    }

    [Fact]
    public void A_newer_version_for_the_same_day_overtakes_the_older()
    {
        var run = Governed.Run();
        run.Define("2025-03-03T13:00:00Z", Governed.Index(2, effective: "2025-03-14"));
        run.Define("2025-03-03T14:00:00Z", Governed.Index(3, effective: "2025-03-14"));
        run.Tick("2025-03-15T12:00:00Z");
        Assert.DoesNotContain(run.Prints, p => p.Version == 2);
        Assert.Equal(3, run.Last.Version);
    }

    [Fact]
    public void A_first_version_prints_nothing_before_its_day()
    {
        var run = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Governed.Index(effective: "2025-03-05"))
            .Tick("2025-03-06T12:00:00Z");
        Assert.Equal(["2025-03-05", "2025-03-06"], run.Prints.Select(p => p.Day));
    }

    [Fact]
    public void A_heavy_seller_announces_two_days_after_the_next_print_or_is_marked_late()
    {
        var run = Governed.Run();
        AnnouncedWeight Told(string at, string effective)
        {
            run.Say(at, MessageKind.AnnounceChange, Change("a", effective));
            return run.Told<ChangeAnnouncedDocument>(MessageKind.ChangeAnnounced).Indexes.Single();
        }

        // After the print of the 3rd the next is that of the 4th: T + 2 is the 6th.
        Assert.Equal(new("G", 500_000, "2025-03-06", false), Told("2025-03-03T13:00:00Z", "2025-03-05"));
        Assert.Equal(new("G", 500_000, "2025-03-06", true), Told("2025-03-03T13:00:00Z", "2025-03-06"));
        // Once the 4th is printed, the 7th.
        Assert.Equal(new("G", 500_000, "2025-03-07", false), Told("2025-03-04T12:00:00Z", "2025-03-06"));
        // A light one is in time whenever; who is not in the print is told of no index.
        run.Price("2025-03-04T13:00:00Z", "c", "h100", 3m).Price("2025-03-04T13:00:00Z", "d", "h100", 3m);
        run.Tick("2025-03-05T12:00:00Z");
        Assert.Equal(new("G", 250_000, "2025-03-05", true), Told("2025-03-05T13:00:00Z", "2025-03-05"));
        run.Say("2025-03-05T13:00:00Z", MessageKind.AnnounceChange, Change("z", "2025-03-05"));
        Assert.Empty(run.Told<ChangeAnnouncedDocument>(MessageKind.ChangeAnnounced).Indexes);
    }

    [Fact]
    public void An_announcement_of_the_past_or_without_a_price_above_zero_is_refused()
    {
        var run = Governed.Run();
        run.Say("2025-03-03T13:00:00Z", MessageKind.AnnounceChange, Change("a", "2025-03-02"));
        Assert.Equal("effective", run.Refused().Field);
        var free = Change("a", "2025-03-09") with { Price = 0m };
        run.Say("2025-03-03T13:00:00Z", MessageKind.AnnounceChange, free);
        Assert.Equal("price", run.Refused().Field);
        run.Say("2025-03-03T13:00:00Z", MessageKind.NameAffiliate, new AffiliateNaming("a", 0, "parent", "Ann"));
        Assert.Equal("account", run.Refused().Field);
        run.Say("2025-03-03T13:00:00Z", MessageKind.NameAffiliate, new AffiliateNaming("a", 7, "parent", "Ann"));
        Assert.Equal(7, run.Told<AffiliateNaming>(MessageKind.AffiliateNamed).Account);
    }

    [Fact]
    public void A_complaint_has_a_number_a_deadline_and_one_answer()
    {
        var run = Governed.Run();
        var filing = new ComplaintFiling("a hedger", "G", "the print of the 3rd is too high", "2025-03-03");
        run.Say("2025-03-04T09:00:00Z", MessageKind.FileComplaint, filing);
        var filed = run.Told<ComplaintDocument>(MessageKind.ComplaintFiled);
        Assert.Equal((1, "2025-03-09"), (filed.Number, filed.AnswerBy));
        run.Say("2025-03-04T10:00:00Z", MessageKind.FileComplaint, filing);
        var answer = new ComplaintAnswer(1, "Ann", "rejected", "the sources were read rightly");
        run.Say("2025-03-09T10:00:00Z", MessageKind.AnswerComplaint, answer);
        Assert.False(run.Told<AnsweredComplaint>(MessageKind.ComplaintAnswered).Late);
        run.Say("2025-03-09T11:00:00Z", MessageKind.AnswerComplaint, answer);
        Assert.Equal("number", run.Refused().Field);
        run.Say("2025-03-10T11:00:00Z", MessageKind.AnswerComplaint, answer with { Number = 2, Outcome = "maybe" });
        Assert.Equal("outcome", run.Refused().Field);
        run.Say("2025-03-10T11:00:00Z", MessageKind.AnswerComplaint, answer with { Number = 2 });
        Assert.True(run.Told<AnsweredComplaint>(MessageKind.ComplaintAnswered).Late);
        run.Say("2025-03-10T12:00:00Z", MessageKind.FileComplaint, filing with { Index = "X" });
        Assert.Equal("index", run.Refused().Field);
    }

    [Fact]
    public void A_snapshot_at_any_moment_changes_no_later_event()
    {
        var straight = Story(reload: false);
        var reloaded = Story(reload: true);
        Assert.Equal(straight.Machine.Digest, reloaded.Machine.Digest);
        Assert.Equal(straight.Events.Select(e => e.Kind), reloaded.Events.Select(e => e.Kind));
        for (var i = 0; i < straight.Events.Count; i++)
            Assert.Equal(straight.Events[i].Bytes, reloaded.Events[i].Bytes);
        // The story has something of everything.
        foreach (
            var kind in new[]
            {
                MessageKind.MethodologyAnnounced,
                MessageKind.PrintRestated,
                MessageKind.ChangeAnnounced,
                MessageKind.JudgementApproved,
                MessageKind.ComplaintAnswered,
            }
        )
            Assert.Contains(kind, straight.Events.Select(e => e.Kind));
    }

    [Fact]
    public void Hostile_bytes_are_refused_and_change_nothing()
    {
        var run = Governed.Run();
        for (var kind = MessageKind.AnnounceChange; kind <= MessageKind.CorrectObservation; kind++)
        {
            foreach (var text in new[] { "", "null", "{}", "[1]", "{\"index\":null}", "\u0000", "{\"day\":1e999}" })
            {
                run.Send("2025-03-03T13:00:00Z", kind, System.Text.Encoding.UTF8.GetBytes(text));
                Assert.Equal("document", run.Refused().Field);
            }
        }

        Assert.Equal(3.0000m, run.Tick("2025-03-04T12:00:00Z").Last.Value);
    }

    private static IndexRun Story(bool reload)
    {
        var run = Governed.Run();
        void Then()
        {
            if (reload)
                run.Reload();
        }

        Then();
        run.Define("2025-03-03T13:00:00Z", Governed.Index(2, effective: "2025-03-14"));
        Then();
        run.Say("2025-03-03T14:00:00Z", MessageKind.CorrectObservation, Governed.Correction(2, "b", 6m));
        Then();
        run.Say("2025-03-03T15:00:00Z", MessageKind.CorrectObservation, Governed.Correction(1, "a", 4m));
        Then();
        run.Say("2025-03-03T16:00:00Z", MessageKind.AnnounceChange, Change("a", "2025-03-06"));
        run.Price("2025-03-04T01:00:00Z", "b", "h100", null);
        run.Say("2025-03-04T02:00:00Z", MessageKind.ProposeJudgement, Governed.Proposal("2025-03-04"));
        Then();
        var approval = new JudgementApproval("G", "2025-03-04", "Bob", "none");
        run.Say("2025-03-04T03:00:00Z", MessageKind.ApproveJudgement, approval);
        Then();
        var filing = new ComplaintFiling("a hedger", "G", "the print of the 3rd is too high");
        run.Say("2025-03-04T09:00:00Z", MessageKind.FileComplaint, filing);
        Then();
        run.Say(
            "2025-03-09T10:00:00Z",
            MessageKind.AnswerComplaint,
            new ComplaintAnswer(1, "Ann", "upheld", "the source was read wrongly")
        );
        Then();
        return run.Tick("2025-03-16T12:00:00Z");
    }

    private static ChangeAnnouncement Change(string seller, string effective) =>
        new("gpu", seller, "h100", "hour", "us", "on_demand", 3m, Currency.USD, effective, "Ann of the seller");
}
